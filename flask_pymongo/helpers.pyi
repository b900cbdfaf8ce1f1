import json
from typing import Any

from bson.objectid import ObjectId
from flask.json.provider import DefaultJSONProvider
from werkzeug.routing import BaseConverter

__all__ = ['BSONObjectIdConverter', 'BSONProvider', 'JSONEncoder']

class BSONObjectIdConverter(BaseConverter):
    regex: str
    def to_python(self, value: str) -> ObjectId: ...
    def to_url(self, value: Any) -> str: ...

class JSONEncoder(json.JSONEncoder):
    def default(self, o: Any) -> Any: ...

class BSONProvider(DefaultJSONProvider):
    def default(self, o: Any) -> Any: ...
