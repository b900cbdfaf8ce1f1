"""Many documents at once, and results."""
from pymongo import InsertOne, MongoClient, UpdateOne, WriteConcern

database = MongoClient(replicaSet="rs").get_database("jobs")
jobs = database.get_collection("jobs").with_options(write_concern=WriteConcern(w=0))
jobs.bulk_write([InsertOne({}), UpdateOne({}, {"$set": {"a": 1}})], ordered=False)
results = [jobs.insert_many([{"n": n} for n in range(3)]).inserted_ids, jobs.update_one({}, {"$inc": {"n": 1}})]
results.insert(0, jobs.distinct("n"))
documents = list(jobs.aggregate([{"$group": {"_id": "$n"}}]))
documents[0].update(result=documents)
by_name = {document["_id"]: document for document in documents}
by_name.update(result=by_name.get("result"))
print(by_name["result"], jobs.estimated_document_count(), jobs.database.client.address)
for collection in (documents, [jobs]):
    collection.insert(0, None)
