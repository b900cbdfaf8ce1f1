"""From the ``MONGO_*`` keys of ``app.config`` to one immutable value. Asks no driver and no network."""
import difflib
import re
from collections import namedtuple

from pymongo.errors import InvalidName, InvalidURI

from .compat import preferences
from .compat import uri as uris
from .compat.language import Mapping, integer_types, text_types
from .compat.versions import DRIVER_CONNECTS_LAZILY
from .compat.warn import blame, legacy

#: Every key there is, without its prefix.
KEYS = ('URI', 'HOST', 'PORT', 'DBNAME', 'USERNAME', 'PASSWORD', 'AUTH_SOURCE', 'AUTH_MECHANISM', 'REPLICA_SET',
        'READ_PREFERENCE', 'AUTO_START_REQUEST', 'MAX_POOL_SIZE', 'SOCKET_TIMEOUT_MS', 'CONNECT_TIMEOUT_MS',
        'SERVER_SELECTION_TIMEOUT_MS', 'DOCUMENT_CLASS', 'CONNECT', 'JSON')

#: What an application's JSON can be: Flask's with BSON types besides, or MongoDB Extended JSON for everything.
JSON_FORMATS = ('flask', 'extended')

#: Keys that programs found in ``app.config`` with 0.3, given or not.
_WRITTEN_IF_NOT_GIVEN = ('USERNAME', 'PASSWORD', 'REPLICA_SET', 'READ_PREFERENCE', 'MAX_POOL_SIZE',
                         'SOCKET_TIMEOUT_MS', 'CONNECT_TIMEOUT_MS', 'DOCUMENT_CLASS')

_FIELDS = ('prefix', 'uri', 'hosts', 'dbname', 'username', 'password', 'auth_source', 'auth_mechanism',
           'replica_set', 'read_preference', 'auto_start_request', 'max_pool_size', 'socket_timeout_ms',
           'connect_timeout_ms', 'server_selection_timeout_ms', 'document_class', 'connect', 'json', 'client_options')

#: What a database name must not hold, wherever the server runs.
_FORBIDDEN = ' ./\\"$\0'
_LONGEST = 63  # bytes
_INTEGER = re.compile(r'\s*-?[0-9]{1,99}\s*\Z')
#: Option of a URI: the key that it overwrites.
_FROM_URI = {'authsource': 'AUTH_SOURCE', 'authmechanism': 'AUTH_MECHANISM', 'replicaset': 'REPLICA_SET',
             'maxpoolsize': 'MAX_POOL_SIZE', 'sockettimeoutms': 'SOCKET_TIMEOUT_MS',
             'connecttimeoutms': 'CONNECT_TIMEOUT_MS', 'readpreference': 'READ_PREFERENCE',
             'serverselectiontimeoutms': 'SERVER_SELECTION_TIMEOUT_MS'}


class Settings(namedtuple('Settings', _FIELDS)):
    """What one prefix of one application's configuration says, checked and in one form.

    `hosts` is a tuple of ``host:port`` texts; everything that is not given is None.

    .. versionadded:: 4.0
    """

    __slots__ = ()

    def __repr__(self):
        return '<Settings %s: %s>' % (self.prefix, self.dbname if self.uri is not None
                                      else '%s/%s' % (','.join(self.hosts), self.dbname))


class _Config(object):
    """`app.config` under one prefix."""

    def __init__(self, app, prefix):
        self._config = app.config
        self.prefix = prefix

    def key(self, name):
        return '%s_%s' % (self.prefix, name)

    def get(self, name):
        """The value of a key; None for '' as well, which is how files and environments say nothing."""
        value = self._config.get(self.key(name))
        return None if isinstance(value, text_types) and not value else value

    def set(self, name, value):
        self._config[self.key(name)] = value

    def integer(self, name):
        value = self.get(name)
        if value is None:
            return None
        if isinstance(value, text_types) and _INTEGER.match(value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, integer_types):
            raise TypeError('%s must be an integer' % self.key(name))
        return int(value)

    def amount(self, name):
        """An integer that is not negative."""
        value = self.integer(name)
        if value is not None and value < 0:
            raise ValueError('%s must be 0 or more, not %d' % (self.key(name), value))
        return value

    def text(self, name):
        value = self.get(name)
        if value is not None and not isinstance(value, text_types):
            raise TypeError('%s must be text, not %s' % (self.key(name), type(value).__name__))
        return value

    def boolean(self, name):
        value = self.get(name)
        if isinstance(value, text_types) and value.strip().lower() in ('true', 'false'):
            return value.strip().lower() == 'true'
        if value is not None and not isinstance(value, bool):
            raise TypeError('%s must be True or False, not %r' % (self.key(name), value))
        return value


def warn_of_unknown_keys(app, prefix):
    """Warn of every key that has the prefix and is none, naming the nearest one that is."""
    start = prefix + '_'
    for key in sorted(name for name in app.config if isinstance(name, text_types) and name.startswith(start)):
        name = key[len(start):]
        if name in KEYS or any(name.endswith('_' + known) for known in KEYS):
            continue  # the latter belongs to a longer prefix
        near = difflib.get_close_matches(name, KEYS, n=1, cutoff=0)
        blame('unknown configuration key %s: it has no effect; did you mean %s%s?' % (key, start, near[0]),
              UserWarning)


def check_database_name(name, key, is_app_name):
    """Raise InvalidName, saying what to set, for a name that no database can have."""
    if not isinstance(name, text_types):
        raise TypeError('%s must be text, not %s' % (key, type(name).__name__))
    bad = sorted(set(name) & set(_FORBIDDEN))
    is_long = len(name if isinstance(name, bytes) else name.encode('utf-8')) > _LONGEST
    if name and not bad and not is_long:
        return
    why = 'is empty' if not name else 'is longer than %d bytes' % _LONGEST if is_long \
        else 'contains %s' % ', '.join(repr(letter) for letter in bad)
    whose = 'the name of the application, which is used because %s is not set,' % key if is_app_name else key
    raise InvalidName('%s cannot be the name of a database: %r %s. Set %s to the name of your database.'
                      % (whose, name, why, key))


def _address(name, port, key):
    """One entry of HOST as ``host:port``."""
    if uris.is_socket(name):
        return name
    host, colon, own_port = name.rpartition(':')
    if name.startswith('[') and name.endswith(']') or not colon:
        return '%s:%d' % (name, port)
    if ':' in host and not (host.startswith('[') and host.endswith(']')):
        raise ValueError('%s has an IPv6 address without brackets: write [%s]' % (key, name))
    if not own_port.isdigit() or not 0 < int(own_port) < 65536:
        raise ValueError('%s has a port that is no number from 1 to 65535: %r' % (key, own_port))
    return '%s:%d' % (host, int(own_port))


def _hosts(config):
    host = config.text('HOST') or 'localhost'
    port = config.integer('PORT')
    port = 27017 if port is None else port
    if not 0 < port < 65536:
        raise ValueError('%s must be from 1 to 65535, not %d' % (config.key('PORT'), port))
    names = [name.strip() for name in host.split(',') if name.strip()]
    if any('/' in name or '@' in name for name in names if not uris.is_socket(name)):
        raise ValueError('%s is a list of hosts; a URI goes into %s' % (config.key('HOST'), config.key('URI')))
    return tuple(_address(name, port, config.key('HOST')) for name in names), port


def _apply_uri(config, uri):
    """Overwrite the other keys with what a URI says, as 0.3 does."""
    try:
        parts = uris.split(uris.tidy(uri))
    except InvalidURI as error:
        reason = str(error)
    else:
        reason = None
    if reason is not None:  # outside the handler: the traceback of the first error shows the URI
        raise InvalidURI('%s: %s' % (config.key('URI'), reason))
    if parts.database:
        config.set('DBNAME', parts.database)
    config.set('USERNAME', parts.username)
    config.set('PASSWORD', parts.password)
    for option, value in parts.options:
        name = _FROM_URI.get(option.lower())
        if name is not None:
            config.set(name, int(value) if _INTEGER.match(value) else uris.unquote(value))
    if parts.hosts and parts.scheme == 'mongodb://':
        config.set('HOST', ','.join(parts.hosts))
    return parts


def _read_preference(config):
    value = config.get('READ_PREFERENCE')
    if value is None:
        return None
    try:
        preferences.mode_of(value)
    except ValueError as error:
        raise ValueError('%s: %s' % (config.key('READ_PREFERENCE'), error))
    return value


def _document_class(config):
    value = config.get('DOCUMENT_CLASS')
    if value is not None and not (isinstance(value, type) and issubclass(value, Mapping)):
        raise TypeError('%s must be a mapping class such as bson.son.SON, not %r'
                        % (config.key('DOCUMENT_CLASS'), value))
    return value


def _json(config):
    value = config.get('JSON')
    if value is None:
        return JSON_FORMATS[0]
    if value not in JSON_FORMATS:
        raise ValueError('%s must be %s, not %r' % (config.key('JSON'), ' or '.join(map(repr, JSON_FORMATS)), value))
    return value


def _auto_start_request(config, has_uri):
    value = config.get('AUTO_START_REQUEST')
    if value is None:
        return not has_uri
    if not isinstance(value, bool):
        raise TypeError('%s must be True or False, not %r' % (config.key('AUTO_START_REQUEST'), value))
    if DRIVER_CONNECTS_LAZILY:
        legacy(config.key('AUTO_START_REQUEST'), 'nothing: drivers from 3.0 on have no requests', '3.0')
    return value


def _credentials(config):
    username, password = config.text('USERNAME'), config.text('PASSWORD')
    mechanism = config.text('AUTH_MECHANISM')
    without_password = mechanism in ('MONGODB-X509', 'GSSAPI', 'MONGODB-AWS', 'MONGODB-OIDC')
    if (username is None) != (password is None) and not (without_password and password is None):
        raise Exception('Must set both %s and %s or neither: %s is missing'
                        % (config.key('USERNAME'), config.key('PASSWORD'),
                           config.key('USERNAME' if username is None else 'PASSWORD')))
    return username, password, mechanism


def read(app, prefix, uri=None, client_options=None):
    """Read and check the configuration of an application under one prefix.

    What was not given and what a URI says are written into ``app.config``, as Flask-PyMongo 0.3 did.

    :param app: the Flask application
    :param prefix: the prefix of its keys, without the underscore
    :param uri: a URI given in code; then the configuration is asked for `JSON` only
    :param client_options: further options for the client
    :return: a :class:`Settings`
    :raises TypeError: for a value of a wrong type, naming its key
    :raises ValueError: for one out of range
    :raises Exception: for half a credential
    :raises pymongo.errors.InvalidName: for a name that no database can have
    :raises pymongo.errors.InvalidURI: without the URI in its text

    .. versionadded:: 4.0
    """
    if uri is not None:
        return _from_argument(_Config(app, prefix), uri, client_options or {})
    config = _Config(app, prefix)
    warn_of_unknown_keys(app, prefix)
    uri = config.text('URI')
    auto_start_request = _auto_start_request(config, uri is not None)
    parts = None if uri is None else _apply_uri(config, uri)
    named = config.get('DBNAME')
    dbname = app.name if named is None else named
    check_database_name(dbname, config.key('DBNAME'), named is None)
    if parts is None:
        hosts, port = _hosts(config)
    else:
        # Its hosts without a port have the default one, whatever PORT says.
        hosts = tuple(_address(name, 27017, config.key('URI')) for name in parts.hosts)
    config.set('DBNAME', dbname)
    if parts is None:
        config.set('HOST', config.get('HOST') or 'localhost')
        config.set('PORT', port)
    for name in _WRITTEN_IF_NOT_GIVEN:
        app.config.setdefault(config.key(name), None)
    username, password, mechanism = _credentials(config)
    return Settings(
        prefix=prefix, uri=None if uri is None else uris.tidy(uri), hosts=hosts, dbname=dbname, username=username,
        password=password, auth_source=config.text('AUTH_SOURCE'), auth_mechanism=mechanism,
        replica_set=config.text('REPLICA_SET'), read_preference=_read_preference(config),
        auto_start_request=auto_start_request, max_pool_size=config.amount('MAX_POOL_SIZE'),
        socket_timeout_ms=config.amount('SOCKET_TIMEOUT_MS'),
        connect_timeout_ms=config.amount('CONNECT_TIMEOUT_MS'),
        server_selection_timeout_ms=config.amount('SERVER_SELECTION_TIMEOUT_MS'),
        document_class=_document_class(config), connect=config.boolean('CONNECT'), json=_json(config),
        client_options=dict(client_options or {}))


def _from_argument(config, uri, client_options):
    """The settings of a URI given in code: what it says; how JSON is written is none of its business."""
    parts = uris.split(uris.tidy(uri))
    if parts.database is not None:
        check_database_name(parts.database, 'the database of the URI', False)
    nothing = dict.fromkeys(_FIELDS)
    nothing.update(prefix=config.prefix, uri=uris.tidy(uri), hosts=parts.hosts, dbname=parts.database,
                   username=parts.username, password=parts.password, replica_set=parts.option('replicaSet'),
                   auto_start_request=False, json=_json(config), client_options=dict(client_options))
    return Settings(**nothing)
