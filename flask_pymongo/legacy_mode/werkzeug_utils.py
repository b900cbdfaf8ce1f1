"""Small functions that left `werkzeug.utils`, `werkzeug.http`, `werkzeug.exceptions` and `werkzeug.routing`."""
from __future__ import absolute_import

import os
import re
import sys
import time
from datetime import datetime, timedelta

try:
    from werkzeug.user_agent import UserAgent
except ImportError:
    from werkzeug.useragents import UserAgent

try:
    from html import unescape
except ImportError:
    # Werkzeug on Python 2 has its own.
    unescape = None

__all__ = ['HTMLBuilder', 'UserAgent', 'can_rename_open_file', 'cookie_date', 'escape', 'fix_headers', 'format_string',
           'get_filesystem_encoding', 'has_key', 'header_list', 'html', 'invalidate_cached_property',
           'parse_authorization_header', 'parse_rule', 'parse_www_authenticate_header', 'rename', 'set_basic',
           'set_digest', 'to_list', 'unescape', 'xhtml']

#: `werkzeug.posixemulation`: renaming that takes the place of what is there.
rename = getattr(os, 'replace', os.rename)
can_rename_open_file = os.name != 'nt'

_DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')


def cookie_date(expires=None):
    """A date as cookies had it: ``Thu, 01-Jan-1970 00:00:00 GMT``.

    :param expires: seconds since 1970, a datetime, a tuple of :func:`time.gmtime`; None for now
    """
    if expires is None:
        return cookie_date(time.time())
    if isinstance(expires, datetime):
        moment = expires.replace(tzinfo=None) - (expires.utcoffset() or timedelta(0))
    elif isinstance(expires, (int, float)):
        moment = datetime(1970, 1, 1) + timedelta(seconds=int(expires))
    else:
        moment = datetime(*expires[:6])
    return '%s, %02d-%s-%04d %02d:%02d:%02d GMT' % (
        _DAYS[moment.weekday()], moment.day, _MONTHS[moment.month - 1], moment.year, moment.hour, moment.minute,
        moment.second)


def escape(s, quote=None):
    """Text for a page; None is empty, and what has `__html__` says itself.

    :param quote: not asked any more: double quotes are escaped, too
    """
    if s is None:
        return ''
    if hasattr(s, '__html__'):
        return str(s.__html__())
    text = s if isinstance(s, type(u'')) else str(s)
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;')


def format_string(text, context):
    """A text with ``$name`` and ``${name}`` filled in; what is no text becomes some."""
    def fill(match):
        return str(context[match.group(1) or match.group(2)])
    return re.sub(r'\$(?:([a-zA-Z_][a-zA-Z0-9_]*)|\{([a-zA-Z_][a-zA-Z0-9_]*)\})', fill, text)


class HTMLBuilder(object):
    """Writes elements: ``html.p('text', class_='note')``; called itself, escapes.

    :param dialect: ``html`` or ``xhtml``
    """

    _empty = frozenset(('area', 'base', 'basefont', 'br', 'col', 'command', 'embed', 'frame', 'hr', 'img', 'input',
                        'keygen', 'isindex', 'link', 'meta', 'param', 'source', 'wbr'))
    _boolean = frozenset(('selected', 'checked', 'compact', 'declare', 'defer', 'disabled', 'ismap', 'multiple',
                          'nohref', 'noresize', 'noshade', 'nowrap'))

    def __init__(self, dialect):
        self._dialect = dialect

    def __call__(self, s):
        return escape(s)

    def __getattr__(self, tag):
        if tag.startswith('__'):
            raise AttributeError(tag)

        def element(*children, **arguments):
            return self._element(tag.rstrip('_'), children, arguments)
        return element

    def _element(self, tag, children, arguments):
        is_xhtml = self._dialect == 'xhtml'
        text = '<' + tag
        for name, value in arguments.items():
            name = name[:-1] if name.endswith('_') else name
            if value is None or name in self._boolean and not value:
                continue
            if name in self._boolean:
                text += ' ' + name + ('="%s"' % name if is_xhtml else '')
            else:
                text += ' %s="%s"' % (name, escape(value))
        if not children and tag in self._empty:
            return text + (' />' if is_xhtml else '>')
        content = ''.join(str(child) for child in children if child is not None)
        if content and is_xhtml and tag in ('style', 'script'):
            content = '/*<![CDATA[*/%s/*]]>*/' % content
        return '%s>%s</%s>' % (text, content, tag)

    def __repr__(self):
        return '<%s for %r>' % (type(self).__name__, self._dialect)


html = HTMLBuilder('html')
xhtml = HTMLBuilder('xhtml')


def get_filesystem_encoding():
    """The encoding of file names."""
    return sys.getfilesystemencoding()


def parse_authorization_header(value, *args):
    """The :class:`Authorization` of a header, None if it has none or is broken."""
    from werkzeug.datastructures import Authorization
    return Authorization.from_header(value)


def parse_www_authenticate_header(value, on_update=None):
    """The :class:`WWWAuthenticate` of a header.

    :param on_update: not called: what is changed is written with the response
    """
    from werkzeug.datastructures import WWWAuthenticate
    return WWWAuthenticate.from_header(value) or WWWAuthenticate('basic')


_RULE = re.compile(r'([^<]*)<(?:([a-zA-Z_][a-zA-Z0-9_]*)(?:\((.*?)\))?:)?([a-zA-Z_][a-zA-Z0-9_]*)>')


def parse_rule(rule):
    """The parts of a rule: tuples of the converter's name, its arguments as text or None, the variable.

    A part without a variable is (None, None, text).

    :raises ValueError: if a variable comes twice, or the rule is malformed
    """
    position, names = 0, set()
    while position < len(rule):
        found = _RULE.match(rule, position)
        if found is None:
            break
        text, converter, arguments, variable = found.groups()
        if text:
            yield None, None, text
        if variable in names:
            raise ValueError('variable name %r used twice.' % variable)
        names.add(variable)
        yield converter or 'default', arguments or None, variable
        position = found.end()
    rest = rule[position:]
    if '<' in rest or '>' in rest:
        raise ValueError('malformed url rule: %r' % rule)
    if rest:
        yield None, None, rest


def to_list(headers, charset='iso-8859-1'):
    """`Headers.to_list`: the pairs, for WSGI."""
    return headers.to_wsgi_list()


def has_key(mapping, key):
    """`has_key`: whether a key is there."""
    return key in mapping


def _set(authenticate, kind, parameters):
    # By the properties: assigned in the usual way, they would become parameters.
    object.__setattr__(authenticate, 'type', kind)
    object.__setattr__(authenticate, 'token', None)
    object.__setattr__(authenticate, 'parameters', parameters)


def set_basic(authenticate, realm='authentication required'):
    """`WWWAuthenticate.set_basic`: asks for a user and a password."""
    _set(authenticate, 'basic', {'realm': realm})


def set_digest(authenticate, realm, nonce, qop=('auth',), opaque=None, algorithm=None, stale=False):
    """`WWWAuthenticate.set_digest`: asks for a digest of a user's password."""
    parameters = {'realm': realm, 'nonce': nonce, 'qop': ', '.join(qop)}
    if stale:
        parameters['stale'] = 'TRUE'
    if opaque is not None:
        parameters['opaque'] = opaque
    if algorithm is not None:
        parameters['algorithm'] = algorithm
    _set(authenticate, 'digest', parameters)


def fix_headers(response, environ):
    """`Response.fix_headers`: makes the headers what WSGI wants of them."""
    response.headers = response.get_wsgi_headers(environ)


def _header_list(response):
    return response.headers.to_wsgi_list()


header_list = property(_header_list, doc='The pairs of the headers of a response.')


def invalidate_cached_property(obj, name):
    """Forget what a :func:`cached_property` of an object has computed."""
    delattr(obj, name)
