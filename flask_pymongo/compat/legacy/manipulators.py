"""SON manipulators: objects that change documents on their way into and out of a database.

The driver had them up to 3.13; here they run around the wrapper's own insert, save, update and find.
"""
from bson.dbref import DBRef
from bson.objectid import ObjectId
from bson.son import SON

from ..language import Mapping


class SONManipulator(object):
    """Base of all manipulators: changes nothing.

    Was ``pymongo.son_manipulator.SONManipulator`` (2.1 to 3.13).
    """

    def will_copy(self):
        """Whether this manipulator returns copies; those run after the ones that change documents in place."""
        return False

    def transform_incoming(self, son, collection):
        """The document to store for `son`."""
        return SON(son) if self.will_copy() else son

    def transform_outgoing(self, son, collection):
        """The document to hand out for the stored `son`."""
        return SON(son) if self.will_copy() else son


try:
    from pymongo.son_manipulator import SONManipulator as _DriverBase
except ImportError:  # gone from 4.0
    _DriverBase = SONManipulator
#: Those whose own methods change nothing.
_BASES = (SONManipulator, _DriverBase)


class ObjectIdInjector(SONManipulator):
    """Gives a document without `_id` one."""

    def transform_incoming(self, son, collection):
        if '_id' not in son:
            son['_id'] = ObjectId()
        return son


class ObjectIdShuffler(SONManipulator):
    """Puts `_id` first."""

    def will_copy(self):
        return True

    def transform_incoming(self, son, collection):
        if '_id' not in son:
            return son
        shuffled = SON([('_id', son['_id'])])
        shuffled.update(son)
        return shuffled


class NamespaceInjector(SONManipulator):
    """Writes the name of the collection into `_ns`."""

    def transform_incoming(self, son, collection):
        son['_ns'] = collection.name
        return son


class AutoReference(SONManipulator):
    """Stores embedded documents that have `_ns` and `_id` as references, and follows them when reading.

    :param db: the database that references are looked up in

    Needs a :class:`NamespaceInjector` added before it.
    """

    def __init__(self, db):
        self.database = db

    def will_copy(self):
        return True

    def _walk(self, value, replace):
        if isinstance(value, list):
            return [self._walk(item, replace) for item in value]
        if isinstance(value, (Mapping, DBRef)):
            return replace(value)
        return value

    def _in_fields(self, son, replace):
        return SON((key, self._walk(value, replace)) for key, value in son.items())

    def transform_incoming(self, son, collection):
        def refer(value):
            if isinstance(value, DBRef):
                return value
            if '_ns' in value and '_id' in value:
                return DBRef(value['_ns'], self._walk(value['_id'], refer))
            return self._in_fields(value, refer)
        return self._in_fields(son, refer)

    def transform_outgoing(self, son, collection):
        def follow(value):
            if isinstance(value, DBRef):
                return self.database.dereference(value)
            return self._in_fields(value, follow)
        return self._in_fields(son, follow)


class Manipulators(object):
    """The manipulators of one database object, in the order in which the 2.x driver ran them."""

    def __init__(self):
        self.incoming = []
        self.incoming_copying = []
        self.outgoing = []
        self.outgoing_copying = []

    def add(self, manipulator):
        """Add one. The last added sees an incoming document first; outgoing ones go first in, first out.

        :raises AttributeError: for an object without `will_copy`
        """
        def overrides(method):
            for defined_in in type(manipulator).__mro__:
                if method in vars(defined_in):
                    return defined_in not in _BASES
            return False

        copies = manipulator.will_copy()
        if overrides('transform_incoming'):
            (self.incoming_copying if copies else self.incoming).insert(0, manipulator)
        if overrides('transform_outgoing'):
            (self.outgoing_copying if copies else self.outgoing).insert(0, manipulator)

    def into(self, document, collection):
        """Run the incoming ones that change the caller's document."""
        for manipulator in self.incoming:
            document = manipulator.transform_incoming(document, collection)
        return document

    def into_copy(self, document, collection):
        """Run the incoming ones that work on a copy; after the `_id` is there."""
        for manipulator in self.incoming_copying:
            document = manipulator.transform_incoming(document, collection)
        return document

    def out(self, document, collection):
        """Run the outgoing ones."""
        for manipulator in reversed(self.outgoing):
            document = manipulator.transform_outgoing(document, collection)
        for manipulator in reversed(self.outgoing_copying):
            document = manipulator.transform_outgoing(document, collection)
        return document


#: Those of a database that none was added to.
NONE = Manipulators()
