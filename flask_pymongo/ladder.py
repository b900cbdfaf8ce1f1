"""``python -m flask_pymongo ladder``: the way from old versions to the newest, one change a rung.

ladder.tsv is made from the test matrix by tests/matrix/render.py.
"""
from __future__ import absolute_import

import argparse
import io
import json
import os
import sys
from collections import namedtuple

from . import __version__, compat
from .compat.output import write
from .compat.versions import is_before

_TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'ladder.tsv')
_TITLES = {'python': 'Python', 'flask': 'Flask', 'pymongo': 'PyMongo', 'server': 'MongoDB'}
_WRITTEN_BY = '# Written by python -m flask_pymongo ladder.'

_TOX = _WRITTEN_BY + """ Each environment is one rung.
# All of them: tox -c {name}
# The first:   tox -c {name} -e {first}
# Write into [application] how the tests of the application run, and what they need besides Flask and PyMongo.
# They see the variables of the environment that tox itself sees.

[tox]
no_package = true
skipsdist = true
requires =
{requires}
env_list =
{names}

[application]
commands = {commands}
requirements =

[testenv]
skip_install = true
commands = {{[application]commands}}
pass_env = *
set_env =
    FLASK_PYMONGO_LEGACY = all
"""
_ENVIRONMENT = """
# {number}. {title} - {why}
[testenv:{name}]
base_python = python{python}
deps =
{requirements}
    {{[application]requirements}}
"""
#: The last tox and virtualenv that make environments for Pythons as old as these.
_OLD_PYTHONS = ('2.7', '3.6')
_OLD_TOX, _NEW_TOX = ('tox>=4.5,<4.6', 'virtualenv<20.22'), ('tox>=4.5',)


class Rung(namedtuple('Rung', 'change version python flask pymongo server why row')):
    """One rung of a ladder: what there is when one thing has been changed.

    :param change: what is changed: ``'python'``, ``'flask'``, ``'pymongo'`` or ``'server'``
    :param version: to which version
    :param row: the name of the row of the test matrix with these versions; None if there is none

    .. versionadded:: 4.0
    """

    __slots__ = ()

    @property
    def title(self):
        """The change in words."""
        return '%s %s' % (_TITLES[self.change], self.version)

    @property
    def requirements(self):
        """What pip is told: a list of text."""
        return ['flask==' + self.flask] + _pins(self.flask) + ['pymongo==' + self.pymongo]


def _lines(kind):
    with io.open(_TABLE, encoding='ascii') as table:
        cells = [line.rstrip(u'\n').split(u'\t') for line in table if not line.startswith(u'#')]
    return [[str(cell) for cell in line[1:]] for line in cells if line[0] == kind]


def _series(version):
    return '.'.join(version.split('.')[:2])


def _pins(flask):
    """What a Flask needs to be told of its companions: the pins of the last row that is no newer."""
    fitting = [pins for row, pins in _lines('pins') if not is_before(flask, row)] or [_lines('pins')[0][1]]
    return fitting[-1].split()


def climb(python, flask, pymongo, server=None):
    """The rungs from some versions to the newest.

    :param server: the version of MongoDB; None if it is not known, and then it is no rung
    :return: a list of :class:`Rung`, empty if there is nothing to change

    .. versionadded:: 4.0
    """
    now = {'python': _series(python), 'flask': flask, 'pymongo': pymongo, 'server': server}
    rows = _rows()
    rungs = []
    for part, version, first, last, why in _lines('stop'):
        wanted = version if part == 'python' else now['python']
        if now[part] is None or not is_before(now[part], version) or is_before(wanted, first) or (
                last and is_before(last, wanted)):
            continue
        now[part] = version
        rungs.append(Rung(part, version, now['python'], now['flask'], now['pymongo'], now['server'], why,
                          rows.get((now['python'], now['flask'], now['pymongo']))))
    return rungs


def tested():
    """The newest versions that this release was tested with: a list of (name, version), Python's without its patch.

    .. versionadded:: 4.0
    """
    return _lines('tested')


def _rows():
    return dict((tuple(line[1:]), line[0]) for line in _lines('row'))


def tox_ini(rungs, name, commands):
    """A tox.ini that runs the tests of an application on each rung.

    :param name: the name of the file
    :param commands: how the tests run
    """
    tests = dict(_lines('tests'))
    made = [(number, rung) for number, rung in enumerate(rungs, 1) if rung.change != 'server']
    names = dict((number, '%d-%s%s' % (number, rung.change, rung.version.replace('.', ''))) for number, rung in made)
    is_old = any(rung.python in _OLD_PYTHONS for rung in rungs)
    text = _TOX.format(
        name=name, first=names[made[0][0]], commands=commands,
        requires='\n'.join('    ' + each for each in (_OLD_TOX if is_old else _NEW_TOX)),
        names='\n'.join('    ' + names[number] for number, _ in made))
    for number, rung in made:
        wanted = rung.requirements + ['Flask-PyMongo==' + __version__, tests.get(rung.python, 'pytest')]
        text += _ENVIRONMENT.format(number=number, title=rung.title, why=rung.why, name=names[number],
                                    python=rung.python, requirements='\n'.join('    ' + each for each in wanted))
    return text


def _write_unless_foreign(path, text):
    """Write a file, unless there is one that this command has not written; whether it was written."""
    if os.path.exists(path):
        with io.open(path, 'rb') as stream:
            if not stream.readline().startswith(_WRITTEN_BY.encode('ascii')):
                return False
    with open(path, 'w') as stream:
        stream.write(text)
    return True


def _text(start, rungs):
    lines = ['From %s:' % ', '.join('%s %s' % (_TITLES[part], version) for part, version in start if version), '']
    for number, rung in enumerate(rungs, 1):
        lines.append('%d. %s - %s' % (number, rung.title, rung.why))
        if rung.change == 'server':
            lines.append('     one release after the other, as MongoDB wants it')
        elif rung.change == 'python':
            lines.append('     python%s -m pip install %s' % (rung.python, _quoted(rung.requirements)))
        else:
            lines.append('     pip install %s' % _quoted(rung.requirements))
        if rung.row and rung.change != 'server':
            lines.append('     a row of the test matrix: %s' % rung.row)
    if not rungs:
        lines.append('There is nothing newer.')
    if start[-1][1] is None:
        lines.append('')
        lines.append('MongoDB has rungs of its own: --server VERSION.')
    return '\n'.join(lines) + '\n'


def _quoted(requirements):
    return ' '.join("'%s'" % each if '<' in each else each for each in requirements)


def ladder(python=None, flask=None, pymongo=None, server=None, as_json=False, tox=None, tests='python -m pytest'):
    """Write the way from some versions, those installed by default, to the newest.

    :param tox: a file to write a tox.ini to, or None
    :return: the exit status

    .. versionadded:: 4.0
    """
    described = compat.describe()
    start = [('python', python or sys.version.split()[0]), ('flask', flask or described['Flask']),
             ('pymongo', pymongo or described['PyMongo']), ('server', server)]
    rungs = climb(*[version for _, version in start])
    if tox is not None:
        if not any(rung.change != 'server' for rung in rungs):
            sys.stderr.write('python -m flask_pymongo ladder: there is no rung to write to %s\n' % tox)
            return 2
        try:
            written = _write_unless_foreign(tox, tox_ini(rungs, os.path.basename(tox), tests))
        except EnvironmentError as error:
            sys.stderr.write('python -m flask_pymongo ladder: %s\n' % error)
            return 2
        if not written:
            sys.stderr.write('python -m flask_pymongo ladder: %s is there and is not from here\n' % tox)
            return 2
    if as_json:
        rungs = [dict(rung._asdict(), title=rung.title, requirements=rung.requirements) for rung in rungs]
        write(json.dumps({'from': dict(start), 'rungs': rungs}, indent=2) + '\n')
    else:
        write(_text(start, rungs))
    return 0


def _version(text):
    try:
        is_before(text, text)
    except ValueError:
        raise argparse.ArgumentTypeError('%s is no version' % text)
    return text


def add_command(commands):
    """Add ``ladder`` to the commands of a parser."""
    parser = commands.add_parser(
        'ladder', help='show the way from old versions to the newest, one change a rung',
        description='Shows which versions to move to, one change at a time, from those installed here or given. '
                    'The application stays as it is: legacy mode is on.')
    for name, what in (('python', 'Python'), ('flask', 'Flask'), ('pymongo', 'PyMongo'), ('server', 'MongoDB')):
        parser.add_argument('--' + name, type=_version, metavar='VERSION', help='begin with this %s' % what)
    parser.add_argument('--json', action='store_true', dest='as_json', help='write JSON')
    parser.add_argument('--tox', metavar='FILE', help='write a tox.ini that runs the tests of the application on each '
                                                      'rung')
    parser.add_argument('--tests', metavar='COMMAND', default='python -m pytest',
                        help='how these tests run; python -m pytest by default')
    return parser
