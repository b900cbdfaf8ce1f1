"""The answer of `aggregate`: the 2.x dict and the 3.x cursor in one object."""


def check_length(length):
    """Raise a ValueError for a number of documents that `to_list` does not take."""
    if length is not None and length < 1:
        raise ValueError('to_list() takes a length of 1 or more, not %r' % (length,))


class AggregateResult(dict):
    """``{'result': [...], 'ok': 1.0}`` whose iteration gives the documents.

    As a dict it is what `Collection.aggregate` returned up to PyMongo 2.9; as an iterator it is the cursor that it
    has returned since 3.0. All documents are fetched at once, as they were in 2.x; ask for ``cursor={}`` or
    ``batchSize=`` to get the driver's own cursor and fetch them as you go.

    .. versionadded:: 4.0
    """

    def __init__(self, documents):
        super(AggregateResult, self).__init__(result=documents, ok=1.0)
        self._position = 0

    def __iter__(self):
        return self

    def next(self):
        """The next document.

        :raises StopIteration: after the last one
        """
        documents = self['result']
        if self._position >= len(documents):
            raise StopIteration
        self._position += 1
        return documents[self._position - 1]

    __next__ = next

    def try_next(self):
        """The next document, or None after the last one."""
        return next(self, None)

    def to_list(self, length=None):
        """The documents that are left, as a list.

        :param length: how many at most; None for all
        """
        check_length(length)
        rest = self['result'][self._position:]
        rest = rest if length is None else rest[:length]
        self._position += len(rest)
        return rest

    @property
    def alive(self):
        """Whether there are documents left to iterate."""
        return self._position < len(self['result'])

    @property
    def cursor_id(self):
        """0: the server's cursor is exhausted."""
        return 0

    #: There is none: with a session one gets the driver's own cursor.
    session = None

    def batch_size(self, batch_size):
        """Accepted for the sake of cursors; everything is here already."""
        return self

    def close(self):
        """Accepted for the sake of cursors; what they have fetched is still there, too."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()
