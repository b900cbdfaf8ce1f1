"""The driver's command cursors, with what those of newer drivers have."""
from .list_cursor import to_list, try_next

try:
    from pymongo.command_cursor import CommandCursor as _Driver
except ImportError:
    class _Driver(object):
        """The oldest drivers have no such cursors."""


class _Newer(object):
    """The last base, which Python asks only for what the driver lacks."""

    session = None
    address = None

    try_next = try_next
    to_list = to_list

    def next(self):
        """The next document; PyMongo 2 has this name on Python 2 only."""
        return next(self)


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
