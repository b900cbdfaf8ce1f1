"""`app.error_handler_spec[None][code] = f`, the shape that it had up to Flask 0.10."""
from __future__ import absolute_import

from collections import defaultdict

from .patching import is_native, used


def _exception(code):
    from werkzeug.exceptions import default_exceptions
    return default_exceptions[code]


class Codes(defaultdict):
    """The handlers of an application or of a blueprint: {code: {exception class: function}}.

    A function in the place of the inner dict becomes the handler of that code, a list of pairs that of its classes.
    """

    def __init__(self, codes=()):
        defaultdict.__init__(self, dict)
        for code, handlers in dict(codes).items():
            defaultdict.__setitem__(self, code, handlers)

    def __setitem__(self, code, handlers):
        if callable(handlers):
            used('flask.Flask.error_handler_spec(code=)')
            handlers = {_exception(code): handlers}
        elif isinstance(handlers, (list, tuple)):
            used('flask.Flask.error_handler_spec(code=)')
            handlers = dict(handlers)
        defaultdict.__setitem__(self, code, handlers)

    def setdefault(self, code, handlers=None):
        """As of a dict; what is set is converted."""
        if code not in self:
            self[code] = handlers
        return self[code]

    def update(self, *args, **kwargs):
        """As of a dict; what is set is converted."""
        for code, handlers in dict(*args, **kwargs).items():
            self[code] = handlers


class Handlers(defaultdict):
    """`app.error_handler_spec`: {name of a blueprint, or None: Codes}."""

    def __init__(self, spec):
        defaultdict.__init__(self, Codes)
        for name, codes in spec.items():
            self[name] = codes

    def __setitem__(self, name, codes):
        if not isinstance(codes, Codes):
            converted = Codes()
            converted.update(codes)
            codes = converted
        defaultdict.__setitem__(self, name, codes)

    def setdefault(self, name, codes=None):
        """As of a dict; what is set is converted."""
        if name not in self:
            self[name] = codes or {}
        return self[name]


def _get_error_handlers(app):
    return app.error_handler_spec[None]


def _set_error_handlers(app, value):
    app.error_handler_spec[None] = value


error_handlers = property(_get_error_handlers, _set_error_handlers,
                          doc='The handlers of the application itself: {code: function}.')


def accept_old_error_handlers(app):
    """Make `app.error_handler_spec` accept the shape that it had up to Flask 0.10."""
    if not is_native(type(app), '_find_error_handler'):
        # This Flask still has that shape.
        return
    app.error_handler_spec = Handlers(app.error_handler_spec)
    if is_native(type(app), 'error_handlers'):
        # This Flask keeps the inner dict as an attribute, too.
        app.error_handlers = app.error_handler_spec[None]
