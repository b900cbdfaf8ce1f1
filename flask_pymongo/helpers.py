"""What an application gets besides the database: the ObjectId converter, and JSON with BSON types."""
from bson import json_util
from bson.objectid import ObjectId
from pymongo.cursor import Cursor
from werkzeug.routing import BaseConverter

from .compat.flask import JSONEncoderBase, JSONProviderBase
from .compat.language import text_type

try:
    from pymongo.command_cursor import CommandCursor
except ImportError:  # drivers before 2.6
    CommandCursor = Cursor

__all__ = ['BSONObjectIdConverter', 'BSONProvider', 'JSONEncoder']

#: The shapes that every driver up to 3.13 wrote, on all drivers.
_LEGACY_SHAPES = (json_util.LEGACY_JSON_OPTIONS,) if hasattr(json_util, 'LEGACY_JSON_OPTIONS') else ()


class BSONObjectIdConverter(BaseConverter):
    """Converts a part of a URL to an ObjectId. Registered as ``ObjectId`` by :meth:`PyMongo.init_app`. ::

        @app.route('/task/<ObjectId:task_id>')
        def show_task(task_id):
            task = mongo.db.tasks.find_one_or_404(task_id)
            return render_template('task.html', task=task)

    A text that is no ObjectId does not match, so that another rule may; without one the answer is 404.
    """

    # Newer routers ask no other rule once a converter has refused, so the rule itself must not match.
    regex = '[0-9a-fA-F]{24}'

    def to_python(self, value):
        return ObjectId(value)

    def to_url(self, value):
        return text_type(value)


def _bson_default(value):
    """What JSON writes for a BSON type, in MongoDB's legacy extended JSON; a cursor is a list.

    :raises TypeError: for any other type
    """
    if isinstance(value, (Cursor, CommandCursor)):
        return list(value)
    return json_util.default(value, *_LEGACY_SHAPES)


class JSONEncoder(JSONEncoderBase):
    """Writes what Flask's own encoder writes, and BSON types besides: ``{"$oid": "..."}``, ...

    :meth:`PyMongo.init_app` makes it the application's encoder where Flask has encoders (0.10 to 2.1) and the
    application has set none of its own.
    """

    def default(self, o):
        try:
            return super(JSONEncoder, self).default(o)
        except TypeError as error:
            return _bson_or(error, o)


class BSONProvider(JSONProviderBase):
    """Writes what Flask's own provider writes, and BSON types besides: ``{"$oid": "..."}``, ...

    :meth:`PyMongo.init_app` makes it the application's provider where Flask has providers (from 2.2) and the
    application has set none of its own.
    """

    def default(self, o):
        try:
            return super(BSONProvider, self).default(o)
        except TypeError as error:
            return _bson_or(error, o)


def _bson_or(error, value):
    try:
        return _bson_default(value)
    except TypeError:
        raise error
