"""A small admin tool in the style of 2013, on PyMongo alone: `Connection`, one for each request.

Run it with ``python admin.py``; a file named by the environment variable ``ADMIN_SETTINGS`` can say where MongoDB is,
and which databases it is about::

    MONGODB_HOST = 'db.example.com'
    DATABASES = ['garden', 'kitchen']
"""
import pymongo
from bson.code import Code
from documents import document_id, dumps, loads
from flask import Flask, abort, flash, redirect, render_template, request, send_file, url_for
from gridfs import GridFS
from gridfs.errors import NoFile
from pymongo import ASCENDING, DESCENDING, Connection
from pymongo.errors import AutoReconnect, DuplicateKeyError, InvalidName, OperationFailure
from werkzeug import LocalProxy, secure_filename

try:
    from flask import _app_ctx_stack as stack
except ImportError:
    from flask import _request_ctx_stack as stack

# configuration
DEBUG = False
SECRET_KEY = 'development key'
SEND_FILE_MAX_AGE_DEFAULT = 600
MONGODB_HOST = 'localhost'
MONGODB_PORT = 27017
DATABASES = None
PAGE_SIZE = 10

app = Flask(__name__, static_path='/assets')
app.config.from_object(__name__)
app.config.from_envvar('ADMIN_SETTINGS', silent=True)


# one connection for each request

def connect():
    if not hasattr(stack.top, 'mongodb'):
        stack.top.mongodb = Connection(app.config['MONGODB_HOST'], app.config['MONGODB_PORT'], slave_okay=True,
                                       network_timeout=20)
    return stack.top.mongodb


connection = LocalProxy(connect)


@app.teardown_appcontext
def disconnect(error):
    if hasattr(stack.top, 'mongodb'):
        stack.top.mongodb.disconnect()


def database_of(name):
    allowed = app.config['DATABASES']
    if name not in (connection.database_names() if allowed is None else allowed):
        abort(404)
    return connection[name]


def collection_of(database, name):
    try:
        return database_of(database)[name]
    except InvalidName:
        abort(404)


@app.template_filter('json')
def as_json(document):
    return dumps(document, indent=2)


# when it goes wrong

def problem(heading, text, code):
    return render_template('problem.html', heading=heading, text=text), code


@app.errorhandler(404)
def not_found(error):
    return problem('Not found', 'There is nothing of that name.', 404)


@app.errorhandler(ValueError)
def no_document(error):
    return problem('Not understood', 'That is no document in JSON.', 400)


@app.errorhandler(DuplicateKeyError)
def duplicate(error):
    return problem('Refused', 'A unique index has that value already.', 409)


@app.errorhandler(OperationFailure)
def refused(error):
    return problem('Refused', 'The server does not take that.', 400)


@app.errorhandler(AutoReconnect)
def unreachable(error):
    return problem('Not there', 'The server cannot be reached.', 503)


# databases and collections

@app.route('/')
def databases():
    names = sorted(connection.database_names())
    if app.config['DATABASES'] is not None:
        names = [name for name in names if name in app.config['DATABASES']]
    return render_template('databases.html', databases=[
        (name, len(connection[name].collection_names(False))) for name in names])


@app.route('/<database>/')
def show_database(database):
    db = database_of(database)
    names, files = sorted(db.collection_names(include_system_collections=False)), []
    rows = [(name, db[name].count(), len(db[name].index_information())) for name in names if not name.startswith('fs.')]
    if 'fs.files' in names:
        fs = GridFS(db)
        files = [fs.get_last_version(name) for name in sorted(fs.list())]
    return render_template('database.html', database=database, collections=rows, files=files)


@app.route('/<database>/create', methods=['POST'])
def create_collection(database):
    try:
        db = database_of(database)
        options = {'capped': True, 'size': 4096} if 'capped' in request.form else {}
        db.create_collection(request.form['name'], **options)
        flash('%s is made.' % request.form['name'])
    except (pymongo.errors.CollectionInvalid, InvalidName):
        flash('There is one of that name, or there cannot be.')
    return redirect(url_for('show_database', database=database))


@app.route('/<database>/<name>/')
def show_collection(database, name):
    collection = collection_of(database, name)
    if name not in collection.database.collection_names():
        abort(404)
    query = request.args.get('query') or '{}'
    page, size = max(request.args.get('page', 1, type=int), 1), app.config['PAGE_SIZE']
    order = DESCENDING if 'down' in request.args else ASCENDING
    documents = collection.find(loads(query), skip=(page - 1) * size, limit=size, sort=[('_id', order)])
    return render_template('collection.html', database=database, name=name, query=query, page=page,
                           total=documents.count(), shown=documents.count(with_limit_and_skip=True),
                           documents=list(documents), last=page * size >= documents.count(),
                           indexes=sorted(collection.index_information().items()), options=collection.options())


@app.route('/<database>/<name>/fields')
def fields(database, name):
    """Which fields the documents have, and how many have each."""
    counted = collection_of(database, name).map_reduce(
        Code('function () { for (var field in this) { emit(field, 1); } }'),
        Code('function (field, ones) { return Array.sum(ones); }'), out=name + '.fields')
    rows = counted.find().sort([('value', DESCENDING), ('_id', ASCENDING)])
    found = [(row['_id'], int(row['value'])) for row in rows]
    counted.drop()
    return render_template('fields.html', database=database, name=name, fields=found)


# documents

@app.route('/<database>/<name>/insert', methods=['POST'])
def insert(database, name):
    new_id = collection_of(database, name).insert(loads(request.form['document']), safe=True)
    flash('%s is inserted.' % new_id)
    return redirect(url_for('show_collection', database=database, name=name))


@app.route('/<database>/<name>/update', methods=['POST'])
def update(database, name):
    answer = collection_of(database, name).update(loads(request.form['query']), loads(request.form['change']),
                                                  multi=True, safe=True)
    flash('%d changed.' % answer['n'] if answer['updatedExisting'] else 'Nothing to change.')
    return redirect(url_for('show_collection', database=database, name=name))


@app.route('/<database>/<name>/index', methods=['POST'])
def index(database, name):
    collection = collection_of(database, name)
    if 'drop' in request.form:
        collection.drop_index(request.form['drop'])
        flash('%s is dropped.' % request.form['drop'])
    else:
        keys = [(key.lstrip('-'), DESCENDING if key.startswith('-') else ASCENDING)
                for key in request.form['keys'].split()]
        made = collection.ensure_index(keys, unique='unique' in request.form, background=True, cache_for=60)
        flash('%s is there.' % made)
    return redirect(url_for('show_collection', database=database, name=name))


@app.route('/<database>/<name>/<key>', methods=['GET', 'POST'])
def document(database, name, key):
    collection = collection_of(database, name)
    found = collection.find_one(document_id(key))
    if found is None:
        abort(404)
    if request.method == 'POST':
        if 'remove' in request.form:
            flash('%d removed.' % collection.remove(found['_id'], safe=True)['n'])
            return redirect(url_for('show_collection', database=database, name=name))
        collection.save(dict(loads(request.form['document']), _id=found['_id']), safe=True)
        flash('Saved.')
        return redirect(url_for('document', database=database, name=name, key=key))
    return render_template('document.html', database=database, name=name, key=key, document=found)


# files

@app.route('/<database>/files', methods=['POST'])
def put_file(database):
    upload = request.files['file']
    name = secure_filename(upload.filename)
    GridFS(database_of(database)).put(upload, filename=name, content_type=upload.content_type)
    flash('%s is put.' % name)
    return redirect(url_for('show_database', database=database))


@app.route('/<database>/files/<filename>')
def get_file(database, filename):
    try:
        stored = GridFS(database_of(database)).get_last_version(filename)
    except NoFile:
        abort(404)
    return send_file(stored, mimetype=stored.content_type, as_attachment=True, attachment_filename=stored.filename,
                     add_etags=False, cache_timeout=60)


if __name__ == '__main__':
    app.run()
