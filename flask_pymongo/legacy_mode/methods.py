"""The legacy dialect as methods of PyMongo's own classes.

A call goes to a wrapper (:mod:`flask_pymongo.wrappers`) with the same connections and settings as the object; its
methods warn. The wrappers are imported at the first call: when this module is, PyMongo may be half imported.
"""
from __future__ import absolute_import

import threading
from functools import wraps

from .additions import additions
from .driver_cursors import query_of
from .patching import is_native, is_pymongo_2, row_of, takes
from .table import METHODS, rows

_WRAPPER = '_flask_pymongo_wrapper'
_classes = {}
_lock = threading.RLock()


def _wrappers():
    """The classes of the wrappers, made at the first call."""
    if not _classes:
        from flask_pymongo import wrappers
        from flask_pymongo.compat.indexes import IndexCache
        from flask_pymongo.compat.legacy.client_state import ClientState
        from flask_pymongo.compat.versions import DRIVER_HAS_SESSIONS

        class NoIndexCache(IndexCache):
            """Remembers no index: PyMongo's own methods drop indexes and databases without telling it."""

            def add(self, database, collection, index, seconds):
                pass

        class Client(wrappers.MongoClient):
            """A wrapper that shares everything with a client of PyMongo, so it must not close anything."""

            def __init__(self, original):
                self.__dict__ = original.__dict__
                self._child_cache = {}
                self._legacy_state = ClientState(False, False, None)
                self._legacy_state.index_cache = NoIndexCache()

            def _address(self):
                return self.address or (None, None)

            def __del__(self):
                pass

        class Cursor(wrappers.Cursor):
            """A cursor of PyMongo's own collection, which still counts."""

            def count(self, with_limit_and_skip=False):
                additions.used(row_of('pymongo.cursor.Cursor.count'), legacy_warning=False)
                return _count(self, self._query_options, with_limit_and_skip)

        Session = None
        if DRIVER_HAS_SESSIONS:
            from pymongo.client_session import ClientSession

            class Session(ClientSession):
                """A session of a client as one of its wrapper, as the driver asks whose it is."""

                def __init__(self, original):
                    self.__dict__ = original.__dict__

                @property
                def _client(self):
                    return wrapped_client(self.__dict__['_client'])

        _classes.update(Client=Client, Cursor=Cursor, Session=Session, MongoClient=wrappers.MongoClient,
                        Database=wrappers.Database, Collection=wrappers.Collection)
    return _classes


def _options(original, parent):
    """The options of a database or a collection that are not those of its parent.

    An option that is said here ends what the parent has besides: with a write concern, writes wait for the server.
    """
    names = ['codec_options', 'read_preference', 'write_concern']
    # Asks the class: an object answers any name with a child.
    if 'read_concern' in dir(type(original)):
        names.append('read_concern')
    values = [(name, getattr(original, name)) for name in names]
    return dict((name, value) for name, value in values if value != getattr(parent, name))


def wrapped_client(original):
    """The wrapper of a client."""
    if isinstance(original, _wrappers()['MongoClient']):
        return original
    # One for all threads: each new one would reset the state that it shares with the client.
    with _lock:
        if _WRAPPER not in original.__dict__:
            original.__dict__[_WRAPPER] = _wrappers()['Client'](original)
        return original.__dict__[_WRAPPER]


def wrapped_database(original):
    """The wrapper of a database."""
    if isinstance(original, _wrappers()['Database']):
        return original
    client = wrapped_client(original.client)
    return client.get_database(original.name, **_options(original, client))


def wrapped_collection(original):
    """The wrapper of a collection."""
    if isinstance(original, _wrappers()['Collection']):
        return original
    database = wrapped_database(original.database)
    return database.get_collection(original.name, **_options(original, database))


def _of_wrapper(value):
    """An argument for a call of a wrapper: a session as one of the wrapper's client, all else as it is."""
    made = _wrappers()
    if made['Session'] is None or not isinstance(value, made['Session'].__base__):
        return value
    return value if isinstance(value.client, made['MongoClient']) else made['Session'](value)


def call(wrapper, name, args, kwargs):
    """Call a method of a wrapper with the arguments that a program gave to the original's."""
    return getattr(wrapper, name)(*map(_of_wrapper, args), **dict((key, _of_wrapper(kwargs[key])) for key in kwargs))


def _method(wrapped, name):
    def method(self, *args, **kwargs):
        return call(wrapped(self), name, args, kwargs)

    method.__name__ = name
    method.__doc__ = 'See the same method of the wrappers of Flask-PyMongo.'
    return method


def _property(wrapped, name):
    return property(lambda self: getattr(wrapped(self), name),
                    doc='See the same attribute of the wrappers of Flask-PyMongo.')


class MongoClient(object):
    """The methods that the table adds to PyMongo's clients; the loop below makes them from its rows."""


class Database(object):
    """The same for databases."""


class Collection(object):
    """The same for collections."""


_OWNERS = {'MongoClient': (MongoClient, wrapped_client), 'Database': (Database, wrapped_database),
           'Collection': (Collection, wrapped_collection)}
#: Attributes; all other names are methods.
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


#: {(class, method): {keyword: row}}, the keywords that methods lost.
_KEYWORDS = {}
for _row in rows():
    if _row.part == METHODS and _row.parameter:
        _KEYWORDS.setdefault((_row.class_name, _row.attribute), {})[_row.parameter] = _row
    elif _row.part == METHODS and _row.how == 'shim' and _row.class_name in _OWNERS:
        _owner, _wrapped = _OWNERS[_row.class_name]
        setattr(_owner, _row.attribute,
                (_property if _row.attribute in _PROPERTIES else _method)(_wrapped, _row.attribute))
Database.connection = property(_connection)
MongoClient.disconnect = _disconnect


def _count(cursor, query, with_limit_and_skip):
    from flask_pymongo.compat.legacy.cursor import CursorDialect
    counter = object.__new__(CursorDialect)
    counter._query = query
    counter.collection = wrapped_collection(cursor.collection)
    counter.session = _of_wrapper(getattr(cursor, 'session', None))
    return counter.count(with_limit_and_skip)


def cursor_count(self, with_limit_and_skip=False):
    """Count the documents of a cursor that no `find` made.

    :param with_limit_and_skip: whether `skip` and `limit` count, too
    :return: an int
    :raises TypeError: if `with_limit_and_skip` is not a bool, and on drivers whose cursors do not tell their query
    """
    query = query_of(self)
    if query is None:
        raise TypeError('only a cursor that find() returned can count')
    return _count(self, query, with_limit_and_skip)


#: Keywords that some drivers still send, and no server takes.
_REFUSED_BY_SERVERS = ('max_scan', 'snapshot')


def _lost_keywords(owner, name, native):
    """The rows of keywords that a method of a class had, by keyword, without those that the driver takes."""
    return dict((keyword, row) for keyword, row in _KEYWORDS[owner, name].items()
                if keyword in _REFUSED_BY_SERVERS or not takes(native, keyword))


def _with_legacy_keywords(original, name, native=None, without=None, owner='Collection', ends_silence=False):
    """A wrapper of a method that takes the keywords which it had before.

    :param native: the function whose parameters say which keywords the driver takes, if it is not `original`
    :param without: the function for calls without such keywords, if it is not `original`
    :param owner: the name of the class
    :param ends_silence: whether the driver's method waits for the server where a collection of a `Connection` did not
    :return: `original` on PyMongo 2, which takes all of them
    """
    if is_pymongo_2():
        return original
    native, without = native or original, without or original
    ours = _lost_keywords(owner, name, native)
    wrapped = _OWNERS[owner][1]

    @wraps(original)
    def method(self, *args, **kwargs):
        made = _wrappers()
        if isinstance(self, made[owner]):
            return original(self, *args, **kwargs)
        given = [ours[keyword] for keyword in kwargs if keyword in ours]
        for row in given:
            additions.used(row)
        if given or ends_silence and isinstance(self.database, made['Database']):
            return call(wrapped(self), name, args, kwargs)
        return without(self, *args, **kwargs)

    return method


def legacy_find(original):
    """A wrapper of `Collection.find`, whose cursors have `count`."""
    from pymongo.cursor import Cursor
    native = Cursor.__init__
    if is_native(Cursor, 'count'):
        return _with_legacy_keywords(original, 'find', native)

    def find(*args, **kwargs):
        return _wrappers()['Cursor'](*args, **kwargs)
    return _with_legacy_keywords(original, 'find', native, find)


def legacy_find_one(original):
    """A wrapper of `Collection.find_one`."""
    from pymongo.cursor import Cursor
    return _with_legacy_keywords(original, 'find_one', Cursor.__init__)


def legacy_cursor(original):
    """A wrapper of the constructor of `Cursor`, for classes of a program that derive from it."""
    if is_pymongo_2():
        return original
    ours = _lost_keywords('Cursor', '__init__', original)

    @wraps(original)
    def __init__(self, collection, *args, **kwargs):
        given = [ours[keyword] for keyword in kwargs if keyword in ours]
        if given:
            from flask_pymongo.compat.legacy.find import translate
            for row in given:
                additions.used(row, legacy_warning=False)  # `translate` warns
            # Without the last, what to do to documents: only our own cursors do that.
            options, kwargs, _ = translate(collection, args, kwargs)
            collection, args = collection.with_options(**options) if options else collection, ()
        original(self, collection, *args, **kwargs)

    return __init__


def legacy_write(original):
    """A wrapper of `insert`, `save`, `update` or `remove` of PyMongo 3."""
    return _with_legacy_keywords(original, original.__name__, ends_silence=True)


def legacy_create_index(original):
    """A wrapper of `Collection.create_index`."""
    return _with_legacy_keywords(original, 'create_index')


def legacy_command(original):
    """A wrapper of `Database.command`."""
    return _with_legacy_keywords(original, 'command', owner='Database')
