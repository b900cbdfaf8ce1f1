"""The legacy dialect as methods of PyMongo's own classes.

A call goes to a twin of the object, which is of the wrapper's class and has the same connections and settings. The
methods warn by themselves. Nothing of ours is imported before the first call: the driver may be half imported now.
"""
from __future__ import absolute_import

import threading
from functools import wraps

from .additions import LazyAttribute, additions, class_has
from .table import METHODS, rows

_TWIN = '_flask_pymongo_twin'
_classes = {}
_lock = threading.RLock()


def _wrappers():
    """The classes of twins, made when first asked for."""
    if not _classes:
        from flask_pymongo import wrappers
        from flask_pymongo.compat.indexes import IndexCache
        from flask_pymongo.compat.legacy.cursor import CursorDialect

        class Unsure(IndexCache):
            """Remembers no index: the driver's own methods drop them, and whole databases, without a word."""

            def add(self, database, collection, index, seconds):
                pass

        class Client(wrappers.MongoClient):
            """A second face of a client, which owns nothing: so its end is nobody's business."""

            def __init__(self, original):
                self.__dict__ = original.__dict__
                self._children = {}
                self._become_legacy(True, False, False)
                self._index_cache = Unsure()

            def _address(self):
                return self.address or (None, None)

            def __del__(self):
                pass

        class Cursor(wrappers.Cursor):
            """A cursor of PyMongo's own collection, which still counts."""

            def count(self, with_limit_and_skip=False):
                counter = object.__new__(CursorDialect)
                counter._asked = self._asked
                counter.collection = collection(self.collection)
                additions.used('pymongo.cursor.Cursor.count', legacy_warning=False)
                return counter.count(with_limit_and_skip)

        _classes.update(Client=Client, Cursor=Cursor, MongoClient=wrappers.MongoClient, Database=wrappers.Database,
                        Collection=wrappers.Collection)
    return _classes


def _options(original):
    options = dict((name, getattr(original, name)) for name in ('codec_options', 'read_preference', 'write_concern'))
    # Which drivers have a read concern, their objects say.
    if 'read_concern' in dir(type(original)):
        options['read_concern'] = original.read_concern
    return options


def client(original):
    """The twin of a client."""
    if isinstance(original, _wrappers()['MongoClient']):
        return original
    twin = original.__dict__.get(_TWIN)
    if twin is None:
        # One for all threads: to make another is to begin what it keeps anew.
        with _lock:
            twin = original.__dict__.get(_TWIN)
            if twin is None:
                twin = original.__dict__[_TWIN] = _wrappers()['Client'](original)
    return twin


def database(original):
    """The twin of a database."""
    if isinstance(original, _wrappers()['Database']):
        return original
    return client(original.client).get_database(original.name, **_options(original))


def collection(original):
    """The twin of a collection."""
    if isinstance(original, _wrappers()['Collection']):
        return original
    return database(original.database).get_collection(original.name, **_options(original))


def _method(twin, name):
    def method(self, *args, **kwargs):
        return getattr(twin(self), name)(*args, **kwargs)

    method.__name__ = name
    method.__doc__ = 'As of the wrapper of Flask-PyMongo.'
    return method


def _property(twin, name):
    return property(lambda self: getattr(twin(self), name), doc='As of the wrapper of Flask-PyMongo.')


class _Names(object):
    """What the targets of the table's rows name; made from them, so that each name stands there only."""


MongoClient, Database, Collection = (type(name, (_Names,), {'__doc__': _Names.__doc__})
                                     for name in ('MongoClient', 'Database', 'Collection'))
_OWNERS = {'MongoClient': (MongoClient, client), 'Database': (Database, database),
           'Collection': (Collection, collection)}
#: Those that are attributes, not methods.
_PROPERTIES = (
    'auto_start_request', 'connection', 'document_class', 'event_listeners', 'host', 'is_locked', 'local_threshold_ms',
    'max_bson_size', 'max_idle_time_ms', 'max_message_size', 'max_pool_size', 'max_wire_version',
    'max_write_batch_size', 'min_pool_size', 'min_wire_version', 'port', 'retry_reads', 'retry_writes',
    'server_selection_timeout', 'system_js', 'tz_aware', 'use_greenlets')


def _connection(self):
    """The client. Legacy, up to 2.9; the modern equivalent is ``client``."""
    return self.client


def _disconnect(self):
    """Close all connections. Legacy, up to 2.9; the modern equivalent is ``close``."""
    self.close()


def _fill():
    for row in rows():
        if row.part == METHODS and row.how == 'shim' and row.class_name in _OWNERS:
            owner, twin = _OWNERS[row.class_name]
            make = _property if row.attribute in _PROPERTIES else _method
            setattr(owner, row.attribute, make(twin, row.attribute))
    Database.connection = property(_connection)
    MongoClient.disconnect = _disconnect


_fill()


def cursor_count(self, with_limit_and_skip=False):
    """Count the documents of a cursor that no `find` made.

    :raises TypeError: always; only `find` knows what was asked for
    """
    raise TypeError('only a cursor that find() returned can count')


def _twice(original, name, plain):
    """A wrapper of `find` or `find_one`, which takes the keywords that it had up to 2.9.

    :param plain: what is called if there are none
    """
    from pymongo.common import VALIDATORS
    if 'auto_start_request' in VALIDATORS:
        return original
    ours = dict((row.parameter, row) for row in rows() if row.part == METHODS and row.attribute == name)

    @wraps(original)
    def find(self, *args, **kwargs):
        made = _wrappers()
        if isinstance(self, made['Collection']):
            return original(self, *args, **kwargs)
        given = [ours[keyword] for keyword in kwargs if keyword in ours]
        if not given:
            return plain(self, *args, **kwargs)
        for row in given:
            additions.used(row)
        return getattr(collection(self), name)(*args, **kwargs)

    return find


def legacy_find(original):
    """Wraps `Collection.find`; its cursors count."""
    from pymongo.cursor import Cursor
    if class_has(Cursor, 'count') and not isinstance(vars(Cursor).get('count'), LazyAttribute):
        return _twice(original, 'find', original)
    return _twice(original, 'find', lambda *args, **kwargs: _wrappers()['Cursor'](*args, **kwargs))


def legacy_find_one(original):
    """Wraps `Collection.find_one`."""
    return _twice(original, 'find_one', original)
