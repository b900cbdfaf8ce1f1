"""Puts back the defaults of the table when their modules have been imported."""
from __future__ import absolute_import

from .additions import own_module, resolve

# `from . import` would import the parents of this package.
defaults_table = own_module('defaults_table')


def _put_back(rows):
    def apply(module, additions):
        for row in rows:
            if resolve(row.target)(module, additions, row):
                additions.list_row(row)
    return apply


def _patches():
    rows = {}
    for row in defaults_table.defaults():
        for name in row.modules.split():
            rows.setdefault(name, []).append(row)
    return dict((name, _put_back(found)) for name, found in rows.items())


PATCHES = _patches()
