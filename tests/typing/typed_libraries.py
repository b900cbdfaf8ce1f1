"""What comes from Flask and PyMongo keeps their types, where they have them: Flask since 2.0, PyMongo since 4.1."""
from typing import Any, assert_type

import pymongo.collection
import pymongo.database
import pymongo.mongo_client
from pymongo.command_cursor import CommandCursor
from pymongo.results import InsertOneResult, UpdateResult

from flask_pymongo import GridFS, PyMongo

mongo = PyMongo()
pages = mongo.db.pages

driver_client: pymongo.mongo_client.MongoClient[dict[str, Any]] = mongo.cx
driver_database: pymongo.database.Database[dict[str, Any]] = mongo.db
driver_collection: pymongo.collection.Collection[dict[str, Any]] = pages
files = GridFS(mongo.db)

assert_type(pages.insert_one({'title': 'x'}), InsertOneResult)
assert_type(pages.update_many({}, {'$set': {'n': 1}}).modified_count, int)
assert_type(pages.replace_one({}, {'title': 'y'}, upsert=True), UpdateResult)
assert_type(pages.count_documents({}), int)
assert_type(pages.aggregate([], cursor={}), CommandCursor[dict[str, Any]])
assert_type(pages.aggregate([], batchSize=10), CommandCursor[dict[str, Any]])
with mongo.cx.start_session() as session:
    assert_type(pages.aggregate([], session=session), CommandCursor[dict[str, Any]])
assert_type(mongo.db.command('ping'), dict[str, Any])
assert_type(mongo.db.list_collection_names(), list[str])
assert_type(pages.find().alive, bool)
assert_type(mongo.send_file('a.txt').status_code, int)
