"""The result of `aggregate`: the dict of 2.x and the cursor of 3.x in one object."""

from .list_cursor import ListCursor


class AggregateResult(ListCursor, dict):
    """``{'result': [...], 'ok': 1.0}`` whose iteration gives the documents.

    As a dict it is what `Collection.aggregate` returned up to PyMongo 2.9; as an iterator it is like the cursor that
    PyMongo returns since 3.0. All documents are fetched at once, as in 2.x. Pass ``cursor={}`` or ``batchSize=`` to
    get the driver's own cursor, which fetches them in batches.

    .. versionadded:: 4.0
    """

    def __init__(self, documents, address=None):
        dict.update(self, result=documents, ok=1.0)  # to set items of an answer warns
        self.address = address

    @property
    def _documents(self):
        return dict.__getitem__(self, 'result')

    def close(self):
        """Has no effect, as on a cursor: documents that are already fetched stay available."""
