"""Runs the capability probes on releases of PyMongo that are no rows. Python 3 only.

``make probe`` calls this in an environment with tox. Each release of `triples.probed()` is installed into a folder of
its own in .cache/probe/; PYTHONPATH puts it before the PyMongo of a row's environment, and the tree before the package
that is installed there. A release that passed is not run again until the package or the probes change.

Variables: RELEASES (versions or patterns, default all; "short" for `matrix.PROBED_SHORT`), ROW (the environment to use
for them, in place of the one that matrix.py names), ARGS (what pytest runs in place of the probes), JOBS (releases at a
time, default 2), REQUIRE_ALL=1 (a missing interpreter is a failure).
"""

import fnmatch
import functools
import os
import shlex
import subprocess
import sys
import threading
import time

import interpreters
import layers
import matrix
import mongod
import run
import triples

TREE = mongod.TREE
CACHE = os.path.join(TREE, '.cache', 'probe')
PROBES = 'compat/test_versions.py'

# What decides how a probe ends, beside the release.
SOURCES = ('flask_pymongo/**/*.py', 'tests/' + PROBES, 'tests/conftest.py', 'tests/matrix/*.py', 'tox.ini')


def selected():
    """Pairs of a row and a release, in the order of matrix.py."""
    pairs = [(matrix.row(name), release) for name, release in triples.probed()]
    patterns = os.environ.get('RELEASES', '').replace(',', ' ').split() or ['*']
    if patterns == ['short']:
        patterns = list(matrix.PROBED_SHORT)
    known = [release for _, release in pairs]
    unknown = [pattern for pattern in patterns if not fnmatch.filter(known, pattern)]
    if unknown:
        raise SystemExit('no release is called %s; releases:\n%s' % (' '.join(unknown), ' '.join(known)))
    row = os.environ.get('ROW')
    return [(matrix.row(row) if row else usual, release) for usual, release in pairs
            if any(fnmatch.fnmatch(release, pattern) for pattern in patterns)]


_environments = threading.Lock()


def interpreter(row):
    """The interpreter of the row's environment; tox makes one that is not there, without the package."""
    python = os.path.join(TREE, '.tox', row['name'], 'bin', 'python')
    with _environments:
        if not os.path.exists(python):
            layers.call(sys.executable, '-m', 'tox', 'run', '--colored', 'no', '--notest', '--skip-pkg-install',
                        '-e', row['name'], cwd=TREE, env=run.environment_of([row]))
    return python


def _installed(python, row, release):
    """The folder of the release, without C extension where it is no wheel: probes need none, compilers are slow."""
    folder = os.path.join(CACHE, 'py%s-pymongo%s' % (row['python'].replace('.', ''), release))
    if not os.path.isdir(folder):
        os.makedirs(CACHE, exist_ok=True)
        layers.install(folder, python, '--no-deps', 'pymongo==' + release,
                       env=dict(run.environment_of([row]), CC='false'))
    return folder


def _pytest(python, folder, arguments, uri):
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([TREE, folder]), PYTHONDONTWRITEBYTECODE='1')
    environment.pop('FLASK_PYMONGO_ROW', None)
    if uri:
        environment[mongod.URI_VARIABLE] = uri
    with open(folder + '.log', 'w+', encoding='utf-8', errors='replace') as log:
        code = subprocess.call([python, '-m', 'pytest', '-p', 'no:cacheprovider', '-ra'] + arguments, env=environment,
                               cwd=os.path.join(TREE, 'tests'), stdin=subprocess.DEVNULL, stdout=log,
                               stderr=subprocess.STDOUT)
        log.seek(0)
        return run.read_result(log.read(), code, os.path.relpath(log.name, TREE))


def _probe(row, release, digest, uri):
    """The Result of one release; `uri()` is the server that all of them share."""
    arguments = shlex.split(os.environ.get('ARGS', ''))
    try:
        python = interpreter(row)
        folder = _installed(python, row, release)
    except layers.Trouble as error:
        return run.Result(failed=1, trouble=str(error))
    if arguments:
        return _pytest(python, folder, arguments, None)
    passed = folder + '.passed'
    if os.path.exists(passed):
        with open(passed) as source:
            known, counts = source.read().splitlines()
        if known == digest:
            return run.Result(*map(int, counts.split()))
    result = _pytest(python, folder, [PROBES], uri())
    if not result.failed:
        with open(passed, 'w') as target:
            target.write('%s\n%d %d %d\n' % (digest, result.passed, result.failed, result.skipped))
    return result


def main():
    digest, lock = run.digest_of(SOURCES), threading.Lock()
    obtain = functools.lru_cache(maxsize=None)(mongod.obtain)

    def uri():
        with lock:
            return obtain().uri

    def timed(pair):
        row, release = pair
        begun = time.time()
        if interpreters.find(row['python']) is None:
            result = run.without_interpreter(row['python'])
        else:
            result = _probe(row, release, digest, uri)
        run.show('PyMongo %s, Python %s' % (release, row['python']), result, time.time() - begun)
        return result

    # The server ends with this process.
    return run.add_up(run.in_parallel(timed, selected()))


if __name__ == '__main__':
    sys.exit(main())
