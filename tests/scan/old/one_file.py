# -*- coding: utf-8 -*-
"""A guest book in one file, as most of them were: Python 2, no configuration, print."""
import hashlib
import urllib2  # legacy
from flask import Flask, Markup, render_template, request, session  # legacy
from flask.ext.login import LoginManager  # legacy
from flask.ext.pymongo import ASCENDING, DESCENDING, ObjectId, PyMongo  # legacy

app = Flask(__name__)
app.config['MONGO_DBNAME'] = 'guests'
app.config['MONGO_AUTO_START_REQUEST'] = False  # legacy
mongo = PyMongo(app)
login = LoginManager(app)
names = []

with app.app_context():
    mongo.db.entries.ensure_index([('at', DESCENDING)], background=True)  # legacy
    mongo.db.entries.ensure_index('title', ASCENDING, unique=True)  # legacy


@app.before_first_request  # legacy
def prepare():
    print 'entries:', mongo.db.entries.count()  # legacy


@app.route('/')
def index():
    found = mongo.db.entries.find({}, fields=['name', 'text']).sort('at', -1)  # legacy
    print >>app.logger, `found`
    return render_template('index.html', entries=found, total=found.count())  # legacy


@app.route('/add', methods=['POST'])
def add():
    entry = {'name': request.form['name'], 'text': Markup.escape(request.form['text'])}
    try:
        entry_id = mongo.db.entries.insert(entry)  # legacy
    except Exception, e:
        print e
        return 'no', 500
    names.insert(0, entry['name'])
    session.update(last=str(entry_id))
    return str(entry_id)


@app.route('/remove/<entry_id>')
def remove(entry_id):
    answer = mongo.db.entries.remove({'_id': ObjectId(entry_id)})  # legacy
    if answer['n'] <> 1:  # legacy
        raise ValueError, 'no entry'
    mongo.db.entries.remove(ObjectId(entry_id))  # legacy
    mongo.db.deleted.update({'_id': 1}, {'$inc': {'n': 1L}}, True)  # legacy
    names.remove(entry_id)
    hashlib.sha1(ur'x').update(entry_id)
    return 'removed'
