"""A stock of parts in the form that the documentation of Flask-PyMongo 2.3 taught, with the calls of PyMongo 3."""
import datetime

from flask import Flask, jsonify, redirect, request, url_for
from pymongo.command_cursor import CommandCursor

from flask_pymongo import DESCENDING, PyMongo

app = Flask(__name__)
app.config.from_envvar('PROGRAM_SETTINGS')
mongo = PyMongo()
before = (mongo.cx, mongo.db)
mongo.init_app(app)
# Once more, as a reloaded factory does it.
mongo.init_app(app)


@app.errorhandler(404)
def not_here(error):
    return 'Not here.', 404


@app.route('/')
def state():
    other = PyMongo(app, app.config['MONGO_URI'].rpartition('/')[0])
    return jsonify(before=list(before), configured=sorted(key for key in app.config if key.startswith('MONGO_')),
                   without_database=other.db)


@app.route('/parts', methods=['POST'])
def add():
    for number in range(int(request.form['number'])):
        mongo.db.parts.insert({'kind': request.form['kind'], 'number': number,
                               'at': datetime.datetime(2019, 4, 1 + number)}, True, True)
    return str(mongo.db.parts.count())


@app.route('/parts/<kind>/take', methods=['POST'])
def take_one(kind):
    return str(mongo.db.parts.remove({'kind': kind}, False)['n'])


@app.route('/parts/<kind>/check', methods=['POST'])
def check_all(kind):
    return str(mongo.db.parts.update({'kind': kind}, {'$set': {'checked': True}}, False, False, True)['n'])


@app.route('/parts')
def parts():
    found = mongo.db.parts.find({}, {'_id': False}, 0, 2, False, 0, [('kind', 1), ('number', DESCENDING)])
    return jsonify(parts=[[part['kind'], part['number'], part['at'].day, part['at'].tzinfo] for part in found])


@app.route('/kinds')
def kinds():
    cursor = mongo.db.parts.aggregate([{'$group': {'_id': '$kind', 'n': {'$sum': 1}}}, {'$sort': {'_id': 1}}])
    return jsonify(is_cursor=isinstance(cursor, CommandCursor), kinds=list(cursor))


@app.route('/uploads/<path:filename>', methods=['GET', 'POST'])
def upload(filename):
    if request.method == 'GET':
        return mongo.send_file(filename)
    file_id = mongo.save_file(filename, request.files['file'], content_type='application/x-part')
    return redirect(url_for('uploaded', file_id=file_id))


@app.route('/uploaded/<ObjectId:file_id>')
def uploaded(file_id):
    return mongo.db.fs.files.find_one_or_404(file_id)['filename']
