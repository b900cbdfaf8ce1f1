"""What Flask needs besides names: wrappers that make the names have an effect."""
from __future__ import absolute_import

from .additions import own_module
from .patching import enlist, is_native, owner_of

# `from . import` would import the parents of this package.
flask_app, flask_json, flask_requests = [own_module(name) for name in ('flask_app', 'flask_json', 'flask_requests')]


def _flask_app(module, additions):
    kind = module.Flask
    additions.wrap(kind, '__init__', flask_app.initialise)
    if is_native(kind, '_find_error_handler'):
        enlist('flask.Flask.error_handler_spec(code=)')
    if not is_native(kind, 'before_first_request'):
        additions.wrap(kind, 'full_dispatch_request', flask_app.full_dispatch_request)
        # No row: where Flask has it, it is an attribute of applications, not of the class.
        additions.add(kind, 'before_first_request_funcs', flask_app.before_first_request_funcs)
        enlist('flask.Flask.before_first_request_funcs(of an application)')
    owner = owner_of(kind, '_check_setup_finished')
    if owner is not None:
        additions.wrap(owner, '_check_setup_finished', flask_app.allow_after_first_request)
        enlist('flask.Flask.add_url_rule(after the first request)')


def _flask_blueprints(module, additions):
    owner = owner_of(module.Blueprint, '_check_setup_finished')
    if owner is not None:
        additions.wrap(owner, '_check_setup_finished', flask_app.allow_after_registration)
        enlist('flask.Blueprint.record(after registration)')


def _flask_wrappers(module, additions):
    # Only a Flask whose Werkzeug asks it about each body that is not there has this method take None.
    if getattr(module.Request, 'on_json_loading_failed', None) is not None:
        owner = owner_of(module.Request, 'on_json_loading_failed')
        additions.wrap(owner, 'on_json_loading_failed', flask_requests.on_json_loading_failed)
        enlist('flask.Request.json(other content types)')


def _flask_json_provider(module, additions):
    kind = module.DefaultJSONProvider
    additions.wrap(kind, 'dumps', flask_json.provider_dumps)
    additions.wrap(kind, 'loads', flask_json.provider_loads)
    additions.wrap(kind, 'response', flask_json.provider_response)
    for key in ('json_encoder', 'JSON_AS_ASCII', 'JSON_SORT_KEYS', 'JSONIFY_PRETTYPRINT_REGULAR', 'JSONIFY_MIMETYPE'):
        enlist('flask.Flask.config(%s)' % key)


PATCHES = {
    'flask.app': _flask_app,
    'flask.blueprints': _flask_blueprints,
    'flask.json.provider': _flask_json_provider,
    'flask.wrappers': _flask_wrappers,
}
