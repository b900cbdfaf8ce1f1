"""Options of a client: from the legacy names to those that the installed driver knows."""
from pymongo import common

from . import tls
from . import uri as uris
from .language import integer_types, unquote_plus
from .preferences import PRIMARY_PREFERRED, for_driver, mode_of
from .reply_decoding import UUID_REGISTRY
from .versions import DRIVER_HEEDS_WTIMEOUTMS, DRIVER_NEEDS_UUID_REPRESENTATION
from .warn import legacy

#: Positional order of the clients of 2.x after host and port, and of the modern one.
LEGACY_POSITIONS = ('max_pool_size', 'document_class', 'tz_aware', '_connect')
MODERN_POSITIONS = ('document_class', 'tz_aware', 'connect', 'type_registry')
#: Connection had one more, the network timeout in seconds.
CONNECTION_POSITIONS = ('max_pool_size', 'network_timeout', 'document_class', 'tz_aware', '_connect')


def _is_true(value):
    return value is True or str(value).lower() == 'true'


#: To drivers, None is a value of these options: no limit.
_NONE_IS_A_VALUE = ('max_pool_size', 'maxpoolsize', 'sockettimeoutms', 'connecttimeoutms', 'waitqueuetimeoutms',
                    'maxidletimems')


def given(options):
    """Keywords of a client without those that are None, which is like leaving them out."""
    return dict((name, value) for name, value in options.items()
                if value is not None or name.lower() in _NONE_IS_A_VALUE)


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


class _Modern(object):
    """The options of a modern client while they are put together."""

    def __init__(self):
        self.options = {}
        self.safe = None
        self.slave_okay = False
        self.tag_sets = None


# What an option of the legacy dialect becomes: each takes a _Modern, the modern name and the value.

def _rename(modern, name, value):
    modern.options[name] = value


def _drop(modern, name, value):
    """Drivers do now what it asked for, or cannot do it, whatever its value is."""


def _safe(modern, name, value):
    modern.safe = _is_true(value)


def _slave_okay(modern, name, value):
    modern.slave_okay = _is_true(value)


def _tag_sets(modern, name, value):
    modern.tag_sets = value


def _network_timeout(modern, name, value):
    modern.options['socketTimeoutMS'] = value * 1000


def _service_name(modern, name, value):
    modern.options['authMechanismProperties'] = 'SERVICE_NAME:' + value


def _wtimeout(modern, name, value):
    modern.options['wTimeoutMS' if DRIVER_HEEDS_WTIMEOUTMS else 'wtimeout'] = value


def _read_preference(modern, name, value):
    if not hasattr(value, 'mode'):
        legacy('the option read_preference that is no object', 'an object of pymongo.ReadPreference', '3.0')
    modern.options['read_preference'] = for_driver(value)


_NOTHING = 'nothing: it has no effect any more'
_SLAVE_OKAY = "readPreference='primaryPreferred'"
#: A legacy option in lower case: the modern equivalent, the first driver without it, and what translates it.
_LEGACY = {
    'safe': ('w=1 or w=0', '3.0', _safe),
    'slave_okay': (_SLAVE_OKAY, '3.0', _slave_okay),
    'slaveok': (_SLAVE_OKAY, '3.0', _slave_okay),
    'auto_start_request': ('acknowledged writes', '3.0', _drop),
    'use_greenlets': (_NOTHING, '3.0', _drop),
    'socketkeepalive': (_NOTHING, '3.0', _drop),
    'waitqueuemultiple': (_NOTHING, '3.0', _drop),
    'tag_sets': ('a read preference with tag sets', '3.0', _tag_sets),
    'network_timeout': ('socketTimeoutMS, in milliseconds', '3.0', _network_timeout),
    'max_pool_size': ('maxPoolSize', '4.0', _rename),
    '_connect': ('connect', '4.0', _rename),
    'j': ('journal', '4.0', _rename),
    'wtimeout': ('wTimeoutMS', '4.0', _wtimeout),
    'gssapiservicename': ('authMechanismProperties=SERVICE_NAME:...', '3.0', _service_name),
    'secondary_acceptable_latency_ms': ('localThresholdMS', '4.0', _rename),
    'secondaryacceptablelatencyms': ('localThresholdMS', '4.0', _rename),
}
#: Those that a URI cannot have.
_NOT_IN_A_URI = ('tag_sets', 'network_timeout', 'read_preference')
#: Options of the modern dialect that need another name or value on this driver.
_MODERN = {'read_preference': _read_preference}
if not DRIVER_HEEDS_WTIMEOUTMS:
    _MODERN['wtimeoutms'] = _wtimeout


#: How to log in. Drivers ignore a value that they do not know, in a URI, and log in otherwise, or not at all.
_LOG_IN = ('authmechanism', 'authmechanismproperties')
#: The newest drivers do not know it and log in by SCRAM, which every server wants that they can talk to.
_REPLACED_BY_SCRAM = 'MONGODB-CR'


def _require_known(options):
    """Raise the driver's own error for a way to log in, in a URI, that it does not know."""
    for name, value in options:
        if name.lower() in _LOG_IN and value and value != _REPLACED_BY_SCRAM:
            common.validate(name, unquote_plus(value))


def modernise(options):
    """Translate the legacy options of a client, from keywords or a URI, for drivers that no longer know them.

    :return: (options, safe): the driver's options, and what `safe` says, None if nothing
    :raises ConfigurationError: for what has no modern equivalent
    """
    modern = _Modern()
    for name, value in tls.for_driver(given(options)).items():
        if name.lower() in _LEGACY:
            equivalent, since, translate = _LEGACY[name.lower()]
            legacy('the option %s' % name, equivalent, since)
            translate(modern, equivalent, value)
        else:
            _MODERN.get(name.lower(), _rename)(modern, name, value)
    if (modern.slave_okay or modern.tag_sets is not None) and 'readPreference' not in modern.options:
        modern.options['read_preference'] = _with_tags(modern)
    return modern.options, modern.safe


def _with_tags(modern):
    from pymongo.read_preferences import make_read_preference
    preference = modern.options.get('read_preference')
    mode = 0 if preference is None else mode_of(preference)
    return make_read_preference(mode or (PRIMARY_PREFERRED if modern.slave_okay else 0), modern.tag_sets)


def modern_uri(uri):
    """A URI without its legacy options and those about TLS, which drivers that do not know them refuse or ignore.

    :return: (uri, keywords, safe): the rest of the URI, what the legacy options became, and what `safe` says
    :raises ValueError: for a way to log in that the driver does not know
    """
    uri, tls_options = tls.out_of_uri(uri)
    parts = uris.split(uri)
    _require_known(parts.options)
    legacy_ones, others = {}, []
    for name, value in parts.options:
        known = name.lower()
        if known not in _NOT_IN_A_URI and (known in _LEGACY or known in _MODERN):
            legacy_ones[name] = value
        else:
            others.append((name, value))
    if not legacy_ones:
        return uri, tls_options, None
    keywords, safe = modernise(legacy_ones)
    return parts.with_options(others), dict(keywords, **tls_options), safe


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
            options['type_registry'] = UUID_REGISTRY
    return options
