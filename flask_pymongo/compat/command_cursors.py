"""The driver's command cursors, with what those of newer drivers have."""
import itertools

from .list_cursor import check_length

try:
    from pymongo.command_cursor import CommandCursor as _Driver
except ImportError:
    class _Driver(object):
        """The oldest drivers have no such cursors."""


class _Newer(object):
    """The last base, which Python asks only for what the driver lacks."""

    session = None
    address = None

    def try_next(self):
        """The next document, or None after the last one."""
        return next(self, None)

    def to_list(self, length=None):
        """The documents that are left, as a list.

        :param length: how many at most; None for all
        """
        check_length(length)
        return list(itertools.islice(self, length))


class CommandCursor(_Driver, _Newer):
    """The driver's own class, and more."""


_LACKS = not all(hasattr(_Driver, name) for name in vars(_Newer))


def extended(cursor, address=None):
    """A cursor that the driver made, with the methods of newer ones.

    :param address: the (host, port) of its server, for drivers whose cursors do not know it
    """
    if _LACKS and type(cursor) is _Driver:
        cursor.__class__ = CommandCursor
        if not hasattr(_Driver, 'address'):
            cursor.address = address
    return cursor
