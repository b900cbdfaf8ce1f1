"""Where the letters are written: log-in, drafts, pictures, the export. Has its own templates and style sheet."""
import os
import re
from datetime import datetime
from functools import wraps
from io import BytesIO

from bson.tz_util import utc
from flask import Blueprint, current_app, flash, g, json, render_template, request, send_file, session, url_for
from flask.ext.pymongo import DESCENDING
from pymongo.errors import DuplicateKeyError
from store import mongo
from werkzeug import abort, check_password_hash, generate_password_hash, redirect, secure_filename

desk = Blueprint('desk', __name__, template_folder='desk_templates', static_folder='desk_static',
                 static_url_path='/files')


def login_required(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        if g.user is None:
            flash('Please log in first.', 'error')
            return redirect(url_for('desk.login', next=request.path))
        return view(*args, **kwargs)
    return guarded


@desk.route('/login', methods=['GET', 'POST'])
def login():
    following = request.values.get('next', '')
    if request.method == 'POST':
        name, password = request.form['name'].strip().lower(), request.form['password']
        user = mongo.db.users.find_one({'_id': name})
        if user is None or not check_password_hash(str(user['password']), password):
            flash('That is not the right name and password.', 'error')
            return render_template('desk/login.html', name=name, following=following), 401
        if user['password'].startswith('sha1$'):
            # from before there was anything better
            mongo.db.users.update({'_id': name}, {'$set': {'password': generate_password_hash(password)}})
            flash('Your password is kept in a better way now.', 'done')
        session['user'] = name
        session.permanent = 'remember' in request.form
        return redirect(following if following.startswith('/desk/') else url_for('.drafts'))
    return render_template('desk/login.html', name='', following=following)


@desk.route('/logout', methods=['POST'])
def logout():
    session.clear()
    flash('See you soon.', 'done')
    return redirect(url_for('journal.index'))


@desk.route('/join', methods=['POST'])
@login_required
def join():
    name, password = request.form['name'].strip().lower(), request.form['password']
    if not re.match('^[a-z]+$', name) or len(password) < 8:
        abort(400)
    try:
        mongo.db.users.insert({'_id': name, 'name': name.capitalize(), 'invited_by': g.user['_id'],
                               'password': generate_password_hash(password, salt_length=12)}, safe=True)
        flash('%s can write here now.' % name.capitalize(), 'done')
    except DuplicateKeyError:
        flash('There is a %s already.' % name.capitalize(), 'error')
    return redirect(url_for('.drafts'))


@desk.route('/')
@login_required
def drafts():
    posts = mongo.db.posts.find({}, fields=['slug', 'title', 'published', 'created', 'author'])
    users = mongo.db.users.find(fields=['name'], sort=[('_id', 1)])
    return render_template('desk/drafts.html', posts=posts.sort('created', DESCENDING), users=users)


@desk.route('/write', methods=['GET', 'POST'])
@desk.route('/write/<ObjectId:post_id>', methods=['GET', 'POST'])
@login_required
def write(post_id=None):
    post = {'title': '', 'text': '', 'tags': [], 'comments': [], 'published': False, 'author': g.user['name']}
    if post_id is not None:
        post = mongo.db.posts.find_one_or_404(post_id)
    if request.method == 'GET':
        return render_template('desk/write.html', post=post)
    post.update(title=request.form['title'].strip(), text=request.form['text'].replace('\r\n', '\n').strip(),
                tags=sorted(set(request.form['tags'].lower().split())), published='published' in request.form)
    written = datetime.strptime(request.form['date'], '%Y-%m-%d') if request.form.get('date') else datetime.utcnow()
    post.setdefault('created', written.replace(tzinfo=utc))
    post.setdefault('slug', '-'.join(re.findall('[a-z0-9]+', post['title'].lower())))
    if not post['slug'] or not post['text']:
        flash('A letter needs a title and a text.', 'error')
        return render_template('desk/write.html', post=post), 400
    try:
        mongo.db.posts.save(post, safe=True)
    except DuplicateKeyError:
        flash('There is a letter of that title.', 'error')
        return render_template('desk/write.html', post=post), 409
    flash('Published.' if post['published'] else 'Put away as a draft.', 'done')
    return redirect(url_for('journal.post', slug=post['slug']))


@desk.route('/write/<ObjectId:post_id>/delete', methods=['POST'])
@login_required
def delete(post_id):
    if not mongo.db.posts.remove({'_id': post_id})['n']:
        abort(404)
    flash('The letter is burnt.', 'done')
    return redirect(url_for('.drafts'))


@desk.route('/pictures', methods=['POST'])
@login_required
def upload():
    picture = request.files.get('picture')
    filename = secure_filename(picture.filename) if picture else ''
    if filename.rpartition('.')[2].lower() not in current_app.config['PICTURE_TYPES']:
        flash('That is not a picture.', 'error')
    else:
        folder = current_app.config['PICTURES']
        if not os.path.isdir(folder):
            os.makedirs(folder)
        picture.save(os.path.join(folder, filename))
        flash('The picture is at %s.' % url_for('picture', filename=filename), 'done')
    return redirect(url_for('.drafts'))


@desk.route('/export')
@login_required
def export():
    letters = list(mongo.db.posts.find(sort=[('slug', 1)]))
    content = BytesIO(json.dumps({'letters': letters, 'by': g.user['name']}, indent=1).encode('utf-8'))
    return send_file(content, mimetype='application/json', as_attachment=True, attachment_filename='letters.json',
                     add_etags=False, cache_timeout=30)


@desk.errorhandler(400)
def incomplete(error):
    flash('That cannot be: a name of letters, a password of eight or more.', 'error')
    return redirect(url_for('.drafts'))
