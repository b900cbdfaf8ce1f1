"""Which Python, Flask and PyMongo go together, and which of these triples cover all pairs. Python 3 only."""

import collections
import itertools

import matrix

Triple = collections.namedtuple('Triple', 'python flask pymongo')


def numbers(version):
    return tuple(int(part) for part in version.split('.'))


def pythons(entry):
    """The Pythons that a minor release of PyMongo or Flask runs on: '2.7 3.6-3.9' means five."""
    found = []
    for part in entry['pythons'].split():
        first, last = (numbers(end) for end in (part.split('-') * 2)[:2])
        found += [python for python in matrix.PYTHONS if first <= numbers(python) <= last]
    return found


def impossible(python, what, release):
    """Why a minor release ('PyMongo' or 'Flask') does not run on a Python, as matrix.py says; empty if it does."""
    return [why for kind, minors, versions, why in matrix.CANNOT
            if kind == what and _within(release['minor'], minors) and _within(python, versions)]


def _within(version, span):
    first, last = span.split('-')
    return numbers(first) <= numbers(version) <= numbers(last)


def name(triple):
    """Such as 'py313-flask3.1-pymongo4.20'."""
    return 'py%s-flask%s-pymongo%s' % (
        triple.python.replace('.', ''), triple.flask['minor'], triple.pymongo['minor'])


def every():
    """All that are valid, the newest first: it says soonest what is wrong."""
    return [Triple(python, flask, pymongo)
            for python in reversed(matrix.PYTHONS)
            for flask in reversed(matrix.FLASK) if python in pythons(flask)
            for pymongo in reversed(matrix.PYMONGO) if python in pythons(pymongo)]


def _pairs(triple):
    """The three pairs of values that a triple has, as text."""
    values = ('Python ' + triple.python, 'Flask ' + triple.flask['minor'], 'PyMongo ' + triple.pymongo['minor'])
    return itertools.combinations(values, 2)


def cover(triples):
    """Few of the triples, which have every pair that is in any: each time the one with the most new pairs."""
    missing = {pair for triple in triples for pair in _pairs(triple)}
    chosen = []
    while missing:
        best = max(triples, key=lambda triple: len(missing.intersection(_pairs(triple))))
        missing.difference_update(_pairs(best))
        chosen.append(best)
    return chosen


def entry(entries, version):
    """The minor release that a version belongs to."""
    return next(each for each in entries if numbers(each['minor']) == numbers(version)[:2])


def lacking(rows):
    """What the rows lack, in words: a Python, a Flask, the oldest or the newest PyMongo, one side of a boundary."""
    have = {'Python ' + row['python'] for row in rows}
    have.update('Flask ' + entry(matrix.FLASK, row['flask'])['minor'] for row in rows)
    have.update('PyMongo ' + entry(matrix.PYMONGO, row['pymongo'])['minor'] for row in rows)
    wanted = ['Python ' + python for python in matrix.PYTHONS] + ['Flask ' + flask['minor'] for flask in matrix.FLASK]
    wanted += ['PyMongo ' + matrix.PYMONGO[end]['minor'] for end in (0, -1)]
    wanted += ['PyMongo ' + side for axis, *sides, _ in matrix.BOUNDARIES if axis == 'pymongo' for side in sides]
    return [each for each in wanted if each not in have]

