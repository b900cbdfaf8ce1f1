"""The application of the soak test: mixed traffic in the legacy dialect, with files. Run by gunicorn."""
import io
import os

from flask import Flask, jsonify, request
from pymongo.errors import PyMongoError

from flask_pymongo import PyMongo

app = Flask(__name__)
app.config['MONGO_URI'] = os.environ['SOAK_URI']
mongo = PyMongo(app)


@app.errorhandler(PyMongoError)
def failed(error):
    """The class of an error is all that the test wants to know."""
    return type(error).__name__, 503


@app.route('/insert/<name>', methods=['POST'])
def insert(name):
    mongo.db.things.insert({'request': name, 'kind': 'insert'})
    return name


@app.route('/save/<name>', methods=['POST'])
def save(name):
    mongo.db.things.save({'request': name, 'kind': 'save', 'again': False})
    return name


@app.route('/bulk/<name>', methods=['POST'])
def bulk(name):
    operations = mongo.db.things.initialize_ordered_bulk_op()
    operations.insert({'request': name, 'kind': 'bulk'})
    operations.execute()
    return name


@app.route('/increase/<name>', methods=['POST'])
def increase(name):
    mongo.db.counters.update({'_id': 1}, {'$inc': {'n': 1}}, upsert=True)
    return name


@app.route('/modify/<name>', methods=['POST'])
def modify(name):
    return jsonify(mongo.db.counters.find_and_modify({'_id': 1}, {'$inc': {'n': 1}}, upsert=True, new=True))


@app.route('/file/<name>', methods=['POST', 'GET'])
def file(name):
    if request.method == 'GET':
        return mongo.send_file(name)
    mongo.save_file(name, io.BytesIO(name.encode('ascii') * 1000))
    return name


@app.route('/read/<name>')
def read(name):
    things = mongo.db.things
    found = list(things.find({'kind': 'insert'}, ['request']).sort('_id', -1).limit(20))
    return jsonify(found=found, count=things.find({'request': name}).count(), total=things.count())
