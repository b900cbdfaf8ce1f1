from bson.codec_options import CodecOptions
from pymongo.collection import ReturnDocument
from pymongo.cursor import CursorType
from pymongo.errors import BulkWriteError, WriteConcernError, WriteError, WTimeoutError
from pymongo.operations import DeleteMany, DeleteOne, IndexModel, InsertOne, ReplaceOne, UpdateMany, UpdateOne
from pymongo.results import BulkWriteResult, DeleteResult, InsertManyResult, InsertOneResult, UpdateResult
from pymongo.write_concern import WriteConcern

__all__ = ['BulkWriteError', 'BulkWriteResult', 'CodecOptions', 'CursorType', 'DeleteMany', 'DeleteOne', 'DeleteResult',
           'IndexModel', 'InsertManyResult', 'InsertOne', 'InsertOneResult', 'ReplaceOne', 'ReturnDocument',
           'UpdateMany', 'UpdateOne', 'UpdateResult', 'WTimeoutError', 'WriteConcern', 'WriteConcernError',
           'WriteError']
