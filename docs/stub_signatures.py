"""A Sphinx extension: the API reference shows the types of the stubs, which autodoc does not read."""
import ast
import copy
import os

PACKAGE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'flask_pymongo')
STUBS = ('wrappers.pyi', 'extension.pyi', 'helpers.pyi', os.path.join('compat', 'legacy', 'gridfs.pyi'))


class _WithoutAliases(ast.NodeTransformer):
    """Puts what an alias of a stub stands for in its place: a reader does not know `_Mapping`."""

    def __init__(self, aliases):
        self.aliases = aliases

    def visit_Name(self, node):
        return self.visit(self.aliases[node.id]) if node.id in self.aliases else node


class _Stub:
    """The classes and functions of one stub."""

    def __init__(self, path):
        with open(path, encoding='utf-8') as source:
            self.body = ast.parse(source.read()).body
        aliases = {node.target.id: node.value for node in self.body
                   if isinstance(node, ast.AnnAssign) and getattr(node.annotation, 'id', '') == 'TypeAlias'}
        self.plain = _WithoutAliases(aliases)
        self.classes = {node.name: node for node in self.body if isinstance(node, ast.ClassDef)}

    def overloads(self, owner, name):
        """The definitions of a method, of the class itself or of its first base here that has it."""
        node = self.classes[owner]
        found = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == name]
        for base in node.bases:
            if not found and getattr(base, 'id', None) in self.classes:
                found = self.overloads(base.id, name)
        return found

    def _fields(self, name):
        """Those of a TypedDict, with its bases'."""
        node = self.classes[name]
        inherited = [field for base in node.bases if base.id in self.classes for field in self._fields(base.id)]
        return inherited + [each for each in node.body if isinstance(each, ast.AnnAssign)]

    def signature(self, function):
        """Its text, without `self`, and that of what it returns."""
        function = self.plain.visit(copy.deepcopy(function))
        arguments = function.args
        (arguments.posonlyargs or arguments.args).pop(0)
        if isinstance(getattr(arguments.kwarg, 'annotation', None), ast.Subscript):
            # Unpack of a TypedDict: the keywords by their names.
            for field in self._fields(arguments.kwarg.annotation.slice.id):
                arguments.kwonlyargs.append(ast.arg(field.target.id, self.plain.visit(copy.deepcopy(field.annotation))))
                arguments.kw_defaults.append(ast.Constant(...))
            arguments.kwarg = None
        returns = ast.unparse(function.returns) if function.returns and function.name != '__init__' else ''
        return '(%s)' % ast.unparse(arguments), returns


def _find(stubs, what, name):
    owner, _, method = name.rpartition('.')
    if what in ('class', 'exception'):
        owner, method = name, '__init__'
    owner = owner.rpartition('.')[2]
    for stub in stubs:
        if owner in stub.classes:
            return [stub.signature(each) for each in stub.overloads(owner, method)]
    return []


def setup(app):
    """Called by Sphinx."""
    stubs = [_Stub(os.path.join(PACKAGE, name)) for name in STUBS]

    def take(app, what, name, obj, options, signature, returns):
        found = _find(stubs, what, name) if what in ('class', 'method') else []
        if not found:
            return None
        # Overloads stand below each other.
        lines = [text + (' -> ' + answer if answer else '') for text, answer in found[:-1]] + [found[-1][0]]
        return '\n'.join(lines), found[-1][1]

    app.connect('autodoc-process-signature', take)
    return {'parallel_read_safe': True}
