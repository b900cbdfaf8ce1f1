"""The extension, made in a module of its own and given its applications later."""
from flask.ext.pymongo import PyMongo  # legacy

mongo = PyMongo()
archive = PyMongo()


def init_app(app):
    mongo.init_app(app)
    archive.init_app(app, config_prefix='ARCHIVE')
