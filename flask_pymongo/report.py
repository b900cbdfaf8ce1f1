"""``python -m flask_pymongo report FILE``: the legacy calls that FLASK_PYMONGO_REPORT=FILE has counted."""
from __future__ import absolute_import

import json
import os
import sys

from .compat.output import write
from .compat.warn import counting

_PAGE = u"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Legacy calls</title>
<style>
body { font: 16px/1.5 sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%%; }
th, td { border-bottom: 1px solid #ccc; padding: .3em .8em .3em 0; text-align: left; vertical-align: top; }
td:first-child { text-align: right; }
code { overflow-wrap: anywhere; }
</style>
<h1>Legacy calls</h1>
<p>%s</p>
<table>
<thead><tr><th scope="col">Calls<th scope="col">Line<th scope="col">Legacy name<th scope="col">Write instead</thead>
<tbody>
%s
</tbody>
</table>
</html>
"""
_ROW = u'<tr><td>%d<td><code>%s:%d</code><td><code>%s</code><td><code>%s</code>'


def rows(path, order='count'):
    """What a file has, a list of dicts with `file`, `line`, `name`, `becomes` and `count`.

    :param order: ``'count'``, the most frequent first, or ``'file'``
    :raises EnvironmentError: if there is no such file

    .. versionadded:: 4.0
    """
    found = [{'file': _from_here(source), 'line': line, 'name': name, 'becomes': modern, 'count': count}
             for source, line, name, modern, count in counting.read(path)]
    found.sort(key=lambda row: (row['file'], row['line'], row['name']))
    return found if order == 'file' else sorted(found, key=lambda row: -row['count'])


def report(path, order='count', kind='text'):
    """Write what a file has to standard output.

    :param kind: ``'text'``, ``'json'`` or ``'html'``
    :return: the exit status: 2 if there is no such file, or it is none of FLASK_PYMONGO_REPORT; else 0

    .. versionadded:: 4.0
    """
    try:
        found = rows(path, order)
    except EnvironmentError as error:
        sys.stderr.write('python -m flask_pymongo report: %s\n' % error)
        return 2
    if not found and os.path.getsize(path):
        sys.stderr.write('python -m flask_pymongo report: %s is no file of FLASK_PYMONGO_REPORT\n' % path)
        return 2
    write({'text': _table, 'json': _json, 'html': _html}[kind](found))
    return 0


def _from_here(path):
    """A path from the current folder, if it is below that."""
    below = os.path.relpath(path) if os.path.isabs(path) else path
    return path if below.startswith(os.pardir) else below


def _summary(found):
    return u'legacy calls: %d, lines: %d, files: %d' % (
        sum(row['count'] for row in found), len(set((row['file'], row['line']) for row in found)),
        len(set(row['file'] for row in found)))


def _table(found):
    lines = [u'%8d  %s:%d  %s -> %s' % (row['count'], row['file'], row['line'], row['name'], row['becomes'])
             for row in found]
    return u'\n'.join(lines + [_summary(found)]) + u'\n'


def _json(found):
    return json.dumps({'calls': found}, indent=2) + '\n'


def _html(found):
    lines = [_ROW % (row['count'], _escaped(row['file']), row['line'], _escaped(row['name']), _escaped(row['becomes']))
             for row in found]
    return _PAGE % (_summary(found), u'\n'.join(lines))


def _escaped(text):
    return text.replace(u'&', u'&amp;').replace(u'<', u'&lt;').replace(u'>', u'&gt;').replace(u'"', u'&quot;')


def add_command(commands):
    """Add ``report`` to the commands of a parser."""
    parser = commands.add_parser(
        'report', help='show the legacy calls that FLASK_PYMONGO_REPORT=FILE has counted',
        description='Shows how often which line made which legacy call while programs ran with '
                    'FLASK_PYMONGO_REPORT=FILE, and what to write instead.')
    parser.add_argument('file', metavar='FILE', help='the file that FLASK_PYMONGO_REPORT named')
    parser.add_argument('--sort', choices=('count', 'file'), default='count', dest='order',
                        help='the most frequent first, which is the default, or by file and line')
    form = parser.add_mutually_exclusive_group()
    form.add_argument('--json', action='store_const', const='json', default='text', dest='kind', help='write JSON')
    form.add_argument('--html', action='store_const', const='html', dest='kind', help='write a page of HTML')
    return parser
