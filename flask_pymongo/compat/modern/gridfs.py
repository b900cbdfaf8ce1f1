"""GridFS.find and find_one, for drivers that lack them or their modern arguments."""
from __future__ import absolute_import  # this module has the name of the driver's package

import gridfs
import pymongo.cursor

from ..find_arguments import GRIDFS_FIND_POSITIONS, as_spec


class GridOutCursor(object):
    """What `find` returns: iterates files in the place of their documents.

    :param root: the collection named by `collection` of GridFS
    :param cursor: the cursor of their documents
    """

    def __init__(self, root, cursor):
        self._root = root
        self._cursor = cursor

    def __iter__(self):
        return self

    def next(self):
        """The next file.

        :raises StopIteration: after the last one
        """
        return gridfs.GridOut(self._root, file_document=self._cursor.next())

    __next__ = next

    def _files(self, found):
        if isinstance(found, pymongo.cursor.Cursor):
            return self if found is self._cursor else type(self)(self._root, found)
        return gridfs.GridOut(self._root, file_document=found) if isinstance(found, dict) else found

    def __getitem__(self, index):
        return self._files(self._cursor[index])

    def clone(self):
        """The same query again, not yet begun."""
        return self._files(self._cursor.clone())

    def add_option(self, *args, **kwargs):
        """Raise a NotImplementedError, as newer drivers do."""
        raise NotImplementedError('options of cursors of files cannot be set')

    remove_option = add_option

    def __getattr__(self, name):
        own = getattr(self._cursor, name)
        if name not in ('sort', 'skip', 'limit', 'batch_size', 'hint', 'max_scan', 'where', 'rewind'):
            return own
        return lambda *args, **kwargs: self._files(own(*args, **kwargs))


class GridFS(gridfs.GridFS):
    """The driver's own, which also finds.

    :param database: the database
    :param collection: the name of the root collection
    """

    def __init__(self, database, collection='fs', *args, **kwargs):
        super(GridFS, self).__init__(database, collection, *args, **kwargs)
        self._root = database[collection]

    def find(self, *args, **kwargs):
        """Find files by their documents.

        Takes the arguments of PyMongo 2.9, in their order (`spec`, `skip`, `limit`, `timeout`, `sort`, ...), and the
        modern keywords (`filter`, `no_cursor_timeout`, `batch_size`, ...).

        :return: a :class:`GridOutCursor`
        """
        if len(args) > len(GRIDFS_FIND_POSITIONS):
            raise TypeError('find() takes at most %d positional arguments' % (len(GRIDFS_FIND_POSITIONS) + 1))
        for name in kwargs:
            if name in ('fields', 'projection'):
                raise TypeError("find() got an unexpected keyword argument '%s'" % name)
        options = dict(zip(GRIDFS_FIND_POSITIONS, args), **kwargs)
        return GridOutCursor(self._root, self._root.files.find(**options))

    def find_one(self, filter=None, *args, **kwargs):
        """The first file that :meth:`find` would give, or None.

        :param filter: which file, or its `_id`
        """
        for found in self.find(as_spec(filter), *args, **kwargs).limit(-1):
            return found
        return None
