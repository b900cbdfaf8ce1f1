"""GridFS as it was up to PyMongo 2.9 and 3.13: files with an md5 that are iterated by chunks."""
from __future__ import absolute_import  # this module has the name of the driver's package

import hashlib
import io

import gridfs
import gridfs.errors
import gridfs.grid_file
import pymongo.database
from pymongo import ASCENDING, DESCENDING

from ..find_arguments import GRIDFS_FIND_POSITIONS, as_spec
from ..language import text_type
from ..versions import DRIVER_STORES_MD5
from ..warn import legacy, legacy_method, register
from .cursor import CursorDialect, make_cursor
from .find import translate
from .option_attributes import OptionAttributes
from .uuids import note_uuids
from .write_concerns import ACKNOWLEDGED

register("GridFS's _connect", 'nothing: indexes are made when a file is written', '3.0')
register("GridFS's disable_md5", 'nothing: drivers compute no md5', '4.0')
_UNACKNOWLEDGED = 'GridFS of a database that does not wait for its writes'
register(_UNACKNOWLEDGED, 'GridFS(database.with_options(write_concern=WriteConcern(w=1)))', '3.0')
_RAISED = 'a GridIn that is stored though its with block raises'
register(_RAISED, 'close() in a finally clause', '4.2')


class UnsupportedAPI(gridfs.errors.GridFSError):
    """Raised by methods that GridFS no longer supports. Was ``gridfs.errors.UnsupportedAPI`` (up to 2.9)."""


def _new_digest():
    if DRIVER_STORES_MD5:
        return None
    try:
        return hashlib.md5()
    except ValueError:  # FIPS mode forbids md5
        return None


class _Hashed(object):
    """A source whose content is hashed as it is read."""

    def __init__(self, read, digest):
        self._read = read
        self._digest = digest

    def read(self, size):
        piece = self._read(size)
        self._digest.update(piece)
        return piece


class GridIn(gridfs.GridIn):
    """A file being written, which gets an md5 and is stored even if a ``with`` block ends with an exception."""

    def __init__(self, root_collection, *args, **kwargs):
        disable_md5 = kwargs.get('disable_md5') if DRIVER_STORES_MD5 else kwargs.pop('disable_md5', False)
        super(GridIn, self).__init__(root_collection, *args, **kwargs)
        object.__setattr__(self, '_digest', None if disable_md5 or 'md5' in kwargs else _new_digest())

    @classmethod
    def adopt(cls, stream):
        """Make a file of the driver, of which nothing has been written yet, one of this class."""
        object.__setattr__(stream, '__class__', cls)
        object.__setattr__(stream, '_digest', _new_digest())
        return stream

    def __setattr__(self, name, value):
        # The driver looks for properties in the object's own class only.
        if isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
        else:
            super(GridIn, self).__setattr__(name, value)

    # The driver's own properties deprecate these two.

    @property
    def content_type(self):
        """The MIME type of this file, or None."""
        return self._file.get('contentType')

    @content_type.setter
    def content_type(self, content_type):
        super(GridIn, self).__setattr__('contentType', content_type)

    if not DRIVER_STORES_MD5:
        @property
        @legacy_method('the md5 of a GridIn', 'a digest of your own, given to put() as a field', gone='4.0')
        def md5(self):
            """The md5 of the content, in hexadecimal digits; once the file is closed. Read-only."""
            if not self.closed:
                raise AttributeError("can only get 'md5' on a closed file")
            return self._file.get('md5')

    @property
    @legacy_method('GridIn.upload_date without a time zone', 'GridOut.upload_date', gone='4.4')
    def upload_date(self):
        """When this file was uploaded, in UTC and without a time zone; once it is closed. Read-only."""
        if not self.closed:
            raise AttributeError("can only get 'upload_date' on a closed file")
        return self._file['uploadDate'].replace(tzinfo=None)

    def write(self, data):
        """Write bytes, text (if the file has an `encoding`) or the content of a file-like object.

        :raises ValueError: if this file is closed
        :raises TypeError: for anything else
        """
        if self._digest is not None and not self.closed:
            if isinstance(data, text_type) and 'encoding' in self._file:
                data = data.encode(self._file['encoding'])
            if isinstance(data, bytes):
                data = io.BytesIO(data)
            if hasattr(data, 'read'):
                data = _Hashed(data.read, self._digest)
        super(GridIn, self).write(data)

    def close(self):
        """Store the rest and end the file. A closed file cannot be written; closing it again does nothing."""
        if self._digest is not None and not self.closed:
            self._file['md5'] = text_type(self._digest.hexdigest())
        super(GridIn, self).close()

    def __exit__(self, exc_type, exc_val, exc_tb):
        if exc_type is not None and not self.closed:
            legacy(_RAISED)
        self.close()
        return False


class GridOutIterator(object):
    """The chunks of a file, from its beginning, wherever it is being read."""

    def __init__(self, grid_out):
        self._source = grid_out

    def __iter__(self):
        return self

    def next(self):
        piece = self._source.readchunk()
        if not piece:
            raise StopIteration
        return piece

    __next__ = next


class GridOut(gridfs.GridOut):
    """A file being read, iterated by chunks.

    :param root_collection: the collection that `files` and `chunks` belong to
    :param file_id: the `_id` of the file
    :param file_document: its files document, which spares looking for it
    :raises NoFile: at once, if there is none
    """

    def __init__(self, root_collection, file_id=None, file_document=None, session=None):
        more = {} if session is None else {'session': session}
        super(GridOut, self).__init__(root_collection, file_id, file_document, **more)
        self._root = root_collection
        if self._file is None:
            self._file = root_collection.files.find_one({'_id': file_id}, **more)
            if self._file is None:
                raise gridfs.NoFile('no file in gridfs collection %r with _id %r' % (root_collection.files, file_id))

    @legacy_method('a GridOut iterated by chunks', "iter(grid_out.readchunk, b'')", gone='4.0')
    def __iter__(self):
        return GridOutIterator(type(self)(self._root, file_document=self._file))

    # Some drivers fail beyond the end, where there is nothing to read.

    def read(self, size=-1):
        """At most `size` bytes; all that are left for a negative size or None."""
        if self.tell() > self.length:
            return b''
        return super(GridOut, self).read(-1 if size is None else size)

    def readline(self, size=-1):
        """One line, or at most `size` bytes of it."""
        return super(GridOut, self).readline(size) if self.tell() <= self.length else b''

    def readlines(self, size=-1):
        """The lines that are left, as a list, of about `size` bytes at most; the driver's would iterate."""
        lines, length = [], 0
        for line in iter(self.readline, b''):
            lines.append(line)
            length += len(line)
            if 0 < size <= length:
                break
        return lines

    def seek(self, pos, whence=io.SEEK_SET):
        """Go to a position, in bytes. Returns nothing, as in 2.x; `tell` gives the position."""
        super(GridOut, self).seek(pos, whence)

    # The driver's own properties deprecate these three.

    @property
    def content_type(self):
        """The MIME type of this file, or None."""
        return self._file.get('contentType')

    @property
    def aliases(self):
        """The list of aliases of this file, or None."""
        return self._file.get('aliases')

    @property
    @legacy_method('the md5 of a GridOut', 'a digest of your own, given to put() as a field', gone='4.0')
    def md5(self):
        """The md5 of the content, in hexadecimal digits, or None if none was stored."""
        return self._file.get('md5')


class GridOutCursor(CursorDialect, gridfs.grid_file.GridOutCursor):
    """The cursor of files that `GridFS.find` returns."""

    def __init__(self, collection, filter=None, skip=0, limit=0, **kwargs):
        self._root = collection
        self._query = filter, skip, limit, kwargs
        gridfs.grid_file.GridOutCursor.__init__(self, collection, filter, skip, limit, **kwargs)

    def next(self):
        """The next file, a :class:`GridOut`."""
        return GridOut(self._root, file_document=super(GridOutCursor, self).next())

    __next__ = next


def _waits(database):
    # Plain databases of the driver have no `safe`.
    return database.write_concern.acknowledged and getattr(database, '_safe', True)


class GridFS(gridfs.GridFS):
    """Files in a database, as PyMongo 2.x stored and read them.

    :param database: the database, as ``mongo.db``
    :param collection: the name of the collection that `files` and `chunks` belong to
    :param disable_md5: whether to compute no md5 of the files written
    :raises TypeError: for anything but a database

    .. versionchanged:: 4.0
       The same on every PyMongo: md5 computed and stored, files iterated by chunks and not by lines, `get_version`
       and others with the parameters of 2.x.
    """

    def __init__(self, database, collection='fs', _connect=None, disable_md5=None):
        for name, value in (('_connect', _connect), ('disable_md5', disable_md5)):
            if value is not None:
                legacy("GridFS's %s" % name)
        if isinstance(database, pymongo.database.Database) and not _waits(database):
            if not database.write_concern.acknowledged:
                legacy(_UNACKNOWLEDGED)
            # GridFS of 2.x always waited for its writes.
            options = {'write_concern': ACKNOWLEDGED}
            database = database.with_options(**options) if hasattr(type(database), 'with_options') \
                else database.client.get_database(database.name, **options)
        super(GridFS, self).__init__(database, collection)
        self._root = database[collection]
        self._disable_md5 = {'disable_md5': True} if disable_md5 else {}

    def new_file(self, **kwargs):
        """Start a file.

        :param kwargs: fields of the file: `_id`, `filename`, `content_type`, `chunk_size` (bytes), `encoding` and any
            of your own
        :return: a :class:`GridIn`
        """
        if isinstance(self._root, OptionAttributes):  # legacy mode also hands in plain databases
            note_uuids(self._root, kwargs.values())
        return GridIn(self._root, **dict(kwargs, **self._disable_md5))

    def put(self, data, **kwargs):
        """Store a file.

        :param data: bytes, a file-like object, or text if there is an `encoding`
        :param kwargs: fields of the file, as of :meth:`new_file`
        :return: its `_id`
        :raises FileExists: if there is a file of this `_id`
        :raises TypeError: for data of another type
        """
        with self.new_file(**kwargs) as new:
            new.write(data)
        return new._id

    def get(self, file_id, session=None):
        """The file of this `_id`.

        :return: a :class:`GridOut`
        :raises NoFile: if there is none
        """
        return GridOut(self._root, file_id, session=session)

    def get_version(self, filename=None, version=-1, session=None, **kwargs):
        """One version of a file.

        :param filename: its name; None for any
        :param version: 0 and up count from the oldest, -1 and down from the newest
        :param kwargs: other fields that it must have
        :return: a :class:`GridOut`
        :raises NoFile: if there is none
        """
        query = dict(kwargs) if filename is None else dict(kwargs, filename=filename)
        more = {} if session is None else {'session': session}
        way, skip = (DESCENDING, -version - 1) if version < 0 else (ASCENDING, version)
        for document in self._root.files.find(query, **more).sort('uploadDate', way).skip(skip).limit(-1):
            return GridOut(self._root, file_document=document, session=session)
        raise gridfs.NoFile('no version %d for filename %r' % (version, filename))

    def get_last_version(self, filename=None, session=None, **kwargs):
        """The newest version of a file; see :meth:`get_version`."""
        return self.get_version(filename, session=session, **kwargs)

    def find(self, *args, **kwargs):
        """Query the files.

        Takes the arguments of PyMongo 2.x, in their order (`spec`, `skip`, `limit`, `timeout`, `sort`, ...), and the
        modern keywords (`filter`, `no_cursor_timeout`, ...).

        :return: a :class:`GridOutCursor`
        :raises TypeError: for a spec that is no document, a flag that is no bool, an unknown keyword
        """
        options = dict(zip(GRIDFS_FIND_POSITIONS, args), **kwargs)
        if len(args) > len(GRIDFS_FIND_POSITIONS) or len(options) < len(args) + len(kwargs):
            raise TypeError('find() got too many arguments, or one twice')
        if args and 'filter' not in options:  # by position it is no legacy name
            options['filter'] = options.pop('spec')
        changed, options, _ = translate(self._root, (), options)
        root = self._root.with_options(**changed) if changed else self._root
        return make_cursor(GridOutCursor, root, options)

    def find_one(self, *args, **kwargs):
        """The first file that :meth:`find` would give, or None.

        Takes a spec, or the `_id` of a file, as the first; and what :meth:`find` takes.
        """
        if 'spec_or_id' in kwargs:
            legacy("find_one's spec_or_id")
        spec_or_id, args = (args[0], args[1:]) if args else (kwargs.pop('spec_or_id', None), args)
        if spec_or_id is None:
            spec_or_id = kwargs.pop('filter', None)
        for found in self.find(as_spec(spec_or_id), *args, **kwargs):
            return found
        return None

    def open(self, *args, **kwargs):
        """No longer supported, since PyMongo 1.6."""
        raise UnsupportedAPI('The open method is no longer supported.')

    def remove(self, *args, **kwargs):
        """No longer supported, since PyMongo 1.6."""
        raise UnsupportedAPI('The remove method is no longer supported. Please use the delete method instead.')
