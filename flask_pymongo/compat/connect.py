"""From Settings to a client and its database."""
import os

from pymongo.errors import ConfigurationError, ConnectionFailure, InvalidURI, OperationFailure, PyMongoError

from .. import configuration_keys
from . import uri as uris
from .language import quote, text_types
from .preferences import for_driver
from .versions import (
    DRIVER_CONNECTS_LAZILY,
    DRIVER_DISCOVERS_FROM_ONE_SEED,
    DRIVER_HAS_AUTH_SOURCE,
    DRIVER_HAS_MODERN_OPTION_NAMES,
    DRIVER_HAS_ONE_CLIENT,
    DRIVER_HAS_READ_PREFERENCE_MODES,
    DRIVER_NEEDS_UUID_REPRESENTATION,
    DRIVER_TAKES_CREDENTIALS,
)

#: What the driver may raise when a client is made, the narrower class first.
_KINDS = (InvalidURI, ConfigurationError, OperationFailure, PyMongoError, TypeError, ValueError)
#: Mechanisms whose users no database of the server knows.
_EXTERNAL = ('MONGODB-X509', 'GSSAPI', 'MONGODB-AWS', 'MONGODB-OIDC', 'PLAIN')
_CREDENTIALS = ('USERNAME', 'PASSWORD', 'AUTH_SOURCE', 'AUTH_MECHANISM')
#: The keys that are options of a client: (option of this driver, of a modern driver, field of Settings).
_OPTIONS = tuple((key.modern_option if DRIVER_HAS_MODERN_OPTION_NAMES else key.legacy_option, key.modern_option,
                  key.field) for key in configuration_keys.KEYS if key.name not in _CREDENTIALS)


def connect(settings, client_class, replica_set_client_class, clients=None):
    """The client and the database of some settings.

    :param settings: a `Settings`
    :param client_class: what to make the client of, and
    :param replica_set_client_class: what to make that of a replica set of, where this is another class
    :param clients: a mapping of clients that may be used again; the client is kept there
    :return: (client, database); the database is None if there is no name for it
    :raises PyMongoError: without the password in its text
    """
    is_of_set = settings.replica_set is not None and not DRIVER_HAS_ONE_CLIENT
    kind = replica_set_client_class if is_of_set else client_class
    host, options = client_arguments(settings)
    identity = None if clients is None else _identity(kind, host, options, settings)
    client = None if identity is None else clients.get(identity)
    failure = None
    try:
        if client is not None:
            return client, None if settings.dbname is None else client[settings.dbname]
        client = kind(host, **options)
        if hasattr(kind, '_positions'):
            client._positions = settings.profile.positions
        database = None if settings.dbname is None else client[settings.dbname]
        if not DRIVER_CONNECTS_LAZILY and _has_credentials(settings):
            _log_in(database, settings)
        if identity is not None:
            clients[identity] = client
        return client, database
    except ConnectionFailure as error:
        failure = type(error)('%s_%s: no MongoDB server answers at %s (%s). Is it running there?' % (
            settings.prefix, settings.server_key, ', '.join(settings.hosts), error))
    except (PyMongoError, ValueError, TypeError) as error:
        failure = hide_password(error, settings)
    # Outside of the handler: there Python 3 would show the first error, too.
    raise failure


def _identity(kind, host, options, settings):
    """What two clients have in common that may be one; None if nobody can say."""
    if not hasattr(kind, '_positions'):
        return None  # a stand-in of a test, which counts on a new one
    found = (kind, settings.profile, host if isinstance(host, text_types) else tuple(host), settings.username,
             settings.password, settings.dbname if settings.username else None,
             # A client of the process before a fork has lost its threads.
             os.getpid(), tuple(sorted(options.items(), key=lambda option: option[0])))
    try:
        hash(found)
    except TypeError:
        return None
    return found


def _has_credentials(settings):
    """Whether there is a user to log in, or a way to, that is not in the URI already."""
    if settings.username is None and settings.auth_mechanism is None:
        return False
    parts = uris.of_hosts(()) if settings.uri is None else uris.split(settings.uri)
    if parts.username is not None or settings.username is None and parts.option('authMechanism') is not None:
        return False
    if settings.username is None and not DRIVER_TAKES_CREDENTIALS:
        raise ConfigurationError('%s_USERNAME must be set for %s: drivers before %s do not find the user by themselves'
                                 % (settings.prefix, settings.auth_mechanism, DRIVER_TAKES_CREDENTIALS.since))
    return True


def _source(settings):
    """The database that knows the user, if the settings say it in some way."""
    return settings.auth_source or ('$external' if settings.auth_mechanism in _EXTERNAL else None)


def _uri_with_log_in(settings):
    """The URI, with what the keys say of the log-in of its user."""
    parts = uris.split(settings.uri)
    if parts.username is None:
        return settings.uri
    # A mechanism in the URI has the driver's own default for the source.
    source = settings.auth_source if parts.option('authMechanism') else _source(settings)
    said = [('authSource', source), ('authMechanism', settings.auth_mechanism)]
    more = [(name, quote(value, safe='')) for name, value in said if value and parts.option(name) is None]
    return parts.with_options(list(parts.options) + more) if more else settings.uri


def _log_in(database, settings):
    """Log in where the client's constructor cannot."""
    options = {}
    if DRIVER_HAS_AUTH_SOURCE:
        options = _given({'source': _source(settings), 'mechanism': settings.auth_mechanism})
    if not database.authenticate(settings.username, settings.password, **options):
        raise OperationFailure('%s_USERNAME and %s_PASSWORD: authentication failed'
                               % (settings.prefix, settings.prefix))


def _given(options):
    return dict((name, value) for name, value in options.items() if value is not None)


def client_arguments(settings):
    """What to make the client of some settings with.

    :param settings: a `Settings`
    :return: (host, options): the first argument and the keywords of the wrapper's client. Further client arguments
        of the application come last and win.
    """
    # Also where the URI says it, which PyMongo 3.0 to 3.3 overlook.
    options = {'tz_aware': True} if settings.tz_aware else {}
    for option, _, field in _OPTIONS:
        value = getattr(settings, field) if option else None
        if value is not None:
            options.setdefault(option, value)
    if 'read_preference' in options:
        options['read_preference'] = for_driver(options['read_preference'])
    host = (_prepare_lazy if DRIVER_CONNECTS_LAZILY else _prepare_connecting)(settings, options)
    if settings.profile.uuids == 'driver' and DRIVER_NEEDS_UUID_REPRESENTATION and not _chooses_uuids(settings):
        options['uuidRepresentation'] = 'unspecified'
    more = settings.client_options
    options.update(more if DRIVER_HAS_MODERN_OPTION_NAMES else _with_legacy_names(more))
    return host, options


def _chooses_uuids(settings):
    names = list(settings.client_options)
    if settings.uri is not None:
        names += [name for name, _ in uris.split(settings.uri).options]
    return 'uuidrepresentation' in [name.lower() for name in names]


def _prepare_lazy(settings, options):
    """Complete the options of a client that connects on first use, and give its first argument."""
    options.setdefault('connect', False)
    if settings.uri is not None:
        host, parts = _uri_with_log_in(settings), uris.split(settings.uri)
        if parts.option('readPreference'):
            options.pop('read_preference', None)  # that of the URI may have tags, which a keyword would take away
    else:
        host, parts = list(settings.hosts), uris.of_hosts(settings.hosts)
        if DRIVER_DISCOVERS_FROM_ONE_SEED and len(settings.hosts) == 1 and settings.replica_set is None:
            options['directConnection'] = True
    if _has_credentials(settings):
        credentials = _given({
            'username': settings.username, 'password': settings.password,
            'authSource': _source(settings) or parts.option('authSource') or settings.dbname,
            'authMechanism': settings.auth_mechanism})
        if not DRIVER_TAKES_CREDENTIALS:
            return uris.with_credentials(parts, credentials)
        options.update(credentials)
    return host


def _prepare_connecting(settings, options):
    """Complete the options of a client whose constructor connects, and give its first argument."""
    if settings.replica_set is not None and not DRIVER_HAS_READ_PREFERENCE_MODES:
        options.pop('auto_start_request')
    if settings.uri is not None:
        return _uri_with_log_in(settings)
    return list(settings.hosts) if settings.replica_set is None else ','.join(settings.hosts)


def _with_legacy_names(options):
    """Keywords of a modern client under the names that a driver of the legacy dialect knows."""
    named = dict(options)
    for option, modern_option, _ in _OPTIONS:
        if modern_option in named and modern_option != option:
            value = named.pop(modern_option)
            if option is not None:
                named.setdefault(option, value)
    if isinstance(named.get('readPreference'), text_types):
        named['read_preference'] = for_driver(named.pop('readPreference'))
    return named


def hide_password(error, settings):
    """The same error with another text, should the driver have put the password there."""
    secrets = [secret for secret in (settings.password, settings.uri) if secret]
    try:
        text = str(error)
    except UnicodeError:  # Python 2, and what is not ASCII may be the password
        text = None
    if text is not None and not any(secret in text for secret in secrets):
        return error
    if settings.uri is None:
        text = '%s_USERNAME and %s_PASSWORD cannot be used to log in' % (settings.prefix, settings.prefix)
    else:
        text = '%s_%s cannot be used; are its user name and password right, and percent-encoded?' % (
            settings.prefix, settings.server_key)
    return next(kind for kind in _KINDS if isinstance(error, kind))(text)
