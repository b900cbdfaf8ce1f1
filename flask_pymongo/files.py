"""GridFS over HTTP: a file as a response, and a file from a request."""
import datetime
import hashlib
import logging
import mimetypes
import re

from bson.objectid import ObjectId
from flask import current_app, request
from gridfs import GridFS
from gridfs.errors import CorruptGridFile, FileExists
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import AutoReconnect, DuplicateKeyError, PyMongoError
from werkzeug.exceptions import NotFound
from werkzeug.http import http_date, parse_date, quote_etag, unquote_etag

from .compat import bases
from .compat.language import Mapping, integer_types, quote, text_type, text_types
from .compat.modern import WriteConcern

_log = logging.getLogger(__name__)

ONE_YEAR = 31536000
#: Bytes of chunks to ask the server for at a time.
BATCH = 2 * 1024 * 1024
#: What a chunk takes in memory beside its data; it counts where chunks are tiny.
CHUNK_OVERHEAD = 1024
#: The oldest drivers can skip no further.
_FARTHEST = 2 ** 31 - 1
_DEFAULT_TYPE = 'application/octet-stream'
_PLAIN_TAG = re.compile(r'[!#-~]+\Z')
_PRINTABLE = re.compile(r'[ -~]+\Z')
_DIGITS = '0123456789'
#: The blanks of RFC 9110.
_BLANKS = ' \t'


def _require_text(name, value):
    if not isinstance(value, text_types):
        raise TypeError('"%s" must be string or unicode, not %s' % (name, type(value).__name__))


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
    if skip > _FARTHEST:
        raise NotFound()
    found = root.files.find({'filename': filename}).sort([('uploadDate', way), ('_id', way)])
    for document in found.skip(skip).limit(-1):
        return document
    raise NotFound()


def _utc(date):
    """A datetime without a zone, in UTC."""
    return date if date.tzinfo is None else (date - date.utcoffset()).replace(tzinfo=None)


def _parsed_date(text):
    """The date of a header, in UTC; None if there is none or it makes no sense."""
    try:
        date = parse_date(text)
        return None if date is None else _utc(date)
    except (ValueError, OverflowError):  # a year, or an hour of the last year, that no datetime has
        return None


def _upload_date(document):
    """When a file was uploaded; None where another program did not say."""
    date = document.get('uploadDate')
    return _utc(date).replace(microsecond=0) if isinstance(date, datetime.datetime) else None


def _described(value):
    """A value as text that is the same on every Python and driver."""
    if isinstance(value, bytes):
        return hashlib.sha1(value).hexdigest()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime.datetime):
        return _utc(value).isoformat()
    if isinstance(value, Mapping):
        return u'{%s}' % u','.join(sorted(u'%s:%s' % (name, _described(value[name])) for name in value))
    return text_type(value)


def entity_tag(document):
    """The ETag of a file, without reading it: its stored sha1 or md5, else one made of what identifies it."""
    for name in ('sha1', 'md5'):
        stored = document.get(name)
        if isinstance(stored, text_types) and _PLAIN_TAG.match(stored):
            return stored
    described = u'%s-%d-%s' % (_described(document['_id']), document['length'], _described(document.get('uploadDate')))
    return hashlib.sha1(described.encode('utf-8')).hexdigest()


def content(root, document, start, stop):
    """The bytes of a file from `start` up to `stop`, chunk by chunk as they come from the database.

    :raises CorruptGridFile: at a chunk that is missing, has the wrong length or is one too many, before the end is
        sent: never a short success
    """
    size, length = int(document.get('chunkSize') or 0), int(document['length'])
    if size < 1:
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
                # Some drivers end a file with an empty chunk, and the specification of GridFS has it tolerated.
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
        # Only now is it certain that none is missing and none too many.
        if waiting is not None:
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
        return _lists_tag(known, tag)
    since = _parsed_date(headers.get('If-Modified-Since'))
    return since is not None and modified is not None and modified <= since


def _lists_tag(header, tag):
    """Whether a list of entity tags names one, weak or not, or is ``*``.

    Werkzeug's own reading takes the square of the length, up to 2.x.
    """
    pieces = header.split('"')
    # What stands in quotes are the odd pieces; the last one of all is never closed.
    bare = [item.strip() for item in ','.join(pieces[::2]).split(',')]
    return tag in pieces[1:-1:2] or tag in bare or '*' in bare


def requested_range(headers, length, tag, modified):
    """The part of a file that is asked for.

    :return: (start, stop); None for the whole file; (length, length) for one that lies outside of it. Several ranges
        at once, and what is no byte range, count as the whole file.
    """
    asked = _single_range(headers.get('Range', ''))
    if asked is None or not _if_range(headers.get('If-Range'), tag, modified):
        return None
    first, last = asked
    if not first:
        # Of an empty file, the last bytes are there, but no answer can name them.
        return None if not length and last.strip('0') else (length - _position(last, length), length)
    return _position(first, length), min(_position(last, length) + 1, length) if last else length


def _single_range(header):
    """The digits of first and last position in a header that asks for one range of bytes; one of both may be ''.

    None if it asks for several, or is malformed. RFC 9110 allows blanks around commas only (14.1.2, 5.6.1.2). No
    regular expression: they take the square of the length, or more, to find out that a header is malformed.
    """
    unit, _, listed = header.strip(_BLANKS).partition('=')
    if unit.lower() != 'bytes':
        return None
    begin, comma, more = listed.partition(',')
    elements = [element.strip(_BLANKS) for element in more.split(',')] + [begin.rstrip(_BLANKS) if comma else begin]
    elements = [element for element in elements if element]
    if len(elements) != 1:
        return None
    first, dash, last = elements[0].partition('-')
    if not dash or not (first or last) or first.strip(_DIGITS) or last.strip(_DIGITS):
        return None
    return None if first and last and _magnitude(last) < _magnitude(first) else (first, last)


def _magnitude(digits):
    """Digits in an order; Python refuses to make an integer of thousands of them."""
    digits = digits.lstrip('0')
    return len(digits), digits


def _position(digits, length):
    """A position or count in a file: no more than its length."""
    digits = digits.lstrip('0')
    return length if len(digits) > len(str(length)) else min(int(digits or 0), length)


def _if_range(condition, tag, modified):
    if condition is None:
        return True
    if '"' in condition:
        known, is_weak = unquote_etag(condition)
        return known == tag and not is_weak
    date = _parsed_date(condition)
    return date is not None and date == modified


def cache_control(cache_for):
    """The Cache-Control of a number of seconds or a timedelta; 0 asks to check each time, less forbids to store."""
    if isinstance(cache_for, datetime.timedelta):
        cache_for = cache_for.days * 86400 + cache_for.seconds
    _require_integer('cache_for', cache_for)
    if cache_for < 0:
        return 'no-store'
    return 'public, max-age=%d' % cache_for if cache_for else 'no-cache'


def content_disposition(name):
    """The header that makes a browser save a file under a name in any script (RFC 6266)."""
    if isinstance(name, bytes):
        name = name.decode('utf-8', 'replace')
    name = name.replace(u'\\', u'/').rpartition(u'/')[2]
    if not name:
        return 'attachment'
    plain = re.sub(u'[^ !#-\\[\\]-~]', u'_', name)
    header = 'attachment; filename="%s"' % plain
    if plain != name:
        header += "; filename*=UTF-8''%s" % quote(name.encode('utf-8', 'replace'), safe='')
    return header


def _content_type(document, filename, mimetype):
    stored = document.get('contentType')
    if not isinstance(stored, text_types) or not _PRINTABLE.match(stored):
        # Whoever may write to the database does not write our headers.
        stored = None
    chosen = mimetype or stored or mimetypes.guess_type(filename)[0] or _DEFAULT_TYPE
    if chosen.lower().startswith('text/') and 'charset' not in chosen.lower():
        chosen += '; charset=utf-8'
    return chosen


def send(database, filename, base, version, cache_for, as_attachment, download_name, mimetype):
    """The response of :meth:`PyMongo.send_file`."""
    _require_text('filename', filename)
    _require_text('base', base)
    _require_integer('version', version)
    for name, value in (('download_name', download_name), ('mimetype', mimetype)):
        if value is not None:
            _require_text(name, value)
    if mimetype and not _PRINTABLE.match(mimetype):
        raise ValueError('"mimetype" is no MIME type: %r' % mimetype)
    caching = cache_control(cache_for)
    root = database[base]
    document = find_file(root, filename, int(version))
    length, tag = int(document['length']), entity_tag(document)
    modified = _upload_date(document)
    headers = {'Accept-Ranges': 'bytes', 'X-Content-Type-Options': 'nosniff'}
    part = requested_range(request.headers, length, tag, modified) if request.method == 'GET' else None
    start, stop = part or (0, length)
    is_unchanged = request.method in ('GET', 'HEAD') and is_not_modified(request.headers, tag, modified)
    if part is not None and start >= stop and not is_unchanged:
        # Without the headers of the file: nobody should keep this in its place.
        return _response(416, dict(headers, **{'Content-Range': 'bytes */%d' % length}))
    headers.update({'Cache-Control': caching, 'ETag': quote_etag(tag)})
    if modified is not None:
        headers['Last-Modified'] = http_date(modified)
    if as_attachment:
        headers['Content-Disposition'] = content_disposition(download_name or filename)
    if is_unchanged:
        return _response(304, headers)
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

def _acknowledged(database):
    """The database, waiting for its writes whatever else it does: a chunk that got lost unseen would ruin the file."""
    return database if bases.waits(database) else database.with_options(write_concern=WriteConcern(w=1))


def _pieces(source, size):
    """What a source gives, in pieces of a size, though its `read` may return less than it is asked for."""
    while True:
        piece = source.read(size)
        if isinstance(piece, text_type):
            raise TypeError('"fileobj" gives text: open it in binary mode')
        if not isinstance(piece, (bytes, bytearray)):
            raise TypeError('"fileobj" must give bytes, not %s' % type(piece).__name__)
        if not piece:
            return
        yield bytes(piece)


def save(database, filename, fileobj, base, content_type, fields):
    """The work of :meth:`PyMongo.save_file`."""
    _require_text('filename', filename)
    _require_text('base', base)
    if not callable(getattr(fileobj, 'read', None)):
        raise TypeError('"fileobj" must have a read() method, %s has none' % type(fileobj).__name__)
    if content_type is None:
        content_type = mimetypes.guess_type(filename)[0]
    database = _acknowledged(database)
    storage, files = GridFS(database, base), database[base].files
    if files.find_one({}, {'_id': 1}) is None:
        # As the specification of GridFS has it; drivers before it know the index of the chunks only.
        files.create_index([('filename', ASCENDING), ('uploadDate', ASCENDING)])
    is_new_id = '_id' not in fields
    file_id = fields.get('_id', ObjectId())
    if not is_new_id and storage.exists(file_id):
        raise _file_exists(file_id)
    target = storage.new_file(**dict(fields, _id=file_id, filename=filename, contentType=content_type))
    # Of a source that is asked for nothing nothing would be stored.
    _require_integer('chunk_size', target.chunk_size)
    if target.chunk_size < 1:
        raise ValueError('"chunk_size" must be 1 or more, not %d' % target.chunk_size)
    digest = hashlib.sha1()
    try:
        for piece in _pieces(fileobj, target.chunk_size):
            digest.update(piece)
            target.write(piece)
        target.sha1 = digest.hexdigest()
        # The oldest driver keeps what it does not know to itself, as long as the file is open.
        is_kept = 'sha1' in vars(target)
        target.close()
        if is_kept:
            target.sha1 = digest.hexdigest()
    except BaseException as error:
        if not is_new_id and isinstance(error, (DuplicateKeyError, FileExists)):
            # Another upload took the `_id` meanwhile: the chunks may be that file's.
            raise _file_exists(file_id)
        _clear(storage, file_id)
        raise
    return file_id


def _clear(storage, file_id):
    """Remove what there is of a file; the reason to do so is what the caller hears of, not what goes wrong here."""
    try:
        try:
            storage.delete(file_id)
        except AutoReconnect:
            # A connection that was cut is noticed when it is used; the next one is new.
            storage.delete(file_id)
    except PyMongoError as error:
        _log.error('GridFS file %r failed, and what was stored of it could not be removed: %s', file_id, error)


def _file_exists(file_id):
    return FileExists('file with _id %r already exists' % (file_id,))
