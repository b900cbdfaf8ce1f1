"""The differences between Flask 0.8 and 3.1."""
from __future__ import absolute_import

import json

import flask
from flask import current_app

try:
    from flask.json.provider import DefaultJSONProvider
except ImportError:
    DefaultJSONProvider = None

try:
    from flask.sessions import TaggedJSONSerializer
except ImportError:  # Flask before 0.10, whose sessions are pickled
    TaggedJSONSerializer = None

#: Flask's own encoder, from 0.10 to 2.1. Flask with providers deprecates it, so it is not used there.
_FlaskEncoder = None if DefaultJSONProvider is not None else getattr(getattr(flask, 'json', None), 'JSONEncoder', None)

#: Whether an application can make `jsonify` and `flask.json` write more types.
JSON_CAN_BE_EXTENDED = DefaultJSONProvider is not None or hasattr(flask.Flask, 'json_encoder')


#: Holds the context on newer Flask. That costs half of what `current_app` takes, a third of `mongo.db.users`.
_variable = getattr(flask.globals, '_cv_app', None)
_stack = None if _variable is not None else getattr(flask, '_app_ctx_stack', getattr(flask, '_request_ctx_stack', None))


class _ContextBehindProxy(object):
    """Stands for the context of a Flask that keeps it elsewhere."""

    app = property(lambda self: current_app._get_current_object())


def context_of(variable, stack):
    """The quickest function that gives the context: of the variable or the stack of a Flask, if it has one."""
    if hasattr(variable, 'get'):
        return variable.get
    if hasattr(stack, 'top'):
        return lambda: stack.top
    return _ContextBehindProxy


#: Gives the context, which has the `app`; outside of one that ends with one of `NO_CONTEXT`.
context = context_of(_variable, _stack)
NO_CONTEXT = (LookupError, RuntimeError, AttributeError)


def current_application():
    """The application of the current context, or None outside of a context."""
    try:
        return context().app
    except NO_CONTEXT:
        return None


def application_behind(app):
    """The application itself, where `app` may be a proxy such as `current_app`."""
    # The class is asked: an application may answer any attribute, as those of Eve do.
    return app._get_current_object() if hasattr(type(app), '_get_current_object') else app


class _ShellNames(dict):
    """What `flask shell` gets from this package; one of the application's own processors of that."""

    def __call__(self):
        return dict(self)


def add_to_shell(app, name, value):
    """Make an object known to `flask shell`, from Flask 0.11 on. What the application itself puts there counts."""
    processors = getattr(app, 'shell_context_processors', None)
    if not isinstance(processors, list) or name in ('app', 'g'):
        return
    if not processors or not isinstance(processors[0], _ShellNames):
        processors.insert(0, _ShellNames())
    processors[0][name] = value


class _ProviderStandIn(object):
    """The base of a JSON provider where Flask has none."""

    def __init__(self, app):
        self._app = app

    def dumps(self, obj, **kwargs):
        kwargs.setdefault('default', self.default)
        return json.dumps(obj, **kwargs)

    def default(self, o):
        raise TypeError('Object of type %s is not JSON serializable' % type(o).__name__)

    def loads(self, s, **kwargs):
        return json.loads(s, **kwargs)


class _EncoderStandIn(json.JSONEncoder):
    """The base of a JSON encoder where Flask has none, or has deprecated it."""

    def default(self, o):
        if DefaultJSONProvider is not None:
            return DefaultJSONProvider.default(o)
        return json.JSONEncoder.default(self, o)


JSONProviderBase = DefaultJSONProvider or _ProviderStandIn
JSONEncoderBase = _FlaskEncoder if _FlaskEncoder is not None and hasattr(flask.Flask, 'json_encoder') \
    else _EncoderStandIn
#: An application that replaces the encoder replaces the decoder, too.
JSONDecoderBase = flask.json.JSONDecoder if JSONEncoderBase is not _EncoderStandIn else json.JSONDecoder


def extend_json(app, provider_class, encoder_class):
    """Set the JSON provider or encoder of an application, unless it has already set its own."""
    if DefaultJSONProvider is not None:
        if type(app.json) is DefaultJSONProvider:
            provider = provider_class(app)
            vars(provider).update(vars(app.json))
            app.json = provider
    elif JSON_CAN_BE_EXTENDED and app.json_encoder is _FlaskEncoder:
        app.json_encoder = encoder_class


def replace_json(app, provider, encoder_class, decoder_class):
    """Set how an application writes and reads JSON, even if it has already set its own way.

    :param provider: for Flask from 2.2 on
    :param encoder_class: for Flask before 2.2
    :param decoder_class: for Flask before 2.2
    """
    if DefaultJSONProvider is not None:
        app.json = provider
    else:
        app.json_encoder = encoder_class
        app.json_decoder = decoder_class
