"""The legacy calls of a client, in terms of the modern ones."""
import warnings
from collections import OrderedDict

import pymongo
from pymongo.errors import ConfigurationError, OperationFailure, PyMongoError

from .. import uri as uris
from ..indexes import IndexCache
from ..language import Mapping, text_types
from ..options import LEGACY_POSITIONS, keep_representations, modern_uri, modernise, positional
from ..versions import DRIVER_REOPENS_AFTER_CLOSE
from ..warn import legacy

_Driver = pymongo.MongoClient
_CREDENTIALS = ('username', 'password', 'authSource', 'authMechanism', 'authMechanismProperties')
_NEED_A_PASSWORD = ('DEFAULT', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'PLAIN')
_list_names = getattr(_Driver, 'list_database_names', None) or _Driver.database_names


def _seeds(host, port):
    """The (host, port) pairs a client is told, as far as they are there without asking the network."""
    seeds = []
    for entity in [host] if isinstance(host, text_types) else host:
        names = uris.split(entity).hosts if uris.is_uri(entity) else entity.split(',')
        for name in names:
            address, _, own_port = name.strip().rpartition(':')
            if own_port.isdigit():
                seeds.append((address.strip('[]'), int(own_port)))
            else:
                seeds.append((name.strip().strip('[]'), port))
    return seeds


class ClientDialect(object):
    """What left the driver's client at 3.0 or 4.0, or means something else there."""

    #: Whether legacy writes wait for the server when nothing else is said.
    _safe_by_default = True
    _legacy_positions = LEGACY_POSITIONS
    _codec_options_set = None

    def __init__(self, host=None, port=None, *args, **kwargs):
        options, safe = modernise(positional(args, kwargs, self._legacy_positions))
        host = _Driver.HOST if host is None else host
        if uris.is_uri(host):
            host, from_uri, safe_in_uri = modern_uri(uris.normal(uris.tidy(host)))
            options = dict(from_uri, **options)
            safe = safe_in_uri if safe is None else safe
            keep_representations(options, host)
        else:
            keep_representations(options)
        self._safe = self._safe_by_default if safe is None else safe
        self._index_cache = IndexCache()
        self._made_with = (host, port, options)
        self._logged_in = OrderedDict()
        super(ClientDialect, self).__init__(host, port, **options)

    def _make_again(self, **changes):
        """Give this very object new connections; everything that refers to it goes on.

        The old ones are closed after the new ones are in place, so that running operations can finish.
        """
        host, port, options = self._made_with
        old = object.__new__(_Driver)
        old.__dict__.update(self.__dict__)
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # whatever there is to say about the options was said the first time
            super(ClientDialect, self).__init__(host, port, **dict(options, connect=False, **changes))
        _Driver.close(old)

    def close(self):
        """Close all connections. The client connects again when it is used again, as clients did up to 3.13."""
        if DRIVER_REOPENS_AFTER_CLOSE:
            super(ClientDialect, self).close()
        else:
            self._make_again(**self._credentials())

    def disconnect(self):
        """Close all connections. Legacy, up to 2.9; the modern equivalent is ``close``."""
        legacy('MongoClient.disconnect', 'close', '3.0')
        self.close()

    def alive(self):
        """Whether the server answers. Never raises. Legacy, up to 2.9; modern programs send a ping."""
        legacy('MongoClient.alive', "admin.command('ping')", '3.0')
        try:
            self.admin.command('ping')
        except PyMongoError:
            return False
        return True

    # Where and what

    def _address(self):
        host, port, options = self._made_with
        seeds = _seeds(host, _Driver.PORT if port is None else port)
        is_set = options.get('replicaSet') or uris.is_uri(host) and (
            uris.split(host).option('replicaSet') or host.startswith('mongodb+srv'))
        if len(seeds) == 1 and not is_set:
            return seeds[0]
        return self.address or (None, None)

    @property
    def host(self):
        """The host this client is connected to, or will be. Legacy, up to 2.9; modern: ``address[0]``."""
        return self._address()[0]

    @property
    def port(self):
        """The port this client is connected to, or will be. Legacy, up to 2.9; modern: ``address[1]``."""
        return self._address()[1]

    @property
    def codec_options(self):
        """How documents are encoded and decoded, for databases made from now on."""
        return self._codec_options_set or super(ClientDialect, self).codec_options

    @property
    def document_class(self):
        """The class of documents found. Legacy, up to 2.9; modern: ``codec_options.document_class``.

        Can be set; databases made before keep theirs.
        """
        return self.codec_options.document_class

    @document_class.setter
    def document_class(self, document_class):
        if not (isinstance(document_class, type) and issubclass(document_class, Mapping)):
            raise TypeError('document_class must be a mapping class, not %r' % (document_class,))
        self._codec_options_set = self.codec_options._replace(document_class=document_class)
        self._children.clear()

    @property
    def tz_aware(self):
        """Whether datetimes found are aware. Legacy, up to 2.9; modern: ``codec_options.tz_aware``."""
        return self.codec_options.tz_aware

    max_pool_size = getattr(_Driver, 'max_pool_size', None) or property(
        lambda client: client.options.pool_options.max_pool_size,
        doc='The size of the pool. Legacy, up to 3.13; modern: ``options.pool_options.max_pool_size``.')

    # Databases

    def database_names(self, session=None):
        """The names of the databases. Legacy, up to 3.13; the modern equivalent is ``list_database_names``.

        :return: a list of text
        """
        legacy('MongoClient.database_names', 'list_database_names', '4.0')
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
