"""What modern writes return, for drivers that have no such classes."""
from pymongo.errors import InvalidOperation

__all__ = ['BulkWriteResult', 'DeleteResult', 'InsertManyResult', 'InsertOneResult', 'UpdateResult']

try:
    from pymongo.results import BulkWriteResult, DeleteResult, InsertManyResult, InsertOneResult, UpdateResult
except ImportError:
    class _Result(object):

        __slots__ = ('_raw', '_acknowledged')

        def __init__(self, raw, acknowledged):
            self._raw = raw
            self._acknowledged = acknowledged

        @property
        def acknowledged(self):
            """Whether the server acknowledged the write; if not, its counts are unknown."""
            return self._acknowledged

        def _count(self, field):
            if not self._acknowledged:
                raise InvalidOperation('the write was not acknowledged, so that its counts are unknown')
            return self._raw.get(field, 0)

        def __repr__(self):
            return '%s(%r, acknowledged=%r)' % (type(self).__name__, self._raw, self._acknowledged)

    class InsertOneResult(_Result):
        """What `insert_one` returns."""

        __slots__ = ()

        @property
        def inserted_id(self):
            """The `_id` of the document."""
            return self._raw

    class InsertManyResult(_Result):
        """What `insert_many` returns."""

        __slots__ = ()

        @property
        def inserted_ids(self):
            """The `_id` of each document, in the order in which they were given."""
            return self._raw

    class UpdateResult(_Result):
        """What `update_one`, `update_many` and `replace_one` return."""

        __slots__ = ()

        @property
        def raw_result(self):
            """The server's answer."""
            return self._raw

        @property
        def matched_count(self):
            """How many documents the filter found; 0 if one was upserted."""
            return 0 if self.upserted_id is not None else self._count('n')

        @property
        def modified_count(self):
            """How many documents became different."""
            return self._count('nModified')

        @property
        def upserted_id(self):
            """The `_id` of the document that was upserted, or None."""
            self._count('n')
            return self._raw.get('upserted')

        @property
        def did_upsert(self):
            """Whether a document was upserted."""
            self._count('n')
            return 'upserted' in self._raw

    class DeleteResult(_Result):
        """What `delete_one` and `delete_many` return."""

        __slots__ = ()

        @property
        def raw_result(self):
            """The server's answer."""
            return self._raw

        @property
        def deleted_count(self):
            """How many documents were deleted."""
            return self._count('n')

    class BulkWriteResult(_Result):
        """What `bulk_write` returns."""

        __slots__ = ()

        @property
        def bulk_api_result(self):
            """The counts, under the names that servers use."""
            return self._raw

        @property
        def inserted_count(self):
            """How many documents were inserted."""
            return self._count('nInserted')

        @property
        def matched_count(self):
            """How many documents the filters of updates found."""
            return self._count('nMatched')

        @property
        def modified_count(self):
            """How many documents updates made different."""
            return self._count('nModified')

        @property
        def deleted_count(self):
            """How many documents were deleted."""
            return self._count('nRemoved')

        @property
        def upserted_count(self):
            """How many documents were upserted."""
            return self._count('nUpserted')

        @property
        def upserted_ids(self):
            """The `_id` of each document that was upserted, by the position of the request."""
            return dict((upsert['index'], upsert['_id']) for upsert in self._count('upserted') or ())
