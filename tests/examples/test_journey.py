"""The whole way out: an old program fails, the doctor says why, it runs, the report lists what is old in it, the modern
one passes strict mode and runs on PyMongo alone.
"""
from __future__ import absolute_import

import json
import os

import pymongo.collection
import pytest

from compat.programs import python
from flask_pymongo import report

pytestmark = [
    pytest.mark.python_boundary,
    pytest.mark.skipif(hasattr(pymongo.collection.Collection, 'insert'), reason='the driver has the legacy dialect'),
]

#: As one wrote it in 2012, but for the Python: what `print` is was settled before.
OLD = """\
from flask import Flask
from flask.ext.pymongo import PyMongo
from pymongo.objectid import ObjectId

app = Flask('blog')
app.config['MONGO_URI'] = '{uri}'
mongo = PyMongo(app)


@app.route('/')
def index():
    posts = mongo.db.posts
    first = posts.save({{'title': 'first', 'seen': 0}})
    posts.insert({{'title': 'second', 'seen': 5}})
    posts.update({{}}, {{'$inc': {{'seen': 1}}}}, multi=True)
    posts.remove(ObjectId('507f1f77bcf86cd799439011'))
    total = posts.aggregate([{{'$group': {{'_id': None, 'seen': {{'$sum': '$seen'}}}}}}])['result'][0]['seen']
    titles = [post['title'] for post in posts.find(fields=['title']).sort('title')]
    return '%d of %d: %s' % (posts.find({{'_id': first}}).count(), total, ', '.join(titles))


if __name__ == '__main__':
    print(app.test_client().get('/').data.decode('ascii'))
"""
#: What the warnings said to write.
CHANGES = (
    ('from flask.ext.pymongo import', 'from flask_pymongo import'),
    ('from pymongo.objectid import', 'from bson.objectid import'),
    ("posts.save({'title': 'first', 'seen': 0})", "posts.insert_one({'title': 'first', 'seen': 0}).inserted_id"),
    ('posts.insert(', 'posts.insert_one('),
    ("posts.update({}, {'$inc': {'seen': 1}}, multi=True)", "posts.update_many({}, {'$inc': {'seen': 1}})"),
    ("posts.remove(ObjectId('507f1f77bcf86cd799439011'))",
     "posts.delete_one({'_id': ObjectId('507f1f77bcf86cd799439011')})"),
    ("total = posts.aggregate([{'$group': {'_id': None, 'seen': {'$sum': '$seen'}}}])['result'][0]['seen']",
     "total = list(posts.aggregate([{'$group': {'_id': None, 'seen': {'$sum': '$seen'}}}]))[0]['seen']"),
    ("posts.find(fields=['title'])", "posts.find(projection=['title'])"),
    ("posts.find({'_id': first}).count()", "posts.count_documents({'_id': first})"),
)
#: In the place of the package: the extension object alone, on the driver's own classes.
EXTENSION = """\
import pymongo
class PyMongo:
    def __init__(self, app):
        self.cx = pymongo.MongoClient(app.config['MONGO_URI'])
        self.db = self.cx.get_default_database()
"""
SAYS = '1 of 7: first, second\n'


@pytest.fixture
def uri(server, database_name):
    return server.uri.rstrip('/') + '/' + database_name


@pytest.fixture
def empty(uri):
    """Empties the collection of the program."""
    def empty():
        client = pymongo.MongoClient(uri)
        client.get_default_database().posts.drop()
        client.close()
    return empty


def test_the_journey(tmpdir, uri, empty):
    folder, counted = str(tmpdir), str(tmpdir.join('blog.report'))
    blog = tmpdir.join('blog.py')
    blog.write(OLD.format(uri=uri))

    alone = python(['blog.py'], folder, FLASK_PYMONGO_STARTUP='0')
    assert alone.status == 1 and 'ImportError' in alone.err or 'ModuleNotFoundError' in alone.err

    examined = python(['-m', 'flask_pymongo', 'doctor', '--json', 'blog.py'], folder, FLASK_PYMONGO_STARTUP='0')
    found = json.loads(examined.out)['findings']
    assert examined.status == 2
    remedies = [finding['remedy'] for finding in found if finding['where'] == 'blog.py:2']
    assert any('python -m flask_pymongo run blog.py' in remedy for remedy in remedies), found

    ran = python(['-m', 'flask_pymongo', 'run', 'blog.py'], folder, FLASK_PYMONGO_REPORT=counted)
    assert (ran.status, ran.out) == (0, SAYS), ran

    rows = report.rows(counted)
    assert set(row['name'] for row in rows) == set([
        'flask.ext.pymongo', 'pymongo.objectid', 'Collection.save', 'Collection.insert', 'Collection.update',
        'Collection.remove', "aggregate()['result']", "find's fields", 'Cursor.count'])
    assert set(os.path.basename(row['file']) for row in rows) == set(['blog.py'])
    advice = dict((row['name'], row['becomes']) for row in rows)
    assert advice['Collection.update'] == "update_many(spec, {'$inc': ...})"
    assert advice['Collection.remove'] == "delete_one({'_id': ...})"

    empty()
    strict = python(['blog.py'], folder, FLASK_PYMONGO_STRICT='1')
    assert strict.status == 1 and 'LegacyWarning: flask.ext.pymongo is a legacy name' in strict.err

    text = blog.read()
    for old, new in CHANGES:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    blog.write(text)
    strict = python(['blog.py'], folder, FLASK_PYMONGO_STRICT='1')
    assert (strict.status, strict.out) == (0, SAYS), strict

    empty()
    tmpdir.join('flask_pymongo.py').write(EXTENSION)
    without = python(['-W', 'error::DeprecationWarning:__main__', 'blog.py'], folder, FLASK_PYMONGO_STARTUP='0')
    assert (without.status, without.out) == (0, SAYS), without
