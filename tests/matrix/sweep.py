"""Runs the contract tests on all valid triples of Python, Flask and PyMongo, or on some of them. Python 3 only.

``make sweep`` runs all triples: on each the tests that Flask and PyMongo both take part in, the others on one Flask for
each Python and PyMongo. ``make test-pairs``, a cover of all pairs, and samples run all tests on each of their triples,
which shows a test that is marked wrongly. What ran already on the same package and tests is not run again, so a sweep
that was stopped goes on. Each triple writes .cache/sweep/NAME.json; `sweep_page.py` makes the page of the documentation
from these, and keeps them in sweep.json, which counts as well. A Python that is not here is left out.
"""

import argparse
import concurrent.futures
import contextlib
import datetime
import fnmatch
import glob
import json
import os
import queue
import random
import re
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
RESULTS = os.path.join(TREE, '.cache', 'sweep')

# A triple takes two minutes alone, half a minute with the marked tests; what takes this long hangs.
TRIPLE_SECONDS = 1800

# What decides how a triple ends, beside its versions.
SOURCES = ('flask_pymongo/**/*.py', 'tests/contract/*.py', 'tests/conftest.py', 'tox.ini')

AXES = {'python': lambda triple: triple.python, 'flask': lambda triple: triple.flask['minor'],
        'pymongo': lambda triple: triple.pymongo['minor']}


def digest():
    """A result holds for one state of the package and of the tests."""
    return run.digest_of(SOURCES)


def _wanted(condition):
    """A function that says whether a triple is one of ``'pymongo==4.*'``."""
    axis, separator, pattern = condition.partition('==')
    if not separator or axis.strip() not in AXES:
        raise SystemExit('%r is not such as %s' % (condition, " or ".join("'%s==4.*'" % each for each in AXES)))
    value = AXES[axis.strip()]
    return lambda triple: fnmatch.fnmatch(value(triple), pattern.strip())


def selected(options):
    """The triples that the options ask for, in the order they run."""
    chosen = triples.every()
    for condition in options.only:
        chosen = [triple for triple in chosen if _wanted(condition)(triple)]
    if options.pairs:
        chosen = triples.cover(chosen)
    if options.sample is not None:
        chosen = random.Random(options.seed).sample(chosen, min(options.sample, len(chosen)))
    return chosen


def marked():
    """Arguments of pytest for the marked tests; the other modules need not even be read."""
    tests = os.path.join(TREE, 'tests')
    found = []
    for path in sorted(glob.glob(os.path.join(tests, triples.ALL_TESTS, 'test_*.py'))):
        with open(path, encoding='utf-8') as source:
            if 'pytest.mark.' + triples.MARK in source.read():
                found.append(os.path.relpath(path, tests))
    return found + ['-m', triples.MARK]


def arguments():
    """What pytest is asked for in place of all contract tests; nothing of it is kept for the next sweep."""
    return shlex.split(os.environ.get('ARGS', ''))


def result_path(triple):
    """Where the result of a triple is, beside its log."""
    return os.path.join(RESULTS, 'part' if arguments() else '', triples.name(triple) + '.json')


def read(triple):
    """What was found on a triple, as a dict; None if it did not run."""
    try:
        with open(result_path(triple), encoding='utf-8') as source:
            return json.load(source)
    except FileNotFoundError:
        return None


def _failures(output):
    return re.findall(r'^(?:FAILED|ERROR) (\S+)', output, re.MULTILINE)


def _test(triple, wheel, state, is_whole, uri):
    """Run the tests on a triple, write its result and return it.

    :param is_whole: all contract tests, not only the marked ones
    :param uri: of the server
    """
    begun = time.time()
    found = {'python': triple.python, 'flask': triple.flask['patch'], 'pymongo': triple.pymongo['patch'],
             'server': matrix.SERVERS[matrix.DEFAULT_SERVER]['version'], 'digest': state, 'reasons': {},
             'date': datetime.date.today().isoformat(), 'tests': triples.ALL_TESTS if is_whole else triples.MARK}
    log = result_path(triple)[:-len('.json')] + '.log'
    try:
        made = layers.environment(triple, wheel)
    except layers.Trouble as error:
        found.update(passed=0, failed=1, skipped=0, failures=['not installed: ' + str(error).splitlines()[-1]])
    else:
        variables = dict(os.environ, PYTHONPATH=made.path, **{mongod.URI_VARIABLE: uri})
        # To compile the tests anew for each triple took a seventh of the time.
        for name in ('FLASK_PYMONGO_ROW', 'PYTHONDONTWRITEBYTECODE'):
            variables.pop(name, None)
        command = [made.python, '-m', 'pytest', '-p', 'no:cacheprovider', '-ra', '-q']
        command += arguments() or ([triples.ALL_TESTS] if is_whole else marked())
        with open(log, 'w') as target:
            pytest = subprocess.Popen(command, env=variables, cwd=os.path.join(TREE, 'tests'), stdout=target,
                                      stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT)
            try:
                code = pytest.wait(TRIPLE_SECONDS)
            except subprocess.TimeoutExpired:
                pytest.terminate()
                pytest.wait()
                code = 'none: stopped after %d seconds' % TRIPLE_SECONDS
        with open(log, encoding='utf-8', errors='replace') as source:
            output = source.read()
        result = run.read_result(output, code, log)
        found.update(passed=result.passed, failed=result.failed, skipped=result.skipped, reasons=result.reasons,
                     failures=_failures(output) or ['exit code %s' % code] * bool(result.failed))
    found['seconds'] = round(time.time() - begun)
    with open(result_path(triple) + '.new', 'w', encoding='utf-8') as target:
        json.dump(found, target, indent=1, sort_keys=True)
    os.replace(result_path(triple) + '.new', result_path(triple))
    return found


class Sweep:
    """The triples of one run: what is done, what is left."""

    def __init__(self, chosen, state, options):
        self.state, self.options = state, options
        self.results, self.todo, self.left_out = [], [], []
        every_whole = options.whole or options.pairs or options.sample is not None
        self.whole = {triples.name(triple) for triple in chosen} if every_whole else triples.one_a_driver()
        earlier = triples.collected()
        for triple in chosen:
            known = read(triple) or earlier.get(triples.name(triple))
            if interpreters.find(triple.python) is None:
                self.left_out.append(triple)
            elif known and self._holds(known, triple):
                self.results.append(known)
            else:
                self.todo.append(triple)
        self._lock, self._begun, self._done = threading.Lock(), time.time(), 0

    def _holds(self, known, triple):
        """Whether a result of an earlier sweep is that of this package, and of the tests that are to run."""
        if self._is_whole(triple) and not triples.is_whole(known):
            return False
        is_current = self.options.missing or known['digest'] == self.state
        return is_current and not arguments() and not (self.options.again and known['failed'])

    def _is_whole(self, triple):
        return triples.name(triple) in self.whole

    def _on_one_of(self, servers, triple, wheel):
        server = servers.get()
        try:
            self.one(triple, wheel, server.uri)
        finally:
            servers.put(server)

    def one(self, triple, wheel, uri):
        if self.options.minutes and time.time() - self._begun > 60 * self.options.minutes:
            return
        found = _test(triple, wheel, self.state, self._is_whole(triple), uri)
        with self._lock:
            self._done += 1
            self.results.append(found)
            left = len(self.todo) - self._done
            minutes = (time.time() - self._begun) / self._done * left / 60
            run.say('%-30s %s  %d passed, %d failed, %d skipped (%d s); %d left, about %d minutes' % (
                triples.name(triple), 'FAILED' if found['failed'] else 'ok    ', found['passed'], found['failed'],
                found['skipped'], found['seconds'], left, minutes))
            for failure in found['failures'][:10]:
                run.say('    ' + failure)

    def go(self):
        """Run what is to be run; the exit code."""
        run.say('%d triples: %d known, %d to run, %d without their Python here' % (
            len(self.todo) + len(self.results) + len(self.left_out), len(self.results), len(self.todo),
            len(self.left_out)))
        if self.todo:
            os.makedirs(os.path.dirname(result_path(self.todo[0])), exist_ok=True)
            wheel = run.build_wheel(run.environment_of([{'python': triple.python} for triple in self.todo]))
            jobs = int(os.environ.get('JOBS') or 2)
            # A server for each job, one triple after the other: some tests count what is open on the whole server.
            # Tests that change a server, or want another one, start their own.
            servers = queue.Queue()
            with contextlib.ExitStack() as stack, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
                for _ in range(jobs):
                    servers.put(stack.enter_context(mongod.obtain(matrix.DEFAULT_SERVER)))
                list(pool.map(lambda triple: self._on_one_of(servers, triple, wheel), self.todo))
        left = len(self.todo) - self._done
        if left:
            print('%d triples are left for another run' % left)
        return run.add_up([run.Result(*(found[kind] for kind in ('passed', 'failed', 'skipped')))
                           for found in self.results])


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--only', action='append', default=[], metavar='CONDITION',
                        help="such as 'pymongo==4.*' or 'python==3.13'; several must all hold")
    parser.add_argument('--pairs', action='store_true', help='only so many triples that every pair is in one')
    parser.add_argument('--sample', type=int, metavar='N', help='only N of them, at random')
    parser.add_argument('--seed', default=0, help='of the sample; the same seed gives the same one')
    parser.add_argument('--minutes', type=float, help='begin no triple after this time')
    parser.add_argument('--again', action='store_true', help='also what failed before')
    parser.add_argument('--missing', action='store_true',
                        help='only what has no result, of whatever state of the package and the tests')
    parser.add_argument('--whole', action='store_true', help='all contract tests on each triple, not only on some')
    parser.add_argument('--list', action='store_true', help='only name them')
    options = parser.parse_args(arguments)
    chosen = selected(options)
    if options.list:
        print('\n'.join(triples.name(triple) for triple in chosen))
        return 0
    return Sweep(chosen, digest(), options).go()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
