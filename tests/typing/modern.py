"""The calls of today on the same objects."""
from typing import Any, assert_type

from pymongo.write_concern import WriteConcern

from flask_pymongo import PyMongo, ReadPreference
from flask_pymongo.wrappers import Collection, Cursor, Database

mongo = PyMongo()
pages = mongo.db.pages

assert_type(pages.find(filter={'title': 'x'}, projection=['title'], batch_size=10, no_cursor_timeout=True), Cursor)
assert_type(pages.find({}, {'title': True}, sort={'title': 1}, max_time_ms=100, hint='title_1'), Cursor)
assert_type(pages.find_one(filter={'title': 'x'}, projection={'text': 0}), dict[str, Any] | None)
assert_type(pages.find_one_or_404(filter={'title': 'x'}, sort=[('title', 1)]), dict[str, Any])
assert_type(pages.create_index(keys=[('title', 1)], unique=True), str)
assert_type(pages.create_index({'title': 1}, name='titles'), str)
assert_type(pages.with_options(write_concern=WriteConcern(w='majority')), Collection)
assert_type(mongo.db.with_options(read_preference=ReadPreference.SECONDARY), Database)
assert_type(mongo.db.get_collection('pages', read_preference=pages.read_preference), Collection)
assert_type(mongo.cx.get_database('shop', write_concern=WriteConcern(w=0)).orders, Collection)
with pages.find() as cursor:
    assert_type(cursor, Cursor)
with mongo.cx.start_session() as session:
    pages.insert_one({'title': 'x'}, session=session)
    assert_type(pages.find({}, session=session, comment='why'), Cursor)
# Attributes and methods are no children, whether the driver has types or not
name: str = pages.full_name
host: str = mongo.cx.address[0] if mongo.cx.address else ''
concern: WriteConcern = mongo.db.write_concern
print(mongo.db.command('ping')['ok'], pages.insert_one({}).inserted_id, mongo.cx.server_info()['version'])
for one in pages.aggregate([{'$match': {}}], batchSize=10):
    print(one['title'])
