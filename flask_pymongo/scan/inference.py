"""Goes through a file as Python would, and knows of each expression what it is: a collection, a document, a cursor."""
import os
import re

import libcst as cst

from . import legacy_names, uses
from .changes import literal
from .values import OF_MONGO, Scope, join, value

_CLIENTS = ('MongoClient', 'Connection', 'MongoReplicaSetClient', 'ReplicaSetConnection')
_OF_PYMONGO = ('pymongo', 'flask_pymongo')
_OBJECT_IDS = ('bson.ObjectId', 'bson.objectid.ObjectId', 'flask_pymongo.ObjectId', 'pymongo.objectid.ObjectId')
_DICTS = ('dict', 'collections.OrderedDict', 'bson.SON', 'bson.son.SON', 'pymongo.son.SON')
_LISTS = ('list', 'sorted', 'reversed')
_STACKS = ('flask._app_ctx_stack', 'flask._request_ctx_stack', 'flask.globals._app_ctx_stack',
           'flask.globals._request_ctx_stack')
_DOCUMENTS = ('dict', 'document', 'list', 'items', 'text', 'number', 'objectid')
_ID_OF_ROUTE = re.compile(r'<ObjectId(?:\([^()<]*\))?:(\w+)>')


class Function(object):
    """A function of the program; `owner` is the class that it is a method of."""

    def __init__(self, node, owner=None):
        self.node, self.owner = node, owner
        names = [param.name.value for param in list(getattr(node.params, 'posonly_params', ())) +
                 list(node.params.params)]
        self.positional = names
        self.names = names + [param.name.value for param in node.params.kwonly_params]
        self.decorators = [_last_name(each.decorator) for each in getattr(node, 'decorators', ())]


class Class(object):
    """A class of the program."""

    def __init__(self, node):
        self.node, self.bases, self.names = node, [], {}


def _last_name(node):
    if isinstance(node, cst.Call):
        node = node.func
    return node.attr.value if isinstance(node, cst.Attribute) else getattr(node, 'value', None)


def dotted(node):
    """The text of a dotted name; None for anything else."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        base = dotted(node.value)
        return base and '%s.%s' % (base, node.attr.value)
    return None


class Inference(object):
    """One round through one file.

    :param program: the :class:`Program` that it belongs to
    :param known: the functions and classes of the file by node, kept from round to round
    :param collect: whether to find what is legacy; the names are known then
    """

    def __init__(self, program, source, known, collect):
        self.program, self.source, self.facts = program, source, program.facts
        self.known, self.collect = known, collect
        self.scope = self.module = Scope('module')
        #: What facts call this file.
        self.key = os.path.abspath(source.path)
        self.owner = self.function = None
        self.parents, self.later = [], []
        self.uses = uses.Uses(self)

    def run(self):
        """The findings of the file, in their order."""
        self.block(self.source.tree.body)
        while self.later:
            scope, function = self.later.pop(0)
            self._body_of(scope, function)
        for name, what in self.module.names.items():
            self.facts.write(what, 'export', self.key, name)
        return self.uses.in_order()


    # Statements

    def block(self, statements):
        """Go through statements, one after the other. Whether the last of them leaves the block."""
        for statement in statements:
            self.go(statement)
        last = statements[-1] if statements else None
        if isinstance(last, cst.SimpleStatementLine):
            last = last.body[-1]
        return isinstance(last, (cst.Return, cst.Raise, cst.Continue, cst.Break))

    def go(self, node):
        """Go through a statement, or evaluate an expression."""
        self.parents.append(node)
        try:
            visit = getattr(self, 'go_' + type(node).__name__, None)
            if visit is not None:
                return visit(node)
            for child in self.source.children(node):
                self.go(child)
            return None
        finally:
            self.parents.pop()

    def go_IndentedBlock(self, node):
        return self.block(node.body)

    def go_SimpleStatementSuite(self, node):
        return self.block(node.body)

    def _branches(self, *branches):
        """Go through blocks of which one runs; the names afterwards are those of any that does not leave."""
        before, ends = dict(self.scope.names), []
        for branch in branches:
            self.scope.names = dict(before)
            if not branch():
                ends.append(self.scope.names)
        self.scope.names = ends[0] if ends else before
        for names in ends[1:]:
            self._merge(names)

    def _merge(self, names):
        for name, what in names.items():
            mine = self.scope.names
            mine[name] = join(mine[name], what) if name in mine else what

    def go_If(self, node):
        self.uses.truth(node.test, self.go(node.test))
        self._branches(lambda: self.go(node.body), lambda: self.go(node.orelse) if node.orelse is not None else None)

    def go_Else(self, node):
        return self.go(node.body)

    def go_While(self, node):
        self.uses.truth(node.test, self.go(node.test))
        self._loop(node, lambda: None)

    def go_For(self, node):
        iterated = self.go(node.iter)
        self._loop(node, lambda: self.bind(node.target, element_of(iterated)))

    def _loop(self, node, begin):
        before = dict(self.scope.names)
        for _ in range(2):
            begin()
            self.go(node.body)
            self._merge(before)
        if node.orelse is not None:
            self.go(node.orelse)

    def go_Try(self, node):
        before = dict(self.scope.names)
        marks = [self.uses.mark()]
        left = self.go(node.body)
        marks.append(self.uses.mark())
        if node.orelse is not None:
            left = self.go(node.orelse)
        ends = [] if left else [self.scope.names]
        for handler in node.handlers:
            self.scope.names = dict(before)
            self._merge(ends[0] if ends else before)
            if handler.type is not None:
                self.go(handler.type)
            if handler.name is not None:
                self.bind(handler.name.name, None)
            started = self.uses.mark()
            if not self.go(handler.body):
                ends.append(self.scope.names)
            if _catches_import_errors(handler):
                self.uses.guarded(marks[0], marks[1], started)
        self.scope.names = ends[0] if ends else before
        for names in ends[1:]:
            self._merge(names)
        if node.finalbody is not None:
            self.go(node.finalbody.body)

    go_TryStar = go_Try

    def go_With(self, node):
        for item in node.items:
            entered = self.go(item.item)
            if item.asname is not None:
                if entered is not None and entered.kind not in ('client', 'cursor'):
                    entered = entered.data if entered.kind == 'context' else None
                self.bind(item.asname.name, entered)
        return self.go(node.body)

    def go_Assign(self, node):
        what = self.go(node.value)
        for target in node.targets:
            self.bind(target.target, what)

    def go_AnnAssign(self, node):
        what = self.go(node.value) if node.value is not None else self._annotated(node.annotation)
        self.bind(node.target, what)

    def go_AugAssign(self, node):
        self.go(node.target)
        self.go(node.value)
        if isinstance(node.target, cst.Name):
            self.bind(node.target, None)

    def go_NamedExpr(self, node):
        what = self.go(node.value)
        self.bind(node.target, what)
        return what

    def go_Del(self, node):
        self.go(node.target)
        if isinstance(node.target, cst.Subscript):
            self.forget_id(node.target.value)

    def forget_id(self, node):
        """A document loses fields: whether it has an `_id` is not known any more."""
        if isinstance(node, cst.Name) and getattr(self.lookup(node.value), 'kind', None) == 'document':
            self.bind(node, value('document', False))

    def go_Global(self, node):
        self.scope.of_module.update(item.name.value for item in node.names)

    def go_Return(self, node):
        what = self.go(node.value) if node.value is not None else value('none')
        if self.function is not None:
            self.facts.write(what, 'return', self.function)

    def go_Yield(self, node):
        what = self.go(node.value) if node.value is not None else None
        if self.function is not None:
            self.facts.write(what, 'yield', self.function)

    def go_Import(self, node):
        for alias in node.names:
            name = dotted(alias.name)
            self.uses.imported_module(node, alias, name)
            path = self.program.find(self.source.path, name)
            what = value('file', path) if path else value('symbol', canonical(name))
            if alias.asname is not None:
                self.bind(alias.asname.name, what)
            elif '.' not in name or not path:
                self.bind(cst.Name(name.split('.')[0]), what if '.' not in name else
                          value('symbol', canonical(name.split('.')[0])))

    def go_ImportFrom(self, node):
        module = dotted(node.module) if node.module is not None else ''
        path = self.program.find(self.source.path, module, len(node.relative))
        if isinstance(node.names, cst.ImportStar):
            self.uses.imported_star(node, module)
            for name in ('PyMongo', 'MongoClient', 'Connection', 'ObjectId'):
                if canonical(module) in _OF_PYMONGO:
                    self.scope.names[name] = value('symbol', '%s.%s' % (canonical(module), name))
            if path:
                self.scope.names.update(self.facts.exports(path))
            return
        if not node.relative and not path:
            self.uses.imported_names(node, module)
        for alias in node.names:
            name = alias.name.value
            if path:
                what = self.facts.read('export', path, name)
                inner = self.program.find(path, name, 1) if path.endswith('__init__.py') else None
                if what is None and inner:
                    what = value('file', inner)
            elif node.relative:
                inner = self.program.find(self.source.path, '.'.join(filter(None, [module, name])), len(node.relative))
                what = value('file', inner) if inner else None
            else:
                what = meaning('%s.%s' % (module, name))
            self.bind(alias.asname.name if alias.asname is not None else alias.name, what)

    def go_FunctionDef(self, node):
        for decorator in node.decorators:
            self.go(decorator.decorator)
        for param in node.params.params + node.params.kwonly_params:
            if param.default is not None:
                self.go(param.default)
        function = self.known.setdefault(id(node), Function(node, self.owner))
        self.scope.names[node.name.value] = value('function', function)
        self.later.append((self.scope if self.scope.kind != 'class' else self.scope.parent, function))

    def _body_of(self, parent, function):
        """Go through a function, whose names outside are by now what they are at the end."""
        node = function.node
        scope, self.scope = self.scope, Scope('function', parent)
        before, self.function, self.owner = self.function, function, None
        names = self.scope.names
        from_routes = _ids_of_routes(node)
        for param in (list(node.params.params) + list(node.params.kwonly_params)
                      + list(getattr(node.params, 'posonly_params', ()))):
            what = self.facts.read('param', function, param.name.value)
            if what is not None and what.kind in _DOCUMENTS:
                # Others, in files that nobody sees, may call it with something else.
                what = what.doubted()
            if param.name.value in from_routes and (what is None or what.kind in ('none', 'objectid')):
                what = value('objectid')
            if param.annotation is not None and what is None:
                what = self._annotated(param.annotation)
            names[param.name.value] = what
        for star in (node.params.star_arg, node.params.star_kwarg):
            if isinstance(star, cst.Param):
                names[star.name.value] = None
        if function.owner is not None and function.positional and 'staticmethod' not in function.decorators:
            kind = 'class' if 'classmethod' in function.decorators else 'instance'
            names[function.positional[0]] = self._instance(function.owner, kind)
        self.parents.append(node)
        self.go(node.body)
        self.parents.pop()
        self.scope, self.function = scope, before

    def _instance(self, owner, kind='instance'):
        for base in owner.bases:
            made = self._made_by(base)
            if kind == 'instance' and made is not None and made.kind in OF_MONGO:
                return made
        return value(kind, owner)

    def go_ClassDef(self, node):
        for decorator in node.decorators:
            self.go(decorator.decorator)
        found = self.known.setdefault(id(node), Class(node))
        found.bases = [self.go(base.value) for base in node.bases]
        scope, self.scope = self.scope, Scope('class', self.scope)
        owner, self.owner = self.owner, found
        self.go(node.body)
        found.names = self.scope.names
        self.scope, self.owner = scope, owner
        self.scope.names[node.name.value] = value('class', found)

    # Names

    def lookup(self, name):
        """What a name is here."""
        scope = self.scope
        if name in scope.of_module:
            scope = scope.module()
        while scope is not None:
            if name in scope.names:
                what = scope.names[name]
                if scope.kind == 'module':
                    elsewhere = self.facts.read('global', self.key, name)
                    return join(what, elsewhere) if elsewhere is not None else what
                return what
            scope = scope.parent
            while scope is not None and scope.kind == 'class':
                scope = scope.parent
        return self.facts.read('global', self.key, name) or value('symbol', name)

    def bind(self, target, what):
        """Assign to a target."""
        if isinstance(target, cst.Name):
            self.uses.key(target, target.value)
            if target.value in self.scope.of_module:
                self.facts.write(what, 'global', self.key, target.value)
            else:
                self.scope.names[target.value] = what
        elif isinstance(target, (cst.Tuple, cst.List)):
            for number, item in enumerate(target.elements):
                known = what is not None and what.kind == 'items' and number < len(what.data)
                self.bind(item.value, what.data[number] if known else element_of(what))
        elif isinstance(target, cst.StarredElement):
            self.bind(target.value, None)
        elif isinstance(target, cst.Attribute):
            base = self.go(target.value)
            self.uses.set_attribute(target, base)
            where = self._holder(base)
            if where is not None:
                self.facts.write(what, *(where + (target.attr.value,)))
        else:
            self.go(target)
            inner = self.go(target.value) if isinstance(target, cst.Subscript) else None
            if inner is not None and inner.kind == 'handlers' and inner.data:
                self.uses.error_handler(target)

    def _holder(self, base):
        """Which facts keep the attributes of an object."""
        if base is None:
            return None
        if base.kind in ('instance', 'class'):
            return 'attribute', base.data
        if base.kind == 'object' and base.data == 'flask:Flask':
            return ('application',)
        if base.kind == 'holder':
            return ('holder',)
        return ('export', base.data) if base.kind == 'file' else None

    def _annotated(self, annotation):
        node = annotation.annotation
        if isinstance(node, cst.Subscript):
            node = node.slice[0].slice.value if _last_name(node.value) == 'Optional' else node.value
        name = dotted(node)
        if name is None:
            return None
        what = self.lookup(name.split('.')[0])
        for part in name.split('.')[1:]:
            what = value('symbol', '%s.%s' % (what.data, part)) if what is not None and what.kind == 'symbol' else None
        if what is not None and what.kind == 'class':
            return self._instance(what.data)
        made = self._made_by(what)
        return made if made is not None and made.kind in OF_MONGO else None

    # Expressions

    def go_Name(self, node):
        return value('none') if node.value == 'None' else self.lookup(node.value)

    def go_Integer(self, node):
        return value('number', node.evaluated_value)

    def go_Float(self, node):
        return value('number')

    def go_SimpleString(self, node):
        return value('text', literal(node))

    def go_ConcatenatedString(self, node):
        self.go(node.left)
        self.go(node.right)
        return value('text')

    def go_FormattedString(self, node):
        for part in node.parts:
            self.go(part)
        return value('text')

    def go_Dict(self, node):
        keys = []
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                self.go(element.key)
                keys.append(literal(element.key))
                self.uses.key(element.key, keys[-1])
            else:
                keys.append(None)
            self.go(element.value)
        return value('dict', nature(keys))

    def go_DictComp(self, node):
        self._comprehension(node, [node.key, node.value])
        return value('dict')

    def go_ListComp(self, node):
        return value('list', self._comprehension(node, [node.elt])[0])

    def go_SetComp(self, node):
        return value('list', self._comprehension(node, [node.elt])[0])

    def go_GeneratorExp(self, node):
        self._comprehension(node, [node.elt])

    def _comprehension(self, node, wanted):
        clause, scope = node.for_in, self.scope
        self.scope = Scope('function', scope)
        # The names of a class are seen by its first clause only; that is as good as always here.
        self.scope.names.update(scope.names if scope.kind == 'class' else {})
        while clause is not None:
            self.bind(clause.target, element_of(self.go(clause.iter)))
            for test in clause.ifs:
                self.uses.truth(test.test, self.go(test.test))
            clause = clause.inner_for_in
        found = [self.go(each) for each in wanted]
        self.scope = scope
        return found

    def go_Lambda(self, node):
        scope = self.scope
        self.scope = Scope('function', scope)
        for param in node.params.params:
            self.scope.names[param.name.value] = None
        self.go(node.body)
        self.scope = scope

    def go_Tuple(self, node):
        return value('items', tuple(self.go(each.value) for each in node.elements))

    def go_List(self, node):
        items = [self.go(each.value) for each in node.elements]
        found = items[0] if items else None
        for item in items[1:]:
            found = join(found, item)
        return value('list', found)

    def go_IfExp(self, node):
        self.uses.truth(node.test, self.go(node.test))
        return join(self.go(node.body), self.go(node.orelse))

    def go_BooleanOperation(self, node):
        left, right = self.go(node.left), self.go(node.right)
        self.uses.truth(node.left, left)
        if isinstance(node.operator, cst.Or):
            return join(left, right)
        return right

    def go_UnaryOperation(self, node):
        what = self.go(node.expression)
        if isinstance(node.operator, cst.Not):
            self.uses.truth(node.expression, what, node)
            return None
        return what if isinstance(node.operator, cst.Minus) else None

    def go_Await(self, node):
        return self.go(node.expression)

    def go_Annotation(self, node):
        return None

    def go_Attribute(self, node):
        return self._attribute(node, self.go(node.value))

    def _attribute(self, node, base):
        """What an attribute is that is read and not called."""
        name = node.attr.value
        if base is None:
            return None
        if base.kind in legacy_names.CLASSES and self.uses.is_name_of(base.kind, name):
            self.uses.attribute(node, base)
            return attribute_of_mongo(base, name)
        if base.kind == 'client':
            return value('database', None, base.sure)
        if base.kind in ('database', 'collection'):
            return value('collection', None, base.sure)
        if base.kind == 'extension':
            made = {'cx': 'client', 'db': 'database'}.get(name)
            return value(made, None, base.sure) if made else None
        if base.kind == 'symbol':
            if base.data in _STACKS and name == 'top':
                return value('holder')
            self.uses.symbol(node, base.data, name)
            return meaning('%s.%s' % (base.data, name))
        if base.kind == 'object':
            self.uses.of_object(node, base.data)
            if base.data == 'flask:Flask':
                if name == 'config':
                    return value('object', 'flask:Config')
                if name == 'error_handler_spec':
                    return value('handlers', False)
                if name == 'extensions':
                    return value('extensions')
        if base.kind == 'gridfs-file':
            self.uses.of_file(node)
        if base.kind == 'file':
            return self.facts.read('export', base.data, name)
        where = self._holder(base)
        if where is None:
            return None
        found = self.facts.read(*(where + (name,)))
        if found is None and base.kind in ('instance', 'class'):
            found = self._of_class(base, name, set())
        return found

    def _of_class(self, base, name, seen):
        owner = base.data
        if owner in seen:
            return None
        seen.add(owner)
        found = self.facts.read('attribute', owner, name)
        if found is None:
            found = owner.names.get(name)
        if found is not None and found.kind == 'function':
            if 'property' in found.data.decorators or 'cached_property' in found.data.decorators:
                return self.facts.read('return', found.data)
            return value('method', found.data) if base.kind == 'instance' else found
        if found is not None:
            return found
        for each in owner.bases:
            if each is not None and each.kind == 'class':
                found = self._of_class(value(base.kind, each.data), name, seen)
                if found is not None:
                    return found
        return None

    def go_Subscript(self, node):
        base = self.go(node.value)
        for element in node.slice:
            self.go(element.slice)
        index = node.slice[0].slice if len(node.slice) == 1 else None
        constant = self._constant(index.value) if isinstance(index, cst.Index) else None
        self.uses.key(node.slice[0], constant)
        if base is None:
            return None
        if base.kind == 'client':
            return value('database', None, base.sure)
        if base.kind in ('database', 'collection'):
            return value('collection', None, base.sure)
        if base.kind == 'cursor':
            return value('document', False) if isinstance(index, cst.Index) else base._replace(data=None)
        if base.kind == 'items':
            if isinstance(constant, int) and -len(base.data) <= constant < len(base.data):
                return base.data[constant]
            return element_of(base)
        if base.kind == 'list':
            return base.data if isinstance(index, cst.Index) else base
        if base.kind == 'handlers':
            return None if base.data else value('handlers', True)
        if base.kind == 'extensions':
            return value('prefixes') if constant == 'pymongo' else None
        if base.kind == 'prefixes':
            return value('items', (value('client'), value('database')))
        if base.kind in ('answer', 'aggregate'):
            self.uses.answer(node, base, constant)
        return None

    def _constant(self, node):
        if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus) and isinstance(
                node.expression, cst.Integer):
            return -node.expression.evaluated_value
        return node.evaluated_value if isinstance(node, cst.Integer) else literal(node)

    # Calls

    def go_Call(self, node):
        func = node.func
        base = called = None
        if isinstance(func, cst.Attribute):
            base = self.go(func.value)
            if base is None or base.kind not in legacy_names.CLASSES or not self.uses.is_name_of(
                    base.kind, func.attr.value):
                self.parents.append(func)
                called = self._attribute(func, base)
                self.parents.pop()
                if base is not None and base.kind in legacy_names.CLASSES:
                    base = None
        else:
            called = self.go(func)
        given = []
        for argument in node.args:
            what = self.go(argument.value)
            given.append((argument.keyword.value if argument.keyword is not None else None,
                          what if not argument.star else None, argument.star))
            if argument.keyword is not None:
                self.uses.key(argument, argument.keyword.value)
        if base is not None and base.kind in legacy_names.CLASSES:
            return self.uses.call(node, base, given, list(self.parents))
        if base is not None:
            found = self._method_of(base, func, given)
            if found is not None:
                return found
        return self._result(node, called, given)

    def _method_of(self, base, func, given):
        """The result of a method of something that is no client, database, collection or cursor of MongoDB."""
        name = func.attr.value
        if base.kind == 'dict' and name == 'copy':
            return base
        if base.kind == 'document':
            if name in ('pop', 'popitem', 'clear'):
                self.forget_id(func.value)
            return base if name == 'copy' else None
        if base.kind == 'gridfs':
            if name == 'find':
                return value('cursor')
            return value('gridfs-file') if name.startswith(('get', 'new_file', 'find_one')) else None
        if base.kind == 'prefixes' and name == 'get' or base.kind == 'extensions' and name == 'get':
            known = given[0][1] if given else None
            if base.kind == 'prefixes':
                return value('items', (value('client'), value('database')))
            return value('prefixes') if known is not None and known.data == 'pymongo' else None
        return None

    def _result(self, node, called, given):
        """What a call gives that is no method of MongoDB's."""
        if called is None:
            return None
        if called.kind in ('function', 'method'):
            self._pass(called, given)
            function = called.data
            if 'contextmanager' in function.decorators:
                return value('context', self.facts.read('yield', function))
            return self.facts.read('return', function)
        if called.kind == 'class':
            for owner in [called.data] + [base.data for base in called.data.bases
                                          if base is not None and base.kind == 'class']:
                start = owner.names.get('__init__')
                if start is not None and start.kind == 'function':
                    self._pass(value('method', start.data), given)
                    break
            return self._instance(called.data)
        if called.kind != 'symbol':
            return None
        self.uses.of_function(node, called.data)
        first = given[0][1] if given else None
        if called.data in _LISTS:
            return value('list', element_of(first))
        if called.data in _DICTS:
            keys = [name for name, _, _ in given if name]
            if len(keys) < len(given):
                keys.append(None)
            return value('dict', nature(keys) if given else None)
        if called.data == 'next':
            return element_of(first)
        if called.data == 'getattr' and len(given) > 1 and first is not None:
            if first.kind in ('database', 'collection', 'client'):
                return value('database' if first.kind == 'client' else 'collection', None, False)
            return None
        if called.data in ('werkzeug.local.LocalProxy', 'werkzeug.LocalProxy') and first is not None:
            return self._result(node, first, []) if first.kind in ('function', 'method') else None
        return self._made_by(called)

    def _pass(self, called, given):
        """Remember what a function is called with."""
        function = called.data
        positional = function.positional[1 if called.kind == 'method' and function.owner is not None else 0:]
        number = 0
        for name, what, star in given:
            if star:
                return
            if name is None:
                if number < len(positional):
                    self.facts.write(what, 'param', function, positional[number])
                number += 1
            elif name in function.names:
                self.facts.write(what, 'param', function, name)

    def _made_by(self, called):
        """What a class of another package makes."""
        if called is None or called.kind == 'class':
            return self._instance(called.data) if called is not None else None
        if called.kind != 'symbol':
            return None
        path = called.data
        root, name = path.partition('.')[0], path.rpartition('.')[2]
        if root in _OF_PYMONGO:
            made = {'PyMongo': 'extension', 'Database': 'database', 'Collection': 'collection', 'GridFS': 'gridfs',
                    'Cursor': 'cursor'}.get(name)
            if name in _CLIENTS:
                made = 'client'
            if made:
                return value(made)
        if path in ('gridfs.GridFS', 'gridfs.grid_file.GridFS'):
            return value('gridfs')
        if path in _OBJECT_IDS:
            return value('objectid')
        module, _, name = path.rpartition('.')
        kind = '%s:%s' % (module, name)
        return value('object', kind) if legacy_names.is_class(kind) else None


def canonical(name):
    """The name of a module or of something in it, without ``flask.ext``."""
    for old in ('flask.ext.pymongo', 'flask_pymongo.wrappers'):
        if name == old or name.startswith(old + '.'):
            name = 'flask_pymongo' + name[len(old):]
    if name.startswith('flask_pymongo.pymongo'):
        name = name[len('flask_pymongo.'):]
    return 'gridfs.GridFS' if name == 'flask_pymongo.GridFS' else name


#: What some names of Flask are objects of.
_OBJECTS = {'flask.g': value('holder'), 'flask.current_app': value('object', 'flask:Flask'),
            'flask.request': value('object', 'flask:Request')}


def meaning(name):
    """What a name of another package is."""
    symbol = canonical(name)
    return _OBJECTS.get(symbol) or value('symbol', symbol)


def element_of(what):
    """What a loop over something goes through."""
    if what is None:
        return None
    if what.kind == 'items':
        found = what.data[0] if what.data else None
        for item in what.data[1:]:
            found = join(found, item)
        return found
    if what.kind == 'list':
        return what.data
    if what.kind in ('cursor', 'aggregate'):
        return value('document', what.kind == 'cursor' and what.data is not None and what.data.has_id)
    return None


def nature(keys):
    """What the keys of a dict say: 'operators' of an update, or a 'plain' document; None if that is not known."""
    if not keys or None in keys:
        return None
    operators = sum(key.startswith('$') for key in keys)
    return 'operators' if operators == len(keys) else None if operators else 'plain'


def attribute_of_mongo(base, name):
    """What an attribute of a client, database, collection or cursor is."""
    made = {'database': {'client': 'client', 'connection': 'client'},
            'collection': {'database': 'database'},
            'cursor': {'collection': 'collection'}}.get(base.kind, {}).get(name)
    return value(made, None, base.sure) if made else None


def _ids_of_routes(node):
    """The arguments of a view that routes have as ``<ObjectId:name>``."""
    found = []
    for decorator in node.decorators:
        if isinstance(decorator.decorator, cst.Call) and decorator.decorator.args:
            found += _ID_OF_ROUTE.findall(literal(decorator.decorator.args[0].value) or '')
    return found


def _catches_import_errors(handler):
    if handler.type is None:
        return True
    kinds = [handler.type] if not isinstance(handler.type, cst.Tuple) else [each.value for each in
                                                                             handler.type.elements]
    return any(getattr(kind, 'value', None) in ('ImportError', 'ModuleNotFoundError', 'Exception') for kind in kinds)
