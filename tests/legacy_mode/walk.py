"""A program that uses every name of the table, as an application does, and says how each went. Python 2.7 and 3.6+.

``python walk.py PART...`` prints JSON: `names`, from the legacy name to what was raised (None if nothing) and the
LegacyWarnings that there were, each as file and line; `described`, the names that `describe` lists then;
`loaded`, the modules that Flask-PyMongo and what it needs have imported before.
"""
from __future__ import print_function

import os
import sys
import warnings

os.environ['FLASK_PYMONGO_LEGACY'] = ','.join(sys.argv[1:])

import _flask_pymongo_startup  # noqa: E402

_flask_pymongo_startup.boot()

import importlib  # noqa: E402
import json  # noqa: E402

from flask_pymongo import legacy_mode  # noqa: E402
from flask_pymongo.compat.warn import LegacyWarning  # noqa: E402


def program(row):
    """The one line that uses a row, and what it needs."""
    if row.name == '-':
        return 'import ' + row.module, {}
    if not row.class_name:
        return 'from %s import %s' % (row.module, row.attribute), {}
    kind = getattr(importlib.import_module(row.real_module), row.class_name)
    return 'owner.' + row.attribute, {'owner': kind}


def use(row):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('ignore')
        try:
            text, scope = program(row)
            scope['__name__'] = 'application'
            code = compile(text, 'application.py', 'exec')
            warnings.simplefilter('default')
            exec(code, scope)
            error = None
        except Exception as raised:
            error = '%s: %s' % (type(raised).__name__, raised)
    return {'error': error, 'warnings': [(warning.filename, warning.lineno) for warning in caught
                                         if issubclass(warning.category, LegacyWarning)]}


loaded = sorted(sys.modules)
found = dict((row.legacy_name, use(row)) for row in legacy_mode.table.rows()
             if row.part in sys.argv[1:] and row.how != 'parameter' and not row.parameter)
print(json.dumps({'names': found, 'loaded': loaded, 'described': [entry['name'] for entry in legacy_mode.describe()]}))
