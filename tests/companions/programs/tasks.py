"""Tasks of an application of 2014: broker, results and what the tasks work on are in MongoDB."""
import os

from celery import Celery, group
from flask import Flask
from flask.ext.pymongo import PyMongo

URI = 'mongodb://%s:%s/' % (os.environ['TEA_HOST'], os.environ['TEA_PORT'])
DATABASE = os.environ['TEA_DATABASE']

app = Flask(__name__)
app.config.update(MONGO_URI=URI + DATABASE)
mongo = PyMongo(app)
celery = Celery(app.import_name, broker=URI + DATABASE, backend=URI)
celery.conf.update(
    CELERY_MONGODB_BACKEND_SETTINGS={'database': DATABASE, 'taskmeta_collection': 'results'},
    CELERY_TASK_SERIALIZER='json', CELERY_ACCEPT_CONTENT=['json'], CELERY_TASK_RESULT_EXPIRES=3600)
TaskBase = celery.Task


class ContextTask(TaskBase):
    abstract = True

    def __call__(self, *args, **kwargs):
        with app.app_context():
            return TaskBase.__call__(self, *args, **kwargs)


celery.Task = ContextTask


@celery.task(name='tasks.brew')
def brew(name, minutes=3):
    mongo.db.teas.save({'_id': name, 'minutes': minutes})
    return {'name': name, 'teas': mongo.db.teas.find().count()}


@celery.task(name='tasks.spill')
def spill():
    raise ValueError('no cup')


def brew_all(names):
    """The result of a group of tasks."""
    return group(brew.s(name) for name in names).apply_async()
