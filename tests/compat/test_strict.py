"""Strict mode: legacy use is an error, and nothing else is. docs/strict.rst is true."""
import io
import os
import re
import textwrap
import warnings

import pytest

import flask_pymongo
from flask_pymongo import LegacyWarning
from flask_pymongo.compat import versions, warn

from .programs import python, run
from .test_house import ROOT

PROGRAM = """
import warnings
warnings.warn('of others', DeprecationWarning)
import flask_pymongo
try:
    from flask_pymongo.compat.warn import legacy
    legacy('old', 'new')
except flask_pymongo.LegacyWarning as error:
    print(error)
else:
    print('warned')
"""


@pytest.fixture
def no_filters():
    """The filters of the tests name LegacyWarning, which would declare all of it."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter('ignore')
        yield


@pytest.fixture
def strict_app(make_app, monkeypatch):
    """An application that wants strict mode. Others of the process are as before afterwards."""
    monkeypatch.setattr(warn, 'is_strict', warn.is_strict)
    return make_app(MONGO_STRICT=True)


def is_error():
    try:
        warn.legacy('old', 'new')
    except LegacyWarning:
        return True


@pytest.mark.parametrize('value, said', [('1', 'old is a legacy name; the modern equivalent is new'), ('0', 'warned'),
                                         ('', 'warned')])
def test_of_a_process(tmpdir, value, said):
    outcome = run(PROGRAM, str(tmpdir), FLASK_PYMONGO_STRICT=value)
    assert (outcome.status, outcome.out) == (0, said + '\n'), outcome


def test_names_that_legacy_mode_puts_back(tmpdir):
    outcome = run('from pymongo.objectid import ObjectId', str(tmpdir), FLASK_PYMONGO_STRICT='1',
                  FLASK_PYMONGO_LEGACY='1')
    assert outcome.status == 1 and 'LegacyWarning: pymongo.objectid is a legacy name' in outcome.err


@pytest.mark.usefixtures('no_filters')
@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason="the legacy dialect is the driver's own")
def test_of_a_place_that_has_warned_before(app, mongo, strict_app):
    """Such a place is not looked at again, as long as nobody is strict."""
    answers = []
    for number in range(3):
        if number == 2:
            flask_pymongo.PyMongo(strict_app)
        with (strict_app if number == 2 else app).test_request_context():
            try:
                answers.append(mongo.cx.alive())
            except LegacyWarning as error:
                answers.append(str(error))
    assert answers[:2] == [True, True] and 'alive' in answers[2]


@pytest.mark.usefixtures('no_filters')
def test_of_an_application(strict_app, make_app):
    flask_pymongo.PyMongo(strict_app)
    lenient = make_app()
    flask_pymongo.PyMongo(lenient)
    with strict_app.test_request_context():
        assert is_error()
    with lenient.test_request_context():
        assert not is_error()
    # Outside of a context nobody knows whose code runs.
    assert is_error()


@pytest.mark.usefixtures('no_filters')
def test_an_application_with_a_uri_in_code(strict_app, mongodb_uri):
    flask_pymongo.PyMongo(strict_app, mongodb_uri)
    with strict_app.test_request_context():
        assert is_error()


@pytest.mark.usefixtures('no_filters')
def test_an_application_that_is_not_in_a_strict_process(make_app, monkeypatch):
    monkeypatch.setattr(warn, 'is_strict', lambda: True)
    monkeypatch.setattr(warn, 'PROCESS_IS_STRICT', True)
    app = make_app(MONGO_STRICT=False)
    assert is_error()
    flask_pymongo.PyMongo(app)
    with app.test_request_context():
        assert not is_error()


@pytest.mark.usefixtures('no_filters')
@pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason="the legacy dialect is the driver's own")
def test_a_legacy_write_does_nothing(strict_app):
    mongo = flask_pymongo.PyMongo(strict_app)
    with pytest.raises(LegacyWarning):
        mongo.db.things.insert({'a': 1})
    assert mongo.db.things.find_one() is None
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', LegacyWarning)
        mongo.db.things.insert({'a': 1})
    assert mongo.db.things.find_one()['a'] == 1


@pytest.mark.usefixtures('no_filters')
def test_a_filter_that_names_the_class_declares_it(strict_app):
    flask_pymongo.PyMongo(strict_app)
    assert is_error()
    warnings.filterwarnings('ignore', category=LegacyWarning, module='other')
    assert is_error()
    warnings.filterwarnings('ignore', category=LegacyWarning, module=re.escape(__name__))
    assert not is_error()
    warnings.filterwarnings('always', category=LegacyWarning)
    assert is_error()


def blocks():
    with io.open(os.path.join(ROOT, 'docs', 'strict.rst'), encoding='utf-8') as page:
        found = re.findall(r'::\n\n((?:    .*\n|\n)+)', page.read())
    return [textwrap.dedent(block).strip() + '\n' for block in found]


@pytest.mark.python_boundary
def test_the_page(tmpdir):
    show, in_code, strict, declared, ini, command = blocks()
    folder = str(tmpdir)
    tmpdir.join('blog.py').write('from flask.ext.pymongo import PyMongo')
    assert 'LegacyWarning: flask.ext.pymongo' in python(show.split()[1:], folder).err
    # Python itself does not find the class.
    for arguments, environ in ((['-W', 'error::flask_pymongo.LegacyWarning'], {}),
                               ([], {'PYTHONWARNINGS': 'error::flask_pymongo.LegacyWarning'})):
        outcome = python(arguments + ['blog.py'], folder, **environ)
        assert outcome.status == 0 and 'Invalid -W option ignored' in outcome.err
    tmpdir.join('blog.py').write(in_code + 'import blog2')
    tmpdir.join('blog2.py').write('from flask.ext.pymongo import PyMongo')
    assert 'LegacyWarning: flask.ext.pymongo' in python(['blog.py'], folder).err
    assert strict.split() == ['FLASK_PYMONGO_STRICT=1', 'python', 'blog.py']
    assert python(['blog.py'], folder, FLASK_PYMONGO_STRICT='1').status == 1
    tmpdir.join('blog.py').write(declared)
    assert python(['blog.py'], folder, FLASK_PYMONGO_STRICT='1').status == 0
    test = 'from flask_pymongo.compat.warn import legacy\ndef %s(): legacy("old", "new")\n'
    tmpdir.join('old_reports.py').write(test % 'report')
    tmpdir.join('test_it.py').write(test % 'test_old' + 'from old_reports import report as test_declared')
    tmpdir.join('pytest.ini').write(ini)
    out = python(['-m', 'pytest', '-p', 'no:cacheprovider'], folder).out
    assert '1 failed, 1 passed' in out and 'LegacyWarning: old is a legacy name' in out
    tmpdir.join('pytest.ini').write('[pytest]\n')
    assert '2 failed' in python(command.split()[1:] + ['-p', 'no:cacheprovider'], folder).out
