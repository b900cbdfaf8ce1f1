"""`werkzeug.contrib.sessions`, which is a part of the package secure-cookie now."""
from __future__ import absolute_import

try:
    from secure_cookie.session import (
        FilesystemSessionStore,
        ModificationTrackingDict,
        Session,
        SessionMiddleware,
        SessionStore,
        generate_key,
    )
except ImportError:
    raise ImportError('werkzeug.contrib.sessions is the package secure-cookie now, which is not installed: '
                      'pip install secure-cookie')

__all__ = ['FilesystemSessionStore', 'ModificationTrackingDict', 'Session', 'SessionMiddleware', 'SessionStore',
           'generate_key']
