"""How many function calls of Python the calls of measure_calls.py take: a number that no other program changes.

``python count_calls.py MONGODB_URI`` prints a line for each call: ours, raw PyMongo's, and its name.
tests/compat/test_budget.py compares ours with what it may be. Python 2.7 and 3.6+.
"""

from __future__ import print_function

import gc
import sys
import warnings

import measure_calls

RUNS = 5


def _count(call):
    """The events of one run: functions of Python and of C that are called in this thread."""
    counted = [0]

    def count(frame, event, argument):
        if event in ('call', 'c_call'):
            counted[0] += 1

    sys.setprofile(count)
    try:
        call()
    finally:
        sys.setprofile(None)
    return counted[0]


def least(call):
    """The least number of events of several runs: the first ones prepare what later ones find."""
    call()
    gc.collect()
    gc.disable()
    try:
        return min(_count(call) for _ in range(RUNS))
    finally:
        gc.enable()


def counts(uri):
    """The name of each call, and the numbers of events for ours and for raw PyMongo's."""
    subject = measure_calls.Subject(uri)
    try:
        subject.fill()
        with warnings.catch_warnings(), subject.app.test_request_context():
            warnings.simplefilter('ignore', DeprecationWarning)
            for name, (ours, raw) in subject.calls():
                if name != 'threads':
                    yield name, least(ours), least(raw)
    finally:
        subject.close()


if __name__ == '__main__':
    for line in counts(sys.argv[1]):
        print('%-16s %8d %8d' % line)
