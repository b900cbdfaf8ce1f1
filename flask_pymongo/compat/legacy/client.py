"""The legacy calls of a client, in terms of the modern ones."""
import time
from collections import OrderedDict

import pymongo
from pymongo.errors import ConfigurationError, ConnectionFailure, OperationFailure, PyMongoError

from .. import uri as uris
from ..indexes import IndexCache
from ..language import Mapping, text_types
from ..options import LEGACY_POSITIONS, given, keep_representations, modern_uri, modernise, positional
from ..preferences import for_driver
from ..versions import DRIVER_DISCOVERS_FROM_ONE_SEED, DRIVER_QUOTES_SOCKETS, DRIVER_REOPENS_AFTER_CLOSE
from ..warn import legacy_method, without_warnings
from .admin import AdminDialect
from .client_options import kept_options, without_concern
from .errors import BadOption
from .last_status import Outcomes
from .option_attributes import Reading
from .request_scopes import Request, Requests

_Driver = pymongo.MongoClient
_CREDENTIALS = ('username', 'password', 'authSource', 'authMechanism', 'authMechanismProperties')
#: How long to wait for members of a set that do not answer.
_SECONDS_TO_LOOK = 2.0
#: Options that say whom to talk to.
_NOT_ALONE = ('replicaset', 'directconnection', 'loadbalanced')
_NEED_A_PASSWORD = ('DEFAULT', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'PLAIN')
_list_names = getattr(_Driver, 'list_database_names', None) or _Driver.database_names


def _seeds(host, port):
    """The (host, port) pairs a client is told, as far as they are there without asking the network."""
    seeds = []
    for entity in [host] if isinstance(host, text_types) else host:
        names = uris.split(entity).hosts if uris.is_uri(entity) else entity.split(',')
        for name in names:
            address, _, own_port = name.strip().rpartition(':')
            if name.strip().endswith('.sock'):
                seeds.append((uris.unquote(name.strip()), None))
            elif own_port.isdigit():
                seeds.append((address.strip('[]'), int(own_port)))
            else:
                seeds.append((name.strip().strip('[]'), port))
    return seeds


class ClientDialect(AdminDialect):
    """What left the driver's client at 3.0 or 4.0, or means something else there."""

    #: Whether legacy writes wait for the server when nothing else is said.
    _safe_by_default = True
    #: Whether threads are in a request when nothing else is said.
    _requests_by_default = False
    _legacy_positions = LEGACY_POSITIONS
    _codec_options_set = None
    _has_looked = False

    def __init__(self, host=None, port=None, *args, **kwargs):
        try:
            self._open(host, port, args, kwargs)
        except ValueError as error:
            raise BadOption(str(error))

    def _open(self, host, port, args, kwargs):
        asked_for = given(positional(args, kwargs, self._legacy_positions))
        options, safe = modernise(asked_for)
        host = _Driver.HOST if host is None else host
        if uris.is_uri(host):
            uri = uris.normal(uris.tidy(host))
            asked_for = dict(uris.split(uri).options, **asked_for)
            host, from_uri, safe_in_uri = modern_uri(uri)
            keywords = set(name.lower() for name in options)
            options.update(pair for pair in from_uri.items() if pair[0].lower() not in keywords)
            safe = safe_in_uri if safe is None else safe
            keep_representations(options, host)
        else:
            keep_representations(options)
        kept = kept_options(asked_for)
        if kept.concern is not None:
            self._concern = kept.concern
            host, options = without_concern(host, options)
        if kept.acknowledged is not None:
            safe = kept.acknowledged
        if DRIVER_DISCOVERS_FROM_ONE_SEED and self._is_direct(host, port, options):
            options['directConnection'] = True
        if DRIVER_QUOTES_SOCKETS and not uris.is_uri(host):
            host = uris.of_sockets(host)
        self._made_with = (host, port, options)
        self._become_legacy(self._safe_by_default if safe is None else safe,
                            self._requests_by_default if kept.requests is None else kept.requests, kept.greenlets)
        super(ClientDialect, self).__init__(host, port, **options)
        if kept.slave_okay:
            chosen = any(name.lower() in ('read_preference', 'readpreference') for name in asked_for)
            self._reading = Reading(self.read_preference if chosen else for_driver('PRIMARY'), None, True, None)

    def _become_legacy(self, safe, requests, greenlets):
        """Begin what the legacy dialect keeps beside the driver's own state."""
        self._safe = safe
        self._auto_start_request = requests
        self._use_greenlets = greenlets
        self._requests = Requests(requests)
        self._outcomes = Outcomes()
        self._index_cache = IndexCache()
        self._logged_in = OrderedDict()

    #: Whether a URI with one host means this host alone; to the modern client it may mean the set it is a member of.
    _uri_is_direct = False

    def _is_direct(self, host, port, options):
        """Whether to talk to the one host that is named, and to no other of its set, as clients did up to 3.13."""
        names = set(name.lower() for name in options)
        if uris.is_uri(host):
            if not self._uri_is_direct or not host.startswith(uris.SCHEMES[0]):
                return False
            names.update(name.lower() for name, _ in uris.split(host).options)
        elif not isinstance(host, text_types) and not (
                isinstance(host, list) and all(isinstance(one, text_types) and not uris.is_uri(one) for one in host)):
            return False  # the driver's to judge
        return not names.intersection(_NOT_ALONE) and len(_seeds(host, port)) == 1

    def _make_again(self, **changes):
        """Give this very object new connections; everything that refers to it goes on.

        The old ones are closed after the new ones are in place, so that running operations can finish.
        """
        host, port, options = self._made_with
        old = object.__new__(_Driver)
        old.__dict__.update(self.__dict__)
        # The driver warned of these options when the client was made.
        without_warnings(Warning, super(ClientDialect, self).__init__, host, port,
                         **dict(options, connect=False, **changes))
        _Driver.close(old)

    def close(self):
        """Close all connections. The client connects again when it is used again, as clients did up to 3.13."""
        self._has_looked = False
        if DRIVER_REOPENS_AFTER_CLOSE:
            super(ClientDialect, self).close()
        else:
            self._make_again(**self._credentials())

    @legacy_method('MongoClient.disconnect', 'close', gone='3.0')
    def disconnect(self):
        """Close all connections."""
        self.close()

    @legacy_method('MongoClient.alive', "admin.command('ping')", gone='3.0')
    def alive(self):
        """Whether the server answers. Never raises."""
        try:
            self.admin.command('ping')
        except PyMongoError:
            return False
        return True

    # Where and what

    def _told_seeds(self):
        host, port, _ = self._made_with
        return _seeds(host, _Driver.PORT if port is None else port)

    def _names_a_set(self):
        host, _, options = self._made_with
        return bool(any(options[name] for name in options if name.lower() == 'replicaset') or uris.is_uri(host) and (
            uris.split(host).option('replicaSet') or host.startswith('mongodb+srv')))

    def _look(self):
        """Once, wait until the servers are known: newer drivers look at them in the background, 2.x looked first."""
        if self._has_looked:
            return
        try:
            told = self.admin.command('ismaster', read_preference='NEAREST')
        except ConnectionFailure:
            return  # then what is known is all there is to tell
        members = 0
        if self._names_a_set():
            members = sum(len(told.get(kind, ())) for kind in ('hosts', 'passives', 'arbiters'))
        until = time.time() + _SECONDS_TO_LOOK
        while len(super(ClientDialect, self).nodes) < members and time.time() < until:
            time.sleep(0.01)
        self._has_looked = True

    def _address(self):
        seeds = self._told_seeds()
        if len(seeds) == 1 and not self._names_a_set():
            return seeds[0]
        if self.address is None:
            self._look()  # some drivers do not wait to be connected
        return self.address or (None, None)

    @property
    @legacy_method('MongoClient.host', 'address[0]', gone='3.0', warns=False)
    def host(self):
        """The host this client is connected to, or will be."""
        return self._address()[0]

    @property
    @legacy_method('MongoClient.port', 'address[1]', gone='3.0', warns=False)
    def port(self):
        """The port this client is connected to, or will be."""
        return self._address()[1]

    @property
    def nodes(self):
        """The (host, port) pairs of the servers that are known: a frozenset, empty if there is no server.

        A client that was not used yet looks for them, as the constructor did up to 2.9.
        """
        self._look()
        return super(ClientDialect, self).nodes

    @property
    def is_primary(self):
        """Whether this client is connected to a server that can be written to."""
        if not super(ClientDialect, self).is_primary:
            self._look()  # some drivers do not wait to be connected
        return super(ClientDialect, self).is_primary

    @property
    def codec_options(self):
        """How documents are encoded and decoded, for databases made from now on."""
        return self._codec_options_set or super(ClientDialect, self).codec_options

    def _replace(self, codec_options=None, read_preference=None):
        if codec_options is not None:
            self._codec_options_set = codec_options
        if read_preference is not None:
            self._read_preference_set = read_preference

    @property
    def _root(self):
        return self

    @property
    @legacy_method('MongoClient.document_class', 'codec_options.document_class', gone='3.0', warns=False)
    def document_class(self):
        """The class of documents found.

        Can be set; databases made before keep theirs.
        """
        return self.codec_options.document_class

    @document_class.setter
    def document_class(self, document_class):
        if not (isinstance(document_class, type) and issubclass(document_class, Mapping)):
            raise TypeError('document_class must be a mapping class, not %r' % (document_class,))
        self._replace(codec_options=self.codec_options._replace(document_class=document_class))
        self._settings_changed()

    @legacy_method('MongoClient.get_document_class', 'codec_options.document_class', gone='3.0', warns=False)
    def get_document_class(self):
        """The class of documents found."""
        return self.document_class

    @legacy_method('MongoClient.set_document_class', 'with_options(codec_options=...)', gone='3.0', warns=False)
    def set_document_class(self, klass):
        """Set the class of documents found."""
        self.document_class = klass

    @property
    @legacy_method('MongoClient.tz_aware', 'codec_options.tz_aware', gone='3.0', warns=False)
    def tz_aware(self):
        """Whether datetimes found are aware."""
        return self.codec_options.tz_aware

    # Requests

    @property
    @legacy_method('MongoClient.auto_start_request', 'acknowledged writes', gone='3.0', warns=False)
    def auto_start_request(self):
        """Whether each thread is in a request as soon as it uses this client."""
        return self._auto_start_request

    @property
    @legacy_method('MongoClient.use_greenlets', "gevent's monkey-patching", gone='3.0', warns=False)
    def use_greenlets(self):
        """What was asked for. It has no effect: monkey-patching by gevent does it."""
        return self._use_greenlets

    @legacy_method('MongoClient.start_request', 'acknowledged writes', gone='3.0')
    def start_request(self):
        """Begin a request of this thread: it sees the effects of its own writes at once, acknowledged or not.

        Within a request, writes that are not to be waited for are waited for nevertheless, and their result is
        hidden. Requests nest.

        :return: a context manager that ends the request
        """
        self._requests.start()
        return Request(self._requests)

    @legacy_method('MongoClient.in_request', 'acknowledged writes', gone='3.0')
    def in_request(self):
        """Whether this thread is in a request."""
        return self._requests.active()

    @legacy_method('MongoClient.end_request', 'acknowledged writes', gone='3.0')
    def end_request(self):
        """End the request that this thread began last, if there is one."""
        self._requests.end()

    # Databases

    @legacy_method('MongoClient.database_names', 'list_database_names', gone='4.0')
    def database_names(self, session=None):
        """The names of the databases.

        :return: a list of text
        """
        return _list_names(self, **({} if session is None else {'session': session}))

    def drop_database(self, name_or_database, *args, **kwargs):
        name = name_or_database if isinstance(name_or_database, text_types) else getattr(name_or_database, 'name', None)
        if name is not None:
            self._index_cache.purge(name)
        return super(ClientDialect, self).drop_database(name_or_database, *args, **kwargs)

    # Logging in, for Database.authenticate and logout

    def _credentials(self):
        """Those of the last log-in that is not logged out; a client has one user at a time."""
        return list(self._logged_in.values())[-1] if self._logged_in else {}

    def _log_in(self, database, username, password, source, mechanism, properties):
        credentials = {'username': username, 'password': password, 'authSource': source}
        if mechanism != 'DEFAULT':
            credentials['authMechanism'] = mechanism
        credentials.update(properties)
        if self._logged_in.get(database) == credentials:
            return
        if database in self._logged_in:
            raise OperationFailure('Another user is already authenticated to this database. You must logout first.')
        if password is None and mechanism in _NEED_A_PASSWORD:
            raise ConfigurationError('a password is required')
        host, port, options = self._made_with
        probe = _Driver(host, port, **dict(options, connect=False, **credentials))
        try:
            probe.admin.command('ping')
        finally:
            probe.close()
        self._logged_in[database] = credentials
        self._make_again(**credentials)

    def _log_out(self, database):
        if self._logged_in.pop(database, None) is None and not self._forget_first_user(database):
            return
        self._make_again(**self._credentials())

    def _forget_first_user(self, database):
        """Take the user whom the client was made with out of its options, if he is one of this database."""
        host, port, options = self._made_with
        source = options.get('authSource')
        if uris.is_uri(host):
            parts = uris.split(host)
            source = source or parts.option('authSource') or parts.database
            host = parts._replace(username=None, password=None).with_options(
                [pair for pair in parts.options if not pair[0].lower().startswith('auth')])
        rest = dict(pair for pair in options.items() if pair[0] not in _CREDENTIALS)
        if (source or 'admin') != database or (host, rest) == (self._made_with[0], options):
            return False
        self._made_with = (host, port, rest)
        return True
