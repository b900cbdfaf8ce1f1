"""Applications written for Flask 0.8 to 2.2, on the Flask that is here: the same on each, with legacy mode."""
import datetime
import json
import threading
import uuid
import warnings

import flask
import pytest

from flask_pymongo import legacy_mode
from flask_pymongo.compat import LegacyWarning
from flask_pymongo.legacy_mode.python_2_and_3 import StringIO

# Flask's own warnings of its own legacy names; 2.2 says of blueprints what is an error since.
pytestmark = [pytest.mark.once_a_flask, pytest.mark.filterwarnings('ignore::DeprecationWarning'),
              pytest.mark.filterwarnings('ignore:The setup method:UserWarning')]


@pytest.fixture(autouse=True)
def legacy():
    legacy_mode.install('flask', 'werkzeug', 'jinja2')
    yield
    legacy_mode.uninstall()


@pytest.fixture
def app():
    app = flask.Flask(__name__)
    app.secret_key = 'secret'
    return app


@pytest.fixture
def client(app):
    return app.test_client()


#: What Flask has without legacy mode.
NATIVE = 'before_first_request' in dir(flask.Flask)
BLUEPRINT = dir(flask.Blueprint)
MODULES = 'Module' in dir(flask) or 'module' not in dir(flask.Request)


def data(response):
    text = response.data.decode('utf-8')
    response.close()
    return text


# Before the first request

def test_before_first_request_runs_once_and_in_the_context_of_the_request(app, client):
    calls = []

    def first():
        calls.append(flask.request.path)
    app.before_first_request(first)

    @app.before_request
    def each():
        calls.append('before ' + flask.request.path)

    @app.route('/<name>')
    def view(name):
        calls.append('view')
        return name
    assert calls == []
    client.get('/a')
    client.get('/b')
    assert calls == ['/a', 'before /a', 'view', 'before /b', 'view']
    assert app.before_first_request_funcs == [first]


def test_before_first_request_waits_for_the_first(app):
    started, finish = threading.Event(), threading.Event()
    order = []

    @app.before_first_request
    def first():
        order.append('begins')
        started.set()
        finish.wait(10)
        order.append('ends')

    @app.route('/')
    def view():
        order.append('view')
        return ''
    threads = [threading.Thread(target=app.test_client().get, args=('/',)) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert started.wait(10)
    finish.set()
    for thread in threads:
        thread.join()
    assert sorted(order) == ['begins', 'ends'] + ['view'] * 4
    if not NATIVE:
        assert order[:2] == ['begins', 'ends']


@pytest.mark.skipif(NATIVE, reason='Flask waits for itself, or has it as here')
def test_a_request_before_the_first_request(app, client):
    calls = []

    @app.before_first_request
    def first():
        calls.append('begins')
        calls.append(data(app.test_client().get('/')))

    @app.route('/')
    def view():
        return 'view'
    assert data(client.get('/')) == 'view'
    assert calls == ['begins', 'view']


def test_an_error_before_the_first_request_is_the_request_s(app, client):
    app.config['PROPAGATE_EXCEPTIONS'] = False

    @app.before_first_request
    def first():
        raise ValueError('not yet')

    @app.route('/')
    def view():
        return 'view'
    assert client.get('/').status_code == 500


def test_a_blueprint_before_the_first_request_of_the_application(app, client):
    calls = []
    blueprint = flask.Blueprint('pages', __name__)

    @blueprint.before_app_first_request
    def first():
        calls.append('first')
    app.register_blueprint(blueprint)
    client.get('/nothing')
    client.get('/nothing')
    assert calls == ['first']


def test_got_first_request(app, client):
    assert app.got_first_request is False
    client.get('/')
    assert app.got_first_request is True


def test_the_application_is_set_up_after_its_first_request(app, client):
    client.get('/')
    app.add_url_rule('/late', 'late', lambda: 'late')

    @app.before_request
    def before():
        flask.g.late = True

    @app.route('/later')
    def later():
        return str(flask.g.late)

    @app.errorhandler(404)
    def missing(error):
        return 'missing', 404
    assert data(client.get('/late')) == 'late'
    assert data(client.get('/later')) == 'True'
    assert data(client.get('/nowhere')) == 'missing'


def test_a_blueprint_is_changed_after_it_was_registered(app, client):
    blueprint = flask.Blueprint('pages', __name__)
    app.register_blueprint(blueprint)
    # It never had an effect, and never was an error.
    blueprint.add_url_rule('/late', 'late', lambda: 'late')
    assert client.get('/late').status_code == 404


# JSON

needs_json_classes = pytest.mark.skipif(not hasattr(flask, 'json') or not hasattr(flask, 'jsonify')
                                        or flask.json.__name__ != 'flask.json',
                                        reason='this Flask has no encoders of its own')


class Point(object):
    def __init__(self, x):
        self.x = x


def encoder():
    from flask.json import JSONEncoder

    class Encoder(JSONEncoder):
        def default(self, o):
            if isinstance(o, Point):
                return {'x': o.x}
            return JSONEncoder.default(self, o)
    return Encoder


def decoder():
    from flask.json import JSONDecoder

    class Decoder(JSONDecoder):
        def __init__(self, *args, **kwargs):
            kwargs['object_hook'] = lambda found: Point(found['x']) if 'x' in found else found
            JSONDecoder.__init__(self, *args, **kwargs)
    return Decoder


@needs_json_classes
def test_the_application_s_encoder(app, client):
    app.json_encoder = encoder()

    @app.route('/jsonify')
    def jsonified():
        return flask.jsonify(point=Point(1), when=datetime.datetime(2012, 5, 1), id=uuid.UUID(int=1))

    @app.route('/dumps')
    def dumped():
        return flask.json.dumps(Point(2))

    @app.route('/template')
    def template():
        return flask.render_template_string('{{ point|tojson|safe }}', point=Point(3))
    assert json.loads(data(client.get('/jsonify'))) == {
        'point': {'x': 1}, 'when': 'Tue, 01 May 2012 00:00:00 GMT', 'id': '00000000-0000-0000-0000-000000000001'}
    assert json.loads(data(client.get('/dumps'))) == {'x': 2}
    assert json.loads(data(client.get('/template'))) == {'x': 3}


@needs_json_classes
def test_the_encoder_of_a_subclass_of_flask():
    class Application(flask.Flask):
        json_encoder = encoder()
    app = Application(__name__)
    with app.test_request_context():
        assert json.loads(flask.json.dumps([Point(1)])) == [{'x': 1}]


@needs_json_classes
def test_the_encoder_of_all_applications(app, monkeypatch):
    monkeypatch.setattr(flask.Flask, 'json_encoder', encoder())
    with app.test_request_context():
        assert json.loads(flask.json.dumps([Point(1)])) == [{'x': 1}]


@needs_json_classes
@pytest.mark.parametrize('base', ['flask', 'json'])
def test_an_encoder_for_one_call(app, base):
    class Dates(flask.json.JSONEncoder if base == 'flask' else json.JSONEncoder):
        def default(self, o):
            return 'then'
    then = [datetime.datetime(2012, 5, 1)]
    written = StringIO()
    assert flask.json.dumps(then, cls=Dates) == '["then"]'
    app.json_encoder = encoder()
    with app.test_request_context():
        assert flask.json.dumps(then, cls=Dates) == '["then"]'
        assert flask.json.dumps([Point(1)], cls=encoder(), sort_keys=True) == '[{"x": 1}]'
        flask.json.dump(then, written, cls=Dates)
        assert written.getvalue() == '["then"]'


@needs_json_classes
def test_an_encoder_that_knows_no_more_than_python(app):
    app.json_encoder = json.JSONEncoder
    with app.test_request_context():
        assert flask.json.dumps([1]) == '[1]'
        with pytest.raises(TypeError):
            flask.json.dumps(Point(1))


@needs_json_classes
def test_flask_s_own_encoder():
    from flask.json import JSONEncoder
    with pytest.raises(TypeError):
        json.dumps(Point(1), cls=JSONEncoder)
    assert json.loads(json.dumps([datetime.datetime(2012, 5, 1)], cls=JSONEncoder)) == ['Tue, 01 May 2012 00:00:00 GMT']


@needs_json_classes
def test_the_application_s_decoder(app, client):
    app.json_decoder = decoder()

    @app.route('/', methods=['POST'])
    def view():
        return str(flask.request.get_json().x)
    assert data(client.post('/', data='{"x": 4}', content_type='application/json')) == '4'
    with app.test_request_context():
        assert flask.json.loads('{"x": 5}').x == 5


@needs_json_classes
def test_an_encoder_of_a_blueprint(app, client):
    blueprint = flask.Blueprint('pages', __name__)
    if isinstance(vars(flask.Flask).get('json_encoder'), type) and 'json_encoder' not in BLUEPRINT:
        pytest.skip('blueprints of this Flask have no encoder yet')
    blueprint.json_encoder = encoder()

    @blueprint.route('/inside')
    def inside():
        return flask.jsonify(point=Point(1))

    @app.route('/outside')
    def outside():
        try:
            return flask.jsonify(point=Point(1))
        except TypeError:
            return 'TypeError'
    app.register_blueprint(blueprint)
    assert json.loads(data(client.get('/inside'))) == {'point': {'x': 1}}
    assert data(client.get('/outside')) == 'TypeError'


@needs_json_classes
def test_the_session_is_written_with_the_encoder(app, client):
    app.json_encoder = encoder()

    @app.route('/set')
    def put():
        flask.session['list'] = [1, {'a': u'\xe4'}]
        return ''

    @app.route('/get')
    def get():
        return repr(flask.session['list'] == [1, {'a': u'\xe4'}])
    client.get('/set')
    assert data(client.get('/get')) == 'True'


@needs_json_classes
@pytest.mark.parametrize('ascii_only, text', [(False, u'"\xe4"'), (True, u'"\\u00e4"')])
def test_json_as_ascii(app, ascii_only, text):
    app.config['JSON_AS_ASCII'] = ascii_only
    with app.test_request_context():
        assert flask.json.dumps(u'\xe4') == text


@needs_json_classes
def test_json_sort_keys(app):
    from collections import OrderedDict
    document = OrderedDict([('b', 1), ('a', 2)])
    with app.test_request_context():
        app.config['JSON_SORT_KEYS'] = True
        assert flask.json.dumps(document) == '{"a": 2, "b": 1}'
        app.config['JSON_SORT_KEYS'] = False
        assert flask.json.dumps(document) == '{"b": 1, "a": 2}'


@needs_json_classes
@pytest.mark.parametrize('pretty', [True, False])
def test_jsonify_prettyprint_regular(app, client, pretty):
    app.config['JSONIFY_PRETTYPRINT_REGULAR'] = pretty
    app.add_url_rule('/', 'view', lambda: flask.jsonify(a=[1]))
    text = data(client.get('/'))
    assert ('\n  "a"' in text) is pretty
    assert json.loads(text) == {'a': [1]}


@needs_json_classes
def test_jsonify_mimetype(app, client):
    app.config['JSONIFY_MIMETYPE'] = 'application/vnd.api+json'
    app.add_url_rule('/', 'view', lambda: flask.jsonify(a=1))
    response = client.get('/')
    if response.mimetype == 'application/json' and 'JSONIFY_MIMETYPE' not in flask.Flask.default_config:
        pytest.skip('this Flask does not have the setting yet')
    assert response.mimetype == 'application/vnd.api+json'


@needs_json_classes
def test_json_for_another_application(app):
    if not hasattr(flask.json, 'JSONEncoder'):
        pytest.skip('this Flask has no encoders')
    app.json_encoder = encoder()
    try:
        text = flask.json.dumps(Point(1), app=app)
    except TypeError:
        pytest.skip('flask.json of this Flask takes no application yet')
    assert json.loads(text) == {'x': 1}


@needs_json_classes
def test_json_that_can_stand_in_a_page(app):
    with app.test_request_context():
        text = flask.json.htmlsafe_dumps(u'</script>&\'')
    assert not set(u'<>&\'') & set(text)
    assert json.loads(text) == u'</script>&\''


def test_json_available():
    from flask import json_available
    assert json_available


# Requests

@pytest.mark.parametrize('content_type', ['text/plain', 'application/x-www-form-urlencoded', None])
def test_json_of_what_is_no_json_is_none(app, client, content_type):
    app.add_url_rule('/', 'view', lambda: repr(flask.request.json), methods=['POST'])
    assert data(client.post('/', data='{"a": 1}', content_type=content_type)) == 'None'


def test_json_of_json(app, client):
    app.add_url_rule('/', 'view', lambda: str(flask.request.json['a']), methods=['POST'])
    assert data(client.post('/', data='{"a": 1}', content_type='application/json')) == '1'


def test_json_that_is_broken_is_an_error_of_the_request(app, client):
    app.add_url_rule('/', 'view', lambda: repr(flask.request.json), methods=['POST'])
    assert client.post('/', data='{', content_type='application/json').status_code == 400


@pytest.mark.parametrize('header, expected', [('XMLHttpRequest', 'True'), ('xmlhttprequest', 'True'), ('x', 'False'),
                                              (None, 'False')])
def test_is_xhr(app, client, header, expected):
    app.add_url_rule('/', 'view', lambda: str(flask.request.is_xhr))
    headers = {} if header is None else {'X-Requested-With': header}
    assert data(client.get('/', headers=headers)) == expected


def test_charset(app):
    with app.test_request_context():
        assert flask.request.charset == 'utf-8'
        assert app.response_class('').charset == 'utf-8'


# Files

@pytest.fixture
def stored(tmpdir):
    path = tmpdir.join('report.txt')
    path.write('the report')
    return path


def answer(app, view):
    app.add_url_rule('/file', 'file', view)
    response = app.test_client().get('/file')
    assert response.data
    response.close()
    return response


def test_send_file_with_the_earlier_names(app, stored):
    response = answer(app, lambda: flask.send_file(str(stored), as_attachment=True, attachment_filename='name.csv',
                                                   cache_timeout=60, add_etags=False))
    assert data(response) == 'the report'
    assert response.headers['Content-Disposition'].replace('"', '') == 'attachment; filename=name.csv'
    assert response.cache_control.max_age == 60
    assert response.cache_control.public
    assert 'ETag' not in response.headers


def test_send_file_by_its_earlier_first_parameter(app, stored):
    assert data(answer(app, lambda: flask.send_file(filename_or_fp=str(stored)))) == 'the report'


def test_send_file_by_position(app, stored):
    response = answer(app, lambda: flask.send_file(str(stored), 'text/csv', True, 'name.csv'))
    assert response.mimetype == 'text/csv'
    assert response.headers['Content-Disposition'].replace('"', '') == 'attachment; filename=name.csv'


@pytest.mark.parametrize('arguments', [{'cache_timeout': 30}, {}], ids=['cache_timeout', 'none'])
def test_send_from_directory(app, stored, arguments):
    response = answer(app, lambda: flask.send_from_directory(str(stored.dirpath()), 'report.txt', **arguments))
    assert data(response) == 'the report'
    if arguments:
        assert response.cache_control.max_age == 30


def test_send_from_directory_with_the_earlier_name(app, stored):
    assert data(answer(app, lambda: flask.send_from_directory(directory=str(stored.dirpath()),
                                                              filename='report.txt'))) == 'the report'


def test_both_names_of_a_parameter(app, stored):
    if not warned(lambda: flask.Markup):
        pytest.skip('this Flask has the names itself')
    with app.test_request_context():
        with pytest.raises(TypeError):
            flask.send_file(str(stored), cache_timeout=1, max_age=2)


def test_send_file_max_age_default_in_seconds(app, stored):
    app.config['SEND_FILE_MAX_AGE_DEFAULT'] = 90
    assert answer(app, lambda: flask.send_file(str(stored))).cache_control.max_age in (90, 43200)


def test_safe_join(app):
    from flask import safe_join
    from werkzeug.exceptions import NotFound
    assert safe_join('/folder', 'file') == '/folder/file'
    with pytest.raises(NotFound):
        safe_join('/folder', '../file')


# Contexts

def test_stacks_of_contexts(app):
    from flask import _request_ctx_stack
    assert _request_ctx_stack.top is None
    with app.test_request_context('/path') as context:
        assert _request_ctx_stack.top.request.path == '/path'
        _request_ctx_stack.top.user = 'somebody'
        assert context.user == 'somebody'
    assert _request_ctx_stack.top is None


def test_the_stack_of_application_contexts(app):
    if not hasattr(flask, 'current_app') or not hasattr(app, 'app_context'):
        pytest.skip('this Flask has no application context')
    from flask import _app_ctx_stack
    assert _app_ctx_stack.top is None
    with app.app_context():
        assert _app_ctx_stack.top.app is app
        _app_ctx_stack.top.connection = 1
        assert _app_ctx_stack.top.connection == 1
    assert _app_ctx_stack.top is None
    if not hasattr(_app_ctx_stack, 'push'):
        pytest.skip('nothing can be pushed to the stacks of this Flask')
    context = app.app_context()
    _app_ctx_stack.push(context)
    assert flask.current_app.name == app.name
    assert _app_ctx_stack.pop() is context
    assert _app_ctx_stack.top is None


def test_the_stack_that_an_extension_finds(app):
    try:
        from flask import _app_ctx_stack as stack
    except ImportError:
        from flask import _request_ctx_stack as stack
    assert stack.top is None
    with app.test_request_context():
        stack.top.connection = 1
        assert stack.top.connection == 1


def test_objects_of_the_contexts(app):
    from flask import globals as of_flask
    if not hasattr(of_flask, '_lookup_app_object'):
        pytest.skip('this Flask has no application context')
    with app.test_request_context('/path'):
        assert of_flask._lookup_req_object('request').path == '/path'
        assert of_flask._lookup_app_object('g') is not None
        assert of_flask._find_app() is app
    for outside in (lambda: of_flask._lookup_req_object('request'), lambda: of_flask._lookup_app_object('g'),
                    of_flask._find_app):
        with pytest.raises(RuntimeError):
            outside()


# Errors

@pytest.mark.parametrize('spec', [None, 'pages'], ids=['the application', 'a blueprint'])
def test_error_handlers_written_as_they_were(app, client, spec):
    blueprint = flask.Blueprint('pages', __name__)
    blueprint.add_url_rule('/forbidden', 'forbidden', lambda: flask.abort(403))
    app.register_blueprint(blueprint)
    if spec is not None:
        app.error_handler_spec.setdefault(spec, {})
    app.error_handler_spec[spec][403] = lambda error: ('handled', 403)
    response = client.get('/forbidden')
    assert (response.status_code, data(response)) == (403, 'handled')


def test_an_error_handler_for_what_breaks(app, client):
    app.config['PROPAGATE_EXCEPTIONS'] = False
    app.add_url_rule('/', 'view', lambda: 1 / 0)
    app.error_handler_spec[None][500] = lambda error: ('broken', 500)
    assert data(client.get('/')) == 'broken'


def test_error_handlers_of_the_decorator(app, client):
    @app.errorhandler(404)
    def missing(error):
        return 'missing', 404

    @app.errorhandler(ValueError)
    def bad(error):
        return 'bad'

    @app.route('/')
    def view():
        raise ValueError()
    assert data(client.get('/nothing')) == 'missing'
    assert data(client.get('/')) == 'bad'


def test_the_dict_of_error_handlers(app, client):
    app.error_handlers[404] = lambda error: ('missing', 404)
    assert data(client.get('/')) == 'missing'


# The application

def test_static_path(tmpdir):
    tmpdir.mkdir('static').join('style.css').write('body {}')
    app = flask.Flask(__name__, static_path='/files')
    app.static_folder = str(tmpdir.join('static'))
    assert data(app.test_client().get('/files/style.css')) == 'body {}'


def test_settings_as_attributes(app):
    app.session_cookie_name = 'biscuit'
    app.use_x_sendfile = True
    assert app.config['SESSION_COOKIE_NAME'] == 'biscuit'
    assert app.config['USE_X_SENDFILE'] is True
    app.config['SESSION_COOKIE_NAME'] = 'cookie'
    assert app.session_cookie_name == 'cookie'


def test_the_session_s_cookie_has_the_name(app, client):
    app.session_cookie_name = 'biscuit'

    @app.route('/')
    def view():
        flask.session['a'] = 1
        return ''
    assert client.get('/').headers['Set-Cookie'].startswith('biscuit=')


def test_the_logger_s_name(app):
    app.logger_name = 'somebody'
    assert app.logger.name == 'somebody'
    assert app.logger_name == 'somebody'


def test_sessions_of_the_application(app):
    with app.test_request_context('/') as context:
        session = app.open_session(context.request)
        session['a'] = 1
        response = app.response_class('')
        app.save_session(session, response)
        assert 'session=' in response.headers['Set-Cookie']
        with pytest.raises(RuntimeError):
            app.make_null_session()['a'] = 1


@pytest.mark.parametrize('lifetime', [3600, datetime.timedelta(hours=1)], ids=['seconds', 'timedelta'])
def test_the_session_s_lifetime(app, lifetime):
    app.config['PERMANENT_SESSION_LIFETIME'] = lifetime
    assert app.permanent_session_lifetime in (lifetime, datetime.timedelta(hours=1))


def test_configuration_from_json(app, tmpdir):
    path = tmpdir.join('settings.json')
    path.write('{"DEBUG": true, "MONGO_DBNAME": "pages", "lower": 1}')
    assert app.config.from_json(str(path)) is True
    assert app.config['MONGO_DBNAME'] == 'pages'
    assert 'lower' not in app.config
    assert app.config.from_json(str(tmpdir.join('nothing.json')), silent=True) is False
    with pytest.raises(EnvironmentError):
        app.config.from_json(str(tmpdir.join('nothing.json')))


@pytest.mark.skipif(not MODULES, reason='requests of this Flask know modules, of which it has none')
def test_modules(app, client):
    from flask import Module
    module = Module('json.decoder', 'pages', url_prefix='/pages')

    @module.route('/')
    def index():
        return flask.request.module
    app.register_module(module)
    assert data(client.get('/pages/')) == 'pages'
    assert app.modules['pages'] is module


@pytest.mark.skipif(not MODULES, reason='requests of this Flask know modules, of which it has none')
def test_templates_of_modules(app, client, tmpdir, monkeypatch):
    from flask import Module
    tmpdir.join('modules_of_2010', '__init__.py').write('', ensure=True)
    for name in 'admin', 'pages':
        tmpdir.join('modules_of_2010', name, '__init__.py').write('', ensure=True)
        tmpdir.join('modules_of_2010', name, 'templates', 'index.html').write('the %s' % name, ensure=True)
    monkeypatch.syspath_prepend(str(tmpdir))
    for name in 'admin', 'pages':
        app.register_module(Module('modules_of_2010.' + name), url_prefix='/' + name)

    @app.route('/show/<path:name>')
    def show(name):
        return flask.render_template(name)
    assert data(client.get('/show/admin/index.html')) == 'the admin'
    assert data(client.get('/show/pages/index.html')) == 'the pages'


def test_markup_and_escape():
    from flask import Markup, escape
    assert Markup('<b>%s</b>') % '<' == Markup('<b>&lt;</b>')
    assert escape('<') == Markup('&lt;')


def test_signals_available():
    from flask import signals_available
    from flask.signals import signals_available as the_same
    assert signals_available is the_same is bool(signals_available)


# What is said

def warned(function):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        function()
    return [(warning.filename, str(warning.message)) for warning in caught
            if issubclass(warning.category, LegacyWarning)]


def test_the_application_s_line_is_blamed(app, client, stored):
    if not warned(lambda: flask.Markup):
        pytest.skip('this Flask has the names itself')

    def view():
        assert flask.request.json is None
        return flask.send_file(str(stored), cache_timeout=1)
    app.add_url_rule('/', 'view', view, methods=['POST'])
    said = warned(lambda: data(client.post('/', data='x')))
    assert [(filename, text.split(' is ')[0]) for filename, text in said] == [
        (__file__.replace('.pyc', '.py'), 'flask.Request.json(other content types)'),
        (__file__.replace('.pyc', '.py'), 'flask.send_file(cache_timeout=)')]


def test_uses_are_counted(app, stored):
    if not warned(lambda: flask.Markup):
        pytest.skip('this Flask has the names itself')
    answer(app, lambda: flask.send_file(str(stored), cache_timeout=1, attachment_filename='a.txt'))
    uses = dict((entry['name'], entry['uses']) for entry in legacy_mode.describe())
    assert uses['flask.send_file(cache_timeout=)'] == 1
    assert uses['flask.send_file(attachment_filename=)'] == 1
    assert uses['flask.send_file(add_etags=)'] == 0


def test_an_application_without_legacy_names_is_not_warned(app, client, stored):
    @app.errorhandler(404)
    def missing(error):
        return flask.jsonify(error='missing'), 404

    @app.route('/file')
    def file():
        return flask.send_file(str(stored))

    def requests():
        client.get('/nothing')
        data(client.get('/file'))
        client.post('/file', data='{}', content_type='application/json')
    assert warned(requests) == []


# What extensions took from Flask's inside

def test_one_source_for_python_2_and_3():
    try:
        from flask import _compat
    except ImportError:
        pytest.skip('this Flask does not have it yet')
    assert isinstance(u'', _compat.text_type) and isinstance('', _compat.string_types)
    assert isinstance(1, _compat.integer_types)
    assert list(_compat.iteritems({'a': 1})) == [('a', 1)]

    class Meta(type):
        pass

    class Made(_compat.with_metaclass(Meta, dict)):
        pass
    assert type(Made) is Meta and issubclass(Made, dict) and Made.__mro__[1] is dict
    try:
        raise ValueError('once')
    except ValueError as error:
        with pytest.raises(ValueError) as raised:
            _compat.reraise(ValueError, error, None)
    assert raised.value.args == ('once',)

    @_compat.implements_to_string
    class Named(object):
        def __str__(self):
            return u'\xe4'
    assert u'%s' % Named() == u'\xe4'


def test_the_endpoint_of_a_view():
    from flask.helpers import _endpoint_from_view_func
    assert _endpoint_from_view_func(test_the_endpoint_of_a_view) == 'test_the_endpoint_of_a_view'
