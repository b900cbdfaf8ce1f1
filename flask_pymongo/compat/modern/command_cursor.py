"""Documents that are here already, in the place of a cursor."""
from ..list_cursor import Fetched


class Documents(Fetched):
    """Iterates documents as the cursors of newer drivers do.

    :param documents: a list

    .. versionadded:: 4.0
    """

    def __init__(self, documents):
        self._documents = documents

    def close(self):
        """End the iteration."""
        self._position = len(self._documents)
