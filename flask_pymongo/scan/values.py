"""What an expression is, as far as the source says: a collection, a document, a function of the program."""
from collections import namedtuple

#: What belongs to MongoDB. A name that is one of these in one branch and unknown in another may be it.
OF_MONGO = ('extension', 'client', 'database', 'collection', 'cursor', 'gridfs', 'answer', 'aggregate')
#: Of these, that it is one of them says nothing.
_NOTHING_WITHOUT_DATA = ('items', 'function', 'class', 'instance', 'method', 'object', 'file', 'context')


class Value(namedtuple('Value', 'kind data sure')):
    """What is known of an expression.

    :param kind: one of `OF_MONGO`, 'document', 'dict', 'list', 'items', 'text', 'number', 'objectid', 'none',
        'symbol' (a name of another package), 'object' (of a class of another package), 'file' (a module of the
        program), 'function', 'class', 'instance', 'method', 'holder' (flask.g)
    :param data: what else is known, by kind
    :param sure: False if it may be something else as well
    """

    __slots__ = ()

    def doubted(self):
        """The same, no longer sure."""
        return self._replace(sure=False)


def value(kind, data=None, sure=True):
    """A :class:`Value`."""
    return Value(kind, data, sure)


def join(one, other):
    """What an expression is that is one thing or the other; None if that is not known."""
    if one == other:
        return one
    if one is not None and one.kind == 'none':
        return other
    if other is not None and other.kind == 'none':
        return one
    if one is None or other is None:
        known = one or other
        return known.doubted() if known.kind in OF_MONGO else None
    if one.kind == other.kind:
        if one.kind == 'symbol':
            # Two imports of one class, from where it is and from where it was.
            return one
        if one.kind == 'items' and len(one.data) == len(other.data):
            return Value('items', tuple(join(*pair) for pair in zip(one.data, other.data)), True)
        if one.kind in _NOTHING_WITHOUT_DATA:
            return None
        return Value(one.kind, None, one.sure and other.sure)
    of_mongo = [each for each in (one, other) if each.kind in OF_MONGO]
    return of_mongo[0].doubted() if len(of_mongo) == 1 else None


class Facts(object):
    """What holds for a program as a whole: attributes, parameters, what functions return.

    Each round reads what the round before has found.
    """

    def __init__(self):
        self._known, self._found = {}, {}

    def read(self, *key):
        """What the round before found; None if nothing."""
        return self._known.get(key)

    def write(self, what, *key):
        """Add to what this round has found."""
        self._found[key] = join(self._found[key], what) if key in self._found else what

    def exports(self, path):
        """What the names of a module are, as a dict."""
        return dict((key[2], what) for key, what in self._known.items() if key[:2] == ('export', path))

    def next_round(self):
        """End a round; whether it found anything new."""
        changed = self._known != self._found
        self._known, self._found = self._found, {}
        return changed


class Scope(object):
    """The names of a module, class or function."""

    def __init__(self, kind, parent=None):
        self.kind, self.parent, self.names, self.of_module = kind, parent, {}, set()

    def module(self):
        """The scope of the module."""
        return self if self.parent is None else self.parent.module()
