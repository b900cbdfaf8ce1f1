"""Lists the modules and public names of the standard library as JSON; run by python_names.py, Python 2.7 and 3.

``python python_names_probe.py MODULE... < ASKED > FOUND``: FOUND has `modules`, a list of all, and `names`, from the
modules given to their names. ASKED is a JSON list of [module, name] that earlier Pythons had: a name that is answered
only when it is asked for (a deprecated one) is in no listing.
"""
from __future__ import print_function

import importlib
import inspect
import json
import os
import pkgutil
import sys
import types
import warnings

# Packages whose modules programs import by name.
PACKAGES = ('distutils', 'email', 'html', 'http', 'importlib', 'json', 'logging', 'unittest', 'urllib', 'wsgiref',
            'xml', 'xml.etree', 'xmlrpc')
# Where importing starts something, or what is there is for the project itself.
NOT_IMPORTED = ('__main__', 'antigravity', 'idlelib', 'lib2to3', 'test', 'tests', 'this', 'turtledemo', 'xxlimited',
                'xxsubtype')


def modules():
    """The names of the modules of the standard library."""
    folder = os.path.dirname(os.__file__)
    found = set(sys.builtin_module_names)
    for place in (folder, os.path.join(folder, 'lib-dynload')):
        found.update(name for _, name, _ in pkgutil.iter_modules([place]))
    for package in PACKAGES:
        path = os.path.join(folder, *package.split('.'))
        found.update('%s.%s' % (package, name) for _, name, _ in pkgutil.iter_modules([path]))
    return sorted(name for name in found
                  if not any(part.startswith('_') or part in NOT_IMPORTED for part in name.split('.')))


def is_public(module, name, value, listed):
    """Whether a module has a name for others: no module, nothing that it has only imported for itself."""
    if name.startswith('_') or isinstance(value, types.ModuleType):
        return False
    if name in listed:
        return True
    home = getattr(value, '__module__', None)
    is_code = inspect.isfunction(value) or inspect.isclass(value)
    return (home == module.__name__ if is_code and isinstance(home, str) else not listed)


def names_of(module):
    """The public names of a module, and `Class.attribute`."""
    listed = getattr(module, '__all__', ())
    for name in set(dir(module)) | set(listed):
        value = getattr(module, name, None)
        if is_public(module, name, value, listed):
            yield name
            if inspect.isclass(value):
                for attribute in dir(value):
                    if not attribute.startswith('_'):
                        yield '%s.%s' % (name, attribute)


def main(arguments):
    warnings.simplefilter('ignore')
    found = {'modules': modules(), 'names': {}}
    for name in arguments:
        try:
            found['names'][name] = sorted(set(names_of(importlib.import_module(name))))
        except Exception:
            continue
    for module, name in json.load(sys.stdin):
        if module in found['names'] and hasattr(importlib.import_module(module), name):
            found['names'][module].append(name)
    json.dump(found, sys.stdout)


if __name__ == '__main__':
    main(sys.argv[1:])
