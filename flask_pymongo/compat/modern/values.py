"""Arguments of the modern dialect (CodecOptions, WriteConcern and others), for drivers that lack them."""
from collections import namedtuple

from bson import binary
from pymongo.errors import ConfigurationError

from ..errors import not_in_this_driver
from ..language import MutableMapping, integer_types, text_types
from ..versions import DRIVER_HAS_TYPE_REGISTRY

__all__ = ['CodecOptions', 'CursorType', 'ReturnDocument', 'WriteConcern']

try:
    from pymongo.collection import ReturnDocument
except ImportError:
    class ReturnDocument(object):
        """Which document `find_one_and_update` and `find_one_and_replace` return."""

        BEFORE = False
        AFTER = True

try:
    from pymongo.cursor import CursorType
except ImportError:
    class CursorType(object):
        """The kinds of cursors that `find` makes."""

        NON_TAILABLE = 0
        TAILABLE = 2
        TAILABLE_AWAIT = 34
        EXHAUST = 64

try:
    from bson.codec_options import CodecOptions
except ImportError:
    _NEWER_CODEC_OPTIONS = {'unicode_decode_error_handler': '3.1', 'tzinfo': '3.1',
                            'type_registry': DRIVER_HAS_TYPE_REGISTRY.since, 'datetime_conversion': '4.3'}
    _Codec = namedtuple('CodecOptions', ('document_class', 'tz_aware', 'uuid_representation'))

    class CodecOptions(_Codec):
        """How documents are decoded. PyMongo's own from 2.9 on.

        :param document_class: the class of documents
        :param tz_aware: whether datetimes are aware
        :param uuid_representation: the BSON subtype of UUIDs
        :raises NotImplementedError: for other options of newer drivers
        """

        __slots__ = ()

        def __new__(cls, document_class=dict, tz_aware=False, uuid_representation=binary.OLD_UUID_SUBTYPE, **newer):
            for name, value in newer.items():
                if value is not None:
                    raise not_in_this_driver('CodecOptions(%s)' % name, _NEWER_CODEC_OPTIONS.get(name, '3.0'))
            if not (isinstance(document_class, type) and issubclass(document_class, MutableMapping)):
                raise TypeError('document_class must be a class of mappings, not %r' % (document_class,))
            if not isinstance(tz_aware, bool):
                raise TypeError('tz_aware must be True or False, not %r' % (tz_aware,))
            return _Codec.__new__(cls, document_class, tz_aware, uuid_representation)

        def with_options(self, **kwargs):
            """The same options but for those that are given."""
            return self._replace(**kwargs)

try:
    from pymongo.write_concern import WriteConcern
except ImportError:
    class WriteConcern(object):
        """What a write waits for. PyMongo's own from 2.9 on.

        :param w: how many members acknowledge a write, or which; 0 not to wait
        :param wtimeout: milliseconds
        :param j: whether to wait for the journal
        :param fsync: whether to wait for the data files
        :raises TypeError: for a value of another type
        :raises pymongo.errors.ConfigurationError: for a combination that contradicts itself
        """

        __slots__ = ('_document',)

        def __init__(self, w=None, wtimeout=None, j=None, fsync=None):
            for name, value in (('j', j), ('fsync', fsync)):
                if value is not None and not isinstance(value, bool):
                    raise TypeError('%s must be True or False, not %r' % (name, value))
            if wtimeout is not None and not isinstance(wtimeout, integer_types):
                raise TypeError('wtimeout must be an integer, not %r' % (wtimeout,))
            if w is not None and not isinstance(w, integer_types + text_types):
                raise TypeError('w must be an integer or text, not %r' % (w,))
            if wtimeout is not None and wtimeout < 0:
                raise ValueError('wtimeout cannot be less than 0')
            if isinstance(w, integer_types) and w < 0:
                raise ValueError('w cannot be less than 0')
            if j and fsync:
                raise ConfigurationError('j and fsync contradict each other')
            if w == 0 and j:
                raise ConfigurationError('w=0 and j contradict each other')
            fields = (('wtimeout', wtimeout), ('j', j), ('fsync', fsync), ('w', w))
            self._document = dict((name, value) for name, value in fields if value is not None)

        @property
        def document(self):
            """The fields, in a new dict."""
            return dict(self._document)

        @property
        def acknowledged(self):
            """Whether writes wait."""
            return self._document.get('w') != 0

        @property
        def is_server_default(self):
            """Whether the server's default applies: no field is set."""
            return not self._document

        def __repr__(self):
            return 'WriteConcern(%s)' % ', '.join('%s=%r' % pair for pair in sorted(self._document.items()))

        def __eq__(self, other):
            return self._document == other.document if isinstance(other, WriteConcern) else NotImplemented

        def __ne__(self, other):
            return not self == other

        def __hash__(self):
            return hash(tuple(sorted(self._document.items(), key=str)))
