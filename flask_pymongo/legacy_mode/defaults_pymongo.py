"""The defaults of PyMongo's own clients, databases and collections."""
from __future__ import absolute_import

from functools import wraps

from .additions import own_module
from .patching import is_pymongo_2

_OPTION = 'replicaset'
_DIRECT = 'directConnection'
#: Who names one of these has said what to connect to.
_DECIDING = (_OPTION, _DIRECT.lower(), 'loadbalanced')


def _replace_constructor(module, additions, mark, change):
    """Let a function change the keywords of `MongoClient`.

    :param mark: the attribute that says that this was done
    :param change: a function of (host, keywords), which returns the keywords
    """
    native = module.MongoClient.__init__
    if mark in vars(native):
        return

    @wraps(native)
    def __init__(self, *args, **kwargs):
        return native(self, *args, **change(args[0] if args else kwargs.get('host'), kwargs))

    setattr(__init__, mark, True)
    additions.replace(module.MongoClient, '__init__', __init__)


def replica_set(module, additions, row):
    """`MongoClient(replicaSet='')`, as extensions of the time say it that have no set in their configuration."""
    from pymongo.common import VALIDATORS
    # Drivers with this option look at the name of a set even on a connection to one server.
    if _DIRECT.lower() not in VALIDATORS:
        return False
    _replace_constructor(module, additions, 'flask_pymongo_replica_set', _without_empty_set)
    return True


def _without_empty_set(host, options):
    return dict((name, value) for name, value in options.items() if name.lower() != _OPTION or value != '')


def direct_connection(module, additions, row):
    """`MongoClient(host, port)`, which was a client of that server, whatever set it belongs to."""
    from pymongo.common import VALIDATORS
    # The drivers that look for the other members are those that know TLS by its modern names only.
    if _DIRECT.lower() not in VALIDATORS or 'ssl_certfile' in VALIDATORS:
        return False
    _replace_constructor(module, additions, 'flask_pymongo_direct', _directly)
    return True


def _directly(host, options):
    if any(name.lower() in _DECIDING and options[name] not in (None, '') for name in options):
        return options
    hosts = [None] if host is None else list(host) if isinstance(host, (list, tuple)) else [host]
    # A URI of today may mean the set that its one host belongs to.
    is_one = len(hosts) == 1 and (hosts[0] is None or not any(sign in hosts[0] for sign in ('://', ',')))
    return dict(options, **{_DIRECT: True}) if is_one else options


def aggregate(module, additions, row):
    """`Collection.aggregate`, which gave a dict with all documents."""
    if is_pymongo_2():
        return False
    native = module.Collection.aggregate

    @wraps(native)
    def aggregate(self, *args, **kwargs):
        methods = own_module('methods')
        collection = methods.wrapped_collection(self)
        if collection is self:
            return native(self, *args, **kwargs)
        return methods.call(collection, 'aggregate', args, kwargs)

    additions.replace(module.Collection, 'aggregate', aggregate)
    return True


def truth(module, additions, row):
    """``if collection:``, as programs asked for a collection or a database that may be None."""
    # Each module has the classes of the other, too.
    kind = getattr(module, module.__name__.rpartition('.')[2].title())
    if '__bool__' not in vars(kind):
        return False
    additions.replace(kind, '__bool__', _true)
    return True


def _true(self):
    return True
