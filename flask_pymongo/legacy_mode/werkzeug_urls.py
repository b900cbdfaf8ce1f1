"""`werkzeug.urls` as it was up to 2.3, on the standard library: quoting, query strings, URLs in parts, Href."""
from __future__ import absolute_import

from collections import namedtuple

try:
    from urllib.parse import quote_from_bytes, unquote_to_bytes, urljoin, urlsplit, urlunsplit
except ImportError:
    # Werkzeug on Python 2 has all of this itself.
    from urllib import quote as quote_from_bytes
    from urllib import unquote as unquote_to_bytes

    from urlparse import urljoin, urlsplit, urlunsplit

_ALWAYS_SAFE = '-._~'


def _bytes(value, charset, errors='strict'):
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if not hasattr(value, 'encode'):
        value = str(value)
    return value.encode(charset, errors)


def _text(value, charset='utf-8', errors='replace'):
    return value.decode(charset, errors) if isinstance(value, bytes) else value


def url_quote(string, charset='utf-8', errors='strict', safe='/:', unsafe=''):
    """Percent-encode text or bytes.

    :param safe: characters that stay as they are
    :param unsafe: characters that do not, though they would
    """
    kept = ''.join(character for character in _text(safe) + _ALWAYS_SAFE if character not in _text(unsafe))
    quoted = quote_from_bytes(_bytes(string, charset, errors), kept)
    for character in _text(unsafe):
        quoted = quoted.replace(character, '%%%02X' % ord(character))
    return quoted


def url_quote_plus(string, charset='utf-8', errors='strict', safe=''):
    """:func:`url_quote` with a plus sign for a space."""
    return url_quote(string, charset, errors, _text(safe) + ' ', '+').replace(' ', '+')


def url_unquote(s, charset='utf-8', errors='replace', unsafe=''):
    """Decode percent-encoded text or bytes.

    :param charset: None for bytes as the answer
    :param unsafe: characters that stay encoded
    """
    raw = _bytes(s, charset or 'utf-8')
    for character in _text(unsafe):
        for code in ('%%%02X' % ord(character), '%%%02x' % ord(character)):
            raw = raw.replace(code.encode('ascii'), ('%25' + code[1:]).encode('ascii'))
    found = unquote_to_bytes(raw)
    return found if charset is None else found.decode(charset, errors)


def url_unquote_plus(s, charset='utf-8', errors='replace'):
    """:func:`url_unquote` with a space for a plus sign."""
    plus, space = (b'+', b' ') if isinstance(s, bytes) else (u'+', u' ')
    return url_unquote(s.replace(plus, space), charset, errors)


# Query strings

def _pairs(obj):
    lists = getattr(obj, 'lists', None)
    if lists is not None:
        return [(key, value) for key, values in lists() for value in values]
    if not hasattr(obj, 'items'):
        return list(obj)
    found = []
    for key, value in obj.items():
        found.extend((key, each) for each in (value if isinstance(value, (list, tuple, set)) else [value]))
    return found


def _encoded(obj, charset, sort, key):
    pairs = [pair for pair in _pairs(obj) if pair[1] is not None]
    for name, value in sorted(pairs, key=key) if sort else pairs:
        yield '%s=%s' % (url_quote_plus(name, charset), url_quote_plus(value, charset))


def url_encode(obj, charset='utf-8', encode_keys=False, sort=False, key=None, separator='&'):
    """The query string of a dict, a MultiDict or pairs; a value of None is left out.

    :param sort: whether the pairs are sorted, by `key`
    """
    return _text(separator).join(_encoded(obj, charset, sort, key))


def url_encode_stream(obj, stream=None, charset='utf-8', encode_keys=False, sort=False, key=None, separator='&'):
    """:func:`url_encode` into a stream; without one, an iterator over the encoded pairs."""
    pairs = _encoded(obj, charset, sort, key)
    if stream is None:
        return pairs
    stream.write(_text(separator).join(pairs))


def _decoded(parts, charset, include_empty, errors):
    for part in parts:
        name, equals, value = part.partition(b'=')
        if part and (equals or include_empty):
            yield url_unquote_plus(name, charset, errors), url_unquote_plus(value, charset, errors)


def _collected(pairs, cls):
    if cls is None:
        from werkzeug.datastructures import MultiDict as cls
    return cls(pairs)


def url_decode(s, charset='utf-8', decode_keys=False, include_empty=True, errors='replace', separator='&', cls=None):
    """The pairs of a query string as a MultiDict.

    :param include_empty: whether a name without a value counts
    :param cls: another class for them
    """
    parts = _bytes(s, charset or 'ascii').split(_bytes(separator, 'ascii'))
    return _collected(_decoded(parts, charset, include_empty, errors), cls)


def url_decode_stream(stream, charset='utf-8', decode_keys=False, include_empty=True, errors='replace', separator='&',
                      cls=None, limit=None, return_iterator=False):
    """:func:`url_decode` of what a stream of bytes gives.

    :param limit: how many bytes are read at most
    :param return_iterator: whether the answer is an iterator over pairs
    """
    parts = stream.read(*(() if limit is None else (limit,))).split(_bytes(separator, 'ascii'))
    pairs = _decoded(parts, charset, include_empty, errors)
    return pairs if return_iterator else _collected(pairs, cls)


# URLs in parts

def _address(netloc):
    """User and password (encoded), host and port of a netloc, each None or text."""
    at, colon, opening, closing = (b'@', b':', b'[', b']') if isinstance(netloc, bytes) else u'@:[]'
    auth, has_auth, rest = netloc.rpartition(at)
    if rest.startswith(opening):
        host, _, port = rest[1:].partition(closing)
        port = port[1:]
    else:
        host, _, port = rest.partition(colon)
    user, has_password, password = auth.partition(colon)
    return (user or None if has_auth else None, password if has_password else None, host or None, port or None,
            auth if has_auth else None)


class BaseURL(namedtuple('BaseURL', 'scheme netloc path query fragment')):
    """A URL in parts, a tuple of five."""

    __slots__ = ()

    def replace(self, **kwargs):
        """A copy with other parts."""
        return self._replace(**kwargs)

    @property
    def auth(self):
        """User and password as they stand in the URL, None without."""
        return _address(self.netloc)[4]

    @property
    def raw_username(self):
        """The user as it stands in the URL, None without."""
        return _address(self.netloc)[0]

    @property
    def raw_password(self):
        """The password as it stands in the URL, None without."""
        return _address(self.netloc)[1]

    @property
    def username(self):
        """The user, None without."""
        raw = self.raw_username
        return None if raw is None else url_unquote(raw)

    @property
    def password(self):
        """The password, None without."""
        raw = self.raw_password
        return None if raw is None else url_unquote(raw)

    @property
    def host(self):
        """The host, None without."""
        return _address(self.netloc)[2]

    @property
    def ascii_host(self):
        """The host as the network has it."""
        host = _text(self.host)
        return None if host is None else host.encode('idna').decode('ascii')

    @property
    def port(self):
        """The port as a number, None without."""
        try:
            port = int(_address(self.netloc)[3])
        except (TypeError, ValueError):
            return None
        return port if 0 <= port <= 65535 else None

    def decode_query(self, *args, **kwargs):
        """:func:`url_decode` of the query."""
        return url_decode(self.query, *args, **kwargs)

    def join(self, *args, **kwargs):
        """:func:`url_join` with another URL, in parts."""
        return url_parse(url_join(self, *args, **kwargs))

    def to_url(self):
        """The URL as one text."""
        return url_unparse(self)

    def to_uri_tuple(self):
        """The parts in ASCII."""
        from werkzeug.urls import iri_to_uri
        return url_parse(iri_to_uri(_text(self.to_url())))

    def to_iri_tuple(self):
        """The parts as they are read."""
        from werkzeug.urls import uri_to_iri
        return url_parse(uri_to_iri(_text(self.to_url())))


class URL(BaseURL):
    """A URL of text."""

    __slots__ = ()

    def __str__(self):
        return self.to_url()

    def encode(self, charset='utf-8', errors='replace'):
        """The URL of bytes."""
        return BytesURL(*[part.encode(charset, errors) for part in self])

    def encode_netloc(self):
        """The address in ASCII."""
        return self.to_uri_tuple().netloc


class BytesURL(BaseURL):
    """A URL of bytes."""

    __slots__ = ()

    def __str__(self):
        return _text(self.to_url(), 'utf-8')

    def decode(self, charset='utf-8', errors='replace'):
        """The URL of text."""
        return URL(*[part.decode(charset, errors) for part in self])

    def encode_netloc(self):
        """The address."""
        return self.netloc


def url_parse(url, scheme=None, allow_fragments=True):
    """A URL in parts.

    :param scheme: for a URL without one
    """
    empty = url[:0]
    split = urlsplit(url, empty if scheme is None else scheme, allow_fragments)
    return (BytesURL if isinstance(empty, bytes) and str is not bytes else URL)(*split)


def url_unparse(components):
    """The URL of its parts."""
    return urlunsplit(tuple(components))


def url_join(base, url, allow_fragments=True):
    """A URL that may be relative to another."""
    base, url = [url_unparse(each) if isinstance(each, tuple) else each for each in (base, url)]
    return urljoin(base, url, allow_fragments)


def url_fix(s, charset='utf-8'):
    """A URL as a person may type it, with what is not allowed in it encoded."""
    url = url_parse(_text(s, charset).replace(u'\\', u'/'))
    path = url_quote(url.path, charset, safe='/%+$!*\'(),')
    query = url_quote_plus(url.query, charset, safe=':&%=+$!*\'(),')
    fragment = url_quote_plus(url.fragment, charset, safe=':&%=+$!*\'(),')
    netloc = url.encode_netloc() if url.netloc else url.netloc
    return url_unparse((url.scheme, netloc, path, query, fragment))


class Href(object):
    """Makes URLs below one: called with parts of a path and names and values of a query.

    :param base: the URL that they are below
    :param sort: whether the query is sorted, by `key`
    """

    def __init__(self, base='./', charset='utf-8', sort=False, key=None):
        self.base = base or './'
        self.charset = charset
        self.sort = sort
        self.key = key

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        base = self.base if self.base.endswith('/') else self.base + '/'
        return Href(urljoin(base, name), self.charset, self.sort, self.key)

    def __call__(self, *path, **query):
        if path and isinstance(path[-1], dict):
            if query:
                raise TypeError('keyword arguments and query-dicts can\'t be combined')
            query, path = path[-1], path[:-1]
        elif query:
            # `class_` is written for what is a keyword of Python.
            query = dict((name[:-1] if name.endswith('_') else name, value) for name, value in query.items())
        found = '/'.join(url_quote(part, self.charset) for part in path if part is not None).lstrip('/')
        base = self.base
        if found:
            base = urljoin(base if base.endswith('/') else base + '/', './' + found)
        if query:
            base += '?' + url_encode(query, self.charset, sort=self.sort, key=self.key)
        return base
