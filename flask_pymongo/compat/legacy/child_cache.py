"""Databases and collections of the wrappers' own classes, made no slower than the driver makes its own.

``mongo.db.users`` makes a new object each time, as every driver does: settings of one must not show in the next.
But what the driver works out in a constructor is the same each time, so it is worked out once and copied.
"""

#: How many names a parent remembers. Names may come from outside, so there has to be an end.
REMEMBERED = 1000

_new = object.__new__


def child(parent, name):
    """The child of a client or database by that name, with the parent's options."""
    remembered = parent._children
    made_of = remembered.get(name)
    if made_of is None:
        first = parent._child_class(parent, name)
        if len(remembered) >= REMEMBERED:
            remembered.clear()
        first._inherits = True
        made_of = first.__dict__.copy()
        remembered[name] = made_of, [key for key, value in made_of.items() if value is parent]
        return first
    twin = _new(parent._child_class)
    state = twin.__dict__
    state.update(made_of[0])
    for key in made_of[1]:
        state[key] = parent
    return twin


class ParentDialect(object):
    """Attribute and item access of a client or a database."""

    _child_class = None

    def __init__(self, *args, **kwargs):
        #: What children are made of. Twins of a database share it until the settings of one are changed.
        self._children = {}
        super(ParentDialect, self).__init__(*args, **kwargs)

    def __getattr__(self, name):
        if name[:1] == '_':
            raise AttributeError('%s has no attribute %r. To reach a child of that name, use [%r].'
                                 % (type(self).__name__, name, name))
        return child(self, name)

    def __getitem__(self, name):
        return child(self, name)
