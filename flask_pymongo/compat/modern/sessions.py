"""`session` of modern calls, for drivers that have no sessions: None is welcome, there can be no other."""
from ..errors import not_in_this_driver, refuse
from ..versions import DRIVER_HAS_SESSIONS

_OF_COLLECTIONS = (
    'insert_one', 'insert_many', 'update_one', 'update_many', 'replace_one', 'delete_one', 'delete_many',
    'bulk_write', 'find_one_and_update', 'find_one_and_replace', 'find_one_and_delete', 'aggregate', 'distinct',
    'create_index', 'create_indexes', 'drop_index', 'drop_indexes', 'index_information', 'list_indexes', 'options',
    'rename', 'drop')
_OF_DATABASES = ('command', 'create_collection', 'drop_collection', 'dereference', 'validate_collection')
_OF_CLIENTS = ('drop_database', 'server_info')


def without_session(options):
    """Options without `session`.

    :raises NotImplementedError: if there is one
    """
    if options.get('session') is not None:
        raise not_in_this_driver('session', DRIVER_HAS_SESSIONS.since)
    return dict(item for item in options.items() if item[0] != 'session')


def without_later(options):
    """The same for what other drivers may lack, too.

    :raises NotImplementedError: if there is something that this driver cannot do
    """
    options = dict(options)
    refuse(options)
    return options


class WithoutSessions(object):
    """Methods of a collection that take no session, and no collation if the driver has none."""


class WithoutSessionsOfDatabase(object):
    """Methods of a database that take no session."""


class WithoutSessionsOfClient(object):
    """Methods of a client that take no session."""


def _method(kind, name, strip):
    def method(self, *args, **kwargs):
        return getattr(super(kind, self), name)(*args, **strip(kwargs))
    return method


for _kind, _names, _strip in ((WithoutSessions, _OF_COLLECTIONS, without_later),
                              (WithoutSessionsOfDatabase, _OF_DATABASES, without_session),
                              (WithoutSessionsOfClient, _OF_CLIENTS, without_session)):
    for _name in _names:
        setattr(_kind, _name, _method(_kind, _name, _strip))
