"""GridFS of the driver's own package as it was up to PyMongo 3: with an md5, iterated by chunks, and counted."""
from __future__ import absolute_import

import functools
import io

from .additions import own_module, resolve


def _has_changed(module):
    """Whether files are streams of Python, which are iterated by lines; since then they have no md5 either."""
    return issubclass(module.GridOut, io.IOBase)


def _taking_sessions(kind):
    """A class as `kind`, whose methods take sessions of the plain client, though its database is a wrapper."""
    class Made(kind):
        __doc__ = kind.__doc__

    def taking(name):
        @functools.wraps(getattr(kind, name))
        def method(self, *args, **kwargs):
            return own_module('methods').call(super(Made, self), name, args, kwargs)
        return method

    for name in dir(kind):
        if not name.startswith('_') and callable(getattr(kind, name)):
            setattr(Made, name, taking(name))
    Made.__name__ = kind.__name__
    return Made


def _make_instances(additions, kind, find):
    """Give what a class makes another class, one that derives from it.

    :param find: a function that returns it; it is called when it is needed, because it imports the wrappers
    """
    native = kind.__init__
    if hasattr(native, 'flask_pymongo_defaults'):
        return
    made = []

    def __init__(self, database, *args, **kwargs):
        if type(self) is kind:
            if not made:
                made.append(_taking_sessions(find()))
            # Not by `__new__`: a class that once had one of its own does not forget it when it is taken back.
            self.__class__ = made[0]
            self.__init__(_wrapped(database), *args, **kwargs)
        else:
            native(self, database, *args, **kwargs)

    __init__.__doc__ = native.__doc__
    __init__.flask_pymongo_defaults = True
    additions.replace(kind, '__init__', __init__)


def _wrapped(database):
    """A database whose cursors count; what is no database stays as it is, to be refused."""
    from pymongo.database import Database
    return own_module('methods').wrapped_database(database) if isinstance(database, Database) else database


def files(module, additions, row):
    """`gridfs.GridFS`."""
    if not _has_changed(module):
        return False
    _make_instances(additions, module.GridFS, lambda: resolve('flask_pymongo.compat.legacy.gridfs:GridFS'))
    return True


def bucket(module, additions, row):
    """`gridfs.GridFSBucket`."""
    if not _has_changed(module):
        return False
    _make_instances(additions, module.GridFSBucket, lambda: own_module('gridfs_bucket').GridFSBucket)
    return True
