"""What is installed, and what it can do, as named capabilities.

The only module that compares version numbers. Everything else asks for one of the names below.
"""
import importlib
import itertools
import warnings

import pymongo


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
    # Not at the top: only reports need it, and each start would import it.
    from packaging.version import InvalidVersion, Version
    for candidate in (_from_metadata(distribution),
                      vars(importlib.import_module(module)).get('__version__')):
        try:
            return Version(candidate)
        except (InvalidVersion, TypeError):
            continue
    return None


def is_before(version, other):
    """Whether a version is older than another, both as text.

    :raises ValueError: if one is no version
    """
    from packaging.version import Version
    return Version(version) < Version(other)


#: `pymongo.version` has existed in every release, so the driver itself is asked.
PYMONGO = pymongo.version


def _numbers(version):
    """The numbers of a version, as a tuple. A pre-release counts as its release."""
    return tuple(int(''.join(itertools.takewhile(str.isdigit, part)) or 0) for part in version.split('.')[:3])


_INSTALLED = _numbers(PYMONGO)


def flask_version():
    """The installed Flask, or None. Looked up when asked for: only reports need it."""
    return installed('Flask', 'flask')


def werkzeug_version():
    """The installed Werkzeug, or None."""
    return installed('Werkzeug', 'werkzeug')


class Capability(int):
    """Whether the installed driver can do something, and which versions can.

    Its value is that of a bool; an error or a warning takes its text from `since` or `until`.
    """

    #: The first version that can, as text; None if all the earlier ones can.
    since = None
    #: The first version that cannot any more, as text; None if all the later ones can.
    until = None

    def __repr__(self):
        return '<%s: since %s, until %s>' % (bool(self), self.since, self.until)


def _since(version):
    capability = Capability(_INSTALLED >= _numbers(version))
    capability.since = version
    return capability


def _until(version):
    capability = Capability(_INSTALLED < _numbers(version))
    capability.until = version
    return capability


#: Everything has a `safe`: clients, databases, collections and their writes. With it went the rest of PyMongo 2's own
#: legacy dialect, so this decides which of the two compositions an application gets.
DRIVER_HAS_SAFE_MODE = _until('3.0')
#: Clients have requests, which keep a thread on one socket.
DRIVER_HAS_REQUESTS = _until('3.0')
#: Collections have insert_one, bulk_write and with_options.
DRIVER_SPEAKS_MODERN = _since('2.9')
#: Databases, collections and commands take `codec_options`; before, `as_class` and `uuid_subtype`.
DRIVER_HAS_CODEC_OPTIONS = _since('2.9')
#: A client connects on first use; before, its constructor does and raises.
DRIVER_CONNECTS_LAZILY = _since('3.0')
#: Client options go by their modern names (`maxPoolSize`, `serverSelectionTimeoutMS`).
DRIVER_HAS_MODERN_OPTION_NAMES = _since('3.0')
#: MongoClient is the client of replica sets, too.
DRIVER_HAS_ONE_CLIENT = _since('3.0')
#: The constants of ReadPreference are objects; before, they are ints.
DRIVER_HAS_READ_PREFERENCE_OBJECTS = _since('3.0')
#: Every mapping is a document; before, only a dict is.
DRIVER_ENCODES_MAPPINGS = _since('3.0')
#: IndexModel exists.
DRIVER_HAS_INDEX_MODEL = _since('3.0')
#: MongoClient and MongoReplicaSetClient exist, acknowledged by default; before, only Connection.
DRIVER_HAS_MONGO_CLIENT = _since('2.4')
#: Read preferences 0-4 and tag sets; before, 0-2 with other meanings.
DRIVER_HAS_READ_PREFERENCE_MODES = _since('2.3')
#: Messages of the wire protocol that every server takes; before, those that MongoDB takes up to 5.0.
DRIVER_SPEAKS_TO_EVERY_SERVER = _since('3.7')
#: The last series of MongoDB with the old messages, and the oldest that the newest drivers speak to.
LAST_SERVER_OF_OLD_MESSAGES, OLDEST_SERVER_OF_TODAY = '5.0', '4.4'
#: Servers before that one are too old.
DRIVER_SPEAKS_TO_OLD_SERVERS = _until('4.18')
#: `safe` and `w` of a call overrule the collection's; in 2.3 `safe` does, but any `w` waits.
DRIVER_HAS_SAFE_PER_CALL = _since('2.4')
#: Legacy writes are write commands: `nModified` and error details in their answers.
DRIVER_HAS_WRITE_COMMANDS = _since('2.7')
#: Indexes are made by the createIndexes command; before, by an insert that no server takes any more.
DRIVER_CREATES_INDEXES_BY_COMMAND = _since('2.7')
#: listCollections and listIndexes are used; before, system collections that no server has any more.
DRIVER_LISTS_BY_COMMAND = _since('2.8')
#: Database.authenticate takes source and mechanism.
DRIVER_HAS_AUTH_SOURCE = _since('2.5')
#: get_default_database gives the database that a URI names.
DRIVER_HAS_DEFAULT_DATABASE = _since('2.6')
#: The slashes of a Unix socket in a URI must be percent-encoded; before, they must not.
DRIVER_QUOTES_SOCKETS = _since('3.1')
#: The client takes `username` and `password`; before, only a URI carries them.
DRIVER_TAKES_CREDENTIALS = _since('3.5')
#: insert_many takes any iterable; before, only a list.
DRIVER_INSERTS_ITERABLES = _since('3.1')
#: insert_one refuses dots and dollars in keys itself.
DRIVER_INSERT_CHECKS_KEYS = _until('3.12')
#: Read concerns exist.
DRIVER_HAS_READ_CONCERN = _since('3.2')
#: Collations exist.
DRIVER_HAS_COLLATIONS = _since('3.4')
#: find takes hint, max_time_ms and their like as keywords; before, as modifiers.
DRIVER_HAS_FIND_KEYWORDS = _since('3.5')
#: list_indexes of a collection that is not there is empty; before, it raises.
DRIVER_LISTS_NO_INDEXES = _since('3.5')
#: Sessions exist, though not yet transactions.
DRIVER_HAS_SESSIONS = _since('3.6')
#: Sessions have transactions.
DRIVER_HAS_TRANSACTIONS = _since('3.7')
#: An option of the client makes writes be sent again when a connection breaks.
DRIVER_RETRIES_WRITES = _since('3.6')
#: Reads, and writes by default, are sent again when a connection breaks.
DRIVER_RETRIES_READS = _since('3.9')
#: estimated_document_count is the count command, with all its options, on every server.
DRIVER_ESTIMATES_BY_COUNT = _since('4.2')
#: create_index tells `maxTimeMS` apart from the options of the index.
DRIVER_LIMITS_INDEX_TIME = _since('3.6')
#: The option `wTimeoutMS` has an effect; before, it is accepted and only `wtimeout` has one.
DRIVER_HEEDS_WTIMEOUTMS = _since('3.7')
#: A type registry can be given to a client.
DRIVER_HAS_TYPE_REGISTRY = _since('3.8')
#: Cursors name the comment of a distinct as servers do; before, one that is sent is refused.
DRIVER_COMMENTS_DISTINCT = _since('3.8')
#: An update can be an aggregation pipeline.
DRIVER_TAKES_PIPELINES = _since('3.9')
#: A cursor whose constructor raises ends in silence; before, its `__del__` complains on stderr.
DRIVER_ENDS_REFUSED_CURSORS = _since('3.9')
#: Updates and deletes take `hint`, as arguments of methods and of requests.
DRIVER_HINTS_WRITES = _since('3.11')
#: One seed without a set's name goes looking for the set; before, it is a direct connection.
DRIVER_DISCOVERS_FROM_ONE_SEED = _since('4.0')
#: A closed client connects again when it is used again.
DRIVER_REOPENS_AFTER_CLOSE = _until('4.0')
#: `find` takes `modifiers`; on later drivers each has a keyword of its own.
DRIVER_HAS_MODIFIERS = _until('4.0')
#: GridFS computes and stores an md5 of each file.
DRIVER_STORES_MD5 = _until('4.0')
#: The `tls` options do not exist yet; in a URI they are ignored.
DRIVER_LACKS_TLS_OPTIONS = _until('3.9')
#: The `ssl_` options are gone; the `tls` ones take their place.
DRIVER_LACKS_SSL_OPTIONS = _since('4.0')
#: UUIDs are refused and left undecoded unless a representation is chosen.
DRIVER_NEEDS_UUID_REPRESENTATION = _since('4.0')
#: create_index takes `comment` for the command; before, it is an option of the index.
DRIVER_TAKES_COMMENTS = _since('4.1')
#: Sort orders, hints and the keys of an index can be mappings; lists of names from 4.4 on.
DRIVER_TAKES_MAPPED_KEYS = _since('4.6')
