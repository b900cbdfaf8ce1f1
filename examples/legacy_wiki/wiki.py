# -*- coding: utf-8 -*-
"""A small wiki with pictures, written the way one wrote for Flask-PyMongo 0.3 in 2012.

Run it with ``python wiki.py``. It uses a MongoDB on this machine; a file named by the environment variable
``WIKI_SETTINGS`` can say otherwise::

    MONGO_HOST = 'db.example.com'
    MONGO_DBNAME = 'garden'
"""
import difflib
import re
from datetime import datetime

import wikitext
from bson.errors import InvalidId
from bson.tz_util import utc
from flask import Flask, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.ext.pymongo import ASCENDING, DESCENDING, GridFS, ObjectId, PyMongo
from pymongo.errors import DuplicateKeyError
from werkzeug.utils import secure_filename

# configuration
DEBUG = False
SECRET_KEY = 'development key'
MAX_CONTENT_LENGTH = 16 * 1024 * 1024
MONGO_HOST = 'localhost'
MONGO_PORT = 27017
MONGO_DBNAME = 'wiki'
WIKI_NAME = 'Garden Wiki'
PAGES_PER_LIST = 12
PICTURE_TYPES = ('png', 'jpg', 'jpeg', 'gif')

app = Flask(__name__)
app.config.from_object(__name__)
app.config.from_envvar('WIKI_SETTINGS', silent=True)
mongo = PyMongo(app)


# what every view needs

@app.before_request
def ensure_indexes():
    # ensure_index remembers what it has made, so that asking on each request costs next to nothing
    mongo.db.pages.ensure_index('title', unique=True)
    mongo.db.revisions.ensure_index([('page_id', ASCENDING), ('number', DESCENDING)])


@app.context_processor
def inject_sidebar():
    recent = mongo.db.revisions.find(fields=['page_id', 'title', 'saved']).sort([('change', DESCENDING)]).limit(5)
    return dict(wiki_name=app.config['WIKI_NAME'], recent=recent, tags=mongo.db.pages.find().distinct('tags'))


@app.template_filter('moment')
def format_moment(value):
    return value.strftime('%Y-%m-%d %H:%M')


@app.template_filter('excerpt')
def make_excerpt(text):
    words = wikitext.plain(text)
    return words if len(words) <= 160 else words[:160].rpartition(' ')[0] + ' ...'


@app.errorhandler(404)
def not_found(error):
    title = (request.view_args or {}).get('title')
    return render_template('not_found.html', title=title), 404


@app.errorhandler(413)
def too_large(error):
    return render_template('problem.html', heading='That is too much at once',
                           problem='A picture may have at most 16 megabytes.'), 413


def plural(number, noun):
    return '%d %s%s' % (number, noun, '' if number == 1 else 's')


def next_change():
    """A number that grows with every change made anywhere in the wiki."""
    counter = mongo.db.counters.find_and_modify(query={'_id': 'changes'}, update={'$inc': {'n': 1}},
                                                upsert=True, new=True)
    return counter['n']


def remember_revision(page, comment):
    return mongo.db.revisions.insert({
        'page_id': page['_id'],
        'number': page['revision'],
        'title': page['title'],
        'text': page['text'],
        'comment': comment,
        'change': next_change(),
        'saved': page['modified'],
    })


def page_fields():
    """What the form says about a page, and what is wrong with it."""
    title = ' '.join(request.form.get('title', '').split())
    text = request.form.get('text', '').replace('\r\n', '\n').strip()
    tags = sorted(set(request.form.get('tags', '').replace(',', ' ').lower().split()))
    page = {'title': title, 'text': text, 'tags': tags, 'links': wikitext.links(text)}
    problem = None
    if not re.search(r'\w', title, re.UNICODE):
        problem = 'A page needs a title.'
    elif '/' in title:
        problem = 'A title cannot contain a slash.'
    elif not text:
        problem = 'A page needs some text.'
    return page, problem


# pages

@app.route('/')
def list_pages():
    number = min(max(request.args.get('page', 1, type=int), 1), 1000)
    size = app.config['PAGES_PER_LIST']
    pages = mongo.db.pages.find({}, fields={'text': 0}).sort('title', ASCENDING)
    total = pages.count()
    pages = pages.skip((number - 1) * size).limit(size)
    shown = pages.count(with_limit_and_skip=True)
    if number > 1 and shown == 0:
        abort(404)
    return render_template('list.html', pages=pages, number=number, shown=shown, total=total,
                           last=number * size >= total)


@app.route('/wiki/<title>')
def show_page(title):
    page = mongo.db.pages.find_one_or_404({'title': title})
    # third argument: upsert. A lost count is no reason to keep the reader waiting.
    mongo.db.views.update({'_id': page['_id']}, {'$inc': {'count': 1}}, True, safe=False)
    views = mongo.db.views.find_one(page['_id'])
    known = mongo.db.pages.find({'title': {'$in': page['links']}}).distinct('title')
    linking = mongo.db.pages.find({'links': title}, fields=['title'], sort=[('title', ASCENDING)])
    return render_template('page.html', page=page, blocks=wikitext.parse(page['text']), known=known,
                           views=views['count'] if views else 0, linking=linking)


@app.route('/page/<ObjectId:page_id>')
def permanent_link(page_id):
    page = mongo.db.pages.find_one_or_404(page_id)
    return redirect(url_for('show_page', title=page['title']))


@app.route('/new', methods=['GET', 'POST'])
def new_page():
    if request.method == 'GET':
        page = {'title': request.args.get('title', ''), 'text': '', 'tags': []}
        return render_template('edit.html', page=page)
    page, problem = page_fields()
    if problem:
        flash(problem)
        return render_template('edit.html', page=page), 400
    page['revision'] = 1
    page['modified'] = page['created'] = datetime.now(utc)
    try:
        mongo.db.pages.save(page)
    except DuplicateKeyError:
        flash('There is a page of that title already.')
        return render_template('edit.html', page=page), 409
    remember_revision(page, request.form.get('comment') or 'First version')
    flash('The page is made.')
    return redirect(url_for('show_page', title=page['title']))


@app.route('/page/<ObjectId:page_id>/edit', methods=['GET', 'POST'])
def edit_page(page_id):
    page = mongo.db.pages.find_one_or_404({'_id': page_id})
    if request.method == 'GET':
        return render_template('edit.html', page=page, page_id=page_id)
    fields, problem = page_fields()
    fields['title'] = page['title']
    if not fields['text']:
        flash(problem)
        return render_template('edit.html', page=dict(page, **fields), page_id=page_id), 400
    seen = request.form.get('revision', 0, type=int)
    changed = mongo.db.pages.find_and_modify(
        query={'_id': page_id, 'revision': seen},
        update={'$inc': {'revision': 1}, '$set': dict(fields, modified=datetime.now(utc))},
        new=True)
    if not changed:
        flash('Somebody else changed this page while you were writing. Your text is below, theirs is in the history.')
        return render_template('edit.html', page=dict(page, **fields), page_id=page_id), 409
    remember_revision(changed, request.form.get('comment') or 'Edited')
    flash('The page is saved.')
    return redirect(url_for('show_page', title=changed['title']))


@app.route('/page/<ObjectId:page_id>/rename', methods=['POST'])
def rename_page(page_id):
    page = mongo.db.pages.find_one_or_404(page_id)
    old, title = page['title'], ' '.join(request.form.get('title', '').split())
    if not re.search(r'\w', title, re.UNICODE) or '/' in title:
        flash('A page needs a title, and it cannot contain a slash.')
        return redirect(url_for('edit_page', page_id=page_id))
    try:
        mongo.db.pages.update({'_id': page_id}, {'$set': {'title': title}}, safe=True)
    except DuplicateKeyError:
        flash('There is a page of that title already.')
        return redirect(url_for('edit_page', page_id=page_id))
    for linking in mongo.db.pages.find({'links': old}):
        linking['text'] = wikitext.relink(linking['text'], old, title)
        linking['links'] = wikitext.links(linking['text'])
        mongo.db.pages.save(linking)
    flash('The page has a new title.')
    return redirect(url_for('show_page', title=title))


@app.route('/page/<ObjectId:page_id>/delete', methods=['GET', 'POST'])
def delete_page(page_id):
    page = mongo.db.pages.find_one_or_404(page_id)
    if request.method == 'GET':
        revisions = mongo.db.revisions.find({'page_id': page_id}).count()
        return render_template('delete.html', page=page, revisions=revisions)
    removed = mongo.db.revisions.remove({'page_id': page_id})
    mongo.db.views.remove({'_id': page_id}, safe=True)
    mongo.db.pages.remove(page_id)
    flash('"%s" is gone, with %s.' % (page['title'], plural(removed['n'], 'revision')))
    return redirect(url_for('list_pages'))


# history

@app.route('/page/<ObjectId:page_id>/history')
def history(page_id):
    page = mongo.db.pages.find_one_or_404(page_id)
    revisions = mongo.db.revisions.find({'page_id': page_id}, sort=[('number', DESCENDING)])
    return render_template('history.html', page=page, revisions=revisions, newest=revisions[0])


@app.route('/page/<ObjectId:page_id>/history/<int:number>')
def show_revision(page_id, number):
    page = mongo.db.pages.find_one_or_404(page_id)
    revision = mongo.db.revisions.find_one_or_404({'page_id': page_id, 'number': number})
    before = mongo.db.revisions.find_one({'page_id': page_id, 'number': number - 1}, fields=['text'])
    lines = difflib.unified_diff(before['text'].split('\n') if before else [], revision['text'].split('\n'),
                                 n=1, lineterm='')
    # the first two lines name files
    changes = [(line[:1], line[1:]) for line in list(lines)[2:]]
    return render_template('revision.html', page=page, revision=revision, changes=changes)


@app.route('/page/<ObjectId:page_id>/history/<int:number>/restore', methods=['POST'])
def restore_revision(page_id, number):
    page = mongo.db.pages.find_one_or_404(page_id)
    revision = mongo.db.revisions.find_one_or_404({'page_id': page_id, 'number': number})
    page['text'] = revision['text']
    page['links'] = wikitext.links(page['text'])
    page['revision'] += 1
    page['modified'] = datetime.now(utc)
    mongo.db.pages.save(page)
    remember_revision(page, 'Revision %d again' % number)
    flash('Revision %d is back.' % number)
    return redirect(url_for('show_page', title=page['title']))


# finding things

@app.route('/search')
def search():
    words = request.args.get('q', '').strip()
    found = None
    if words:
        pattern = {'$regex': re.escape(words), '$options': 'i'}
        found = mongo.db.pages.find(spec={'$or': [{'title': pattern}, {'text': pattern}]}, fields=['title', 'text'])
        if found.count() == 1 and request.args.get('go'):
            return redirect(url_for('show_page', title=found[0]['title']))
        found.sort('title')
    return render_template('search.html', words=words, found=found)


@app.route('/tag/<name>')
def show_tag(name):
    pages = mongo.db.pages.find({'tags': name}, {'text': 0}).sort('title', ASCENDING)
    if pages.count() == 0:
        abort(404)
    return render_template('tag.html', name=name, pages=pages)


@app.route('/tag/<name>/rename', methods=['POST'])
def rename_tag(name):
    new_name = request.form.get('name', '').strip().lower()
    if not new_name or ' ' in new_name or '/' in new_name:
        flash('A tag is one word.')
        return redirect(url_for('show_tag', name=name))
    answer = mongo.db.pages.update({'tags': name}, {'$set': {'tags.$': new_name}}, multi=True)
    if not answer['updatedExisting']:
        abort(404)
    flash('%s now tagged "%s".' % (plural(answer['n'], 'page'), new_name))
    return redirect(url_for('show_tag', name=new_name))


# pictures

@app.route('/pictures', methods=['GET', 'POST'])
def pictures():
    if request.method == 'POST':
        upload = request.files.get('picture')
        filename = secure_filename(upload.filename) if upload else ''
        if filename.rpartition('.')[2].lower() not in PICTURE_TYPES:
            flash('Choose a PNG, JPEG or GIF picture.')
            return redirect(url_for('pictures'))
        mongo.save_file(filename, upload, base='pictures')
        caption = request.form.get('caption', '').strip()
        answer = mongo.db.captions.update({'_id': filename}, {'$set': {'text': caption}}, safe=True, upsert=True)
        flash('The picture is replaced.' if answer['updatedExisting'] else 'The picture is added.')
        return redirect(url_for('pictures'))
    shown = []
    for filename in sorted(mongo.db.pictures.files.distinct('filename')):
        versions = mongo.db.pictures.files.find({'filename': filename}).sort('uploadDate', DESCENDING)
        caption = mongo.db.captions.find_one(filename) or {}
        shown.append({'newest': versions[0], 'count': versions.count(), 'caption': caption.get('text') or filename})
    return render_template('pictures.html', pictures=shown)


@app.route('/pictures/<filename>')
def show_picture(filename):
    return mongo.send_file(filename, base='pictures', version=request.args.get('version', -1, type=int),
                           cache_for=300)


@app.route('/pictures/<ObjectId:file_id>/delete', methods=['POST'])
def delete_picture(file_id):
    stored = mongo.db.pictures.files.find_one_or_404({'_id': file_id})
    GridFS(mongo.db, 'pictures').delete(file_id)
    if mongo.db.pictures.files.find_one({'filename': stored['filename']}) is None:
        mongo.db.captions.remove(stored['filename'])
    flash('The picture is gone.')
    return redirect(url_for('pictures'))


# for programs

@app.route('/api/pages')
def api_pages():
    spec = {}
    if 'id' in request.args:
        try:
            spec['_id'] = {'$in': [ObjectId(page_id) for page_id in request.args.getlist('id')]}
        except InvalidId:
            abort(404)
    pages = mongo.db.pages.find(spec, fields=['title', 'revision', 'tags']).sort('title')
    return jsonify(count=mongo.db.pages.count(),
                   pages=[dict(id=str(page['_id']), title=page['title'], revision=page['revision'], tags=page['tags'])
                          for page in pages])


@app.route('/api/titles')
def api_titles():
    beginning = re.compile('^' + re.escape(request.args.get('begin', '')), re.IGNORECASE)
    return jsonify(titles=[page['title'] for page in mongo.db.pages.find({'title': beginning}).sort('title').limit(10)])


@app.route('/api/pages/<ObjectId:page_id>')
def api_page(page_id):
    page = mongo.db.pages.find_one(page_id)
    if page is None:
        response = jsonify(error='no such page')
        response.status_code = 404
        return response
    return jsonify(id=str(page['_id']), title=page['title'], text=page['text'], links=page['links'],
                   modified=page['modified'].isoformat())


@app.route('/about')
def about():
    names = [name for name in mongo.db.collection_names() if not name.startswith('system.')]
    counts = [(name, mongo.db[name].count()) for name in sorted(names)]
    return render_template('about.html', database=mongo.db.name, counts=counts)


if __name__ == '__main__':
    app.run()
