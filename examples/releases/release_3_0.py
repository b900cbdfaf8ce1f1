"""A calendar in the form that the documentation of Flask-PyMongo 3.0 taught."""
import datetime

from flask import Flask, jsonify, request
from pymongo.command_cursor import CommandCursor

from flask_pymongo import PyMongo
from flask_pymongo.helpers import BSONProvider

app = Flask(__name__)
app.config.from_envvar('PROGRAM_SETTINGS')
mongo = PyMongo(app)


@app.errorhandler(404)
def not_here(error):
    return 'Not here.', 404


@app.route('/', methods=['POST'])
def add():
    event = request.get_json()
    mongo.db.events.insert_one(event)
    found = mongo.db.events.find_one_or_404({'_id': event['_id']})
    return jsonify(found == event)


@app.route('/')
def events():
    return jsonify(mongo.db.events.find().sort('at'))


@app.route('/before/<int:year>')
def earlier(year):
    found = mongo.db.events.aggregate([{'$match': {'at': {'$lt': datetime.datetime(year, 1, 1)}}},
                                       {'$sort': {'at': 1}}])
    return jsonify(is_cursor=isinstance(found, CommandCursor), events=found)


@app.route('/event/<ObjectId:event_id>')
def show(event_id):
    return jsonify(mongo.db.events.find_one_or_404(event_id))


@app.route('/provider')
def provider():
    return jsonify(isinstance(app.json, BSONProvider))


@app.route('/uploads/<path:filename>', methods=['GET', 'POST'])
def upload(filename):
    if request.method == 'GET':
        return mongo.send_file(filename)
    mongo.save_file(filename, request.files['file'], content_type='application/x-other')
    return jsonify(mongo.db['fs.files'].count_documents({'filename': filename}))
