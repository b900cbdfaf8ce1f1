"""`session` of modern calls, for drivers that have no sessions: None is welcome, there can be no other."""
from ..errors import not_in_this_driver, refuse
from ..versions import DRIVER_HAS_SESSIONS, DRIVER_HAS_TRANSACTIONS
from .command_fallback import options_changed


def _without_session(options):
    options = dict(options)
    refuse({'session': options.pop('session', None)})
    return options


def _without_refused(options):
    """The same, also without a collation or read concern if the driver has none."""
    options = dict(options)
    refuse(options)
    return options


def _unless_native(*names):
    return () if DRIVER_HAS_SESSIONS else names


@options_changed(_without_refused, *_unless_native(
    'insert_one', 'insert_many', 'update_one', 'update_many', 'replace_one', 'delete_one', 'delete_many',
    'bulk_write', 'find_one_and_update', 'find_one_and_replace', 'find_one_and_delete', 'aggregate', 'distinct',
    'create_index', 'create_indexes', 'drop_index', 'drop_indexes', 'index_information', 'list_indexes', 'options',
    'rename', 'drop'))
class WithoutSessions(object):
    """Methods of a collection that take no session, and no collation if the driver has none."""


@options_changed(_without_session, *_unless_native(
    'command', 'create_collection', 'drop_collection', 'dereference', 'validate_collection'))
class WithoutSessionsOfDatabase(object):
    """Methods of a database that take no session."""


@options_changed(_without_session, *_unless_native('drop_database', 'server_info'))
class WithoutSessionsOfClient(object):
    """Methods of a client that take no session."""


class WithoutTransactions(object):
    """The part of a client whose sessions have no transactions yet."""

    if DRIVER_HAS_SESSIONS and not DRIVER_HAS_TRANSACTIONS:
        def start_session(self, *args, **kwargs):
            session = super(WithoutTransactions, self).start_session(*args, **kwargs)
            session.__class__ = _SessionWithoutTransactions
            return session


if DRIVER_HAS_SESSIONS and not DRIVER_HAS_TRANSACTIONS:
    from pymongo.client_session import ClientSession

    class _SessionWithoutTransactions(ClientSession):
        def start_transaction(self, *args, **kwargs):
            raise not_in_this_driver('a transaction', DRIVER_HAS_TRANSACTIONS.since)

        commit_transaction = abort_transaction = with_transaction = start_transaction
