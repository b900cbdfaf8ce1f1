"""Legacy imports: what they become, and new import statements."""
import libcst as cst

from . import legacy_names

_OLD_EXTENSIONS = ('flask.ext', 'flaskext')
_LINE = 120


def canonical(name):
    """A module without ``flask.ext``, if it is this package."""
    old = 'flask.ext.pymongo'
    return 'flask_pymongo' + name[len(old):] if name == old or name.startswith(old + '.') else name


def _extension(name):
    """The package of an extension of the old kind of import, and the rest of the path; None if it is none."""
    for old in _OLD_EXTENSIONS:
        if name.startswith(old + '.'):
            package, _, rest = name[len(old) + 1:].partition('.')
            return old, 'flask_' + package + ('.' + rest if rest else '')
    return None


def of_module_path(name):
    """The legacy name of a module, and what to write instead; None if it is not legacy."""
    found = _extension(name)
    if found is not None:
        return name, found[1]
    row = legacy_names.of_module(name)
    return (row.legacy_name, row.modern) if row is not None else None


def of_module(source, alias, name):
    """``import name``: lists of the arguments of a finding."""
    found = of_module_path(name)
    if found is None:
        return []
    legacy, modern = found
    extension, row = _extension(name), legacy_names.of_module(name)
    new = extension and extension[1] if extension and extension[0] == 'flask.ext' else None
    if row is not None:
        place = legacy_names.plain_import(row)
        new = place[0] if place and place[1] is None and not _only_python_3(source, row) else None
    edits = []
    # Without `as`, the path is written again wherever the module is used.
    if new and alias.asname is not None:
        edits = [(source.start(alias.name), source.end(alias.name), new)]
    return [(legacy, modern, edits)]


def _only_python_3(source, row):
    """Whether Python 2, which this source is written for, does not know the new name."""
    return row.part == 'python' and source.is_python_2


def of_names(source, line, statement, module):
    """``from module import ...``: (node, legacy name, what it becomes, edits) of each name that is legacy."""
    extension = _extension(module)
    if extension is not None:
        edits = []
        if extension[0] == 'flask.ext':
            edits = [(source.start(statement.module), source.end(statement.module), extension[1])]
        return [(statement.module, module, extension[1], edits)] + _of_this_package(statement, extension[1])
    if module in _OLD_EXTENSIONS:
        return _whole_extensions(source, line, statement, module)
    if module == 'flask_pymongo':
        return _of_this_package(statement, module)
    found, moved = [], {}
    for alias in statement.names:
        name = alias.name.value
        row = legacy_names.of_name(module, name)
        whole = legacy_names.of_module(module)
        row = row or whole
        if row is None:
            continue
        place = None if _only_python_3(source, row) else legacy_names.plain_import(row)
        if place and place[1] is None:
            place = (place[0], name) if row is whole else None
        if place:
            moved[name] = place
        legacy = row.legacy_name if row is not whole else '%s.%s' % (module, name)
        found.append((alias, legacy, row.modern))
    edits = _rewritten(source, line, statement, module, moved) if moved else []
    return [(node, legacy, modern, edits if node.name.value in moved else []) for node, legacy, modern in found]


def _of_this_package(statement, module):
    """What of the names of this package PyMongo has removed."""
    found = []
    for alias in statement.names:
        row = legacy_names.of_module('pymongo', alias.name.value) if module == 'flask_pymongo' else None
        if row is not None:
            found.append((alias, 'flask_pymongo.' + row.name, row.modern, []))
    return found


def _whole_extensions(source, line, statement, module):
    """``from flask.ext import restful``."""
    found, new = [], []
    for alias in statement.names:
        package = 'flask_' + alias.name.value
        bound = alias.asname.name.value if alias.asname is not None else alias.name.value
        new.append('import %s as %s' % (package, bound))
        found.append((alias, '%s.%s' % (module, alias.name.value), package))
    edits = []
    if module == 'flask.ext' and _is_alone(source, line, statement):
        indent = _indent(source, statement)
        edits = [(source.start(statement), source.end(statement), ('\n' + indent).join(new))]
    return [(node, legacy, modern, edits) for node, legacy, modern in found]


def _is_alone(source, line, statement):
    """Whether a statement stands on lines of its own, without comments between its names."""
    return (isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1
            and '#' not in source.of(statement))


def _indent(source, statement):
    start = source.start(statement)
    begin = max(source.text.rfind('\n', 0, start), source.text.rfind('\r', 0, start)) + 1
    return source.text[begin:start]


def _rewritten(source, line, statement, module, moved):
    """Edits that put some names of an import where they are now, under the names that the program uses."""
    if not _is_alone(source, line, statement):
        return []
    kept, new = [], {}
    for alias in statement.names:
        name = alias.name.value
        bound = alias.asname.name.value if alias.asname is not None else name
        if name not in moved:
            kept.append(name if bound == name else '%s as %s' % (name, bound))
            continue
        where, there = moved[name]
        new.setdefault(where, []).append(there if there == bound else '%s as %s' % (there, bound))
    indent = _indent(source, statement)
    lines = [_from(module, kept, indent)] if kept else []
    lines += [_from(where, new[where], indent) for where in sorted(new)]
    ending = '\r\n' if '\r\n' in source.text else '\n'
    return [(source.start(statement), source.end(statement), (ending + indent).join(lines))]


def _from(module, names, indent):
    """An import statement, on several lines if it is long."""
    text = 'from %s import %s' % (module, ', '.join(names))
    if len(indent) + len(text) <= _LINE:
        return text
    return 'from %s import (\n%s    %s)' % (module, indent, (',\n%s    ' % indent).join(names))
