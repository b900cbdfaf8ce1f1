"""The extension, and an ORM beside it."""
from flask_sqlalchemy import SQLAlchemy

from flask_pymongo import PyMongo

mongo = PyMongo()
db = SQLAlchemy()


class User(db.Model):
    def save(self):
        db.session.add(self)
        db.session.commit()

    @classmethod
    def count(cls):
        return cls.query.filter_by(active=True).count()
