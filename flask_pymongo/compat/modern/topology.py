"""The modern names for the servers of a client and for the database of its URI, for PyMongo 2."""
from pymongo.errors import ConfigurationError


def _address(text):
    host, _, port = text.rpartition(':')
    return host, int(port)


class Topology(object):
    """The part of a client about its servers."""

    def _hello(self):
        return self.admin.command('ismaster')

    @property
    def is_primary(self):
        """Whether the server takes writes."""
        return bool(self._hello().get('ismaster'))

    @property
    def is_mongos(self):
        """Whether the server is a mongos."""
        return self._hello().get('msg') == 'isdbgrid'

    @property
    def primary(self):
        """(host, port) of the set's primary; None without a set or a primary."""
        primary = self._hello().get('primary')
        return None if primary is None else _address(primary)

    @property
    def secondaries(self):
        """(host, port) of each secondary of the set."""
        reply = self._hello()
        return set(_address(member) for member in reply.get('hosts') or () if member != reply.get('primary'))


class DefaultDatabase(object):
    """The part of a client that knows the database of its URI."""

    _default_database_name = None

    def get_default_database(self, default=None, codec_options=None, read_preference=None, write_concern=None,
                             read_concern=None):
        """The database that the URI names.

        :param default: the name to take if it names none
        :param codec_options: and the rest: the options of `with_options`
        :raises pymongo.errors.ConfigurationError: if there is neither
        """
        name = self._default_database_name or default
        if name is None:
            raise ConfigurationError('the URI names no default database')
        return self.get_database(name, codec_options, read_preference, write_concern, read_concern)
