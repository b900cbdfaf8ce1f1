"""The modern dialect on drivers that do not have it, or not all of it.

To drivers whose own dialect is the legacy one (PyMongo 2) also what they cannot ask of a modern server by themselves:
these keep indexes in, and list things from, system collections that no server has any more, and none of them asks for
a cursor when it aggregates, as servers now insist.

The names below are the driver's own where it has them. So a program that is to run with all of them says ::

    from flask_pymongo.compat.modern import InsertOne, ReturnDocument, WriteConcern

.. versionadded:: 4.0
"""
from ..errors import BulkWriteError, CursorNotFound, ExecutionTimeout, WriteConcernError, WriteError, WTimeoutError
from .operations import DeleteMany, DeleteOne, IndexModel, InsertOne, ReplaceOne, UpdateMany, UpdateOne
from .results import BulkWriteResult, DeleteResult, InsertManyResult, InsertOneResult, UpdateResult
from .values import CodecOptions, CursorType, ReturnDocument, WriteConcern

__all__ = ['BulkWriteError', 'BulkWriteResult', 'CodecOptions', 'CursorNotFound', 'CursorType', 'DeleteMany',
           'DeleteOne', 'DeleteResult', 'ExecutionTimeout', 'IndexModel', 'InsertManyResult', 'InsertOne',
           'InsertOneResult', 'ReplaceOne', 'ReturnDocument', 'UpdateMany', 'UpdateOne', 'UpdateResult',
           'WTimeoutError', 'WriteConcern', 'WriteConcernError', 'WriteError']
