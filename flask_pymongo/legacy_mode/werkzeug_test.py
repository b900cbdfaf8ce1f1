"""The test client's cookies with the server's name in front, as up to 2.2."""
from __future__ import absolute_import

import sys
from functools import wraps

from .patching import takes, used

_SET = 'werkzeug.test.Client.set_cookie(server_name=)'
_DELETE = 'werkzeug.test.Client.delete_cookie(server_name=)'


def _named(names, args, kwargs):
    """All arguments by their names, `domain` for `server_name`."""
    named = dict(zip(names, args), **kwargs)
    named['domain'] = named.pop('server_name') or 'localhost'
    return named


def set_cookie(function):
    """A wrapper of `Client.set_cookie`: ``set_cookie('localhost', 'name', 'value')``."""
    if takes(function, 'server_name'):
        return function

    @wraps(function)
    def wrapper(self, *args, **kwargs):
        # The present one takes two by position: the name and the value.
        if len(args) > 2 or 'server_name' in kwargs or args and 'key' in kwargs or args[1:] and 'value' in kwargs:
            used(_SET)
            return function(self, **_named(('server_name', 'key', 'value'), args, kwargs))
        return function(self, *args, **kwargs)
    return wrapper


def delete_cookie(function):
    """A wrapper of `Client.delete_cookie`: ``delete_cookie('localhost', 'name')``."""
    if takes(function, 'server_name'):
        return function

    @wraps(function)
    def wrapper(self, *args, **kwargs):
        if len(args) > 1 or 'server_name' in kwargs or args and 'key' in kwargs:
            used(_DELETE)
            named = _named(('server_name', 'key'), args, kwargs)
            # The other arguments (secure, httponly...) do not matter for deleting.
            return function(self, **dict((name, named[name]) for name in ('key', 'domain', 'path') if name in named))
        return function(self, *args, **kwargs)
    return wrapper


def open_client(function):
    """A wrapper of `Client.open`: ``as_tuple=True`` gives the environment and the response."""
    if not hasattr(sys.modules['werkzeug.test'], 'TestResponse'):
        # An older Werkzeug has `as_tuple` itself.
        return function

    @wraps(function)
    def wrapper(self, *args, **kwargs):
        as_tuple = kwargs.pop('as_tuple', False)
        response = function(self, *args, **kwargs)
        if not as_tuple:
            return response
        used('werkzeug.test.Client.open(as_tuple=)')
        return response.request.environ, response
    return wrapper
