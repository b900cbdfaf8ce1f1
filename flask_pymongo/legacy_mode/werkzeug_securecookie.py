"""`werkzeug.contrib.securecookie`, which is a part of the package secure-cookie now."""
from __future__ import absolute_import

try:
    from secure_cookie.cookie import SecureCookie
except ImportError:
    raise ImportError('werkzeug.contrib.securecookie is the package secure-cookie now, which is not installed: '
                      'pip install secure-cookie')

__all__ = ['SecureCookie']
