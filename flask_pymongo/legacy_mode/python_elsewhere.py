"""Modules that left the standard library and are packages now; an import says which one to install. Python 3 only."""
from __future__ import absolute_import

#: {module: package}, where the package is not called ``standard-`` and the module.
PACKAGES = {'audioop': 'audioop-lts', 'cgitb': 'legacy-cgi'}


def __getattr__(name):
    # An import has found no package with the module.
    if name.startswith('__'):
        raise AttributeError(name)
    raise ImportError('%s is no part of Python any more: pip install %s' % (
        name, PACKAGES.get(name, 'standard-' + name)))
