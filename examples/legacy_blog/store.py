"""The database, for every module of the blog; `blog.py` gives it the application."""
from flask.ext.pymongo import PyMongo

mongo = PyMongo()
