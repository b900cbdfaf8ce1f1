"""Documents as text: JSON as bson.json_util has it."""
import json

from bson import json_util

try:
    from pymongo.objectid import InvalidId, ObjectId
except ImportError:
    from bson.objectid import InvalidId, ObjectId


def dumps(document, indent=None):
    return json.dumps(document, default=json_util.default, sort_keys=True, indent=indent, separators=(', ', ': '))


def loads(text):
    """The document in a text; ValueError if there is none."""
    document = json.loads(text, object_hook=json_util.object_hook)
    if not isinstance(document, dict):
        raise ValueError('a document is an object')
    return document


def document_id(text):
    """The _id that stands in an address."""
    try:
        return ObjectId(text)
    except InvalidId:
        return int(text) if text.isdigit() else text
