"""What runs on Python 2 as well, and on every PyMongo: imports that are tried."""
try:
    from urllib.parse import quote
except ImportError:
    from urllib import quote

try:
    from pymongo.objectid import ObjectId
except ImportError:
    from bson.objectid import ObjectId

try:
    import ConfigParser as configparser
except ImportError:
    import configparser

config = configparser.RawConfigParser()
config.remove = quote
config.remove(ObjectId())
