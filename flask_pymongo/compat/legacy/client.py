"""The legacy calls of a client, in terms of the modern ones."""
import re
import time

import pymongo
from pymongo.errors import ConfigurationError, ConnectionFailure, OperationFailure

from .. import uri as uris
from ..language import Mapping, is_decimal, text_types
from ..liveness import alive
from ..options import LEGACY_POSITIONS, given, keep_representations, modern_uri, modernise, positional
from ..preferences import for_driver
from ..reply_decoding import UUID_REGISTRY
from ..server_codes import AUTHENTICATION_FAILED
from ..versions import DRIVER_DISCOVERS_FROM_ONE_SEED, DRIVER_QUOTES_SOCKETS, DRIVER_REOPENS_AFTER_CLOSE
from ..warn import legacy, legacy_method, register, without_warnings
from .admin import AdminDialect
from .client_options import kept_options, without_concern
from .client_state import ClientState
from .errors import BadOption
from .option_attributes import ReadOptions
from .request_scopes import Request

_Driver = pymongo.MongoClient
_CREDENTIALS = ('username', 'password', 'authSource', 'authMechanism', 'authMechanismProperties')
#: How long to wait for members of a set that do not answer.
_SECONDS_TO_DISCOVER = 2.0
#: Options that say whom to talk to.
_NOT_ALONE = ('replicaset', 'directconnection', 'loadbalanced')
_NEED_A_PASSWORD = ('DEFAULT', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'PLAIN')
_list_names = getattr(_Driver, 'list_database_names', None) or _Driver.database_names


def _seeds(host, port):
    """The (host, port) pairs that a client is given, as far as they are known without a look-up in DNS."""
    seeds = []
    for entity in [host] if isinstance(host, text_types) else host:
        names = uris.split(entity).hosts if uris.is_uri(entity) else entity.split(',')
        for name in names:
            address, _, own_port = name.strip().rpartition(':')
            if name.strip().endswith('.sock'):
                seeds.append((uris.unquote(name.strip()), None))
            elif is_decimal(own_port):
                seeds.append((address.strip('[]'), int(own_port)))
            else:
                seeds.append((name.strip().strip('[]'), port))
    return seeds


_FORM_OF_URI = 'a URI with blanks, empty options, or letters that are not percent-encoded'
_SOCKET = 'a Unix socket that is not in a URI'
register(_FORM_OF_URI, 'the same URI without them', '4.0')
register(_SOCKET, 'mongodb:// and the percent-encoded path', '4.0')
#: What the driver's repr must not show, a passphrase or a session token, up to and with its value.
_SECRETS = (r"""(passphrase=|keyfilepassword=|'AWS_SESSION_TOKEN': )"""
            r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
#: How the driver's repr shows the registry that every client has.
_REGISTRY = ', type_registry=%r' % (UUID_REGISTRY,)


class ClientDialect(AdminDialect):
    """The part of a client that left the driver at 3.0 or 4.0, or changed its meaning there."""

    #: Whose positions legacy calls of its collections have, those of PyMongo 2 or of 3; see `positions`.
    _positions = 2
    #: Whether legacy writes wait for the server by default.
    _safe_by_default = True
    #: Whether the first operation of a thread begins a request by default.
    _requests_by_default = False
    #: Whether a URI with one host means this host only; to newer drivers it may mean the host's set.
    _uri_is_direct = False
    _legacy_positions = LEGACY_POSITIONS
    #: Codec options set on the client, since the driver's cannot be changed.
    _codec_options_set = None

    def __init__(self, host=None, port=None, *args, **kwargs):
        try:
            self._open(host, port, args, kwargs)
        except ValueError as error:
            raise BadOption(str(error))

    def _open(self, host, port, args, kwargs):
        asked_for = given(positional(args, kwargs, self._legacy_positions))
        host, asked_for, options, safe = self._modern_options(host, asked_for)
        kept = kept_options(asked_for)
        if kept.concern is not None:
            self._first_write_concern = kept.concern
            host, options = without_concern(host, options)
        if kept.acknowledged is not None:
            safe = kept.acknowledged
        if DRIVER_DISCOVERS_FROM_ONE_SEED and self._is_direct(host, port, options):
            options['directConnection'] = True
        if DRIVER_QUOTES_SOCKETS and not uris.is_uri(host):
            given_host, host = host, uris.of_sockets(host)
            if host is not given_host:
                legacy(_SOCKET)
        self._safe = self._safe_by_default if safe is None else safe
        keeps_uuids = not any(name.lower() == 'uuidrepresentation' for name in asked_for)
        self._legacy_state = ClientState(self._requests_by_default if kept.requests is None else kept.requests,
                                         kept.greenlets, (host, port, options), keeps_uuids)
        super(ClientDialect, self).__init__(host, port, **options)
        if kept.slave_okay:
            chosen = any(name.lower() in ('read_preference', 'readpreference') for name in asked_for)
            preference = self.read_preference if chosen else for_driver('PRIMARY')
            self._read_options = ReadOptions(preference, slave_okay=True)

    def __repr__(self):
        # The registry is ours, long, and says nothing to the reader.
        shown = super(ClientDialect, self).__repr__().replace(_REGISTRY, '')
        return re.sub(_SECRETS, r"\1'***'", shown)

    def _modern_options(self, host, asked_for):
        """The options of the constructor and of its URI.

        :return: (host, the options as given, as the driver takes them, `safe`)
        """
        options, safe = modernise(asked_for)
        host = _Driver.HOST if host is None else host
        if not uris.is_uri(host):
            keep_representations(options)
            return host, asked_for, options, safe
        uri = uris.normal(uris.tidy(host))
        if uri != host:
            legacy(_FORM_OF_URI)
        host, from_uri, safe_in_uri = modern_uri(uri)
        keywords = set(name.lower() for name in options)
        options.update(pair for pair in from_uri.items() if pair[0].lower() not in keywords)
        keep_representations(options, host)
        return host, dict(uris.split(uri).options, **asked_for), options, safe_in_uri if safe is None else safe

    def _is_direct(self, host, port, options):
        """Whether to talk to the one host that is named, and to no other of its set, as clients did up to 3.13."""
        names = set(name.lower() for name in options)
        if uris.is_uri(host):
            if not self._uri_is_direct or not host.startswith(uris.SCHEMES[0]):
                return False
            names.update(name.lower() for name, _ in uris.split(host).options)
        elif not isinstance(host, text_types) and not (
                isinstance(host, list) and all(isinstance(one, text_types) and not uris.is_uri(one) for one in host)):
            return False  # the driver judges
        return not names.intersection(_NOT_ALONE) and len(_seeds(host, port)) == 1

    def _reconnect(self, **changes):
        """Give this object the state of a new client, so that all references to it stay valid.

        The new one is complete before other threads see it. The old connections are closed after that, so that running
        operations can finish. Call it with `changing` held.
        """
        host, port, options = self._legacy_state.constructor_arguments
        # The driver warned of these options when the client was made.
        new = without_warnings(Warning, _Driver, host, port, **dict(options, connect=False, **changes))
        old = object.__new__(_Driver)
        # What is replaced stays alive in `old`, so this update runs no code in between and is one step to all threads.
        old.__dict__.update(self.__dict__)
        # The driver's background thread for this state ends with the object that it was made for.
        self.__dict__.update(new.__dict__, _owner_of_state=new)
        _Driver.close(old)

    def close(self):
        """Close all connections. The client connects again when it is used again, as clients did up to 3.13."""
        self._legacy_state.has_discovered = False
        self._legacy_state.note_close()
        if DRIVER_REOPENS_AFTER_CLOSE:
            super(ClientDialect, self).close()
            return
        with self._legacy_state.changing:
            self._reconnect(**self._credentials())

    @legacy_method('MongoClient.disconnect', 'close', gone='3.0')
    def disconnect(self):
        """Close all connections."""
        self.close()

    alive = legacy_method('MongoClient.alive', "admin.command('ping')", gone='3.0')(alive)

    # Where and what

    def _given_seeds(self):
        host, port, _ = self._legacy_state.constructor_arguments
        return _seeds(host, _Driver.PORT if port is None else port)

    def _names_a_set(self):
        host, _, options = self._legacy_state.constructor_arguments
        return bool(any(options[name] for name in options if name.lower() == 'replicaset') or uris.is_uri(host) and (
            uris.split(host).option('replicaSet') or host.startswith('mongodb+srv')))

    def _wait_for_discovery(self):
        """Wait once until the servers are known, as 2.x did; newer drivers discover them in the background."""
        if self._legacy_state.has_discovered:
            return
        try:
            reply = self.admin.command('ismaster', read_preference='NEAREST')
        except ConnectionFailure:
            return  # nothing more can be known now
        members = 0
        if self._names_a_set():
            members = sum(len(reply.get(kind, ())) for kind in ('hosts', 'passives', 'arbiters'))
        until = time.time() + _SECONDS_TO_DISCOVER
        while len(super(ClientDialect, self).nodes) < members and time.time() < until:
            time.sleep(0.01)
        self._legacy_state.has_discovered = True

    def _address(self):
        seeds = self._given_seeds()
        if len(seeds) == 1 and not self._names_a_set():
            return seeds[0]
        if self.address is None:
            self._wait_for_discovery()  # some drivers do not wait to be connected
        return self.address or (None, None)

    @property
    @legacy_method('MongoClient.host', 'address[0]', gone='3.0')
    def host(self):
        """The host this client is connected to, or will be."""
        return self._address()[0]

    @property
    @legacy_method('MongoClient.port', 'address[1]', gone='3.0')
    def port(self):
        """The port this client is connected to, or will be."""
        return self._address()[1]

    @property
    def nodes(self):
        """The (host, port) pairs of the known servers: a frozenset.

        An unused client looks for them first; in applications of 2.x and 3.x it does not, and knows none.
        """
        if self._positions != 3:
            self._wait_for_discovery()
        return super(ClientDialect, self).nodes

    @property
    def is_primary(self):
        """Whether this client is connected to a server that can be written to."""
        if not super(ClientDialect, self).is_primary:
            self._wait_for_discovery()  # some drivers do not wait to be connected
        return super(ClientDialect, self).is_primary

    @property
    def codec_options(self):
        """How documents are encoded and decoded, for databases made from now on."""
        return self._codec_options_set or super(ClientDialect, self).codec_options

    def _set_driver_options(self, codec_options=None, read_preference=None):
        if codec_options is not None:
            self._codec_options_set = codec_options
        if read_preference is not None:
            self._read_preference_set = read_preference

    @property
    def _root(self):
        return self

    @property
    def _index_cache(self):
        return self._legacy_state.index_cache

    @property
    @legacy_method('MongoClient.document_class', 'codec_options.document_class', gone='3.0')
    def document_class(self):
        """The class of documents found.

        Can be set; databases made before keep theirs.
        """
        return self.codec_options.document_class

    @document_class.setter
    @legacy_method('MongoClient.document_class')
    def document_class(self, document_class):
        self._set_document_class(document_class)

    def _set_document_class(self, document_class):
        if not (isinstance(document_class, type) and issubclass(document_class, Mapping)):
            raise TypeError('document_class must be a mapping class, not %r' % (document_class,))
        self._set_driver_options(codec_options=self.codec_options._replace(document_class=document_class))
        self._options_changed()

    @legacy_method('MongoClient.get_document_class', 'codec_options.document_class', gone='3.0')
    def get_document_class(self):
        """The class of documents found."""
        return self.codec_options.document_class

    @legacy_method('MongoClient.set_document_class', 'with_options(codec_options=...)', gone='3.0')
    def set_document_class(self, klass):
        """Set the class of documents found."""
        self._set_document_class(klass)

    @property
    @legacy_method('MongoClient.tz_aware', 'codec_options.tz_aware', gone='3.0')
    def tz_aware(self):
        """Whether datetimes found are aware."""
        return self.codec_options.tz_aware

    # Requests

    @property
    @legacy_method('MongoClient.auto_start_request', 'acknowledged writes', gone='3.0')
    def auto_start_request(self):
        """Whether the first operation of a thread begins a request."""
        return self._legacy_state.auto_start_request

    @property
    @legacy_method('MongoClient.use_greenlets', "gevent's monkey-patching", gone='3.0')
    def use_greenlets(self):
        """The option that was given. It has no effect."""
        return self._legacy_state.use_greenlets

    @legacy_method('MongoClient.start_request', 'acknowledged writes', gone='3.0')
    def start_request(self):
        """Begin a request: this thread sees the effects of its own writes at once, acknowledged or not.

        Within a request, unacknowledged writes wait for the server, too, and their results are hidden. Requests nest.

        :return: a context manager that ends the request
        """
        self._legacy_state.requests.start()
        return Request(self._legacy_state.requests)

    @legacy_method('MongoClient.in_request', 'acknowledged writes', gone='3.0')
    def in_request(self):
        """Whether this thread is in a request."""
        return self._legacy_state.requests.active()

    @legacy_method('MongoClient.end_request', 'acknowledged writes', gone='3.0')
    def end_request(self):
        """End the request that this thread began last, if there is one."""
        self._legacy_state.requests.end()

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
            self._legacy_state.index_cache.purge(name)
        drop = super(ClientDialect, self).drop_database
        return self._legacy_state.last_status.of(drop, name_or_database, *args, **kwargs)

    # Logging in, for Database.authenticate and logout

    def _credentials(self):
        """The credentials of the last log-in; a client has one user at a time."""
        return list(self._legacy_state.logged_in.values())[-1] if self._legacy_state.logged_in else {}

    def _log_in(self, database, username, password, source, mechanism, properties):
        credentials = {'username': username, 'password': password, 'authSource': source}
        if mechanism != 'DEFAULT':
            credentials['authMechanism'] = mechanism
        credentials.update(properties)
        with self._legacy_state.changing:
            self._change_user(database, credentials, mechanism)

    def _change_user(self, database, credentials, mechanism):
        if self._legacy_state.logged_in.get(database) == credentials:
            return
        if database in self._legacy_state.logged_in:
            raise OperationFailure('Another user is already authenticated to this database. You must logout first.')
        if credentials['password'] is None and mechanism in _NEED_A_PASSWORD:
            raise ConfigurationError('a password is required')
        host, port, options = self._legacy_state.constructor_arguments
        probe = _Driver(host, port, **dict(options, connect=False, **credentials))
        try:
            # Who is logged in, not only whether the server answers: without a name the driver would not even try.
            if not probe.admin.command('connectionStatus')['authInfo']['authenticatedUsers']:
                raise OperationFailure('Authentication failed.', AUTHENTICATION_FAILED)
        finally:
            probe.close()
        self._legacy_state.logged_in[database] = credentials
        self._reconnect(**credentials)

    def _log_out(self, database):
        with self._legacy_state.changing:
            if self._legacy_state.logged_in.pop(database, None) is not None or self._forget_first_user(database):
                self._reconnect(**self._credentials())

    def _forget_first_user(self, database):
        """Remove the constructor's user from the options, if the user belongs to this database."""
        host, port, options = self._legacy_state.constructor_arguments
        source = options.get('authSource')
        if uris.is_uri(host):
            parts = uris.split(host)
            source = source or parts.option('authSource') or parts.database
            host = parts._replace(username=None, password=None).with_options(
                [pair for pair in parts.options if not pair[0].lower().startswith('auth')])
        rest = dict(pair for pair in options.items() if pair[0] not in _CREDENTIALS)
        if (source or 'admin') != database or (host, rest) == (self._legacy_state.constructor_arguments[0], options):
            return False
        self._legacy_state.constructor_arguments = (host, port, rest)
        return True
