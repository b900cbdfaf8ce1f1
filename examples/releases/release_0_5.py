"""A diary with an application factory, in the form that the documentation of Flask-PyMongo 0.5 taught."""
import datetime

from flask import Blueprint, Flask, current_app, request

from flask_pymongo import DESCENDING, PyMongo

mongo = PyMongo()
diary = Blueprint('diary', __name__)


@diary.route('/', methods=['POST'])
def write():
    day = datetime.datetime.strptime(request.form['day'], '%Y-%m-%d')
    mongo.db.days.save({'_id': day, 'text': request.form['text']})
    return 'saved'


@diary.route('/')
def read():
    days = mongo.db.days.find(limit=int(request.args.get('limit', 0))).sort('_id', DESCENDING)
    return ', '.join('%s %s %s' % (day['_id'].strftime('%d/%m'), day['_id'].tzname(), day['text']) for day in days)


@diary.route('/settings')
def settings():
    database = current_app.extensions['pymongo']['DIARY'][1]
    return '%s %s' % (database == mongo.db, current_app.config['DIARY_USERNAME'])


@diary.route('/both', methods=['POST'])
def both():
    mongo.db.both.insert({'_id': 1})
    mongo.db.both.insert_one({'_id': 2})
    mongo.db.both.remove({'_id': 1})
    return str(mongo.db.both.count())


def create_app():
    app = Flask(__name__)
    app.config.from_envvar('PROGRAM_SETTINGS')
    mongo.init_app(app, config_prefix='DIARY')
    app.register_blueprint(diary)
    return app


app = create_app()
