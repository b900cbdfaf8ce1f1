# -*- coding: utf-8 -*-
"""The logbook of a rowing club in the style of 2014: log-in, forms, photos in GridFS, an API that speaks json_util.

``python manage.py seed`` makes the first boats and members, ``python manage.py runserver`` serves it. A file named by
the environment variable ``LOGBOOK_SETTINGS`` can say where MongoDB is, or another SECRET_KEY.
"""
import cgi
from datetime import datetime
from functools import wraps

from bson import json_util
from flask import (
    Blueprint,
    Flask,
    Markup,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.ext.login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user
from flask.ext.pymongo import ObjectId, PyMongo
from flask.sessions import SecureCookieSessionInterface
from forms import LoginForm, OutingForm, PhotoForm
from gridfs import GridFS
from gridfs.errors import NoFile
from itsdangerous import BadSignature, JSONWebSignatureSerializer
from werkzeug import check_password_hash, secure_filename

SECRET_KEY = 'development key'
MONGO_DBNAME = 'logbook'
OUTINGS_PER_PAGE = 20

mongo = PyMongo()
login_manager = LoginManager()
login_manager.login_view = 'logbook.login'
logbook = Blueprint('logbook', __name__)


class SessionInterface(SecureCookieSessionInterface):
    """ObjectIds and dates may be in the session."""
    serializer = json_util


def create_app(uri=None):
    app = Flask(__name__)
    app.config.from_object(__name__)
    app.config.from_envvar('LOGBOOK_SETTINGS', silent=True)
    if uri:
        app.config['MONGO_URI'] = uri
    app.session_interface = SessionInterface()
    mongo.init_app(app)
    login_manager.init_app(app)
    app.register_blueprint(logbook)
    return app


# members

class Member(UserMixin):
    def __init__(self, document):
        self.document = document
        self.name = document['name']

    def get_id(self):
        return u'%s' % self.document['_id']

    def key(self):
        """What opens the API for a program of this member."""
        return signer().dumps({'name': self.name}).decode('ascii')


def signer():
    return JSONWebSignatureSerializer(current_app.config['SECRET_KEY'], salt='api', algorithm_name='HS256')


@login_manager.user_loader
def load_member(member_id):
    document = mongo.db.members.find_one({'_id': ObjectId(member_id)})
    return Member(document) if document else None


@login_manager.request_loader
def load_program(request):
    try:
        name = signer().loads(request.headers.get('X-Key', ''))['name']
    except BadSignature:
        return None
    document = mongo.db.members.find_one({'name': name})
    return Member(document) if document else None


@logbook.route('/login', methods=['GET', 'POST'])
def login():
    form = LoginForm()
    if form.validate_on_submit():
        document = mongo.db.members.find_one({'name': form.name.data})
        if document and check_password_hash(document['password'], form.password.data):
            login_user(Member(document), remember=form.remember.data)
            session['since'] = document.get('left', datetime(1970, 1, 1))
            agent = request.user_agent
            flash('Welcome, %s with %s on %s.' % (document['name'], agent.browser, agent.platform))
            return redirect(request.args.get('next') or url_for('logbook.list_outings'))
        form.password.errors = ['No member has this name and password.']
    return render_template('login.html', form=form)


@logbook.route('/logout')
@login_required
def logout():
    mongo.db.members.update({'_id': current_user.document['_id']}, {'$set': {'left': datetime.utcnow()}}, safe=True)
    for name in ('since', 'seen'):
        session.pop(name, None)
    logout_user()
    return redirect(url_for('logbook.list_outings'))


# outings

@logbook.app_context_processor
def inject_seen():
    """The outings that this browser looked at last, and the club's distance."""
    seen = mongo.db.outings.find({'_id': {'$in': session.get('seen', [])}}).sort('_id', 1)
    return dict(seen=list(seen), distance=sum(outing['km'] for outing in mongo.db.outings.find(fields=['km'])))


@logbook.app_template_filter('paragraphs')
def paragraphs(text):
    return Markup('\n'.join('<p>%s</p>' % cgi.escape(part) for part in text.splitlines() if part))


def is_new(outing):
    return 'since' in session and outing['logged'] > session['since']


@logbook.route('/')
def list_outings():
    page = request.args.get('page', 1, type=int)
    size = current_app.config['OUTINGS_PER_PAGE']
    found = mongo.db.outings.find().sort([('date', -1), ('_id', -1)])
    outings = found.clone().skip((page - 1) * size).limit(size)
    template = '_outings.html' if request.is_xhr else 'outings.html'
    return render_template(template, outings=outings, total=found.count(), is_new=is_new)


def submitted(form):
    return {'boat': form.boat.data, 'date': datetime.combine(form.date.data, datetime.min.time()), 'km': form.km.data,
            'crew': [name.strip() for name in form.crew.data.split(',') if name.strip()], 'text': form.text.data}


@logbook.route('/outings/new', methods=['GET', 'POST'])
@login_required
def new_outing():
    form = OutingForm()
    form.boat.choices = [(boat['_id'], boat['_id']) for boat in mongo.db.boats.find().sort('_id', 1)]
    if form.validate_on_submit():
        outing = dict(submitted(form), member=current_user.document['_id'], logged=datetime.utcnow())
        outing_id = mongo.db.outings.insert(outing, safe=True)
        return redirect(url_for('logbook.show_outing', outing_id=outing_id))
    return render_template('new.html', form=form)


@logbook.route('/outings/<ObjectId:outing_id>', methods=['GET', 'POST'])
def show_outing(outing_id):
    outing = mongo.db.outings.find_one_or_404({'_id': outing_id})
    form, files = PhotoForm(), GridFS(mongo.db, 'photos')
    if request.method == 'POST' and not current_user.is_authenticated:
        return login_manager.unauthorized()
    if form.validate_on_submit():
        name = secure_filename(form.photo.data.filename)
        files.put(form.photo.data, filename=name, content_type=form.photo.data.mimetype, outing=outing_id)
        return redirect(url_for('logbook.show_outing', outing_id=outing_id))
    session['seen'] = [seen for seen in session.get('seen', []) if seen != outing_id][-2:] + [outing_id]
    photos = files.find({'outing': outing_id}).sort('filename', 1)
    member = mongo.db.members.find_one({'_id': outing.get('member')})
    return render_template('outing.html', outing=outing, member=member, photos=photos, form=form)


@logbook.route('/photos/<ObjectId:photo_id>')
def photo(photo_id):
    try:
        found = GridFS(mongo.db, 'photos').get(photo_id)
    except NoFile:
        abort(404)
    response = current_app.response_class(found, mimetype=found.content_type)
    response.content_length = found.length
    response.set_etag(found.md5)
    return response.make_conditional(request)


@logbook.route('/chart', methods=['GET', 'POST'])
def chart():
    """The map of the river, which any member replaces."""
    if request.method == 'GET':
        return mongo.send_file('chart.png')
    if not current_user.is_authenticated:
        return login_manager.unauthorized()
    mongo.save_file('chart.png', request.files['chart'], content_type='image/png')
    return redirect(url_for('logbook.chart'))


# the API

def api(view):
    @wraps(view)
    def answer(*args, **kwargs):
        if not current_user.is_authenticated:
            abort(401)
        return current_app.response_class(json_util.dumps(view(*args, **kwargs)), mimetype='application/json')
    return answer


@logbook.route('/api/boats')
@api
def api_boats():
    return mongo.db.boats.find().sort('_id', 1)


@logbook.route('/api/outings', methods=['GET', 'POST'])
@api
def api_outings():
    if request.method == 'POST':
        outing = json_util.loads(request.data.decode('utf-8'))
        outing.update(member=current_user.document['_id'], logged=datetime.utcnow())
        return {'_id': mongo.db.outings.save(outing, safe=True)}
    spec = json_util.loads(request.args.get('spec', '{}'))
    return mongo.db.outings.find(spec, fields={'logged': False}).sort('date', 1)


@logbook.route('/api/photos')
@api
def api_photos():
    return mongo.db.photos.files.find(fields=['filename', 'md5', 'length', 'outing']).sort('filename', 1)


# when it goes wrong

@logbook.app_errorhandler(400)
def incomplete(error):
    return render_template('problem.html', heading='Something is missing'), 400


@logbook.app_errorhandler(404)
def not_found(error):
    return render_template('problem.html', heading='Not in the logbook'), 404


@logbook.app_errorhandler(405)
def not_this_way(error):
    return render_template('problem.html', heading='Not this way'), 405


@logbook.app_errorhandler(401)
def not_allowed(error):
    return json_util.dumps({'error': 'X-Key is missing or wrong'}), 401, {'Content-Type': 'application/json'}
