"""No name and no parameter that a class of PyMongo 2.x or 3.x had is missing from the wrappers."""
from __future__ import absolute_import

import inspect

import pymongo
import pytest

import flask_pymongo
from flask_pymongo import wrappers
from flask_pymongo.compat import versions

if not versions.DRIVER_SPEAKS_MODERN:
    pytest.skip('the driver is older than the recordings', allow_module_level=True)

import pymongo.command_cursor  # noqa: E402  not there in the oldest drivers

from . import surface  # noqa: E402
from .deviations import ABSENT  # noqa: E402

pytestmark = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE,
                                reason='the driver speaks the legacy dialect itself')
NAMES = surface.names()


def _holders():
    """The class that a program meets under each name of the table."""
    from flask_pymongo.compat.legacy import bulk, gridfs, javascript, manipulators
    found = dict((name, getattr(wrappers, name)) for name in wrappers.__all__)
    found['CommandCursor'] = pymongo.command_cursor.CommandCursor
    found['GridFS'] = flask_pymongo.GridFS
    for module in (bulk, gridfs, javascript, manipulators):
        for name in set(name.holder for name in NAMES) - set(found):
            if hasattr(module, name):
                found[name] = getattr(module, name)
    return found


@pytest.fixture(scope='module')
def holders():
    return _holders()


def _accepts(function):
    """The names of the parameters, ``*args`` and ``**kwargs`` among them; None if nobody can tell."""
    if hasattr(inspect, 'signature'):
        try:
            parameters = inspect.signature(function).parameters.values()
        except ValueError:
            return None
        return set(str(parameter).split('=')[0].split(':')[0].strip() if parameter.kind in (
            parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) else parameter.name for parameter in parameters)
    told = inspect.getargspec(function)
    return set(told.args) | set(['*args'] if told.varargs else []) | set(['**kwargs'] if told.keywords else [])


def _is_taken(parameter, accepted):
    if parameter.startswith('**'):
        return any(name.startswith('**') for name in accepted)
    if parameter.startswith('*'):
        return any(name.startswith('*') and not name.startswith('**') for name in accepted)
    return parameter in accepted or any(name.startswith('**') for name in accepted)


def _missing(holders, name):
    """What of a name is missing: `it`, or parameters."""
    if not hasattr(holders[name.holder], name.name):
        return ['it']
    if name.kind != 'method':
        return []
    accepted = _accepts(getattr(holders[name.holder], name.name))
    if accepted is None:
        return []
    return [parameter for parameter, since in name.parameters
            if since <= pymongo.version_tuple[:2] and not _is_taken(parameter, accepted)]


@pytest.mark.parametrize('name', NAMES, ids=[str(name.id) for name in NAMES])
def test_name_and_parameters(holders, name):
    if name.since > pymongo.version_tuple[:2]:
        pytest.skip('the driver is older than the name')
    missing = _missing(holders, name)
    if name.id in ABSENT:
        assert missing == ABSENT[name.id][0], 'another absence than the listed one, or none'
    else:
        assert missing == []


def test_absences_are_of_the_table():
    known = set(name.id for name in NAMES)
    assert [name for name in ABSENT if name not in known] == []
    assert all(reason for _, reason in ABSENT.values())
