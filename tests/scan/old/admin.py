"""What administrates: names of databases and collections, users, log-in, functions of the server."""
import pymongo
from flask import Flask, current_app
from flask_pymongo import MongoReplicaSetClient, PyMongo  # legacy

app = Flask(__name__)
app.config.from_json('config.json')  # legacy
mongo = PyMongo(app, 'MONGODB')
client = MongoReplicaSetClient('localhost', replicaSet='rs', max_pool_size=10)  # legacy


def database():
    return current_app.extensions['pymongo']['MONGODB'][1]


def log_in(user, password):
    if not database().authenticate(user, password, source='admin'):  # legacy
        return False
    database().logout()  # legacy
    return True


def names(every):
    yield mongo.cx.database_names()  # legacy
    yield database().collection_names(False)  # legacy
    yield mongo.db.collection_names(include_system_collections=every)  # legacy
    yield [name for name in mongo.db.collection_names() if name.startswith('x')]  # legacy


def users():
    mongo.db.add_user('ada', 'secret')  # legacy
    mongo.db.remove_user('eve')  # legacy
    mongo.cx.shop.orders.remove()  # legacy
    mongo.cx.drop_database('shop')


def statistics():
    code = mongo.db.eval('stored(1)')  # legacy
    mongo.db.things.map_reduce('function () {}', 'function () {}', 'out')  # legacy
    mongo.db.things.inline_map_reduce('function () {}', 'function () {}')  # legacy
    mongo.db.things.group(['a'], {}, {'n': 0}, 'function () {}')  # legacy
    mongo.db.set_profiling_level(pymongo.SLOW_ONLY)  # legacy: 2
    return code, mongo.db.last_status(), mongo.db.connection.alive()  # legacy: 3


def options():
    mongo.db.things.slave_okay = True  # legacy
    mongo.db.things.uuid_subtype = 4  # legacy
    mongo.db.write_concern = {'w': 2}  # legacy
    print(mongo.cx.host, mongo.cx.port, mongo.cx.max_pool_size, client.seeds)  # legacy: 4
    mongo.cx.disconnect()  # legacy
