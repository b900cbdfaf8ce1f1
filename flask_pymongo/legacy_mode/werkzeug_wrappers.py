"""The mixins of `werkzeug.wrappers`; requests and responses now have by themselves what these added."""
from __future__ import absolute_import

from functools import wraps

from .patching import takes, used

#: What requests and responses are decoded from and encoded to.
charset = url_charset = 'utf-8'
encoding_errors = 'replace'


class AcceptMixin(object):
    """Adds nothing."""


class AuthorizationMixin(object):
    """Adds nothing."""


class CORSRequestMixin(object):
    """Adds nothing."""


class CORSResponseMixin(object):
    """Adds nothing."""


class CommonRequestDescriptorsMixin(object):
    """Adds nothing."""


class CommonResponseDescriptorsMixin(object):
    """Adds nothing."""


class ETagRequestMixin(object):
    """Adds nothing."""


class ETagResponseMixin(object):
    """Adds nothing."""


class JSONMixin(object):
    """Adds nothing."""


class ResponseStreamMixin(object):
    """Adds nothing."""


class StreamOnlyMixin(object):
    """Leaves the body of a request to the application, as a stream."""

    disable_data_descriptor = True
    want_form_data_parsed = False


class UserAgentMixin(object):
    """Adds nothing."""


class WWWAuthenticateMixin(object):
    """Adds nothing."""


class DynamicCharsetRequestMixin(object):
    """Adds nothing: everything is UTF-8."""


class DynamicCharsetResponseMixin(object):
    """Adds nothing: everything is UTF-8."""


def set_cookie(function):
    """A wrapper of `Response.set_cookie` that takes bytes, as signers make them, for the name and the value."""
    from werkzeug.http import dump_cookie
    if takes(dump_cookie, 'charset'):
        # This Werkzeug takes them itself.
        return function

    @wraps(function)
    def wrapper(self, key, value='', *args, **kwargs):
        if isinstance(key, bytes) or isinstance(value, bytes):
            used('werkzeug.sansio.response.Response.set_cookie(value=bytes)')
            key, value = [text.decode('utf-8') if isinstance(text, bytes) else text for text in (key, value)]
        return function(self, key, value, *args, **kwargs)
    return wrapper
