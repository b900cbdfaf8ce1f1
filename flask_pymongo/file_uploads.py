"""Saves files from requests to GridFS."""
import hashlib
import logging

import gridfs
from bson.objectid import ObjectId
from gridfs.errors import FileExists
from pymongo import ASCENDING
from pymongo.errors import AutoReconnect, DuplicateKeyError, PyMongoError

from .compat import GridFS, bases, upload_buffer
from .compat.language import require_integer, require_text, text_type
from .compat.modern import WriteConcern
from .file_headers import type_by_name

_log = logging.getLogger(__name__)


def save(database, filename, fileobj, base, content_type, fields, stores_md5):
    """See :meth:`PyMongo.save_file`; `stores_md5` says whether there is to be one where the driver has none."""
    require_text('filename', filename)
    require_text('base', base)
    if not callable(getattr(fileobj, 'read', None)):
        raise TypeError('"fileobj" must have a read() method, %s has none' % type(fileobj).__name__)
    if content_type is None:
        content_type = type_by_name(filename)
    database = _acknowledged(database)
    storage = (GridFS if stores_md5 else gridfs.GridFS)(database, base)
    _create_index(database[base].files)
    file_id = fields.get('_id', ObjectId())
    if '_id' in fields and storage.exists(file_id):
        raise _file_exists(file_id)
    target = storage.new_file(**dict(fields, _id=file_id, filename=filename, contentType=content_type))
    _check_chunk_size(target.chunk_size)
    try:
        _write(target, fileobj)
    except BaseException as error:
        if '_id' in fields and isinstance(error, (DuplicateKeyError, FileExists)):
            # Another upload took the same id in the meantime; the chunks may belong to that file.
            raise _file_exists(file_id)
        _remove(storage, file_id)
        raise
    return file_id


def _acknowledged(database):
    """The database with a write concern that waits: a chunk that is lost unnoticed would damage the file."""
    return database if bases.waits(database) else database.with_options(write_concern=WriteConcern(w=1))


def _create_index(files):
    """Create the index by which files are found, before the first file. Old drivers do not create it themselves."""
    if files.find_one({}, {'_id': 1}) is None:
        files.create_index([('filename', ASCENDING), ('uploadDate', ASCENDING)])


def _check_chunk_size(size):
    """Raise for a chunk size with which nothing could be read from the source."""
    require_integer('chunk_size', size)
    if size < 1:
        raise ValueError('"chunk_size" must be 1 or more, not %d' % size)


def _write(target, source):
    """Copy a source to a GridFS file, add the sha1 of what was written, and close the file."""
    digest = hashlib.sha1()
    for piece in _pieces(source, target.chunk_size):
        digest.update(piece)
        target.write(piece)
        upload_buffer.keep_small(target)
    target.sha1 = digest.hexdigest()
    # While a file is open, the oldest driver keeps a field that it does not know as a plain attribute.
    must_be_set_again = 'sha1' in vars(target)
    target.close()
    if must_be_set_again:
        target.sha1 = digest.hexdigest()


def _pieces(source, size):
    """The content of a source, in pieces of at most `size` bytes, until `read` returns nothing."""
    while True:
        piece = source.read(size)
        if isinstance(piece, text_type):
            raise TypeError('"fileobj" gives text: open it in binary mode')
        if not isinstance(piece, (bytes, bytearray)):
            raise TypeError('"fileobj" must give bytes, not %s' % type(piece).__name__)
        if not piece:
            return
        yield bytes(piece)


def _remove(storage, file_id):
    """Remove an incomplete file. A failure is only logged: the caller gets the error that made the upload fail."""
    try:
        try:
            storage.delete(file_id)
        except AutoReconnect:
            # The driver notices a broken connection only when it uses it; the next one is new.
            storage.delete(file_id)
    except PyMongoError as error:
        _log.error('GridFS file %r failed, and what was stored of it could not be removed: %s', file_id, error)


def _file_exists(file_id):
    return FileExists('file with _id %r already exists' % (file_id,))
