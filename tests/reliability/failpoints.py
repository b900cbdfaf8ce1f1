"""Every call against every failure of a server: an error once, a closed connection, an answer that is lost.

``make failpoints``. Whether a call is sent again: for a modern call, the driver alone is asked; for a legacy one, what
PyMongo 3.13 did (tests/contract/test_retries.py). In each case the documents must be as before, or as after one call.
"""
import os
import time

import pymongo
import pytest
from bson.objectid import ObjectId
from pymongo.errors import OperationFailure, PyMongoError

import wire
from contract.test_retries import CALLS as LEGACY
from flask_pymongo import wrappers
from flask_pymongo.compat import versions

from .proxy import Proxy

pytestmark = pytest.mark.skipif(not versions.DRIVER_RETRIES_READS, reason='drivers before 3.9 send nothing again')

SHORT = bool(os.environ.get('FLASK_PYMONGO_SHORT'))
INCREASE = {'$inc': {'n': 1}}

#: The command that fails, and the call; two commands where drivers differ.
MODERN = {
    'insert_one': ('insert', lambda things: things.insert_one({'a': 1})),
    'insert_many': ('insert', lambda things: things.insert_many([{'a': 1}, {'a': 2}])),
    'update_one': ('update', lambda things: things.update_one({'_id': 1}, INCREASE)),
    'update_many': ('update', lambda things: things.update_many({}, INCREASE)),
    'replace_one': ('update', lambda things: things.replace_one({'_id': 1}, {'n': 7})),
    'delete_one': ('delete', lambda things: things.delete_one({})),
    'delete_many': ('delete', lambda things: things.delete_many({'_id': 2})),
    'bulk_write': ('update', lambda things: things.bulk_write(
        [pymongo.InsertOne({'a': 1}), pymongo.UpdateOne({'_id': 1}, INCREASE), pymongo.DeleteOne({'_id': 2})])),
    'bulk_write_of_many': ('update', lambda things: things.bulk_write([pymongo.UpdateMany({}, INCREASE)])),
    'find_one_and_update': ('findAndModify', lambda things: things.find_one_and_update({'_id': 1}, INCREASE)),
    'find_one_and_replace': ('findAndModify', lambda things: things.find_one_and_replace({'_id': 1}, {'n': 7})),
    'find_one_and_delete': ('findAndModify', lambda things: things.find_one_and_delete({})),
    'find': ('find', lambda things: list(things.find())),
    'find_in_batches': ('getMore', lambda things: list(things.find(batch_size=1))),
    'find_one': ('find', lambda things: things.find_one({'_id': 1})),
    'count_documents': ('aggregate', lambda things: things.count_documents({})),
    'estimated_document_count': ('count aggregate', lambda things: things.estimated_document_count()),
    'distinct': ('distinct', lambda things: things.distinct('n')),
    'aggregate': ('aggregate', lambda things: list(things.aggregate([{'$match': {}}]))),
    'aggregate_out': ('aggregate', lambda things: list(things.aggregate([{'$out': 'others'}]))),
    'create_index': ('createIndexes', lambda things: things.create_index('n')),
    'drop_index': ('dropIndexes', lambda things: things.drop_indexes()),
    'list_indexes': ('listIndexes', lambda things: list(things.list_indexes())),
    'list_collection_names': ('listCollections', lambda things: things.database.list_collection_names()),
    'list_database_names': ('listDatabases', lambda things: things.database.client.list_database_names()),
    'drop': ('drop', lambda things: things.drop()),
    'rename': ('renameCollection', lambda things: things.rename('others')),
    'command': ('ping', lambda things: things.database.command('ping')),
}
WRITES = ('insert', 'update', 'delete', 'findAndModify')

#: What happens once to a command; 64 is a write concern that could not be met, and no reason to send again.
ERRORS = [('error %d' % code, (('errorCode', code),)) for code in (91, 189, 10107, 11600)]
CLOSED = [('closed connection', (('closeConnection', True),))]
CONCERN = [('write concern error', (('writeConcernError', (('code', 64), ('errmsg', 'failed'))),))]
LOST = [('lost answer', None)]
FAILURES = (CONCERN + LOST) if SHORT else ERRORS + CLOSED + CONCERN + LOST


def each_failure_of(calls):
    """All calls with all failures; reads have no write concern."""
    return pytest.mark.parametrize('name, failure', [
        pytest.param(name, failure, id='%s-%s' % (name, failure[0])) for name in sorted(calls) for failure in FAILURES
        if failure not in CONCERN or calls[name][0] in WRITES])


class Bench(object):
    """A replica set of one member behind a proxy, and what is counted."""

    def __init__(self, server):
        self.server, self.proxy = server, Proxy(server.port)
        self.counts = dict.fromkeys(('failures', 'succeeded', 'raised', 'doubled or half done'), 0)

    def client(self, kind):
        options = {'heartbeatFrequencyMS': 500}
        if versions.DRIVER_DISCOVERS_FROM_ONE_SEED:
            options['directConnection'] = True
        return kind('127.0.0.1', self.proxy.port, **options)

    def things(self, client):
        """A collection with two documents, in a database of its own."""
        things = client['flask_pymongo_failpoints_%s' % ObjectId()].things
        things.insert_many([{'_id': 1, 'n': 0}, {'_id': 2, 'n': 0}])
        # The first operation of a session must not be the one that fails.
        things.find_one()
        return things

    def documents(self, things):
        """What is there now; identifiers of the driver's are left out."""
        reply = wire.command(self.server.port, [('find', 'things'), ('sort', (('_id', 1),))],
                             database=things.database.name)
        found = [dict((name, value) for name, value in document.items() if not isinstance(value, bytes))
                 for document in reply['cursor']['firstBatch']]
        return sorted(found, key=str)

    def configure(self, mode, *data):
        return wire.command(self.server.port, [('configureFailPoint', 'failCommand'), ('mode', mode), ('data', data)])

    def outcome(self, kind, command, call, failure):
        """What a call gives that fails once: the error, or None; its documents before, after, and after one call."""
        client = self.client(kind)
        try:
            untouched = self.things(client)
            before = self.documents(untouched)
            call(untouched)
            once = self.documents(untouched)
            things = self.things(client)
            error = self._failing(things, command, call, failure)
            after = self.documents(things)
            for each in (untouched, things):
                wire.command(self.server.port, [('dropDatabase', 1)], database=each.database.name)
            return error, before, after, once
        finally:
            client.close()

    def _failing(self, things, command, call, failure):
        if failure is None:
            self.proxy.swallow(command.split()[0])
        else:
            failed = self.configure((('times', 1),), ('failCommands', command.split()), *failure)['count']
        error = None
        try:
            call(things)
        except PyMongoError as caught:
            error = caught
        count = self.proxy.swallowed if failure is None else self.configure('off')['count'] - failed
        assert count == 1, 'the failure did not happen'
        return error

    def count(self, error, before, after, once):
        self.counts['failures'] += 1
        self.counts['succeeded' if error is None else 'raised'] += 1
        self.counts['doubled or half done'] += after not in (before, once)


@pytest.fixture(scope='module')
def bench(replica_set_server, figure):
    bench = Bench(replica_set_server)
    begun = time.time()
    yield bench
    bench.proxy.close()
    figure('failpoints, PyMongo %s' % pymongo.version, *(
        [(name, bench.counts[name]) for name in ('failures', 'succeeded', 'raised', 'doubled or half done')]
        + [('seconds', int(time.time() - begun))]))


@each_failure_of(MODERN)
def test_a_modern_call(bench, name, failure):
    command, call = MODERN[name]
    native = bench.outcome(pymongo.MongoClient, command, call, failure[1])
    ours = bench.outcome(wrappers.MongoClient, command, call, failure[1])
    bench.count(*ours)
    assert (type(ours[0]), ours[2]) == (type(native[0]), native[2])
    check(*ours)


@each_failure_of(LEGACY)
def test_a_legacy_call(bench, name, failure):
    command, call, is_sent_again = LEGACY[name]
    error, before, after, once = bench.outcome(wrappers.MongoClient, command, call, failure[1])
    bench.count(error, before, after, once)
    check(error, before, after, once)
    if failure in CONCERN:
        assert isinstance(error, OperationFailure), error
        assert after == once
    else:
        assert (error is None) == is_sent_again, error


def check(error, before, after, once):
    """A call that succeeded was done once; one that raised was done once or not at all."""
    assert after == once if error is None else after in (before, once)
