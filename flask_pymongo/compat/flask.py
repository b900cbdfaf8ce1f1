"""What differs between Flask 0.8 and 3.1."""
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

#: Flask's own encoder: there from 0.10 to 2.2. With providers, it is deprecated and not asked for.
_FlaskEncoder = None if DefaultJSONProvider is not None else getattr(getattr(flask, 'json', None), 'JSONEncoder', None)

#: Whether `jsonify` and `flask.json` of an application can be taught further types.
JSON_CAN_BE_EXTENDED = DefaultJSONProvider is not None or hasattr(flask.Flask, 'json_encoder')


def current_application():
    """The application whose context this is, or None outside of one."""
    try:
        return current_app._get_current_object()
    except (RuntimeError, AttributeError):  # the latter on Flask 0.8, whose contexts are all of requests
        return None


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
#: What reads is replaced together with what writes.
JSONDecoderBase = flask.json.JSONDecoder if JSONEncoderBase is not _EncoderStandIn else json.JSONDecoder


def extend_json(app, provider_class, encoder_class):
    """Let an application write further types, unless it already has a provider or an encoder of its own."""
    if DefaultJSONProvider is not None:
        if type(app.json) is DefaultJSONProvider:
            provider = provider_class(app)
            vars(provider).update(vars(app.json))
            app.json = provider
    elif JSON_CAN_BE_EXTENDED and app.json_encoder is _FlaskEncoder:
        app.json_encoder = encoder_class


def replace_json(app, provider, encoder_class, decoder_class):
    """Make everything that an application writes and reads as JSON go through these; whatever it had before.

    :param provider: a provider for Flask from 2.2 on, and
    :param encoder_class: an encoder, and
    :param decoder_class: a decoder for the ones before
    """
    if DefaultJSONProvider is not None:
        app.json = provider
    else:
        app.json_encoder = encoder_class
        app.json_decoder = decoder_class
