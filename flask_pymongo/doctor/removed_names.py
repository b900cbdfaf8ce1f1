"""From what an exception says to the name that its package removed, a row of the table of legacy mode."""
import re

from ..legacy_mode.table import METHODS, rows

_CANNOT_IMPORT = re.compile(r"cannot import name '?(\w+)'?(?: from (?:partially initialized module )?'?([\w.]+)'?)?")
_NO_MODULE = re.compile(r"No module named '?([\w.]+)'?")
_MODULE_LACKS = re.compile(r"module '([\w.]+)' has no attribute '(\w+)'")
_OLD_MODULE_LACKS = re.compile(r"'module' object has no attribute '(\w+)'")
_CLASS_LACKS = re.compile(r"(?:type object )?'(\w+)'(?: object)? has no attribute '(\w+)'")
_NOT_CALLABLE = re.compile(r"object is not callable\. If you meant to call the '(\w+)' method on a '(\w+)' object")
_UNEXPECTED = re.compile(r"\b(?:(\w+)\.)?(\w+)\(\) got an unexpected keyword argument '(\w+)'")
_FROM = re.compile(r'\bfrom\s+([\w.]+)\s+import\b')
_IMPORT = re.compile(r'\bimport\s+([\w.]+)')


def find(error):
    """The row of the name whose absence an exception complains of.

    :param error: what child.py tells of it
    :return: a :class:`~flask_pymongo.legacy_mode.table.Row`, or None
    """
    look_up = {'ImportError': _of_import, 'AttributeError': _of_attribute, 'TypeError': _of_call}
    for base in error['bases']:
        if base in look_up:
            return look_up[base](error['message'], error['source'], error['classes'])
    return None


def missing_module(error):
    """The whole name of the module that an ImportError did not find, or None."""
    match = _NO_MODULE.search(error['message'])
    if match is None:
        return None
    # Python 2 says the last part of it only.
    written = [found.group(1) for found in (_FROM.search(error['source']), _IMPORT.search(error['source'])) if found]
    return next((name for name in written if name.endswith('.' + match.group(1))), match.group(1))


def _of_import(message, source, _):
    match = _CANNOT_IMPORT.search(message)
    if match is None:
        name = missing_module({'message': message, 'source': source})
        return name and _first(lambda row: row.module == name and row.name == '-')
    name, module = match.groups()
    if module is None:
        written = _FROM.search(source)
        module = written and written.group(1)
    return _first(lambda row: (row.module, row.name) in ((module, name), ('%s.%s' % (module, name), '-')))


def _of_attribute(message, source, classes):
    match = _MODULE_LACKS.search(message)
    if match is not None:
        module, name = match.groups()
        return _first(lambda row: (row.module, row.name) in ((module, name), ('%s.%s' % (module, name), '-')))
    match = _OLD_MODULE_LACKS.search(message)
    if match is not None:
        name = match.group(1)
        return _first(lambda row: row.name == name and not row.class_name and
                      _is_used(row.module.rpartition('.')[2], name, source))
    match = _CLASS_LACKS.search(message)
    return match and _method([match.group(1)] + classes, match.group(2))


def _is_used(module, name, source):
    pattern = r'\b%s\.%s\b' % (re.escape(module), re.escape(name))
    return re.search(pattern, source)


def _of_call(message, _, __):
    match = _NOT_CALLABLE.search(message)
    if match is not None:
        return _method([match.group(2)], match.group(1))
    match = _UNEXPECTED.search(message)
    if match is None:
        return None
    kind, function, parameter = match.groups()
    return _first(lambda row: (row.attribute, row.parameter) == (function, parameter) and
                  (kind is None or row.class_name in ('', kind)))


def _method(classes, name):
    # PyMongo's own methods come first: other classes have some of the same names.
    return (_first(lambda row: row.part == METHODS and row.class_name in classes and row.name == name)
            or _first(lambda row: row.class_name in classes and row.name == name))


def _first(fits):
    return next((row for row in rows() if fits(row)), None)
