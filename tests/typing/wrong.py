"""What must be refused: each ignore is for one mistake of its kind, and one that nothing needs is an error."""
import flask_pymongo
from flask_pymongo import MongoClient, MongoReplicaSetClient, PyMongo
from flask_pymongo.wrappers import Cursor

flask_pymongo.Flask()  # type: ignore[attr-defined]
PyMongo(config_prefix=1)  # type: ignore[arg-type]
mongo = PyMongo()
mongo.init_app()  # type: ignore[call-arg]
print(mongo.database)  # type: ignore[attr-defined]
pages = mongo.db.pages

# Files
mongo.send_file()  # type: ignore[call-arg]
mongo.send_file('a.txt', base=1)  # type: ignore[arg-type]
mongo.send_file('a.txt', version='newest')  # type: ignore[arg-type]
mongo.send_file('a.txt', cache_for='1 day')  # type: ignore[arg-type]
mongo.send_file('a.txt', attachment=True)  # type: ignore[call-arg]

# Writing
pages.insert(1)  # type: ignore[call-overload]
pages.insert('a document')  # type: ignore[arg-type]
pages.insert({}, safe=1)  # type: ignore[call-overload]
pages.insert({}, wtimeout='100')  # type: ignore[call-overload]
pages.insert({}, unknown=1)  # type: ignore[call-overload]
pages.save([{}])  # type: ignore[arg-type]
pages.save({}, upsert=True)  # type: ignore[call-arg]
pages.update({'_id': 1})  # type: ignore[call-arg]
pages.update({}, {}, upsert=1)  # type: ignore[arg-type]
pages.update({}, [{'$set': {}}])  # type: ignore[arg-type]
pages.remove({}, just_one=True)  # type: ignore[call-arg]
pages.find_and_modify(update='$inc')  # type: ignore[arg-type]

# Reading
pages.find(1)  # type: ignore[arg-type]
pages.find({}, limit='10')  # type: ignore[arg-type]
pages.find({}, timeout=1)  # type: ignore[arg-type]
pages.find({}, filed=['title'])  # type: ignore[call-arg]
pages.find_one()['title']  # type: ignore[index]
print(pages.find_one_or_404().title)  # type: ignore[attr-defined]
pages.find_one_or_404({}, fields=1)  # type: ignore[arg-type]
pages.find().count(1)  # type: ignore[arg-type]
pages.find().skip('1')  # type: ignore[arg-type]
pages.find()['title']  # type: ignore[call-overload]
pages.count('title')  # type: ignore[arg-type]
pages.aggregate('title')  # type: ignore[arg-type]
cursor: Cursor = pages.find_one()  # type: ignore[assignment]

# Indexes
pages.ensure_index()  # type: ignore[call-arg]
pages.ensure_index(1)  # type: ignore[arg-type]
pages.create_index()  # type: ignore[call-overload]
pages.create_index([('title', None)])  # type: ignore[list-item]

# Databases and clients
mongo.db.collection_names('system')  # type: ignore[arg-type]
mongo.db.authenticate()  # type: ignore[call-arg]
mongo.db.add_user('me', 'secret', 'read')  # type: ignore[arg-type]
mongo.db.add_son_manipulator(dict)  # type: ignore[arg-type]
MongoClient(27017)  # type: ignore[call-overload]
MongoClient('localhost', '27017')  # type: ignore[call-overload]
MongoReplicaSetClient('localhost', 'rs0')  # type: ignore[arg-type]
mongo.cx.document_class = list  # type: ignore[assignment]
mongo.cx.host = 'localhost'  # type: ignore[misc]
