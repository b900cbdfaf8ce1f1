"""Flask-DebugToolbar: on pages in debug mode, with all of its panels; redirects wait."""
import logging

import flask
import pytest
from flask.ext.debugtoolbar import DebugToolbarExtension
from flask.ext.pymongo import PyMongo
from jinja2 import DictLoader


@pytest.fixture
def app(make_app):
    app = make_app(SECRET_KEY='of the test', DEBUG=True)
    app.jinja_loader = DictLoader({'index.html': '<html><body>{{ teas|join(", ") }}</body></html>'})
    mongo = PyMongo(app)
    mongo.db.teas.insert([{'name': 'Sencha'}, {'name': 'Assam'}])
    DebugToolbarExtension(app)

    @app.route('/')
    def index():
        app.logger.warning('a warning of the page')
        logging.getLogger('other').warning('another warning')
        flask.session['seen'] = 'yes'
        return flask.render_template('index.html', teas=mongo.db.teas.distinct('name'))

    @app.route('/old')
    def old():
        return flask.redirect(flask.url_for('index'))

    @app.route('/json')
    def json():
        return flask.jsonify(one=1)

    return app


def test_pages_have_the_toolbar(app):
    page = app.test_client().get('/?kind=green').data.decode()
    assert 'Assam, Sencha' in page and 'id="flDebug"' in page
    # Something of each panel: settings, headers, arguments, templates, log, routes, versions.
    for text in 'SESSION_COOKIE_NAME', 'HTTP_HOST', 'green', 'index.html', 'a warning of the page', '/json', 'Werkzeug':
        assert text in page, text


def test_redirects_wait(app):
    client = app.test_client()
    answer = client.get('/old')
    assert answer.status_code == 200
    assert 'Redirect (302)' in answer.data.decode() and 'href="/"' in answer.data.decode()
    app.config['DEBUG_TB_INTERCEPT_REDIRECTS'] = False
    assert client.get('/old').status_code == 302


def test_other_answers_are_left_alone(app):
    client = app.test_client()
    assert client.get('/json').get_json() == {'one': 1}
    assert client.get('/_debug_toolbar/static/css/toolbar.css').status_code == 200


def test_the_profiler_measures(app):
    client = app.test_client()
    client.set_cookie('fldt_active', 'flDebugProfilerPanel')
    page = client.get('/').data.decode()
    assert '<th>Cumulative Time (ms)</th>' in page
