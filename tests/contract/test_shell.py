"""``flask shell`` knows the extension's objects."""
import pytest
from flask import Flask

from flask_pymongo import PyMongo

pytestmark = [
    pytest.mark.every_triple,
    pytest.mark.skipif(not hasattr(Flask, 'make_shell_context'), reason='this Flask has no shell'),
]


def test_each_object_is_known_by_its_prefix(make_app, bind, mongodb_host, mongodb_port):
    app = make_app(LOG_HOST=mongodb_host, LOG_PORT=mongodb_port)
    mongo, log = bind(app), bind(app, config_prefix='LOG')
    context = app.make_shell_context()
    assert context['app'] is app
    assert context['mongo'] is mongo
    assert context['log'] is log


def test_one_with_a_uri_in_code_is_called_mongo(make_app, close_later, mongodb_uri, database_name):
    app = make_app()
    mongo = close_later(app, PyMongo(app, '%s/%s' % (mongodb_uri.rstrip('/'), database_name)))
    assert app.make_shell_context()['mongo'] is mongo


@pytest.mark.parametrize('before', [True, False])
def test_what_the_application_says_counts(make_app, bind, before):
    app = make_app()
    if before:
        app.shell_context_processor(lambda: {'mongo': 'its own'})
    bind(app)
    if not before:
        app.shell_context_processor(lambda: {'mongo': 'its own'})
    assert app.make_shell_context()['mongo'] == 'its own'


def test_flask_itself_is_not_hidden(make_app, bind, mongodb_host, mongodb_port):
    app = make_app(APP_HOST=mongodb_host, APP_PORT=mongodb_port)
    bind(app, config_prefix='APP')
    assert app.make_shell_context()['app'] is app
