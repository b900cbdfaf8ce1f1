from bson.codec_options import CodecOptions
from pymongo.collection import ReturnDocument
from pymongo.cursor import CursorType
from pymongo.errors import (
    BulkWriteError,
    CursorNotFound,
    ExecutionTimeout,
    WriteConcernError,
    WriteError,
    WTimeoutError,
)
from pymongo.operations import DeleteMany, DeleteOne, IndexModel, InsertOne, ReplaceOne, UpdateMany, UpdateOne
from pymongo.results import BulkWriteResult, DeleteResult, InsertManyResult, InsertOneResult, UpdateResult
from pymongo.write_concern import WriteConcern

__all__ = ['BulkWriteError', 'BulkWriteResult', 'CodecOptions', 'CursorNotFound', 'CursorType', 'DeleteMany',
           'DeleteOne', 'DeleteResult', 'ExecutionTimeout', 'IndexModel', 'InsertManyResult', 'InsertOne',
           'InsertOneResult', 'ReplaceOne', 'ReturnDocument', 'UpdateMany', 'UpdateOne', 'UpdateResult',
           'WTimeoutError', 'WriteConcern', 'WriteConcernError', 'WriteError']
