"""Checks the types as a user's mypy sees them, in the environment that it is started with. Python 3.11 and newer only.

The package is taken as it is installed there. The examples are programs as users write them; in those called wrong_*
each line with an ignore must be an error. At last stubtest compares the stubs with what is really there.
"""

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
EXAMPLES = ('application', 'legacy', 'modern', 'typed_libraries', 'wrong', 'wrong_typed_libraries')


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
            + [('stubtest: the stubs are as the package', _stubtest)])


if __name__ == '__main__':
    sys.exit(main())
