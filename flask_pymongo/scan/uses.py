"""What is legacy in a file: each use with its place, what it becomes, and the edits if that is mechanical."""
from collections import namedtuple

import libcst as cst

from .. import wrappers
from . import calls, imports, legacy_names
from .changes import Change, literal, one_line, parse_arguments, removals
from .values import value

_WRAPPERS = {'client': wrappers.MongoClient, 'database': wrappers.Database, 'collection': wrappers.Collection}
#: Options of clients that have another unit or another meaning, not only another name.
_NOT_ALIKE = ('_connect', 'network_timeout', 'ssl_cert_reqs', 'ssl_match_hostname', 'ssl_keyfile', 'slave_okay',
              'slaveok', 'tag_sets', 'safe', 'read_preference')
_ANSWERS = ('update', 'remove')

#: What a cursor was asked for: texts of collection and query, and whether its documents have their `_id`.
Origin = namedtuple('Origin', 'collection spec has_id')
#: What is known of an answer: the method, and whether its uses can be changed.
Answer = namedtuple('Answer', 'method certain')


class Finding(namedtuple('Finding', 'file line column name becomes mechanical')):
    """One legacy use.

    :param column: from 1
    :param name: the legacy name, as warnings call it
    :param becomes: what to write instead
    :param mechanical: whether ``--fix`` does it
    """

    __slots__ = ()


class Uses(object):
    """Collects the findings of one file.

    :param inference: who goes through it
    """

    def __init__(self, inference):
        self.inference, self.source = inference, inference.source
        self._found, self._parsed = {}, {}

    def in_order(self):
        """Pairs of a :class:`Finding` and its edits, by place."""
        found = []
        for (offset, name), (becomes, mechanical, edits, _) in sorted(self._found.items(), key=lambda item: item[0]):
            edits = [self.source.edit(edit) for edit in edits] if mechanical else []
            if None in edits:
                mechanical, edits = False, []
            line, column = self.source.place(offset)
            found.append((Finding(self.source.path, line, column, name, becomes, mechanical), edits))
        return found

    def add(self, node, name, becomes, edits=(), mechanical=None, imported=False):
        """Add a finding, mechanical if there are edits and nobody says otherwise."""
        if self.inference.collect:
            mechanical = bool(edits) if mechanical is None else mechanical
            self._found[self.source.start(node), name] = (becomes, mechanical, list(edits), imported)

    # Imports, which a program may guard against their absence

    def mark(self):
        """How many findings there are, for :meth:`guarded`."""
        return len(self._found)

    def guarded(self, begin, end, other):
        """Forget imports that are tried, if those in their place are modern, or the other way round."""
        keys = [key for key, found in self._found.items()]
        tried = [key for key in keys[begin:end] if self._found[key][3]]
        instead = [key for key in keys[other:] if self._found[key][3]]
        if not tried or not instead:
            for key in tried + instead:
                del self._found[key]

    def imported_module(self, statement, alias, name):
        """``import name``."""
        for found in imports.of_module(self.source, alias, name):
            self.add(alias, *found, imported=True)

    def imported_star(self, statement, module):
        """``from module import *``."""
        found = imports.of_module_path(module)
        if found is not None:
            self.add(statement.module, found[0], found[1], imported=True)

    def imported_names(self, statement, module):
        """``from module import ...``."""
        line = self.inference.parents[-2]
        for node, name, becomes, edits in imports.of_names(self.source, line, statement, module):
            self.add(node, name, becomes, edits, imported=True)

    # Names of other packages

    def symbol(self, node, module, name):
        """``module.name``, read."""
        module = imports.canonical(module)
        row = legacy_names.of_name(module, name)
        if row is not None:
            self.add(node.attr, row.legacy_name, row.modern)

    def of_object(self, node, kind):
        """An attribute of an object of another package."""
        row = legacy_names.of_class(kind, node.attr.value)
        if row is not None:
            self.add(node.attr, row.legacy_name, row.modern)

    def error_handler(self, node):
        """``app.error_handler_spec[...][code] = function``, without the classes of exceptions that came later."""
        row = legacy_names.parameters('flask:Flask', 'error_handler_spec')['code']
        self.add(node.slice[0], row.legacy_name, row.modern)

    def of_file(self, node):
        """An attribute of a file in GridFS."""
        if node.attr.value == 'md5':
            self.add(node.attr, *legacy_names.MD5)

    def key(self, node, key):
        """A name or text that may be a key of the configuration."""
        if not isinstance(key, str) or not key.isupper():
            return
        row = legacy_names.parameters('flask:Flask', 'config').get(key)
        if row is not None:
            self.add(node, key, row.modern)
        elif legacy_names.AUTO_START_REQUEST.match(key):
            self.add(node, key, legacy_names.NO_REQUESTS)

    def of_function(self, node, symbol):
        """A call of a function or class of another package: its parameters."""
        module, _, name = symbol.rpartition('.')
        rows = legacy_names.parameters(module, name) or legacy_names.parameters('%s:%s' % (module, name), '__init__')
        options = name in ('MongoClient', 'Connection', 'MongoReplicaSetClient', 'ReplicaSetConnection', 'PyMongo')
        if options and module in ('pymongo', 'flask_pymongo'):
            rows = legacy_names.parameters('pymongo:MongoClient', '__init__')
        for argument in node.args:
            if argument.keyword is None:
                continue
            written = argument.keyword.value
            row = rows.get(written) or options and rows.get(written.lower())
            if not row:
                continue
            new = legacy_names.renamed_parameter(row)
            if options and row.modern.isidentifier() and row.parameter not in _NOT_ALIKE:
                new = row.modern
            keyword = argument.keyword
            edits = [(self.source.start(keyword), self.source.end(keyword), new)] if new else []
            if row.modern.startswith('nothing'):
                dropped = [each is argument for each in node.args]
                edits, plain = removals(self.source, node, list(node.args), dropped)
                edits = edits if plain else []
            becomes = '%s=%s' % (new, one_line(self.source.of(argument.value))) if new else row.modern
            self.add(keyword, 'the option %s' % row.parameter if options else row.legacy_name, becomes, edits)

    # MongoDB

    def is_name_of(self, kind, name):
        """Whether an attribute is one of the class, and so no name of a database or collection."""
        return kind == 'cursor' or hasattr(_WRAPPERS[kind], name) or legacy_names.of_method(kind, name) is not None

    def truth(self, node, what, negation=None):
        """Something is asked for its truth."""
        if what is None or what.kind not in ('database', 'collection') or isinstance(node, cst.UnaryOperation):
            return
        test = negation if negation is not None else node
        becomes = '%s is %s' % (one_line(self.source.of(node)), 'None' if negation is not None else 'not None')
        parent = self.inference.parents[-1 if negation is None else -2]
        alone = isinstance(parent, (cst.If, cst.While, cst.IfExp)) and parent.test is test
        edits = []
        if alone and what.sure and not test.lpar and not node.lpar:
            edits = [(self.source.start(test), self.source.end(test), becomes)]
        self.add(node, legacy_names.TRUTH % what.kind, becomes, edits)

    def attribute(self, node, base):
        """An attribute of a client, database, collection or cursor, read and not called."""
        found = legacy_names.of_method(base.kind, node.attr.value)
        if found is None:
            return
        name, modern = found
        edits = []
        if modern == 'client' and base.sure:
            edits = [(self.source.start(node.attr), self.source.end(node.attr), modern)]
        self.add(node.attr, name, modern, edits)

    def set_attribute(self, node, base):
        """An attribute of a client, database or collection, set."""
        if base is not None and base.kind in _WRAPPERS:
            name = node.attr.value
            found = legacy_names.to_set(base.kind, name) or legacy_names.of_method(base.kind, name)
            if found is not None:
                self.add(node.attr, *found)
        elif base is not None and base.kind == 'object':
            self.of_object(node, base.data)

    def arguments_of(self, node):
        """The arguments of a call that was looked at before."""
        return self._parsed.get(id(node))

    def call(self, node, base, given, parents):
        """A call of a method; what it gives."""
        name = node.func.attr.value
        arguments = parse_arguments(node, given, self.source)
        self._parsed[id(node)] = arguments
        parent = parents[-2]
        unused = isinstance(parent, cst.Expr)
        self._context = parents
        legacy = legacy_names.of_method(base.kind, name)
        if name == 'add_son_manipulator':
            self.inference.program.has_manipulators = True
        if name in legacy_names.FINDS and base.kind == 'collection':
            self._parameters(node, base, arguments)
            return self._found_by(node, base, arguments)
        if legacy is None:
            self._parameters(node, base, arguments)
        else:
            change = Change(self.source, node, arguments or [], unused)
            rewrite = calls.CALLS.get((base.kind, name)) if arguments is not None else None
            if rewrite is not None and rewrite(change, self):
                if not base.sure or any(argument.what is not None and not argument.what.sure for argument in arguments):
                    change.doubt()
                if name in ('insert', 'save') and self.inference.program.has_manipulators:
                    # Only the legacy calls pass documents through them.
                    change.doubt()
                becomes, edits = change.text(), change.edits() + change.more
                # Which may have found a comment in what is left out.
                self.add(node.func.attr, legacy[0], becomes, edits, change.certain)
            else:
                origin = base.data if base.kind == 'cursor' else None
                modern = legacy[1]
                if name == 'count' and origin is not None:
                    modern = '%s.count_documents(%s)' % (origin.collection, origin.spec or '{}')
                change.doubt()
                self.add(node.func.attr, legacy[0], modern)
            if base.kind == 'collection' and name in _ANSWERS:
                return value('answer', Answer(name, change.certain))
        return self._given(name, base, node, unused)

    def _given(self, name, base, node, unused):
        """What a method gives."""
        if base.kind == 'client':
            if name in ('get_database', 'get_default_database'):
                return value('database', None, base.sure)
        elif base.kind == 'database':
            if name in ('get_collection', 'create_collection'):
                return value('collection', None, base.sure)
            if name == 'with_options':
                return base
        elif base.kind == 'collection':
            if name == 'with_options':
                return base
            if name == 'aggregate':
                return value('aggregate', None, base.sure)
            if name == 'find_and_modify' or name.startswith('find_one'):
                return value('document', False)
            if name == 'insert':
                return value('objectid')
            if name == 'distinct':
                return value('list')
        elif name in ('next', '__next__'):
            return value('document', base.data is not None and base.data.has_id)
        elif name == 'distinct':
            return value('list')
        elif name in ('limit', 'skip', 'sort', 'hint', 'batch_size', 'clone', 'where', 'max', 'min', 'max_scan',
                      'max_time_ms', 'comment', 'rewind', 'collation', 'add_option', 'remove_option'):
            return base
        return None

    def _parameters(self, node, base, arguments):
        """The legacy parameters of a call that has stayed. Each is a finding, and all become one call."""
        method = node.func.attr.value
        whole, found = Change(self.source, node, arguments or [], False), []
        for number, argument in enumerate(arguments or []):
            legacy = calls.legacy_parameter(method, argument, number)
            if legacy is not None:
                change = Change(self.source, node, arguments, False)
                for each in (change, whole):
                    calls.parameter(each, argument, method)
                if not base.sure:
                    change.doubt()
                found.append((argument, legacy, change))
        for argument, (name, modern), change in found:
            edits = change.edits()
            self.add(argument.node, name, whole.text() if edits else modern, edits, change.certain)

    def _found_by(self, node, base, arguments):
        spec = fields = None
        for number, argument in enumerate(arguments or []):
            if argument.name in ('spec', 'filter', 'spec_or_id') or argument.name is None and number == 0:
                spec = argument
            elif argument.name in ('fields', 'projection') or argument.name is None and number == 1:
                fields = argument
        has_id = arguments is not None and (fields is None or fields.kind == 'list' or "_id" not in fields.text
                                            and fields.kind == 'dict')
        if node.func.attr.value != 'find':
            return value('document', has_id)
        origin = Origin(one_line(self.source.of(node.func.value)), one_line(spec.text) if spec is not None else '',
                        has_id)
        return value('cursor', origin, base.sure)

    # Answers

    def use_answer(self, change, method, unlike):
        """Have the uses of an answer read the result in its place, or doubt.

        :param unlike: keys that are not what the result has
        """
        if change.unused:
            return
        parent = self._context[-2]
        if isinstance(parent, cst.Subscript) and parent.value is change.node:
            uses = [parent]
        else:
            uses = self._uses_of_name(parent)
        if uses is None:
            change.doubt()
            return
        for node in uses:
            key = self._key_of(node)
            found = calls.in_result(method, key) if key not in unlike else None
            if found is None:
                change.doubt()
                continue
            begin, end = self.source.end(node.value), self.source.end(node)
            if ' ' in found:
                start = self.source.start(node)
                change.more += [(start, start, '(')]
                found += ')'
            change.more.append((begin, end, found))

    def _key_of(self, node):
        index = node.slice[0].slice
        return literal(index.value) if isinstance(index, cst.Index) else None

    def _uses_of_name(self, parent):
        """The subscripts of the name that an answer is assigned to; None if there is any other use of it."""
        function = self.inference.function
        if not isinstance(parent, cst.Assign) or len(parent.targets) != 1 or function is None:
            return None
        target = parent.targets[0].target
        if not isinstance(target, cst.Name):
            return None
        found, others = [], 0
        pending = [function.node]
        while pending:
            node = pending.pop()
            if isinstance(node, cst.Subscript) and isinstance(node.value, cst.Name) and (
                    node.value.value == target.value):
                found.append(node)
                pending += node.slice
                continue
            others += isinstance(node, cst.Name) and node.value == target.value
            pending += self.source.children(node)
        # A keyword of that name counts as a use, which only makes it careful.
        return found if others == 1 else None

    def answer(self, node, base, key):
        """A subscript of an answer."""
        if base.kind == 'aggregate':
            if key != 'result':
                return
            call = node.value
            edits = []
            if isinstance(call, cst.Call) and base.sure:
                start = self.source.start(call)
                edits = [(start, start, 'list('), (self.source.end(call), self.source.end(node), ')')]
                becomes = 'list(%s)' % one_line(self.source.of(call))
            else:
                becomes = legacy_names.AGGREGATE_RESULT[1]
            self.add(node.slice[0], legacy_names.AGGREGATE_RESULT[0], becomes, edits)
            return
        if base.data is None:
            return
        found = calls.in_result(base.data.method, key)
        becomes = found.strip() if found else 'what the result of the write has'
        self.add(node.slice[0], "the answer of Collection.%s" % base.data.method, becomes,
                 mechanical=base.data.certain)
