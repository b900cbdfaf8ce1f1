"""From the ``MONGO_*`` keys of ``app.config`` to one immutable value. Asks no driver and no network."""
import difflib
import re
from collections import namedtuple

from pymongo.errors import InvalidName, InvalidURI

from . import configuration_keys, profiles
from .compat import preferences
from .compat import uri as uris
from .compat.language import Mapping, integer_types, is_decimal, text_types
from .compat.versions import DRIVER_HAS_REQUESTS
from .compat.warn import blame, legacy

#: Every key there is, without its prefix.
KEYS = tuple(key.name for key in configuration_keys.KEYS)

#: What an application's JSON can be: Flask's with BSON types besides, or MongoDB Extended JSON for everything.
JSON_FORMATS = ('flask', 'extended')

_FIELDS = ('prefix', 'server_key') + tuple(key.field for key in configuration_keys.KEYS if key.field) + (
    'client_options',)
_FROM_URI = dict((key.uri_option.lower(), key.name) for key in configuration_keys.KEYS if key.uri_option)
#: Log-ins that prove who one is by other means than a password.
_WITHOUT_PASSWORD = ('MONGODB-X509', 'GSSAPI', 'MONGODB-AWS', 'MONGODB-OIDC')
#: Log-ins that need no user in the configuration.
_WITHOUT_USER = ('MONGODB-X509', 'MONGODB-AWS', 'MONGODB-OIDC')
_DEFAULT_PORT = 27017

#: What a database name must not hold, wherever the server runs.
_FORBIDDEN = ' ./\\"$\0'
_LONGEST = 63  # bytes
_INTEGER = r'\s*-?[0-9]{1,99}\s*\Z'


class Settings(namedtuple('Settings', _FIELDS)):
    """What one prefix of one application's configuration says, checked and in one form.

    `hosts` is a tuple of ``host:port`` texts, `server_key` the key that names them; everything that is not given is
    None.

    .. versionadded:: 4.0
    """

    __slots__ = ()

    @property
    def profile(self):
        """The :class:`Profile` of the release that the application was written for."""
        return profiles.profile(self.api, 'API')

    @property
    def tz_aware(self):
        """Whether documents and JSON have datetimes with a time zone."""
        if 'tz_aware' in self.client_options:
            return bool(self.client_options['tz_aware'])
        if self.profile.tz_aware or self.uri is None:
            return self.profile.tz_aware
        return (uris.split(self.uri).option('tz_aware') or '').lower() == 'true'

    def __repr__(self):
        return '<Settings %s: %s>' % (self.prefix, self.dbname if self.uri is not None
                                      else '%s/%s' % (','.join(self.hosts), self.dbname))


class _Config(object):
    """The keys of one prefix in `app.config`, and what a URI says in their place.

    Nothing is written into `app.config` before `write_back`, so a configuration that is refused stays as it was.
    """

    def __init__(self, app, prefix):
        self._config = app.config
        self.prefix = prefix
        self._overwritten = {}

    def key(self, name):
        """The whole name of a key."""
        return '%s_%s' % (self.prefix, name)

    def get(self, name):
        """The value of a key; None for '' as well, which is how files and environments say nothing."""
        value = self._overwritten[name] if name in self._overwritten else self._config.get(self.key(name))
        return None if isinstance(value, text_types) and not value else value

    def overwrite(self, name, value):
        """Put a value in the place of the one in `app.config`."""
        self._overwritten[name] = value

    def read(self, key):
        """The value of a row of the table, checked as its kind says; None if it is not given."""
        value = self.get(key.name)
        return None if value is None else _READERS[key.kind](value, self.key(key.name))

    def read_profile(self):
        """The release that the application was written for: `API`, or what the environment says."""
        name = self.read(_KEYS_BY_NAME['API'])
        return profiles.of_process() if name is None else profiles.profile(name, self.key('API'))

    def write_back(self):
        """Put what overwrites other values into `app.config`, and None for what programs of 0.3 expect there."""
        for name, value in self._overwritten.items():
            self._config[self.key(name)] = value
        for key in configuration_keys.KEYS:
            if key.written_back:
                self._config.setdefault(self.key(key.name), None)


# One reader for each kind of key: it takes a value that is given and the whole name of its key.

def _integer(value, key):
    if isinstance(value, text_types) and re.match(_INTEGER, value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, integer_types):
        raise TypeError('%s must be an integer' % key)
    return int(value)


def _amount(value, key):
    value = _integer(value, key)
    if value < 0:
        raise ValueError('%s must be 0 or more, not %d' % (key, value))
    return value


def _port(value, key):
    value = _integer(value, key)
    if not 0 < value < 65536:
        raise ValueError('%s must be from 1 to 65535, not %d' % (key, value))
    return value


def _text(value, key):
    if not isinstance(value, text_types):
        raise TypeError('%s must be text, not %s' % (key, type(value).__name__))
    return value


def _hosts(value, key):
    """HOST as one text, the entries of a list with commas between them."""
    if isinstance(value, (list, tuple)):
        return ','.join(_text(name, key) for name in value)
    return _text(value, key)


def _strict_boolean(value, key):
    if not isinstance(value, bool):
        raise TypeError('%s must be True or False, not %r' % (key, value))
    return value


def _boolean(value, key):
    if isinstance(value, text_types) and value.strip().lower() in ('true', 'false'):
        return value.strip().lower() == 'true'
    return _strict_boolean(value, key)


def _read_preference(value, key):
    try:
        preferences.mode_of(value)
    except ValueError as error:
        raise ValueError('%s: %s' % (key, error))
    return value


def _mapping_class(value, key):
    if not (isinstance(value, type) and issubclass(value, Mapping)):
        raise TypeError('%s must be a mapping class such as bson.son.SON, not %r' % (key, value))
    return value


def _json_format(value, key):
    if value not in JSON_FORMATS:
        raise ValueError('%s must be %s, not %r' % (key, ' or '.join(map(repr, JSON_FORMATS)), value))
    return value


def _profile(value, key):
    return profiles.profile(value, key).name


_READERS = {'uri': _text, 'hosts': _hosts, 'port': _port, 'amount': _amount, 'text': _text, 'boolean': _boolean,
            'strict_boolean': _strict_boolean, 'mapping_class': _mapping_class, 'read_preference': _read_preference,
            'json_format': _json_format, 'profile': _profile}
_KEYS_BY_NAME = dict((key.name, key) for key in configuration_keys.KEYS)


def unknown_keys(app, prefix):
    """The keys that have the prefix and are none, each with the nearest one that is: [(key, nearest)].

    .. versionadded:: 4.0
    """
    start, found = prefix + '_', []
    for key in sorted(name for name in list(app.config) if isinstance(name, text_types) and name.startswith(start)):
        name = key[len(start):]
        if name in KEYS or any(name.endswith('_' + known) for known in KEYS):
            continue  # the latter belongs to a longer prefix
        found.append((key, start + difflib.get_close_matches(name, KEYS, n=1, cutoff=0)[0]))
    return found


def warn_of_unknown_keys(app, prefix):
    """Warn of every key that has the prefix and is none, naming the nearest one that is."""
    for key, nearest in unknown_keys(app, prefix):
        blame('unknown configuration key %s: it has no effect; did you mean %s?' % (key, nearest), UserWarning)


def check_database_name(name, key, is_app_name):
    """Raise InvalidName, saying what to set, for a name that no database can have."""
    _text(name, key)
    bad = sorted(set(name) & set(_FORBIDDEN))
    is_long = len(name if isinstance(name, bytes) else name.encode('utf-8')) > _LONGEST
    if name and not bad and not is_long:
        return
    shown = 'this' if '@' in name or '://' in name else repr(name)  # it may be a URI with a password
    why = 'is empty' if not name else 'is longer than %d bytes' % _LONGEST if is_long \
        else 'contains %s' % ', '.join(repr(letter) for letter in bad)
    whose = 'the name of the application, which is used because %s is not set,' % key if is_app_name else key
    raise InvalidName('%s cannot be the name of a database: %s %s. Set %s to the name of your database.'
                      % (whose, shown, why, key))


def _address(name, port, key):
    """One entry of HOST as ``host:port``."""
    if uris.is_socket(uris.unquote(name)):
        return name
    host, colon, own_port = name.rpartition(':')
    if name.startswith('[') and name.endswith(']') or not colon:
        return '%s:%d' % (name, port)
    if ':' in host and not (host.startswith('[') and host.endswith(']')):
        raise ValueError('%s has an IPv6 address without brackets: write [%s]' % (key, name))
    if not is_decimal(own_port) or not 0 < int(own_port) < 65536:
        raise ValueError('%s has a port that is no number from 1 to 65535: %r' % (key, own_port))
    return '%s:%d' % (host, int(own_port))


def _addresses(hosts, port, key):
    """The value of HOST as a tuple of ``host:port``."""
    names = [name.strip() for name in hosts.split(',') if name.strip()]
    if any('/' in name or '@' in name for name in names if not uris.is_socket(name)):
        raise ValueError('%s must be a list of hosts or begin with mongodb://' % key)
    return tuple(_address(name, port, key) for name in names)


def _split(uri, key):
    """The parts of a URI, or an error that names its key."""
    try:
        return uris.split(uri)
    except InvalidURI as error:
        reason = str(error)
    # Outside of the handler: the traceback of the first error shows the URI.
    raise InvalidURI('%s: %s' % (key, reason))


def _overwrite_from_uri(config, parts):
    """Let a URI overwrite the other keys, as 0.3 does."""
    if parts.database:
        if config.get('DBNAME') not in (None, parts.database):
            blame('%s names the database %s; %s, which names another, has no effect'
                  % (config.key('URI'), repr(parts.database).lstrip('u'), config.key('DBNAME')), UserWarning)
        config.overwrite('DBNAME', parts.database)
    config.overwrite('USERNAME', parts.username)
    config.overwrite('PASSWORD', parts.password)
    for option, value in parts.options:
        name = _FROM_URI.get(option.lower())
        if name is not None and value:
            config.overwrite(name, int(value) if re.match(_INTEGER, value) else uris.unquote(value))
    config.overwrite('HOST', ','.join(parts.hosts))


def _with_port(parts, uri, port):
    """A URI of HOST: its hosts have the port of PORT if they do not name one."""
    if port is None or parts.scheme != uris.SCHEMES[0]:
        return uri
    hosts = tuple(_address(name, port, 'HOST') for name in parts.hosts)
    return parts._replace(hosts=hosts).with_options(parts.options)


def _check_credentials(config, values, is_from_uri):
    username, password = values['username'], values['password']
    mechanism = values['auth_mechanism']
    if username is None and mechanism is not None and mechanism not in _WITHOUT_USER and not is_from_uri:
        raise Exception('%s is %s, which needs a user: set %s' % (config.key('AUTH_MECHANISM'), mechanism,
                                                                 config.key('USERNAME')))
    if values['auth_mechanism'] in _WITHOUT_PASSWORD and not password:
        return
    if bool(username) != bool(password):
        raise Exception('Must set both %s and %s or neither: %s is missing'
                        % (config.key('USERNAME'), config.key('PASSWORD'),
                           config.key('PASSWORD' if username else 'USERNAME')))


def _tls(config, values):
    """Whether there is TLS: as `TLS` says, or if any other key is about it."""
    given = [key.name for key in configuration_keys.KEYS
             if key.name.startswith('TLS_') and values[key.field] is not None]
    if given and values['tls'] is False:
        raise ValueError('%s is False, so %s would have no effect' % (config.key('TLS'), config.key(given[0])))
    return True if given else values['tls']


def _database_name(config, app, has_uri, profile):
    """The name of the database; None if it would be the application's, which cannot be one, beside a URI."""
    given = config.get('DBNAME')
    if given is None and not profile.names_database:
        return None
    name = app.name if given is None else given
    try:
        check_database_name(name, config.key('DBNAME'), given is None)
    except InvalidName:
        if given is not None or not has_uri:
            raise
        return None  # many programs beside a URI never ask for `mongo.db`
    return name


def _auto_start_request(config, given, has_uri):
    if given is None:
        return not has_uri
    if not DRIVER_HAS_REQUESTS:
        until = DRIVER_HAS_REQUESTS.until
        legacy(config.key('AUTO_START_REQUEST'), 'nothing: drivers from %s on have no requests' % until, until)
    return given


def profile_of(app, prefix):
    """The :class:`Profile` of the release that an application was written for.

    :raises ValueError: if its `API`, or that of the environment, is none

    .. versionadded:: 4.0
    """
    return _Config(app, prefix).read_profile()


def read(app, prefix, uri=None, client_options=None):
    """Read and check the configuration of an application under one prefix.

    What was not given and what a URI says are written into ``app.config``, as Flask-PyMongo 0.3 did, if the application
    was written for it.

    :param app: the Flask application
    :param prefix: the prefix of its keys, without the underscore
    :param uri: a URI given in code; then the configuration is asked for `API`, `JSON` and `STRICT` only
    :param client_options: further options for the client
    :return: a :class:`Settings`
    :raises TypeError: for a value of a wrong type, naming its key
    :raises ValueError: for one out of range, or if there is no URI and the release (`API`) needs one
    :raises Exception: for half a credential
    :raises pymongo.errors.InvalidName: for a name that no database can have
    :raises pymongo.errors.InvalidURI: without the URI in its text

    .. versionadded:: 4.0
    """
    config = _Config(app, prefix)
    if uri is not None:
        return _from_argument(config, uri, client_options)
    warn_of_unknown_keys(app, prefix)
    profile = config.read_profile()
    uri, parts = config.get('URI'), None
    if uri is None and profile.needs_uri:
        raise ValueError("You must specify a URI: set %s in the configuration or give one to PyMongo. (%s = '%s': it "
                         "may be left out with '%s' only.)" % (config.key('URI'), config.key('API'), profile.name,
                                                               profiles.DEFAULT.name))
    if uri is not None:
        uri = uris.tidy(_text(uri, config.key('URI')))
        parts = _split(uri, config.key('URI'))
        _overwrite_from_uri(config, parts)
    # A URI says which port its hosts have, so PORT may be anything then.
    values = dict((key.field or key.name, config.read(key)) for key in configuration_keys.KEYS
                  if uri is None or key.kind not in ('hosts', 'port'))
    _check_credentials(config, values, parts is not None and parts.option('authMechanism') is not None)
    values['tls'] = _tls(config, values)
    values.update(_server(config, values, uri, parts))
    values['dbname'] = _database_name(config, app, uri is not None, profile)
    values['auto_start_request'] = _auto_start_request(config, values['auto_start_request'], uri is not None)
    values.update(api=profile.name, json=values['json'] or profile.json)
    config.overwrite('DBNAME', values['dbname'])
    config.overwrite('AUTO_START_REQUEST', values['auto_start_request'])
    if isinstance(values['read_preference'], text_types):
        config.overwrite('READ_PREFERENCE', preferences.for_driver(values['read_preference']))
    if not profile.needs_uri:
        config.write_back()
    return Settings(prefix=prefix, client_options=dict(client_options or {}), **values)


def _server(config, values, uri, parts):
    """Where the server is: the fields `uri`, `hosts`, `server_key` and `replica_set`."""
    port = values.pop('PORT', None)
    if uri is not None:
        config.overwrite('PORT', config.get('PORT') or _DEFAULT_PORT)
        key = 'URI'
    else:
        host = values['hosts'] or 'localhost'
        config.overwrite('PORT', port or _DEFAULT_PORT)
        config.overwrite('HOST', config.get('HOST') or host)
        key = 'HOST'
        if not uris.is_uri(host):
            return {'hosts': _addresses(host, port or _DEFAULT_PORT, config.key(key)), 'server_key': key}
        uri = uris.tidy(host)
        parts = _split(uri, config.key(key))
        uri = _with_port(parts, uri, port)
    hosts = tuple(_address(name, port or _DEFAULT_PORT, config.key(key)) for name in parts.hosts)
    return {'uri': uri, 'hosts': hosts, 'server_key': key,
            'replica_set': values['replica_set'] or parts.option('replicaSet') or None}


def _from_argument(config, uri, client_options):
    """The settings of a URI given in code: what it says; what is no option of a client is none of its business."""
    parts = uris.split(uris.tidy(uri))
    if parts.database is not None:
        check_database_name(parts.database, 'the database of the URI', False)
    profile = config.read_profile()
    nothing = dict.fromkeys(_FIELDS)
    nothing.update(prefix=config.prefix, uri=uris.tidy(uri), hosts=parts.hosts, dbname=parts.database,
                   username=parts.username, password=parts.password, replica_set=parts.option('replicaSet') or None,
                   server_key='URI', auto_start_request=False, api=profile.name,
                   json=config.read(_KEYS_BY_NAME['JSON']) or profile.json,
                   strict=config.read(_KEYS_BY_NAME['STRICT']), client_options=dict(client_options or {}))
    return Settings(**nothing)
