"""A Flask application as its author would write it with types: the extension, files, the converter, settings."""
import datetime
from typing import Any, assert_type

import flask
from bson.objectid import ObjectId

import flask_pymongo
from flask_pymongo import ASCENDING, BSONObjectIdConverter, BSONProvider, JSONEncoder, PyMongo
from flask_pymongo.compat import LegacyWarning, describe
from flask_pymongo.compat.exthook import installed
from flask_pymongo.settings import Settings, read
from flask_pymongo.wrappers import Collection, Connection, Database, MongoClient, MongoReplicaSetClient

app = flask.Flask(__name__)
mongo = PyMongo(app)
other = PyMongo(app, 'OTHER')
named = PyMongo(app, config_prefix='NAMED')
by_uri = PyMongo(app, 'mongodb://localhost/shop', tz_aware=False)
by_keyword = PyMongo(app, uri='mongodb://localhost/shop', maxPoolSize=10)
late = PyMongo()
late.init_app(app)
late.init_app(app, 'LATE')
late.init_app(app, uri='mongodb://localhost/late')

assert_type(mongo.cx, MongoClient)
assert_type(mongo.db, Database)
assert_type(mongo.db.users, Collection)
assert_type(mongo.db['users'], Collection)
assert_type(mongo.db.users.archive, Collection)
assert_type(mongo.cx.shop.orders, Collection)
assert_type(mongo.config_prefix, str | None)
assert_type(flask_pymongo.__version__, str)


@app.route('/')
def front_page() -> str:
    online = mongo.db.users.find({'online': True}).sort('name', ASCENDING)
    return flask.render_template('index.html', users=online)


@app.route('/user/<username>')
def profile(username: str) -> str:
    user = mongo.db.users.find_one_or_404({'_id': username})
    assert_type(user, dict[str, Any])
    return flask.render_template('user.html', user=user, name=user['name'])


@app.route('/task/<ObjectId:task_id>')
def task(task_id: ObjectId) -> flask.Response:
    return flask.jsonify(mongo.db.tasks.find_one_or_404(task_id, fields=['title', 'done']))


@app.route('/uploads/<path:filename>')
def uploaded(filename: str) -> flask.Response:
    return mongo.send_file(filename)


@app.route('/downloads/<path:filename>')
def downloaded(filename: str) -> flask.Response:
    return mongo.send_file(filename, base='docs', version=0, cache_for=datetime.timedelta(hours=1), db='archive',
                           as_attachment=True, download_name='report.pdf', mimetype='application/pdf')


@app.route('/uploads/<path:filename>', methods=['POST'])
def upload(filename: str) -> str:
    new = mongo.save_file(filename, flask.request.files['file'], content_type='text/plain', owner='me')
    assert_type(new, ObjectId)
    return str(new)


def import_report(path: str) -> int:
    with open(path, 'rb') as report:
        return mongo.save_file('report.pdf', report, db=mongo.cx['archive'], _id=42)


class Hexadecimal(BSONObjectIdConverter):
    """A converter of the application's own."""

    def to_url(self, value: ObjectId) -> str:
        return super().to_url(value).upper()


class Provider(BSONProvider):
    """A provider of the application's own."""

    def default(self, o: Any) -> Any:
        return o.total_seconds() if isinstance(o, datetime.timedelta) else super().default(o)


class Encoder(JSONEncoder):
    """An encoder of the application's own."""

    def default(self, o: Any) -> Any:
        return o.total_seconds() if isinstance(o, datetime.timedelta) else super().default(o)


app.url_map.converters['hex'] = Hexadecimal

clients = (
    MongoClient('localhost', 27017, 10, dict, True),
    MongoClient('localhost', 27017, dict, True, False),
    MongoClient(['one:27017', 'two:27017'], max_pool_size=5, safe=False),
)
replicas = MongoReplicaSetClient('one:27017,two:27017', replicaSet='rs0', read_preference=flask_pymongo.SECONDARY)
connection = Connection('localhost', 27017, 10, 0.5)
assert_type(connection['shop'], Database)
assert_type(replicas.get_default_database(), Database)
with MongoClient() as client:
    assert_type(client, MongoClient)
    assert_type(client.database_names(), list[str])
    client.document_class = dict

settings = read(app, 'MONGO')
assert_type(settings, Settings)
assert_type(settings.hosts, tuple[str, ...])
assert_type(describe(), dict[str, Any])
assert_type(installed(), bool)
assert issubclass(LegacyWarning, DeprecationWarning)

# Another database takes the place of the configured one, for everybody.
mongo.db = mongo.cx['other']
