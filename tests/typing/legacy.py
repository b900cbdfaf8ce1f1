"""The calls of 2012, as programs of that time make them."""
from typing import Any, assert_type

from flask_pymongo import ASCENDING, DESCENDING, SECONDARY, ObjectId, PyMongo
from flask_pymongo.compat.aggregate import AggregateResult
from flask_pymongo.wrappers import Collection, Cursor, Database, MongoClient

mongo = PyMongo()
db = mongo.db
pages = db.pages
page = {'title': 'Front page', 'text': ''}
changes: dict[str, Any] = {'$inc': {'n': 1}}
some_id = ObjectId()

# Writing
pages.insert(page)
assert_type(pages.insert([page, {'title': 'Second'}], safe=True, continue_on_error=True), list[Any])
pages.insert((dict(page, number=number) for number in range(3)), w=1)
pages.insert(page, False, False, False)
pages.save(page, safe=True, j=True)
pages.save(page, w=1, wtimeout=100)
pages.update({'_id': some_id}, {'$set': {'title': 'New'}}, True)
pages.update({'_id': some_id}, page, upsert=True, safe=True, multi=False)
print(pages.update({}, changes, multi=True)['n'])
pages.remove()
pages.remove(some_id)
pages.remove({'title': 'Second'}, True, multi=False)
print(pages.remove({}, w='majority')['n'])

counter = db.counters.find_and_modify(query={'_id': 'changes'}, update=changes, upsert=True, new=True)
print(counter['n'])
pages.find_and_modify({'_id': some_id}, remove=True, sort=[('title', ASCENDING)], fields=['title'])
print(pages.find_and_modify({}, changes, full_response=True, maxTimeMS=100)['value'])

# Reading
cursor = pages.find({'title': 'Front page'}, {'title': 1, '_id': 0}, 10, 5)
assert_type(cursor, Cursor)
assert_type(cursor.sort([('title', ASCENDING), ('_id', DESCENDING)]).skip(1).limit(2).hint('title_1'), Cursor)
assert_type(cursor.clone().max_scan(100).batch_size(10).where('true').rewind(), Cursor)
assert_type(cursor.count(), int)
assert_type(cursor.count(with_limit_and_skip=True), int)
assert_type(cursor[0], dict[str, Any])
assert_type(cursor[2:5], Cursor)
assert_type(cursor.next(), dict[str, Any])
assert_type(cursor.distinct('title'), list[Any])
assert_type(cursor.collection, Collection)
assert_type([found['title'] for found in cursor], list[Any])
pages.find(spec={'title': 'x'}, fields=['title'], sort=[('title', 1)], timeout=False, tailable=True, await_data=True)
pages.find(None, None, 0, 0, True, False, False, [('title', DESCENDING)], None, dict, slave_okay=True)
pages.find(read_preference=SECONDARY, tag_sets=[{'dc': 'east'}], as_class=dict, partial=True, snapshot=True)
pages.find(read_preference='SECONDARY_ONLY', exhaust=True, manipulate=False)

assert_type(pages.find_one(), dict[str, Any] | None)
assert_type(pages.find_one(some_id), dict[str, Any] | None)
assert_type(pages.find_one('a string is an _id, too', ['title']), dict[str, Any] | None)
assert_type(pages.find_one({'title': 'x'}, fields={'text': 0}, sort=[('number', -1)]), dict[str, Any] | None)
assert_type(pages.find_one_or_404(some_id), dict[str, Any])
assert_type(pages.find_one_or_404({'title': 'x'}, ['text']), dict[str, Any])
assert_type(pages.count(), int)
assert_type(pages.count({'title': 'x'}, limit=10), int)

answer = pages.aggregate([{'$group': {'_id': '$title', 'n': {'$sum': 1}}}])
assert_type(answer, AggregateResult)
print(answer['result'][0]['n'])
for row in pages.aggregate({'$match': {'title': 'x'}}):
    assert_type(row, dict[str, Any])

# Indexes
assert_type(pages.ensure_index('title', unique=True), str | None)
pages.ensure_index('title', ASCENDING, background=True, unique=True)
pages.ensure_index([('page_id', ASCENDING), ('number', DESCENDING)], cache_for=60)
assert_type(pages.create_index('title', 300, drop_dups=True), str)

# Databases and clients
assert_type(db.connection, MongoClient)
assert_type(db.client, MongoClient)
assert_type(db.collection_names(), list[str])
assert_type(db.collection_names(False), list[str])
assert_type(db.create_collection('log', capped=True, size=1000), Collection)
assert_type(db.authenticate('me', 'secret', source='admin'), bool)
db.logout()
db.add_user('me', 'secret', read_only=True)
db.add_user('me', 'secret', roles=['readWrite'])
db.remove_user('me')
assert_type(mongo.cx.host, str | None)
assert_type(mongo.cx.port, int | None)
assert_type(mongo.cx.alive(), bool)
mongo.cx.disconnect()


class Stamp:
    """A SON manipulator."""

    def will_copy(self) -> bool:
        return False

    def transform_incoming(self, son: dict[str, Any], collection: Collection) -> dict[str, Any]:
        son['collection'] = collection.name
        return son

    def transform_outgoing(self, son: dict[str, Any], collection: Collection) -> dict[str, Any]:
        return son


db.add_son_manipulator(Stamp())
assert_type(db.incoming_manipulators, list[str])


def titles(database: Database) -> list[str]:
    """Databases and collections may be tested for truth again; what follows is not unreachable."""
    if not database:
        return []
    found: Collection | None = database.pages
    return [page['title'] for page in found.find()] if found else []
