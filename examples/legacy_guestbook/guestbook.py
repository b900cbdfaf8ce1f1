"""A guest book of 2013. ``python guestbook.py`` serves it; ``GUESTBOOK_URI`` says where MongoDB is."""
import os
from datetime import datetime

from bson.objectid import ObjectId
from flask import Flask, Markup, abort, escape, redirect, request, url_for
from flask.ext.pymongo import PyMongo

app = Flask(__name__)
app.config['MONGO_URI'] = os.environ.get('GUESTBOOK_URI', 'mongodb://localhost/guestbook')
mongo = PyMongo(app)


def shown(entry):
    return Markup('<li id="%s">%s: %s (%d)</li>') % (entry['_id'], escape(entry['name']), entry['text'], entry['likes'])


@app.route('/')
def index():
    mongo.db.visits.update({'_id': 'index'}, {'$inc': {'n': 1}}, upsert=True)
    entries = mongo.db.entries.find({'hidden': False}, fields=['name', 'text', 'likes']).sort('_id', -1)
    total = mongo.db.entries.find({'hidden': False}).count()
    return Markup('<h1>%d entries</h1><ul>%s</ul>') % (total, Markup().join(shown(entry) for entry in entries))


@app.route('/sign', methods=['POST'])
def sign():
    entry_id = mongo.db.entries.insert({
        'name': request.form['name'], 'text': request.form['text'],
        'likes': 0, 'hidden': False, 'signed': datetime.now(),  # of this machine
    }, safe=True)
    return redirect(url_for('index', new=entry_id))


@app.route('/entries/<entry_id>/like', methods=['POST'])
def like(entry_id):
    entry = mongo.db.entries.find_and_modify({'_id': ObjectId(entry_id)}, {'$inc': {'likes': 1}}, new=True)
    return str(entry['likes']) if entry else abort(404)


@app.route('/entries/<entry_id>/remove', methods=['POST'])
def remove(entry_id):
    if mongo.db.entries.remove({'_id': ObjectId(entry_id)})['n'] == 0:
        abort(404)
    return redirect(url_for('index'))


@app.route('/names')
def names():
    found = mongo.db.entries.aggregate([
        {'$group': {'_id': '$name', 'likes': {'$sum': '$likes'}}}, {'$sort': {'likes': -1}}])
    return ', '.join('%s: %d' % (name['_id'], name['likes']) for name in found['result'])


def hide(name):
    """Hide what somebody wrote."""
    return mongo.db.entries.update({'name': name}, {'$set': {'hidden': True}}, multi=True)


def take_over(entries):
    """Store entries of another guest book."""
    mongo.db.entries.ensure_index('name')
    mongo.db.entries.insert(entries)


if __name__ == '__main__':
    app.run()
