"""Administration by a 2.x client, in terms of commands that servers still have."""
import pymongo
from bson.int64 import Int64
from bson.son import SON
from pymongo.errors import OperationFailure

from ..language import integer_types
from ..warn import legacy_method, without_warnings
from .copying import copy_database

_Driver = pymongo.MongoClient


def _of_options(name, modern, find, doc, otherwise=None):
    """A property from the client's options; the driver's own property where the driver does not show its options.

    :param otherwise: the value where the driver does not have the option yet
    """
    get = _getter(name, find, doc, otherwise)
    return property(legacy_method('MongoClient.%s' % name, 'options.%s' % modern, '4.0')(get))


def _getter(name, find, doc, otherwise=None):
    own = getattr(_Driver, name, None)

    def get(self):
        if hasattr(_Driver, 'options'):
            return find(self.options)
        return otherwise if own is None else own.fget(self)

    get.__doc__ = doc + '.'
    return get


def _of_greeting(name, field, gone, doc):
    """A property from the server's reply to the handshake command."""
    modern = "admin.command('hello')['%s']" % field

    def get(self):
        return int(self.admin.command('ismaster').get(field, 0))

    get.__doc__ = doc + '.'
    return property(legacy_method('MongoClient.%s' % name, modern, gone)(get))


def _idle_time(options):
    seconds = options.pool_options.max_idle_time_seconds
    return None if seconds is None else seconds * 1000


class AdminDialect(object):
    """The part of a client that left the driver at 3.0 or 4.0 and is about the whole server."""

    _local_threshold_ms = _getter(
        'local_threshold_ms', lambda options: options.local_threshold_ms,
        'By how many milliseconds a member may be slower than the nearest to be read from')
    local_threshold_ms = property(legacy_method('MongoClient.local_threshold_ms', 'options.local_threshold_ms', '4.0')(
        _local_threshold_ms))
    max_idle_time_ms = _of_options(
        'max_idle_time_ms', 'pool_options.max_idle_time_seconds', _idle_time,
        'After how many milliseconds without a use a connection is closed; None for never')
    max_pool_size = _of_options(
        'max_pool_size', 'pool_options.max_pool_size', lambda options: options.pool_options.max_pool_size,
        'How many connections are open at most')
    min_pool_size = _of_options(
        'min_pool_size', 'pool_options.min_pool_size', lambda options: options.pool_options.min_pool_size,
        'How many connections are kept open', 0)
    retry_writes = _of_options(
        'retry_writes', 'retry_writes', lambda options: options.retry_writes,
        'Whether writes are retried', False)
    retry_reads = _of_options(
        'retry_reads', 'retry_reads', lambda options: options.retry_reads,
        'Whether reads are retried', False)
    server_selection_timeout = _of_options(
        'server_selection_timeout', 'server_selection_timeout', lambda options: options.server_selection_timeout,
        'How many seconds to look for a server')

    @property
    @legacy_method('MongoClient.event_listeners', 'options.event_listeners', gone='4.0')
    def event_listeners(self):
        """The event listeners of this client."""
        if hasattr(_Driver, 'options'):
            return list(self.options.event_listeners)
        own = getattr(_Driver, 'event_listeners', None)
        if own is None:
            return []
        found = own.fget(self)
        # In some drivers it is a method, which returns a list for each kind of event.
        listeners = sum(map(list, found()), []) if callable(found) else list(found)
        return [one for index, one in enumerate(listeners) if one not in listeners[:index]]

    max_bson_size = _of_greeting(
        'max_bson_size', 'maxBsonObjectSize', '4.0', 'The bytes of the largest document')
    max_message_size = _of_greeting(
        'max_message_size', 'maxMessageSizeBytes', '4.0', 'The bytes of the largest message')
    max_write_batch_size = _of_greeting(
        'max_write_batch_size', 'maxWriteBatchSize', '4.0', 'The writes of the largest batch')
    min_wire_version = _of_greeting(
        'min_wire_version', 'minWireVersion', '3.0', 'The oldest wire protocol of the server')
    max_wire_version = _of_greeting(
        'max_wire_version', 'maxWireVersion', '3.0', 'The newest wire protocol of the server')

    # Locking

    @legacy_method('MongoClient.fsync', "admin.command('fsync')", gone='4.0')
    def fsync(self, **kwargs):
        """Have the server write everything to disk.

        :param kwargs: `lock`: also refuse writes until :meth:`unlock`
        """
        # Servers dropped the option; they always write to disk in the background.
        kwargs.pop('async', None)
        self.admin.command('fsync', **kwargs)

    @legacy_method('MongoClient.unlock', "admin.command('fsyncUnlock')", gone='4.0')
    def unlock(self, session=None):
        """Undo ``fsync(lock=True)``. Nothing happens if the server is not locked."""
        try:
            self.admin.command('fsyncUnlock', **({} if session is None else {'session': session}))
        except OperationFailure as error:
            if 'not locked' not in str(error) and 'not currently locked' not in str(error):
                raise

    @property
    @legacy_method('MongoClient.is_locked', "admin.command('currentOp')", gone='4.0')
    def is_locked(self):
        """Whether the server is locked by ``fsync(lock=True)``."""
        return bool(self.admin.command(SON([('currentOp', 1), ('ns', 'none')])).get('fsyncLock', False))

    # Databases

    @legacy_method('MongoClient.copy_database', 'mongodump and mongorestore', gone='3.0')
    def copy_database(self, from_name, to_name, from_host=None, username=None, password=None, mechanism='DEFAULT'):
        """Copy a database, document by document.

        :param from_name: the database to copy
        :param to_name: the name of the copy
        :param from_host: another server to copy from; None for this one
        :param username: with `password`, the user to log in as
        :param password: with `username`
        :param mechanism: the driver's name of a mechanism, or 'DEFAULT'
        :raises TypeError: for a name that is no text
        :raises InvalidName: for a `to_name` that no database can have
        :raises ConfigurationError: for a user without a password
        """
        copy_database(self, from_name, to_name, from_host, username, password, mechanism)

    # Cursors

    @legacy_method('MongoClient.set_cursor_manager', 'nothing: it has no effect any more', gone='4.0')
    def set_cursor_manager(self, manager_class):
        """Do nothing: drivers close unused cursors in the background.

        :raises TypeError: for anything but a class
        """
        if not isinstance(manager_class, type):
            raise TypeError('manager_class must be a class, not %r' % (manager_class,))

    @legacy_method('MongoClient.close_cursor', 'cursor.close()', gone='4.0')
    def close_cursor(self, cursor_id, address=None):
        """Close a cursor of the server.

        :param cursor_id: its number
        """
        if not isinstance(cursor_id, integer_types):
            raise TypeError('cursor_id must be an integer, not %r' % (cursor_id,))
        self._kill([cursor_id])

    @legacy_method('MongoClient.kill_cursors', 'cursor.close()', gone='4.0')
    def kill_cursors(self, cursor_ids, address=None):
        """Close cursors of the server.

        :param cursor_ids: a list of their numbers
        """
        if not isinstance(cursor_ids, list):
            raise TypeError('cursor_ids must be a list, not %r' % (cursor_ids,))
        self._kill(cursor_ids)

    def _kill(self, cursor_ids):
        wanted = set(cursor_ids)
        # The command needs the collection's name, which the method has no argument for.
        for operation in _idle_cursors(self):
            cursor = operation.get('cursor') or {}
            if cursor.get('cursorId') in wanted:
                database, _, collection = operation['ns'].partition('.')
                self[database].command(SON([('killCursors', collection), ('cursors', [Int64(cursor['cursorId'])])]))


def _idle_cursors(client):
    stages = [{'$currentOp': {'idleCursors': True, 'allUsers': True}}]
    command = SON([('aggregate', 1), ('pipeline', stages), ('cursor', {'batchSize': 100000})])
    reply = without_warnings(DeprecationWarning, client.admin.command, command)
    return reply['cursor']['firstBatch']
