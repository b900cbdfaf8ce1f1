"""Flask-Login: users of the database log in and out, are remembered, and are asked again."""
import flask
import pytest
from flask.ext.login import (
    AnonymousUserMixin,
    LoginManager,
    UserMixin,
    confirm_login,
    current_user,
    fresh_login_required,
    login_required,
    login_user,
    logout_user,
    user_logged_in,
)
from flask.ext.pymongo import PyMongo
from pymongo.objectid import ObjectId


class User(UserMixin):
    def __init__(self, document):
        self.document = document

    def get_id(self):
        return str(self.document['_id'])

    def get_auth_token(self):
        return 'token of ' + self.document['name']


class Guest(AnonymousUserMixin):
    name = 'guest'


@pytest.fixture
def app(make_app):
    app = make_app(SECRET_KEY='of the test')
    mongo = PyMongo(app)
    mongo.db.users.insert([{'name': 'ada', 'key': 'of ada'}, {'name': 'bob', 'active': False}])
    manager = LoginManager(app)
    manager.login_view = 'login'
    manager.refresh_view = 'confirm'
    manager.anonymous_user = Guest
    manager.session_protection = 'basic'

    @manager.user_loader
    def load(user_id):
        found = mongo.db.users.find_one({'_id': ObjectId(user_id)})
        return found and User(found)

    @manager.token_loader
    def load_token(token):
        found = mongo.db.users.find_one({'name': token.replace('token of ', '')})
        return found and User(found)

    @manager.request_loader
    def load_request(request):
        found = mongo.db.users.find_one({'key': request.headers.get('X-Key')}) if 'X-Key' in request.headers else None
        return found and User(found)

    @app.route('/')
    def index():
        return flask.render_template_string(
            '{{ current_user.document.name if current_user.is_authenticated else current_user.name }}')

    @app.route('/login', methods=['GET', 'POST'])
    def login():
        if flask.request.method == 'POST':
            found = mongo.db.users.find_one({'name': flask.request.form['name']})
            assert login_user(User(found), remember='remember' in flask.request.form)
            return flask.redirect(flask.request.args.get('next') or flask.url_for('index'))
        return 'please log in: %s' % flask.get_flashed_messages()

    @app.route('/logout')
    @login_required
    def logout():
        logout_user()
        return flask.redirect(flask.url_for('index'))

    @app.route('/private')
    @login_required
    def private():
        return 'only for ' + current_user.document['name']

    @app.route('/password')
    @fresh_login_required
    def password():
        return 'fresh'

    @app.route('/confirm')
    def confirm():
        confirm_login()
        return 'confirmed'

    return app


def _get(client, path, **options):
    return client.get(path, **options).data.decode()


def test_logs_in_and_out(app):
    client = app.test_client()
    assert _get(client, '/') == 'guest'
    answer = client.get('/private')
    assert (answer.status_code, answer.location) == (302, 'http://localhost/login?next=%2Fprivate')
    assert 'Please log in to access this page.' in _get(client, '/login')
    seen = []
    with user_logged_in.connected_to(lambda sender, user: seen.append(user.document['name']), app):
        answer = client.post('/login?next=/private', data={'name': 'ada'}, follow_redirects=True)
    assert answer.data == b'only for ada' and seen == ['ada']
    assert _get(client, '/') == 'ada'
    assert _get(client, '/password') == 'fresh'
    assert client.get('/logout').location == 'http://localhost/'
    assert _get(client, '/') == 'guest'


def test_remembers_and_asks_again(app):
    client = app.test_client()
    answer = client.post('/login', data={'name': 'ada', 'remember': 'yes'})
    cookies = answer.headers.getlist('Set-Cookie')
    remembered = next(each for each in cookies if each.startswith('remember_token='))
    # A new session of the browser: only the long-lived cookie is left.
    later = app.test_client()
    later.set_cookie('localhost', 'remember_token', remembered.split(';')[0].split('=', 1)[1].strip('"'))
    assert _get(later, '/private') == 'only for ada'
    assert later.get('/password').location == 'http://localhost/confirm?next=%2Fpassword'
    assert _get(later, '/confirm') == 'confirmed'
    assert _get(later, '/password') == 'fresh'
    later.get('/logout')
    assert _get(later, '/') == 'guest'


def test_loads_users_from_the_request(app):
    assert _get(app.test_client(), '/private', headers={'X-Key': 'of ada'}) == 'only for ada'
    assert app.test_client().get('/private', headers={'X-Key': 'of nobody'}).status_code == 302


def test_a_session_of_another_browser_is_not_fresh(app):
    client = app.test_client()
    client.post('/login', data={'name': 'ada'}, headers={'User-Agent': 'one'})
    assert client.get('/password', headers={'User-Agent': 'another'}).status_code == 302
    assert _get(client, '/private', headers={'User-Agent': 'another'}) == 'only for ada'
