"""What PyMongo 3 and 4 lack of the modern dialect: the later of its names and arguments."""
import pymongo
import pymongo.collection
import pymongo.database

from .. import argument_checks, versions
from ..refusals import NotADatabaseMethod
from .command_fallback import command_fallback, options_changed
from .indexes import IndexKeys
from .listing import CreatedIndexes, ListedCollections, ListedDatabases, ListedIndexes
from .reads import Counting
from .sessions import WithoutSessions, WithoutSessionsOfClient, WithoutSessionsOfDatabase, WithoutTransactions
from .writes import Writes


def _argument(position, name, args, kwargs):
    return args[position] if len(args) > position else kwargs.get(name)


def _would_be_refused(name, args, kwargs):
    """Whether an earlier driver refuses what a later one takes."""
    if name == 'bulk_write':
        requests = _argument(0, 'requests', args, kwargs)
        return isinstance(requests, list) and any(hasattr(type(request), '_statement') for request in requests)
    if name == 'insert_many' and not versions.DRIVER_INSERTS_ITERABLES:
        return not isinstance(_argument(0, 'documents', args, kwargs), list)
    if name in ('update_one', 'update_many', 'find_one_and_update') and not versions.DRIVER_TAKES_PIPELINES:
        return isinstance(_argument(1, 'update', args, kwargs), list)
    return name == 'list_indexes' and not versions.DRIVER_LISTS_NO_INDEXES


def _with_pairs(options):
    """The options with `sort` and `hint` as lists of pairs, which all drivers take."""
    for name in ('sort', 'hint'):
        if options.get(name) is not None:
            options[name] = argument_checks.legacy_keys(options[name])
    # Drivers up to 4.17 raise a ValueError for a wrong one; here all raise a TypeError.
    if 'return_document' in options:
        argument_checks.boolean('return_document', options['return_document'])
    return options


@command_fallback(pymongo.MongoClient, [ListedDatabases])
class ClientFallback(WithoutSessionsOfClient, WithoutTransactions):
    """What the driver's client lacks."""


@command_fallback(pymongo.database.Database, [ListedCollections])
class DatabaseFallback(WithoutSessionsOfDatabase, NotADatabaseMethod):
    """What the driver's database lacks."""


@command_fallback(pymongo.collection.Collection, [Counting, Writes, ListedIndexes, CreatedIndexes],
                  None if versions.DRIVER_HINTS_WRITES else _would_be_refused)
class _CommandFallback(WithoutSessions):
    """The methods that the driver's collection lacks, in whole or in part."""

    def _decoded(self, value):
        return value


@options_changed(_with_pairs, 'find_one_and_update', 'find_one_and_replace', 'find_one_and_delete', *(
    () if versions.DRIVER_TAKES_MAPPED_KEYS else (
        'update_one', 'update_many', 'replace_one', 'delete_one', 'delete_many', 'count_documents')))
class CollectionFallback(IndexKeys, _CommandFallback):
    """What the driver's collection lacks."""
