"""``python -m flask_pymongo``: `run` a program in legacy mode, or ask the `doctor` what is there."""
from __future__ import absolute_import

import os
import pkgutil
import sys

from . import __version__, compat
from .compat import exthook
from .legacy_mode import PARTS

USAGE = """usage: python -m flask_pymongo run [--parts PART,...] FILE [ARGUMENT ...]
       python -m flask_pymongo run [--parts PART,...] -m MODULE [ARGUMENT ...]
       python -m flask_pymongo doctor [MODULE ...]

run      runs a program as Python itself would, with the names back in pymongo, bson, gridfs, flask, werkzeug and
         jinja2 that left them since it was written (legacy mode)
doctor   says what is installed, whether legacy mode is on, and what it has added; imports the modules first
parts    %s; all but the last if none is named
""" % ', '.join(PARTS)
VARIABLE = 'FLASK_PYMONGO_LEGACY'


class UsageError(Exception):
    """The command line says nothing that can be done."""


class NotFound(Exception):
    """There is no such program; `status` is what Python itself would end with."""

    def __init__(self, message, status):
        super(NotFound, self).__init__(message)
        self.status = status


# run

def _main_module(path, loader, spec=None, package=None):
    main = type(sys)('__main__')
    main.__dict__.update(__builtins__=sys.modules[len.__module__], __file__=path, __package__=package)
    if loader is not None:
        main.__loader__ = loader
    if '__annotations__' in globals():
        main.__annotations__ = {}
    if hasattr(main, '__spec__'):
        main.__spec__ = spec
    if '__cached__' in globals():
        main.__cached__ = getattr(spec, 'cached', None)
    return main


def _find(name, importer=None):
    """The loader and, on Python 3, the spec of a module; from one entry of `sys.path` if its importer is given."""
    if importer is None:
        try:
            from importlib.util import find_spec
        except ImportError:
            return pkgutil.find_loader(name), None
    elif hasattr(importer, 'find_spec'):
        find_spec = importer.find_spec
    else:
        return importer.find_module(name), None
    spec = find_spec(name)
    return getattr(spec, 'loader', None), spec


def _module(name):
    """What ``python -m name`` executes: code, and the module to execute it in."""
    try:
        loader, spec = _find(name)
        package = loader is not None and loader.is_package(name)
        if package:
            name += '.__main__'
            loader, spec = _find(name)
        code = loader and loader.get_code(name)
    except (AttributeError, ImportError, ValueError) as error:
        raise NotFound('%s: %s' % (name, error), 1)
    if code is None:
        raise NotFound('No module named %s' % name, 1)
    # What is frozen into Python has code, but no file.
    path = loader.get_filename(name) if hasattr(loader, 'get_filename') else spec.origin
    return code, _main_module(path, loader, spec, name.rpartition('.')[0])


def _file(path):
    """The same for ``python path``: a program, or a folder or archive with a ``__main__``."""
    if hasattr(str, 'removeprefix'):
        # The Pythons that have it make the path of a program absolute.
        path = os.path.join(os.getcwd(), path)
    if not os.path.exists(path):
        raise NotFound("can't open file %r: [Errno 2] No such file or directory" % path, 2)
    importer = None if os.path.isfile(path) and not _is_archive(path) else pkgutil.get_importer(path)
    if importer is not None:
        loader, spec = _find('__main__', importer)
        if loader is None:
            raise NotFound("can't find '__main__' module in %r" % path, 1)
        _put_first(path)
        return loader.get_code('__main__'), _main_module(loader.get_filename('__main__'), loader, spec, '')
    try:
        with open(path, 'rb') as source:
            text = source.read()
    except EnvironmentError as error:
        raise NotFound("can't open file %r: [Errno %s] %s" % (path, error.errno, error.strerror), 2)
    _put_first(os.path.dirname(os.path.realpath(path)))
    try:
        from importlib.machinery import SourceFileLoader
    except ImportError:
        loader = None
    else:
        loader = SourceFileLoader('__main__', path)
    return compile(text, path, 'exec', 0, True), _main_module(path, loader)


def _is_archive(path):
    import zipfile
    return zipfile.is_zipfile(path)


def _put_first(folder):
    """What Python puts first on the path of a program, in the place of what it put there for ``-m``."""
    if not getattr(sys.flags, 'safe_path', getattr(sys.flags, 'isolated', False)):
        sys.path[0] = folder


def run(arguments):
    """Run a program as ``__main__``. Returns only if it ends without an exit of its own.

    :param arguments: the command line after ``run``, as a list of text
    :return: None, or 1 after the traceback of an exception that nobody caught
    :raises UsageError: if there is nothing to run
    :raises NotFound: if there is no such program
    :raises SystemExit: the program's own
    """
    parts = ()
    arguments = list(arguments)
    if arguments[:1] == ['--parts']:
        parts = tuple(part.strip() for part in ''.join(arguments[1:2]).split(','))
        del arguments[:2]
    if not arguments or arguments == ['-m']:
        raise UsageError('nothing to run')
    try:
        compat.install(*parts)
    except ValueError as error:
        raise UsageError(str(error))
    # For what the program starts: the reloader of the development server, worker processes.
    os.environ[VARIABLE] = ','.join(parts) or '1'
    if arguments[0] == '-m':
        code, main = _module(arguments[1])
        sys.argv[:] = [main.__file__] + arguments[2:]
    else:
        sys.argv[:] = arguments
        try:
            code, main = _file(arguments[0])
        except SyntaxError:
            return _report()
    # Referred to as long as the program runs: Python 2 empties a module that nobody refers to.
    this = sys.modules['__main__']
    sys.modules['__main__'] = main
    try:
        # Executes statements that are compiled; `exec` is one thing on Python 2 and another on 3.
        eval(code, main.__dict__)
    except Exception:
        return _report(1)
    finally:
        del this


def _report(frames=None):
    """Say what went wrong as Python does, without the frames of this module at the top."""
    kind, error, trace = sys.exc_info()
    trace = trace.tb_next if frames else None
    if hasattr(error, '__traceback__'):
        error.__traceback__ = trace
    sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
    sys.excepthook(kind, error, trace)
    return 1


# doctor

def _report_lines():
    described = compat.describe()
    names = described.pop('names')
    yield 'Flask-PyMongo %s on Python %s' % (__version__, sys.version.split()[0])
    for name in sorted(described):
        yield '%s %s' % (name, described[name] or '(version not known)')
    active = '_flask_pymongo_startup' in sys.modules and os.environ.get('FLASK_PYMONGO_STARTUP') != '0'
    yield 'start-up file: %s' % ('active' if active else 'not active')
    yield 'flask.ext: %s' % ('answered' if exthook.installed() else 'not answered')
    parts = compat.installed()
    if not parts:
        yield 'legacy mode: off'
        yield 'doors: %s=1 in the environment, python -m flask_pymongo run, flask_pymongo.compat.install()' % VARIABLE
        return
    door = '%s=%s' % (VARIABLE, os.environ[VARIABLE]) if os.environ.get(VARIABLE) else 'flask_pymongo.compat.install()'
    yield 'legacy mode: on for %s, by %s' % (', '.join(parts), door)
    used = [entry for entry in names if entry['uses']]
    yield 'names added: %d, used: %d' % (len(names), len(used))
    for entry in sorted(names, key=lambda entry: (-entry['uses'], entry['name'])):
        yield '%6d  %s: %s' % (entry['uses'], entry['name'], entry['modern'])


def doctor(arguments):
    """Report on standard output; imports the modules named in `arguments` first."""
    for name in arguments:
        __import__(name)
    for line in _report_lines():
        sys.stdout.write(line + '\n')


COMMANDS = {'run': run, 'doctor': doctor}


def main(arguments):
    """Do what a command line says.

    :param arguments: the command line after ``python -m flask_pymongo``
    :return: the exit status; None is 0
    """
    if arguments in (['-h'], ['--help']):
        sys.stdout.write(USAGE)
        return 0
    try:
        command = COMMANDS.get(arguments[0]) if arguments else None
        if command is None:
            raise UsageError('no command %r' % arguments[0] if arguments else 'no command')
        return command(arguments[1:])
    except UsageError as error:
        sys.stderr.write('python -m flask_pymongo: %s\n%s' % (error, USAGE))
        return 2
    except NotFound as error:
        sys.stderr.write('python -m flask_pymongo: %s\n' % error)
        return error.status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
