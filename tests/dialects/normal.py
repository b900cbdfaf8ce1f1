"""Answers of checks as JSON: the same on every Python, different where a program would notice. Python 2.7 and 3.6+."""
import binascii
import datetime
import json
import re
import uuid

import gridfs
import pymongo
import pymongo.collection
import pymongo.cursor
import pymongo.database
from bson.binary import Binary
from bson.code import Code
from bson.dbref import DBRef
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.son import SON
from bson.timestamp import Timestamp

try:
    from flask_pymongo.compat.modern import WriteError
except ImportError:  # recording: the driver is all there is
    WriteError = None

try:
    from bson.regex import Regex
    from pymongo.command_cursor import CommandCursor
except ImportError:  # drivers with the legacy dialect alone
    Regex = CommandCursor = ()

try:
    from collections.abc import Mapping
except ImportError:
    from collections import Mapping

TEXT, INTEGERS = (str, int) if str is not bytes else (unicode, (int, long))
# Bases that no program names when it catches what a driver raises.
_UNSPECIFIC = ('object', 'BaseException', 'Exception', 'StandardError', 'EnvironmentError')
# On Python 3 they are one.
_RENAMED = {'IOError': 'OSError'}
_PATTERN = type(re.compile(''))
# Not UNICODE, which Python 3 adds to every text pattern.
_FLAGS = re.IGNORECASE | re.LOCALE | re.MULTILINE | re.DOTALL | re.VERBOSE

# Native clients and wrappers alike, also Connection of 2.x, which is no MongoClient.
_CLIENTS = tuple(getattr(pymongo, name) for name in ('MongoClient', 'Connection') if hasattr(pymongo, name))
_OBJECTS = (
    (_CLIENTS, 'client', lambda client: None),
    (pymongo.database.Database, 'database', lambda database: database.name),
    (pymongo.collection.Collection, 'collection', lambda collection: collection.full_name),
    (gridfs.GridOut, 'GridOut', lambda file: None),
    (gridfs.GridIn, 'GridIn', lambda file: None),
    (pymongo.cursor.Cursor, 'cursor', lambda cursor: None),
    (CommandCursor, 'command cursor', lambda cursor: None),
)


def _hex(data):
    return binascii.hexlify(data).decode('ascii')


class Normaliser(object):
    """Turns the values of one check into JSON; ObjectIds and database names that differ from run to run are told by
    number and by '<database>'.

    :param database: the name of the check's database
    """

    def __init__(self, database):
        self._database = database
        self._ids = {}

    def _text(self, value):
        return value.replace(self._database, u'<database>')

    def value(self, value):
        """The JSON of a value."""
        if isinstance(value, float) and value - value != 0:
            return {'$float': str(value)}
        if value is None or isinstance(value, (bool, float)):
            return value
        if isinstance(value, INTEGERS):
            return int(value)
        if isinstance(value, (Binary, Code)) or not isinstance(value, (TEXT, str, Mapping, list, tuple)):
            return self._special(value)
        if isinstance(value, TEXT):
            return self._text(value)
        if isinstance(value, str):  # on Python 2, where ASCII is text
            try:
                return self._text(value.decode('ascii'))
            except UnicodeDecodeError:
                return {'$bytes': _hex(value)}
        if isinstance(value, Mapping):
            return self._mapping(value)
        items = [self.value(item) for item in value]
        return items if isinstance(value, list) else {'$tuple': items}

    def _mapping(self, value):
        pairs = [(self.value(key), self.value(item)) for key, item in value.items()]
        if isinstance(value, SON):
            return {'$SON': [list(pair) for pair in pairs]}
        if all(isinstance(key, TEXT) and not key.startswith(u'$') for key, _ in pairs):
            return dict(pairs)
        return {'$dict': sorted([list(pair) for pair in pairs], key=repr)}

    def _special(self, value):
        if isinstance(value, ObjectId):
            return {'$oid': self._ids.setdefault(value, len(self._ids) + 1)}
        if isinstance(value, Binary):
            return {'$binary': _hex(bytes(value)), 'subtype': value.subtype}
        if isinstance(value, Code):
            # An empty scope and none are one to the server and to who reads them.
            return {'$code': self.value(TEXT(value)), 'scope': self.value(dict(value.scope or {}))}
        if isinstance(value, bytes):
            return {'$binary': _hex(value), 'subtype': 0}
        if isinstance(value, datetime.datetime):
            return {'$date': value.isoformat().replace('+00:00', 'Z'), 'aware': value.tzinfo is not None}
        if isinstance(value, uuid.UUID):
            return {'$uuid': value.hex}
        if isinstance(value, (Regex, _PATTERN)):
            kind = '$Regex' if isinstance(value, Regex) else '$pattern'
            return {kind: self.value(value.pattern), 'flags': int(value.flags & _FLAGS)}
        if isinstance(value, DBRef):
            return {'$ref': self.value(list(value.as_doc().items()))}
        if isinstance(value, Timestamp):
            return {'$timestamp': [value.time, value.inc]}
        if isinstance(value, (MinKey, MaxKey)):
            return {'$key': type(value).__name__}
        if isinstance(value, (set, frozenset)):
            return {'$set': sorted((self.value(item) for item in value), key=repr)}
        if isinstance(value, Exception):
            return self.error(value)
        if isinstance(value, type):
            return {'$class': value.__name__}
        return self._object(value)

    def _object(self, value):
        for kinds, name, told in _OBJECTS:
            if isinstance(value, kinds):
                return {'$object': name, 'name': self.value(told(value))}
        if isinstance(value, Mapping):
            return self._mapping(value)
        return {'$object': type(value).__name__}

    def error(self, error):
        """The JSON of an exception: the names it can be caught by, and the server's code if it has one."""
        names = [_RENAMED.get(kind.__name__, kind.__name__) for kind in type(error).__mro__
                 if kind.__name__ not in _UNSPECIFIC]
        if WriteError is not None and 'WriteError' not in names and isinstance(error, WriteError):
            names.append('WriteError')  # as programs import it for drivers that have none
        answer = {'raises': names}
        if getattr(error, 'code', None) is not None:
            answer['code'] = error.code
        return answer


def same(recorded, found):
    """Whether a program that knows the recorded answer goes the same way with the one found.

    Newer drivers have more classes between the old ones: the error found must be caught by every name that caught the
    recorded one. All else must be equal, a float and an int are not.
    """
    if isinstance(recorded, dict) and isinstance(found, dict):
        if 'raises' in recorded and 'raises' in found:
            return (set(recorded['raises']) <= set(found['raises'])
                    and same(recorded.get('code'), found.get('code'))
                    and same(_without_error(recorded), _without_error(found)))
        return sorted(recorded) == sorted(found) and all(same(recorded[key], found[key]) for key in recorded)
    if isinstance(recorded, list) and isinstance(found, list):
        return len(recorded) == len(found) and all(map(same, recorded, found))
    return json.dumps(recorded) == json.dumps(found)


def _without_error(answer):
    return dict((name, value) for name, value in answer.items() if name not in ('raises', 'code'))
