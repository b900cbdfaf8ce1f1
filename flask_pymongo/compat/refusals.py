"""Errors for names that only newer drivers have. Without them, an unknown name is a database or a collection."""
import pymongo.cursor
import pymongo.database

from . import argument_checks
from .errors import not_in_this_driver
from .signatures import arguments
from .versions import DRIVER_HAS_READ_CONCERN

#: The first version of PyMongo that has each method.
_CLIENT = {'start_session': '3.6', 'watch': '3.7', 'bulk_write': '4.9', 'append_metadata': '4.14'}
_DATABASE = {'watch': '3.7', 'aggregate': '3.9', 'cursor_command': '4.5'}
_COLLECTION = {'initialize_ordered_bulk_op': '2.7', 'initialize_unordered_bulk_op': '2.7', 'parallel_scan': '2.7',
               'watch': '3.6', 'find_raw_batches': '3.6', 'aggregate_raw_batches': '3.6',
               'create_search_index': '4.5', 'create_search_indexes': '4.5', 'drop_search_index': '4.5',
               'list_search_indexes': '4.5', 'update_search_index': '4.5'}
#: Keywords of find that the old wire protocol cannot express: the first PyMongo that has each, and its check.
_TOO_NEW = {'allow_disk_use': ('3.11', argument_checks.boolean), 'let': ('4.1', argument_checks.mapping)}
_OF_CURSORS = arguments(pymongo.cursor.Cursor.__init__)[0]


def _refused(name, since):
    def method(self, *args, **kwargs):
        raise not_in_this_driver('Cursor.%s' % name, since)

    method.__name__ = name
    method.__doc__ = 'Raise a NotImplementedError: cursors of the driver do not have it; see the keywords of `find`.'
    return method


def refuse_too_new(options):
    """Remove the keywords that the driver's find does not know.

    :raises NotImplementedError: if one of them has a value
    """
    for name, (since, check) in _TOO_NEW.items():
        if name not in _OF_CURSORS and name in options:
            value = options.pop(name)
            if value is not None:
                check(name, value)
                raise not_in_this_driver("find's %s" % name, since)


class MissingCursorMethods(object):
    """The last base of cursors, which Python asks only for methods that the driver lacks."""

    allow_disk_use = _refused('allow_disk_use', '3.11')
    comment = _refused('comment', '2.7')
    max = _refused('max', '2.7')
    max_await_time_ms = _refused('max_await_time_ms', '3.2')
    max_time_ms = _refused('max_time_ms', '2.7')
    min = _refused('min', '2.7')
    #: A driver that lacks this attribute has no sessions.
    session = None


def refuse_attribute(name):
    """Raise for an attribute that only newer drivers have.

    It is no property of a class: whoever looks at all names of an object, as `inspect.getmembers`, shall not meet it.

    :raises NotImplementedError: for `read_concern`
    """
    if name == 'read_concern':
        raise not_in_this_driver(name, DRIVER_HAS_READ_CONCERN.since)


class NotADatabaseMethod(object):
    """The part of a database that is called if a client's method does not exist."""

    if '__call__' in vars(pymongo.database.Database):
        def __call__(self, *args, **kwargs):
            """Raise an error.

            :raises NotImplementedError: if newer drivers have that method
            :raises TypeError: if they have none either
            """
            if self.name in _CLIENT:
                raise not_in_this_driver('MongoClient.%s' % self.name, _CLIENT[self.name])
            super(NotADatabaseMethod, self).__call__(*args, **kwargs)


class NotACollectionMethod(object):
    """The part of a collection that is called if a method of a database or a collection does not exist."""

    def __call__(self, *args, **kwargs):
        """Raise an error.

        :raises NotImplementedError: if newer drivers have that method
        :raises TypeError: if they have none either
        """
        rest, _, name = self.name.rpartition('.')
        owner, since = ('Collection', _COLLECTION.get(name)) if rest else ('Database', _DATABASE.get(name))
        if since is not None:
            raise not_in_this_driver('%s.%s' % (owner, name), since)
        super(NotACollectionMethod, self).__call__(*args, **kwargs)
