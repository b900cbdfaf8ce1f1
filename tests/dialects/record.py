"""Record what the programs answer on their references: recordings/pymongo-VERSION.json, with what they were made on.

With --all, in an environment that has virtualenv: makes an environment for each reference and records all. Without it,
where the driver to record is the one installed: records the programs and checks that name it as their reference.
With --check nothing is written, and a difference from what is recorded is a failure.
"""
from __future__ import print_function

import argparse
import io
import json
import os
import platform
import subprocess
import sys
import warnings

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[0] = TESTS
sys.path.append(os.path.join(TESTS, 'matrix'))

import matrix  # noqa: E402
import mongod  # noqa: E402
import wire  # noqa: E402

DATABASE = 'flask_pymongo_recording'
ENVIRONMENTS = os.path.join(mongod.TREE, '.tox', 'record')


def _record(checks, reference, server):
    import gridfs
    import pymongo

    from dialects import program
    runner = program.Runner(pymongo, gridfs.GridFS, server.uri, DATABASE)
    try:
        answers = dict((check.id, runner.answer(check)) for check in checks)
    finally:
        runner.close()
    return {
        'about': 'Recorded by tests/dialects/record.py; do not edit.',
        'made on': {
            'PyMongo': reference,
            'Python': platform.python_version(),
            'MongoDB': wire.command(server.port, [('buildInfo', 1)], host=server.host)['version'],
            'C extensions': pymongo.has_c(),
        },
        'answers': answers,
    }


def _record_here(only_check):
    import pymongo

    from dialects import program
    reference = pymongo.version
    # The oldest lack what modern programs import, and the newest are asked nothing in the legacy dialect.
    dialect = 'legacy' if hasattr(pymongo.collection.Collection, 'insert') else 'modern'
    checks = [check for check in program.all_checks(dialect) if check.reference == reference and not check.is_stand_in]
    if not checks:
        raise SystemExit('no check has PyMongo %s as its reference' % reference)
    warnings.simplefilter('ignore')
    with mongod.obtain() as server:
        recording = _record(checks, reference, server)
    path = program.recording_path(reference)
    if only_check:
        before = program.recorded(reference)
        changed = sorted(name for name in set(before) | set(recording['answers'])
                         if before.get(name) != recording['answers'].get(name))
        print('\n'.join('differs: ' + name for name in changed) or '%d answers as recorded' % len(before))
        return 1 if changed else 0
    text = json.dumps(recording, indent=1, sort_keys=True, separators=(',', ': '))
    with io.open(path, 'w', encoding='ascii') as target:
        target.write(u'%s\n' % text)
    print('%s: %d answers' % (os.path.relpath(path), len(checks)))
    return 0


def _record_all(arguments):
    """Each reference is a driver of the matrix, on the first Python that a row has for it. Python 3 only."""
    import checks
    import render
    failed = 0
    for reference in sorted(name[len('pymongo-'):-len('.json')]
                            for name in os.listdir(os.path.join(TESTS, 'dialects', 'recordings'))):
        # A reference stays at its patch, a row moves on to the last one.
        series = reference.rpartition('.')[0] + '.'
        row = [row for row in matrix.ROWS if row['pymongo'].startswith(series)][0]
        folder = os.path.join(ENVIRONMENTS, reference)
        python = os.path.join(folder, 'bin', 'python')
        if not os.path.exists(python):
            checks.command(sys.executable, '-m', 'virtualenv', '--quiet', '--python', checks.python(row['python']),
                           folder)
        constraints = folder + '.txt'
        with open(render.constraints_path(row)) as source, open(constraints, 'w') as target:
            target.writelines(line for line in source if not line.startswith('pymongo=='))
        checks.command(python, '-m', 'pip', 'install', '--quiet', 'pymongo==' + reference,
                       env=dict(os.environ, PIP_CONSTRAINT=constraints))
        failed |= subprocess.call([python, os.path.abspath(__file__)] + arguments)
    return failed


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--all', action='store_true', help='in an environment for each reference')
    parser.add_argument('--check', action='store_true', help='compare, write nothing')
    options = parser.parse_args(arguments)
    if options.all:
        return _record_all(['--check'] if options.check else [])
    return _record_here(options.check)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
