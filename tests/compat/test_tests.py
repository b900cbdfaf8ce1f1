"""The tests themselves: which could not fail, as far as their sources show it; which warnings are errors."""
import ast
import os
import warnings

import pytest

from flask_pymongo import wrappers

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILES = sorted(os.path.relpath(os.path.join(folder, name), ROOT).replace(os.sep, '/')
               for folder, _, names in os.walk(ROOT) for name in names if name.endswith('.py'))
FAILING = ('raises', 'warns', 'fail')
CATCHING_ALL = ('Exception', 'BaseException', 'AssertionError')

# The sources are the same on every row.
pytestmark = pytest.mark.once_a_major


def parse(name):
    """The syntax tree of a file; None if only newer Pythons can read it."""
    with open(os.path.join(ROOT, name), 'rb') as stream:
        try:
            return ast.parse(stream.read(), name)
        except SyntaxError:
            assert name.startswith(('browser/', 'matrix/', 'packaging/', 'scan/', 'typing/')), name
            return None


NODES = dict((name, list(ast.walk(tree))) for name, tree in ((name, parse(name)) for name in FILES)
             if tree is not None)
# A call of one of these says nothing, whatever a helper of the same name does.
OF_DRIVERS = set(name for kind in (wrappers.MongoClient, wrappers.Database, wrappers.Collection, wrappers.Cursor)
                 for name in dir(kind))


def called(node):
    """The last name of what a call calls."""
    return getattr(node.func, 'attr', getattr(node.func, 'id', None))


def calls(function):
    """The names of functions that the body of a function calls; an assertion is a call of `assert`."""
    for node in (node for statement in function.body for node in ast.walk(statement)):
        if isinstance(node, ast.Assert):
            yield 'assert'
        elif isinstance(node, ast.Call):
            name = called(node)
            if getattr(getattr(node.func, 'value', None), 'id', None) == 'pytest':
                yield 'assert' if name in FAILING else None
            elif name not in OF_DRIVERS:
                yield name


def functions(nodes):
    return [node for node in nodes if isinstance(node, ast.FunctionDef)]


def failing_helpers(files):
    """The names of functions with an assertion, or with a call of such a function. Fixtures are not called."""
    candidates = [(function.name, set(calls(function))) for nodes in files for function in functions(nodes)
                  if not function.name.startswith(('test_', '__')) and not function.decorator_list]
    known = set(['assert'])
    while True:
        found = set(name for name, its_calls in candidates if its_calls & known)
        if found <= known:
            return known
        known |= found


HELPERS = failing_helpers(NODES.values())


def withs(nodes, *names):
    """The `with` statements of some calls: pairs of the statement and the item of it."""
    for node in nodes:
        if isinstance(node, ast.With):
            # One item is the statement itself on Python 2.
            for item in getattr(node, 'items', [node]):
                if isinstance(item.context_expr, ast.Call) and called(item.context_expr) in names:
                    yield node, item


def without_assertion(nodes):
    return [(node.lineno, node.name) for node in functions(nodes)
            if node.name.startswith('test_') and not HELPERS.intersection(calls(node))]


def with_more_than_one_statement(nodes):
    return [node.lineno for node, _ in withs(nodes, 'raises', 'warns') if len(node.body) != 1]


def records_nobody_reads(nodes):
    """The warnings that are recorded under a name and then not looked at."""
    found = set()
    for function in functions(nodes):
        inner = list(ast.walk(function))
        read = set(node.id for node in inner if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        found.update(node.lineno for node, item in withs(inner, 'catch_warnings')
                     if item.optional_vars is not None and item.optional_vars.id not in read)
    return sorted(found)


def swallowed_assertions(nodes):
    """The assertions in a `try` that goes on, and forgets the error, when one of them fails."""
    found = []
    for node in nodes:
        for handler in getattr(node, 'handlers', []):
            caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            catches = any(kind is None or getattr(kind, 'id', None) in CATCHING_ALL for kind in caught)
            # A name is text on Python 3, a node on Python 2.
            name = getattr(handler.name, 'id', handler.name)
            heeds = any(isinstance(sub, ast.Raise) or isinstance(sub, ast.Name) and sub.id == name
                        for statement in handler.body for sub in ast.walk(statement))
            if catches and not heeds:
                found += [sub.lineno for statement in node.body for sub in ast.walk(statement)
                          if isinstance(sub, ast.Assert)]
    return found


def constant_skips(nodes):
    """The marks that skip always or never, whatever is installed."""
    found = []
    for node in nodes:
        if isinstance(node, ast.Call) and called(node) == 'skipif':
            # True is a name on Python 2.
            names = [sub.id for sub in ast.walk(node.args[0]) if isinstance(sub, ast.Name)]
            if not set(names) - set(['True', 'False', 'None']):
                found.append(node.lineno)
    return found


def always_true(nodes):
    """The assertions with a constant that is true by itself."""
    def is_true(node):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return any(is_true(value) for value in node.values)
        try:
            return bool(ast.literal_eval(node))
        except ValueError:
            return False
    return [node.lineno for node in nodes if isinstance(node, ast.Assert) and is_true(node.test)]


RULES = (without_assertion, with_more_than_one_statement, records_nobody_reads, swallowed_assertions, constant_skips,
         always_true)


@pytest.mark.parametrize('rule', RULES, ids=lambda rule: rule.__name__)
def test_tests_can_fail(rule):
    assert len(NODES) > 100
    found = dict((name, rule(nodes)) for name, nodes in NODES.items())
    assert dict((name, places) for name, places in found.items() if places) == {}


BAD = {
    without_assertion: """
        def test_nothing():
            find({})
    """,
    with_more_than_one_statement: """
        def test_first_of_two():
            with pytest.raises(KeyError):
                find({})
                insert({})
    """,
    records_nobody_reads: """
        def test_warning():
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter('always')
                assert find({}) == []
    """,
    swallowed_assertions: """
        def test_swallowed():
            try:
                assert find({}) == []
            except Exception:
                pass
    """,
    constant_skips: """
        @pytest.mark.skipif(not True, reason='never')
        def test_never_skipped():
            assert find({}) == []
    """,
    always_true: """
        def test_true():
            assert find({}) or 'nothing'
    """,
}


@pytest.mark.parametrize('rule', RULES, ids=lambda rule: rule.__name__)
def test_a_rule_finds_what_it_is_for(rule):
    nodes = list(ast.walk(ast.parse('if True:\n' + BAD[rule])))
    assert len(rule(nodes)) == 1
    assert [other.__name__ for other in RULES if other is not rule and other(nodes)] == []


# Warnings

def warn_in(module):
    warnings.warn_explicit('a warning of the tests', UserWarning, module.replace('.', '/') + '.py', 1, module, {})


@pytest.mark.parametrize('module', [
    'flask_pymongo', 'flask_pymongo.wrappers', 'flask_pymongo.compat.warn', '_flask_pymongo_startup', 'conftest',
] + sorted(set(name[:-3].replace('/', '.') for name in FILES if '/test_' in name and os.path.exists(
    os.path.join(ROOT, os.path.dirname(name), '__init__.py')))))
def test_a_warning_of_ours_is_an_error(module):
    with pytest.raises(UserWarning):
        warn_in(module)


@pytest.mark.parametrize('module', ['flask.app', 'werkzeug.routing', 'pymongo.collection', 'importlib._bootstrap'])
def test_a_warning_of_others_is_shown(module):
    with warnings.catch_warnings(record=True) as caught:
        warn_in(module)
    assert [str(warning.message) for warning in caught] == ['a warning of the tests']
