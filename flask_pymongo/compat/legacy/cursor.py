"""Cursors that still count, in terms of the count command."""
import itertools

import pymongo
import pymongo.cursor
from pymongo.errors import AutoReconnect, NetworkTimeout, OperationFailure, PyMongoError

from ..argument_checks import legacy_keys
from ..errors import refuse
from ..language import Mapping
from ..list_cursor import check_length
from ..versions import DRIVER_COMMENTS_DISTINCT
from ..warn import legacy_method
from .documents import compiled

_NO_INDEX_FOR_BOUNDS = 51173
#: How much time an operation may take, on drivers that can be told.
_within = getattr(pymongo, 'timeout', None)


class CursorDialect(object):
    """The part of a cursor that left the driver at 4.0.

    What the query was is kept here as it is built up: the driver has no public way to ask for it.
    """

    def __init__(self, collection, filter=None, projection=None, skip=0, limit=0, *args, **kwargs):
        self._ask(filter, skip, limit, kwargs)
        super(CursorDialect, self).__init__(collection, filter, projection, skip, limit, *args, **kwargs)

    def _ask(self, filter, skip, limit, options):
        self._asked = {'query': {} if filter is None else filter, 'skip': skip, 'limit': limit,
                       'hint': options.get('hint'), 'collation': options.get('collation'),
                       'maxTimeMS': options.get('max_time_ms')}

    def _also(self, name, value, cursor):
        self._asked[name] = value
        return cursor

    def skip(self, skip):
        return self._also('skip', skip, super(CursorDialect, self).skip(skip))

    def limit(self, limit):
        return self._also('limit', limit, super(CursorDialect, self).limit(limit))

    def hint(self, index):
        index = legacy_keys(index)
        return self._also('hint', index, super(CursorDialect, self).hint(index))

    def sort(self, key_or_list, direction=None):
        return super(CursorDialect, self).sort(legacy_keys(key_or_list), direction)

    if not hasattr(pymongo.cursor.Cursor, 'to_list'):
        def to_list(self, length=None):
            """The documents that are left, as a list.

            :param length: how many at most; None for all
            """
            check_length(length)
            return list(itertools.islice(self, length))

    if not DRIVER_COMMENTS_DISTINCT:
        def distinct(self, key):
            """The values of a field in what the cursor finds, without its comment."""
            return super(CursorDialect, self.clone().comment(None)).distinct(key)

    def collation(self, collation):
        """Set the collation of the query, on drivers that have collations."""
        options = {'collation': collation}
        refuse(options)
        return self._also('collation', collation, super(CursorDialect, self).collation(collation)) if options else self

    def max_time_ms(self, max_time_ms):
        return self._also('maxTimeMS', max_time_ms, super(CursorDialect, self).max_time_ms(max_time_ms))

    def where(self, code):
        cursor = super(CursorDialect, self).where(code)
        return self._also('query', dict(self._asked['query'], **{'$where': code}), cursor)

    @legacy_method('Cursor.max_scan', 'limit', gone='4.0')
    def max_scan(self, max_scan):
        """Do nothing: no server knows the option any more, and the ones that did only stopped earlier."""
        return super(CursorDialect, self).skip(self._asked['skip'])  # which raises if it is too late

    def _bounded(self, bound, spec):
        cursor = getattr(super(CursorDialect, self), bound)(spec)
        self._bounds = [key for key, _ in (spec.items() if isinstance(spec, Mapping) else spec)]
        self.__class__ = _special(type(self), BoundedDialect)
        return cursor

    def min(self, spec):
        """Give only what comes at or after this in an index; without :meth:`hint`, in the index of these keys."""
        return self._bounded('min', spec)

    def max(self, spec):
        """Give only what comes before this in an index; without :meth:`hint`, in the index of these keys."""
        return self._bounded('max', spec)

    @property
    @legacy_method('Cursor.conn_id', 'address', gone='3.0')
    def conn_id(self):
        """Where the server's cursor is."""
        return self.address

    def explain(self):
        """The server's plan for this query, a dict; without its `ok`, as ever."""
        plan = super(CursorDialect, self).explain()
        plan.pop('ok', None)
        return plan

    def __getitem__(self, index):
        found = super(CursorDialect, self).__getitem__(index)
        if isinstance(index, slice):
            start = index.start or 0
            self._asked['skip'] = start
            self._asked['limit'] = 0 if index.stop is None else index.stop - start
        return found

    @legacy_method('Cursor.count', 'Collection.count_documents', gone='4.0')
    def count(self, with_limit_and_skip=False):
        """Count the documents of this query.

        :param with_limit_and_skip: whether :meth:`skip` and :meth:`limit` count, too
        :return: an int
        :raises TypeError: if `with_limit_and_skip` is not a bool
        """
        if not isinstance(with_limit_and_skip, bool):
            raise TypeError('with_limit_and_skip must be True or False, not %r' % (with_limit_and_skip,))
        options = dict(self._asked)
        skip, limit = options.pop('skip'), options.pop('limit')
        if with_limit_and_skip:
            options.update(skip=skip or None, limit=abs(limit) or None)
        return self.collection._count(options)

    def _as_wrapper(self, twin):
        # Older drivers make clones of their own class whatever the class of the original.
        twin.__class__ = type(self)
        twin._asked = dict(self._asked)
        for name in ('_bounds', '_network_timeout'):
            if name in self.__dict__:
                twin.__dict__[name] = self.__dict__[name]
        return twin

    def clone(self):
        return self._as_wrapper(super(CursorDialect, self).clone())

    def __copy__(self):
        return self._as_wrapper(super(CursorDialect, self).__copy__())

    def __deepcopy__(self, memo):
        return self._as_wrapper(super(CursorDialect, self).__deepcopy__(memo))


_specials = {}


def _special(cursor_class, dialect):
    """The class of cursors with one more dialect: only those that need it pay for it."""
    if issubclass(cursor_class, dialect):
        return cursor_class
    if (cursor_class, dialect) not in _specials:
        _specials[cursor_class, dialect] = type(cursor_class.__name__, (dialect, cursor_class), {
            '__module__': cursor_class.__module__, '__doc__': cursor_class.__doc__})
    return _specials[cursor_class, dialect]


class BoundedDialect(object):
    """A cursor with `min` or `max`, for which servers used to find the index themselves."""

    def next(self):
        if self._asked['hint'] is None and not self.retrieved:
            self.hint(self._index_of_bounds())
        return super(BoundedDialect, self).next()

    __next__ = next

    def _index_of_bounds(self):
        for index in self.collection.index_information().values():
            if [key for key, _ in index['key']] == self._bounds:
                return index['key']
        raise OperationFailure('min and max need an index of exactly their keys', _NO_INDEX_FOR_BOUNDS)


class TimedDialect(object):
    """A cursor with a `network_timeout`: seconds that each of its fetches may take."""

    def next(self):
        try:
            with _within(self._network_timeout):
                return super(TimedDialect, self).next()
        except PyMongoError as error:
            if error.timeout and not isinstance(error, AutoReconnect):
                raise NetworkTimeout('timed out')
            raise

    __next__ = next


@legacy_method("find's network_timeout", 'pymongo.timeout', gone='3.0')
def with_network_timeout(cursor, seconds):
    """The cursor with a timeout for its fetches, on drivers that have such a thing."""
    if _within is not None:
        cursor._network_timeout = seconds
        cursor.__class__ = _special(type(cursor), TimedDialect)
    return cursor


class CompiledDialect(object):
    """A cursor whose regular expressions are patterns of Python, as `find` gave them by itself up to 2.9."""

    def next(self):
        return compiled(super(CompiledDialect, self).next())

    __next__ = next

    def to_list(self, length=None):
        return [compiled(document) for document in super(CompiledDialect, self).to_list(length)]


@legacy_method("find's compile_re", 'bson.regex.Regex.try_compile', gone='3.0')
def with_compiled_patterns(cursor):
    """The cursor, giving patterns of Python instead of `bson.regex.Regex`."""
    cursor.__class__ = _special(type(cursor), CompiledDialect)
    return cursor


class ManipulatedDialect(CursorDialect):
    """A cursor that runs the database's outgoing SON manipulators over what it hands out."""

    def _out(self, document):
        database = self.collection.database
        return database._manipulators.out(document, self.collection)

    def next(self):
        return self._out(super(ManipulatedDialect, self).next())

    __next__ = next

    def to_list(self, length=None):
        return [self._out(document) for document in super(ManipulatedDialect, self).to_list(length)]
