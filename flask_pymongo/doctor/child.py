"""Imports a program in a process of its own, and says what happened. Executed as a file by programs.py::

    python child.py PROGRAM RESULT [legacy]

Nothing of the package is imported before the program: it shall find what it finds when it is started by itself.
"""
import io
import json
import os
import sys
import types
import warnings

#: The folder of the package.
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def load(target):
    """Import a file or a module; with ``:NAME``, get the application NAME from it, or make one by it."""
    target, _, name = target.partition(':') if not os.path.exists(target) else (target, '', '')
    if os.path.isfile(target):
        sys.path[0] = os.path.dirname(os.path.abspath(target))
        stem = os.path.splitext(os.path.basename(target))[0]
        module = sys.modules[stem] = types.ModuleType(stem)
        module.__file__ = os.path.abspath(target)
        with io.open(target, 'rb') as source:
            code = compile(source.read(), target, 'exec', 0, True)
        eval(code, module.__dict__)
    else:
        sys.path[0] = os.getcwd()
        __import__(target)
        module = sys.modules[target]
    if name:
        made = getattr(module, name.rstrip('()'))
        made = made() if not hasattr(made, 'config') else made
        return list(vars(module).values()) + [made]
    return list(vars(module).values())


def describe_error():
    """The exception that is handled here: what it says, and where in which source it was raised."""
    kind, error, trace = sys.exc_info()
    ours = os.path.join(ROOT, 'flask_pymongo') + os.sep
    files = []
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        absolute = os.path.abspath(path)
        if not absolute.startswith(ours) and '<frozen' not in path and os.sep + 'importlib' + os.sep not in path:
            files.append((path, trace.tb_lineno))
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        files.append((error.filename, error.lineno))
    path, line = files[-1] if files else (None, None)
    owner = getattr(error, 'obj', None)
    return {'type': kind.__name__, 'bases': [base.__name__ for base in kind.__mro__], 'message': text_of(error),
            'classes': [base.__name__ for base in type(owner).__mro__] if owner is not None else [],
            'file': path, 'line': line, 'source': source_line(path, line)}


def text_of(error):
    """What an exception says; Python 2 has no `str` of it if that is not ASCII."""
    try:
        return str(error)
    except UnicodeError:
        return repr(error)


def source_line(path, number):
    """A line of a file, as text; empty if there is none."""
    try:
        with io.open(path, encoding='utf-8', errors='replace') as source:
            return source.read().splitlines()[number - 1]
    except (EnvironmentError, IndexError, TypeError):
        return ''


def main(target, result, legacy):
    """Write what happened to a file, as JSON."""
    # `app.run()` at the end of a program does nothing then.
    os.environ['FLASK_RUN_FROM_CLI'] = 'true'
    told = {'error': None, 'findings': [], 'startup': '_flask_pymongo_startup' in sys.modules
            and os.environ.get('FLASK_PYMONGO_STARTUP') != '0'}
    if legacy:
        sys.path[0] = ROOT
        from flask_pymongo import compat
        compat.install('all')
    with warnings.catch_warnings(record=True) as issued:
        warnings.simplefilter('always')
        try:
            values = load(target)
        except SystemExit:
            told['ended'], values = True, []
        except Exception:
            told['error'], values = describe_error(), []
        if 'flask' in sys.modules and told['error'] is None:
            sys.path.append(ROOT)
            from flask_pymongo.doctor import applications
            found = applications.findings(values) + list(applications.defaults())
            told['findings'] = [tuple(each) for each in found]
    told['warnings'] = [{'category': type(warning.message).__name__, 'message': text_of(warning.message),
                         'file': warning.filename, 'line': warning.lineno} for warning in issued]
    with open(result, 'w') as stream:
        json.dump(told, stream)
    sys.stdout.flush()
    # Threads of the program shall not keep this process.
    os._exit(0)


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2], 'legacy' in sys.argv[3:])
