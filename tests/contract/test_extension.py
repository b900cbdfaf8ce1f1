"""PyMongo and applications: both signatures, contexts, several objects, several applications, factories."""
import gc
import io
import threading
from contextlib import closing

import pymongo
import pytest
from bson.son import SON
from flask import Flask, current_app, request, session

import flask_pymongo
from flask_pymongo import PyMongo, wrappers
from flask_pymongo.compat import versions

pytestmark = pytest.mark.every_triple

try:
    from unittest import mock
except ImportError:
    mock = None


@pytest.fixture
def uri(mongodb_host, mongodb_port):
    """A function that gives the URI of a database on the test server."""
    def uri(name=''):
        return 'mongodb://%s:%d/%s' % (mongodb_host, mongodb_port, name)
    return uri


def ping(mongo):
    return mongo.cx.admin.command('ping')['ok']


# One object and one application

def test_client_and_database(app, mongo, database_name):
    assert isinstance(mongo.cx, wrappers.MongoClient)
    assert isinstance(mongo.db, wrappers.Database)
    assert isinstance(mongo.db, pymongo.database.Database)
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


def test_extensions_entry_is_client_and_database(app, mongo):
    cx, db = app.extensions['pymongo']['MONGO']
    assert cx is mongo.cx
    assert db == mongo.db
    assert isinstance(app.extensions['pymongo']['MONGO'], tuple)


def test_one_client_for_all_requests(app, mongo):
    seen = []
    for _ in range(2):
        with app.test_request_context():
            seen.append(mongo.cx)
    assert seen[0] is seen[1]


def test_what_was_written_is_read_elsewhere(app, mongo):
    mongo.db.things.insert({'_id': 1})

    @app.route('/')
    def count():
        return str(len(list(mongo.db.things.find())))
    assert app.test_client().get('/').data == b'1'


def test_in_another_thread(app, mongo):
    seen = []

    def work():
        with app.test_request_context():
            seen.append(mongo.db.name)
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert seen == [mongo.db.name]


def test_default_database_is_the_applications_name(make_app, bind):
    app = make_app('shopfront', MONGO_DBNAME=None)
    mongo = bind(app)
    with app.test_request_context():
        assert mongo.db.name == 'shopfront'


def test_no_configuration_needs_none(make_app):
    """Whatever the client makes of it is not this test's subject: nobody may listen there."""
    app = make_app('shopfront', MONGO_HOST=None, MONGO_PORT=None, MONGO_DBNAME=None)
    mongo = PyMongo()
    try:
        mongo.init_app(app)
    except pymongo.errors.ConnectionFailure:
        assert not versions.DRIVER_CONNECTS_LAZILY
        return
    with app.test_request_context():
        assert mongo.db.name == 'shopfront'
        mongo.cx.close()


# Initialised late, or never

def test_init_app_later(make_app, close_later, database_name):
    mongo = PyMongo()
    app = make_app()
    mongo.init_app(app)
    close_later(app, mongo)
    with app.test_request_context():
        assert mongo.db.name == database_name


@pytest.mark.parametrize('name', ['cx', 'db'])
def test_not_initialised(name):
    with pytest.raises(Exception) as caught:
        getattr(PyMongo(), name)
    assert 'init_app' in str(caught.value)


@pytest.mark.parametrize('name', ['cx', 'db'])
def test_not_initialised_in_a_context(make_app, name):
    with make_app().test_request_context():
        with pytest.raises(Exception) as caught:
            getattr(PyMongo(), name)
    assert 'init_app' in str(caught.value)


def test_in_the_context_of_an_application_that_was_never_initialised(make_app, bind, database_name):
    """As in 2.x and 3.x: the only application that there is answers."""
    mongo = bind(make_app())
    with make_app('stranger').test_request_context():
        assert mongo.db.name == database_name
        assert ping(mongo) == 1.0


@pytest.mark.parametrize('name', ['cx', 'db'])
def test_a_stranger_beside_two_applications(make_app, close_later, name):
    mongo, apps = PyMongo(), [make_app('one'), make_app('two')]
    for app in apps:
        mongo.init_app(app)
        close_later(app, mongo)
    with make_app('stranger').test_request_context():
        with pytest.raises(Exception) as caught:
            getattr(mongo, name)
    assert 'init_app' in str(caught.value)


def test_configuration_is_read_there_and_then(make_app, bind, database_name):
    app = make_app()
    mongo = bind(app)
    app.config['MONGO_DBNAME'] = database_name + '_late'
    with app.test_request_context():
        assert mongo.db.name == database_name


def test_a_failed_init_app_may_be_repeated(make_app, close_later, mongodb_port):
    app = make_app(MONGO_PORT='nonsense')
    mongo = PyMongo()
    with pytest.raises(TypeError):
        mongo.init_app(app)
    app.config['MONGO_PORT'] = mongodb_port
    mongo.init_app(app)
    close_later(app, mongo)
    with app.test_request_context():
        assert ping(mongo) == 1.0


def test_an_application_initialised_by_another_object(make_app, bind, database_name):
    """As in 0.x: the prefix and the current application decide, not which object was initialised."""
    here = bind(make_app('here'))
    there = make_app('there', MONGO_DBNAME=database_name + '_there')
    bind(there)
    with there.test_request_context():
        assert here.db.name == database_name + '_there'
    assert here.db.name == database_name


# Outside a context

def test_outside_a_context_the_one_application(make_app, bind, database_name):
    mongo = bind(make_app())
    assert not current_app
    assert mongo.db.name == database_name
    assert ping(mongo) == 1.0


def test_the_application_that_a_script_does_not_keep(make_app, close_later, database_name):
    mongo = PyMongo()

    def create_app():
        app = make_app('forgotten')
        mongo.init_app(app)
        close_later(app, mongo)

    create_app()
    gc.collect()
    assert mongo.db.name == database_name


def test_outside_a_context_with_two_applications(make_app, close_later):
    mongo = PyMongo()
    for name in ('one', 'two'):
        app = make_app(name)
        mongo.init_app(app)
        close_later(app, mongo)
    with pytest.raises(Exception) as caught:
        str(mongo.db)
    assert 'context' in str(caught.value)


@pytest.mark.skipif(not hasattr(Flask, 'app_context'), reason='this Flask has no application context')
def test_application_context(make_app, bind, database_name):
    app = make_app()
    mongo = bind(app)
    with app.app_context():
        assert mongo.db.name == database_name


# A proxy as the application

def test_current_app_as_the_application(make_app, close_later, database_name):
    app = make_app()
    with app.test_request_context():
        mongo = close_later(app, PyMongo(current_app))
        assert mongo.db.name == database_name
    assert app.extensions['pymongo']['MONGO'][0] is mongo.cx
    assert mongo.db.name == database_name


def test_init_app_with_current_app(make_app, close_later, database_name):
    app, mongo = make_app(), PyMongo()
    with app.test_request_context():
        mongo.init_app(current_app)
    close_later(app, mongo)
    assert mongo.db.name == database_name
    with pytest.raises(Exception) as caught:
        mongo.init_app(app)
    assert str(caught.value) == 'duplicate config_prefix "MONGO"'


class Slot(object):
    """What an attribute that nobody set gives: false, and a function that does nothing."""

    def __call__(self, *args, **kwargs):
        pass

    def __len__(self):
        return 0


class AnyAttribute(Flask):
    """An application that answers any attribute, as one with events does, such as those of Eve."""

    def __getattr__(self, name):
        if name[:2] == '__':
            raise AttributeError(name)
        return self.__dict__.setdefault(name, Slot())


def test_application_that_answers_any_attribute(mongodb_host, mongodb_port, database_name, close_later):
    app = AnyAttribute(__name__)
    app.config.update(MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port, MONGO_DBNAME=database_name, SECRET_KEY='x')
    mongo = close_later(app, PyMongo(app))

    @app.route('/<ObjectId:id>')
    def one(id):
        session['last'] = mongo.db.things.find_one_or_404(id)['_id']
        return str(session['last'])

    @app.route('/files/<name>', methods=['GET', 'PUT'])
    def file(name):
        if request.method == 'PUT':
            mongo.save_file(name, request.stream)
        return mongo.send_file(name)

    client = app.test_client()
    with app.test_request_context():
        thing = mongo.db.things.insert({})
    assert client.get('/%s' % thing).data.decode('ascii') == str(thing)
    assert client.get('/%s' % ('0' * 24)).status_code == client.get('/files/tea').status_code == 404
    client.put('/files/tea', data=b'green').close()
    with closing(client.get('/files/tea')) as response:
        assert response.data == b'green'


def test_current_app_outside_of_a_context():
    with pytest.raises((RuntimeError, AttributeError)):
        PyMongo().init_app(current_app)


# Something else in the place of cx and db

@pytest.fixture
def two(make_app, close_later):
    """An object and its two applications."""
    mongo, apps = PyMongo(), [make_app('one'), make_app('two')]
    for app in apps:
        mongo.init_app(app)
        close_later(app, mongo)
    return mongo, apps


@pytest.mark.parametrize('name', ['cx', 'db'])
def test_what_is_assigned_is_what_everybody_sees_until_it_is_deleted(two, name):
    mongo, apps = two
    fake, seen = object(), []
    setattr(mongo, name, fake)
    worker = threading.Thread(target=lambda: seen.append(getattr(mongo, name)))
    worker.start()
    worker.join()
    for app in apps:
        with app.test_request_context():
            seen.append(getattr(mongo, name))
    assert seen == [fake] * 3
    delattr(mongo, name)
    for app in apps:
        with app.test_request_context():
            assert getattr(mongo, name) is app.extensions['pymongo']['MONGO'][('cx', 'db').index(name)]
    with pytest.raises(AttributeError):
        delattr(mongo, name)


def test_another_database_assigned(app, mongo, database_name):
    mongo.db.things.insert({'_id': 1})
    mongo.db = mongo.cx[database_name + '_other']
    try:
        assert mongo.db.things.find_one() is None
        mongo.save_file('a.txt', io.BytesIO(b'abc'))
        with app.test_request_context():
            assert b''.join(mongo.send_file('a.txt').response) == b'abc'
        assert mongo.db.fs.files.count() == 1
    finally:
        mongo.cx.drop_database(mongo.db.name)
        del mongo.db
    assert mongo.db.fs.files.count() == 0
    assert mongo.db.things.find_one() == {'_id': 1}


@pytest.mark.parametrize('name', ['cx', 'db'])
def test_patched_by_monkeypatch(two, monkeypatch, name):
    mongo, apps = two
    fake = object()
    with apps[0].test_request_context():
        monkeypatch.setattr(mongo, name, fake)
        assert getattr(mongo, name) is fake
    with apps[1].test_request_context():
        assert getattr(mongo, name) is fake
        monkeypatch.undo()
    # What it puts back belongs to one application and must not be everybody's.
    for app in apps:
        with app.test_request_context():
            assert getattr(mongo, name) is app.extensions['pymongo']['MONGO'][('cx', 'db').index(name)]


@pytest.mark.skipif(mock is None, reason='this Python has no unittest.mock')
@pytest.mark.parametrize('name', ['cx', 'db'])
def test_patched_by_mock(app, mongo, name):
    before = getattr(mongo, name)
    with mock.patch.object(mongo, name) as fake:
        assert getattr(mongo, name) is fake
        with mock.patch.object(mongo, name) as inner:
            assert getattr(mongo, name) is inner
        assert getattr(mongo, name) is fake
    assert getattr(mongo, name) is before


def test_a_subclass_that_sets_db(make_app, close_later, database_name):
    class Own(PyMongo):
        def __init__(self, *args, **kwargs):
            self.db = 'before'
            super(Own, self).__init__(*args, **kwargs)

        def init_app(self, app, *args, **kwargs):
            super(Own, self).init_app(app, *args, **kwargs)
            self.db = self.cx[database_name + '_own']

    assert Own().db == 'before'
    app = make_app()
    mongo = close_later(app, Own(app))
    assert mongo.db.name == database_name + '_own'
    with app.test_request_context():
        assert mongo.db.name == database_name + '_own'


# Another client in the place of the package's

class FakeClient(object):
    def __init__(self, *args, **kwargs):
        self.made_with = args, kwargs

    def __getitem__(self, name):
        return 'database ' + name

    def close(self):
        pass


def test_the_client_is_made_of_the_packages_class(make_app, monkeypatch):
    monkeypatch.setattr(flask_pymongo, 'MongoClient', FakeClient)
    app = make_app('shop', MONGO_DBNAME=None)
    mongo = PyMongo(app)
    assert type(mongo.cx) is FakeClient
    assert mongo.db == 'database shop'
    assert type(PyMongo(app, 'mongodb://127.0.0.1/x').cx) is FakeClient


def test_the_client_of_a_set_is_made_of_the_packages_class(make_app, monkeypatch):
    name = 'MongoClient' if versions.DRIVER_CONNECTS_LAZILY else 'MongoReplicaSetClient'
    monkeypatch.setattr(flask_pymongo, name, FakeClient)
    assert type(PyMongo(make_app(MONGO_REPLICA_SET='rs')).cx) is FakeClient


# Several threads

def _at_once(count, work):
    """Run some work in threads that begin at the same time; what each raised, or None."""
    outcomes, ready = [], threading.Event()

    def run():
        ready.wait()
        try:
            work()
        except Exception as error:
            outcomes.append(str(error))
        else:
            outcomes.append(None)
    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    ready.set()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize('shared', [True, False], ids=['one object', 'an object each'])
def test_init_app_of_one_application_in_several_threads(make_app, close_later, shared):
    for _ in range(5):
        app, one = make_app(), PyMongo()
        outcomes = _at_once(8, lambda app=app, one=one: (one if shared else PyMongo()).init_app(app))
        assert sorted(str(outcome) for outcome in outcomes) == ['None'] + ['duplicate config_prefix "MONGO"'] * 7


def test_init_app_of_one_object_in_several_threads(make_app, close_later):
    for _ in range(5):
        apps, mongo = [make_app('app%d' % number) for number in range(8)], PyMongo()
        waiting = list(apps)
        assert _at_once(8, lambda waiting=waiting, mongo=mongo: mongo.init_app(waiting.pop())) == [None] * 8
        for app in apps:
            with app.test_request_context():
                assert mongo.cx is app.extensions['pymongo']['MONGO'][0]


# Several applications

def test_two_applications_share_an_object(make_app, close_later, database_name):
    mongo = PyMongo()
    apps = [make_app(suffix, MONGO_DBNAME=database_name + suffix) for suffix in ('_one', '_two')]
    for app in apps:
        mongo.init_app(app)
        close_later(app, mongo)
    for app, suffix in zip(apps, ('_one', '_two')):
        with app.test_request_context():
            assert mongo.db.name == database_name + suffix
    with apps[0].test_request_context():
        first = mongo.cx
        with apps[1].test_request_context():
            assert mongo.cx is not first
        assert mongo.cx is first


def test_two_applications_with_two_prefixes(make_app, close_later, database_name):
    """The prefix is the application's, not the last one given."""
    mongo = PyMongo()
    one = make_app('one')
    two = make_app('two', MONGO2_HOST=make_app().config['MONGO_HOST'], MONGO2_PORT=make_app().config['MONGO_PORT'],
                   MONGO2_DBNAME=database_name + '_two')
    mongo.init_app(one)
    mongo.init_app(two, 'MONGO2')
    close_later(one, mongo)
    close_later(two, mongo)
    with one.test_request_context():
        assert mongo.db.name == database_name
    with two.test_request_context():
        assert mongo.db.name == database_name + '_two'


def test_application_factory(make_app, close_later, database_name):
    mongo = PyMongo()

    def create_app(suffix):
        app = make_app('factory', MONGO_DBNAME=database_name + suffix)
        mongo.init_app(app)

        @app.route('/')
        def which():
            return mongo.db.name
        close_later(app, mongo)
        return app
    names = [create_app(suffix).test_client().get('/').data.decode('ascii') for suffix in ('_a', '_b')]
    assert names == [database_name + '_a', database_name + '_b']


# Several objects on one application

def test_several_prefixes(make_app, bind, mongodb_host, mongodb_port, database_name):
    app = make_app(MONGO2_HOST=mongodb_host, MONGO2_PORT=mongodb_port, MONGO2_DBNAME=database_name + '_two',
                   BLOG_URI='mongodb://%s:%d/%s' % (mongodb_host, mongodb_port, database_name + '_blog'))
    first, second, third = bind(app), bind(app, config_prefix='MONGO2'), bind(app, 'BLOG')
    with app.test_request_context():
        assert [mongo.db.name for mongo in (first, second, third)] == [
            database_name, database_name + '_two', database_name + '_blog']
        assert second.cx is app.extensions['pymongo']['MONGO2'][0]
        first.db.things.insert({'_id': 1})
        assert second.db.things.find_one() is None
    assert sorted(app.extensions['pymongo']) == ['BLOG', 'MONGO', 'MONGO2']


def test_duplicate_prefix(make_app, bind):
    app = make_app()
    bind(app)
    with pytest.raises(Exception) as caught:
        PyMongo(app)
    assert str(caught.value) == 'duplicate config_prefix "MONGO"'


def test_duplicate_prefix_of_another_name(make_app, bind, mongodb_host, mongodb_port):
    app = make_app(LOG_HOST=mongodb_host, LOG_PORT=mongodb_port)
    bind(app, 'LOG')
    mongo = PyMongo()
    with pytest.raises(Exception) as caught:
        mongo.init_app(app, config_prefix='LOG')
    assert str(caught.value) == 'duplicate config_prefix "LOG"'


def test_a_refused_duplicate_leaves_the_first(make_app, bind, database_name):
    app = make_app()
    mongo = bind(app)
    with pytest.raises(Exception) as caught:
        PyMongo(app)
    assert 'duplicate' in str(caught.value)
    with app.test_request_context():
        assert mongo.db.name == database_name
        assert ping(mongo) == 1.0


def test_prefix_again_after_its_entry_was_deleted(make_app, bind):
    app = make_app()
    first = bind(app)
    cx = app.extensions['pymongo'].pop('MONGO')[0]
    second = bind(app)
    with app.test_request_context():
        assert second.cx is not cx
        assert first.cx is second.cx
    cx.close()


# A URI as argument

URI_FORMS = {
    'PyMongo(app, uri)': lambda app, uri: PyMongo(app, uri),
    'PyMongo(app, uri=uri)': lambda app, uri: PyMongo(app, uri=uri),
    'init_app(app, uri)': lambda app, uri: initialised(app, uri),
    'init_app(app, uri=uri)': lambda app, uri: initialised(app, uri=uri),
}


def initialised(app, *args, **kwargs):
    mongo = PyMongo()
    mongo.init_app(app, *args, **kwargs)
    return mongo


@pytest.fixture(params=sorted(URI_FORMS))
def by_uri(request, close_later):
    def by_uri(app, uri):
        return close_later(app, URI_FORMS[request.param](app, uri))
    return by_uri


def test_uri_argument(make_app, by_uri, uri, database_name):
    app = make_app(MONGO_DBNAME='ignored')
    mongo = by_uri(app, uri(database_name + '_uri'))
    with app.test_request_context():
        assert mongo.db.name == database_name + '_uri'
        assert ping(mongo) == 1.0
    assert mongo.db.name == database_name + '_uri'


def test_uri_argument_without_a_database(make_app, by_uri, uri):
    app = make_app()
    mongo = by_uri(app, uri())
    with app.test_request_context():
        assert mongo.db is None
        assert ping(mongo) == 1.0


def test_uri_argument_rules_over_the_configuration(make_app, by_uri, uri, dead_port, database_name):
    app = make_app(MONGO_URI='mongodb://127.0.0.1:%d/elsewhere' % dead_port)
    mongo = by_uri(app, uri(database_name))
    with app.test_request_context():
        assert mongo.db.name == database_name
        assert ping(mongo) == 1.0


@pytest.mark.parametrize('form', ['positional', 'keyword'])
def test_two_objects_with_a_uri_each(make_app, bind, uri, database_name, form):
    app = make_app()
    wanted = [database_name + '_one', database_name + '_two']
    objects = [bind(app, uri(name)) if form == 'positional' else bind(app, uri=uri(name)) for name in wanted]
    with app.test_request_context():
        assert [mongo.db.name for mongo in objects] == wanted
        assert objects[0].cx is not objects[1].cx


def test_the_same_uri_twice(make_app, bind, uri, database_name):
    app = make_app()
    objects = [bind(app, uri(database_name)) for _ in range(2)]
    with app.test_request_context():
        assert [mongo.db.name for mongo in objects] == [database_name] * 2


def test_a_uri_beside_a_prefix(make_app, bind, uri, database_name):
    app = make_app()
    by_prefix, by_uri = bind(app), bind(app, uri(database_name + '_uri'))
    with app.test_request_context():
        assert by_prefix.db.name == database_name
        assert by_uri.db.name == database_name + '_uri'
    assert app.extensions['pymongo']['MONGO'][1].name == database_name


def test_uri_of_one_object_for_two_applications(make_app, close_later, uri, database_name):
    mongo = PyMongo()
    apps = [make_app('one'), make_app('two')]
    for app, suffix in zip(apps, ('_one', '_two')):
        mongo.init_app(app, uri(database_name + suffix))
        close_later(app, mongo)
    for app, suffix in zip(apps, ('_one', '_two')):
        with app.test_request_context():
            assert mongo.db.name == database_name + suffix


def test_srv_uri_is_no_prefix(make_app):
    app = make_app()
    text = 'mongodb+srv://localhost/name'
    try:
        mongo = PyMongo(app, text, connect=False)
    except (pymongo.errors.PyMongoError, ValueError):
        return
    assert text not in app.extensions['pymongo']
    mongo.cx.close()


def test_further_keywords_go_to_the_client(make_app, bind, uri, database_name):
    app = make_app()
    mongo = bind(app, uri(database_name), document_class=SON)
    with app.test_request_context():
        mongo.db.things.insert({'_id': 1})
        assert type(mongo.db.things.find_one()) is SON


def test_further_keywords_of_init_app_go_to_the_client(make_app, close_later, uri, database_name):
    app = make_app()
    mongo = close_later(app, initialised(app, uri=uri(database_name), document_class=SON))
    with app.test_request_context():
        mongo.db.things.insert({'_id': 1})
        assert type(mongo.db.things.find_one()) is SON


def test_further_keywords_beside_a_prefix(make_app, bind):
    app = make_app()
    mongo = bind(app, 'MONGO', document_class=SON)
    with app.test_request_context():
        mongo.db.things.insert({'_id': 1})
        assert type(mongo.db.things.find_one()) is SON


def test_an_unknown_keyword_is_the_clients_to_refuse(make_app, uri):
    with pytest.raises(pymongo.errors.ConfigurationError):
        PyMongo(make_app(), uri('x'), no_such_option_of_any_client=1)


# Connecting

lazily = pytest.mark.skipif(not versions.DRIVER_CONNECTS_LAZILY, reason='the constructor of this driver connects')


@lazily
def test_nothing_connects_before_it_is_needed(make_app, bind, listen):
    listener = listen()
    bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=listener.port))
    assert not listener.visited.wait(0.3)


@lazily
def test_nothing_connects_for_a_uri_argument(make_app, bind, listen):
    listener = listen()
    bind(make_app(), 'mongodb://127.0.0.1:%d/name' % listener.port)
    assert not listener.visited.wait(0.3)


@lazily
@pytest.mark.parametrize('value', [True, 'true', 'True', 'TRUE'])
def test_connects_at_once_by_configuration(make_app, bind, listen, value):
    listener = listen()
    bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=listener.port, MONGO_CONNECT=value))
    assert listener.visited.wait(5)


@lazily
def test_connects_at_once_by_argument(make_app, bind, listen):
    listener = listen()
    bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=listener.port), connect=True)
    assert listener.visited.wait(5)


@lazily
def test_connects_at_once_by_argument_beside_a_uri(make_app, bind, listen):
    listener = listen()
    bind(make_app(), 'mongodb://127.0.0.1:%d/name' % listener.port, connect=True)
    assert listener.visited.wait(5)


@lazily
@pytest.mark.parametrize('value', [False, 'false', 'FALSE'])
def test_does_not_connect_if_told_not_to(make_app, bind, listen, value):
    listener = listen()
    bind(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=listener.port, MONGO_CONNECT=value))
    assert not listener.visited.wait(0.3)


@pytest.mark.skipif(versions.DRIVER_CONNECTS_LAZILY, reason='the constructor of this driver does not connect')
@pytest.mark.parametrize('value', [None, False])
def test_the_constructor_connects(make_app, dead_port, value):
    with pytest.raises(pymongo.errors.ConnectionFailure):
        PyMongo(make_app(MONGO_HOST='127.0.0.1', MONGO_PORT=dead_port, MONGO_CONNECT=value))
