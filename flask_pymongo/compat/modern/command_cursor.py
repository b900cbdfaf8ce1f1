"""A cursor over documents that are already fetched."""
from ..list_cursor import ListCursor


class Documents(ListCursor):
    """Iterates a list of documents like the cursors of newer drivers.

    :param documents: a list
    """

    def __init__(self, documents):
        self._documents = documents

    def close(self):
        """End the iteration."""
        self._position = len(self._documents)
