"""The table of names that their packages removed: table.tsv, as rows."""
from __future__ import absolute_import

import os
from collections import namedtuple

COLUMNS = ('part', 'module', 'name', 'removed_in', 'modern', 'how', 'target')
METHODS = 'pymongo-methods'
DEFAULTS = 'defaults'
PYTHON = 'python'
#: The parts that only add names, and those that also change what is there.
ADDING = ('pymongo', 'bson', 'gridfs', 'flask', 'werkzeug', 'jinja2', 'itsdangerous', PYTHON)
CHANGING = (METHODS, DEFAULTS)
PARTS = ADDING + CHANGING
#: Words for several parts.
GROUPS = {'1': ADDING, 'all': PARTS}
#: What a warning calls the package of a name; bson and gridfs come with PyMongo.
TITLES = {'pymongo': 'PyMongo', 'bson': 'PyMongo', 'gridfs': 'PyMongo', 'flask': 'Flask', 'werkzeug': 'Werkzeug',
          'jinja2': 'Jinja2', 'markupsafe': 'MarkupSafe', 'itsdangerous': 'ItsDangerous', 'click': 'Click'}
#: How legacy mode keeps a name: the object of `target` under its old name, an object of ours, a module, a wrapper that
#: adds a parameter to a callable, or not at all.
KINDS = ('same', 'shim', 'module', 'parameter', 'gone')


def choose(words):
    """The parts that a list of parts and of the words `1` and `all` means; `1` if the list is empty.

    :return: a set of text
    :raises ValueError: if a word is neither
    """
    unknown = sorted(word for word in words if word not in PARTS and word not in GROUPS)
    if unknown:
        raise ValueError('no part %s; the parts are %s; 1 means those that only add (without %s), all means all' % (
            ', '.join(repr(word) for word in unknown), ', '.join(PARTS), ', '.join(CHANGING)))
    return set(part for word in words or ('1',) for part in GROUPS.get(word, (word,)))


class Row(namedtuple('Row', COLUMNS)):
    """One name: its `module` (or ``module:Class``), the release without it, what to write instead, how it is kept."""

    def __new__(cls, *cells):
        self = super(Row, cls).__new__(cls, *cells)
        #: The module without the class, and the class that had the name; empty if the module had it.
        self.real_module, _, self.class_name = self.module.partition(':')
        name, _, parameter = self.name.partition('(')
        #: The name without a parameter; empty for a module.
        self.attribute = '' if self.name == '-' else name
        #: The parameter that a callable lost; empty if the whole name was removed.
        self.parameter = parameter.rstrip('=)')
        return self

    def as_attribute(self):
        """The row of a module as one of an attribute of its parent."""
        parent, _, child = self.module.rpartition('.')
        return Row(self.part, parent, child, self.removed_in, self.modern, self.how, self.module)

    @property
    def legacy_name(self):
        """The name as one text, ``pymongo.Connection``."""
        module = self.module.replace(':', '.')
        return module if self.name == '-' else '%s.%s' % (module, self.name)

    @property
    def package(self):
        """The package that removed the name, as a warning says it: ``PyMongo``."""
        return 'Python' if self.part == PYTHON else TITLES[self.real_module.partition('.')[0]]


def read_cells(name, columns):
    """The rows of a table beside this module, as (number of the line, list of cells); read from an archive, too.

    :param columns: the names of the columns, which are a line of their own
    """
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    get_data = getattr(globals().get('__loader__'), 'get_data', None)
    if get_data is None:
        with open(path, 'rb') as source:
            content = source.read()
    else:
        content = get_data(path)
    for number, line in enumerate(content.decode('utf-8').splitlines(), 1):
        # `str` on Python 2 too: cells become attribute names.
        cells = [str(cell) for cell in line.split('\t')]
        if line and not line.startswith('#') and tuple(cells) != tuple(columns):
            yield number, cells


def read():
    """The rows of the table.

    :raises ValueError: if a line is not a row
    """
    found = []
    for number, cells in read_cells('table.tsv', COLUMNS):
        if len(cells) != len(COLUMNS) or cells[0] not in PARTS or cells[5] not in KINDS:
            raise ValueError('table.tsv, line %d: no row of the table' % number)
        found.append(Row(*cells))
    return found


_rows = []


def rows_of(part):
    """The rows of a part that matter here: nothing of Python 2 left Python 2."""
    return [row for row in rows() if row.part == part and (part != PYTHON or str is not bytes)]


def rows():
    """All rows, as a list; the file is read once."""
    if not _rows:
        _rows[:] = read()
    return _rows
