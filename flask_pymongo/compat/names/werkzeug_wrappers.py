"""The mixins of `werkzeug.wrappers`: what they added, requests and responses have by themselves."""
from __future__ import absolute_import

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
