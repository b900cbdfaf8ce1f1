"""Runs the rows of the matrix that have their interpreter here, some at a time, and adds up the results. Python 3 only.

``make test`` calls this in an environment with tox; ``make typing`` calls it with the argument "typing", for the rows
that check types; ``make trust`` and its parts with "reliability"; ``make scan`` with "scan"; ``make row`` with the
argument "row", to make environments only. Variables: ROWS (names or patterns, default all), REQUIRE_ALL=1 (a missing
interpreter is a failure), JOBS (rows at a time, default 2), ARGS (more arguments for pytest), MINUTES (how much longer
a row may take).
"""

import concurrent.futures
import fnmatch
import glob
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

import interpreters
import matrix
import mongod
import render

TREE = mongod.TREE
LOGS = os.path.join(TREE, '.tox', 'logs')
WHEELS = os.path.join(TREE, '.tox', 'wheels')

# A row takes two to five minutes alone, and four times that on a busy machine; what takes this long hangs.
ROW_SECONDS = 3600 + 60 * int(os.environ.get('MINUTES') or 0)
# How often a row says how far it is.
STEP_SECONDS = 60

# Of a failed row's log, the first and the last of its failures; all of it is in the log file.
SHOWN_LINES = 160


class Result:
    def __init__(self, passed=0, failed=0, skipped=0, reasons=None, trouble=''):
        self.passed, self.failed, self.skipped = passed, failed, skipped
        self.reasons, self.trouble = reasons or {}, trouble
        self.figures = []

    def __str__(self):
        return '%d passed, %d failed, %d skipped' % (self.passed, self.failed, self.skipped)


def _selected(job):
    patterns = os.environ.get('ROWS', '').replace(',', ' ').split()
    every = matrix.ROWS + matrix.NEXT_ROWS
    names = [row['name'] for row in every]
    unknown = [pattern for pattern in patterns if not fnmatch.filter(names, pattern)]
    if unknown:
        raise SystemExit('no row is called %s; rows:\n%s' % (' '.join(unknown), '\n'.join(names)))
    rows = [row for row in (every if patterns else matrix.ROWS) if not job or row.get(job)]
    return [row for row in rows if any(fnmatch.fnmatch(row['name'], pattern) for pattern in patterns or ['*'])]


def environment_of(rows):
    """What tox runs in: all interpreters on PATH, caches in the tree, so that no HOME is needed."""
    environment = dict(os.environ, PATH=interpreters.search_path([row['python'] for row in rows]))
    environment.setdefault('VIRTUALENV_OVERRIDE_APP_DATA', os.path.join(TREE, '.cache', 'virtualenv'))
    environment.setdefault('PIP_CACHE_DIR', os.path.join(TREE, '.cache', 'pip'))
    return environment


def build_wheel(environment):
    # What an earlier build left in build/ would get into the wheel.
    for folder in (WHEELS, os.path.join(TREE, 'build')):
        shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, '-m', 'pip', '--disable-pip-version-check', 'wheel', '--quiet', '--no-deps',
                    '--wheel-dir', WHEELS, TREE], check=True, env=environment)
    shutil.rmtree(os.path.join(TREE, 'build'), ignore_errors=True)
    return os.path.join(WHEELS, os.listdir(WHEELS)[0])


def digest_of(patterns):
    """What changes with any file of the tree that one of the patterns fits."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(glob.glob(os.path.join(TREE, pattern), recursive=True)):
            with open(path, 'rb') as source:
                digest.update(os.path.relpath(path, TREE).encode() + b'\0' + source.read() + b'\0')
    return digest.hexdigest()


def read_result(output, code, origin):
    """The Result that the output of pytest and its exit code tell; `origin` says where the output is."""
    found = re.findall(r'^(\d+) passed, (\d+) failed, (\d+) skipped$', output, re.MULTILINE)
    made = Result(*(int(number) for number in found[-1])) if found else Result()
    reasons = re.findall(r'^skip-reasons (\{.*\})$', output, re.MULTILINE)
    made.reasons = json.loads(reasons[-1]) if reasons else {}
    made.figures = re.findall(r'^figure (.*)$', output, re.MULTILINE)
    if code != 0 or not found:
        failures = re.search(r'^=+ (ERRORS|FAILURES) =+$', output, re.MULTILINE)
        lines = (output[failures.start():] if failures else output).splitlines()
        # Hundreds of skips, which are counted by their reason anyway, would hide the failures.
        lines = [line for line in lines if not line.startswith('SKIPPED [')]
        if len(lines) > SHOWN_LINES:
            lines = lines[:SHOWN_LINES // 2] + ['...'] + lines[-SHOWN_LINES // 2:]
        # A run that ended badly is never without a failure, even if no test says so.
        made.failed = made.failed or 1
        made.trouble = 'exit code %s; from %s:\n%s' % (code, origin, '\n'.join(lines))
    return made


def without_interpreter(version):
    """The Result where a Python is missing: a failure if all are required."""
    missing = 'no Python %s here' % version
    if os.environ.get('REQUIRE_ALL', '') not in ('', '0'):
        return Result(failed=1, trouble=missing)
    return Result(skipped=1, reasons={missing: 1})


def _run(name, wheel, environment):
    """Run one environment of tox; the output goes to its log file."""
    path = os.path.join(LOGS, name + '.log')
    arguments = shlex.split(os.environ.get('ARGS', ''))
    command = [sys.executable, '-m', 'tox', 'run', '--colored', 'no', '--installpkg', wheel, '-e', name]
    if arguments:
        command += ['--'] + arguments
    with open(path, 'w') as log:
        tox = subprocess.Popen(command, cwd=TREE, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                               stderr=subprocess.STDOUT)
        code = _wait(tox, name, path)
    with open(path, encoding='utf-8', errors='replace') as log:
        output = log.read()
    return read_result(output, code, os.path.relpath(path, TREE))


def _wait(tox, name, path):
    """The exit code of a row, which says now and then how far it is."""
    begun = time.time()
    while time.time() - begun < ROW_SECONDS:
        try:
            return tox.wait(STEP_SECONDS)
        except subprocess.TimeoutExpired:
            with open(path, encoding='utf-8', errors='replace') as log:
                shares = re.findall(r'\[ *(\d+)%\]$', log.read(), re.MULTILINE)
            done = '%s %% of its tests' % shares[-1] if shares else 'makes its environment'
            say('%-32s %s  (%d s)' % (name, done, time.time() - begun))
    # Asked politely, tox ends what it started.
    tox.terminate()
    tox.wait()
    return 'none: stopped after %d seconds' % ROW_SECONDS


def make_environments():
    """Make the environments of the selected rows, without running a test; the exit code of tox."""
    rows = _selected(None)
    environment = environment_of(rows)
    os.makedirs(LOGS, exist_ok=True)
    command = [sys.executable, '-m', 'tox', 'run', '--colored', 'no', '--notest', '--installpkg',
               build_wheel(environment), '-e', ','.join(row['name'] for row in rows)]
    return subprocess.run(command, cwd=TREE, env=environment).returncode


def say(line):
    # In one piece: rows run at the same time.
    sys.stdout.write(line + '\n')
    sys.stdout.flush()


def show(name, result, seconds):
    if not result.passed and not result.failed:
        say('%-32s left out: %s' % (name, ', '.join(sorted(result.reasons))))
        return
    lines = ['%-32s %s  %s  (%d s)' % (name, 'FAILED' if result.failed else 'ok    ', result, seconds)]
    lines += ['    ' + figure for figure in result.figures]
    lines += ['    %d skipped: %s' % (count, reason) for reason, count in sorted(result.reasons.items())]
    if result.trouble:
        lines.append('    ' + result.trouble.replace('\n', '\n    '))
    say('\n'.join(lines))


def in_parallel(work, items):
    """What `work` returns for each of `items`, some at a time."""
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('JOBS') or 2)) as pool:
        return list(pool.map(work, items))


def add_up(results):
    """Print the sum as the last line; the exit code."""
    total = Result(*(sum(getattr(each, kind) for each in results) for kind in ('passed', 'failed', 'skipped')))
    print(total)
    return 1 if total.failed or not results else 0


def main(job=None):
    """Run the tests of the selected rows, or another job ('typing', 'reliability', 'scan') on those that have it."""
    rows, results, present = _selected(job), [], []
    for row in rows:
        if interpreters.find(row['python']):
            present.append(row)
            continue
        results.append(without_interpreter(row['python']))
        show(row['name'], results[-1], 0)
    environment = environment_of(rows)
    os.makedirs(LOGS, exist_ok=True)
    if present and job != 'typing' and not os.environ.get(mongod.URI_VARIABLE):
        for series in sorted({row['server'] for row in present}):
            try:
                print('MongoDB %s: %s' % (series, os.path.relpath(mongod.find(series)[0], TREE)))
            except mongod.Unavailable as error:
                raise SystemExit('no MongoDB server: %s' % error)
    wheel = build_wheel(environment) if present else None
    # The longest first: else one of them runs alone in the end, on one of the processors.
    present.sort(key=lambda row: len(render.left_out(row)))

    def timed(row):
        begun = time.time()
        name = '%s-%s' % (job, row['name']) if job else row['name']
        say('%-32s begins' % name)
        result = _run(name, wheel, environment)
        show(name, result, time.time() - begun)
        return result

    return add_up(results + in_parallel(timed, present))


if __name__ == '__main__':
    sys.exit(make_environments() if sys.argv[1:] == ['row'] else main(*sys.argv[1:]))
