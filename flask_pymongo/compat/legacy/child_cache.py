"""A cache that makes databases and collections of the wrappers' classes faster than the driver makes its own.

``mongo.db.users`` gives a new object each time, as with every driver: options set on one must not show in the next.
The constructor would compute the same attributes each time; so they are computed once and copied.
"""
from ..copies import refuse_to_pickle, shallow
from ..language import OBJECTS_NEED_NO_DICT
from ..refusals import refuse_attribute

#: How many names a parent caches. The limit is needed because names may come from outside.
MOST_CACHED = 1000

_new = object.__new__
#: What makes recipes for children with certain attributes, by their names.
_recipes = {}

_RECIPE = '''
def recipe(kind, values):
    def make(parent):
        copy = new(kind)
        %s = values
        %s = parent
        return copy
    return make
'''


def _recipe(made, parent):
    """A function that makes copies of a child, to be called with the parent.

    Databases that share a cache are parents, too; so the parent is not among the values that are copied.
    """
    values = dict((name, value) for name, value in vars(made).items() if value is not parent)
    parents = [name for name, value in vars(made).items() if value is parent]
    if not OBJECTS_NEED_NO_DICT:
        return _recipe_by_dict(type(made), values.copy, parents)
    names = tuple(values), tuple(parents)
    if names not in _recipes:
        # Assignments in a loop would take three times as long.
        source = _RECIPE % (''.join('copy.%s, ' % name for name in values),
                            ' = '.join('copy.%s' % name for name in parents))
        namespace = {'new': _new}
        eval(compile(source, __file__, 'exec'), namespace)
        _recipes[names] = namespace['recipe']
    return _recipes[names](type(made), tuple(values.values()))


def _recipe_by_dict(kind, copy_values, parents):
    def make(parent):
        copy = _new(kind)
        copy.__dict__ = attributes = copy_values()
        for name in parents:
            attributes[name] = parent
        return copy
    return make


def first_child(parent, name, key=None):
    """A new child of a client or database, with the parent's options, which is cached.

    :param key: what to look for in the cache next time; its name, if None
    """
    made = parent._child_class(parent, name)
    cache = vars(parent).get('_child_cache')
    if cache is not None:
        if len(cache) >= MOST_CACHED:
            cache.clear()
        made._cached_name = made.name
        if key is None:
            # What attributes must not be stands in tuples, where access by attribute does not find it.
            key = (name,) if name[:1] == '_' or name == 'read_concern' else name
        cache[key] = make = _recipe(made, parent)
        # Not the one that `vars` was asked of: with a dict of its own Python finds its attributes in twice the time.
        return make(parent)
    return made


def cached_child(parent, name):
    """A new child of a client or database, with the parent's options."""
    cache = parent._child_cache
    make = cache.get(name) or cache.get((name,))
    return first_child(parent, name) if make is None else make(parent)


class Navigation(object):
    """Attribute and item access of a client or a database."""

    _child_class = None
    #: {name: what makes a copy of that child}; a sub-collection has two names. Copies of a database share it until
    #: their options change. This one is never filled: it is for objects whose constructor did not end.
    _child_cache = {}

    def __init__(self, *args, **kwargs):
        self._child_cache = {}
        super(Navigation, self).__init__(*args, **kwargs)

    __copy__ = shallow
    __reduce_ex__ = refuse_to_pickle

    def __getattr__(self, name):
        try:
            return self._child_cache[name](self)
        except KeyError:
            pass
        if name == 'read_concern':
            refuse_attribute(name)
        if name[:1] == '_':
            raise AttributeError('%s has no attribute %r. To reach a child of that name, use [%r].'
                                 % (type(self).__name__, name, name))
        return first_child(self, name)

    def __getitem__(self, name):
        return cached_child(self, name)
