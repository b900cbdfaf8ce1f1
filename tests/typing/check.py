"""Checks the types as a user's mypy sees them, in the environment that it is started with. Python 3.11 and newer only.

The package is taken as it is installed there. The examples are programs as users write them; in those called wrong_*
each line with an ignore must be an error. At last stubtest compares the stubs with what is really there.
"""

import ast
import glob
import importlib.util
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'matrix'))

import checks  # noqa: E402

PACKAGE = 'flask_pymongo'
EXAMPLES = ('application', 'deprecated', 'flask_ext', 'legacy', 'modern', 'typed_libraries', 'wrong',
            'wrong_typed_libraries')
#: Names of LEGACY_NAMES that are no `Class.name`: (name in the stub, is it the setter only).
SETTINGS = {'the attribute safe': ('safe', False), 'to set read_preference': ('read_preference', True),
            'to set write_concern': ('write_concern', True)}


def _folder(package):
    spec = importlib.util.find_spec(package)
    return None if spec is None else os.path.dirname(spec.origin)


def _untyped():
    """Those of the libraries that have no types in this environment."""
    return [name for name in ('flask', 'pymongo') if not os.path.exists(os.path.join(_folder(name), 'py.typed'))]


def _typed_only():
    if _untyped():
        raise checks.Skipped('no types in this version of %s' % ' and '.join(_untyped()))


def _modules(pattern):
    """The names of the package's modules whose files match."""
    folder = _folder(PACKAGE)
    for path in sorted(glob.glob(os.path.join(folder, '**', pattern), recursive=True)):
        name = os.path.splitext(os.path.relpath(path, os.path.dirname(folder)))[0].replace(os.sep, '.')
        yield re.sub(r'\.__init__$', '', name)


def _mypy(cache, *arguments):
    options = ['--config-file', 'mypy.ini', '--cache-dir', cache]
    if 'flask' in _untyped():
        # @app.route and render_template give Any there.
        options += ['--allow-untyped-decorators', '--no-warn-return-any']
    checks.command(sys.executable, '-m', 'mypy', *options, *arguments, cwd=HERE)


def _installed():
    folder = _folder(PACKAGE)
    if folder is None or os.path.dirname(folder) == checks.TREE:
        raise checks.Failed('mypy finds installed packages only: pip install %s' % checks.TREE)
    if not os.path.exists(os.path.join(folder, 'py.typed')):
        raise checks.Failed('no py.typed in %s' % folder)


def _stubs(cache):
    def check():
        _typed_only()
        _mypy(cache, *(argument for name in _modules('*.pyi') for argument in ('-m', name)))
    return check


def _example(name, cache):
    def check():
        if name.endswith('typed_libraries'):
            _typed_only()
        _mypy(cache, name + '.py')
    return check


def _deprecated_in_stub():
    """{(class, name): texts of @deprecated} of wrappers.pyi, for each definition of a name, setters apart."""
    with open(os.path.join(_folder(PACKAGE), 'wrappers.pyi'), encoding='utf-8') as stub:
        tree = ast.parse(stub.read())
    found = {}
    for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        for method in (node for node in kind.body if isinstance(node, ast.FunctionDef)):
            texts = [ast.literal_eval(decorator.args[0]) for decorator in method.decorator_list
                     if isinstance(decorator, ast.Call) and decorator.func.id == 'deprecated']
            sets = any(ast.unparse(decorator).endswith('.setter') for decorator in method.decorator_list)
            found.setdefault((kind.name, method.name), {}).setdefault(sets, []).extend(texts or [None])
    return found


def _deprecations():
    """Editors say of a legacy name what its warning says, and of no other name anything."""
    from flask_pymongo.compat.warn import LEGACY_NAMES

    in_stub, wrong = _deprecated_in_stub(), []
    classes = {'MongoClient': ['_Client'], 'SystemJS': ['_SystemJS'],
               'MongoReplicaSetClient': ['MongoReplicaSetClient', 'ReplicaSetConnection']}
    for legacy, entry in LEGACY_NAMES.items():
        if legacy not in SETTINGS and not re.match(r'(\w+\.)?\w+$', legacy):
            continue  # a keyword, an answer or a truth, which cannot be marked
        kind, _, name = legacy.rpartition('.')
        name, setter_only = SETTINGS.get(legacy, (name, False))
        for each in classes.get(kind, [kind or '_Settings']):
            texts = in_stub.pop((each, name), {})
            said = texts.get(True, []) + ([] if setter_only else texts.get(False, []))
            if not said or set(said) != {entry.message} or setter_only and set(texts[False]) != {None}:
                wrong.append('%s.%s: %s' % (each, name, entry.message))
    wrong += ['%s.%s is no legacy name' % key for key, texts in in_stub.items()
              if {text for said in texts.values() for text in said} != {None}]
    if wrong:
        raise checks.Failed('@deprecated in wrappers.pyi should say:\n' + '\n'.join(sorted(wrong)))


def _stubtest():
    without = sorted(set(_modules('*.py')) - set(_modules('*.pyi')))
    with tempfile.NamedTemporaryFile('w', suffix='.txt') as unstubbed:
        # One that matches nothing as well may go unused.
        unstubbed.writelines('(%s(\\..*)?)?\n' % re.escape(name) for name in without)
        unstubbed.flush()
        checks.command(sys.executable, '-m', 'mypy.stubtest', PACKAGE, '--mypy-config-file', 'stubtest.ini',
                       '--allowlist', 'allowlist.txt', '--allowlist', unstubbed.name, cwd=HERE)


def main():
    with tempfile.TemporaryDirectory() as cache:
        return checks.run(
            [('the package is installed and has types', _installed), ('the stubs themselves', _stubs(cache))]
            + [('example: %s' % name, _example(name, cache)) for name in EXAMPLES]
            + [('@deprecated says what the warnings say', _deprecations)]
            + [('stubtest: the stubs are as the package', _stubtest)])


if __name__ == '__main__':
    sys.exit(main())
