"""Configurations as classes; the prefix is the program's own."""


class Config(object):
    MONGO_HOST = 'localhost'
    MONGO_PORT = '27017'
    MONGO_USERNAME = None
    MONGO_PASSWORD = ''
    MONGO_AUTO_START_REQUEST = False  # legacy


class Testing(Config):
    MONGO2_URI = 'mongodb://localhost/test'
    MONGO2_AUTO_START_REQUEST = True  # legacy


OTHERS = {'MONGO_DBNAME': 'x', 'MONGO_AUTO_START_REQUEST': False}  # legacy
LIKE_THEM = dict(MONGO_REPLICA_SET=None, MONGO_AUTO_START_REQUEST=True)  # legacy
