"""What the reference answers, for the tests of the legacy dialect.

The reference is the last driver whose own dialect it was, with the client that acknowledges writes. The same tests run
on every row, so they hold what all rows answer alike; where the oldest drivers answered less, that is said here, once.
"""
import json
import time

import pytest
from pymongo import ReadPreference

from flask_pymongo import PyMongo
from flask_pymongo.compat import versions
from flask_pymongo.compat.language import MutableMapping

try:
    from pymongo.auth import MECHANISMS
except ImportError:
    MECHANISMS = ()

#: Writes answer with `nModified`, errors have a code and details. The drivers before asked getLastError: no such thing.
DRIVER_ANSWERS_LIKE_29 = versions.DRIVER_HAS_WRITE_COMMANDS

like_29 = pytest.mark.skipif(not DRIVER_ANSWERS_LIKE_29,
                             reason='the driver is older than the reference and answers otherwise by itself')

needs_scram = pytest.mark.skipif('SCRAM-SHA-1' not in MECHANISMS,
                                 reason='the driver knows MONGODB-CR only, which no server has any more')

#: What Python 3.8 and later say of the C code of drivers that are older.
OF_C_CODE = 'PY_SSIZE_T_CLEAN'

EVENTUALLY_SECONDS = 10


def texts_of(caught):
    """What warnings say, without those of the driver's C code."""
    return [text for text in map(str, (warning.message for warning in caught)) if not text.startswith(OF_C_CODE)]


def exact(value):
    """A value as text. It tells 1, 1.0 and True apart, which `==` does not."""
    return json.dumps(value, sort_keys=True, default=repr)


def assert_reply(reply, **expected):
    """The answer to a write that was waited for is `expected` and `ok`; drivers before the reference answer more."""
    expected['ok'] = 1.0
    if DRIVER_ANSWERS_LIKE_29:
        assert exact(reply) == exact(expected)
    else:
        expected.pop('nModified', None)
        assert reply['err'] is None
        assert exact(dict((name, reply.get(name)) for name in expected)) == exact(expected)
        assert ('upserted' in reply) == ('upserted' in expected)


def assert_error(error, code):
    """An OperationFailure has this code, on drivers that know the code."""
    if DRIVER_ANSWERS_LIKE_29:
        assert error.code == code


class Custom(MutableMapping):
    """A mapping that is no dict."""

    def __init__(self, fields):
        self._fields = dict(fields)

    def __getitem__(self, name):
        return self._fields[name]

    def __setitem__(self, name, value):
        self._fields[name] = value

    def __delitem__(self, name):
        del self._fields[name]

    def __iter__(self):
        return iter(self._fields)

    def __len__(self):
        return len(self._fields)


class Document(dict):
    """What an application may want in the place of a dict, as `as_class`."""


#: Keywords of `command` in 2.x that its helpers passed on.
OPTIONS_OF_COMMAND = [
    {'read_preference': ReadPreference.SECONDARY}, {'read_preference': 0}, {'tag_sets': [{}]}, {'slave_okay': True},
    {'secondary_acceptable_latency_ms': 15}, {'compile_re': True}, {'_use_master': False}, {'uuid_subtype': 3},
    {'as_class': Document}]


def error_of_first_use(kind, app, *args, **kwargs):
    """The error of that kind which the first use raises: `init_app` on drivers that connect at once, else a read."""
    mongo = PyMongo()
    if not versions.DRIVER_CONNECTS_LAZILY:
        with pytest.raises(kind) as caught:
            mongo.init_app(app, *args, **kwargs)
        return caught.value
    mongo.init_app(app, *args, **kwargs)
    with app.test_request_context():
        try:
            with pytest.raises(kind) as caught:
                mongo.cx.flask_pymongo_test.things.find_one()
        finally:
            mongo.cx.close()
    return caught.value


def eventually(condition):
    """Wait until `condition()` is true: a write that nobody waited for may take its time."""
    end = time.time() + EVENTUALLY_SECONDS
    while not condition():
        assert time.time() < end, 'still not so after %d seconds' % EVENTUALLY_SECONDS
        time.sleep(0.01)


def ids(documents):
    return [document['_id'] for document in documents]


class Manipulator(object):
    """Changes nothing. Older drivers compare the methods of a manipulator with those of its base; it must have one."""

    def will_copy(self):
        return False

    def transform_incoming(self, son, collection):
        return son

    def transform_outgoing(self, son, collection):
        return son
