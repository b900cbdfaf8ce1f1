"""A to-do list with a log in a database of its own, in the form that the documentation of Flask-PyMongo 0.2 taught."""
from flask import Flask, redirect, request, url_for
from flask.ext.pymongo import ASCENDING, DESCENDING, PyMongo

app = Flask(__name__)
app.config.from_envvar('PROGRAM_SETTINGS')

# The main database, and the one of the log: one object for each prefix.
mongo = PyMongo(app)
mongo_log = PyMongo(app, config_prefix='LOG')


@app.errorhandler(404)
def not_here(error):
    return 'Not here.', 404


def log(text):
    mongo_log.db.lines.insert({'number': mongo_log.db.lines.count(), 'text': text})


@app.route('/')
def show_tasks():
    tasks = mongo.db.tasks.find({}, {'text': 1}).sort([('urgent', DESCENDING), ('text', ASCENDING)])
    return ', '.join(task['text'] for task in tasks)


@app.route('/', methods=['POST'])
def add_task():
    task = {'text': request.form['text'], 'urgent': False}
    mongo.db.tasks.insert(task)
    log('added ' + task['text'])
    return redirect(url_for('show_task', task_id=task['_id']))


@app.route('/<ObjectId:task_id>')
def show_task(task_id):
    task = mongo.db.tasks.find_one_or_404(task_id)
    return '%s %s' % (task['text'], task['urgent'])


@app.route('/<ObjectId:task_id>/urgent', methods=['POST'])
def make_urgent(task_id):
    answer = mongo.db.tasks.update({'_id': task_id}, {'$set': {'urgent': True}})
    log('urgent')
    return '%d %s' % (answer['n'], answer['updatedExisting'])


@app.route('/done', methods=['POST'])
def remove_all():
    return str(mongo.db.tasks.remove({'urgent': True})['n'])


@app.route('/log')
def show_log():
    return ', '.join(line['text'] for line in mongo_log.db.lines.find(sort=[('number', ASCENDING)], limit=3))
