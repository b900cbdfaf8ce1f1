from datetime import timedelta
from typing import Any, Protocol, TypeVar, overload

from bson.objectid import ObjectId
from flask import Flask, Response
from werkzeug.datastructures import FileStorage

from .wrappers import Database, MongoClient

_Id = TypeVar('_Id')

ASCENDING: int
DESCENDING: int

class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...

class PyMongo:
    config_prefix: str | None

    def __init__(self, app: Flask | None = None, config_prefix: str = 'MONGO', *args: Any, uri: str | None = ...,
                 **kwargs: Any) -> None: ...
    def init_app(self, app: Flask, config_prefix: str | None = None, *args: Any, uri: str | None = ...,
                 **kwargs: Any) -> None: ...
    @property
    def cx(self) -> MongoClient: ...
    @cx.setter
    def cx(self, client: Any) -> None: ...
    @cx.deleter
    def cx(self) -> None: ...
    # None only where a URI without a database is given in code: not worth a check of None in every other program.
    @property
    def db(self) -> Database: ...
    @db.setter
    def db(self, database: Any) -> None: ...
    @db.deleter
    def db(self) -> None: ...
    def send_file(self, filename: str, base: str = 'fs', version: int = -1, cache_for: int | timedelta = 31536000,
                  db: str | Database | None = None, as_attachment: bool | None = None, download_name: str | None = None,
                  mimetype: str | None = None, sandbox: bool = False) -> Response: ...
    # FileStorage has its `read` by __getattr__, which not every type checker lets a protocol see.
    @overload
    def save_file(self, filename: str, fileobj: _Readable | FileStorage, base: str = 'fs',
                  content_type: str | None = None, db: str | Database | None = None, *, _id: _Id,
                  **kwargs: Any) -> _Id: ...
    @overload
    def save_file(self, filename: str, fileobj: _Readable | FileStorage, base: str = 'fs',
                  content_type: str | None = None, db: str | Database | None = None, **kwargs: Any) -> ObjectId: ...
