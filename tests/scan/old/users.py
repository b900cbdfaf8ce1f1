"""Log-in with a class of its own for users, collections as attributes of the class."""
from flask import Flask, escape, g  # legacy
from flask.ext.pymongo import PyMongo, pymongo  # legacy

app = Flask(__name__)
app.mongo = PyMongo(app)
app.mongo.db.users.ensure_index('name', ttl=300, drop_dups=True)  # legacy
app.mongo.db.users.create_index('mail', cache_for=60)  # legacy


class User(object):
    collection = app.mongo.db.users

    def __init__(self, document):
        self.document = document

    @classmethod
    def find(cls, name):
        document = cls.collection.find_one({'name': name}, fields=['name'])  # legacy
        return cls(document)

    def save(self):
        self.collection.save(self.document, manipulate=True)  # legacy

    def update(self, **fields):
        self.document.update(fields)
        User.collection.update({'_id': self.document['_id']}, self.document, True)  # legacy

    @property
    def exists(self):
        return self.collection.find({'_id': self.document['_id']}).limit(1).count() > 0  # legacy


@app.route('/join/<name>')
def join(name):
    user = User({'name': escape(name)})
    user.save()
    user.update(mail='x')
    try:
        app.mongo.db.log.insert({'name': name})  # legacy
    except pymongo.errors.DuplicateKeyError:
        pass
    return str(isinstance(app.mongo.db, pymongo.database.Database))


@app.before_request
def before():
    g.user = User.find('ada')
    g.user.save()
