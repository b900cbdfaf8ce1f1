"""The import of 2012, with the setting of docs/editors.rst in mypy.ini."""
from flask.ext.pymongo import PyMongo

mongo = PyMongo()
mongo.db.pages.insert({'title': 'Front page'})
