"""Names that pymongo and gridfs removed and that exist nowhere else."""
from __future__ import absolute_import

from functools import wraps

from pymongo import errors
from pymongo.common import VALIDATORS

from .additions import additions
from .patching import is_pymongo_2, takes
from .table import rows

#: Profiling levels of `set_profiling_level`.
OFF, SLOW_ONLY, ALL = 0, 1, 2
#: An index that servers from 5.0 on refuse.
GEOHAYSTACK = 'geoHaystack'
#: What drivers raise today where they raised ExceededMaxWaiters.
ExceededMaxWaiters = getattr(errors, 'WaitQueueTimeoutError', errors.ConnectionFailure)


class CursorManager(object):
    """Closes cursors by their ids. Legacy, up to 3.13; drivers close unused cursors in the background.

    :param connection: a client that has `close_cursor`
    """

    def __init__(self, connection):
        self._connection = connection

    def close(self, cursor_id, address=None):
        """Close a cursor.

        :param cursor_id: its id, an integer
        :param address: accepted
        :raises TypeError: if the id is no integer
        """
        if not isinstance(cursor_id, (int, type(2 ** 64))):
            raise TypeError('cursor_id must be an instance of (int, long)')
        self._connection.close_cursor(cursor_id)


class BatchCursorManager(CursorManager):
    """A CursorManager; it once collected the ids and closed cursors together. Legacy, up to 2.9."""


class MasterSlaveConnection(object):
    """A master and its slaves. Legacy, up to 2.9; servers since 4.0 know replica sets only.

    Everything goes to the master, reads too: what they find is at least as new.

    :param master: a client
    :param slaves: clients; kept as the attribute `slaves`
    :param document_class: the class of documents; None leaves the master's
    :param tz_aware: accepted; the master's own rules
    :raises TypeError: if the master is no client, or `slaves` no list of clients
    """

    def __init__(self, master, slaves=(), document_class=None, tz_aware=False):
        from pymongo import MongoClient
        if not isinstance(master, MongoClient):
            raise TypeError('master must be a Connection instance')
        if not isinstance(slaves, (list, tuple)):
            raise TypeError('slaves must be a list')
        if not all(isinstance(slave, MongoClient) for slave in slaves):
            raise TypeError('slave %r is not an instance of Connection' % (slaves,))
        if document_class is not None:
            master.document_class = document_class
        self._master = master
        self._slaves = list(slaves)

    @property
    def master(self):
        """The client of the master."""
        return self._master

    @property
    def slaves(self):
        """The clients of the slaves."""
        return self._slaves

    def disconnect(self):
        """Close the connections to all of them."""
        for client in [self._master] + self._slaves:
            client.close()

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return getattr(self._master, name)

    def __getitem__(self, name):
        return self._master[name]

    def __eq__(self, other):
        if isinstance(other, MasterSlaveConnection):
            return (self._master, self._slaves) == (other._master, other._slaves)
        return NotImplemented

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return 'MasterSlaveConnection(%r, slaves=%r)' % (self._master, self._slaves)


def GridFile(*args, **kwargs):
    """Raises, as since 1.6: use ``GridIn`` to write and ``GridOut`` to read.

    :raises UnsupportedAPI: always
    """
    from flask_pymongo.compat.legacy.gridfs import UnsupportedAPI
    raise UnsupportedAPI('The GridFile class has been removed; use GridIn and GridOut')


def _rows_of(owner, attribute):
    return dict((row.parameter.lower(), row) for row in rows() if row.parameter and row.class_name == owner
                and row.attribute == attribute)


def legacy_options(original):
    """A wrapper of the constructor of MongoClient that takes the options that PyMongo had up to 3.13.

    The original if this PyMongo knows all of them.
    """
    if is_pymongo_2():
        return original
    ours = dict((name, row) for name, row in _rows_of('MongoClient', '__init__').items() if name not in VALIDATORS)

    @wraps(original)
    def __init__(self, *args, **kwargs):
        args, kwargs = _with_tls_of_uri(args, kwargs, ours)
        given = _legacy_options_of(kwargs, ours)
        if given:
            kwargs = _with_modern_options(kwargs, given)
        return original(self, *args, **kwargs)

    return __init__


def _with_tls_of_uri(args, kwargs, ours):
    """Arguments with the legacy options about TLS of a URI as keywords: in a URI this PyMongo ignores them."""
    from flask_pymongo.compat import tls, uri
    host = args[0] if args else kwargs.get('host')
    names = [name for name in ours if name.startswith('ssl_') and uri.is_uri(host) and name + '=' in host.lower()]
    if not names:
        return args, kwargs
    for name in names:
        additions.used(ours[name], legacy_warning=False)  # `tls` warns of them
    host, options = tls.out_of_uri(host)
    kwargs = dict(options, **kwargs)
    if args:
        return (host,) + args[1:], kwargs
    return args, dict(kwargs, host=host)


def _legacy_options_of(kwargs, ours):
    """The legacy options among keyword arguments, counted."""
    given = dict((name, value) for name, value in kwargs.items() if name.lower() in ours)
    for name in given:
        # `modernise` warns of them.
        additions.used(ours[name.lower()], legacy_warning=False)
    # An int may be False: MongoEngine of that time gives it for the primary.
    if isinstance(kwargs.get('read_preference'), int):
        additions.used(ours['read_preference=an int'])
        given['read_preference'] = int(kwargs['read_preference'])
    return given


def _with_modern_options(kwargs, given):
    """Keyword arguments with modern options in the place of legacy ones."""
    from flask_pymongo.compat.options import modernise
    # One read preference is made of all options that say something about it.
    if 'read_preference' in kwargs:
        given.setdefault('read_preference', kwargs['read_preference'])
    modern, safe = modernise(given)
    kwargs = dict((name, value) for name, value in kwargs.items() if name not in given)
    kwargs.update(modern)
    if safe is False:
        kwargs.setdefault('w', 0)
    return kwargs


def legacy_gridfs(original):
    """A wrapper of the constructor of GridFS that takes the parameters that it had up to 3.13."""
    ours = dict((name, row) for name, row in _rows_of('GridFS', '__init__').items() if not takes(original, name))
    if not ours:
        return original

    @wraps(original)
    def __init__(self, *args, **kwargs):
        for name in [name for name in kwargs if name in ours]:
            additions.used(ours[name])
            del kwargs[name]
        return original(self, *args, **kwargs)

    return __init__
