"""GridFS over HTTP: a file as a response, and a file from a request."""
import hashlib
import logging
import mimetypes
import re
from datetime import timedelta

from bson.objectid import ObjectId
from flask import current_app, request
from gridfs import GridFS
from gridfs.errors import CorruptGridFile, FileExists
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import DuplicateKeyError
from werkzeug.exceptions import NotFound
from werkzeug.http import http_date, parse_date, parse_etags, quote_etag, unquote_etag

from .compat import wrapping
from .compat.language import integer_types, quote, text_type, text_types

_log = logging.getLogger(__name__)

ONE_YEAR = 31536000
#: Bytes of chunks to ask the server for at a time.
BATCH = 2 * 1024 * 1024
_DEFAULT_TYPE = 'application/octet-stream'
_PLAIN_TAG = re.compile(r'^[!#-~]+$')
_SINGLE_RANGE = re.compile(r'^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$', re.IGNORECASE)


def _require_base(base):
    if not isinstance(base, text_types):
        raise TypeError('"base" must be string or unicode, not %s' % type(base).__name__)


def _require_integer(name, value):
    if not isinstance(value, integer_types):
        raise TypeError('"%s" must be an integer, not %s' % (name, type(value).__name__))


# Sending

def find_file(root, filename, version):
    """The files document of one version of a file.

    :param root: the collection named by `base`
    :param version: 0 and up count from the oldest, -1 and down from the newest
    :raises NotFound: if there is none
    """
    way, skip = (ASCENDING, version) if version >= 0 else (DESCENDING, -version - 1)
    found = root.files.find({'filename': filename}).sort([('uploadDate', way), ('_id', way)])
    for document in found.skip(skip).limit(-1):
        return document
    raise NotFound()


def entity_tag(document):
    """The ETag of a file, without reading it: its stored sha1 or md5, else one made of what identifies it."""
    stored = document.get('sha1') or document.get('md5')
    if isinstance(stored, text_types) and _PLAIN_TAG.match(stored):
        return stored
    uploaded = document['uploadDate'].replace(tzinfo=None).isoformat()
    described = u'%s-%d-%s' % (document['_id'], document['length'], uploaded)
    return hashlib.sha1(described.encode('utf-8')).hexdigest()


def content(root, document, start, stop):
    """The bytes of a file from `start` up to `stop`, chunk by chunk as they come from the database.

    :raises CorruptGridFile: at a chunk that is missing, has the wrong length or is one too many, before the end is
        sent: never a short success
    """
    if start >= stop:
        return
    size, length = int(document['chunkSize']), int(document['length'])
    first, last = start // size, (stop - 1) // size
    wanted = {'$gte': first} if stop == length else {'$gte': first, '$lte': last}
    chunks = wrapping.plain(root.chunks).find({'files_id': document['_id'], 'n': wanted})
    expected, waiting = first, None
    try:
        for chunk in chunks.sort('n', ASCENDING).batch_size(max(2, BATCH // size)):
            data = bytes(chunk['data'])
            begins = expected * size
            if chunk['n'] != expected or expected > last or len(data) != min(size, length - begins):
                raise _damaged(document, expected)
            if waiting is not None:
                yield waiting
            waiting = data if start <= begins and begins + len(data) <= stop \
                else data[max(0, start - begins):stop - begins]
            expected += 1
        if expected <= last:
            raise _damaged(document, expected)
        # Only now is it certain that none is missing and none too many.
        yield waiting
    finally:
        chunks.close()


def _damaged(document, chunk):
    _log.error('GridFS file %r (%r) is damaged at chunk %d', document['_id'], document.get('filename'), chunk)
    return CorruptGridFile('chunk %d of file %r is missing, too many, or of a wrong length'
                           % (chunk, document['_id']))


def is_not_modified(headers, tag, modified):
    """Whether the client's copy is still good: If-None-Match, or else If-Modified-Since."""
    known = headers.get('If-None-Match')
    if known is not None:
        tags = parse_etags(known)
        return tags.star_tag or tags.contains_weak(tag)
    since = parse_date(headers.get('If-Modified-Since'))
    return since is not None and modified <= since.replace(tzinfo=None)


def requested_range(headers, length, tag, modified):
    """The part of a file that is asked for.

    :return: (start, stop); None for the whole file; (length, length) for one that lies outside of it. Several ranges
        at once, and what is no byte range, count as the whole file.
    """
    found = _SINGLE_RANGE.match(headers.get('Range', ''))
    if found is None or not any(found.groups()) or not _if_range(headers.get('If-Range'), tag, modified):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, length - int(last)) if int(last) else length), length
    if last and int(last) < int(first):
        return None
    return min(int(first), length), min(int(last) + 1, length) if last else length


def _if_range(condition, tag, modified):
    if condition is None:
        return True
    date = parse_date(condition)
    if date is not None:
        return date.replace(tzinfo=None) == modified
    known, is_weak = unquote_etag(condition)
    return known == tag and not is_weak


def cache_control(cache_for):
    """The Cache-Control of a number of seconds or a timedelta; 0 asks to check each time, less forbids to store."""
    if isinstance(cache_for, timedelta):
        cache_for = cache_for.days * 86400 + cache_for.seconds
    _require_integer('cache_for', cache_for)
    if cache_for < 0:
        return 'no-store'
    return 'public, max-age=%d' % cache_for if cache_for else 'no-cache'


def content_disposition(name):
    """The header that makes a browser save a file under a name in any script (RFC 6266)."""
    name = name.replace('\\', '/').rpartition('/')[2]
    plain = re.sub(r'[^ !#-\[\]-~]', '_', name)
    header = 'attachment; filename="%s"' % plain
    if plain != name:
        header += "; filename*=UTF-8''%s" % quote(name, safe='')
    return header


def _content_type(document, filename, mimetype):
    chosen = mimetype or document.get('contentType') or mimetypes.guess_type(filename)[0] or _DEFAULT_TYPE
    if chosen.startswith('text/') and 'charset' not in chosen:
        chosen += '; charset=utf-8'
    return chosen


def send(database, filename, base, version, cache_for, as_attachment, download_name, mimetype):
    """The response of :meth:`PyMongo.send_file`."""
    _require_base(base)
    _require_integer('version', version)
    caching = cache_control(cache_for)
    root = database[base]
    document = find_file(root, filename, int(version))
    length, tag = int(document['length']), entity_tag(document)
    modified = document['uploadDate'].replace(tzinfo=None, microsecond=0)
    headers = {'Cache-Control': caching, 'ETag': quote_etag(tag), 'Last-Modified': http_date(modified),
               'Accept-Ranges': 'bytes', 'X-Content-Type-Options': 'nosniff'}
    if as_attachment:
        headers['Content-Disposition'] = content_disposition(download_name or filename)
    is_read = request.method in ('GET', 'HEAD')
    if is_read and is_not_modified(request.headers, tag, modified):
        return _response(304, headers)
    part = requested_range(request.headers, length, tag, modified) if request.method == 'GET' else None
    start, stop = part or (0, length)
    if part is not None and start >= stop:
        return _response(416, dict(headers, **{'Content-Range': 'bytes */%d' % length}))
    headers['Content-Type'] = _content_type(document, filename, mimetype)
    headers['Content-Length'] = str(stop - start)
    if part is not None:
        headers['Content-Range'] = 'bytes %d-%d/%d' % (start, stop - 1, length)
    return _response(206 if part is not None else 200, headers, content(root, document, start, stop))


def _response(status, headers, body=()):
    response = current_app.response_class(body, status=status, direct_passthrough=bool(body != ()))
    if 'Content-Type' not in headers:
        response.headers.pop('Content-Type', None)
    for name, value in headers.items():
        response.headers[name] = value
    return response


# Saving

def _pieces(source, size):
    """What a source gives, in pieces of a size, though its `read` may return less than it is asked for."""
    while True:
        piece = source.read(size)
        if not piece:
            return
        if isinstance(piece, text_type):
            raise TypeError('"fileobj" gives text: open it in binary mode')
        yield piece


def save(database, filename, fileobj, base, content_type, fields):
    """The work of :meth:`PyMongo.save_file`."""
    _require_base(base)
    if not callable(getattr(fileobj, 'read', None)):
        raise TypeError('"fileobj" must have a read() method, %s has none' % type(fileobj).__name__)
    if content_type is None:
        content_type = mimetypes.guess_type(filename)[0]
    storage = GridFS(database, base)
    is_new_id = '_id' not in fields
    file_id = fields.get('_id', ObjectId())
    if not is_new_id and storage.exists(file_id):
        raise _file_exists(file_id)
    target = storage.new_file(**dict(fields, _id=file_id, filename=filename, contentType=content_type))
    digest = hashlib.sha1()
    try:
        for piece in _pieces(fileobj, target.chunk_size):
            digest.update(piece)
            target.write(piece)
        target.sha1 = digest.hexdigest()
        target.close()
    except BaseException as error:
        if not is_new_id and isinstance(error, (DuplicateKeyError, FileExists)):
            # Another upload took the `_id` meanwhile: the chunks may be that file's.
            raise _file_exists(file_id)
        database[base].files.remove({'_id': file_id})
        database[base].chunks.remove({'files_id': file_id})
        raise
    return file_id


def _file_exists(file_id):
    return FileExists('file with _id %r already exists' % (file_id,))
