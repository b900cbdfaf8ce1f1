"""with_options: a copy of a database or collection with other options."""
import datetime

from bson.tz_util import utc

from ..errors import refuse
from ..language import MutableMapping
from ..preferences import for_driver
from ..versions import DRIVER_HAS_CODEC_OPTIONS
from ..warn import unwarned
from .values import CodecOptions, WriteConcern


def localized(value, aware):
    """A decoded value with all datetimes aware, or all naive; documents are changed in place."""
    if isinstance(value, datetime.datetime):
        if aware:
            return value.replace(tzinfo=utc) if value.tzinfo is None else value
        return value if value.tzinfo is None else value.astimezone(utc).replace(tzinfo=None)
    if isinstance(value, MutableMapping):
        for name in list(value):
            value[name] = localized(value[name], aware)
    elif isinstance(value, list):
        return [localized(item, aware) for item in value]
    return value


_setters = {}


def _set(copy, name, value):
    """Set an attribute. Some drivers advise write concerns or with_options, which is what calls this."""
    attribute = getattr(type(copy), name)
    setter = _setters.get(attribute)
    if setter is None:
        setter = _setters[attribute] = unwarned(attribute.fset)
    setter(copy, value)


def _set_write_concern(copy, original, concern):
    """Give a copy its own write concern. The driver's are mutable, so that they cannot be shared."""
    fields = None if concern is None else concern.document
    if hasattr(type(copy), 'write_concern'):
        _set(copy, 'write_concern', dict(original.write_concern) if fields is None else fields)
    else:
        fields = original.get_lasterror_options() if fields is None else fields
        copy.unset_lasterror_options()
        # These drivers wait for any `w`, also for 0.
        copy.set_lasterror_options(**dict(item for item in fields.items() if item != ('w', 0)))
    _set(copy, 'safe', original.safe if concern is None else concern.acknowledged)


def _preference(read_preference):
    try:
        return for_driver(read_preference)
    except ValueError as error:
        raise TypeError(str(error))


def _copy(original, codec_options, read_preference, write_concern, read_concern):
    """The same database or collection with other options; None keeps one as it is.

    :raises TypeError: for an option of another type
    :raises NotImplementedError: for a read concern
    """
    refuse({'read_concern': read_concern})
    for name, option, kind in (('codec_options', codec_options, CodecOptions),
                               ('write_concern', write_concern, WriteConcern)):
        if option is not None and not isinstance(option, kind):
            raise TypeError('%s must be a %s, not %r' % (name, kind.__name__, option))
    copy = type(original).__new__(type(original))
    vars(copy).update(vars(original))
    preference = None if read_preference is None else _preference(read_preference)
    _set_write_concern(copy, original, write_concern)
    if preference is not None:
        _set(copy, 'read_preference', getattr(preference, 'mode', preference))
        if hasattr(type(copy), 'tag_sets'):
            _set(copy, 'tag_sets', getattr(preference, 'tag_sets', None) or [{}])
    if codec_options is not None:
        copy._codec_options = codec_options
        if not DRIVER_HAS_CODEC_OPTIONS and hasattr(type(copy), 'uuid_subtype'):
            copy.uuid_subtype = codec_options.uuid_representation
    before = vars(original).get('_handed_down') or (None, None, None)
    copy._handed_down = tuple(old if new is None else new for old, new in zip(
        before, (codec_options, read_preference, write_concern)))
    return copy


class WithOptions(object):
    """with_options, of databases and collections."""

    def with_options(self, codec_options=None, read_preference=None, write_concern=None, read_concern=None):
        """The same with other options; None keeps one as it is.

        :param codec_options: a :class:`CodecOptions`: `document_class`, `tz_aware`
        :param read_preference: a read preference in any form
        :param write_concern: a :class:`WriteConcern`
        """
        return _copy(self, codec_options, read_preference, write_concern, read_concern)


class ClientCodec(object):
    """codec_options and address of a client. The driver's own from 2.9 on."""

    if not DRIVER_HAS_CODEC_OPTIONS:
        @property
        def codec_options(self):
            """How documents are decoded."""
            return CodecOptions(self.document_class, self.tz_aware)

        @property
        def address(self):
            """(host, port) of the server."""
            if not hasattr(type(self), 'host'):  # a client of a replica set
                return self.primary
            return None if self.host is None else (self.host, self.port)


class DatabaseCodec(object):
    """How a database decodes. The driver's own from 2.9 on."""

    if not DRIVER_HAS_CODEC_OPTIONS:
        _codec_options = None

        @property
        def codec_options(self):
            """How documents are decoded."""
            return self.client.codec_options if self._codec_options is None else self._codec_options


if DRIVER_HAS_CODEC_OPTIONS:
    class CollectionCodec(object):
        """How a collection decodes: the driver does it."""

        def _decoded(self, value):
            return value

        def _make_cursor(self, args, options):
            return self._cursor_class(self, *args, **options)
else:
    class CollectionCodec(object):
        """How a collection decodes."""

        _codec_options = None

        def __init__(self, database, *args, **kwargs):
            super(CollectionCodec, self).__init__(database, *args, **kwargs)
            if database._codec_options is not None:
                self._codec_options = database._codec_options
                self.uuid_subtype = database._codec_options.uuid_representation

        @property
        def codec_options(self):
            """How documents are decoded."""
            codec = self.database.codec_options if self._codec_options is None else self._codec_options
            return codec._replace(uuid_representation=self.uuid_subtype)

        def _localizes(self):
            """Whether the collection wants datetimes aware and the client naive, or the other way round."""
            return self._codec_options is not None and self._codec_options.tz_aware != self.database.client.tz_aware

        def _decoded(self, value):
            return localized(value, self._codec_options.tz_aware) if self._localizes() else value

        def _make_cursor(self, args, options):
            if self._codec_options is not None and options.get('as_class') is None:
                options['as_class'] = self._codec_options.document_class
            cursor = self._cursor_class(self, *args, **options)
            cursor._localizes = self._localizes()
            return cursor
