"""A cache that makes databases and collections of the wrappers' classes as fast as the driver makes its own.

``mongo.db.users`` gives a new object each time, as with every driver: options set on one must not show in the next.
The constructor would compute the same state each time; so the state is computed once and copied.
"""
from ..copies import refuse_to_pickle, shallow
from ..refusals import refuse_attribute

#: How many names a parent caches. The limit is needed because names may come from outside.
MOST_CACHED = 1000

_new = object.__new__


def cached_child(parent, name):
    """A new child of a client or database, with the parent's options."""
    cache = parent._child_cache
    entry = cache.get(name)
    if entry is None:
        made = parent._child_class(parent, name)
        if len(cache) >= MOST_CACHED:
            cache.clear()
        made._has_options_of_parent = True
        state = made.__dict__.copy()
        # Databases that share this cache are parents, too; so the entry says which attributes are the parent.
        attributes = [key for key, value in state.items() if value is parent]
        cache[name] = state.copy, attributes, parent._child_class
        return made
    copy_state, attributes, child_class = entry
    copy = _new(child_class)
    copy.__dict__ = state = copy_state()
    for attribute in attributes:
        state[attribute] = parent
    return copy


class Navigation(object):
    """Attribute and item access of a client or a database."""

    _child_class = None

    def __init__(self, *args, **kwargs):
        #: {name: (what copies the state of a child, attributes that are the parent, its class)}. Copies of a database
        #: share it until their options change.
        self._child_cache = {}
        super(Navigation, self).__init__(*args, **kwargs)

    __copy__ = shallow
    __reduce_ex__ = refuse_to_pickle

    def __getattr__(self, name):
        if name == 'read_concern':
            refuse_attribute(name)
        if name[:1] == '_':
            raise AttributeError('%s has no attribute %r. To reach a child of that name, use [%r].'
                                 % (type(self).__name__, name, name))
        return cached_child(self, name)

    def __getitem__(self, name):
        return cached_child(self, name)
