"""The ObjectId converter for routes, and the JSON encoders and providers that know BSON types."""
import base64
import json

from bson import json_util
from bson.errors import InvalidId
from bson.objectid import ObjectId
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from .compat.flask import JSONDecoderBase, JSONEncoderBase, JSONProviderBase
from .compat.language import text_type
from .extended_json import CURSORS, Reader, simplify

__all__ = ['BSONObjectIdConverter', 'BSONProvider', 'ExtendedJSONDecoder', 'ExtendedJSONEncoder',
           'ExtendedJSONProvider', 'JSONEncoder', 'NaiveExtendedJSONDecoder']

#: Makes every driver write the legacy format that drivers up to 3.13 wrote.
_LEGACY_SHAPES = (json_util.LEGACY_JSON_OPTIONS,) if hasattr(json_util, 'LEGACY_JSON_OPTIONS') else ()


class BSONObjectIdConverter(BaseConverter):
    """Converts a part of a URL to an ObjectId. Registered as ``ObjectId`` by :meth:`PyMongo.init_app`. ::

        @app.route('/task/<ObjectId:task_id>')
        def show_task(task_id):
            task = mongo.db.tasks.find_one_or_404(task_id)
            return render_template('task.html', task=task)

    Text that is no ObjectId does not match. Another rule may match it; if none does, the answer is 404. A class made of
    this one that has its own `to_python` gets any text without a slash, unless it has its own `regex`, too.
    """

    # Newer routers try no other rule after a converter has raised, so the pattern itself must refuse the text.
    regex = '[0-9a-fA-F]{24}'

    def __init__(self, *args, **kwargs):
        super(BSONObjectIdConverter, self).__init__(*args, **kwargs)
        made_of_this = type(self).__mro__[:type(self).__mro__.index(BSONObjectIdConverter)]
        own = set(name for kind in made_of_this for name in vars(kind))
        if 'to_python' in own and 'regex' not in own:
            self.regex = BaseConverter.regex

    def to_python(self, value):
        try:
            return ObjectId(value)
        except (InvalidId, TypeError):
            raise NotFound()  # seen by callers of this method only: the router heeds the pattern first

    def to_url(self, value):
        return text_type(value)


def _bson_default(value):
    """The legacy extended JSON of a BSON value; a cursor becomes a list.

    :raises TypeError: for any other type
    """
    if isinstance(value, CURSORS):
        return list(value)
    try:
        return json_util.default(value, *_LEGACY_SHAPES)
    except TypeError:
        if not isinstance(value, bytes):
            raise
        # PyMongo 2.2 knows no binary data; this is the shape of its successors.
        return {'$binary': base64.b64encode(value).decode('ascii'), '$type': '%02x' % getattr(value, 'subtype', 0)}


class JSONEncoder(JSONEncoderBase):
    """Flask's own encoder, which also writes BSON types: ``{"$oid": "..."}``, ...

    :meth:`PyMongo.init_app` makes it the application's encoder where Flask has encoders (0.10 to 2.1) and the
    application has set none of its own.
    """

    def default(self, o):
        try:
            return super(JSONEncoder, self).default(o)
        except TypeError as error:
            return _bson_or(error, o)


#: Where an application with extended JSON has the provider for it.
EXTENSION = 'flask_pymongo_json'


class BSONProvider(JSONProviderBase):
    """Flask's own provider, which also writes BSON types: ``{"$oid": "..."}``, ...

    :meth:`PyMongo.init_app` makes it the application's provider where Flask has providers (from 2.2) and the
    application has set none of its own. With ``MONGO_API = '3.0'`` or ``MONGO_JSON = 'extended'`` it writes and reads
    as :class:`ExtendedJSONProvider` does.
    """

    def _extended(self):
        return self._app.extensions.get(EXTENSION)

    def dumps(self, obj, **kwargs):
        """Write an object as text."""
        return (self._extended() or super(BSONProvider, self)).dumps(obj, **kwargs)

    def loads(self, s, **kwargs):
        """Read an object from text."""
        return (self._extended() or super(BSONProvider, self)).loads(s, **kwargs)

    def response(self, *args, **kwargs):
        """A JSON response; keyword arguments become the fields of an object."""
        # Flask's default provider would format the text in its own way.
        base = BSONProvider if self._extended() is None else JSONProviderBase
        return super(base, self).response(*args, **kwargs)

    def default(self, o):
        try:
            return super(BSONProvider, self).default(o)
        except TypeError as error:
            return _bson_or(error, o)


def _bson_or(error, value):
    """The JSON of a BSON value; raises Flask's own error if it is none."""
    try:
        return _bson_default(value)
    except TypeError:
        raise error


class ExtendedJSONProvider(BSONProvider):
    """Writes and reads MongoDB Extended JSON in the relaxed format, like the provider of 3.x: ``{"$date": "..."}``, ...

    :param app: the application
    :param tz_aware: whether the datetimes it reads have a time zone, UTC

    ``MONGO_JSON = 'extended'`` makes it the application's provider where Flask has providers (from 2.2). Documents
    keep the order of their fields. Types that are not BSON (a date, a dataclass) are written as Flask writes them.

    .. versionadded:: 4.0
    """

    def __init__(self, app, tz_aware=True):
        super(ExtendedJSONProvider, self).__init__(app)
        self._reader = Reader(tz_aware)

    def default(self, o):
        """The JSON of a type that the standard library cannot write: extended JSON, or what Flask writes."""
        return simplify(super(ExtendedJSONProvider, self).default(o))

    def dumps(self, obj, **kwargs):
        """Write an object as text."""
        kwargs.setdefault('default', self.default)
        return json.dumps(simplify(obj), **kwargs)

    def loads(self, s, **kwargs):
        """Read an object from text, BSON types included."""
        return json.loads(s, **dict(kwargs, object_hook=_after(kwargs.get('object_hook'), self._reader)))

    def response(self, *args, **kwargs):
        """A JSON response; keyword arguments become the fields of an object."""
        # Skips Flask's default provider, whose response() formats the text in its own way.
        return super(JSONProviderBase, self).response(*args, **kwargs)


class ExtendedJSONEncoder(JSONEncoder):
    """Writes MongoDB Extended JSON, relaxed format; :class:`ExtendedJSONProvider` for Flask from 0.10 to 2.1.

    .. versionadded:: 4.0
    """

    def default(self, o):
        return simplify(super(ExtendedJSONEncoder, self).default(o))

    def encode(self, o):
        return super(ExtendedJSONEncoder, self).encode(simplify(o))

    def iterencode(self, o, *args, **kwargs):
        return super(ExtendedJSONEncoder, self).iterencode(simplify(o), *args, **kwargs)


class ExtendedJSONDecoder(JSONDecoderBase):
    """Reads MongoDB Extended JSON; :class:`ExtendedJSONProvider` for Flask from 0.10 to 2.1.

    .. versionadded:: 4.0
    """

    #: Whether the datetimes it reads have a time zone, UTC.
    tz_aware = True

    def __init__(self, *args, **kwargs):
        kwargs['object_hook'] = _after(kwargs.get('object_hook'), Reader(self.tz_aware))
        super(ExtendedJSONDecoder, self).__init__(*args, **kwargs)


class NaiveExtendedJSONDecoder(ExtendedJSONDecoder):
    """Reads datetimes without a time zone, for clients with ``tz_aware=False``.

    .. versionadded:: 4.0
    """

    tz_aware = False


def _after(hook, reader):
    """An `object_hook` that calls `hook` first, if there is one (Flask's sessions have one), then the reader's."""
    if hook is None:
        return reader.restore

    def restore(found):
        value = hook(found)
        return reader.restore(value) if isinstance(value, dict) else value
    return restore
