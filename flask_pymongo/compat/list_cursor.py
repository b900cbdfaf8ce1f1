"""The methods of a cursor for a list of documents that are already fetched, and those that older cursors lack."""
import itertools


def try_next(self):
    """The next document, or None after the last one."""
    return next(self, None)


def to_list(self, length=None):
    """The documents that are left, as a list.

    :param length: how many at most; None for all
    :raises ValueError: for a length below 1
    """
    if length is not None and length < 1:
        raise ValueError('to_list() takes a length of 1 or more, not %r' % (length,))
    return list(itertools.islice(self, length))


class ListCursor(object):
    """Iterates the list `_documents` like the cursors of newer drivers. Subclasses provide that list and `close`."""

    _position = 0

    #: The (host, port) that the documents came from, None if it is not known.
    address = None
    #: 0 is the id of an exhausted cursor.
    cursor_id = 0
    #: Always None: calls with a session return the driver's own cursor.
    session = None

    def __iter__(self):
        return self

    def next(self):
        """The next document.

        :raises StopIteration: after the last one
        """
        documents, position = self._documents, self._position
        if position >= len(documents):
            raise StopIteration
        self._position = position + 1
        return documents[position]

    __next__ = next

    try_next = try_next
    to_list = to_list

    @property
    def alive(self):
        """Whether there are documents left to iterate."""
        return self._position < len(self._documents)

    def batch_size(self, batch_size):
        """Has no effect: all documents are already fetched."""
        return self

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()
