"""The answer of `aggregate`: the 2.x dict and the 3.x cursor in one object."""

from .list_cursor import Fetched


class AggregateResult(Fetched, dict):
    """``{'result': [...], 'ok': 1.0}`` whose iteration gives the documents.

    As a dict it is what `Collection.aggregate` returned up to PyMongo 2.9; as an iterator it is the cursor that it
    has returned since 3.0. All documents are fetched at once, as they were in 2.x; ask for ``cursor={}`` or
    ``batchSize=`` to get the driver's own cursor and fetch them as you go.

    .. versionadded:: 4.0
    """

    def __init__(self, documents):
        super(AggregateResult, self).__init__(result=documents, ok=1.0)

    @property
    def _documents(self):
        return self['result']

    def close(self):
        """Accepted for the sake of cursors; what they have fetched is still there, too."""
