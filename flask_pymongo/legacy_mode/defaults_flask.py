"""The defaults of Flask, Werkzeug and Jinja2 of 0.x and 1.x: configuration, errors, dates, files, browsers, ..."""
from __future__ import absolute_import

import os
import sys
from functools import wraps

from .additions import defining_class, innermost, own_module
from .patching import is_native

# `from . import` would import the parents of this package.
flask_json = own_module('flask_json')

#: What keys of the configuration had by default.
CONFIGURATION = {
    'ENV': 'production', 'JSON_AS_ASCII': True, 'JSON_SORT_KEYS': True, 'JSONIFY_MIMETYPE': 'application/json',
    'JSONIFY_PRETTYPRINT_REGULAR': True, 'PRESERVE_CONTEXT_ON_EXCEPTION': None, 'SEND_FILE_MAX_AGE_DEFAULT': 12 * 3600,
    'TRAP_BAD_REQUEST_ERRORS': False}
_MISSING = object()


# The configuration

def setting(module, additions, row):
    """A key of the configuration whose default is None now."""
    owner = defining_class(module.Flask, 'default_config')
    if owner.default_config.get(row.key, _MISSING) is not None:
        return False
    _put_back(owner, row.key, additions)
    return True


def removed_setting(module, additions, row):
    """A key of the configuration that has left."""
    owner = defining_class(module.Flask, 'default_config')
    # A Flask without the providers that came in the place of these keys is one to which they have yet to come.
    if row.key in owner.default_config or not is_native(module.Flask, 'json_provider_class'):
        return False
    _put_back(owner, row.key, additions)
    return True


def _put_back(owner, key, additions):
    value = CONFIGURATION[key]
    additions.replace(owner, 'default_config', type(owner.default_config)(owner.default_config, **{key: value}))
    flask_json.put_back[key] = value
    additions.on_uninstall(lambda: flask_json.put_back.pop(key, None))


def environment(module, additions, row):
    """`ENV`, which FLASK_ENV sets, and which switches debug mode on."""
    if not removed_setting(module, additions, row):
        return False
    from flask.helpers import get_debug_flag
    owner = defining_class(module.Flask, 'make_config')

    def configured(function):
        @wraps(function)
        def make_config(self, *args, **kwargs):
            config = function(self, *args, **kwargs)
            config['ENV'] = os.environ.get('FLASK_ENV') or config['ENV']
            config['DEBUG'] = get_debug_flag() or not os.environ.get('FLASK_DEBUG') and config['ENV'] == 'development'
            return config
        return make_config

    additions.wrap(owner, 'make_config', configured)
    return True


def json_setting(module, additions, row):
    """A key of the configuration that says how JSON is written, and its effect."""
    if hasattr(module, 'Flask'):
        return removed_setting(module, additions, row)
    kind = module.DefaultJSONProvider
    additions.wrap(kind, 'dumps', flask_json.provider_dumps)
    additions.wrap(kind, 'response', flask_json.provider_response)
    return False


def subdomains(module, additions, row):
    """`subdomain_matching=` of `Flask`."""
    # Without it, earlier releases find the subdomain by themselves. It changed with the release that has this key.
    if 'TRUSTED_HOSTS' not in defining_class(module.Flask, 'default_config').default_config:
        return False
    return additions.replace_default(module.Flask.__init__, False, True, 'subdomain_matching')


def cookie_domain(module, additions, row):
    """Sessions for all subdomains of SERVER_NAME."""
    native = vars(module.SessionInterface)['get_cookie_domain']
    native = getattr(native, '__wrapped__', native)
    if 'SERVER_NAME' in native.__code__.co_consts:
        return False

    def with_subdomains(function):
        @wraps(function)
        def get_cookie_domain(self, app):
            name = app.config['SERVER_NAME']
            if app.config['SESSION_COOKIE_DOMAIN'] is not None or not name:
                return function(self, app)
            domain = '.' + name.rsplit(':', 1)[0]
            return None if domain == '.localhost' else domain
        return get_cookie_domain

    return additions.wrap(module.SessionInterface, 'get_cookie_domain', with_subdomains)


# Errors

def error_handlers(module, additions, row):
    """Which errors the handlers of Exception and of 500 get."""
    owner = defining_class(module.Flask, '_find_error_handler')
    # Flask 0.11 and 0.12 look for the code alone, with a function of their own.
    if owner is None or 'find_handler' in innermost(vars(owner)['_find_error_handler']).__code__.co_varnames:
        return False
    return additions.wrap(owner, '_find_error_handler', _by_code)


def _by_code(function):
    @wraps(function)
    def _find_error_handler(self, e, *args):
        handler = function(self, e, *args)
        if handler is None or not isinstance(e, sys.modules['werkzeug.exceptions'].HTTPException):
            return handler
        code = type(e).code
        names = list(args[0] if args else [sys.modules['flask'].request.blueprint]) + [None]
        of_code = [self.error_handler_spec[name][code] for name in names
                   if name in self.error_handler_spec and code in self.error_handler_spec[name]]
        if not any(handler is each for handlers in of_code for each in (handlers or {}).values()):
            return None
        original = getattr(e, 'original_exception', None)
        if original is None:
            return handler
        return lambda error: (self.ensure_sync(handler) if hasattr(type(self), 'ensure_sync') else handler)(original)
    return _find_error_handler


# Dates

def _naive(value):
    return value.replace(tzinfo=None) if getattr(value, 'tzinfo', None) is not None else value


def _naive_method(additions, instance, name, argument):
    """Have a method give datetimes without a time zone, if what it gives for `argument` has one."""
    if getattr(instance, name)(argument).tzinfo is None:
        return False
    return additions.wrap(type(instance), name, lambda function: wraps(function)(
        lambda *args, **kwargs: _naive(function(*args, **kwargs))))


def session_dates(module, additions, row):
    """Datetimes in a session, in UTC without a time zone."""
    return _naive_method(additions, module.TagDateTime(None), 'to_python', 'Thu, 01 Jan 1970 00:00:00 GMT')


def header_dates(module, additions, row):
    """The dates in the headers of requests and responses, in UTC without a time zone."""
    if sys.modules['werkzeug.http'].parse_date('Thu, 01 Jan 1970 00:00:00 GMT').tzinfo is None:
        return False
    for kind, names in ((module.Request, ('date', 'if_modified_since', 'if_unmodified_since')),
                        (module.Response, ('date', 'expires', 'last_modified', 'retry_after'))):
        for name in names:
            owner = defining_class(kind, name)
            additions.replace(owner, name, _naive_property(vars(owner)[name]))
    return True


def _naive_property(native):
    return property(lambda self: _naive(native.__get__(self, type(self))), native.__set__, native.__delete__,
                    native.__doc__)


# Templates

def truncate(module, additions, row):
    """`truncate`, to which each letter counts."""
    policies = getattr(module, 'DEFAULT_POLICIES', None)
    if policies is None:
        return False
    # In place: Jinja2's environments have this very dict.
    native = policies['truncate.leeway']
    policies['truncate.leeway'] = 0
    additions.on_uninstall(lambda: policies.update({'truncate.leeway': native}))
    return True


# Responses and requests

def absolute_location(module, additions, row):
    """`autocorrect_location_header` of responses."""
    if vars(module.Response).get('autocorrect_location_header') is not False:
        return False
    additions.replace(module.Response, 'autocorrect_location_header', True)
    return True


def user_agent(module, additions, row):
    """`user_agent_class` of requests."""
    native = getattr(module.Request, 'user_agent_class', None)
    if native is None or native.__module__ != 'werkzeug.user_agent':
        return False
    additions.replace(module.Request, 'user_agent_class', own_module('werkzeug_agents').parsing(native))
    return True


def send_file(module, additions, row):
    """`send_file` of an object: text is encoded, and without a name its type is that of any bytes."""
    if not hasattr(module, 'send_file'):
        return False

    def sending(function):
        @wraps(function)
        def send_file(path_or_file, *args, **kwargs):
            if hasattr(path_or_file, 'read'):
                name = getattr(path_or_file, 'name', None)
                name = name if isinstance(name, str) else ''
                path_or_file = _bytes(path_or_file)
                if not kwargs.get('download_name'):
                    kwargs['mimetype'] = kwargs.get('mimetype') or _type(name)
                    if kwargs.get('as_attachment') and name:
                        kwargs['download_name'] = os.path.basename(name)
            return function(path_or_file, *args, **kwargs)
        return send_file

    return additions.wrap(module, 'send_file', sending)


def _bytes(source):
    import io
    if not isinstance(source, io.TextIOBase):
        return source
    with source:  # as the response would close it
        return io.BytesIO(source.read().encode('utf-8'))


def _type(name):
    import mimetypes
    return mimetypes.guess_type(name)[0] or 'application/octet-stream'


# Signatures

def naive_date(module, additions, row):
    """The date of a signature, in UTC without a time zone."""
    return _naive_method(additions, module.TimestampSigner('key'), 'timestamp_to_datetime', 0)


def epoch(module, additions, row):
    """Timestamps of signatures that were counted from 2011 on: no other can be that small."""
    first = own_module('itsdangerous_shims').EPOCH
    return additions.wrap(module, 'bytes_to_int', lambda function: wraps(function)(
        lambda data: function(data) + (first if function(data) < first else 0)))
