"""``python -m flask_pymongo doctor``: what is wrong here or with a program, and what to do about it."""
from __future__ import absolute_import

import json
import sys

from ..compat.output import write
from . import installation, programs, servers
from .findings import ERROR, INFO, WARNING, Finding

__all__ = ['ERROR', 'Finding', 'INFO', 'WARNING', 'add_command', 'examine', 'report', 'status_of']


def examine(program=None, uri=None):
    """Look at the installation, and at a program if one is named.

    :param program: the path of a file or the name of a module, with ``:NAME`` of an application or a function that
        makes one, if the module itself has none
    :param uri: the server to ask; that of the program by default, else the one on this computer
    :return: a list of :class:`Finding`
    :raises ValueError: if it is a path, and no file

    .. versionadded:: 4.0
    """
    found = installation.findings()
    if program is not None:
        found += programs.findings(program)
    if uri is not None:
        found += servers.findings_of_uri(uri)
    elif program is None:
        found += servers.findings_of_this_computer()
    return found


def status_of(findings):
    """The exit status: 2 if there is an error, 1 if there is a warning, else 0.

    .. versionadded:: 4.0
    """
    severities = [finding.severity for finding in findings]
    return 2 if ERROR in severities else 1 if WARNING in severities else 0


def report(program=None, uri=None, as_json=False):
    """Write what :func:`examine` finds to standard output.

    :param as_json: whether as one JSON object, ``{"versions": {...}, "findings": [...]}``
    :return: the exit status

    .. versionadded:: 4.0
    """
    try:
        found = examine(program, uri)
    except ValueError as error:
        sys.stderr.write('python -m flask_pymongo doctor: %s\n' % error)
        return 2
    versions = installation.versions()
    if as_json:
        text = json.dumps({'versions': dict(versions), 'findings': [finding._asdict() for finding in found]}, indent=2)
    else:
        lines = [', '.join('%s %s' % (name, version or '(version not known)') for name, version in versions), '']
        for finding in found:
            lines.extend(finding.lines())
        counts = [sum(finding.severity == severity for finding in found) for severity in (ERROR, WARNING)]
        lines.extend(['', 'errors: %d, warnings: %d' % tuple(counts)])
        text = '\n'.join(lines)
    write(text + '\n')
    return status_of(found)


def add_command(commands):
    """Add ``doctor`` to the commands of a parser."""
    parser = commands.add_parser(
        'doctor', help='say what is wrong here, or with a program, and what to do',
        description='Looks at what is installed, the start-up file, legacy mode and the server; and, if a program is '
                    'named, at what happens when it is imported. Ends with 0, with 1 if there are warnings, or with 2 '
                    'if there are errors.')
    parser.add_argument('program', nargs='?', metavar='FILE or MODULE',
                        help='the program; with :NAME of an application, or of a function that makes one')
    parser.add_argument('--uri', help='the MongoDB server to ask, in place of the one of the program')
    parser.add_argument('--json', action='store_true', dest='as_json', help='write JSON')
    return parser
