"""Functions on the WSGI environment that left `werkzeug.wsgi`."""
from __future__ import absolute_import

from .werkzeug_urls import url_quote


def _decoded(text, charset, errors):
    """Text of the environment, whose characters are bytes, as text."""
    if isinstance(text, bytes):
        return text if charset is None else text.decode(charset, errors)
    raw = text.encode('latin-1')
    return raw if charset is None else raw.decode(charset, errors)


def _split(environ):
    """The slashes before the first segment of the path, that segment, what comes after it."""
    path = environ.get('PATH_INFO') or ''
    segment, slash, rest = path.lstrip('/').partition('/')
    return path[:len(path) - len(path.lstrip('/'))], segment, slash + rest


def pop_path_info(environ, charset='utf-8', errors='replace'):
    """Move the next segment of the path to SCRIPT_NAME.

    :return: the segment, None if there is none
    """
    if not environ.get('PATH_INFO'):
        return None
    slashes, segment, rest = _split(environ)
    environ['PATH_INFO'] = rest
    environ['SCRIPT_NAME'] = environ.get('SCRIPT_NAME', '') + slashes + segment
    return _decoded(segment, charset, errors)


def peek_path_info(environ, charset='utf-8', errors='replace'):
    """The next segment of the path, None if there is none; the environment stays as it is."""
    segment = _split(environ)[1]
    return _decoded(segment, charset, errors) if segment else None


def get_script_name(environ, charset='utf-8', errors='replace'):
    """SCRIPT_NAME as text."""
    return _decoded(environ.get('SCRIPT_NAME', ''), charset, errors)


def get_query_string(environ):
    """The query string, with what is not ASCII encoded."""
    raw = environ.get('QUERY_STRING', '')
    raw = raw if isinstance(raw, bytes) else raw.encode('latin-1')
    return url_quote(raw, safe=':&%=+$!*\'(),')


def extract_path_info(environ_or_baseurl, path_or_url, charset='utf-8', errors='replace', collapse_http_schemes=True):
    """The path of a URL, or of a path, below an application.

    :param environ_or_baseurl: the environment of the application, or its URL
    :param collapse_http_schemes: whether http and https are the same
    :return: text, None if it is not below it
    """
    from werkzeug.urls import uri_to_iri
    from werkzeug.wsgi import get_current_url

    from .werkzeug_urls import url_join, url_parse

    def address(url):
        netloc = url.netloc.rpartition(u'@')[2]
        host, colon, port = netloc.partition(u':')
        if not colon and url.scheme in (u'http', u'https'):
            port = u'80' if url.scheme == u'http' else u'443'
        if collapse_http_schemes and port == u'443':
            port = u'80'
        return host + u':' + port

    base = environ_or_baseurl
    if isinstance(base, dict):
        base = get_current_url(base, root_only=True)
    base = uri_to_iri(base)
    path = uri_to_iri(path_or_url)
    base_url = url_parse(base)
    url = url_parse(url_join(base, path))
    schemes = (u'http', u'https')
    if (url.scheme not in schemes or base_url.scheme not in schemes) if collapse_http_schemes \
            else url.scheme != base_url.scheme:
        return None
    if address(base_url) != address(url):
        return None
    below = base_url.path.rstrip(u'/')
    if not url.path.startswith(below):
        return None
    return u'/' + url.path[len(below):].lstrip(u'/')


def _chunks(stream, limit, buffer_size):
    if not hasattr(stream, 'read'):
        for chunk in stream:
            yield chunk
        return
    left = limit
    while left is None or left > 0:
        chunk = stream.read(buffer_size if left is None else min(buffer_size, left))
        if not chunk:
            return
        if left is not None:
            left -= len(chunk)
        yield chunk


def _pieces(chunks, split, most):
    """The parts of chunks; `split` gives those of some bytes, as a list, and the rest."""
    rest = b''
    for chunk in chunks:
        parts, rest = split(rest + chunk)
        for part in parts:
            yield part
        if most is not None and len(rest) >= most:
            yield rest
            rest = b''
    if rest:
        yield rest


def make_chunk_iter(stream, separator, limit=None, buffer_size=10 * 1024, cap_at_buffer=False):
    """The parts of a stream of bytes, or of an iterable of them, between separators.

    :param limit: how many bytes are read at most
    """
    separator = separator if isinstance(separator, bytes) else separator.encode('ascii')

    def split(data):
        parts = data.split(separator)
        return parts, parts.pop()
    return _pieces(_chunks(stream, limit, buffer_size), split, buffer_size if cap_at_buffer else None)


def make_line_iter(stream, limit=None, buffer_size=10 * 1024, cap_at_buffer=False):
    """The lines of a stream of bytes, or of an iterable of them, with their ends.

    :param limit: how many bytes are read at most
    """
    def split(data):
        lines = data.splitlines(True)
        # What follows may be the second half of a line's end.
        return lines, lines.pop() if lines and not lines[-1].endswith(b'\n') else b''
    return _pieces(_chunks(stream, limit, buffer_size), split, buffer_size if cap_at_buffer else None)
