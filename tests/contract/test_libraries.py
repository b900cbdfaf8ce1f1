"""Libraries of 2012 that are handed `mongo.cx` or `mongo.db`, written as such libraries were.

A session store, an admin view, a queue's result backend, a file browser: they know nothing of Flask-PyMongo.
"""
import datetime
import pickle
import time
import uuid

import gridfs
import pymongo
import pymongo.collection
import pymongo.cursor
import pymongo.database
import pytest
from bson.binary import Binary
from bson.objectid import ObjectId
from pymongo.errors import DuplicateKeyError

pytestmark = pytest.mark.every_triple

Client = getattr(pymongo, 'MongoClient', None) or pymongo.Connection
LIFETIME = datetime.timedelta(minutes=5)


def now():
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=time.time())


class SessionStore(object):
    """Keeps pickled sessions: takes a client and names, as stores did that could also make their own client."""

    def __init__(self, client, database, collection):
        if not isinstance(client, Client):
            raise TypeError('no client: %r' % (client,))
        self.store = client[database][collection]
        self.store.ensure_index('expires')

    def open(self, sid):
        found = self.store.find_one({'sid': sid})
        if found is not None and found['expires'].replace(tzinfo=None) <= now():
            self.store.remove({'sid': sid}, True)
            found = None
        return pickle.loads(bytes(found['data'])) if found else {}

    def save(self, sid, session, lifetime=LIFETIME):
        expires = now() + lifetime
        data = Binary(pickle.dumps(session, 2))
        self.store.update({'sid': sid}, {'sid': sid, 'data': data, 'expires': expires}, True)


class AdminView(object):
    """Lists, edits and deletes the documents of a collection, a page at a time."""

    def __init__(self, collection):
        if not isinstance(collection, pymongo.collection.Collection):
            raise TypeError('no collection: %r' % (collection,))
        self.coll = collection

    def rows(self, page, size, sort, **query):
        found = self.coll.find(query or None, sort=[(sort, pymongo.DESCENDING)], skip=page * size, limit=size)
        if not isinstance(found, pymongo.cursor.Cursor):
            raise TypeError('no cursor: %r' % (found,))
        return found.count(), list(found)

    def create(self, **model):
        model['_id'] = self.coll.insert(model)
        return model

    def edit(self, model, **changes):
        model.update(changes)
        self.coll.update({'_id': model['_id']}, model)

    def delete(self, text):
        return self.coll.remove({'_id': ObjectId(text)})['n']


class ResultBackend(object):
    """Keeps the results of a queue of tasks in a database."""

    def __init__(self, database):
        if not isinstance(database, pymongo.database.Database):
            raise TypeError('no database: %r' % (database,))
        self.database = database

    @property
    def collection(self):
        made = self.database['taskmeta']
        # As the best known of them had it: to the servers of the time any text was true.
        made.ensure_index('date_done', background='true')
        return made

    def store(self, task, result):
        self.collection.save({'_id': task, 'result': Binary(pickle.dumps(result, 2)),
                              'date_done': now()}, safe=True)

    def get(self, task):
        meta = self.collection.find_one({'_id': task})
        return pickle.loads(bytes(meta['result'])) if meta else None

    def claim(self, task):
        """Whether nobody else has claimed the task."""
        try:
            self.database.claims.insert({'_id': task}, safe=True)
        except DuplicateKeyError:
            return False
        return True

    def next_number(self):
        return self.database.counters.find_and_modify({'_id': 'tasks'}, {'$inc': {'n': 1}}, upsert=True, new=True)['n']

    def cleanup(self, before):
        self.collection.remove({'date_done': {'$lt': before}})


class FileBrowser(object):
    """Shows the files of a database."""

    def __init__(self, database):
        self.fs = gridfs.GridFS(database)

    def add(self, name, data):
        return self.fs.put(data, filename=name)

    def read(self, name):
        return self.fs.get_last_version(name).read()

    def names(self):
        return sorted(self.fs.list())


def test_session_store(mongo):
    sessions = SessionStore(mongo.cx, mongo.db.name, 'sessions')
    sid = str(uuid.uuid4())
    assert sessions.open(sid) == {}
    sessions.save(sid, {'user': 1, 'cart': ['a']})
    sessions.save(sid, {'user': 1, 'cart': ['a', 'b']})
    assert sessions.open(sid) == {'user': 1, 'cart': ['a', 'b']}
    assert mongo.db.sessions.count() == 1
    sessions.save(sid, {'user': 1}, -LIFETIME)
    assert sessions.open(sid) == {}
    assert mongo.db.sessions.count() == 0


def test_admin_view(mongo):
    view = AdminView(mongo.db.pages.drafts)
    models = [view.create(n=n, title='page %d' % n) for n in range(5)]
    view.edit(models[2], title='changed')
    count, rows = view.rows(0, 2, 'n')
    assert (count, [row['n'] for row in rows]) == (5, [4, 3])
    count, rows = view.rows(0, 10, 'n', title='changed')
    assert (count, rows) == (1, [models[2]])
    assert view.delete(str(models[2]['_id'])) == 1
    assert view.delete(str(models[2]['_id'])) == 0
    assert view.rows(1, 2, 'n')[0] == 4


def test_result_backend(mongo):
    backend = ResultBackend(mongo.db)
    backend.store('a', {'answer': 42})
    backend.store('a', {'answer': 43})
    assert (backend.get('a'), backend.get('b')) == ({'answer': 43}, None)
    assert [backend.claim('a'), backend.claim('a')] == [True, False]
    assert [backend.next_number(), backend.next_number()] == [1, 2]
    backend.cleanup(now() + LIFETIME)
    assert backend.get('a') is None


def test_file_browser(mongo):
    files = FileBrowser(mongo.db)
    files.add('a.txt', b'first')
    time.sleep(0.005)  # the date of a file is to the millisecond
    files.add('a.txt', b'second')
    files.add('b.txt', b'')
    assert files.names() == ['a.txt', 'b.txt']
    assert files.read('a.txt') == b'second'


@pytest.mark.parametrize('reach', [
    lambda mongo: mongo.cx[mongo.db.name]['things'],
    lambda mongo: getattr(mongo.cx, mongo.db.name).things,
    lambda mongo: mongo.db.things.database.things,
    lambda mongo: mongo.db['some.things'].database['things'],
    lambda mongo: mongo.db.things.find().collection,
    lambda mongo: mongo.db.things.find().sort('n').limit(1).clone().collection,
    lambda mongo: mongo.cx.get_database(mongo.db.name).get_collection('things'),
    lambda mongo: mongo.db.create_collection('things'),
    lambda mongo: mongo.db.things.with_options().database.things,
], ids=['cx[][]', 'cx.x.y', 'database', 'database of a dotted one', 'cursor', 'clone', 'get', 'created', 'options'])
def test_both_dialects_however_it_is_reached(mongo, reach):
    things = reach(mongo)
    assert isinstance(things, pymongo.collection.Collection)
    assert isinstance(things.database, pymongo.database.Database)
    client = getattr(things.database, 'client', None) or things.database.connection
    assert isinstance(client, Client)
    things.save({'_id': 1, 'n': 1})
    things.insert_one({'_id': 2, 'n': 2})
    assert things.update({'_id': 1}, {'$set': {'n': 3}}, safe=True)['n'] == 1
    assert things.update_one({'_id': 1}, {'$set': {'n': 4}}).matched_count == 1
    assert things.find(fields=['n']).sort('n', pymongo.ASCENDING).count() == things.count_documents({}) == 2
    assert [found['n'] for found in things.find(filter={}, projection=['n']).sort('n', -1)] == [4, 2]
    assert things.find_one_or_404(2) == {'_id': 2, 'n': 2}
