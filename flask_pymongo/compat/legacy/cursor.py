"""Cursors that still count, in terms of the count command."""

import pymongo
import pymongo.cursor
from bson.son import SON
from pymongo.errors import AutoReconnect, NetworkTimeout, OperationFailure, PyMongoError

from ..argument_checks import legacy_keys
from ..cursor_end import CursorEnd
from ..errors import refuse
from ..language import Mapping
from ..list_cursor import to_list
from ..old_commands import COMMAND_OF_COLLECTION
from ..server_codes import NO_INDEX_FOR_BOUNDS
from ..versions import DRIVER_COMMENTS_DISTINCT
from ..warn import legacy, legacy_method, register
from . import suggestions
from .any_attribute import NAME as ANY_ATTRIBUTE
from .any_attribute import is_asked, plain
from .documents import compiled

#: A context manager that limits the time of an operation, on drivers that have one.
_timeout = getattr(pymongo, 'timeout', None)
#: The flag of a query that a cursor without a timeout sets.
_NO_TIMEOUT = 16
_driver_init = pymongo.cursor.Cursor.__init__
_driver_next = pymongo.cursor.Cursor.next
_DRIVER_LISTS = hasattr(pymongo.cursor.Cursor, 'to_list')
_NO_HINT = 'min and max without a hint'
register(_NO_HINT, 'hint(keys)', '4.0')
#: Attributes that a clone takes over.
_CLONED = ('_root', '_does_more', '_bounds', '_network_timeout', '_compiles', '_manipulates')


def _next(cursor):
    try:
        return _driver_next(cursor)
    except KeyError as error:
        return _next_of_plain(cursor, error)


def _next_of_plain(cursor, error):
    if not is_asked(error):
        raise error
    legacy(ANY_ATTRIBUTE)
    cursor._take_plain_documents()
    return _driver_next(cursor)


class CursorDialect(CursorEnd):
    """The part of a cursor that left the driver at 4.0, and what `find` of 2.x did to documents.

    The driver has no public way to ask a cursor for its query, so it is noted here, too.
    """

    #: Whether `next` has more to do than the driver's.
    _does_more = False
    #: The keys of `min` or `max`.
    _bounds = None
    #: How many seconds each fetch may take.
    _network_timeout = None
    #: Whether regular expressions become patterns of Python, as they did by default up to 2.9.
    _compiles = False
    #: Whether documents go through the outgoing SON manipulators of the database.
    _manipulates = False

    def __init__(self, collection, filter=None, projection=None, skip=0, limit=0, *args, **kwargs):
        #: What `_query_options` are made of when they are asked for, then these options.
        self._query = filter, skip, limit, kwargs
        # Python finds it here in a third of the time, and asks for each document.
        self._does_more = False
        if args or kwargs:
            _driver_init(self, collection, filter, projection, skip, limit, *args, **kwargs)
        else:  # which most calls are, and which is quicker
            _driver_init(self, collection, filter, projection, skip, limit)

    @property
    def _query_options(self):
        """The query, by the names in the count command: a dict that can be changed."""
        if type(self._query) is tuple:
            spec, skip, limit, options = self._query
            self._query = {
                'query': {} if spec is None else spec, 'skip': skip, 'limit': limit, 'hint': options.get('hint'),
                'collation': options.get('collation'), 'maxTimeMS': options.get('max_time_ms')}
        return self._query

    def _note(self, name, value, cursor):
        self._query_options[name] = value
        return cursor

    # Documents

    def next(self):
        if self._does_more:
            return self._next_and_more()
        try:  # as _next does, without a call more for each document
            return _driver_next(self)
        except KeyError as error:
            return _next_of_plain(self, error)

    __next__ = next

    def _next_and_more(self):
        if self._bounds is not None and self._query_options['hint'] is None and not self.retrieved:
            legacy(_NO_HINT)
            self.hint(self._index_of_bounds())
        if self._network_timeout is None:
            return self._converted(_next(self))
        try:
            with _timeout(self._network_timeout):
                return self._converted(_next(self))
        except PyMongoError as error:
            if error.timeout and not isinstance(error, AutoReconnect):
                raise NetworkTimeout('timed out')
            raise

    def _converted(self, document):
        if self._manipulates:
            document = self.collection.database._manipulators.out(document, self.collection)
        return compiled(document) if self._compiles else document

    def to_list(self, length=None):
        """The documents that are left, as a list.

        :param length: how many at most; None for all
        """
        if _DRIVER_LISTS and not self._does_more:
            return super(CursorDialect, self).to_list(length)
        return to_list(self, length)

    def _manipulate(self):
        """Run the outgoing SON manipulators over each document."""
        self._does_more = self._manipulates = True

    def _compile_patterns(self):
        """Give patterns of Python instead of `bson.regex.Regex`."""
        self._does_more = self._compiles = True

    @legacy_method("find's network_timeout", 'pymongo.timeout', gone='3.0')
    def _limit_fetches(self, seconds):
        """Limit the time of each fetch, on drivers that can."""
        if _timeout is not None:
            self._does_more, self._network_timeout = True, seconds

    def _index_of_bounds(self):
        """The keys of the index that `min` and `max` need; servers used to find it themselves."""
        for index in self.collection.index_information().values():
            if [key for key, _ in index['key']] == self._bounds:
                return index['key']
        raise OperationFailure('min and max need an index of exactly their keys', NO_INDEX_FOR_BOUNDS)

    def _take_plain_documents(self):
        """Replace the documents of the query that the encoder cannot take, and start again: nothing was sent."""
        attributes = vars(self)
        for name, value in list(attributes.items()):
            if isinstance(value, dict):
                attributes[name] = plain(value)
        self.rewind()

    # The query

    def skip(self, skip):
        return self._note('skip', skip, super(CursorDialect, self).skip(skip))

    def limit(self, limit):
        return self._note('limit', limit, super(CursorDialect, self).limit(limit))

    def hint(self, index):
        index = legacy_keys(index)
        return self._note('hint', index, super(CursorDialect, self).hint(index))

    def sort(self, key_or_list, direction=None):
        return super(CursorDialect, self).sort(legacy_keys(key_or_list), direction)

    if not DRIVER_COMMENTS_DISTINCT:
        def distinct(self, key):
            """The values of a field. The driver sends a comment under a name that servers refuse, so none is sent."""
            return super(CursorDialect, self.clone().comment(None)).distinct(key)

    def collation(self, collation):
        """Set the collation of the query, on drivers that have collations."""
        options = {'collation': collation}
        refuse(options)
        return self._note('collation', collation, super(CursorDialect, self).collation(collation)) if options else self

    def max_time_ms(self, max_time_ms):
        return self._note('maxTimeMS', max_time_ms, super(CursorDialect, self).max_time_ms(max_time_ms))

    def where(self, code):
        cursor = super(CursorDialect, self).where(code)
        return self._note('query', dict(self._query_options['query'], **{'$where': code}), cursor)

    @legacy_method('Cursor.max_scan', 'limit', gone='4.0')
    def max_scan(self, max_scan):
        """Do nothing: servers no longer have the option, which only made them stop earlier."""
        return super(CursorDialect, self).skip(self._query_options['skip'])  # raises if the query was sent

    def _bounded(self, bound, spec):
        cursor = getattr(super(CursorDialect, self), bound)(spec)
        self._note_bounds(spec)
        return cursor

    def _note_bounds(self, spec):
        self._bounds = [key for key, _ in (spec.items() if isinstance(spec, Mapping) else spec)]
        self._does_more = True

    def min(self, spec):
        """Find only documents at or after this in an index: that of :meth:`hint`, else the index of these keys."""
        return self._bounded('min', spec)

    def max(self, spec):
        """Find only documents before this in an index: that of :meth:`hint`, else the index of these keys."""
        return self._bounded('max', spec)

    @property
    @legacy_method('Cursor.conn_id', 'address', gone='3.0')
    def conn_id(self):
        """The (host, port) of the server that has the cursor."""
        return self.address

    def explain(self):
        """The server's plan for this query: a dict without `ok`, as in 2.x."""
        plan = super(CursorDialect, self).explain()
        plan.pop('ok', None)
        return plan

    def __getitem__(self, index):
        found = super(CursorDialect, self).__getitem__(index)
        if isinstance(index, slice):
            start = index.start or 0
            self._query_options['skip'] = start
            self._query_options['limit'] = 0 if index.stop is None else index.stop - start
        return found

    @legacy_method('Cursor.count', 'Collection.count_documents', gone='4.0',
                   suggest=suggestions.count_of_cursor)
    def count(self, with_limit_and_skip=False):
        """Count the documents of this query.

        :param with_limit_and_skip: whether :meth:`skip` and :meth:`limit` count, too
        :return: an int
        :raises TypeError: if `with_limit_and_skip` is not a bool
        """
        if not isinstance(with_limit_and_skip, bool):
            raise TypeError('with_limit_and_skip must be True or False, not %r' % (with_limit_and_skip,))
        options = dict(self._query_options)
        skip, limit = options.pop('skip'), options.pop('limit')
        if with_limit_and_skip:
            options.update(skip=skip or None, limit=abs(limit) or None)
        return self.collection._count_by_command(options, getattr(self, 'session', None))

    def _as_wrapper(self, clone):
        # Older drivers clone into their own class, and a GridOutCursor cannot change its class.
        wrapper = object.__new__(type(self))
        wrapper.__dict__.update(clone.__dict__, _query=dict(self._query_options))
        wrapper.__dict__.update((name, vars(self)[name]) for name in _CLONED if name in vars(self))
        return wrapper

    def clone(self):
        return self._as_wrapper(super(CursorDialect, self).clone())

    def __copy__(self):
        return self._as_wrapper(super(CursorDialect, self).__copy__())

    def __deepcopy__(self, memo):
        return self._as_wrapper(super(CursorDialect, self).__deepcopy__(memo))


class CommandReply(object):
    """What a query of the collection ``$cmd`` gives: its one document is the server's reply to a command.

    Drivers sent commands that way before they had `Database.command`, and servers took them up to 5.0.
    """

    _does_more = True
    _has_answered = False

    def next(self):
        """The reply, once; it may say that the command failed."""
        if self._has_answered:
            raise StopIteration
        self._has_answered = True
        collection, command = self.collection, self._query_options['query']
        database = collection.database
        legacy("a query of the collection '$cmd'", 'database.command(...)', '5.1', 'MongoDB')
        if collection.name in COMMAND_OF_COLLECTION:
            database = database.client.admin
            command = SON([(COMMAND_OF_COLLECTION[collection.name], 1)], **command)
        # The server must judge a command without a name, too.
        return database.command(command or {'': 1}, check=False, codec_options=collection.codec_options,
                                read_preference=collection.read_preference)

    __next__ = next

    def rewind(self):
        self._has_answered = False
        return super(CommandReply, self).rewind()


def make_cursor(kind, collection, options):
    """A cursor of this class.

    :param options: the keywords of its constructor
    """
    modifiers = options.get('modifiers') or {}
    if options.get('no_cursor_timeout') is True and 'session' not in options:
        # The driver advises to give such a cursor a session, which legacy programs do not know.
        cursor = kind(collection, **dict(options, no_cursor_timeout=False))
        # Of the driver itself: a GridOutCursor has no such method.
        pymongo.cursor.Cursor.add_option(cursor, _NO_TIMEOUT)
    else:
        cursor = kind(collection, **options)
    for bounds in (options.get('min'), options.get('max'), modifiers.get('$min'), modifiers.get('$max')):
        if bounds and '$hint' not in modifiers:
            cursor._note_bounds(bounds)
    return cursor
