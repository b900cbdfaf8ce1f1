"""The module `imp`, which left Python 3.12, on `importlib`."""
from __future__ import absolute_import

import importlib
import importlib.machinery
import importlib.util
import os
import sys
import types
from importlib import reload  # noqa: F401

SEARCH_ERROR, PY_SOURCE, PY_COMPILED, C_EXTENSION, PY_RESOURCE, PKG_DIRECTORY, C_BUILTIN, PY_FROZEN = range(8)

new_module = types.ModuleType
cache_from_source = importlib.util.cache_from_source
source_from_cache = importlib.util.source_from_cache


def get_magic():
    """The first bytes of compiled files."""
    return importlib.util.MAGIC_NUMBER


def get_tag():
    """The part of the names of compiled files that stands for this Python."""
    return sys.implementation.cache_tag


def get_suffixes():
    """The endings of files that can be imported: (ending, mode, kind)."""
    return ([(ending, 'rb', C_EXTENSION) for ending in importlib.machinery.EXTENSION_SUFFIXES]
            + [(ending, 'r', PY_SOURCE) for ending in importlib.machinery.SOURCE_SUFFIXES]
            + [(ending, 'rb', PY_COMPILED) for ending in importlib.machinery.BYTECODE_SUFFIXES])


def acquire_lock():
    """Does nothing: each module has a lock of its own since Python 3.3."""


def release_lock():
    """Does nothing."""


def lock_held():
    """Always false."""
    return False


def is_builtin(name):
    """1 for a module that is built into Python, else 0."""
    return int(name in sys.builtin_module_names)


def is_frozen(name):
    """Whether a module is frozen into Python."""
    return importlib.machinery.FrozenImporter.find_spec(name) is not None


def _load(name, loader, path, folders=None):
    spec = importlib.util.spec_from_file_location(name, path, loader=loader, submodule_search_locations=folders)
    module = sys.modules.get(name)
    if module is None:
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except BaseException:
            sys.modules.pop(name, None)
            raise
    else:
        # As it was: a module that is there is executed again.
        module.__spec__ = spec
        spec.loader.exec_module(module)
    return sys.modules[name]


def load_source(name, pathname, file=None):
    """Execute a source as a module of this name."""
    return _load(name, importlib.machinery.SourceFileLoader(name, pathname), pathname)


def load_compiled(name, pathname, file=None):
    """Execute a compiled file as a module of this name."""
    return _load(name, importlib.machinery.SourcelessFileLoader(name, pathname), pathname)


def load_dynamic(name, path, file=None):
    """Load an extension as a module of this name."""
    return _load(name, importlib.machinery.ExtensionFileLoader(name, path), path)


def load_package(name, path):
    """Execute the package in a folder."""
    source = os.path.join(path, '__init__.py')
    return _load(name, importlib.machinery.SourceFileLoader(name, source), source, [path])


def find_module(name, path=None):
    """Where a module is: an open file or None, its path, and (ending, mode, kind).

    :raises ImportError: if it is nowhere
    """
    if path is None and is_builtin(name):
        return None, None, ('', '', C_BUILTIN)
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None or spec.origin is None:
        raise ImportError('No module named %r' % name, name=name)
    if spec.submodule_search_locations:
        return None, os.path.dirname(spec.origin), ('', '', PKG_DIRECTORY)
    for description in get_suffixes():
        if spec.origin.endswith(description[0]):
            return open(spec.origin, description[1]), spec.origin, description
    raise ImportError('No module named %r' % name, name=name)


def load_module(name, file, filename, details):
    """Load what :func:`find_module` has found.

    :raises ImportError: if it is of another kind
    """
    load = {PY_SOURCE: load_source, PY_COMPILED: load_compiled, C_EXTENSION: load_dynamic,
            PKG_DIRECTORY: load_package}.get(details[2])
    if details[2] == C_BUILTIN:
        return importlib.import_module(name)
    if load is None:
        raise ImportError("Don't know how to import %s (type code %s)" % (name, details[2]), name=name)
    return load(name, filename)
