"""Strict mode for applications: ``MONGO_STRICT``. That of a whole process, FLASK_PYMONGO_STRICT, is in `warn`."""
import threading
import weakref

from . import warn
from .flask import current_application

_lock = threading.Lock()
_applications = weakref.WeakKeyDictionary()


def set_for(app, strict):
    """Say whether legacy use in the contexts of an application is an error.

    :param strict: True or False; None for what the process says
    """
    if strict is None:
        return
    with _lock:
        _applications[app] = strict
    warn.is_strict = _is_strict


def _is_strict():
    """Whether legacy use is an error here and now. Outside of a context one strict application is enough."""
    app = current_application()
    with _lock:
        if app is None:
            return warn.PROCESS_IS_STRICT or any(_applications.values())
        return _applications.get(app, warn.PROCESS_IS_STRICT)
