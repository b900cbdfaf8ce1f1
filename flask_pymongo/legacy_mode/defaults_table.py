"""The table of defaults that changed without a name that left: defaults.tsv, as rows. Read by code, docs and tests."""
from __future__ import absolute_import

from collections import namedtuple

from .table import read_cells

COLUMNS = ('modules', 'name', 'then', 'now', 'since', 'modern', 'target')


class Default(namedtuple('Default', COLUMNS)):
    """One default: the `modules` that are changed, its `name`, what it was `then` and is `now`, and `since` when.

    `modern` is what to write for the value of then without legacy mode. `target` is a function of (module, additions,
    row); it puts the default back in such a way that `additions` can take it back, and returns whether it had to.
    """

    __slots__ = ()

    part = 'defaults'
    how = 'default'

    @property
    def legacy_name(self):
        """The name as `describe` lists it."""
        return self.name

    @property
    def key(self):
        """The key of the configuration that the name has in quotes."""
        return self.name.split("'")[1]


_defaults = []


def defaults():
    """All rows, as a list; the file is read once.

    :raises ValueError: if a line is not a row
    """
    if not _defaults:
        for number, cells in read_cells('defaults.tsv', COLUMNS):
            if len(cells) != len(COLUMNS) or not all(cells):
                raise ValueError('defaults.tsv, line %d: no row of the table' % number)
            _defaults.append(Default(*cells))
    return _defaults
