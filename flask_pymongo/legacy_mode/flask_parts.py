"""Wrappers that give names of the table their effect in Flask."""
from __future__ import absolute_import

from .additions import defining_class, own_module
from .patching import is_native, list_names

# `from . import` would import the parents of this package.
flask_app, flask_json, flask_requests = [own_module(name) for name in ('flask_app', 'flask_json', 'flask_requests')]


def _flask_app(module, additions):
    kind = module.Flask
    additions.wrap(kind, '__init__', flask_app.initialise)
    if is_native(kind, '_find_error_handler'):
        list_names('flask.Flask.error_handler_spec(code=)')
    if not is_native(kind, 'before_first_request'):
        additions.wrap(kind, 'full_dispatch_request', flask_app.full_dispatch_request)
        # Not a row of the table: older Flask has it as an attribute of applications, not of the class.
        additions.add(kind, 'before_first_request_funcs', flask_app.before_first_request_funcs)
        list_names('flask.Flask.before_first_request_funcs(of an application)')
    owner = defining_class(kind, '_check_setup_finished')
    if owner is not None:
        additions.wrap(owner, '_check_setup_finished', flask_app.allow_after_first_request)
        list_names('flask.Flask.add_url_rule(after the first request)')


def _flask_blueprints(module, additions):
    owner = defining_class(module.Blueprint, '_check_setup_finished')
    if owner is not None:
        additions.wrap(owner, '_check_setup_finished', flask_app.allow_after_registration)
        list_names('flask.Blueprint.record(after registration)')


def _flask_wrappers(module, additions):
    # Only a Flask whose Werkzeug asks it about each body that is not there has this method take None.
    if getattr(module.Request, 'on_json_loading_failed', None) is not None:
        owner = defining_class(module.Request, 'on_json_loading_failed')
        additions.wrap(owner, 'on_json_loading_failed', flask_requests.on_json_loading_failed)
        list_names('flask.Request.json(other content types)')


def _flask_json_provider(module, additions):
    kind = module.DefaultJSONProvider
    additions.wrap(kind, 'dumps', flask_json.provider_dumps)
    additions.wrap(kind, 'loads', flask_json.provider_loads)
    additions.wrap(kind, 'response', flask_json.provider_response)
    for key in ('json_encoder', 'JSON_AS_ASCII', 'JSON_SORT_KEYS', 'JSONIFY_PRETTYPRINT_REGULAR', 'JSONIFY_MIMETYPE'):
        list_names('flask.Flask.config(%s)' % key)


PATCHES = {
    'flask.app': _flask_app,
    'flask.blueprints': _flask_blueprints,
    'flask.json.provider': _flask_json_provider,
    'flask.wrappers': _flask_wrappers,
}
