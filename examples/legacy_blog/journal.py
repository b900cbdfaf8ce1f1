"""What readers see: the posts, their comments, the archive, the feed, and the same as JSON."""
from datetime import datetime

from bson.tz_util import utc
from flask import Blueprint, Markup, current_app, escape, flash, g, jsonify, redirect, render_template, request, url_for
from flask.ext.pymongo import ASCENDING, DESCENDING
from store import mongo

journal = Blueprint('journal', __name__)


@journal.before_app_first_request
def prepare():
    mongo.db.posts.ensure_index('slug', unique=True)
    mongo.db.posts.ensure_index([('published', ASCENDING), ('created', DESCENDING)])
    for name, password in current_app.config['USERS'].items():
        if mongo.db.users.find_one({'_id': name}) is None:
            mongo.db.users.insert({'_id': name, 'name': name.capitalize(), 'password': password})


def page_of(spec):
    """One page of the posts that fit, the newest first; with what the pager wants to know."""
    size = current_app.config['POSTS_PER_PAGE']
    number = max(request.args.get('page', 1, type=int), 1)
    posts = mongo.db.posts.find(dict(spec, published=True)).sort([('created', DESCENDING), ('_id', DESCENDING)])
    return dict(posts=posts.skip((number - 1) * size).limit(size), number=number,
                pages=(posts.count() + size - 1) // size)


@journal.route('/')
def index():
    return render_template('index.html', **page_of({}))


@journal.route('/tags/<tag>')
def tagged(tag):
    return render_template('index.html', tag=tag, **page_of({'tags': tag}))


@journal.route('/search')
def search():
    words = request.args.get('q', '').strip()
    spec = {'$or': [{'title': {'$regex': words, '$options': 'i'}}, {'text': {'$regex': words, '$options': 'i'}}]}
    return render_template('index.html', words=words, **page_of(spec if words else {}))


@journal.route('/posts/<slug>')
def post(slug):
    post = mongo.db.posts.find_one_or_404({'slug': slug})
    if not post['published'] and g.user is None:
        return render_template('problem.html', heading='Not yet', text='This letter is still being written.'), 404
    return render_template('post.html', post=post)


@journal.route('/posts/<slug>/comments', methods=['POST'])
def comment(slug):
    post = mongo.db.posts.find_one_or_404({'slug': slug, 'published': True})
    # a form without these fields is answered by 400
    comment = {'name': request.form['name'].strip(), 'text': request.form['text'].strip(), 'at': datetime.now(utc)}
    if not comment['name'] or not comment['text']:
        flash('A comment needs a name and a text.', 'error')
    else:
        answer = mongo.db.posts.update({'_id': post['_id']}, {'$push': {'comments': comment}}, safe=True)
        current_app.logger.info('%d post has a comment more', answer['n'])
        flash(Markup('Thank you, <em>%s</em>.') % escape(comment['name']), 'done')
    return redirect(url_for('.post', slug=slug))


@journal.route('/archive')
@journal.route('/archive/<int:year>/<int:month>')
def archive(year=None, month=None):
    spec = {'published': True}
    if year is not None:
        begin = datetime(year, month, 1, tzinfo=utc)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=utc)
        spec['created'] = {'$gte': begin, '$lt': end}
    posts = mongo.db.posts.find(spec, fields={'text': False, 'comments': False}).sort('created', DESCENDING)
    return render_template('archive.html', posts=posts, count=posts.count(), year=year)


@journal.route('/feed.atom')
def feed():
    posts = mongo.db.posts.find({'published': True}, limit=10, sort=[('created', DESCENDING)])
    return current_app.response_class(render_template('feed.xml', posts=posts), mimetype='application/atom+xml')


# for programs: ObjectIds and times are written by the encoder of the application

@journal.route('/posts.json')
def posts_json():
    posts = list(mongo.db.posts.find({'published': True}, {'comments': 0}).sort('slug'))
    return jsonify(count=len(posts), posts=posts)


@journal.route('/posts/<slug>.json')
def post_json(slug):
    return jsonify(mongo.db.posts.find_one_or_404({'slug': slug, 'published': True}))
