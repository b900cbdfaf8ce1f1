"""What is legacy, and what to write instead: from the names of the wrappers and the table of legacy mode."""
import re

from ..compat.warn import LEGACY_NAMES
from ..legacy_mode.table import METHODS, rows

#: The class of each kind of value, in LEGACY_NAMES and in the table.
CLASSES = {'client': 'MongoClient', 'database': 'Database', 'collection': 'Collection', 'cursor': 'Cursor'}
#: Attributes that LEGACY_NAMES has for several classes at once.
_OF_SEVERAL = ('client', 'database', 'collection')
_OTHERWISE = {'safe': 'the attribute safe'}

#: Methods with the parameters of `find`.
FINDS = ('find', 'find_one', 'find_one_or_404')
PIPELINE = ("aggregate's pipeline that is no list", 'a list of stages')
#: What the installed driver has in place of a call that warns.
AGGREGATE_RESULT = ("aggregate()['result']", 'list(aggregate(...))')
TRUTH = 'the truth of a %s'
MD5 = ('GridOut.md5', 'a checksum of your own')
AUTO_START_REQUEST = re.compile(r'^[A-Z][A-Z0-9_]*_AUTO_START_REQUEST$')
NO_REQUESTS = 'nothing: drivers have no requests'

#: Modules that left, while their package has something else of that name.
_ALSO_NAMES = ('flask.session',)

_by_module, _by_class, _parameters = {}, {}, {}


def _read():
    for row in rows():
        if row.parameter or '(' in row.name:
            _parameters.setdefault((row.module, row.attribute), {})[row.parameter] = row
        elif row.class_name:
            _by_class[row.module, row.name] = row
        else:
            _by_module[row.module, row.name] = row


_read()


def of_module(module, name='-'):
    """The row of the table for a module, or for a name in it; None if it is not legacy."""
    return _by_module.get((module, name))


def of_name(module, name):
    """The row for what ``from module import name`` takes, a module or something in one; None if it is not legacy."""
    full = '%s.%s' % (module, name)
    return of_module(module, name) or (None if full in _ALSO_NAMES else of_module(full))


def of_class(path, name):
    """The row for an attribute of a class, which is ``module:Class``."""
    return _by_class.get((path, name))


def is_class(path):
    """Whether the table has anything to say of objects of this class."""
    return any(module == path for module, _ in _by_class) or any(module == path for module, _ in _parameters)


def parameters(module, name):
    """The rows for the parameters of a function, ``{parameter: row}``; a class has ``__init__``."""
    return _parameters.get((module, name), {})


def of_method(kind, name):
    """The legacy name of an attribute of a client, database, collection or cursor, with what to write instead.

    :return: a pair of text; None if it is not legacy
    """
    full = '%s.%s' % (CLASSES[kind], name)
    entry = LEGACY_NAMES.get(full)
    if entry is None and kind == 'client':
        entry = LEGACY_NAMES.get('MongoReplicaSetClient.' + name)
    if entry is None and kind in _OF_SEVERAL:
        entry = LEGACY_NAMES.get(_OTHERWISE.get(name, name))
    if entry is not None:
        return entry.name, entry.modern
    # A PyMongo that has the legacy dialect itself has no entries for it.
    for row in rows():
        if row.part == METHODS and row.class_name == CLASSES[kind] and row.name == name:
            return full, row.modern
    return None


def to_set(kind, name):
    """The same for an attribute that may be read, but not set any more."""
    entry = LEGACY_NAMES.get('to set ' + name) if kind in _OF_SEVERAL else None
    return (entry.name, entry.modern) if entry is not None else None


def of_parameter(method, name):
    """The legacy name of a parameter of a method, with what to write instead; None if it is not legacy."""
    entry = LEGACY_NAMES.get("%s's %s" % (method, name))
    if entry is None and method in FINDS:
        entry = LEGACY_NAMES.get("find_one's " + name) or LEGACY_NAMES.get("find's " + name)
    if entry is not None:
        return entry.name, entry.modern
    if method not in FINDS:
        return None
    for method in ('find', 'find_one'):
        row = parameters('pymongo.collection:Collection', method).get(name)
        if row is not None:
            return "find's " + name, row.modern
    return None


def plain_import(row):
    """Where the very object of a legacy name is now, as (module, name); None if there is no such place.

    A module as a whole has no name.
    """
    module, _, name = row.target.partition(':')
    if not module or module.startswith('flask_pymongo.'):
        return None
    if row.how == 'module' and row.modern == module:
        return module, None
    if row.how == 'same' and name and '.' not in name:
        # A package may have it at its top, too.
        where, _, last = row.modern.rpartition('.')
        if last == name and re.match(r'^[\w.]+$', where) and (module + '.').startswith(where + '.'):
            return where, name
    return None


def renamed_parameter(row):
    """The new name of a parameter that only has another one; None if there is more to it."""
    match = re.match(r'^(?:[\w.]+\.)?(\w+)\((\w+)=\)$', row.modern)
    if match is not None and match.group(1) in (row.attribute, row.class_name):
        return match.group(2)
    return None
