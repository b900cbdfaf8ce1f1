"""Runs checks that are no pytest tests and ends with the same summary line. Python 3 only."""

import json
import os
import subprocess
import sys

import interpreters
import mongod

TREE = mongod.TREE


class Failed(Exception):
    """The check did not pass; the text says why."""


class Skipped(Exception):
    """The check could not be made here; the text says why."""


def command(*arguments, **options):
    """Run a command, in the tree unless `cwd` is given; Failed with its output if its exit code is not 0."""
    options.setdefault('cwd', TREE)
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        output = done.stdout.decode('utf-8', 'replace')
        raise Failed('%s: exit code %d\n%s' % (' '.join(arguments[:4]), done.returncode, output))


def python(version):
    """The interpreter of this version; Skipped if it is not here, Failed if all are required."""
    path = interpreters.find(version)
    if path is None:
        required = os.environ.get('REQUIRE_ALL', '') not in ('', '0')
        raise (Failed if required else Skipped)('no Python %s here' % version)
    return path


def run(checks):
    """Run all of `checks`, pairs of a name and a function; the exit code."""
    counts, reasons = {'ok': 0, 'FAILED': 0, 'skipped': 0}, {}
    for name, check in checks:
        text = ''
        try:
            check()
            outcome = 'ok'
        except Failed as error:
            outcome, text = 'FAILED', str(error)
        except Skipped as error:
            outcome, text = 'skipped', str(error)
            reasons[text] = reasons.get(text, 0) + 1
        counts[outcome] += 1
        print('%-7s %s' % (outcome, name) + ('\n    ' + text.strip().replace('\n', '\n    ') if text else ''))
        sys.stdout.flush()
    print('skip-reasons ' + json.dumps(reasons, sort_keys=True))
    print('%(ok)d passed, %(FAILED)d failed, %(skipped)d skipped' % counts)
    return 1 if counts['FAILED'] else 0
