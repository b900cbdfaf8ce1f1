"""Flask-Cache: views, functions and parts of templates, kept in memory and in files."""
import flask
import pytest
from flask.ext.cache import Cache
from flask.ext.pymongo import PyMongo


@pytest.fixture(params=['simple', 'filesystem'])
def app(request, make_app, tmp_path):
    app = make_app(CACHE_TYPE=request.param, CACHE_DIR=str(tmp_path), CACHE_DEFAULT_TIMEOUT=60)
    app.mongo = PyMongo(app)
    app.cache = Cache(app)
    app.mongo.db.teas.insert({'name': 'Sencha', 'price': 470})

    @app.route('/teas')
    @app.cache.cached(key_prefix='all teas')
    def teas():
        return ', '.join(tea['name'] for tea in app.mongo.db.teas.find())

    @app.route('/teas/<name>')
    @app.cache.cached(unless=lambda: 'fresh' in flask.request.args)
    def tea(name):
        return str(app.mongo.db.teas.find_one_or_404({'name': name})['price'])

    @app.route('/part')
    def part():
        return flask.render_template_string(
            '{% cache 60, "part" %}{{ teas.find().count() }}{% endcache %}', teas=app.mongo.db.teas)

    return app


def test_views_are_kept_until_they_are_deleted(app):
    client = app.test_client()
    assert (client.get('/teas').data, client.get('/teas/Sencha').data) == (b'Sencha', b'470')
    with app.app_context():
        app.mongo.db.teas.update({}, {'$set': {'price': 1}})
        app.mongo.db.teas.insert({'name': 'Assam', 'price': 2})
    assert (client.get('/teas').data, client.get('/teas/Sencha').data) == (b'Sencha', b'470')
    assert client.get('/teas/Sencha?fresh=1').data == b'1'
    assert client.get('/teas/Keemun').status_code == 404
    with app.app_context():
        app.cache.delete('all teas')
    assert client.get('/teas').data == b'Sencha, Assam'
    assert client.get('/teas/Sencha').data == b'470'
    with app.app_context():
        app.cache.clear()
    assert client.get('/teas/Sencha').data == b'1'


def test_functions_are_kept_by_their_arguments(app):
    calls = []

    @app.cache.memoize(60)
    def price(name, factor=1):
        calls.append(name)
        return app.mongo.db.teas.find_one({'name': name})['price'] * factor

    class Shop(object):
        @app.cache.memoize()
        def tax(self, amount):
            calls.append(amount)
            return amount * 2

    with app.app_context():
        assert [price('Sencha'), price('Sencha', 1), price(name='Sencha'), price('Sencha', factor=2)] \
            == [470, 470, 470, 940]
        assert calls == ['Sencha', 'Sencha']
        app.cache.delete_memoized(price, 'Sencha')
        assert price('Sencha', 2) == 940 and len(calls) == 2
        assert price('Sencha') == 470 and len(calls) == 3
        app.cache.delete_memoized(price)
        assert price('Sencha', 2) == 940 and len(calls) == 4
        shop = Shop()
        assert (shop.tax(1), shop.tax(1), len(calls)) == (2, 2, 5)


def test_parts_of_templates_are_kept(app):
    client = app.test_client()
    assert client.get('/part').data == b'1'
    with app.app_context():
        app.mongo.db.teas.insert({'name': 'Assam'})
    assert client.get('/part').data == b'1'


def test_values_are_kept_and_counted(app):
    with app.app_context():
        cache = app.cache
        cache.set('one', {'name': 'Sencha'}, timeout=60)
        cache.set_many({'two': 2, 'three': 3})
        assert cache.get('one') == {'name': 'Sencha'}
        assert cache.get_many('two', 'three', 'four') == [2, 3, None]
        cache.delete_many('two', 'three')
        assert cache.get('two') is None
        cache.add('one', 'other')
        assert cache.get('one') == {'name': 'Sencha'}
