"""JSON encoders and decoders of applications and blueprints, and the settings of JSON, on a Flask with providers."""
from __future__ import absolute_import

import copy
import json
from functools import wraps

from .patching import takes, used


def _flask_default(value):
    from flask.json.provider import DefaultJSONProvider
    return DefaultJSONProvider.default(value)


class JSONEncoder(json.JSONEncoder):
    """The base of an application's encoder: dates as in HTTP, UUIDs, decimals, dataclasses and `__html__` as text."""

    def default(self, o):
        """What to write for a type that JSON has not.

        :raises TypeError: if Flask does not know it either
        """
        return _flask_default(o)


class JSONDecoder(json.JSONDecoder):
    """The base of an application's decoder; that of the standard library."""


#: Keys of the configuration that the part `defaults` has put back, and their values.
put_back = {}

#: A blueprint has no encoder unless one is set.
none = None
json_available = True


def _assigned(owner, name):
    """The value that a program has set on an application or a blueprint, or on its class; None if it is Flask's own."""
    if name in vars(owner):
        return vars(owner)[name]
    # Not type(): a provider has a weak proxy of the application.
    for kind in owner.__class__.__mro__:
        if name in vars(kind):
            found = vars(kind)[name]
            # A subclass of the program may set it, or the program may set it on Flask's class.
            if kind.__module__.partition('.')[0] != 'flask':
                return found
            is_set = isinstance(found, type) and found.__module__.partition('.')[0] != 'flask'
            return found if is_set else None
    return None


def _coder(app, name):
    """The encoder or decoder of the blueprint that answers, else of the application, else None."""
    from flask import request
    blueprint = app.blueprints.get(request.blueprint) if request else None
    found = None if blueprint is None else _assigned(blueprint, name)
    return _assigned(app, name) if found is None else found


def _application(provider):
    return provider._app


def _is_set(config, key):
    """Whether a program has set a key of the configuration to another value than its default."""
    return config.get(key) is not None and not (key in put_back and config[key] == put_back[key])


def _is_asked_by_script():
    from flask import has_request_context, request
    return has_request_context() and request.headers.get('X-Requested-With', '').lower() == 'xmlhttprequest'


# Wrappers of the methods of Flask's default provider

def provider_dumps(function):
    """A wrapper that uses the application's encoder and the settings of JSON."""
    @wraps(function)
    def wrapper(self, obj, **kwargs):
        app = _application(self)
        encoder = None if 'cls' in kwargs else _coder(app, 'json_encoder')
        if encoder is not None:
            used('flask.Flask.config(json_encoder)')
            # The provider's `default` would replace that of the encoder.
            kwargs.update(cls=encoder, default=kwargs.get('default'))
        for key, argument in (('JSON_AS_ASCII', 'ensure_ascii'), ('JSON_SORT_KEYS', 'sort_keys')):
            if _is_set(app.config, key) and argument not in kwargs:
                used('flask.Flask.config(%s)' % key)
                kwargs[argument] = app.config[key]
        return function(self, obj, **kwargs)
    return wrapper


def provider_loads(function):
    """A wrapper that uses the application's decoder."""
    @wraps(function)
    def wrapper(self, s, **kwargs):
        decoder = None if 'cls' in kwargs else _coder(_application(self), 'json_decoder')
        if decoder is not None:
            kwargs['cls'] = decoder
        return function(self, s, **kwargs)
    return wrapper


def provider_response(function):
    """A wrapper that uses the settings of indentation and content type."""
    @wraps(function)
    def wrapper(self, *args, **kwargs):
        config = _application(self).config
        # A copy: two requests may be answered at once.
        provider = copy.copy(self)
        if _is_set(config, 'JSONIFY_PRETTYPRINT_REGULAR'):
            used('flask.Flask.config(JSONIFY_PRETTYPRINT_REGULAR)')
            provider.compact = not (config['JSONIFY_PRETTYPRINT_REGULAR'] or _application(self).debug)
        elif put_back.get('JSONIFY_PRETTYPRINT_REGULAR') and self.compact is None:
            # As up to Flask 0.12.
            provider.compact = _is_asked_by_script()
        if _is_set(config, 'JSONIFY_MIMETYPE'):
            used('flask.Flask.config(JSONIFY_MIMETYPE)')
            provider.mimetype = config['JSONIFY_MIMETYPE']
        return function(provider, *args, **kwargs)
    return wrapper


# Functions of flask.json

def for_application(function):
    """A wrapper of `dumps`, `dump`, `loads`, `load` that takes `app`, the application whose JSON it is."""
    if takes(function, 'app') or 'JSONEncoder' in function.__globals__:
        # A Flask with encoders takes `app`, or is older than that parameter.
        return function
    name = function.__name__

    @wraps(function)
    def wrapper(*args, **kwargs):
        _let_encoder_count(name, kwargs)
        app = kwargs.pop('app', None)
        if app is None:
            return function(*args, **kwargs)
        used('flask.json.%s(app=)' % name)
        return getattr(app.json, name)(*args, **kwargs)
    return wrapper


def for_encoder(function):
    """A wrapper of `dumps` and `dump` for which the `default` of an encoder counts that is given as `cls`."""
    if '_default' not in function.__globals__:
        # Without a provider nothing replaces the encoder's `default`.
        return function

    @wraps(function)
    def wrapper(*args, **kwargs):
        _let_encoder_count(function.__name__, kwargs)
        return function(*args, **kwargs)
    return wrapper


def _let_encoder_count(name, kwargs):
    encoder = kwargs.get('cls') if name in ('dump', 'dumps') and 'default' not in kwargs else None
    if getattr(encoder, 'default', json.JSONEncoder.default) is not json.JSONEncoder.default:
        used('flask.json.%s(cls=)' % name)
        kwargs['default'] = None


def _dumps(obj, kwargs):
    from flask import json as flask_json
    return flask_json.dumps(obj, **kwargs)


def htmlsafe_dumps(obj, **kwargs):
    """JSON that can stand in a script of a page: text without <, >, & and '."""
    text = _dumps(obj, kwargs)
    for character in u'<>&\'':
        text = text.replace(character, u'\\u%04x' % ord(character))
    return text


def htmlsafe_dump(obj, fp, **kwargs):
    """Writes :func:`htmlsafe_dumps` to a file."""
    fp.write(htmlsafe_dumps(obj, **kwargs))


def tojson_filter(obj, **kwargs):
    """The filter `tojson`, as a function: :func:`htmlsafe_dumps` as markup."""
    from markupsafe import Markup
    return Markup(htmlsafe_dumps(obj, **kwargs))


def detect_encoding(data):
    """The encoding that JSON of these bytes is in, as text."""
    return json.detect_encoding(data)
