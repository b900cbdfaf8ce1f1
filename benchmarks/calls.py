"""Calls of this package against raw PyMongo: ``make bench`` runs this. Python 3.9+.

``python benchmarks/calls.py [--check] [--previous PYTHON] [CALL...]`` prints a table: what is measured, its limit, this
release, and the previous one, which the interpreter PYTHON has installed. A number is the median of the ratios of all
rounds, with the quartiles: of elapsed time, which the limits are for, and of CPU time of this process, in which the
server has no part. --check ends with code 1 if this release is over a limit.

--python PYTHON measures another interpreter that has this release, for other versions of PyMongo; also Python 2.7.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

from files import DATABASE, HERE, generated, mongod, wire

WORKER = os.path.join(HERE, 'measure_calls.py')
#: As `-I`, which Python 2.7 lacks: nothing of PYTHONPATH may stand in for what is installed.
ALONE = ['-E', '-s']
VERSIONS = '''
from __future__ import print_function
import json, platform
try:
    from importlib.metadata import version
except ImportError:
    from pkg_resources import get_distribution
    version = lambda name: get_distribution(name).version
names = 'Flask-PyMongo', 'Flask', 'PyMongo'
print(json.dumps(dict([('Python', platform.python_version())] + [(name, version(name)) for name in names])))
'''
IMPORTS = 'import flask, pymongo, gridfs'
IMPORT_ROUNDS = 25
#: The clocks of measure_calls.py.
ELAPSED, CPU = 0, 1

#: Name of a call in measure_calls.py: its title, and its limit.
MEASUREMENTS = {
    'mongo.db.users': ('mongo.db.users / db.users', 0.25),
    'mongo.db.a.b.c': ('mongo.db.a.b.c / db.a.b.c', 0.25),
    'find_one_or_404': ('mongo.db.users.find_one_or_404(spec) / find_one', 1.05),
    'find_one': ('find_one(spec) / find_one', 1.05),
    'iterate': ('iterating 10,000 documents', 1.03),
    'insert': ('insert(document) / insert_one', 1.10),
    'update': ('update(spec, operators) / update_one', 1.10),
    'save': ('save(document with _id) / replace_one', 1.10),
    'insert 1000': ('insert(list of 1,000) / insert_many', 1.05),
    'insert_one': ('insert_one', 1.03),
    'update_one': ('update_one', 1.03),
    'find': ('find(spec, projection)', 1.03),
    'aggregate': ('aggregate', 1.03),
    'threads': ('find_one by 32 threads', 1.03),
    'import': ('import flask_pymongo / %s' % IMPORTS, 1.05),
}


def _run(python, *arguments, **options):
    """Run an interpreter where only what is installed can be imported: ``-c`` looks in the current folder first."""
    return subprocess.run([python] + ALONE + list(arguments), cwd=HERE, check=True, **options)


def _seconds(python, code):
    """(Elapsed time, CPU time) of a program."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    _run(python, '-c', code)
    elapsed, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def import_rounds(python):
    """What a program took that imports the package, and one that imports what an application has."""
    ours = IMPORTS + ', flask_pymongo'
    _seconds(python, ours)
    return [(_seconds(python, ours), _seconds(python, IMPORTS)) for _ in range(IMPORT_ROUNDS)]


def measure(python, uri, names):
    """What each call took with the interpreter `python`: pairs of seconds, or the text of an error."""
    measured = {'import': import_rounds(python)} if 'import' in names else {}
    calls = [name for name in names if name != 'import']
    if calls:
        measured.update(json.loads(_run(python, WORKER, uri, *calls, stdout=subprocess.PIPE).stdout))
    return measured


def versions(python):
    """The versions of what an interpreter has installed, by name."""
    return json.loads(_run(python, '-W', 'ignore', '-c', VERSIONS, stdout=subprocess.PIPE).stdout)


def ratios(pairs, clock):
    """The ratios of all rounds, by one of the clocks."""
    # The CPU clock of some systems stands still during a short turn.
    return [ours[clock] / raw[clock] for ours, raw in pairs if raw[clock]]


def shown(pairs):
    """The median of the ratios, with the quartiles; by each clock."""
    if isinstance(pairs, str):
        return ['fails', '']
    quartiles = [statistics.quantiles(ratios(pairs, clock), n=4) for clock in (ELAPSED, CPU)]
    return ['%.2f (%.2f-%.2f)' % (middle, low, high) for low, middle, high in quartiles]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--check', action='store_true', help='end with code 1 if something is over its limit')
    parser.add_argument('--python', metavar='PYTHON', default=sys.executable, help='an interpreter with this release')
    parser.add_argument('--previous', metavar='PYTHON', help='an interpreter with the previous release')
    parser.add_argument('--server', default='6.0', help='the MongoDB to ask; PyMongo 2 needs 5.0')
    parser.add_argument('calls', nargs='*', metavar='CALL', help='some of: ' + ', '.join(MEASUREMENTS))
    options = parser.parse_args()
    names = options.calls or list(MEASUREMENTS)
    # Absolute, as they run in another folder.
    pythons = [os.path.abspath(python) for python in (options.python, options.previous) if python]
    installed = [versions(python) for python in pythons]
    with mongod.obtain(options.server) as server:
        uri = 'mongodb://%s:%d/%s' % (server.host, server.port, DATABASE)
        try:
            measured = [measure(python, uri, names) for python in pythons]
            version = wire.command(server.port, [('buildInfo', 1)], host=server.host)['version']
        finally:
            wire.command(server.port, [('dropDatabase', 1)], database=DATABASE, host=server.host, timeout=60)
    rows = [['Measured', 'Limit']]
    for found in installed:
        rows[0] += ['Flask-PyMongo ' + found['Flask-PyMongo'], 'CPU time']
    over = []
    for name in names:
        title, limit = MEASUREMENTS[name]
        if name not in measured[0]:  # the driver has no such call
            continue
        rows.append([title, '%.2f' % limit])
        for of_python in measured:
            rows[-1] += shown(of_python.get(name, 'fails'))
        if statistics.median(ratios(measured[0][name], ELAPSED)) > limit:
            over.append('%s: %s, the limit is %.2f' % (title, rows[-1][2], limit))
    print(generated.table(rows))
    print('\nElapsed time and CPU time, median and quartiles of the rounds.')
    print('Python %s, Flask %s, PyMongo %s, MongoDB %s, %s processors.' % (
        installed[0]['Python'], installed[0]['Flask'], installed[0]['PyMongo'], version, os.cpu_count()))
    for line in over:
        print('over the limit: ' + line, file=sys.stderr)
    return 1 if over and options.check else 0


if __name__ == '__main__':
    sys.exit(main())
