"""Configurations of the service, one class each; SHOP_CONFIG names the one to use."""
import os


class Config(object):
    DEBUG = False
    JSON_AS_ASCII = False
    JSON_SORT_KEYS = False
    JSONIFY_PRETTYPRINT_REGULAR = True
    # the shop and its books are two databases, which may be on two servers
    MONGO_HOST = os.environ.get('SHOP_MONGO_HOST', 'localhost')
    MONGO_PORT = os.environ.get('SHOP_MONGO_PORT', '27017')
    MONGO_DBNAME = 'shop'
    BOOKS_HOST = MONGO_HOST
    BOOKS_PORT = MONGO_PORT
    BOOKS_DBNAME = 'shop_books'
    PAGE_SIZE = 20


class Compact(Config):
    JSON_AS_ASCII = True
    JSONIFY_PRETTYPRINT_REGULAR = False
