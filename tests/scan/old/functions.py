"""Functions that are given a collection, or give one."""
from contextlib import contextmanager

from flask.ext.pymongo import PyMongo  # legacy
from werkzeug import LocalProxy, secure_filename  # legacy: 2

mongo = PyMongo()


def get_db():
    return mongo.db


def collection(name='users'):
    return get_db()[name]


@contextmanager
def opened(name):
    yield collection(name)


db = LocalProxy(get_db)
helper = None


def init():
    global helper
    helper = mongo.cx.shop


def store(users, user, safe=True):
    return users.insert(user, safe=safe)  # legacy


def main(user):
    store(collection(), user)
    store(users=db.people, user=user)
    with opened('orders') as orders:
        orders.insert(dict(user))  # legacy
    helper.orders.save(user)  # legacy
    found = mongo.db.a if user else mongo.db.b
    found.insert(user)  # legacy
    some = getattr(mongo.db, 'things')
    some.save(user)  # legacy
    tables = {'a': [], 'b': {}}
    tables['a'].insert(0, user)
    tables['b'].update(user)
    return db.users.find({'name': user['name']}).sort('x').count(), secure_filename(user['name'])  # legacy
