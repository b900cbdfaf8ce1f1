"""Functions that left the standard library, in terms of what it has now. Python 3 only: Python 2 has them all."""
from __future__ import absolute_import

from collections import namedtuple
from functools import wraps

from .additions import additions
from .patching import row_of, takes

# inspect

ArgSpec = namedtuple('ArgSpec', 'args varargs keywords defaults')


def getargspec(func):
    """The parameters of a function.

    :raises ValueError: if it has keyword-only parameters or annotations, which the answer has no place for
    """
    import inspect
    found = inspect.getfullargspec(func)
    if found.kwonlyargs or found.annotations:
        raise ValueError('Function has keyword-only parameters or annotations, use inspect.signature()')
    return ArgSpec(*found[:4])


def formatargspec(args, varargs=None, varkw=None, defaults=None, *others):
    """The parameters of a function as text."""
    texts = list(args)
    for position, value in enumerate(defaults or (), len(texts) - len(defaults or ())):
        texts[position] += '=%r' % (value,)
    texts += ['*' + varargs] if varargs else []
    texts += ['**' + varkw] if varkw else []
    return '(%s)' % ', '.join(texts)


# cgi, html.parser

def escape(s, quote=None):
    """`cgi.escape`: text for a page.

    :param quote: whether double quotes are escaped, too
    """
    import html
    text = html.escape(s, quote=False)
    return text.replace('"', '&quot;') if quote else text


def parse_header(line):
    """`cgi.parse_header`: the value of a header such as Content-Type, and a dict of its parameters."""
    from email.message import Message
    message = Message()
    message['content-type'] = line
    parameters = message.get_params() or [('', '')]
    return parameters[0][0], dict(parameters[1:])


def unescape(parser, s):
    """`HTMLParser.unescape`: text without character references."""
    import html
    return html.unescape(s)


# platform

def _os_release():
    found = {}
    try:
        with open('/etc/os-release') as lines:
            for line in lines:
                key, equals, value = line.strip().partition('=')
                if equals:
                    found[key] = value.strip('"\'')
    except EnvironmentError:
        pass
    return found


def linux_distribution(distname='', version='', id='', supported_dists=(), full_distribution_name=1):
    """The name, version and code name of this Linux; the arguments are the defaults."""
    found = _os_release()
    name = found.get('NAME' if full_distribution_name else 'ID', distname)
    return name, found.get('VERSION_ID', version), found.get('VERSION_CODENAME', id)


def dist(distname='', version='', id='', supported_dists=()):
    """The short name, version and code name of this Linux."""
    return linux_distribution(distname, version, id, supported_dists, 0)


# logging

def logging_acquire_lock():
    """Take the lock of the module; billiard, which celery works with, does while it makes a logger."""
    import logging
    logging._lock.acquire()


def logging_release_lock():
    """Give the lock of the module back."""
    import logging
    logging._lock.release()


# asyncio, contextlib, importlib

def coroutine(func):
    """`asyncio.coroutine`: a decorator of generators that are awaited."""
    import asyncio
    import inspect
    import types
    if inspect.isgeneratorfunction(func):
        return types.coroutine(func)
    if asyncio.iscoroutinefunction(func):
        return func

    # Not a generator: what it returns may be a future, a generator, or a plain value.
    @wraps(func)
    def made(*args, **kwargs):
        found = func(*args, **kwargs)
        if inspect.isawaitable(found):
            return found
        future = asyncio.get_running_loop().create_future()
        future.set_result(found)
        return future
    return made


def entry_points_get(self, name, default=()):
    """`entry_points().get(group)`: the entry points of a group, as when `entry_points` returned a dict."""
    return self.select(group=name) or default


def nested(*managers):
    """`contextlib.nested`: several context managers as one, whose value is the list of theirs."""
    from contextlib import ExitStack, contextmanager

    @contextmanager
    def entered():
        with ExitStack() as stack:
            yield [stack.enter_context(manager) for manager in managers]
    return entered()


def find_loader(name, path=None):
    """`importlib.find_loader`: the loader of a module, None if there is no such module."""
    from importlib.util import find_spec
    found = find_spec(name)
    return found and found.loader


# gettext, locale

def _encoded(text):
    import locale
    return text.encode(locale.getpreferredencoding())


def lgettext(message):
    """`gettext.lgettext`: a translation as bytes."""
    import gettext
    return _encoded(gettext.gettext(message))


def lngettext(singular, plural, n):
    """`gettext.lngettext`: a translation as bytes."""
    import gettext
    return _encoded(gettext.ngettext(singular, plural, n))


def translations_lgettext(translations, message):
    """`lgettext` of translations."""
    return _encoded(translations.gettext(message))


def translations_lngettext(translations, singular, plural, n):
    """`lngettext` of translations."""
    return _encoded(translations.ngettext(singular, plural, n))


def format(percent, value, grouping=False, monetary=False, *additional):
    """`locale.format`: a number in the style of the locale."""
    import locale
    return locale.format_string(percent, (value,) + additional if additional else value, grouping, monetary)


def resetlocale(category=None):
    """`locale.resetlocale`: the locale of the environment."""
    import locale
    locale.setlocale(locale.LC_ALL if category is None else category, '')


# plistlib, sys, xml

def readPlist(pathOrFile):
    """`plistlib.readPlist`: what a file, or the file of a path, has."""
    import plistlib
    if hasattr(pathOrFile, 'read'):
        return plistlib.load(pathOrFile)
    with open(pathOrFile, 'rb') as source:
        return plistlib.load(source)


def writePlist(value, pathOrFile):
    """`plistlib.writePlist`: write to a file, or to the file of a path."""
    import plistlib
    if hasattr(pathOrFile, 'write'):
        plistlib.dump(value, pathOrFile)
    else:
        with open(pathOrFile, 'wb') as target:
            plistlib.dump(value, target)


def getcheckinterval():
    """`sys.getcheckinterval`: a number without a meaning since Python 3.2."""
    return 100


def setcheckinterval(n):
    """`sys.setcheckinterval`: does nothing, as since Python 3.2."""


def getiterator(tree, tag=None):
    """`ElementTree.getiterator`: a list of the elements."""
    return list(tree.iter(tag))


# string

def join(words, sep=' '):
    """`string.join`."""
    return sep.join(words)


joinfields = join


# unittest

def assertDictContainsSubset(case, expected, actual, msg=None):
    """`TestCase.assertDictContainsSubset`."""
    case.assertEqual(dict(actual, **expected), dict(actual), msg)


# types

#: Text of either kind.
StringTypes = (str,)


# json

def legacy_json(original):
    """A wrapper of a function of `json` that takes `encoding`: what bytes are decoded with; text stays."""
    if takes(original, 'encoding'):
        return original
    row = row_of('json.%s(encoding=)' % original.__name__)

    @wraps(original)
    def wrapper(first, *args, **kwargs):
        if 'encoding' in kwargs:
            additions.used(row)
            encoding = kwargs.pop('encoding')
            if isinstance(first, bytes) and encoding:
                first = first.decode(encoding)
        return original(first, *args, **kwargs)
    return wrapper
