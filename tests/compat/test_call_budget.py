"""The ten calls of benchmarks/measure_calls.py take no more function calls than they may: a guard that is not a clock.

budget.json has, for the versions of some rows, the most function calls of Python and of C that each may take. A change
that exceeds one by 5 % fails here. Lower a number when a call becomes cheaper:
``python benchmarks/count_calls.py MONGODB_URI`` prints what it takes.
"""
import json
import os
import sys

import pymongo
import pytest

from flask_pymongo.compat import versions

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCHMARKS = os.path.join(ROOT, 'benchmarks')
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'budget.json')) as stream:
    BUDGETS = json.load(stream)
BUDGET = BUDGETS.get('Python %d.%d, Flask %s, PyMongo %s' % (
    sys.version_info[:2] + (versions.flask_version(), pymongo.version)))
TOLERANCE = 1.05

pytestmark = pytest.mark.skipif(BUDGET is None, reason='no budget for these versions')


def over(counted, budget):
    """A line for each call that takes more than it may."""
    return ['%s: %d function calls, %d are allowed' % (name, number, budget[name])
            for name, number in sorted(counted.items()) if number > budget[name] * TOLERANCE]


def test_no_call_takes_more_than_it_may(mongodb_uri, database_name):
    sys.path.append(BENCHMARKS)
    try:
        import count_calls
        counted = dict((name, ours) for name, ours, _ in count_calls.counts(
            mongodb_uri.rstrip('/') + '/' + database_name))
    finally:
        sys.path.remove(BENCHMARKS)
    assert sorted(counted) == sorted(BUDGET)
    assert over(counted, BUDGET) == []


def test_what_is_over_is_named():
    counted = dict(BUDGET, insert=BUDGET['insert'] * 1.06)
    assert over(BUDGET, BUDGET) == []
    assert [line.partition(':')[0] for line in over(counted, BUDGET)] == ['insert']
