"""Makes `flask.ext` importable before anything else is; imported by flask_pymongo.pth, named by flask_pymongo.start.

Runs at every start of Python, so it does the least: benchmarks/startup.py counts the instructions. It never prints,
unless FLASK_PYMONGO_LEGACY asks for a legacy mode that cannot be had. ``FLASK_PYMONGO_STARTUP=0`` switches it off.
"""
from os import environ
from sys import meta_path, modules

# What FLASK_PYMONGO_LEGACY said when it was done.
_asked = None

# The finder on `sys.meta_path` is this module itself: to make a class costs more than all the rest.


def find_spec(fullname, path=None, target=None):
    """Keeps the place of the finder in flask_pymongo/compat/exthook.py until `flask.ext` is first asked for."""
    if fullname[:9] == 'flask.ext':
        finder = _finder(fullname)
        return finder and finder.find_spec(fullname, path, target)


def find_module(fullname, path=None):
    """The same for Python 2."""
    if fullname[:9] == 'flask.ext':
        finder = _finder(fullname)
        return finder and finder.find_module(fullname, path)


def _finder(fullname):
    if not (fullname + '.').startswith('flask.ext.'):
        return None
    scope = _execute('compat/exthook', 'flask_pymongo.compat.exthook')
    return scope and scope['install']()


def _execute(path, name):
    """What a source of ours defines. By path: its name would bring the package, and with it Flask and PyMongo."""
    import os
    path = os.path.join(_package(), *(path + '.py').split('/'))
    try:
        with open(path, 'rb') as source:
            code = compile(source.read(), path, 'exec')
    except EnvironmentError:
        return None
    scope = {'__name__': name, '__file__': path}
    exec(code, scope)
    return scope


def _package():
    """The folder of the package: beside this file, or, in an editable installation, somewhere else."""
    import os
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'flask_pymongo')
    if os.path.isdir(beside):
        return beside
    try:
        from importlib.util import find_spec
    except ImportError:
        import pkgutil
        found = pkgutil.find_loader('flask_pymongo')
        return os.path.dirname(found.get_filename()) if found else beside
    found = find_spec('flask_pymongo')
    return os.path.dirname(found.origin) if found and found.origin else beside


def _legacy(value):
    import sys
    try:
        scope = _execute('legacy_mode/boot', 'flask_pymongo.legacy_mode.boot')
        if scope is None:
            raise ImportError('the package flask_pymongo is not complete')
        scope['boot'](value, _package())
    except Exception as error:
        # Python starts all the same.
        if sys.stderr is not None:
            sys.stderr.write('FLASK_PYMONGO_LEGACY: %s: %s\n' % (type(error).__name__, error))


def boot():
    """Called at every start of Python, once by the import and once where flask_pymongo.start is read."""
    global _asked
    if environ.get('FLASK_PYMONGO_STARTUP') == '0':
        return
    for finder in meta_path:
        if type(finder).__name__ == 'FlaskExtFinder' or finder is modules[__name__]:
            break
    else:
        meta_path.insert(0, modules[__name__])
    from sys import flags
    # -E and -I ask for a Python that the environment does not change.
    legacy = not flags.ignore_environment and environ.get('FLASK_PYMONGO_LEGACY')
    if legacy and legacy != _asked:
        _asked = legacy
        _legacy(legacy)


# What boot() comes to with nothing in the environment, without the cost of looking around.
if 'FLASK_PYMONGO_STARTUP' in environ or 'FLASK_PYMONGO_LEGACY' in environ or 'flask_pymongo' in modules:
    boot()
else:
    meta_path.insert(0, modules[__name__])
