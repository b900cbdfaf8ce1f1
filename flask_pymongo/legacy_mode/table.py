"""The table of names that left their packages: table.tsv, read once, as rows."""
from __future__ import absolute_import

import io
import os
from collections import namedtuple

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'table.tsv')
COLUMNS = ('part', 'module', 'name', 'left', 'modern', 'how', 'target')
#: What `install` takes; the last one only when asked for.
PARTS = ('pymongo', 'bson', 'gridfs', 'flask', 'werkzeug', 'jinja2', 'pymongo-methods')
METHODS = 'pymongo-methods'
#: How a name is kept: the object of `target` under its old name, an object of our own, an import path, a wrapper around
#: a callable that takes an old parameter too, or not at all.
KINDS = ('same', 'shim', 'module', 'parameter', 'gone')


class Row(namedtuple('Row', COLUMNS)):
    """One name: where it was (`module`, or ``module:Class``), until when, what to write instead, how it is kept."""

    __slots__ = ()

    @property
    def real_module(self):
        """The module that has to be imported for this name to matter."""
        return self.module.partition(':')[0]

    @property
    def class_name(self):
        """The class whose attribute this is; empty for a name of the module itself."""
        return self.module.partition(':')[2]

    @property
    def attribute(self):
        """The name without a parameter; empty for an import path."""
        return '' if self.name == '-' else self.name.partition('(')[0]

    @property
    def parameter(self):
        """The parameter that left a callable which is still there; empty if the row is about a whole name."""
        return self.name.partition('(')[2].rstrip('=)')

    @property
    def legacy_name(self):
        """The name as one text, ``pymongo.Connection``."""
        module = self.module.replace(':', '.')
        return module if self.name == '-' else '%s.%s' % (module, self.name)


def read(path=PATH):
    """The rows of a table.

    :raises ValueError: if a line is none
    """
    found = []
    with io.open(path, encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip('\r\n')
            if not line or line.startswith('#'):
                continue
            # Native text on Python 2 too: these become attribute names.
            cells = [str(cell) for cell in line.split('\t')]
            if tuple(cells) == COLUMNS:
                continue
            if len(cells) != len(COLUMNS) or cells[0] not in PARTS or cells[5] not in KINDS:
                raise ValueError('%s, line %d: no row of the table' % (path, number))
            found.append(Row(*cells))
    return found


_rows = []


def rows():
    """All rows, as a list that is read once."""
    if not _rows:
        _rows[:] = read()
    return _rows
