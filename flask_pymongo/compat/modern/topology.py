"""Newer names for the servers and options of a client and for the database of its URI, for PyMongo 2."""
from pymongo.errors import ConfigurationError

from ..liveness import alive


def _address(text):
    host, _, port = text.rpartition(':')
    return host, int(port)


class Topology(object):
    """The part of a client about its servers, and about options that these drivers do not have."""

    #: What PyMongo 3 had as properties of a client. These drivers never retry, watch no events, close no idle
    #: connection by age and keep none open.
    retry_writes = retry_reads = False
    max_idle_time_ms = None
    min_pool_size = 0

    @property
    def event_listeners(self):
        """The event listeners of this client: these drivers have none."""
        return []

    @property
    def local_threshold_ms(self):
        """By how many milliseconds a member may be slower than the nearest to be read from."""
        if hasattr(type(self), 'secondary_acceptable_latency_ms'):
            return self.secondary_acceptable_latency_ms
        return 15

    #: What PyMongo 2.4 to 2.9 had as well.
    use_greenlets = False

    alive = alive

    @property
    def max_message_size(self):
        """The bytes of the largest message."""
        return int(self._hello()['maxMessageSizeBytes'])

    @property
    def max_write_batch_size(self):
        """The writes of the largest batch."""
        return int(self._hello()['maxWriteBatchSize'])

    @property
    def min_wire_version(self):
        """The oldest wire protocol of the server."""
        return int(self._hello()['minWireVersion'])

    @property
    def max_wire_version(self):
        """The newest wire protocol of the server."""
        return int(self._hello()['maxWireVersion'])

    @property
    def arbiters(self):
        """(host, port) of each arbiter of the set."""
        return set(_address(member) for member in self._hello().get('arbiters') or ())

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
