"""Names that `flask.Flask` and `flask.Blueprint` removed: before the first request, settings, sessions."""
from __future__ import absolute_import

import errno
import threading
from functools import wraps

from .flask_errors import accept_old_error_handlers
from .patching import takes, used

# Before the first request

def _first_request_functions(app):
    return vars(app).setdefault('_before_first_request_funcs', [])


def _get_first_request_functions(app):
    used('flask.Flask.before_first_request_funcs(of an application)')
    return _first_request_functions(app)


def _set_first_request_functions(app, functions):
    used('flask.Flask.before_first_request_funcs(of an application)')
    vars(app)['_before_first_request_funcs'] = functions


before_first_request_funcs = property(_get_first_request_functions, _set_first_request_functions,
                                      doc='What is called once, before the first request.')


def before_first_request(app, f):
    """Have a function without arguments called once, in the context of the first request and before its view."""
    _first_request_functions(app).append(f)
    return f


def before_app_first_request(blueprint, f):
    """:func:`before_first_request` of the application that the blueprint is registered with."""
    blueprint.record_once(lambda state: _first_request_functions(state.app).append(f))
    return f


def run_first_request_functions(app):
    """Call them once, while other requests wait. If one raises, the next request calls all of them again."""
    if vars(app).get('_ran_before_first_request'):
        return
    with vars(app).setdefault('_before_first_request_lock', threading.RLock()):
        # Such a function may make a request itself, in this thread.
        if vars(app).get('_ran_before_first_request') or vars(app).get('_runs_before_first_request'):
            return
        vars(app)['_runs_before_first_request'] = True
        try:
            for function in _first_request_functions(app):
                # As Flask 2.0: the function may be a coroutine.
                app.ensure_sync(function)()
        finally:
            del vars(app)['_runs_before_first_request']
        vars(app)['_ran_before_first_request'] = True


def full_dispatch_request(function):
    """A wrapper that calls the functions first, in the context of the request; their errors are the request's."""
    @wraps(function)
    def wrapper(self, *args, **kwargs):
        run_first_request_functions(self)
        return function(self, *args, **kwargs)
    return wrapper


def _got_first_request(app):
    return app._got_first_request


got_first_request = property(_got_first_request, doc='Whether the application has begun to answer requests.')


# Making an application

def initialise(function):
    """A wrapper of `Flask.__init__` that takes `static_path`, and lets error handlers be written as they were."""
    native = takes(function, 'static_path')

    @wraps(function)
    def wrapper(self, *args, **kwargs):
        if not native and 'static_path' in kwargs:
            used('flask.Flask.__init__(static_path=)')
            path = kwargs.pop('static_path')
            if path is not None:
                kwargs['static_url_path'] = path
        function(self, *args, **kwargs)
        accept_old_error_handlers(self)
    return wrapper


def _allowing(legacy_name):
    def wrap(function):
        @wraps(function)
        def wrapper(self, *args, **kwargs):
            try:
                return function(self, *args, **kwargs)
            except AssertionError:
                used(legacy_name)
        return wrapper
    return wrap


#: Wrappers of the checks that forbid to set up an application after its first request, a blueprint after registration.
allow_after_first_request = _allowing('flask.Flask.add_url_rule(after the first request)')
allow_after_registration = _allowing('flask.Blueprint.record(after registration)')


# Settings as attributes

def setting(key, doc, default=None):
    """A property that is a key of the configuration."""
    def get(app):
        return app.config.get(key, default)

    def put(app, value):
        app.config[key] = value
    return property(get, put, doc=doc)


session_cookie_name = setting('SESSION_COOKIE_NAME', 'The name of the cookie with the session.')
send_file_max_age_default = setting('SEND_FILE_MAX_AGE_DEFAULT', 'How long files are cached: seconds or a timedelta.')
use_x_sendfile = setting('USE_X_SENDFILE', 'Whether the server is asked to send files.')


env = setting('ENV', 'The environment; it has no effect.', 'production')


def _get_logger_name(app):
    return app.config.get('LOGGER_NAME') or app.logger.name


def _set_logger_name(app, name):
    import logging

    from flask.logging import default_handler, has_level_handler
    app.config['LOGGER_NAME'] = name
    logger = logging.getLogger(name)
    if app.debug and not logger.level:
        logger.setLevel(logging.DEBUG)
    if not has_level_handler(logger):
        logger.addHandler(default_handler)
    # `app.logger` is a cached property, whose cache this is.
    vars(app)['logger'] = logger


logger_name = property(_get_logger_name, _set_logger_name, doc='The name of the logger.')


def _get_templates_auto_reload(app):
    value = app.config.get('TEMPLATES_AUTO_RELOAD')
    return app.debug if value is None else value


def _set_templates_auto_reload(app, value):
    app.config['TEMPLATES_AUTO_RELOAD'] = value
    if 'jinja_env' in vars(app):
        app.jinja_env.auto_reload = value


templates_auto_reload = property(_get_templates_auto_reload, _set_templates_auto_reload,
                                 doc='Whether templates are looked at again once they have been loaded.')


def _propagate_exceptions(app):
    value = app.config['PROPAGATE_EXCEPTIONS']
    return app.testing or app.debug if value is None else value


propagate_exceptions = property(_propagate_exceptions, doc='Whether errors come out of the application.')


def _preserve_context_on_exception(app):
    value = app.config.get('PRESERVE_CONTEXT_ON_EXCEPTION')
    return app.debug if value is None else value


preserve_context_on_exception = property(_preserve_context_on_exception,
                                         doc='The setting; it has no effect.')


def _get_globals_class(app):
    return app.app_ctx_globals_class


def _set_globals_class(app, kind):
    app.app_ctx_globals_class = kind


request_globals_class = property(_get_globals_class, _set_globals_class, doc='The class of `flask.g`.')

#: Modules can be registered; nothing reads the format any more.
enable_modules = True
debug_log_format = ('-' * 80 + '\n%(levelname)s in %(module)s [%(pathname)s:%(lineno)d]:\n%(message)s\n' + '-' * 80)
#: Whether a blueprint warns when it is changed after it has been registered.
warn_on_modifications = False


def init_jinja_globals(app):
    """Does nothing, as from Flask 0.5 on."""


# Sessions

def open_session(app, request):
    """`app.open_session`: the session of a request, None if there is none."""
    return app.session_interface.open_session(app, request)


def save_session(app, session, response):
    """`app.save_session`: writes a session to a response."""
    return app.session_interface.save_session(app, session, response)


def make_null_session(app):
    """`app.make_null_session`: a session that cannot be written to."""
    return app.session_interface.make_null_session(app)


# Configuration

def from_json(config, filename, silent=False):
    """`config.from_json`: the keys of a JSON file.

    :param silent: whether a file that is not there is passed over
    :return: whether it was there
    """
    import json
    import os
    try:
        with open(os.path.join(config.root_path, filename)) as source:
            found = json.load(source)
    except EnvironmentError as error:
        if silent and error.errno in (errno.ENOENT, errno.EISDIR):
            return False
        raise
    config.update((key, value) for key, value in found.items() if key.isupper())
    return True


# Constants

signals_available = True
production_log_format = '[%(asctime)s] %(levelname)s in %(module)s: %(message)s'


def get_env():
    """`flask.helpers.get_env`: the environment variable FLASK_ENV, which has no effect any more."""
    import os
    return os.environ.get('FLASK_ENV') or 'production'


def find_package(import_name):
    """`flask.helpers.find_package`: the prefix that a package is installed below, or None, and its folder."""
    try:
        from flask.sansio.scaffold import find_package as find
    except ImportError:
        from flask.scaffold import find_package as find
    return find(import_name)


def endpoint_from_view_func(view_func):
    """`flask.helpers._endpoint_from_view_func`: the endpoint of a view without one."""
    return view_func.__name__
