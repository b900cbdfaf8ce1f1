"""What PyMongo 3 and 4 lack of the modern dialect: the later of its names and arguments."""
import pymongo
import pymongo.collection
import pymongo.database

from .. import argument_checks, versions
from ..refusals import NotADatabaseMethod
from .command_fallback import with_later
from .indexes import IndexKeys
from .listing import CreatedIndexes, ListedCollections, ListedDatabases, ListedIndexes
from .reads import Counting
from .sessions import WithoutSessions, WithoutSessionsOfClient, WithoutSessionsOfDatabase
from .with_options import DriverDecodes
from .writes import Writes

#: Where the changes are among the arguments.
_UPDATES = ('update_one', 'update_many', 'find_one_and_update')


def _argument(position, name, args, kwargs):
    return args[position] if len(args) > position else kwargs.get(name)


def _would_be_refused(name, args, kwargs):
    """Whether an earlier driver refuses what a later one takes."""
    if name == 'bulk_write':
        requests = _argument(0, 'requests', args, kwargs)
        return isinstance(requests, list) and any(hasattr(type(request), '_statement') for request in requests)
    if name == 'insert_many' and not versions.DRIVER_INSERTS_ITERABLES:
        return not isinstance(_argument(0, 'documents', args, kwargs), list)
    if name in _UPDATES and not versions.DRIVER_TAKES_PIPELINES:
        return isinstance(_argument(1, 'update', args, kwargs), list)
    return False


_LaterWrites = with_later(Writes, pymongo.collection.Collection,
                          None if versions.DRIVER_HINTS_WRITES else _would_be_refused)


class _Keys(object):
    """The arguments `sort`, `hint` and `return_document`, as all drivers take them."""


def _with_keys(name):
    def method(self, *args, **kwargs):
        for keys in ('sort', 'hint'):
            if kwargs.get(keys) is not None:
                kwargs[keys] = argument_checks.legacy_keys(kwargs[keys])
        if 'return_document' in kwargs:
            argument_checks.boolean('return_document', kwargs['return_document'])
        return getattr(super(_Keys, self), name)(*args, **kwargs)
    return method


# Up to 4.5 drivers take no mapping of keys, and up to 4.17 another error tells of a wrong return_document.
for _name in ('find_one_and_update', 'find_one_and_replace', 'find_one_and_delete') + (
        () if versions.DRIVER_TAKES_MAPPED_KEYS else (
            'update_one', 'update_many', 'replace_one', 'delete_one', 'delete_many', 'count_documents')):
    setattr(_Keys, _name, _with_keys(_name))


def _base(name, *parts):
    """A class of those parts that the driver lacks."""
    missing = tuple(part for lacks, part in parts if lacks)
    return type(name, missing, {'__doc__': 'What the installed driver lacks.', '__module__': __name__})


ClientSupply = _base('ClientSupply', (True, with_later(ListedDatabases, pymongo.MongoClient)),
                     (not versions.DRIVER_HAS_SESSIONS, WithoutSessionsOfClient))
DatabaseSupply = _base('DatabaseSupply', (True, with_later(ListedCollections, pymongo.database.Database)),
                       (not versions.DRIVER_HAS_SESSIONS, WithoutSessionsOfDatabase),
                       # Databases of newer drivers cannot be called at all.
                       ('__call__' in vars(pymongo.database.Database), NotADatabaseMethod))
CollectionSupply = _base(
    'CollectionSupply', (True, _Keys), (True, with_later(Counting, pymongo.collection.Collection)),
    (True, _LaterWrites), (True, DriverDecodes), (not versions.DRIVER_HAS_SESSIONS, WithoutSessions),
    (not versions.DRIVER_LISTS_NO_INDEXES, ListedIndexes),
    (True, with_later(ListedIndexes, pymongo.collection.Collection)),
    (True, IndexKeys), (True, with_later(CreatedIndexes, pymongo.collection.Collection)))
