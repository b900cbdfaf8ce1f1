"""Calls that are given a session of the driver, and a listener that knows whether their commands carry it.

For the wrappers, and for legacy mode.
"""
import bson
from gridfs import GridFS
from pymongo import monitoring

MAP = 'function() { emit(this.a, 1); }'
REDUCE = 'function(key, values) { return Array.sum(values); }'

#: Calls of a collection with a document and a session.
CALLS = {
    'find': lambda things, session: list(things.find({}, session=session)),
    'find_one': lambda things, session: things.find_one({}, session=session),
    'find_one_or_404': lambda things, session: things.find_one_or_404({}, session=session),
    'find().count': lambda things, session: things.find({'a': 1}, session=session).count(),
    'find().skip().count': lambda things, session: things.find(session=session).skip(1).count(True),
    'find().clone().count': lambda things, session: things.find(session=session).clone().count(),
    'find().distinct': lambda things, session: things.find(session=session).distinct('a'),
    'find().explain': lambda things, session: things.find(session=session).explain(),
    'count': lambda things, session: things.count({'a': 1}, session=session),
    'distinct': lambda things, session: things.distinct('a', session=session),
    'aggregate': lambda things, session: list(things.aggregate([], session=session)),
    'find_and_modify': lambda things, session: things.find_and_modify({}, {'$set': {'b': 1}}, session=session),
    'group': lambda things, session: things.group(['a'], {}, {}, 'function() {}', session=session),
    'map_reduce': lambda things, session: things.map_reduce(MAP, REDUCE, 'other', session=session),
    'inline_map_reduce': lambda things, session: things.inline_map_reduce(MAP, REDUCE, session=session),
    'parallel_scan': lambda things, session: [list(each) for each in things.parallel_scan(1, session=session)],
    'create_index': lambda things, session: things.create_index('b', session=session),
    'index_information': lambda things, session: things.index_information(session=session),
    'reindex': lambda things, session: things.reindex(session=session),
    'drop_index': lambda things, session: things.drop_index('a_1', session=session),
    'drop_indexes': lambda things, session: things.drop_indexes(session=session),
    'options': lambda things, session: things.options(session=session),
    'rename': lambda things, session: things.rename('renamed', session=session),
    'drop': lambda things, session: things.drop(session=session),
    'create_collection': lambda things, session: things.database.create_collection('other', session=session),
    'collection_names': lambda things, session: things.database.collection_names(session=session),
    'drop_collection': lambda things, session: things.database.drop_collection('things', session=session),
    'validate_collection': lambda things, session: things.database.validate_collection('things', session=session),
    'command': lambda things, session: things.database.command('dbstats', session=session),
    'dereference': lambda things, session: things.database.dereference(bson.DBRef('things', 1), session=session),
    'database_names': lambda things, session: things.database.client.database_names(session=session),
    'drop_database': lambda things, session: things.database.client.drop_database(
        things.database.name, session=session),
    'GridFS.exists': lambda things, session: GridFS(things.database).exists(filename='x', session=session),
    'GridFS.get_last_version': lambda things, session: GridFS(things.database).get_last_version(
        'x', session=session).read(),
    'GridFS.list': lambda things, session: GridFS(things.database).list(session=session),
    'GridFS.find': lambda things, session: list(GridFS(things.database).find({}, session=session)),
    'GridFS.put': lambda things, session: GridFS(things.database).put(b'y', session=session),
    'GridFS.delete': lambda things, session: GridFS(things.database).delete(1, session=session),
}


class Commands(monitoring.CommandListener):
    """The commands that a client has sent."""

    def __init__(self):
        self.sent = []

    def started(self, event):
        self.sent.append(event)

    def succeeded(self, event):
        pass

    def failed(self, event):
        pass


def fill(collection):
    """What the calls want to find: a document, an index and a file."""
    collection.insert({'_id': 1, 'a': 1})
    collection.create_index('a')
    GridFS(collection.database).put(b'x', _id=1, filename='x')


def assert_carried(name, collection, commands):
    """Make a call with a session; each command that it sends carries it."""
    with collection.database.client.start_session() as session:
        own = session.session_id  # some drivers choose it at the first use
        del commands.sent[:]
        CALLS[name](collection, session)
        assert commands.sent
        assert [event.command_name for event in commands.sent if event.command.get('lsid') != own] == []
