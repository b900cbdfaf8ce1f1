"""A blog in the style of 2013: two blueprints, a log-in by session, an Atom feed, JSON for programs.

Run it with ``python blog.py``; a file named by the environment variable ``BLOG_SETTINGS`` can say otherwise::

    MONGO_HOST = 'db.example.com'
    SECRET_KEY = 'something only you know'
"""
import binascii
import hashlib
import os
import tempfile
from datetime import datetime, timedelta

import filters
from bson.objectid import ObjectId
from desk import desk
from flask import Flask, abort, g, render_template, request, send_from_directory, session
from flask.json import JSONEncoder
from journal import journal
from store import mongo
from werkzeug.security import safe_str_cmp

# configuration
DEBUG = False
SECRET_KEY = 'development key'
SEND_FILE_MAX_AGE_DEFAULT = 3600
MONGO_DBNAME = 'blog'
BLOG_NAME = 'Letters from the Harbour'
POSTS_PER_PAGE = 5
PICTURES = os.path.join(tempfile.gettempdir(), 'blog_pictures')
PICTURE_TYPES = ('png', 'jpg', 'jpeg', 'gif')
# who could log in before there was a database; the first request takes them over (ada: analytical engine)
USERS = {'ada': 'sha1$O3MRuOrg$e7ba6623781435c8ad8e58ebc115c578b8a4aa65'}


class BlogEncoder(JSONEncoder):
    """What MongoDB has and JSON has not."""

    def default(self, o):
        if isinstance(o, ObjectId):
            return str(o)
        if isinstance(o, datetime):
            return o.strftime('%Y-%m-%dT%H:%M:%SZ')
        return JSONEncoder.default(self, o)


app = Flask(__name__)
app.config.from_object(__name__)
app.config.from_envvar('BLOG_SETTINGS', silent=True)
app.json_encoder = BlogEncoder
app.session_cookie_name = 'harbour'
app.permanent_session_lifetime = timedelta(days=14)
mongo.init_app(app)
filters.register(app)
app.register_blueprint(journal)
app.register_blueprint(desk, url_prefix='/desk')


# who is there, and whether a form is ours

@app.before_request
def find_user():
    g.user = None
    if 'user' in session:
        g.user = mongo.db.users.find_one({'_id': session['user']})


@app.before_request
def check_form():
    if request.method == 'POST':
        if not safe_str_cmp(session.get('token', ''), request.form.get('token', 'none')):
            abort(403)


def form_token():
    if 'token' not in session:
        session['token'] = hashlib.sha1(binascii.hexlify(os.urandom(20))).hexdigest()
    return session['token']


app.jinja_env.globals['form_token'] = form_token


@app.context_processor
def inject_sidebar():
    tags = mongo.db.posts.find({'published': True}).distinct('tags')
    latest = mongo.db.posts.find({'published': True}, fields=['slug', 'title']).sort('_id', -1).limit(5)
    return dict(blog_name=app.config['BLOG_NAME'], all_tags=sorted(tags), latest=latest)


@app.route('/pictures/<path:filename>')
def picture(filename):
    return send_from_directory(app.config['PICTURES'], filename, cache_timeout=600)


# when it goes wrong

def problem(code, heading, text):
    def handler(error):
        return render_template('problem.html', heading=heading, text=text), code
    return handler


def forbidden(error):
    cookie = app.session_cookie_name in request.cookies
    text = 'This form is no longer valid.' if cookie else 'Your browser sends no cookie, so you cannot log in.'
    return render_template('problem.html', heading='Not allowed', text=text), 403


app.error_handler_spec[None][403] = forbidden
app.error_handler_spec[None][404] = problem(404, 'Nothing here', 'The tide took that page, or it never was.')
app.error_handler_spec[None][500] = problem(500, 'That was us', 'Something broke. We will see to it.')


@app.errorhandler(400)
def bad_request(error):
    return render_template('problem.html', heading='Incomplete', text='That form lacked something.'), 400


@app.errorhandler(405)
def not_that_way(error):
    return render_template('problem.html', heading='Not like this', text='This address cannot be used that way.'), 405


if __name__ == '__main__':
    app.run()
