"""Files: GridFS by itself and through the extension."""
import pymongo.json_util  # legacy
from bson import json_util
from flask import Flask, json, request
from flask.json import JSONEncoder  # legacy
from flask.ext.pymongo import GridFS, NoFile, PyMongo  # legacy

app = Flask(__name__)
mongo = PyMongo(app, config_prefix='MONGO')


class Encoder(JSONEncoder):
    def default(self, value):
        return json_util.default(value)


app.json_encoder = Encoder  # legacy
app.error_handler_spec[None][404] = lambda error: ('', 404)  # legacy
app.config['JSON_AS_ASCII'] = False  # legacy


@app.route('/files', methods=['POST'])
def upload():
    picture = request.files['picture']
    picture.save('/tmp/copy')
    mongo.save_file(picture.filename, picture)
    fs = GridFS(mongo.db, 'pictures', disable_md5=True)  # legacy
    stored = fs.get_last_version(picture.filename)
    mongo.db.pictures.files.update({'_id': stored._id}, {'$set': {'by': 'x'}}, w=0)  # legacy
    return json.dumps(stored.md5)  # legacy


@app.route('/files/<name>')
def download(name):
    try:
        return mongo.send_file(name, base='pictures')
    except NoFile:
        return str(mongo.db.pictures.files.find({'filename': name}).count())  # legacy


@app.route('/copies')
def copies():
    if request.is_xhr:  # legacy
        return ''
    return str(mongo.db.pictures.chunks.count())  # legacy
