"""``python -m flask_pymongo doctor``: its findings, their remedies, its exit status and output."""
import importlib
import io
import json
import os
import re
import subprocess
import sys

import pymongo
import pytest

from compat.programs import python
from flask_pymongo import __version__, doctor, ladder, legacy_mode
from flask_pymongo.__main__ import main
from flask_pymongo.compat.versions import (
    DRIVER_CONNECTS_LAZILY,
    DRIVER_NEEDS_UUID_REPRESENTATION,
    DRIVER_SPEAKS_TO_EVERY_SERVER,
)
from flask_pymongo.doctor import removed_names
from flask_pymongo.doctor.findings import masked

pytestmark = pytest.mark.python_boundary

PAGE = os.path.join(os.path.dirname(__file__), os.pardir, os.pardir, 'docs', 'doctor.rst')

APPLICATION = """
import flask
from flask_pymongo import PyMongo
app = flask.Flask(__name__)
app.config.update(%r)
mongo = PyMongo(app)
"""


@pytest.fixture
def program(tmpdir, monkeypatch):
    """`program(text)` writes blog.py into the current folder, a new one."""
    monkeypatch.chdir(tmpdir)
    return lambda text: tmpdir.join('blog.py').write(text)


@pytest.fixture
def say(capsys):
    """`say(*arguments)` is the exit status and the findings of the command with --json."""
    def say(*arguments):
        status = main(['doctor', '--json'] + list(arguments))
        return status, [doctor.Finding(**found) for found in json.loads(capsys.readouterr()[0])['findings']]
    return say


def of_severity(severity, findings):
    return [finding for finding in findings if finding.severity == severity]


def test_nothing_named():
    found = [finding for finding in doctor.examine() if finding.about != 'version']
    assert [finding.about for finding in found] == ['driver', 'startup', 'legacy', 'server']
    assert found[0].text.startswith('PyMongo ') and 'Legacy mode is off' in found[2].text
    assert doctor.status_of(found[:3]) == 0


def _said_of_versions(outcome):
    assert outcome.status == 0, outcome
    return [found['text'] for found in json.loads(outcome.out)['findings'] if found['about'] == 'version']


def test_a_flask_newer_than_any_tested(tmpdir, server):
    tmpdir.mkdir('Flask-99.1.dist-info').join('METADATA').write('Metadata-Version: 2.1\nName: Flask\nVersion: 99.1\n')
    outcome = python(['-m', 'flask_pymongo', 'doctor', '--json', '--uri', server.uri], str(tmpdir))
    newest = dict(ladder.tested())['Flask']
    assert 'Flask 99.1 is newer than any that this release of Flask-PyMongo was tested with (%s).' % newest in ' '.join(
        _said_of_versions(outcome))


def test_a_driver_newer_than_any_tested(tmpdir, server):
    # An old driver cannot pass for a new one, but for a later patch of itself.
    newest, series = dict(ladder.tested())['PyMongo'], '.'.join(pymongo.version.split('.')[:2])
    claimed = '99.0.0' if newest.startswith(series + '.') else series + '.99'
    outcome = python(['-c', 'import sys, pymongo; pymongo.version = %r; from flask_pymongo.__main__ import main; '
                      'sys.exit(main(["doctor", "--json", "--uri", %r]))' % (claimed, server.uri)], str(tmpdir))
    found = [text for text in _said_of_versions(outcome) if text.startswith('PyMongo')]
    assert [text.split(' is newer')[0] for text in found] == ['PyMongo 99.0.0'] * (claimed == '99.0.0')
    assert 'answers at' in outcome.out


def test_legacy_mode_that_is_on():
    legacy_mode.install('bson')
    try:
        assert 'Legacy mode is on: bson.' in [finding.text for finding in doctor.examine()]
    finally:
        legacy_mode.uninstall()


def test_defaults_are_listed():
    # Flask up to 0.9 does without it.
    importlib.import_module('itsdangerous')
    legacy_mode.install('defaults')
    try:
        said = [(finding.text, finding.remedy) for finding in doctor.examine() if 'A default' in finding.text]
        entries = legacy_mode.describe()
    finally:
        legacy_mode.uninstall()
    # Every ItsDangerous of the rows counts the age of signatures in another way than then.
    assert 'itsdangerous.TimestampSigner.unsign' in [entry['name'] for entry in entries]
    assert said == [('A default is what it was then: %s.' % entry['name'],
                     'without legacy mode: ' + entry['modern']) for entry in entries]
    assert all((entry['part'], entry['how'], entry['uses']) == ('defaults', 'default', 0) for entry in entries)


def test_a_program_that_works(program, say, server, database_name):
    program(APPLICATION % {'MONGO_URI': server.uri.rstrip('/') + '/' + database_name})
    status, found = say('blog.py')
    assert (status, of_severity('error', found), of_severity('warning', found)) == (0, [], [])
    texts = [finding.text for finding in found]
    assert 'blog.py can be imported.' in texts
    assert any(text.startswith('MongoDB ') and ' answers at ' in text for text in texts)
    assert any('MONGO_DBNAME=' + database_name in text for text in texts)


def test_a_module_and_the_function_that_makes_the_application(program, say, server):
    lines = (APPLICATION % {'MONGO_PORT': server.port}).splitlines(True)
    program('import flask\ndef create_app():\n' + '    '.join(lines) + '    return app\n')
    status, found = say('blog:create_app()')
    assert status == 0 and any('MONGO_PORT=%d' % server.port in finding.text for finding in found)
    status, found = say('blog')
    assert status == 0 and any('create_app' in finding.remedy for finding in found if finding.remedy)


def test_what_stands_under_main_does_not_run(program, say):
    program('import os\nif __name__ == "__main__":\n    os.mkdir("ran")\n')
    assert say('blog.py')[0] == say('blog')[0] == 0
    assert not os.path.exists('ran')


def test_what_stands_in_the_way_of_a_newer_server(server):
    found = doctor.examine(uri=server.uri)[-1]
    assert found.text.startswith('MongoDB ')
    if DRIVER_SPEAKS_TO_EVERY_SERVER:
        assert found.remedy is None
    else:
        assert 'before a newer server, move to PyMongo 3.7 or later' in found.remedy


def test_a_misspelt_key_and_secrets(program, say, server):
    program("import flask; app = flask.Flask(__name__)\n"
            "app.config.update(MONGO_HOSTS='a', MONGO_PASSWORD='se cret', MONGO_URI='mongodb://u:se cret@b/c?d=e')")
    status, found = say('blog.py')
    assert status == 1
    assert [(finding.text, finding.remedy) for finding in of_severity('warning', found)] == [
        ('blog: MONGO_HOSTS has no effect.', 'did you mean MONGO_HOST?')]
    assert 'cret' not in repr(found) and 'MONGO_PASSWORD=***' in repr(found)
    assert masked('no mongodb://a:b@c/d?e=f here') == 'no mongodb://***@c/d?... here'


def test_a_removed_name(program, say):
    program('import os\nfrom pymongo.objectid import ObjectId\nfrom flask import Markup\nimport json, absent_module')
    status, found = say('blog.py')
    assert status == 2
    errors = of_severity('error', found)
    assert [(finding.text, finding.where) for finding in errors] == [
        ('pymongo.objectid left PyMongo in 2.2.', 'blog.py:2'), ('There is no module absent_module.', 'blog.py:4')]
    assert 'start with: python -m flask_pymongo run blog.py (' in errors[0].remedy
    assert 'write bson.objectid' in errors[0].remedy


def test_a_removed_name_in_a_companion(program, say, tmpdir, monkeypatch):
    folder = tmpdir.mkdir('site-packages')
    folder.join('flask_ancient.py').write('from pymongo.objectid import ObjectId\n')
    program('import sys\nsys.path.append(%r)\nimport flask_ancient\n' % str(folder))
    _, found = say('blog.py')
    error, = of_severity('error', found)
    assert error.where.endswith('flask_ancient.py:1')
    assert error.remedy.endswith('pip install --upgrade flask-ancient')


def test_a_removed_name_alone(program, say):
    program('from pymongo.objectid import ObjectId')
    status, found = say('blog')
    assert status == 2 and 'In legacy mode it can be imported.' in [finding.text for finding in found]
    assert 'python -m flask_pymongo run -m blog (' in of_severity('error', found)[0].remedy


# The same release changed Extended JSON.
@pytest.mark.skipif(not DRIVER_NEEDS_UUID_REPRESENTATION, reason='no default of this driver has changed')
def test_defaults_that_legacy_mode_puts_back(program, say):
    program('from pymongo.objectid import ObjectId\nimport flask, bson.json_util')
    _, found = say('blog.py')
    text, = [finding.text for finding in found if 'of the time' in finding.text]
    assert re.match(r'Legacy mode put back [1-9]\d* defaults of the time\.$', text)


@pytest.mark.skipif(str is bytes, reason='Python 2 can read it')
def test_a_program_in_python_2(program, say):
    program("print 'hello'\n")
    status, found = say('blog.py')
    error, = of_severity('error', found)
    assert (status, error.where) == (2, 'blog.py:1') and error.remedy.endswith('modernize -w blog.py')


def test_a_start_up_file_that_is_not_read(program):
    program('from flask.ext.pymongo import PyMongo\nfrom pymongo.objectid import ObjectId')
    outcome = python(['-m', 'flask_pymongo', 'doctor', '--json', 'blog.py'], os.getcwd(), FLASK_PYMONGO_STARTUP='0',
                     FLASK_PYMONGO_LEGACY='1')
    assert outcome.status == 2, outcome
    found = [doctor.Finding(**found) for found in json.loads(outcome.out)['findings']]
    assert [finding.about for finding in found if finding.severity != 'info'][:2] == ['startup', 'legacy']
    assert any('python -m flask_pymongo run blog.py' in (finding.remedy or '') for finding in found)


def test_no_server(program, say):
    program(APPLICATION % {'MONGO_HOST': 'localhost', 'MONGO_PORT': 1})
    status, found = say('blog.py')
    error, = of_severity('error', found)
    assert status == 2 and 'localhost:1' in error.text and 'start MongoDB' in error.remedy
    assert say('--uri', 'mongodb://localhost:1/')[0] == 2


@pytest.mark.skipif(not DRIVER_CONNECTS_LAZILY, reason='the driver logs in when the program is imported')
def test_a_server_that_refuses_the_password(program, say, auth_server):
    program(APPLICATION % {'MONGO_HOST': auth_server.host, 'MONGO_PORT': auth_server.port, 'MONGO_USERNAME': 'nobody',
                           'MONGO_PASSWORD': 'secret', 'MONGO_AUTH_SOURCE': 'admin'})
    status, found = say('blog.py')
    error, = of_severity('error', found)
    assert status == 2 and 'refused' in error.text and 'MONGO_AUTH_SOURCE' in error.remedy
    assert 'secret' not in repr(found)


def test_a_program_that_is_not_there(capsys):
    assert main(['doctor', 'absent.py']) == 2
    assert capsys.readouterr()[1] == 'python -m flask_pymongo doctor: no file absent.py\n'
    assert main(['doctor', '.']) == 2
    assert capsys.readouterr()[1] == 'python -m flask_pymongo doctor: . is a folder; name the file of the program\n'


def test_a_module_that_is_not_there(program, say):
    program('')
    for name in 'absent', 'blog.absent', 'absent:create_app':
        error, = of_severity('error', say(name)[1])
        assert error.text == 'There is no module %s.' % name.partition(':')[0]
        assert error.remedy == 'name a file, or a module that can be imported from %s' % os.getcwd()
    program('import absent')
    error, = of_severity('error', say('blog.py')[1])
    assert error.where == 'blog.py:1' and 'install what has it' in error.remedy


def test_text(program, capsys):
    program('import absent_module')
    assert main(['doctor', 'blog.py']) == 2
    lines = capsys.readouterr()[0].splitlines()
    assert lines[0].startswith('Flask-PyMongo %s, Python ' % __version__)
    assert 'error    blog.py:1: There is no module absent_module.' in lines
    assert lines[-1] == 'errors: 1, warnings: 0'


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(['--version'])
    assert not ended.value.code and capsys.readouterr()[0] == 'Flask-PyMongo %s\n' % __version__


def test_a_pipe_that_was_closed(tmpdir):
    process = subprocess.Popen([sys.executable, '-W', 'ignore', '-m', 'flask_pymongo', 'doctor'], cwd=str(tmpdir),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b''
    process.stderr.close()
    assert process.wait() == 0


def test_command_of_flask(program):
    pytest.importorskip('click')
    cli = pytest.importorskip('flask.cli')
    from click.testing import CliRunner

    from flask_pymongo.flask_command import pymongo
    program('from pymongo.objectid import ObjectId')
    outcome = CliRunner().invoke(pymongo, ['doctor', '--json'], obj=cli.ScriptInfo(app_import_path='blog'))
    assert outcome.exit_code == 2 and 'pymongo.objectid left PyMongo in 2.2.' in outcome.output


def error(kind, message, source='', classes=()):
    bases = {'ModuleNotFoundError': ['ModuleNotFoundError', 'ImportError']}.get(kind, [kind])
    return {'type': kind, 'bases': bases, 'message': message, 'source': source, 'classes': list(classes)}


#: What Pythons of all times say, and the name that is meant.
TEXTS = (
    (error('ImportError', "cannot import name 'Connection' from 'pymongo' (/x/y.py). Did you mean: 'collation'?"),
     'pymongo.Connection'),
    (error('ImportError', "cannot import name 'Connection'", 'from pymongo import Connection'), 'pymongo.Connection'),
    (error('ImportError', 'cannot import name Connection', 'from pymongo import Connection, x'), 'pymongo.Connection'),
    (error('ImportError', "cannot import name 'objectid' from 'pymongo' (x)"), 'pymongo.objectid'),
    (error('ImportError', "cannot import name 'a' from partially initialized module 'b' (most likely ...)"), None),
    (error('ModuleNotFoundError', "No module named 'pymongo.objectid'"), 'pymongo.objectid'),
    (error('ImportError', 'No module named objectid', '    from pymongo.objectid import ObjectId'), 'pymongo.objectid'),
    (error('ImportError', 'No module named cache', 'import werkzeug.contrib.cache'), 'werkzeug.contrib.cache'),
    (error('ModuleNotFoundError', "No module named 'asyncore'"), 'asyncore'),
    (error('ModuleNotFoundError', "No module named 'blogg'"), None),
    (error('AttributeError', "module 'collections' has no attribute 'Mapping'"), 'collections.Mapping'),
    (error('AttributeError', "'module' object has no attribute 'Markup'", 'x = flask.Markup(y)'), 'flask.Markup'),
    (error('AttributeError', "'module' object has no attribute 'Markup'", 'x = other.Markup(y)'), None),
    (error('AttributeError', "'Flask' object has no attribute 'before_first_request'. Did you mean: 'x'?"),
     'flask.Flask.before_first_request'),
    (error('AttributeError', "'Shop' object has no attribute 'before_first_request'", '', ['Shop', 'Flask']),
     'flask.Flask.before_first_request'),
    (error('TypeError', "'Collection' object is not callable. If you meant to call the 'insert' method on a "
                        "'Collection' object it is failing because no such method exists."),
     'pymongo.collection.Collection.insert'),
    (error('TypeError', "Flask.__init__() got an unexpected keyword argument 'static_path'. Did you mean 'x'?"),
     'flask.Flask.__init__(static_path=)'),
    (error('TypeError', "__init__() got an unexpected keyword argument 'static_path'"),
     'flask.Flask.__init__(static_path=)'),
    (error('TypeError', "send_file() got an unexpected keyword argument 'cache_timeout'"),
     'flask.send_file(cache_timeout=)'),
    (error('TypeError', 'it is something else'), None),
    (error('KeyError', 'pymongo'), None),
)


@pytest.mark.parametrize('told, name', TEXTS, ids=[told['message'][:40] for told, _ in TEXTS])
def test_the_name_that_an_error_means(told, name):
    row = removed_names.find(told)
    assert (row and row.legacy_name) == name


@pytest.mark.skipif(not DRIVER_CONNECTS_LAZILY, reason='PyMongo 2 has Connection, and asks the server at once')
def test_the_page(program, capsys):
    program("""
from flask import Flask
from pymongo import Connection
from flask_pymongo import PyMongo
app = Flask('blog')
app.config['MONGO_URL'] = 'mongodb://localhost/shop'
mongo = PyMongo(app)
""")
    assert main(['doctor', 'blog.py']) == 2
    said = capsys.readouterr()[0]
    with io.open(PAGE, encoding='utf-8') as page:
        shown = [line[4:].rstrip() for line in page if line.startswith(('    error', '    warning', '             ->'))]
    assert len(shown) == 4 and [line for line in shown if line not in said] == []
