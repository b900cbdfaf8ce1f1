"""What PyPI says becomes a change of matrix.py; two releases of a package differ in what left and what came."""

import sys

import pytest

import releases


def _file(date, python='>=3.11', yanked=False):
    return {'upload_time_iso_8601': date + 'T12:00:00.000000Z', 'requires_python': python, 'yanked': yanked}


KNOWN = (
    {'minor': '4.19', 'date': '2026-10-14', 'patch': '4.19.0', 'pythons': '3.11-3.15'},
    {'minor': '4.20', 'date': '2026-11-12', 'patch': '4.20.1', 'pythons': '3.11-3.15'},
)


def _said(classifiers=(), **more):
    """What PyPI says of a package, as far as it is read."""
    known = {'4.18.0': [_file('2026-09-03')], '4.19.0': [_file('2026-10-14')], '4.20.0': [_file('2026-11-12')],
             '4.20.1': [_file('2026-11-20')], '4.20.2': [], '4.21.0rc1': [_file('2026-12-01')]}
    return {'info': {'name': 'pymongo', 'classifiers': list(classifiers)}, 'releases': dict(known, **more)}


def test_nothing_new():
    assert list(releases.proposals('PYMONGO', KNOWN, _said(['Programming Language :: Python :: 3.15']))) == []


def test_a_new_patch_a_new_minor_and_a_new_python():
    said = _said(['Programming Language :: Python :: 3', 'Programming Language :: Python :: 3.99'], **{
        '4.20.10': [_file('2026-12-02')], '4.20.11': [_file('2026-12-03', yanked=True)],
        '4.21.1': [_file('2027-01-09', '>=3.12')], '4.21.0': [_file('2027-01-08', '>=3.12,<4')]})
    assert list(releases.proposals('PYMONGO', KNOWN, said)) == [
        "PYMONGO, 4.20: 'patch': '4.20.10' in place of '4.20.1'",
        "PYMONGO: {'minor': '4.21', 'date': '2027-01-08', 'first': '4.21.0', 'patch': '4.21.1', "
        "'pythons': '3.12-3.15'},",
        'PYTHONS: the newest pymongo is for Python 3.99']


@pytest.fixture
def package(tmp_path):
    """`package(release, **modules)` writes a release of the package `driver`; its folder as text."""
    def package(release, **modules):
        folder = tmp_path / release / 'bson'
        folder.mkdir(parents=True)
        for name, text in dict({'__init__': ''}, **modules).items():
            (folder / (name + '.py')).write_text(text)
        return str(folder.parent)
    return package


BEFORE = """
class Collection:
    def insert(self, document, manipulate=True): pass
    def find(self, spec, fields=None): pass
    def stays(self): pass
class Connection:
    def close(self): pass
def helper(old=1, kept=2): pass
def moves(): pass
SLOW = 1
"""
AFTER = """
from bson.elsewhere import moves
class Collection:
    def find(self, filter, projection=None): pass
    def stays(self): pass
    def insert_one(self, document): pass
def helper(kept=2, **options): pass
"""


def test_what_left_and_what_came(package):
    before = package('1', collection=BEFORE, gone='def any(): pass')
    after = package('2', collection=AFTER, elsewhere='def moves(): pass')
    left, came = releases.compare(sys.executable, before, after, ['bson'])
    # What is in something that left needs no line; what takes any keyword takes the old one; what moved is still there.
    assert left == [('bson.collection', 'Collection.find(fields=)'), ('bson.collection', 'Collection.find(spec=)'),
                    ('bson.collection', 'Collection.insert'), ('bson.collection', 'Connection'),
                    ('bson.collection', 'SLOW'), ('bson.gone', '-')]
    assert came == [('bson.collection', 'Collection.find(filter=)'),
                    ('bson.collection', 'Collection.find(projection=)'),
                    ('bson.collection', 'Collection.insert_one'), ('bson.elsewhere', '-')]


def test_the_same_release(package):
    assert releases.compare(sys.executable, package('1', collection=BEFORE), package('2', collection=BEFORE),
                            ['bson']) == ([], [])
