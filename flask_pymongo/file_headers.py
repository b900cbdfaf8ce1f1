"""The headers of a file that is sent, and what the headers of a request ask for. No database."""
import datetime
import hashlib
import mimetypes
import re

from werkzeug.http import parse_date, unquote_etag

from .compat.language import Mapping, integer_types, quote, require_integer, text_type, text_types

_DEFAULT_TYPE = 'application/octet-stream'
_PLAIN_TAG = r'[!#-~]+\Z'
_PRINTABLE = r'[ -~]+\Z'
_DIGITS = '0123456789'
#: The blanks of RFC 9110.
_BLANKS = ' \t'


# About the file

def stored_integer(document, field):
    """A number of 0 or more that is stored with a file; None if it is damaged. Shells store a float."""
    value = document.get(field)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, integer_types) and not isinstance(value, bool) and value >= 0 else None


def _utc(date):
    """A datetime without a zone, in UTC."""
    return date if date.tzinfo is None else (date - date.utcoffset()).replace(tzinfo=None)


def upload_date(document):
    """When a file was uploaded, in whole seconds; None if another program stored it without a date."""
    date = document.get('uploadDate')
    return _utc(date).replace(microsecond=0) if isinstance(date, datetime.datetime) else None


def _described(value):
    """A value as text; the text is the same on every Python and driver."""
    if isinstance(value, bytes):
        return hashlib.sha1(value).hexdigest()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime.datetime):
        return _utc(value).isoformat()
    if isinstance(value, Mapping):
        return u'{%s}' % u','.join(sorted(u'%s:%s' % (name, _described(value[name])) for name in value))
    return text_type(value)


def entity_tags(document, length):
    """The ETag of a file, and others by which clients may know it: its stored sha1 and md5, as far as they are there.

    If there are neither, it is a hash of its id, length and date. Never reads the content.
    """
    stored = [document.get(name) for name in ('sha1', 'md5')]
    tags = [tag for tag in stored if isinstance(tag, text_types) and re.match(_PLAIN_TAG, tag)]
    if tags:
        return tags
    described = u'%s-%d-%s' % (_described(document['_id']), length, _described(document.get('uploadDate')))
    return [hashlib.sha1(described.encode('utf-8')).hexdigest()]


def cache_control(cache_for):
    """The Cache-Control header for a number of seconds or a timedelta.

    0 makes browsers ask each time, a negative number forbids them to store the file.
    """
    if isinstance(cache_for, datetime.timedelta):
        cache_for = cache_for.days * 86400 + cache_for.seconds
    require_integer('cache_for', cache_for)
    if cache_for < 0:
        return 'no-store'
    return 'public, max-age=%d' % cache_for if cache_for else 'no-cache'


def content_disposition(name):
    """The header that makes a browser save a file, with a name in any script (RFC 6266)."""
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


def require_mime_type(value):
    """Raise a ValueError for a text that cannot be a header."""
    if not re.match(_PRINTABLE, value):
        raise ValueError('"mimetype" is no MIME type: %r' % value)


def type_by_name(filename):
    """The MIME type that the ending of a name stands for; None if it is not known."""
    # A path, and no URL: one that begins with `data:` would say its own type.
    guessed = mimetypes.guess_type('./' + filename)[0] if isinstance(filename, text_types) else None
    return guessed if guessed and re.match(_PRINTABLE, guessed) else None


def content_type(document, filename, mimetype):
    """The Content-Type header: the given type, the stored one, or a guess from the name."""
    stored = document.get('contentType')
    if not isinstance(stored, text_types) or not re.match(_PRINTABLE, stored):
        # Who may write to the database must not be able to write headers.
        stored = None
    chosen = mimetype or stored or type_by_name(filename) or _DEFAULT_TYPE
    if chosen.lower().startswith('text/') and 'charset' not in chosen.lower():
        chosen += '; charset=utf-8'
    return chosen


def can_run_scripts(mime_type):
    """Whether a browser that shows a document of this type runs the scripts in it."""
    return any(part in mime_type.lower() for part in ('html', 'xml', 'xsl', 'svg'))


# What is asked for

def _parsed_date(text):
    """The date of a header, in UTC; None if the header is missing or malformed."""
    try:
        date = parse_date(text)
        return None if date is None else _utc(date)
    except (ValueError, OverflowError):  # a year that datetime cannot hold
        return None


def is_refused(headers, tag, modified):
    """Whether the client wants another version only, by If-Match or else by If-Unmodified-Since (RFC 9110, 13.2.2)."""
    wanted = headers.get('If-Match')
    if wanted is not None:
        return not (wanted.strip() == '*' or tag in _strong_tags(wanted))
    until = _parsed_date(headers.get('If-Unmodified-Since'))
    return until is not None and modified is not None and modified > until


def _strong_tags(header):
    pieces = header.split('"')
    return [pieces[at] for at in range(1, len(pieces) - 1, 2) if not pieces[at - 1].endswith('W/')]


def is_not_modified(headers, tags, modified):
    """Whether the client already has this version, by If-None-Match or else by If-Modified-Since."""
    known = headers.get('If-None-Match')
    if known is not None:
        return _lists_tag(known, tags)
    since = _parsed_date(headers.get('If-Modified-Since'))
    return since is not None and modified is not None and modified <= since


def _lists_tag(header, tags):
    """Whether a list of entity tags names one of some, weak or not, or is ``*``.

    Werkzeug before 3.0 takes quadratic time to parse such a list.
    """
    pieces = header.split('"')
    # The odd pieces stood between quotes. If the last piece is odd, its quote was never closed.
    bare = [item.strip() for item in ','.join(pieces[::2]).split(',')]
    return '*' in bare or any(tag in pieces[1:-1:2] or tag in bare for tag in tags)


def requested_range(headers, length, tag, modified):
    """The part of a file that a request asks for.

    :return: (start, stop); None for the whole file; (length, length) for a part outside of the file. Several ranges
        and malformed ranges mean the whole file.
    """
    asked = _single_range(headers.get('Range', ''))
    if asked is None or not _if_range(headers.get('If-Range'), tag, modified):
        return None
    first, last = asked
    if not first:
        # RFC 9110 allows the last bytes of an empty file, but Content-Range has no way to write them.
        return None if not length and last.strip('0') else (length - _position(last, length), length)
    return _position(first, length), min(_position(last, length) + 1, length) if last else length


def _single_range(header):
    """The digits of the first and the last position, if a Range header asks for one range of bytes.

    One of the two may be ''. None if the header is malformed or asks for several ranges. RFC 9110 allows blanks
    around commas only (14.1.2, 5.6.1.2).
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
    """A key to compare numbers by their digits: Python refuses to convert thousands of digits to an integer."""
    digits = digits.lstrip('0')
    return len(digits), digits


def _position(digits, length):
    """The number that digits stand for, but no more than the length of the file."""
    digits = digits.lstrip('0')
    return length if len(digits) > len(str(length)) else min(int(digits or 0), length)


def _if_range(condition, tag, modified):
    """Whether If-Range allows to send a part: the client's other parts are of this version."""
    if condition is None:
        return True
    if '"' in condition:
        known, is_weak = unquote_etag(condition)
        return known == tag and not is_weak
    date = _parsed_date(condition)
    return date is not None and date == modified
