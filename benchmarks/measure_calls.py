"""Calls of this package against the same of raw PyMongo, in one process by turns. Python 2.7 and 3.6+.

``python measure_calls.py MONGODB_URI [CALL...]``; calls.py runs this, and tests/compat/test_call_budget.py counts what
these calls do. Prints one line of JSON: the name of each call, and what its rounds took: elapsed seconds, and CPU time.
"""

from __future__ import print_function

import json
import sys
import threading
import time
import warnings

import pymongo
from bson.objectid import ObjectId
from flask import Flask

from flask_pymongo import PyMongo

#: Time that passes, of which the server takes its part, and CPU time of this process alone.
CLOCKS = getattr(time, 'perf_counter', time.time), getattr(time, 'process_time', None) or time.clock

#: The two that are compared run by turns, for so many seconds, and in no fewer rounds.
SECONDS = 6.0
ROUNDS = 30
#: CPU seconds of one turn. What else a machine does lasts longer, and so falls on both.
TURN = 0.0004
THREADS = 32
MANY = 10000
BATCH = 1000


def document():
    """A document like those of a small application."""
    return {'name': 'someone', 'age': 42, 'tags': ['a', 'b', 'c'], 'address': {'street': 'Main St', 'zip': '12345'}}


class Subject(object):
    """An application with a `mongo`, raw PyMongo beside it, and the collection that both use."""

    def __init__(self, uri):
        self.app = Flask(__name__)
        self.app.config['MONGO_URI'] = uri
        self.mongo = PyMongo(self.app)
        self.ours = self.mongo.db.users
        has_client = hasattr(pymongo, 'MongoClient')
        self._client = pymongo.MongoClient(uri) if has_client else pymongo.Connection(uri, safe=True)
        self.database = self._client[uri.rpartition('/')[2]]
        self.raw = self.database.users
        self.modern = hasattr(pymongo.collection.Collection, 'insert_one')
        #: Whether the legacy dialect is the driver's own: then that is what legacy calls are compared with.
        self.natively_legacy = hasattr(pymongo, 'Connection')
        self.one = ObjectId()

    def close(self):
        """Close the connections of both."""
        self._client.close()
        self.mongo.cx.close()

    def fill(self):
        """Put into the collections what is read and changed."""
        self.database.drop_collection('users')
        self.database.drop_collection('many')
        insert = self.raw.insert_one if self.modern else self.raw.insert
        insert(dict(document(), _id=self.one))
        many = self.database.many
        (many.insert_many if self.modern else many.insert)([document() for _ in range(MANY)])

    def calls(self):
        """Pairs of a call's name and (ours, the same of raw PyMongo)."""
        mongo, ours, raw, one = self.mongo, self.ours, self.raw, {'_id': self.one}
        database, many, raw_many = self.database, self.mongo.db.many, self.database.many
        change, whole = {'$inc': {'age': 1}}, dict(document(), _id=self.one)
        yield 'mongo.db.users', (lambda: mongo.db.users, lambda: database.users)
        yield 'mongo.db.a.b.c', (lambda: mongo.db.a.b.c, lambda: database.a.b.c)
        yield 'find_one_or_404', (lambda: mongo.db.users.find_one_or_404(one), lambda: raw.find_one(one))
        yield 'find_one', (lambda: ours.find_one(one), lambda: raw.find_one(one))
        yield 'iterate', (lambda: sum(1 for _ in many.find()), lambda: sum(1 for _ in raw_many.find()))
        if not self.natively_legacy:
            raw_insert, raw_insert_many = raw.insert_one, raw.insert_many
            raw_update, raw_save = raw.update_one, lambda: raw.replace_one(one, whole, upsert=True)
        else:
            raw_insert, raw_insert_many = raw.insert, raw.insert
            raw_update, raw_save = raw.update, lambda: raw.save(whole)
        yield 'insert', (lambda: ours.insert(document()), lambda: raw_insert(document()))
        yield 'update', (lambda: ours.update(one, change), lambda: raw_update(one, change))
        yield 'save', (lambda: ours.save(whole), raw_save)
        yield 'insert 1000', (lambda: ours.insert([document() for _ in range(BATCH)]),
                              lambda: raw_insert_many([document() for _ in range(BATCH)]))
        if self.modern:
            yield 'insert_one', (lambda: ours.insert_one(document()), lambda: raw.insert_one(document()))
            yield 'update_one', (lambda: ours.update_one(one, change), lambda: raw.update_one(one, change))
            yield 'find', (lambda: list(ours.find(one, {'name': 1})), lambda: list(raw.find(one, {'name': 1})))
            stages = [{'$match': one}]
            yield 'aggregate', (lambda: list(ours.aggregate(stages)), lambda: list(raw.aggregate(stages)))
        yield 'threads', (lambda: self.in_threads(lambda: mongo.db.users.find_one(one)),
                          lambda: self.in_threads(lambda: raw.find_one(one)))

    def in_threads(self, call):
        """The same call by many threads at a time, each in a request."""
        def often():
            with self.app.test_request_context():
                for _ in range(20):
                    call()

        threads = [threading.Thread(target=often) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _seconds(call, number):
    """(Elapsed time, CPU time) of one call."""
    begin = [clock() for clock in CLOCKS]
    for _ in range(number):
        call()
    return [(clock() - started) / number for clock, started in zip(CLOCKS, begin)]


def rounds(ours, raw):
    """What one call of each took, a pair for each round; who comes first alternates."""
    ours(), raw()
    number = 1
    while _seconds(raw, number)[1] * number < TURN:
        number *= 2
    pairs, end = [], CLOCKS[0]() + SECONDS
    while len(pairs) < ROUNDS or CLOCKS[0]() < end:
        if len(pairs) % 2:
            second = _seconds(raw, number)
            pairs.append((_seconds(ours, number), second))
        else:
            pairs.append((_seconds(ours, number), _seconds(raw, number)))
    return pairs


def main(uri, wanted):
    subject, measured = Subject(uri), {}
    # As in a view. The oldest Flask has no context of an application alone.
    subject.app.test_request_context().push()
    for name, (ours, raw) in subject.calls():
        if wanted and name not in wanted:
            continue
        subject.fill()
        try:
            measured[name] = rounds(ours, raw)
        except (TypeError, AttributeError) as error:
            # The release before has no legacy dialect: there, `insert` is a sub-collection that cannot be called.
            measured[name] = '%s: %s' % (type(error).__name__, error)
    print(json.dumps(measured))


if __name__ == '__main__':
    # As in production: nobody sees a LegacyWarning.
    warnings.simplefilter('ignore', DeprecationWarning)
    main(sys.argv[1], sys.argv[2:])
