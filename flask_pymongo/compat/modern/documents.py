"""Documents that are here already, in the place of a cursor."""

from ..aggregate import check_length


class Documents(object):
    """Iterates documents as the cursors of newer drivers do.

    :param documents: a list

    .. versionadded:: 4.0
    """

    def __init__(self, documents):
        self._documents = documents
        self._position = 0

    #: The server's cursor is exhausted.
    cursor_id = 0
    #: There is none.
    session = None

    def __iter__(self):
        return self

    def next(self):
        """The next document.

        :raises StopIteration: after the last one
        """
        if not self.alive:
            raise StopIteration
        self._position += 1
        return self._documents[self._position - 1]

    __next__ = next

    def try_next(self):
        """The next document, or None after the last one."""
        return next(self, None)

    def to_list(self, length=None):
        """The documents that are left, as a list.

        :param length: how many at most; None for all
        """
        check_length(length)
        end = None if length is None else self._position + length
        rest = self._documents[self._position:end]
        self._position += len(rest)
        return rest

    def batch_size(self, batch_size):
        """Accepted for the sake of cursors; everything is here already."""
        return self

    @property
    def alive(self):
        """Whether there are documents left to iterate."""
        return self._position < len(self._documents)

    def close(self):
        """End the iteration."""
        self._position = len(self._documents)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()
