"""What the wrapper's client keeps besides the driver's own attributes."""
import threading
from collections import OrderedDict

from ..indexes import IndexCache
from ..warn import legacy, register
from .last_status import LastStatus
from .request_scopes import Requests

_USE_AFTER_CLOSE = 'the use of a client after close()'
register(_USE_AFTER_CLOSE, 'a new MongoClient, or no close()', '4.0')
#: Has something in it once a client of this process was closed: until then no call need ask for its own.
CLOSED = []


class ClientState(object):
    """All of it in one attribute: Python 3.11 and later call methods faster on objects of at most 30 attributes.

    :param auto_start_request: whether the first operation of a thread begins a request
    :param use_greenlets: the option that was given; it has no effect
    :param constructor_arguments: (host, port, options) that the driver's constructor was given
    :param keeps_uuids: whether UUIDs are stored although the program does not say how
    """

    __slots__ = ('auto_start_request', 'use_greenlets', 'constructor_arguments', 'requests', 'last_status',
                 'index_cache', 'logged_in', 'has_discovered', 'changing', 'keeps_uuids', 'was_closed')

    def __init__(self, auto_start_request, use_greenlets, constructor_arguments, keeps_uuids=False):
        self.auto_start_request = auto_start_request
        self.use_greenlets = use_greenlets
        self.constructor_arguments = constructor_arguments
        self.requests = Requests(auto_start_request)
        self.last_status = LastStatus()
        self.index_cache = IndexCache()
        #: {name of a database: credentials}, the last log-in last.
        self.logged_in = OrderedDict()
        #: Whether the members of the set were waited for.
        self.has_discovered = False
        #: Held while a thread changes the user or the connections.
        self.changing = threading.RLock()
        self.keeps_uuids = keeps_uuids
        #: Whether it was closed and not used since.
        self.was_closed = False

    def note_close(self):
        """Remember that the client was closed: its next use is one that newer drivers refuse."""
        self.was_closed = True
        CLOSED[:] = [True]

    def warn_of_use(self):
        """Warn, once for each close."""
        legacy(_USE_AFTER_CLOSE)
        self.was_closed = False
