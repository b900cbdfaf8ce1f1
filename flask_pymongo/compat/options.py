"""Options of a client: from Settings to keyword arguments, and from the legacy names to the modern ones."""
import ssl

from bson.binary import Binary
from pymongo.errors import ConfigurationError, InvalidURI, OperationFailure, PyMongoError

from . import uri as uris
from .language import integer_types, text_types
from .preferences import SECONDARY_PREFERRED, for_driver, mode_of
from .versions import (
    DRIVER_CONNECTS_LAZILY,
    DRIVER_DISCOVERS_FROM_ONE_SEED,
    DRIVER_HAS_READ_PREFERENCE_MODES,
    DRIVER_HEEDS_WTIMEOUTMS,
    DRIVER_LACKS_SSL_OPTIONS,
    DRIVER_NEEDS_UUID_REPRESENTATION,
    DRIVER_TAKES_CREDENTIALS,
)
from .warn import legacy

#: Positional order of the clients of 2.x after host and port, and of the modern one.
LEGACY_POSITIONS = ('max_pool_size', 'document_class', 'tz_aware', '_connect')
MODERN_POSITIONS = ('document_class', 'tz_aware', 'connect', 'type_registry')
#: Connection had one more, the network timeout in seconds.
CONNECTION_POSITIONS = ('max_pool_size', 'network_timeout', 'document_class', 'tz_aware', '_connect')

_RENAMED = {
    'max_pool_size': 'maxPoolSize',
    '_connect': 'connect',
    'j': 'journal',
    'wtimeout': 'wTimeoutMS',
    'secondary_acceptable_latency_ms': 'localThresholdMS',
    'secondaryacceptablelatencyms': 'localThresholdMS',
}
_TLS_RENAMED = {
    'ssl_ca_certs': 'tlsCAFile',
    'ssl_certfile': 'tlsCertificateKeyFile',
    'ssl_crlfile': 'tlsCRLFile',
    'ssl_pem_passphrase': 'tlsCertificateKeyFilePassword',
}
#: What they asked for is what drivers do now, whatever is said.
_WITHOUT_EFFECT = ('use_greenlets', 'socketkeepalive', 'waitqueuemultiple')
_SLAVE_OKAY = ('slave_okay', 'slaveok')
_OF_THE_WRAPPER = ('safe', 'auto_start_request')
#: What the driver may raise when a client is made, the narrower class first.
_KINDS = (InvalidURI, ConfigurationError, OperationFailure, PyMongoError, TypeError, ValueError)


def _is_true(value):
    return value is True or str(value).lower() == 'true'


def positional(args, kwargs, legacy_order):
    """Give positional arguments of a client, after host and port, their names.

    :param legacy_order: the names in the legacy order; it is the one meant if a number or None comes first, the
        modern order starts with a class
    :raises TypeError: for too many, or for one that is a keyword, too
    """
    is_legacy = bool(args) and (args[0] is None or isinstance(args[0], integer_types))
    names = legacy_order if is_legacy else MODERN_POSITIONS
    if len(args) > len(names):
        raise TypeError('at most %d positional arguments are taken (%d given)' % (len(names) + 2, len(args) + 2))
    named = dict(kwargs)
    for name, value in zip(names, args):
        if name in named:
            raise TypeError("got multiple values for argument '%s'" % name)
        named[name] = value
    return named


def modernise(options):
    """Translate the legacy options of a client, from keywords or a URI, for drivers that no longer know them.

    :return: (options, safe): the driver's options, and what `safe` says, None if nothing
    :raises ConfigurationError: for what has no modern equivalent
    """
    modern, safe, tag_sets, slave_okay = {}, None, None, False
    for name, value in options.items():
        plain = name.lower()
        if plain == 'safe':
            legacy('the option safe', 'w=1 or w=0', '3.0')
            safe = _is_true(value)
        elif plain in _SLAVE_OKAY:
            legacy('the option %s' % name, "readPreference='secondaryPreferred'", '3.0')
            slave_okay = _is_true(value)
        elif plain == 'auto_start_request':
            legacy('the option auto_start_request', 'acknowledged writes', '3.0')
        elif plain in _WITHOUT_EFFECT:
            legacy('the option %s' % name, 'nothing: it has no effect any more', '3.0')
        elif plain == 'tag_sets':
            legacy('the option tag_sets', 'a read preference with tag sets', '3.0')
            tag_sets = value
        elif plain == 'network_timeout':
            legacy('the option network_timeout', 'socketTimeoutMS, in milliseconds', '3.0')
            modern['socketTimeoutMS'] = None if value is None else value * 1000
        elif plain == 'wtimeoutms' and not DRIVER_HEEDS_WTIMEOUTMS:
            modern['wtimeout'] = value
        elif plain in _RENAMED:
            if name != '_connect':
                legacy('the option %s' % name, _RENAMED[plain], '4.0')
            keeps_name = plain == 'wtimeout' and not DRIVER_HEEDS_WTIMEOUTMS
            modern[plain if keeps_name else _RENAMED[plain]] = value
        elif plain == 'read_preference':
            modern[name] = for_driver(value)
        elif plain.startswith('ssl_') and DRIVER_LACKS_SSL_OPTIONS:
            modern.update(_modern_tls(name, value))
        else:
            modern[name] = value
    if (slave_okay or tag_sets is not None) and 'readPreference' not in modern:
        modern['read_preference'] = _with_tags(modern.get('read_preference'), slave_okay, tag_sets)
    return modern, safe


def _with_tags(preference, slave_okay, tag_sets):
    from pymongo.read_preferences import make_read_preference
    mode = 0 if preference is None else mode_of(preference)
    return make_read_preference(mode or (SECONDARY_PREFERRED if slave_okay else 0), tag_sets)


def _modern_tls(name, value):
    plain = name.lower()
    legacy('the option %s' % name, 'the tls options', '4.0')
    if plain in _TLS_RENAMED:
        return {_TLS_RENAMED[plain]: value}
    if plain == 'ssl_cert_reqs':
        return {'tlsAllowInvalidCertificates': value in (ssl.CERT_NONE, 'CERT_NONE')}
    if plain == 'ssl_match_hostname':
        return {'tlsAllowInvalidHostnames': not value}
    if plain == 'ssl_keyfile':
        raise ConfigurationError('ssl_keyfile is gone from this driver: put the key and the certificate into one '
                                 'file and name it by ssl_certfile or tlsCertificateKeyFile')
    return {name: value}


def modern_uri(uri):
    """A URI without its legacy options, which newer drivers refuse or ignore.

    :return: (uri, keywords, safe): the rest of the URI, what the legacy options became, and what `safe` says
    """
    parts = uris.split(uri)
    plain, translated = [], {}
    for name, value in parts.options:
        known = name.lower()
        if known in _RENAMED or known in _WITHOUT_EFFECT or known in _SLAVE_OKAY or known in _OF_THE_WRAPPER:
            translated[name] = value
        elif known == 'wtimeoutms' and not DRIVER_HEEDS_WTIMEOUTMS:
            translated['wtimeout'] = value
        else:
            plain.append((name, value))
    if not translated:
        return uri, {}, None
    keywords, safe = modernise(translated)
    return parts.with_options(plain), keywords, safe


def keep_representations(options, uri=None):
    """Add what makes UUIDs be stored and read as they always were, unless the application chose otherwise."""
    if not DRIVER_NEEDS_UUID_REPRESENTATION:
        return options
    chosen = set(name.lower() for name in options)
    if uri is not None:
        chosen.update(name.lower() for name, _ in uris.split(uri).options)
    if 'uuidrepresentation' not in chosen:
        options['uuidRepresentation'] = 'pythonLegacy'
        if options.get('type_registry') is None:
            options['type_registry'] = _uuid_registry()
    return options


def _uuid_registry():
    from bson.binary import OLD_UUID_SUBTYPE, UUID_SUBTYPE, UuidRepresentation
    from bson.codec_options import TypeDecoder, TypeRegistry

    class StandardUUID(TypeDecoder):
        """Reads both subtypes as UUIDs, as every driver did whatever its representation for writing."""
        bson_type = Binary

        def transform_bson(self, value):
            if len(value) != 16:
                return value
            if value.subtype == OLD_UUID_SUBTYPE:
                return value.as_uuid(UuidRepresentation.PYTHON_LEGACY)
            return value.as_uuid() if value.subtype == UUID_SUBTYPE else value

    return TypeRegistry([StandardUUID()])


def _credentials(settings):
    """The log-in of some settings, as keywords of a lazily connecting client."""
    if settings.username is None:
        return {}
    options = {'username': settings.username, 'password': settings.password,
               'authSource': settings.auth_source or settings.dbname}
    if settings.auth_mechanism:
        options['authMechanism'] = settings.auth_mechanism
    return options


def _common(settings):
    wanted = {'socketTimeoutMS': settings.socket_timeout_ms, 'connectTimeoutMS': settings.connect_timeout_ms,
              'document_class': settings.document_class, 'tz_aware': True}
    return dict((name, value) for name, value in wanted.items() if value is not None)


def _for_lazy_driver(settings):
    options = _common(settings)
    more = {'maxPoolSize': settings.max_pool_size, 'replicaSet': settings.replica_set,
            'serverSelectionTimeoutMS': settings.server_selection_timeout_ms}
    options.update((name, value) for name, value in more.items() if value is not None)
    options['connect'] = bool(settings.connect)
    # That of a URI may have tags, which a keyword would take away.
    if settings.read_preference is not None and not (
            settings.uri is not None and uris.split(settings.uri).option('readPreference')):
        options['read_preference'] = for_driver(settings.read_preference)
    if settings.uri is not None:
        return settings.uri, options
    if DRIVER_DISCOVERS_FROM_ONE_SEED and len(settings.hosts) == 1 and settings.replica_set is None:
        options['directConnection'] = True
    credentials = _credentials(settings)
    if credentials and not DRIVER_TAKES_CREDENTIALS:
        return uris.build(settings.hosts, credentials), options
    options.update(credentials)
    return list(settings.hosts), options


def _for_connecting_driver(settings):
    options = _common(settings)
    options['auto_start_request'] = settings.auto_start_request
    if settings.max_pool_size is not None:
        options['max_pool_size'] = settings.max_pool_size
    # These drivers select a server by connecting to it.
    if settings.server_selection_timeout_ms is not None:
        options.setdefault('connectTimeoutMS', settings.server_selection_timeout_ms)
    if settings.read_preference is not None:
        options['read_preference'] = for_driver(settings.read_preference)
    if settings.replica_set is not None:
        options['replicaSet'] = settings.replica_set
        if not DRIVER_HAS_READ_PREFERENCE_MODES:
            options.pop('auto_start_request')
    if settings.uri is not None:
        return settings.uri, options
    hosts = list(settings.hosts)
    return (','.join(hosts) if settings.replica_set is not None else hosts), options


def _legacy_names(options):
    """Keywords for a connecting driver that are of the modern client's, under the names that it knows."""
    named = dict(options)
    named.pop('connect', None)
    if 'maxPoolSize' in named:
        named['max_pool_size'] = named.pop('maxPoolSize')
    if isinstance(named.get('readPreference'), text_types):
        named['read_preference'] = for_driver(named.pop('readPreference'))
    if 'serverSelectionTimeoutMS' in named:
        # These drivers select a server by connecting to it.
        named.setdefault('connectTimeoutMS', named.pop('serverSelectionTimeoutMS'))
    return named


def client_arguments(settings):
    """What to make the client of some settings with.

    :param settings: a `Settings`
    :return: (host, options): the first argument and the keywords of the wrapper's client. Further client arguments
        of the application come last and win.
    """
    host, options = (_for_lazy_driver if DRIVER_CONNECTS_LAZILY else _for_connecting_driver)(settings)
    options.update(settings.client_options if DRIVER_CONNECTS_LAZILY else _legacy_names(settings.client_options))
    return host, options


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
        text = ('%s_URI cannot be used; are its user name and password right, and percent-encoded?' % settings.prefix)
    return next(kind for kind in _KINDS if isinstance(error, kind))(text)
