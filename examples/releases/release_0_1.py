"""A guest book in the form that the documentation of Flask-PyMongo 0.1 taught."""
from flask import Flask, redirect, request, url_for
from flask.ext.pymongo import PyMongo

app = Flask(__name__)
app.config.from_envvar('PROGRAM_SETTINGS')
mongo = PyMongo(app)


@app.errorhandler(404)
def not_here(error):
    return 'Not here.', 404


@app.route('/')
def home_page():
    online_users = mongo.db.users.find({'online': True}).sort('_id')
    return ', '.join(user['name'] for user in online_users)


@app.route('/user/<username>')
def user_profile(username):
    user = mongo.db.users.find_one_or_404({'_id': username})
    return '%s: %d' % (user['name'], mongo.db.notes.find({'by': username}).count())


@app.route('/user/<username>', methods=['POST'])
def change_user(username):
    mongo.db.users.save({'_id': username, 'name': request.form['name'], 'online': 'online' in request.form})
    return redirect(url_for('user_profile', username=username))


@app.route('/note', methods=['POST'])
def write_note():
    note_id = mongo.db.notes.insert({'by': request.form['by'], 'text': request.form['text']})
    return redirect(url_for('show_note', note_id=note_id))


@app.route('/note/<ObjectId:note_id>')
def show_note(note_id):
    return mongo.db.notes.find_one_or_404(note_id)['text']


@app.route('/note/<ObjectId:note_id>/delete', methods=['POST'])
def delete_note(note_id):
    return str(mongo.db.notes.remove(note_id)['n'])
