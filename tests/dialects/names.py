"""The names that modern programs import, as applications do: the driver's own where it has them."""
try:
    from flask_pymongo.compat.modern import (
        BulkWriteError,
        CodecOptions,
        CursorType,
        DeleteMany,
        DeleteOne,
        IndexModel,
        InsertOne,
        ReplaceOne,
        ReturnDocument,
        UpdateMany,
        UpdateOne,
        WriteConcern,
    )
except ImportError:  # recording: the driver is all there is
    from bson.codec_options import CodecOptions
    from pymongo import (
        CursorType,
        DeleteMany,
        DeleteOne,
        IndexModel,
        InsertOne,
        ReplaceOne,
        ReturnDocument,
        UpdateMany,
        UpdateOne,
        WriteConcern,
    )
    from pymongo.errors import BulkWriteError

__all__ = ['BulkWriteError', 'CodecOptions', 'CursorType', 'DeleteMany', 'DeleteOne', 'IndexModel', 'InsertOne',
           'ReplaceOne', 'ReturnDocument', 'UpdateMany', 'UpdateOne', 'WriteConcern']
