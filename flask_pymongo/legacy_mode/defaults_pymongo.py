"""The defaults of clients of PyMongo itself."""
from __future__ import absolute_import

from functools import wraps

_OPTION = 'replicaset'


def replica_set(module, additions, row):
    """`MongoClient(replicaSet='')`, as extensions of the time say it that have no set in their configuration."""
    from pymongo.common import VALIDATORS
    # Drivers with this option look at the name of a set even on a connection to one server.
    if 'directconnection' not in VALIDATORS:
        return False
    native = module.MongoClient.__init__
    if hasattr(native, 'flask_pymongo_replica_set'):
        return True

    @wraps(native)
    def __init__(self, *args, **kwargs):
        kwargs = dict((name, value) for name, value in kwargs.items() if name.lower() != _OPTION or value != '')
        return native(self, *args, **kwargs)

    __init__.flask_pymongo_replica_set = True
    additions.replace(module.MongoClient, '__init__', __init__)
    return True
