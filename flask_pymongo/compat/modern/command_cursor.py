"""A cursor over documents that are already fetched."""
from ..list_cursor import ListCursor


class Documents(ListCursor):
    """Iterates a list of documents like the cursors of newer drivers.

    :param documents: a list
    :param client: the client that they came through
    """

    def __init__(self, documents, client=None):
        self._documents = documents
        self.address = None if client is None else client.address

    def close(self):
        """End the iteration."""
        self._position = len(self._documents)
