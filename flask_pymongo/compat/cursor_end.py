"""The end of a cursor that never began: its constructor refused the arguments."""
import pymongo.cursor

from .versions import DRIVER_ENDS_REFUSED_CURSORS


class CursorEnd(object):
    """A base of cursors, for drivers that complain on stderr about one that was never made."""

    if not DRIVER_ENDS_REFUSED_CURSORS:
        def __del__(self):
            try:
                pymongo.cursor.Cursor.__del__(self)
            except AttributeError:
                pass  # it has opened nothing
