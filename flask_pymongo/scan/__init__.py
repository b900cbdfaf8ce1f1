"""``python -m flask_pymongo scan``: what of a program is legacy, what it becomes, and the change itself."""
from __future__ import absolute_import

import importlib
import sys

#: What reads sources. They come with ``pip install Flask-PyMongo[scan]``.
NEEDED = ('libcst', 'fissix')


def missing():
    """The packages that are needed and not installed, as a list of text."""
    found = []
    for name in NEEDED:
        try:
            importlib.import_module(name)
        except ImportError:
            found.append(name)
    return found


def report(paths, form='text', fix=False, diff=False):
    """Write what is legacy in some files to standard output; change them, if asked to.

    :param paths: files and folders
    :param form: ``text``, ``json`` or ``sarif``
    :param fix: whether to change what is mechanical
    :param diff: whether to write what would be changed, and to change nothing unless `fix` is given
    :return: the exit status: 0 if there is nothing legacy (left), 1 if there is, 2 for a file that cannot be read

    .. versionadded:: 4.0
    """
    lacking = missing()
    if lacking:
        sys.stderr.write("python -m flask_pymongo scan needs %s: pip install 'Flask-PyMongo[scan]', with Python 3.9 or "
                         "newer. It reads the sources of any Python.\n" % ' and '.join(lacking))
        return 2
    from . import command
    return command.report(paths, form, fix, diff)


def add_command(commands):
    """Add ``scan`` to the commands of a parser."""
    parser = commands.add_parser(
        'scan', help='find what is legacy in a program, and change what can be changed mechanically',
        description='Reads the sources of a program, of Python 2 or 3, and lists each legacy import, option, call and '
                    'use of an answer with what it becomes. Ends with 0 if there is none, with 1 if there are, or '
                    'with 2 if a file cannot be read. Nothing is imported or run.')
    parser.add_argument('paths', nargs='+', metavar='PATH', help='a file, or a folder with all that is in it')
    parser.add_argument('--format', choices=('text', 'json', 'sarif'), default='text', dest='form',
                        help='text by default')
    parser.add_argument('--fix', action='store_true', help='change what is mechanical, and list what is left')
    parser.add_argument('--diff', action='store_true',
                        help='write what would be changed; with --fix, what has been changed')
    return parser
