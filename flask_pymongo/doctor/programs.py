"""What happens when a program is imported, and what an error there means."""
from __future__ import absolute_import

import json
import os
import re
import subprocess
import sys
import tempfile
import threading

from ..legacy_mode.table import METHODS
from ..python_2_syntax import is_python_2, say
from . import removed_names
from .findings import ERROR, INFO, WARNING, Finding, finding

#: After so many seconds an import hangs.
PATIENCE = 60
_CHILD = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'child.py')


def findings(program):
    """What there is to say of a program.

    :raises ValueError: if it is a path, and no file
    """
    path = program.rpartition(':')[0] or program
    is_path = os.sep in program or path.endswith('.py') or path in (os.curdir, os.pardir)
    if is_path and not os.path.isfile(path) and not os.path.isfile(program):
        raise ValueError('%s is a folder; name the file of the program' % path if os.path.isdir(path) else
                         'no file %s' % path)
    told = _import(program, legacy=False)
    found = _judge(program, told)
    if told['error'] and _legacy_mode_may_help(told):
        told = _import(program, legacy=True)
        if told['error'] is None:
            found.append(finding(INFO, 'program', 'In legacy mode it can be imported.'))
        found += [each for each in _judge(program, told) if each not in found and each.text != _imported(program)]
    return found


def _imported(program):
    return '%s can be imported.' % program


def _import(program, legacy):
    """Run child.py; the dict that it writes, with the key `hangs` alone if it had to be ended."""
    handle, result = tempfile.mkstemp(suffix='.json')
    os.close(handle)
    try:
        with open(os.devnull, 'r+') as nothing:
            child = subprocess.Popen([sys.executable, _CHILD, program, result] + (['legacy'] if legacy else []),
                                     stdin=nothing, stdout=nothing, stderr=nothing)
            timer = threading.Timer(PATIENCE, child.kill)
            timer.start()
            child.wait()
            timer.cancel()
        with open(result) as stream:
            text = stream.read()
    finally:
        os.remove(result)
    return json.loads(text) if text else {'error': None, 'status': child.returncode, 'findings': [], 'warnings': []}


def _judge(program, told):
    """The findings of one import."""
    if 'status' in told:
        return [finding(ERROR, 'program', '%s did not end: it was still running after %d seconds, or ended Python '
                        '(status %s).' % (program, PATIENCE, told['status']),
                        remedy="put app.run() under if __name__ == '__main__':")]
    found = []
    if told['error']:
        found.append(_of_error(program, told['error'], told['startup']))
    elif told.get('ended'):
        found.append(finding(INFO, 'program', '%s ended by itself (SystemExit).' % program))
    else:
        found.append(finding(INFO, 'program', _imported(program)))
    found += [Finding(*each) for each in told['findings']]
    legacy = [warning for warning in told['warnings'] if warning['category'] == 'LegacyWarning']
    for warning in legacy:
        found.append(finding(INFO, 'legacy', warning['message'] + '.', _where(warning)))
    for warning in told['warnings']:
        if warning['category'] == 'UserWarning' and re.match(r'[A-Z0-9_]+_URI names ', warning['message']):
            found.append(finding(WARNING, 'configuration', warning['message'] + '.', _where(warning)))
    return found


def _where(place):
    """File and line of an error or a warning, the file from here if it is below this folder."""
    if not place['file']:
        return None
    path = os.path.relpath(place['file']) if os.path.isabs(place['file']) else place['file']
    return '%s:%s' % (place['file'] if path.startswith(os.pardir) else path, place['line'])


def run_command(program):
    """How to start a program in legacy mode."""
    path = program.rpartition(':')[0] or program
    return 'python -m flask_pymongo run %s%s' % ('' if os.path.isfile(path) else '-m ', path)


def _missing_extension(error):
    """The name of the extension whose ``flask.ext`` an error misses, ``ext`` for all; None if it is something else."""
    name = removed_names.missing_module(error) or ''
    return name[6:] if name == 'flask.ext' or name.startswith('flask.ext.') else None


def _legacy_mode_may_help(told):
    row = removed_names.find(told['error'])
    return row is not None and row.how != 'gone' or row is None and bool(
        _missing_extension(told['error']) and not told['startup'])


def _of_error(program, error, startup):
    """The finding about the exception that ended an import."""
    where = _where(error)
    if is_python_2(error['type'], error['source']):
        return finding(ERROR, 'program', 'This is Python 2, which Python 3 cannot read.', where, say(error['file']))
    row = removed_names.find(error)
    if row is not None:
        remedy = 'start with: %s (or set FLASK_PYMONGO_LEGACY=%s); or write %s' % (
            run_command(program), 'all' if row.part == METHODS else '1', row.modern)
        if row.how == 'gone':
            remedy = 'legacy mode cannot keep it; write %s' % row.modern
        companion = _companion(error['file'])
        if companion is not None:
            remedy += '; the line is not of the program, a newer release may do without: pip install --upgrade %s' % (
                companion)
        return finding(ERROR, 'program', '%s left %s in %s.' % (row.legacy_name, row.package, row.removed_in), where,
                       remedy)
    extension = _missing_extension(error)
    if extension is not None and not startup:
        return finding(ERROR, 'program', 'flask.ext is not there: the start-up file was not read.', where,
                       'start with: %s; or import flask_pymongo above everything else' % run_command(program))
    module = removed_names.missing_module(error) if 'ImportError' in error['bases'] else None
    if module is not None and where is None:
        return finding(ERROR, 'program', 'There is no module %s.' % program.partition(':')[0], None,
                       'name a file, or a module that can be imported from %s' % os.getcwd())
    if module is not None:
        name = 'flask_' + extension.partition('.')[2] if extension else module.partition('.')[0]
        remedy = 'install what has it into the environment of %s' % sys.executable
        if name.startswith('flask_'):
            remedy += ': pip install Flask-%s' % name[len('flask_'):].replace('_', '-').title()
        return finding(ERROR, 'program', 'There is no module %s.' % name, where, remedy)
    return finding(ERROR, 'program', '%s: %s' % (error['type'], error['message']), where, _remedy_of(error))


def _companion(path):
    """The name on PyPI, as a guess, of the package that an installed file belongs to; None for the program's own."""
    folder, _, rest = (path or '').replace(os.sep, '/').rpartition('-packages/')
    if not folder.endswith(('/site', '/dist')):
        return None
    name = os.path.splitext(rest.split('/')[0])[0]
    return name.replace('_', '-')


def _remedy_of(error):
    """What to do about an exception that is no removed name, or None."""
    if 'duplicate config_prefix' in error['message']:
        return "an application written for Flask-PyMongo 2.x or 3.x sets MONGO_API = '2.3' or '3.0': docs/mongo-api.rst"
    if 'ConnectionFailure' in error['bases']:
        return 'start MongoDB, or name the right server by MONGO_URI or MONGO_HOST'
    return None
