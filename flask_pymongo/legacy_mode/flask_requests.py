"""What requests lost: `is_xhr`, `module`, and `json` as None for bodies of other content types."""
from __future__ import absolute_import

from functools import wraps

from .patching import used


def _is_xhr(request):
    return request.environ.get('HTTP_X_REQUESTED_WITH', '').lower() == 'xmlhttprequest'


is_xhr = property(_is_xhr, doc='Whether a JavaScript library says that it sent the request.')


def _module(request):
    from flask import current_app

    from .flask_modules import blueprint_is_module
    name = request.blueprint
    return name if blueprint_is_module(current_app.blueprints.get(name)) else None


module = property(_module, doc='The name of the module that answers the request, None if it is a blueprint or neither.')


def on_json_loading_failed(function):
    """A wrapper: a body of another content type gives None, as up to Flask 2.0; broken JSON stays an error."""
    @wraps(function)
    def wrapper(self, e):
        if e is None:
            used('flask.Request.json(other content types)')
            return None
        return function(self, e)
    return wrapper
