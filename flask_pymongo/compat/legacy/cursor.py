"""Cursors that still count, in terms of the count command."""
from ..warn import legacy


class CursorDialect(object):
    """The part of a cursor that left the driver at 4.0.

    What the query was is kept here as it is built up: the driver has no public way to ask for it.
    """

    def __init__(self, collection, filter=None, projection=None, skip=0, limit=0, *args, **kwargs):
        self._asked = {'query': {} if filter is None else filter, 'skip': skip, 'limit': limit,
                       'hint': kwargs.get('hint'), 'collation': kwargs.get('collation'),
                       'maxTimeMS': kwargs.get('max_time_ms')}
        super(CursorDialect, self).__init__(collection, filter, projection, skip, limit, *args, **kwargs)

    def _also(self, name, value, cursor):
        self._asked[name] = value
        return cursor

    def skip(self, skip):
        return self._also('skip', skip, super(CursorDialect, self).skip(skip))

    def limit(self, limit):
        return self._also('limit', limit, super(CursorDialect, self).limit(limit))

    def hint(self, index):
        return self._also('hint', index, super(CursorDialect, self).hint(index))

    def collation(self, collation):
        """Set the collation of the query, on drivers that have collations."""
        return self._also('collation', collation, super(CursorDialect, self).collation(collation))

    def max_time_ms(self, max_time_ms):
        return self._also('maxTimeMS', max_time_ms, super(CursorDialect, self).max_time_ms(max_time_ms))

    def where(self, code):
        cursor = super(CursorDialect, self).where(code)
        return self._also('query', dict(self._asked['query'], **{'$where': code}), cursor)

    def max_scan(self, max_scan):
        """Do nothing: no server knows the option any more, and the ones that did only stopped earlier."""
        legacy('Cursor.max_scan', 'limit')
        return self

    def __getitem__(self, index):
        found = super(CursorDialect, self).__getitem__(index)
        if isinstance(index, slice):
            start = index.start or 0
            self._asked['skip'] = start
            self._asked['limit'] = 0 if index.stop is None else index.stop - start
        return found

    def count(self, with_limit_and_skip=False):
        """Count the documents of this query.

        :param with_limit_and_skip: whether :meth:`skip` and :meth:`limit` count, too
        :return: an int
        :raises TypeError: if `with_limit_and_skip` is not a bool

        Legacy, up to 3.13. The modern equivalent is ``collection.count_documents(filter)``, which refuses `$where`
        and `$near`.
        """
        legacy('Cursor.count', 'Collection.count_documents', '4.0')
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
        return twin

    def clone(self):
        return self._as_wrapper(super(CursorDialect, self).clone())

    def __copy__(self):
        return self._as_wrapper(super(CursorDialect, self).__copy__())

    def __deepcopy__(self, memo):
        return self._as_wrapper(super(CursorDialect, self).__deepcopy__(memo))


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
