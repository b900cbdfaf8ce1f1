"""Running recorded programs through the wrappers, and the rule of deviations."""
import json
import uuid

import flask_pymongo
from flask_pymongo import wrappers
from flask_pymongo.compat import versions

from . import normal, program
from .deviations import DEVIATIONS, FEATURES


def make_runner(server):
    return program.Runner(wrappers, flask_pymongo.GridFS, server.uri, 'flask_pymongo_test_' + uuid.uuid4().hex)


def _applies(deviation):
    where = deviation['on']
    if where is None:
        return True
    absent = where.startswith('not ')
    name = where[4:] if absent else where
    return bool(FEATURES[name]() if name in FEATURES else getattr(versions, name)) is not absent


def check_same(recorded, found):
    """Fail unless a program goes the same way with both answers; the message shows them as JSON."""
    # A plain comparison would take 1 for 1.0 and True for 1.
    assert normal.same(recorded, found), 'recorded and found:\n%s\n%s' % (
        json.dumps(recorded, sort_keys=True), json.dumps(found, sort_keys=True))


class Replay(object):
    """The checks of one dialect and what they are to answer.

    :param dialect: `legacy` or `modern`
    """

    def __init__(self, dialect):
        self.checks = program.all_checks(dialect)
        self.recorded = dict((reference, program.recorded(reference))
                             for reference in set(check.reference for check in self.checks))

    def expected(self, check):
        return check.observed() if check.is_stand_in else self.recorded[check.reference][check.id]

    def compare(self, check, found, is_own_driver=False):
        """Fail unless the answer is the recorded one, or that of a deviation which is still one.

        :param is_own_driver: whether the driver itself speaks the dialect: it may answer by itself or deviate
        """
        expected = self.expected(check)
        deviations = [deviation for deviation in DEVIATIONS if deviation['check'] == check.id]
        if is_own_driver:
            deviations = [deviation for deviation in deviations if not normal.same(expected, found)]
        for deviation in deviations:
            if is_own_driver or _applies(deviation):
                assert not normal.same(expected, found), 'no deviation any more'
                expected = deviation['answer']
        check_same(expected, found)

    def compare_names(self):
        """Fail unless the recordings are of the checks that there are."""
        for reference, answers in self.recorded.items():
            assert sorted(answers) == sorted(
                check.id for check in self.checks if check.reference == reference and not check.is_stand_in)
