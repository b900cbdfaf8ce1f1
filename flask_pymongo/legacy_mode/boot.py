"""Legacy mode from the environment: the start-up file executes this source, before any other import.

Where there is no start-up file, the package calls it when it is imported.

It loads this package and three modules of `compat` under their own names but without their parents, which would bring
Flask and PyMongo into every program.
"""
from __future__ import absolute_import

import os
import sys

ON = ('true', 'yes', 'on')
OFF = ('', '0', 'false', 'no', 'off')


def read(value):
    """The parts that a value of FLASK_PYMONGO_LEGACY asks for.

    :param value: text: ``1``, ``all``, or names of parts with commas between them; all of them add up
    :return: None if legacy mode is not asked for, else a list of words as :func:`install` takes them
    """
    words = [word.strip().lower() for word in value.split(',')]
    return ['1' if word in ON else word for word in words if word not in OFF] or None


def _load(name, path, is_package):
    if name in sys.modules:
        return sys.modules[name]
    try:
        from importlib.util import module_from_spec, spec_from_file_location
    except ImportError:
        import imp
        if is_package:
            return imp.load_module(name, None, os.path.dirname(path), ('', '', imp.PKG_DIRECTORY))
        with open(path) as source:
            return imp.load_module(name, source, path, ('.py', 'r', imp.PY_SOURCE))
    folders = [os.path.dirname(path)] if is_package else None
    spec = spec_from_file_location(name, path, submodule_search_locations=folders)
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def without_startup_file():
    """Do what the start-up file would have done, where Python has not read it; the package does so when it is imported.

    Python reads no such file of a folder of ``pip install --target``, of an archive, or with ``-S``.
    """
    value = not sys.flags.ignore_environment and os.environ.get('FLASK_PYMONGO_LEGACY')
    if value and '_flask_pymongo_startup' not in sys.modules and os.environ.get('FLASK_PYMONGO_STARTUP') != '0':
        boot(value, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def boot(value, folder):
    """Install what a value of FLASK_PYMONGO_LEGACY asks for.

    A word that is no part is reported on stderr and left out: Python starts, and the other parts are there.

    :param folder: the folder of `flask_pymongo`, with its name
    """
    words = read(value)
    if words is None:
        return
    for name in ('signatures', 'counting', 'warn'):
        _load('flask_pymongo.compat.' + name, os.path.join(folder, 'compat', name + '.py'), False)
    legacy_mode = _load('flask_pymongo.legacy_mode', os.path.join(folder, 'legacy_mode', '__init__.py'), True)
    known = []
    for word in words:
        try:
            legacy_mode.table.choose([word])
        except ValueError as error:
            if sys.stderr is not None:
                sys.stderr.write('FLASK_PYMONGO_LEGACY: %s\n' % error)
        else:
            known.append(word)
    if known:
        legacy_mode.install(*known)
