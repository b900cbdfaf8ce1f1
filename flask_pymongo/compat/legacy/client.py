"""The legacy calls of a client, in terms of the modern ones."""
import pymongo
from pymongo.errors import ConfigurationError, OperationFailure, PyMongoError

from .. import uri as uris
from ..indexes import IndexCache
from ..language import text_types
from ..options import LEGACY_POSITIONS, keep_representations, modern_uri, modernise, positional
from ..versions import DRIVER_REOPENS_AFTER_CLOSE
from ..warn import legacy

_Driver = pymongo.MongoClient
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

    def __init__(self, host=None, port=None, *args, **kwargs):
        options, safe = modernise(positional(args, kwargs, self._legacy_positions))
        host = _Driver.HOST if host is None else host
        if uris.is_uri(host):
            host, from_uri, safe_in_uri = modern_uri(uris.tidy(host))
            options = dict(from_uri, **options)
            safe = safe_in_uri if safe is None else safe
            keep_representations(options, host)
        else:
            keep_representations(options)
        self._safe = self._safe_by_default if safe is None else safe
        self._index_cache = IndexCache()
        self._made_with = (host, port, options)
        self._logged_in = {}
        super(ClientDialect, self).__init__(host, port, **options)

    def _make_again(self, **changes):
        """Give this very object new connections; everything that refers to it goes on.

        The old ones are closed after the new ones are in place, so that running operations can finish.
        """
        host, port, options = self._made_with
        old = object.__new__(_Driver)
        old.__dict__.update(self.__dict__)
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
    def document_class(self):
        """The class of documents found. Legacy, up to 2.9; modern: ``codec_options.document_class``."""
        return self.codec_options.document_class

    @property
    def tz_aware(self):
        """Whether datetimes found are aware. Legacy, up to 2.9; modern: ``codec_options.tz_aware``."""
        return self.codec_options.tz_aware

    #: The size of the pool. Legacy, up to 3.13; modern: ``options.pool_options.max_pool_size``.
    max_pool_size = getattr(_Driver, 'max_pool_size', None) or property(
        lambda client: client.options.pool_options.max_pool_size)

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
        for credentials in self._logged_in.values():
            return credentials
        return {}

    def _log_in(self, username, password, source, mechanism, properties):
        credentials = {'username': username, 'password': password, 'authSource': source}
        if mechanism != 'DEFAULT':
            credentials['authMechanism'] = mechanism
        credentials.update(properties)
        if self._logged_in.get(source) == credentials:
            return
        if source in self._logged_in:
            raise OperationFailure('Another user is already authenticated to this database. You must logout first.')
        if password is None and mechanism in ('DEFAULT', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'PLAIN'):
            raise ConfigurationError('a password is required')
        host, port, options = self._made_with
        probe = _Driver(host, port, **dict(options, connect=False, **credentials))
        try:
            probe.admin.command('ping')
        finally:
            probe.close()
        self._logged_in = {source: credentials}
        self._make_again(**credentials)

    def _log_out(self, source):
        if self._logged_in.pop(source, None) is not None:
            self._make_again()
