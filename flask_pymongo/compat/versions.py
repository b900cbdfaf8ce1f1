"""What is installed, and what it can do, as named capabilities.

The only module that compares version numbers. Everything else asks for one of the names below.
"""
import importlib
import warnings

import pymongo
from packaging.version import InvalidVersion, Version


def _from_metadata(distribution):
    try:
        from importlib import metadata
    except ImportError:  # Python 2.7, 3.6 and 3.7
        return _from_pkg_resources(distribution)
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _from_pkg_resources(distribution):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # it announces its own end
            import pkg_resources
    except ImportError:
        return None
    try:
        return pkg_resources.get_distribution(distribution).version
    except pkg_resources.ResolutionError:
        return None


def installed(distribution, module):
    """The version of an installed distribution.

    :param distribution: its name on PyPI
    :param module: the module to ask where the metadata is not to be had (a zipped or vendored copy)
    :return: a `packaging.version.Version`, or None if it cannot be told

    The metadata comes first: ``flask.__version__`` is missing from the oldest Flask and warns in the newest.
    """
    for candidate in (_from_metadata(distribution),
                      vars(importlib.import_module(module)).get('__version__')):
        try:
            return Version(candidate)
        except (InvalidVersion, TypeError):
            continue
    return None


#: `pymongo.version` has existed in every release, so the driver itself is asked.
PYMONGO = Version(pymongo.version)


def flask_version():
    """The installed Flask, or None. Looked up when asked for: only reports need it."""
    return installed('Flask', 'flask')


def werkzeug_version():
    """The installed Werkzeug, or None."""
    return installed('Werkzeug', 'werkzeug')


def _driver(since):
    return PYMONGO >= Version(since)


#: The legacy dialect is the driver's own: insert, save, update, remove with `safe`.
DRIVER_SPEAKS_LEGACY = not _driver('3.0')
#: The modern dialect is the driver's own: insert_one, bulk_write, with_options.
DRIVER_SPEAKS_MODERN = _driver('2.9')
#: A client connects on first use; before, its constructor does and raises.
DRIVER_CONNECTS_LAZILY = _driver('3.0')
#: MongoClient and MongoReplicaSetClient exist, acknowledged by default; before, only Connection.
DRIVER_HAS_MONGO_CLIENT = _driver('2.4')
#: Read preferences 0-4 and tag sets; before, 0-2 with other meanings.
DRIVER_HAS_READ_PREFERENCE_MODES = _driver('2.3')
#: `safe` of a call overrules the collection's.
DRIVER_HAS_SAFE_PER_CALL = _driver('2.3')
#: Legacy writes are write commands: `nModified` and error details in their answers.
DRIVER_HAS_WRITE_COMMANDS = _driver('2.7')
#: Indexes are made by the createIndexes command; before, by an insert that no server takes any more.
DRIVER_CREATES_INDEXES_BY_COMMAND = _driver('2.7')
#: listCollections and listIndexes are used; before, system collections that no server has any more.
DRIVER_LISTS_BY_COMMAND = _driver('2.8')
#: SCRAM log-in; before, only MONGODB-CR, which no server has any more.
DRIVER_HAS_SCRAM = _driver('2.8')
#: Database.authenticate takes source and mechanism.
DRIVER_HAS_AUTH_SOURCE = _driver('2.5')
#: get_default_database gives the database that a URI names.
DRIVER_HAS_DEFAULT_DATABASE = _driver('2.6')
#: The slashes of a Unix socket in a URI must be percent-encoded; before, they must not.
DRIVER_QUOTES_SOCKETS = _driver('3.4')
#: The client takes `username` and `password`; before, only a URI carries them.
DRIVER_TAKES_CREDENTIALS = _driver('3.5')
#: insert_one refuses dots and dollars in keys itself.
DRIVER_INSERT_CHECKS_KEYS = not _driver('3.12')
#: Read concerns exist.
DRIVER_HAS_READ_CONCERN = _driver('3.2')
#: A raw document is sent as it is; others write it anew, the first two with OP_MSG among them.
DRIVER_SENDS_RAW_DOCUMENTS = _driver('3.2') and not (_driver('3.7') and not _driver('3.9'))
#: Collations exist.
DRIVER_HAS_COLLATIONS = _driver('3.4')
#: find takes hint, max_time_ms and their like as keywords; before, as modifiers.
DRIVER_HAS_FIND_KEYWORDS = _driver('3.5')
#: list_collection_names, list_database_names and their like exist, and so do sessions.
DRIVER_LISTS_NAMES = _driver('3.6')
#: count_documents and estimated_document_count exist.
DRIVER_COUNTS_DOCUMENTS = _driver('3.7')
#: The option `wTimeoutMS` has an effect; before, it is accepted and only `wtimeout` has one.
DRIVER_HEEDS_WTIMEOUTMS = _driver('3.7')
#: list_collection_names takes a filter.
DRIVER_FILTERS_NAMES = _driver('3.8')
#: A type registry can be given to a client.
DRIVER_HAS_TYPE_REGISTRY = _driver('3.8')
#: Cursors name the comment of a distinct as servers do; before, one that is sent is refused.
DRIVER_COMMENTS_DISTINCT = _driver('3.8')
#: An update can be an aggregation pipeline.
DRIVER_TAKES_PIPELINES = _driver('3.9')
#: Updates and deletes take `hint`, as arguments of methods and of requests.
DRIVER_HINTS_WRITES = _driver('3.11')
#: One seed without a set's name goes looking for the set; before, it is a direct connection.
DRIVER_DISCOVERS_FROM_ONE_SEED = _driver('4.0')
#: A closed client connects again when it is used again.
DRIVER_REOPENS_AFTER_CLOSE = not _driver('4.0')
#: A timeout can be set for a single operation, or for one cursor as its `network_timeout`.
DRIVER_HAS_TIMEOUTS = DRIVER_SPEAKS_LEGACY or _driver('4.2')
#: `find` takes `modifiers`; on later drivers each has a keyword of its own.
DRIVER_HAS_MODIFIERS = not _driver('4.0')
#: GridFS computes and stores an md5 of each file.
DRIVER_STORES_MD5 = not _driver('4.0')
#: The `ssl_` options are gone; the `tls` ones take their place.
DRIVER_LACKS_SSL_OPTIONS = _driver('4.0')
#: UUIDs are refused and left undecoded unless a representation is chosen.
DRIVER_NEEDS_UUID_REPRESENTATION = _driver('4.0')
#: Writes, and what lists and indexes, take `comment`.
DRIVER_TAKES_COMMENTS = _driver('4.1')
#: Keys of an index and a sort order can be a mapping, or a list of names.
DRIVER_TAKES_MAPPED_KEYS = _driver('4.4')
