"""``python -m flask_pymongo``: `run` a program in legacy mode, and what `doctor`, `report` and others say."""
from __future__ import absolute_import

import argparse
import os
import pkgutil
import sys
import types

from . import __version__, compat, doctor, file_check, ladder, report, scan
from .compat.language import PROGRAMS_HAVE_ABSOLUTE_PATHS
from .legacy_mode.table import CHANGING, PARTS, choose
from .python_2_syntax import is_python_2, say

VARIABLE = 'FLASK_PYMONGO_LEGACY'


class NotFound(Exception):
    """There is no such program; `status` is what Python itself would end with."""

    def __init__(self, message, status):
        super(NotFound, self).__init__(message)
        self.status = status


# run

def _main_module(path, loader, spec=None, package=None):
    # Not runpy: it leaves its own frames in every traceback.
    main = types.ModuleType('__main__')
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
    # A module that is frozen into Python has no file.
    path = loader.get_filename(name) if hasattr(loader, 'get_filename') else spec.origin
    return code, _main_module(path, loader, spec, name.rpartition('.')[0])


def _file(path):
    """The same for ``python path``: a program, or a folder or archive with a ``__main__``."""
    if PROGRAMS_HAVE_ABSOLUTE_PATHS:
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
    """Put the folder of the program first on `sys.path`, in the place of the folder for ``-m``, as Python does."""
    if not getattr(sys.flags, 'safe_path', getattr(sys.flags, 'isolated', False)):
        sys.path[0] = folder


def run(program, module=None, parts=('all',)):
    """Run a program as ``__main__``. Returns only if it ends without an exit of its own.

    :param program: the path of a program and its arguments, as a list of text
    :param module: the name of a module and its arguments, to be run in the place of a path
    :param parts: of legacy mode, as :func:`~flask_pymongo.compat.install` takes them
    :return: None, or 1 after the traceback of an exception that nobody caught
    :raises NotFound: if there is no such program
    :raises SystemExit: the program's own
    """
    compat.install(*parts)
    # For what the program starts: the reloader of the development server, worker processes.
    os.environ[VARIABLE] = ','.join(parts)
    if module:
        code, main = _module(module[0])
        sys.argv[:] = [main.__file__] + module[1:]
    else:
        sys.argv[:] = program
        try:
            code, main = _file(program[0])
        except SyntaxError as error:
            return _say_python_2(error) or _report()
    # Referred to as long as the program runs: Python 2 empties a module that nobody refers to.
    this = sys.modules['__main__']
    sys.modules['__main__'] = main
    try:
        # Not `exec`, which is a statement on Python 2: `eval` runs any compiled code.
        eval(code, main.__dict__)
    except SyntaxError as error:
        return _say_python_2(error) or _report(1)
    except Exception:
        return _report(1)
    finally:
        del this


def _say_python_2(error):
    """Say that a source is written for Python 2, if that is what is wrong with it.

    :return: the exit status 1; None if it is something else
    """
    if not is_python_2(type(error).__name__, error.text):
        return None
    sys.stderr.write('%s, line %s: this is Python 2, which Python 3 cannot read; %s\n' % (
        error.filename, error.lineno, say(error.filename)))
    return 1


def _report(frames=None):
    """Say what went wrong as Python does, without the frames of this module at the top."""
    kind, error, trace = sys.exc_info()
    trace = trace.tb_next if frames else None
    if hasattr(error, '__traceback__'):
        error.__traceback__ = trace
    sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
    sys.excepthook(kind, error, trace)
    return 1


# The command line

def _parts(text):
    parts = [part.strip() for part in text.split(',')]
    try:
        choose(parts)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error))
    return parts


class _Version(argparse.Action):
    """Not argparse's own, which writes to standard error on Python 2."""

    def __call__(self, parser, *_):
        sys.stdout.write('Flask-PyMongo %s\n' % __version__)
        parser.exit()


def _parser():
    """The parser of the command line, and that of the command `run`."""
    parser = argparse.ArgumentParser(prog='python -m flask_pymongo')
    parser.add_argument('--version', action=_Version, nargs=0, help='say which Flask-PyMongo this is, and end')
    commands = parser.add_subparsers(dest='command', metavar='COMMAND')
    # Python 3 makes commands optional, and has this attribute only.
    commands.required = True
    running = commands.add_parser(
        'run', help='run a program in legacy mode',
        usage='%(prog)s [--parts PART,...] FILE [ARGUMENT ...]\n'
              '       %(prog)s [--parts PART,...] -m MODULE [ARGUMENT ...]',
        description='Runs a program as Python itself would, with the names back that PyMongo, Flask and companions '
                    'have removed since it was written (legacy mode).')
    running.add_argument('--parts', type=_parts, default=['all'], metavar='PART,...',
                         help='%s; 1: all but %s; all: all, which is the default' % (
                             ', '.join(PARTS), ' and '.join(CHANGING)))
    # What comes after the program is the program's, whatever it looks like.
    running.add_argument('-m', dest='module', nargs=argparse.REMAINDER, default=[])
    running.add_argument('program', nargs=argparse.REMAINDER)
    doctor.add_command(commands)
    file_check.add_command(commands)
    report.add_command(commands)
    ladder.add_command(commands)
    scan.add_command(commands)
    return parser, running


def main(arguments):
    """Do what a command line says.

    :param arguments: the command line after ``python -m flask_pymongo``
    :return: the exit status; None is 0
    :raises SystemExit: if it says nothing that can be done, or asks for help
    """
    parser, running = _parser()
    asked = parser.parse_args(arguments)
    if asked.command == 'doctor':
        return doctor.report(asked.program, asked.uri, asked.as_json)
    if asked.command == 'scan':
        return scan.report(asked.paths, asked.form, asked.fix, asked.diff)
    if asked.command == 'check-files':
        return file_check.check_uri(asked.uri, asked.base, asked.hours, asked.fix)
    if asked.command == 'report':
        return report.report(asked.file, asked.order, asked.kind)
    if asked.command == 'ladder':
        return ladder.ladder(asked.python, asked.flask, asked.pymongo, asked.server, asked.as_json, asked.tox,
                             asked.tests)
    if not asked.program and not asked.module:
        running.error('nothing to run')
    try:
        return run(asked.program, asked.module, asked.parts)
    except NotFound as error:
        sys.stderr.write('python -m flask_pymongo: %s\n' % error)
        return error.status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
