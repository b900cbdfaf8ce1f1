"""Makes `flask.ext` importable before anything else is; run by flask_pymongo.pth and flask_pymongo.start.

Costs a start of Python next to nothing and never prints. ``FLASK_PYMONGO_STARTUP=0`` switches it off.
"""
import os
import sys


class FlaskExtFinder(object):
    """Keeps the place of the finder in flask_pymongo/compat/exthook.py until `flask.ext` is first asked for."""

    def find_spec(self, fullname, path=None, target=None):
        finder = _finder(fullname)
        return finder and finder.find_spec(fullname, path, target)

    def find_module(self, fullname, path=None):
        finder = _finder(fullname)
        return finder and finder.find_module(fullname, path)


def _finder(fullname):
    if not (fullname + '.').startswith('flask.ext.'):
        return None
    # By path: the name would bring the package, and with it Flask and PyMongo, to someone who wants flask.ext.login.
    path = os.path.join(os.path.dirname(__file__), 'flask_pymongo', 'compat', 'exthook.py')
    try:
        with open(path, 'rb') as source:
            code = compile(source.read(), path, 'exec')
    except EnvironmentError:
        return None
    scope = {'__name__': 'flask_pymongo.compat.exthook', '__file__': path}
    exec(code, scope)
    return scope['install']()


def boot():
    """Called at every start of Python."""
    if os.environ.get('FLASK_PYMONGO_STARTUP') == '0':
        return
    present = [type(finder).__module__ for finder in sys.meta_path if type(finder).__name__ == 'FlaskExtFinder']
    if __name__ not in present and 'flask_pymongo.compat.exthook' not in present:
        sys.meta_path.insert(0, FlaskExtFinder())
