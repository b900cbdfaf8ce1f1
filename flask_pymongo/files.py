"""Sends files from GridFS as HTTP responses."""
import logging

from flask import abort, current_app, request
from gridfs.errors import CorruptGridFile
from pymongo import ASCENDING, DESCENDING
from werkzeug.exceptions import InternalServerError
from werkzeug.http import http_date, quote_etag

from . import file_headers
from .compat import bases
from .compat.language import require_integer, require_text

_log = logging.getLogger(__name__)

ONE_YEAR = 31536000
#: Bytes of chunks to ask the server for at a time.
BATCH = 2 * 1024 * 1024
#: Memory that a chunk takes besides its data. It matters for tiny chunks.
CHUNK_OVERHEAD = 1024
#: The oldest drivers cannot skip more documents.
_FARTHEST = 2 ** 31 - 1


def find_file(root, filename, version):
    """The files document of one version of a file.

    :param root: the collection named by `base`
    :param version: 0 and up count from the oldest, -1 and down from the newest
    :raises NotFound: if there is no such file or version
    """
    way, skip = (ASCENDING, version) if version >= 0 else (DESCENDING, -version - 1)
    if skip > _FARTHEST:
        abort(404)
    found = root.files.find({'filename': filename}).sort([('uploadDate', way), ('_id', way)])
    for document in found.skip(skip).limit(-1):
        return document
    abort(404)


def content(root, document, start, stop):
    """The bytes of a file from `start` up to `stop`, chunk by chunk as they come from the database.

    :raises CorruptGridFile: for a chunk that is missing, superfluous or of the wrong length. It is raised before the
        last bytes are sent, so that a client never takes a damaged file for a complete one
    """
    size, length = (file_headers.stored_integer(document, field) for field in ('chunkSize', 'length'))
    if not size:
        raise _damaged(document, 0)
    first, last = start // size, (stop - 1) // size
    wanted = {'$gte': first} if stop == length else {'$gte': first, '$lte': last}
    chunks = bases.plain(root.chunks).find({'files_id': document['_id'], 'n': wanted})
    expected, waiting = first, None
    try:
        for chunk in chunks.sort('n', ASCENDING).batch_size(max(2, BATCH // (size + CHUNK_OVERHEAD))):
            data = chunk.get('data')
            if not isinstance(data, bytes):
                raise _damaged(document, expected)
            data = bytes(data)
            begins = expected * size
            if expected > last and not data:
                # Some drivers end a file with an empty chunk; the GridFS specification says to ignore it.
                continue
            if chunk['n'] != expected or expected > last or len(data) != min(size, length - begins):
                raise _damaged(document, expected)
            if waiting is not None:
                yield waiting
            waiting = data if start <= begins and begins + len(data) <= stop \
                else data[max(0, start - begins):stop - begins]
            expected += 1
        if expected <= last:
            raise _damaged(document, expected)
        # Only now is it certain that all chunks are there, and no more.
        if waiting is not None:
            yield waiting
    finally:
        chunks.close()


def _damaged(document, chunk):
    _log.error('GridFS file %r (%r) is damaged at chunk %d', document['_id'], document.get('filename'), chunk)
    return CorruptGridFile('chunk %d of file %r is missing, too many, or of a wrong length'
                           % (chunk, document['_id']))


def send(database, filename, base, version, cache_for, as_attachment, download_name, mimetype, sandbox):
    """See :meth:`PyMongo.send_file`."""
    _check(filename, base, version, download_name, mimetype)
    caching = file_headers.cache_control(cache_for)
    root = database[base]
    document = find_file(root, filename, int(version))
    length = file_headers.stored_integer(document, 'length')
    if length is None:
        _log.error('GridFS file %r (%r) has no length: %r', document['_id'], document.get('filename'),
                   document.get('length'))
        raise InternalServerError()
    tags = file_headers.entity_tags(document, length)
    tag = tags[0]
    modified = file_headers.upload_date(document)
    if request.method in ('GET', 'HEAD') and file_headers.is_refused(request.headers, tag, modified):
        return _response(412, {'ETag': quote_etag(tag)})
    is_unchanged = request.method in ('GET', 'HEAD') and file_headers.is_not_modified(request.headers, tags, modified)
    part = file_headers.requested_range(request.headers, length, tag, modified) if request.method == 'GET' else None
    start, stop = part or (0, length)
    headers = {'Accept-Ranges': 'bytes', 'X-Content-Type-Options': 'nosniff'}
    if part is not None and start >= stop and not is_unchanged:
        # No caching headers: they would make browsers keep this error in place of the file.
        return _response(416, dict(headers, **{'Content-Range': 'bytes */%d' % length}))
    headers.update({'Cache-Control': caching, 'ETag': quote_etag(tag)})
    if modified is not None:
        headers['Last-Modified'] = http_date(modified)
    if as_attachment:
        headers['Content-Disposition'] = file_headers.content_disposition(download_name or filename)
    if is_unchanged:
        return _response(304, headers)
    headers['Content-Type'] = file_headers.content_type(document, filename, mimetype)
    if sandbox and file_headers.can_run_scripts(headers['Content-Type']):
        headers['Content-Security-Policy'] = 'sandbox'
    headers['Content-Length'] = str(stop - start)
    if part is not None:
        headers['Content-Range'] = 'bytes %d-%d/%d' % (start, stop - 1, length)
    return _response(206 if part is not None else 200, headers, content(root, document, start, stop))


def _check(filename, base, version, download_name, mimetype):
    require_text('filename', filename)
    require_text('base', base)
    require_integer('version', version)
    for name, value in (('download_name', download_name), ('mimetype', mimetype)):
        if value is not None:
            require_text(name, value)
    if mimetype:
        file_headers.require_mime_type(mimetype)


def _response(status, headers, body=()):
    response = current_app.response_class(body, status=status, direct_passthrough=bool(body != ()))
    if 'Content-Type' not in headers:
        response.headers.pop('Content-Type', None)
    for name, value in headers.items():
        response.headers[name] = value
    return response
