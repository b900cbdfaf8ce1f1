"""matrix.py against what is made from it: every row is frozen, as it says, and rendered."""

import os
import re

import pytest

import matrix

HERE = os.path.dirname(os.path.abspath(__file__))

ROWS = matrix.ROWS + matrix.NEXT_ROWS
each_row = pytest.mark.parametrize('row', ROWS, ids=[row['name'] for row in ROWS])


def _frozen(row):
    with open(os.path.join(HERE, 'constraints', row.get('like', row['name']) + '.txt')) as source:
        lines = [line.strip() for line in source if '==' in line]
    pairs = [line.split('==') for line in lines]
    return dict((re.sub('[-_.]+', '-', name.lower()), version) for name, version in pairs)


def test_names_are_unique():
    names = [row['name'] for row in ROWS]
    assert len(set(names)) == len(names)


@each_row
def test_name_says_the_versions(row):
    """py27-flask08-pymongo22: majors and minors of Python, Flask and PyMongo."""
    short = tuple(''.join(row[key].split('.')[:2]) for key in ('python', 'flask', 'pymongo'))
    assert row['name'] == 'py%s-flask%s-pymongo%s' % short


@each_row
def test_constraints_are_what_the_row_says(row):
    frozen = _frozen(row)
    assert frozen['flask'] == row['flask']
    assert frozen['pymongo'] == row['pymongo']
    for requirement in matrix.TESTING[row['python']]:
        name, version = requirement.split('==')
        assert frozen[name] == version
    # Whatever else is installed: nothing in a row moves by itself.
    for name in ('werkzeug', 'jinja2', 'markupsafe', 'itsdangerous', 'packaging', 'pluggy'):
        assert name in frozen or (name == 'markupsafe' and 'jinja2' in frozen)


def test_no_constraints_without_a_row():
    files = set(os.listdir(os.path.join(HERE, 'constraints')))
    assert files == set(row['name'] + '.txt' for row in matrix.ROWS) | set(['companions.txt', 'docs.txt', 'tools.txt'])


@each_row
def test_every_row_has_a_reason_and_a_known_server(row):
    assert row['why']
    assert row['server'] in matrix.SERVERS


def test_unknown_row():
    with pytest.raises(KeyError) as caught:
        matrix.row('py27-flask99-pymongo99')
    assert 'py27-flask08-pymongo22' in str(caught.value)


