"""The part `defaults`: each row of its table by a program that shows it, before, in legacy mode, and afterwards.

What a default was `then` is one value for all rows: where the installed release still has that default, nothing is put
back and the program shows the same.
"""
import contextlib
import datetime
import hashlib
import io
import json
import re
import uuid

import bson
import flask
import gridfs
import jinja2
import pymongo
import pytest
from bson import BSON, json_util
from bson.binary import Binary
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from packaging.version import Version
from werkzeug.wrappers import Request, Response

from compat.programs import succeed
from flask_pymongo import legacy_mode
from flask_pymongo.compat.versions import DRIVER_CREATES_INDEXES_BY_COMMAND, installed
from flask_pymongo.legacy_mode import defaults_table, table

pytestmark = [pytest.mark.once_a_flask, pytest.mark.filterwarnings('ignore::DeprecationWarning')]

ROWS = defaults_table.defaults()
ID = uuid.UUID('12345678123456781234567812345678')
FIREFOX = 'Mozilla/5.0 (X11; U; Linux i686; de; rv:10.0) Gecko/20100101 Firefox/10.0'
#: What a pattern of text has of its own on Python 3.
OPTIONS = '' if str is bytes else 'u'
MD5 = hashlib.md5(b'one\ntwo').hexdigest()
EXPLORER = 'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)'


# Programs. Each gives what a row of the table says of then and now.

def answer(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


def uses_json_util():
    if not hasattr(json_util, 'dumps'):
        pytest.skip('this driver has no dumps yet')
    when = datetime.datetime(2012, 1, 6, 9, 7, 10, 456000)
    written = json.loads(answer(lambda: json_util.dumps(
        {'date': when, 'pattern': re.compile('a'), 'data': Binary(b'ab', 5)})))
    hooked = json.loads('{"$date": 1325840830456}', object_hook=json_util.object_hook)
    return [
        written['date'], sorted(set(written['pattern']) - set(['$options'])), sorted(set(written['data'])),
        json.loads(json.dumps({'date': when}, default=json_util.default)),
        answer(lambda: json.loads(json_util.dumps({'id': ID}))), hooked.tzinfo is not None,
        json_util.loads('{"$date": 1325840830456}').tzinfo is not None, json_util.loads('{"$uuid": "%s"}' % ID.hex)]


def makes_json_options():
    if not hasattr(json_util, 'JSONOptions'):
        pytest.skip('this driver has no options of JSON')
    options, when = json_util.JSONOptions(), datetime.datetime(2012, 1, 6, 9, 7, 10, 456000)
    read = json_util.loads('{"$date": 1325840830456}', json_options=options)
    return [json.loads(json_util.dumps({'date': when, 'pattern': re.compile('a')}, json_options=options)),
            answer(lambda: json.loads(json_util.dumps(ID, json_options=options))), read.tzinfo is not None,
            answer(lambda: json_util.JSONOptions(strict_number_long=True).strict_number_long)]


def uses_bson():
    def subtype():
        return bytearray(BSON.encode({'u': ID}))[11]
    documents = [BSON.encode({'u': Binary(ID.bytes, number)}) for number in (3, 4)]
    read = [BSON(document).decode() for document in documents] + bson.decode_all(bytes().join(documents))
    return [answer(subtype), [isinstance(document['u'], uuid.UUID) for document in read]]


def connected(host, port):
    if not hasattr(pymongo, 'MongoClient'):
        pytest.skip('this driver has no MongoClient')
    return pymongo.MongoClient(host, port)


def uses_client(host, port, name):
    with contextlib.closing(connected(host, port)) as client:
        things = client[name].things
        # A name that is no method is a collection.
        insert = things.insert_one if hasattr(type(things), 'insert_one') else things.insert
        written = answer(lambda: insert({'_id': 'native', 'u': ID}))
        for number in (3, 4):
            insert({'_id': number, 'u': Binary(ID.bytes, number)})
        raw = [document['_id'] for document in things.find({'u': Binary(ID.bytes, 3)}).sort('_id', 1)]
        read = [things.find_one({'_id': number})['u'] for number in (3, 4)]
        client.drop_database(name)
    return [written == 'ValueError', raw, [isinstance(value, uuid.UUID) for value in read]]


def uses_a_nameless_set(host, port, name):
    if not hasattr(pymongo, 'MongoClient'):
        pytest.skip('this driver has no MongoClient')
    options = {'serverSelectionTimeoutMS': 1000} if 'serverselectiontimeoutms' in pymongo.common.VALIDATORS else {}
    with contextlib.closing(pymongo.MongoClient(host, port, replicaSet='', **options)) as client:
        if hasattr(type(client), 'topology_description'):
            return client.topology_description.replica_set_name
        return answer(lambda: client[name].things.find_one())


def uses_one_server(host, port, name):
    """What a client expects before it has connected."""
    if not hasattr(getattr(pymongo, 'MongoClient', None), 'topology_description'):
        pytest.skip('this driver does not say what it expects')
    with contextlib.closing(pymongo.MongoClient(host, port, connect=False)) as client:
        return client.topology_description.topology_type_name


def uses_aggregate(host, port, name):
    with contextlib.closing(connected(host, port)) as client:
        things = client[name].things
        # A name that is no method is a collection.
        insert = things.insert_one if hasattr(type(things), 'insert_one') else things.insert
        insert({'_id': 1})
        answers = [answer(lambda pipeline=pipeline: things.aggregate(pipeline)['result']) for pipeline in (
            [{'$match': {}}], ({'$match': {}},), {'$match': {}})]
        documents = answer(lambda: list(things.aggregate([{'$match': {}}], cursor={})))
        client.drop_database(name)
    return answers + [documents]


def uses_truth(host, port, name):
    if not hasattr(pymongo, 'MongoClient'):
        pytest.skip('this driver has no MongoClient')
    with contextlib.closing(pymongo.MongoClient(host, port)) as client:
        return [answer(lambda: bool(client[name])), answer(lambda: 'yes' if client[name].things else 'no')]


def skip_without_files():
    """Skip where the driver's own GridFS makes its index in a way that servers no longer know."""
    if not DRIVER_CREATES_INDEXES_BY_COMMAND:
        pytest.skip('GridFS of this driver cannot write to current servers')


def uses_files(host, port, name):
    skip_without_files()
    with contextlib.closing(connected(host, port)) as client:
        database = client[name]
        files = answer(lambda: gridfs.GridFS(database, 'files', False))
        if files == 'TypeError':
            files = gridfs.GridFS(database, 'files')
        stored = files.put(b'one\ntwo', filename='a.txt', chunk_size=5)
        source = files.get(stored)
        found = answer(lambda: files.find({'filename': 'a.txt'}).count())
        read = [source.md5, database['files.files'].find_one()['filename'], list(source), found, source.read()]
        client.drop_database(name)
    return read


def uses_buckets(host, port, name):
    if not hasattr(gridfs, 'GridFSBucket'):
        pytest.skip('this driver has no buckets')
    with contextlib.closing(connected(host, port)) as client:
        bucket = gridfs.GridFSBucket(client[name], 'bucket', 5)
        stored = bucket.upload_from_stream('a.txt', b'one\ntwo')
        bucket.upload_from_stream_with_id('mine', 'a.txt', io.BytesIO(b'three')) \
            if hasattr(bucket, 'upload_from_stream_with_id') else bucket.upload_from_stream('a.txt', b'three')
        target = io.BytesIO()
        bucket.download_to_stream_by_name('a.txt', target, revision=0)
        source = bucket.open_download_stream(stored)
        read = [source.md5, list(source), bucket.open_download_stream_by_name('a.txt').read(), target.getvalue(),
                answer(lambda: bucket.find({'filename': 'a.txt'}).count()),
                answer(lambda: bucket.open_download_stream('missing')), answer(
                    lambda: bucket.open_download_stream_by_name('missing'))]
        client.drop_database(name)
    return read


def application(**configuration):
    app = flask.Flask(__name__)
    app.secret_key = 'key'
    app.config.update(configuration)
    return app


def reads_configuration(key):
    def program():
        value = application().config.get(key, 'no such key')
        return value.total_seconds() if isinstance(value, datetime.timedelta) else value
    return program


def reads_env(monkeypatch):
    def environment():
        app = application()
        return [app.config.get('ENV'), app.debug]
    monkeypatch.delenv('FLASK_DEBUG', raising=False)
    monkeypatch.delenv('FLASK_ENV', raising=False)
    found = environment()
    monkeypatch.setenv('FLASK_ENV', 'development')
    found += environment()
    monkeypatch.setenv('FLASK_DEBUG', '0')
    return found + environment()


def writes_json(configuration, **headers):
    app = application(**configuration)
    app.add_url_rule('/', 'view', lambda: flask.jsonify(b=u'\xe9', a=1))
    response = app.test_client().get('/', headers=headers)
    return response.data.decode('ascii' if configuration.get('JSON_AS_ASCII', True) else 'utf-8').split(), \
        response.mimetype


def indents():
    return [len(writes_json({})[0]) > 1, len(writes_json({}, **{'X-Requested-With': 'XMLHttpRequest'})[0]) > 1,
            len(writes_json({'JSONIFY_PRETTYPRINT_REGULAR': False})[0]) > 1,
            reads_configuration('JSONIFY_PRETTYPRINT_REGULAR')()]


def misses_a_key():
    app = application(DEBUG=True)
    app.add_url_rule('/', 'view', lambda: flask.request.args['missing'])
    return answer(lambda: app.test_client().get('/').status_code)


def has_subdomains():
    app = application(SERVER_NAME='example.com')
    app.add_url_rule('/', 'root', lambda: 'root')
    app.add_url_rule('/', 'api', lambda: 'api', subdomain='api')
    hosts = ['example.com', 'api.example.com', 'www.example.com']
    responses = [app.test_client().get('/', base_url='http://%s/' % host) for host in hosts]
    return [response.data.decode('ascii') if response.status_code == 200 else response.status_code
            for response in responses]


def has_a_session():
    app = application(SERVER_NAME='example.com')

    def view():
        flask.session['a'] = 1
        return ''
    app.add_url_rule('/', 'view', view)
    return 'domain=' in app.test_client().get('/', base_url='http://example.com/').headers['Set-Cookie'].lower() \
        .replace('.example', 'example')


def redirects():
    app = application()
    app.add_url_rule('/', 'view', lambda: flask.redirect('/there'))
    return app.test_client().get('/').headers['Location']


def asks_who():
    agent = Request({'HTTP_USER_AGENT': FIREFOX, 'REQUEST_METHOD': 'GET'}).user_agent
    robot = Request({'HTTP_USER_AGENT': 'nobody', 'REQUEST_METHOD': 'GET'}).user_agent
    explorer = Request({'HTTP_USER_AGENT': EXPLORER, 'REQUEST_METHOD': 'GET'}).user_agent
    return [(agent.browser, agent.platform, agent.version, agent.language), bool(agent), robot.browser, robot.version,
            robot.string, (explorer.browser, explorer.version)]


def sends_objects():
    def response(source):
        app = application()
        app.add_url_rule('/', 'view', lambda: flask.send_file(source))
        found = app.test_client().get('/')
        return [found.status_code] + ([found.mimetype, found.data] if found.status_code == 200 else [])
    return [response(io.BytesIO(b'ab')), response(io.StringIO(u'ab'))]


def handles_errors():
    app = application()
    app.add_url_rule('/fails', 'fails', lambda: 1 // 0)
    app.add_url_rule('/forbidden', 'forbidden', lambda: flask.abort(403))
    app.add_url_rule('/missing', 'missing', lambda: flask.request.args['missing'])
    if hasattr(app, 'register_error_handler'):
        app.register_error_handler(Exception, lambda error: ('any %s' % type(error).__name__, 500))
        app.register_error_handler(403, lambda error: ('403', 403))
    else:
        app.errorhandler(Exception)(lambda error: ('any %s' % type(error).__name__, 500))
        app.errorhandler(403)(lambda error: ('403', 403))
    other = application()
    other.add_url_rule('/fails', 'fails', lambda: 1 // 0)
    other.add_url_rule('/aborts', 'aborts', lambda: flask.abort(500))
    other.errorhandler(500)(lambda error: (type(error).__name__, 500))
    found = [app.test_client().get(path) for path in ('/fails', '/forbidden', '/missing', '/unknown')]
    found += [other.test_client().get(path) for path in ('/fails', '/aborts', '/unknown')]
    return [response.data.decode('ascii') if response.status_code in (403, 500) else response.status_code
            for response in found]


def keeps_a_date():
    app = application()
    found = []

    def put():
        flask.session['seen'] = {'at': datetime.datetime(2012, 1, 2, 3, 4, 5)}
        return ''
    app.add_url_rule('/put', 'put', put)
    app.add_url_rule('/get', 'get', lambda: found.append(flask.session['seen']['at']) or '')
    client = app.test_client()
    client.get('/put')
    client.get('/get')
    return found == [datetime.datetime(2012, 1, 2, 3, 4, 5)]


def has_dates():
    then = 'Mon, 02 Jan 2012 03:04:05 GMT'
    asked = Request({'HTTP_DATE': then, 'HTTP_IF_MODIFIED_SINCE': then, 'HTTP_IF_UNMODIFIED_SINCE': then})
    response = Response(headers=[('Date', then), ('Expires', then), ('Last-Modified', then)])
    response.retry_after = datetime.datetime(2012, 1, 2, 3, 4, 5)
    found = [asked.date, asked.if_modified_since, asked.if_unmodified_since, response.date, response.expires,
             response.last_modified, response.retry_after]
    del response.expires
    return [found, response.expires, Response().last_modified, Request({}).if_modified_since, Response().retry_after]


def truncates():
    return jinja2.Environment().from_string('{{ text|truncate(40, True) }}').render(text='x' * 43)


def dates_a_signature():
    return TimestampSigner('key').timestamp_to_datetime(0).tzinfo is None


def reads_an_old_signature():
    #: Signed by ItsDangerous 0.24 in 2014, when it was 105 million seconds old.
    token = 'eyJhIjoxfQ.BlPfgA.ZyJ-VC9fOAmXciocZSwuyFmmlio'
    return URLSafeTimedSerializer('key').loads(token, return_timestamp=True)[1].year


#: The name of a row: its program, and what that gave then.
PROGRAMS = {
    'bson.json_util.dumps, loads, default, object_hook': (
        uses_json_util, [{'$date': 1325840830456}, ['$regex'], ['$binary', '$type'], {'date': {'$date': 1325840830456}},
                         {'id': {'$uuid': ID.hex}}, True, True, ID]),
    'bson.json_util.JSONOptions()': (
        makes_json_options, [{'date': {'$date': 1325840830456}, 'pattern': {'$regex': 'a', '$options': OPTIONS}},
                             {'$uuid': ID.hex}, True, True]),
    'bson.encode, decode, BSON.encode, BSON.decode': (uses_bson, [3, [True] * 4]),
    'bson.codec_options.CodecOptions(), and so pymongo.MongoClient()': (
        uses_client, [False, [3, 'native'], [True, True]]),
    'gridfs.GridFS()': (uses_files, [MD5, 'a.txt', [b'one\nt', b'wo'], 1, b'one\ntwo']),
    'gridfs.GridFSBucket()': (
        uses_buckets, [MD5, [b'one\nt', b'wo'], b'three', b'one\ntwo', 2, 'NoFile', 'NoFile']),
    "pymongo.MongoClient(replicaSet='')": (uses_a_nameless_set, None),
    'pymongo.MongoClient(host, port)': (uses_one_server, 'Single'),
    'pymongo.collection.Collection.aggregate': (uses_aggregate, [[{'_id': 1}]] * 4),
    'pymongo.collection.Collection.__bool__, pymongo.database.Database.__bool__': (uses_truth, [True, 'yes']),
    "app.config['ENV']": (reads_env, ['production', False, 'development', True, 'development', False]),
    "app.config['JSON_AS_ASCII']": (reads_configuration('JSON_AS_ASCII'), True),
    "app.config['JSON_SORT_KEYS']": (reads_configuration('JSON_SORT_KEYS'), True),
    "app.config['JSONIFY_MIMETYPE']": (reads_configuration('JSONIFY_MIMETYPE'), 'application/json'),
    "app.config['JSONIFY_PRETTYPRINT_REGULAR']": (indents, [True, False, False, True]),
    "app.config['PRESERVE_CONTEXT_ON_EXCEPTION']": (reads_configuration('PRESERVE_CONTEXT_ON_EXCEPTION'), None),
    "app.config['SEND_FILE_MAX_AGE_DEFAULT']": (reads_configuration('SEND_FILE_MAX_AGE_DEFAULT'), 43200),
    "app.config['TRAP_BAD_REQUEST_ERRORS']": (misses_a_key, 400),
    'flask.Flask(subdomain_matching=)': (has_subdomains, ['root', 'api', 404]),
    'flask.sessions.SessionInterface.get_cookie_domain': (has_a_session, True),
    'flask.Flask.errorhandler(Exception), errorhandler(500)': (
        handles_errors, ['any ZeroDivisionError', '403', 400, 404, 'ZeroDivisionError', 'InternalServerError', 404]),
    'flask.session[...], a datetime': (keeps_a_date, True),
    'jinja2.filters.truncate': (truncates, 'x' * 37 + '...'),
    'werkzeug.wrappers.Request.date, if_modified_since, if_unmodified_since; '
    'Response.date, expires, last_modified, retry_after': (
        has_dates, [[datetime.datetime(2012, 1, 2, 3, 4, 5)] * 7] + [None] * 4),
    'itsdangerous.TimestampSigner.timestamp_to_datetime': (dates_a_signature, True),
    'itsdangerous.TimestampSigner.unsign': (reads_an_old_signature, 2014),
    'werkzeug.wrappers.Request.user_agent': (
        asks_who, [('firefox', 'linux', '10.0', 'de'), True, None, None, 'nobody', ('msie', '9.0')]),
    'werkzeug.wrappers.Response.autocorrect_location_header': (redirects, 'http://localhost/there'),
    'flask.send_file(of an object)': (sends_objects, [[200, 'application/octet-stream', b'ab']] * 2),
}

@pytest.fixture
def show(request, monkeypatch):
    """`show(row)` runs the program of a row."""
    def run(row):
        program = PROGRAMS[row.name][0]
        if program is reads_env:
            return reads_env(monkeypatch)
        if program in (uses_client, uses_files, uses_buckets, uses_a_nameless_set, uses_aggregate, uses_truth,
                       uses_one_server):
            return program(*[request.getfixturevalue(name)
                             for name in ('mongodb_host', 'mongodb_port', 'database_name')])
        return program()
    return run


def is_changed(row):
    """Whether the installed release has the default of now."""
    name, release = row.since.split()
    return installed(name, name.lower()) >= Version(release)


def listed():
    return [entry['name'] for entry in legacy_mode.describe() if entry['part'] == 'defaults']


@pytest.mark.parametrize('row', ROWS, ids=lambda row: row.name)
def test_a_default(row, show, install_parts):
    before = show(row)
    install_parts('1')
    assert show(row) == before and listed() == []
    legacy_mode.uninstall()
    install_parts('defaults')
    if is_changed(row):
        assert row.name in listed()
        assert before != PROGRAMS[row.name][1]
        assert show(row) == PROGRAMS[row.name][1]
    else:
        assert row.name not in listed()
        assert show(row) == before
        if row.name.startswith(('bson', 'gridfs', 'itsdangerous', 'werkzeug')):
            assert before == PROGRAMS[row.name][1]
    # The other parts change nothing about it.
    during = show(row)
    install_parts('all')
    assert show(row) == during
    legacy_mode.uninstall()
    assert show(row) == before


def test_settings_of_json_have_their_effect(install_parts):
    if 'JSON_AS_ASCII' not in flask.Flask.default_config and not hasattr(flask.Flask, 'json_provider_class'):
        pytest.skip('this Flask has no such settings yet')
    install_parts('defaults')
    assert ''.join(writes_json({'JSON_AS_ASCII': False})[0]).replace('"', '') == u'{a:1,b:\xe9}'
    assert ''.join(writes_json({})[0]).replace('"', '') == u'{a:1,b:\\u00e9}'
    if hasattr(flask.Flask, 'json_provider_class'):
        assert ''.join(writes_json({'JSON_SORT_KEYS': False})[0]).replace('"', '') == u'{b:\\u00e9,a:1}'
        assert writes_json({'JSONIFY_MIMETYPE': 'text/json'})[1] == 'text/json'


def test_send_file_of_an_open_file(install_parts, tmpdir):
    """Its name says the type and the name of an attachment, however it was opened."""
    if installed('Flask', 'flask') < Version('2.0'):
        pytest.skip('the function of this Flask is as it is')
    install_parts('defaults')
    path = tmpdir.join('report.csv')
    path.write('a,b')
    cases = [({}, 'text/csv', None), ({'as_attachment': True}, 'text/csv', 'attachment; filename=report.csv'),
             ({'mimetype': 'text/plain'}, 'text/plain', None),
             ({'as_attachment': True, 'download_name': 'a.txt'}, 'text/plain', 'attachment; filename=a.txt')]
    for mode in 'r', 'rb':
        for options, kind, disposition in cases:
            app = application()
            app.add_url_rule('/', 'file', lambda mode=mode, options=options: flask.send_file(
                io.open(str(path), mode), **options))
            response = app.test_client().get('/')
            assert (response.data, response.mimetype) == (b'a,b', kind)
            assert response.headers.get('Content-Disposition') == disposition
            response.close()


def test_handlers_of_other_classes_stay(install_parts):
    """Errors of PyMongo have a code, too; a handler of a code counts, and that of a blueprint first."""
    install_parts('defaults')
    app = application()

    @app.route('/refused')
    def refused():
        raise pymongo.errors.OperationFailure('refused', 13)

    @app.route('/gone')
    def gone():
        flask.abort(410)

    blueprint = flask.Blueprint('api', __name__)

    @blueprint.route('/api/gone')
    def api_gone():
        flask.abort(410)

    blueprint.errorhandler(410)(lambda error: ('of the blueprint', 410))
    app.register_blueprint(blueprint)
    app.errorhandler(pymongo.errors.PyMongoError)(lambda error: (type(error).__name__, 503))
    app.errorhandler(410)(lambda error: ('of the application', 410))
    found = [app.test_client().get(path) for path in ('/refused', '/gone', '/api/gone')]
    assert [(response.status_code, response.data) for response in found] == [
        (503, b'OperationFailure'), (410, b'of the application'), (410, b'of the blueprint')]


def test_what_is_not_put_back(install_parts):
    """As the limits say, for the releases that they name."""
    install_parts('defaults')
    app = application()
    blueprint = flask.Blueprint('twice', __name__)
    app.add_url_rule('/', 'text', lambda: flask.render_template_string('{{ x }}', x='<b>'))
    app.add_url_rule('/a/b', 'path', lambda: 'path')
    app.add_url_rule('/pairs', 'pairs', lambda: flask.jsonify([['a', 1]]))
    app.register_blueprint(blueprint, url_prefix='/one')
    client = app.test_client()
    if installed('Flask', 'flask') >= Version('0.11'):
        assert client.get('/').data == b'&lt;b&gt;'
        assert json.loads(client.get('/pairs').data.decode('ascii')) == [['a', 1]]
    if installed('Werkzeug', 'werkzeug') >= Version('1.0'):
        assert client.get('/a//b').status_code == 308
        other = application()
        other.url_map.merge_slashes = False
        other.add_url_rule('/a/b', 'path', lambda: 'path')
        looks = not Version('2.2') <= installed('Werkzeug', 'werkzeug') < Version('2.3')
        assert other.test_client().get('/a//b').status_code == (404 if looks else 308)
    if installed('Flask', 'flask') >= Version('2.0.1'):
        with pytest.raises(ValueError):
            application().register_blueprint(flask.Blueprint('with.dot', __name__))
        other = application()
        other.register_blueprint(blueprint, url_prefix='/one')
        with pytest.raises(ValueError if installed('Flask', 'flask') >= Version('2.1') else UserWarning):
            other.register_blueprint(blueprint, url_prefix='/two')
        other = application()
        other.register_blueprint(blueprint, url_prefix='/one')
        other.register_blueprint(blueprint, url_prefix='/two', name='two')


def test_each_row_has_a_program():
    assert sorted(PROGRAMS) == sorted(row.name for row in ROWS)


def test_other_parts_see_a_default_as_not_set(install_parts):
    """Only what a program has set itself is a use of a legacy name."""
    install_parts('all')
    writes_json({})
    assert [entry['name'] for entry in legacy_mode.describe() if entry['uses'] and 'JSON' in entry['name']] == []


#: What the part replaces: attributes of modules and classes, and the defaults of functions.
REPLACED = set([
    'aggregate',
    'DEFAULT_CODEC_OPTIONS', 'DEFAULT_JSON_OPTIONS', '__bool__', '__init__', '__new__', '_find_error_handler',
    'autocorrect_location_header', 'bytes_to_int', 'date', 'decode_all', 'default_config', 'dumps', 'expires',
    'get_cookie_domain', 'if_modified_since', 'if_unmodified_since', 'last_modified', 'make_config', 'response',
    'retry_after', 'send_file', 'timestamp_to_datetime', 'to_python', 'user_agent_class', '__defaults__'])


def test_nothing_else_changes(tmpdir):
    from .test_install import STATE
    out = succeed(STATE + """
    from flask_pymongo import compat
    load()
    before = state()
    compat.install('defaults')
    after = state()
    for key in set(before) | set(after):
        if before.get(key) != after.get(key):
            print(key[-1])
    """, str(tmpdir))
    assert set(out) - REPLACED == set()


def test_what_a_program_says_itself_counts(install_parts):
    options = getattr(json_util, 'LEGACY_JSON_OPTIONS', None)
    if options is None or not hasattr(json_util, 'JSONMode'):
        pytest.skip('this driver has no modes of JSON')
    modern = json_util.JSONOptions(json_mode=json_util.JSONMode.CANONICAL)
    before = json_util.dumps({'n': 1}, json_options=modern)
    install_parts('defaults')
    assert json_util.dumps({'n': 1}, json_options=modern) == before == '{"n": {"$numberInt": "1"}}'
    representation = getattr(bson.binary, 'UuidRepresentation', None)
    if representation is not None:
        standard = bson.codec_options.CodecOptions(uuid_representation=representation.STANDARD)
        assert bytearray(bson.encode({'u': ID}, codec_options=standard))[11] == 4
    app = application(SEND_FILE_MAX_AGE_DEFAULT=60, JSON_SORT_KEYS=False)
    assert app.config['SEND_FILE_MAX_AGE_DEFAULT'] == 60


def test_parts_and_groups():
    assert table.DEFAULTS in table.CHANGING and table.DEFAULTS not in table.GROUPS['1']
    assert table.DEFAULTS in table.GROUPS['all']


def test_files_of_other_classes(install_parts, mongodb_host, mongodb_port, database_name):
    """What a program derives, what it passes wrongly, and what the 2.x dialect adds."""
    skip_without_files()
    with contextlib.closing(connected(mongodb_host, mongodb_port)) as client:
        database = client[database_name]
        install_parts('defaults')

        class Files(gridfs.GridFS):
            pass
        assert type(Files(database)) is Files
        files = gridfs.GridFS(database)
        assert isinstance(files, gridfs.GridFS)
        stored = files.put(b'text', filename='a.txt')
        assert Files(database).get(stored).read() == b'text'
        if issubclass(gridfs.GridOut, io.IOBase):
            assert files.find(spec={'filename': 'a.txt'}, limit=1).count() == 1
            without = gridfs.GridFS(database, 'fs', disable_md5=True)
            assert without.get(without.put(b'text')).md5 is None
            bucket = gridfs.GridFSBucket(database, disable_md5=True)
            assert bucket.open_download_stream(bucket.upload_from_stream('b.txt', b'text')).md5 is None
            with bucket.open_upload_stream('c.txt', metadata={'a': 1}) as stream:
                stream.write(b'text')
            assert bucket.open_download_stream(stream._id).metadata == {'a': 1}
        with pytest.raises(TypeError):
            gridfs.GridFS('no database')
        legacy_mode.uninstall()
        assert gridfs.GridFS(database).get(stored).read() == b'text'
        client.drop_database(database_name)
