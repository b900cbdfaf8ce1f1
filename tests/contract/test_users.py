"""Logging in and out, and users, in the legacy dialect: against a server that wants a log-in."""
import threading

import pymongo
import pytest
from pymongo.errors import ConfigurationError, OperationFailure, PyMongoError

from .reference import needs_scram

pytestmark = needs_scram

#: Everything that has a meaning in a URI.
PASSWORD = 'p@ss:w/%41?&#'


@pytest.fixture
def root(auth_server):
    """The driver's own client, logged in as one who may everything."""
    client = pymongo.MongoClient(auth_server.uri)
    yield client
    client.close()


@pytest.fixture
def mongo(auth_server, root, make_app, bind, database_name):
    """A PyMongo object that is not logged in; ada may write, bob may read."""
    for name, role in (('ada', 'dbOwner'), ('bob', 'read')):
        root[database_name].command('createUser', name, pwd=PASSWORD, roles=[role], mechanisms=['SCRAM-SHA-1'])
    app = make_app(MONGO_HOST=auth_server.host, MONGO_PORT=auth_server.port)
    with app.test_request_context():
        yield bind(app)
    root[database_name].command('dropAllUsersFromDatabase')
    root.drop_database(database_name)


def may_read(mongo):
    try:
        mongo.db.things.find_one()
    except OperationFailure as error:
        assert error.code == 13
        return False
    return True


def may_write(mongo):
    try:
        mongo.db.things.insert({})
    except OperationFailure as error:
        assert error.code == 13
        return False
    return True


def test_without_a_log_in_nothing_is_allowed(mongo):
    assert not may_read(mongo)
    assert not may_write(mongo)


def test_authenticate(mongo):
    assert mongo.db.authenticate('ada', PASSWORD) is True
    assert may_read(mongo) and may_write(mongo)


def test_what_a_user_may_not_do_stays_forbidden(mongo):
    assert mongo.db.authenticate('bob', PASSWORD) is True
    assert may_read(mongo)
    assert not may_write(mongo)


def test_keywords(mongo):
    assert mongo.db.authenticate(name='ada', password=PASSWORD) is True
    assert may_write(mongo)


def test_after_a_use_that_was_refused(mongo):
    things = mongo.db.things
    assert not may_read(mongo)
    mongo.db.authenticate('ada', PASSWORD)
    assert things.insert({'_id': 1}) == 1
    assert mongo.cx[mongo.db.name].things.find_one() == {'_id': 1}


def test_again_as_before_each_request(mongo):
    for _ in range(3):
        assert mongo.db.authenticate('ada', PASSWORD) is True
        assert may_write(mongo)


def test_other_threads_are_logged_in_too(mongo):
    mongo.db.authenticate('ada', PASSWORD)
    things, found = mongo.db.things, []
    things.insert({'_id': 1})
    threads = [threading.Thread(target=lambda: found.append(things.find_one())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{'_id': 1}] * 5


@pytest.mark.parametrize('name, password', [('ada', 'wrong'), ('eve', PASSWORD), ('Ada', PASSWORD)])
def test_a_wrong_log_in(mongo, name, password):
    with pytest.raises(OperationFailure) as caught:
        mongo.db.authenticate(name, password)
    assert caught.value.code == 18
    assert password not in str(caught.value) and password not in repr(caught.value)
    assert not may_read(mongo)


@pytest.mark.parametrize('password', ['', 'wrong', PASSWORD])
def test_a_log_in_without_a_name(mongo, password):
    """Without a name drivers from 4.0 on log nobody in, and have nothing to complain about."""
    with pytest.raises((OperationFailure, ConfigurationError, ValueError)):
        mongo.db.authenticate('', password)
    assert not may_read(mongo)
    assert mongo.db.authenticate('ada', PASSWORD) is True


def test_the_right_one_after_a_wrong_one(mongo):
    with pytest.raises(OperationFailure):
        mongo.db.authenticate('ada', 'wrong')
    assert mongo.db.authenticate('ada', PASSWORD) is True
    assert may_write(mongo)


@pytest.mark.parametrize('name, password', [('bob', PASSWORD), ('ada', 'wrong')])
def test_as_someone_else_without_logging_out(mongo, name, password):
    mongo.db.authenticate('ada', PASSWORD)
    with pytest.raises(OperationFailure):
        mongo.db.authenticate(name, password)
    assert may_write(mongo)


def test_logout(mongo):
    mongo.db.authenticate('ada', PASSWORD)
    assert may_write(mongo)
    assert mongo.db.logout() is None
    assert not may_read(mongo)


def test_logout_of_nobody(mongo):
    assert mongo.db.logout() is None
    assert mongo.db.logout() is None


def test_as_someone_else_after_logging_out(mongo):
    mongo.db.authenticate('ada', PASSWORD)
    mongo.db.logout()
    assert mongo.db.authenticate('bob', PASSWORD) is True
    assert may_read(mongo) and not may_write(mongo)


@pytest.mark.parametrize('log_in', [
    lambda mongo, name, password: mongo.db.authenticate(name, password, source='admin'),
    lambda mongo, name, password: mongo.db.authenticate(name, password, 'admin'),
], ids=['keyword', 'position'])
def test_a_user_of_another_database(mongo, auth_server, log_in):
    assert log_in(mongo, auth_server.username, auth_server.password) is True
    assert may_write(mongo)
    mongo.db.logout()
    assert not may_read(mongo)


def test_a_log_in_to_another_database(mongo, auth_server):
    assert mongo.cx.admin.authenticate(auth_server.username, auth_server.password) is True
    assert may_write(mongo)
    mongo.db.logout()
    assert may_write(mongo)
    mongo.cx.admin.logout()
    assert not may_read(mongo)


def test_a_user_of_another_database_is_not_found_here(mongo, auth_server):
    with pytest.raises(OperationFailure):
        mongo.db.authenticate(auth_server.username, auth_server.password)


@pytest.mark.parametrize('options', [{'mechanism': 'SCRAM-SHA-1'}, {'mechanism': 'DEFAULT'}, {'source': None}], ids=str)
def test_other_arguments(mongo, options):
    assert mongo.db.authenticate('ada', PASSWORD, **options) is True
    assert may_write(mongo)


@pytest.mark.parametrize('arguments, error', [
    (('ada',), ConfigurationError), (('ada', None), ConfigurationError), (('ada', ''), ValueError),
    ((5, 'x'), TypeError), (('ada', 5), TypeError), (('ada', 'x', 5), TypeError),
], ids=str)
def test_what_is_no_log_in(mongo, arguments, error):
    with pytest.raises(error):
        mongo.db.authenticate(*arguments)


def test_an_unknown_mechanism(mongo):
    with pytest.raises((ConfigurationError, ValueError)):
        mongo.db.authenticate('ada', PASSWORD, mechanism='BOGUS')


def test_a_wrong_log_in_by_name_in_a_repr(mongo):
    mongo.db.authenticate('ada', PASSWORD)
    for thing in mongo.cx, mongo.db, mongo.db.things, mongo.db.things.find():
        assert PASSWORD not in repr(thing) and PASSWORD not in str(thing)


# users


@pytest.fixture
def owner(mongo):
    """The same, logged in as one who may make users."""
    mongo.db.authenticate('ada', PASSWORD)
    return mongo


def roles(root, database_name, name):
    users = root[database_name].command('usersInfo', name)['users']
    return [role['role'] for user in users for role in user['roles']]


def switch(mongo, name, password):
    mongo.db.logout()
    return mongo.db.authenticate(name, password)


def test_add_user(owner, root, database_name):
    assert owner.db.add_user('cat', 'mi@u') is None
    assert roles(root, database_name, 'cat') == ['dbOwner']
    assert switch(owner, 'cat', 'mi@u') is True
    assert may_write(owner)


@pytest.mark.parametrize('call', [lambda db: db.add_user('cat', 'miau', True),
                                  lambda db: db.add_user('cat', 'miau', read_only=True),
                                  lambda db: db.add_user(name='cat', password='miau', read_only=True),
                                  lambda db: db.add_user('cat', 'miau', roles=['read'])],
                         ids=['positional', 'keyword', 'all keywords', 'roles'])
def test_a_user_who_may_only_read(owner, root, database_name, call):
    assert call(owner.db) is None
    assert roles(root, database_name, 'cat') == ['read']
    assert switch(owner, 'cat', 'miau') is True
    assert may_read(owner) and not may_write(owner)


def test_roles_and_other_data(owner, root, database_name):
    owner.db.add_user('cat', 'miau', roles=['readWrite', 'dbAdmin'], customData={'paws': 4})
    assert sorted(roles(root, database_name, 'cat')) == ['dbAdmin', 'readWrite']
    assert root[database_name].command('usersInfo', 'cat')['users'][0]['customData'] == {'paws': 4}


def test_add_user_again_changes_the_password(owner):
    owner.db.add_user('cat', 'miau')
    assert owner.db.add_user('cat', 'purr') is None
    with pytest.raises(OperationFailure):
        switch(owner, 'cat', 'miau')
    assert owner.db.authenticate('cat', 'purr') is True


def test_remove_user(owner):
    owner.db.add_user('cat', 'miau')
    assert owner.db.remove_user('cat') is None
    with pytest.raises(OperationFailure):
        switch(owner, 'cat', 'miau')


def test_remove_user_that_is_not_there(owner):
    with pytest.raises(OperationFailure) as caught:
        owner.db.remove_user('cat')
    assert caught.value.code == 11


@pytest.mark.parametrize('arguments, options, error', [
    (('cat', ''), {}, ValueError), ((5, 'miau'), {}, TypeError), (('cat', 5), {}, TypeError),
    (('cat',), {}, OperationFailure), (('cat', 'miau'), {'read_only': True, 'roles': ['read']}, ConfigurationError),
    (('cat', 'miau'), {'roles': ['bogus']}, OperationFailure),
], ids=str)
def test_what_is_no_user(owner, root, database_name, arguments, options, error):
    with pytest.raises(error) as caught:
        owner.db.add_user(*arguments, **options)
    assert 'miau' not in str(caught.value)
    assert root[database_name].command('usersInfo', 'cat')['users'] == []


def test_one_who_may_not_make_users(mongo):
    mongo.db.authenticate('bob', PASSWORD)
    with pytest.raises(PyMongoError) as caught:
        mongo.db.add_user('cat', 'mi@u')
    assert 'mi@u' not in str(caught.value)
    with pytest.raises(OperationFailure):
        mongo.db.remove_user('ada')
