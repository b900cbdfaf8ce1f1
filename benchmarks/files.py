"""GridFS over HTTP against the bare driver: ``make bench`` runs this. Python 3.9+.

``python benchmarks/files.py [--check] [--previous PYTHON]`` prints a table: what is measured, its limit, this release,
and the previous one, which the interpreter PYTHON has installed. --check ends with code 1 if this release is over a
limit; what is over is measured again, three times at most, as others may use the machine, too.
"""
import argparse
import json
import os
import platform
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(os.path.dirname(HERE), 'tests', 'matrix'))

import generated  # noqa: E402
import mongod  # noqa: E402
import wire  # noqa: E402

WORKER = os.path.join(HERE, 'measure_files.py')
DATABASE = 'flask_pymongo_bench'
TRIES = 3
#: Nothing of the tree or of PYTHONPATH may stand in for what is installed.
ISOLATED = '-I'
MEGABYTE = 1024 * 1024
SIZES = (('1 KB', 1024), ('1 MB', MEGABYTE), ('200 MB', 200 * MEGABYTE))
LARGEST = SIZES[-1][0]


def _ratio(result):
    return result['ratio'], '%.2f' % result['ratio'] if result['ratio'] < 100 else '%d' % result['ratio']


def _megabytes(result):
    return result['bytes'] / MEGABYTE, '%.1f MB' % (result['bytes'] / MEGABYTE)


class Measurement:
    """A line of the table: `what` is measured of the file `name`; `limit` is a number, or None where there is none."""

    def __init__(self, title, what, name, limit=None, read=_ratio):
        self.title, self.what, self.name, self.limit, self.read = title, what, name, limit, read

    def shown_limit(self):
        if self.limit is None:
            return ''
        return '%d MB' % self.limit if self.read is _megabytes else '%g' % self.limit


MEASUREMENTS = (
    [Measurement('download of %s / bare find loop' % size, 'time', size, 1.15 if size == LARGEST else None)
     for size, _ in SIZES]
    + [Measurement('304 of %s / find_one' % size, 'unchanged', size, 6) for size, _ in SIZES]
    + [Measurement('304 of %s without a stored digest / find_one' % size, 'unchanged', size + '-plain', 6)
       for size, _ in SIZES]
    + [Measurement('memory for the download of ' + LARGEST, 'memory', LARGEST, 16, _megabytes),
       Measurement('memory for the upload of ' + LARGEST, 'upload_memory', LARGEST, 24, _megabytes)]
)


def run(python, what, uri, name):
    """The result of a measurement, by the interpreter `python`."""
    done = subprocess.run([python, ISOLATED, '-W', 'ignore', WORKER, what, uri, name], stdout=subprocess.PIPE,
                          check=True)
    return json.loads(done.stdout)


def installed(python, distribution):
    code = 'from importlib.metadata import version; print(version(%r))' % distribution
    return subprocess.run([python, ISOLATED, '-c', code], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()


def compare(uri, pythons, tries):
    """Measure everything with each of `pythons`, the first of which is held to the limits: (rows, titles over)."""
    rows, over = [], []
    for measurement in MEASUREMENTS:
        cells = []
        for python in pythons:
            for _ in range(tries if python == pythons[0] else 1):
                number, shown = measurement.read(run(python, measurement.what, uri, measurement.name))
                is_over = measurement.limit is not None and number > measurement.limit
                if not is_over:
                    break
            if is_over and python == pythons[0]:
                over.append('%s: %s, the limit is %s' % (measurement.title, shown, measurement.shown_limit()))
            cells.append(shown)
        rows.append([measurement.title, measurement.shown_limit()] + cells)
        print('%s: %s' % (measurement.title, ' | '.join(cells)), file=sys.stderr)
    return rows, over


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--check', action='store_true', help='end with code 1 if something is over its limit')
    parser.add_argument('--previous', metavar='PYTHON', help='an interpreter with the previous release')
    options = parser.parse_args()
    pythons = [sys.executable] + ([options.previous] if options.previous else [])
    with mongod.obtain() as server:
        uri = 'mongodb://%s:%d/%s' % (server.host, server.port, DATABASE)
        try:
            for name, size in SIZES + (('warm', 1024),):
                run(sys.executable, 'store', uri, '%s:%d' % (name, size))
            rows, over = compare(uri, pythons, TRIES if options.check else 1)
            version = wire.command(server.port, [('buildInfo', 1)], host=server.host)['version']
        finally:
            wire.command(server.port, [('dropDatabase', 1)], database=DATABASE, host=server.host, timeout=60)
    head = ['Measured', 'Limit'] + ['Flask-PyMongo ' + installed(python, 'Flask-PyMongo') for python in pythons]
    print(generated.table([head] + rows))
    print('\nPython %s, Flask %s, PyMongo %s, MongoDB %s' % (
        platform.python_version(), installed(sys.executable, 'Flask'), installed(sys.executable, 'PyMongo'), version))
    for line in over:
        print('over the limit: ' + line, file=sys.stderr)
    return 1 if over and options.check else 0


if __name__ == '__main__':
    sys.exit(main())
