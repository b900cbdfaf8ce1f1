"""BSON types in ``flask.session``: what a request puts there, the next one finds as it was.

Flask writes a session as JSON with the application's own encoder. That encoder writes an ObjectId for browsers, as
``{"$oid": ...}``, and nobody turns it back: a query with it fails.
"""
import base64
import copy
import json

from bson.binary import Binary
from bson.code import Code
from bson.dbref import DBRef
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.timestamp import Timestamp

from .compat.flask import TaggedJSONSerializer
from .extended_json import CURSORS, PATTERN, DatetimeMS, Decimal128, Reader, Regex, simplify

_READER = Reader(tz_aware=True)
#: A dict with this one key stands for a value. Flask's own keys for such dicts begin with a blank, too.
_TAG = ' bson'
#: Stands at the end of the key of a dict that the application itself made like that.
_ESCAPE = '_'
_KEPT = tuple(kind for kind in (ObjectId, DBRef, Timestamp, MinKey, MaxKey, Code, Binary, Regex, Decimal128) if kind)
#: The application's encoder would write these, but nothing could tell what they were.
_REFUSED = CURSORS + tuple(kind for kind in (PATTERN, DatetimeMS) if kind)


class SessionSerializer(object):
    """Writes and reads sessions as another serializer does, and keeps BSON types.

    :param inner: the serializer of Flask
    """

    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        """What an application else asks of its serializer, such as `register`."""
        if '_inner' not in vars(self):  # while it is copied
            raise AttributeError(name)
        return getattr(self._inner, name)

    def dumps(self, value):
        """The session as text.

        :raises TypeError: for a value that could not be read back, such as a cursor
        """
        return self._inner.dumps(_tagged(value))

    def loads(self, value):
        """The session that a text stands for."""
        return _restored(self._inner.loads(value))


def keep_bson_types(app):
    """Let the sessions of an application keep BSON types, if Flask's own serializer writes them."""
    interface = getattr(app, 'session_interface', None)
    serializer = getattr(interface, 'serializer', None)
    if TaggedJSONSerializer is None or type(serializer) is not TaggedJSONSerializer:
        return
    # All applications share one interface.
    interface = copy.copy(interface)
    interface.serializer = SessionSerializer(serializer)
    app.session_interface = interface


def _tagged(value):
    """A value with a dict in the place of each BSON type; the same object where there is none."""
    if isinstance(value, _KEPT):
        return {_TAG: json.dumps(simplify(value))}
    if isinstance(value, _REFUSED):
        raise TypeError('a %s cannot be kept in a session: it could not be read back' % type(value).__name__)
    if isinstance(value, dict):
        return _changed(value, _tagged, _escaped if _is_like_a_tag(value) else None)
    return _changed(value, _tagged)


def _restored(value):
    if isinstance(value, dict) and _is_like_a_tag(value):
        (key, content), = value.items()
        return _from_text(content) if key == _TAG else {key[:-len(_ESCAPE)]: _restored(content)}
    return _changed(value, _restored)


def _is_like_a_tag(value):
    return len(value) == 1 and all(hasattr(key, 'startswith') and key.startswith(_TAG) for key in value)


def _escaped(pairs):
    return dict((key + _ESCAPE, item) for key, item in pairs)


def _changed(value, change, make=None):
    """A dict, list or tuple with its items changed; the same object if none has changed and no other is to be made."""
    if isinstance(value, dict):
        pairs = [(key, change(item)) for key, item in value.items()]
        if make is None and all(item is value[key] for key, item in pairs):
            return value
        return (make or dict)(pairs)
    if isinstance(value, (list, tuple)):
        items = [change(item) for item in value]
        if all(new is old for new, old in zip(items, value)):
            return value
        return items if isinstance(value, list) else tuple(items)
    return value


def _from_text(text):
    found = json.loads(text)
    if '$binary' in found:
        # The reader of documents makes UUIDs of some.
        parts = found['$binary']
        return Binary(base64.b64decode(parts['base64']), int(parts['subType'], 16))
    return json.loads(text, object_hook=_READER.restore)
