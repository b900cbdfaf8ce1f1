"""Options that programs of 2.x set as attributes: write concern, read preference, tag sets and their like.

The values are immutable: setting one replaces it on this object. So a child shares its parent's values at no cost, and
what is set on the parent later does not reach it.
"""
from collections import namedtuple

from bson.binary import OLD_UUID_SUBTYPE
from pymongo.errors import ConfigurationError
from pymongo.read_preferences import make_read_preference

from ..flags import require_flag
from ..language import integer_types
from ..preferences import PRIMARY_PREFERRED, for_driver, mode_of
from ..warn import legacy_method
from .write_concerns import LiveWriteConcern, fields_of, plain_fields

_UUID_SUBTYPES = (3, 4, 5, 6)
_NO_TAGS = [{}]


class ReadOptions(namedtuple('ReadOptions', 'preference tag_sets slave_okay latency')):
    """The options that decide where an object reads from; as in 2.x, each can be set without the others."""

    __slots__ = ()

    def __new__(cls, preference, tag_sets=None, slave_okay=False, latency=None):
        return super(ReadOptions, cls).__new__(cls, preference, tag_sets, slave_okay, latency)

    def with_preference(self, preference):
        """The same with another read preference; the tag sets stay unless it has its own."""
        own = list(getattr(preference, 'tag_sets', None) or _NO_TAGS)
        before = self.tag_sets or list(getattr(self.preference, 'tag_sets', None) or _NO_TAGS)
        return self._replace(preference=preference, tag_sets=before if own == _NO_TAGS else own)

    def read_preference(self):
        """The driver's read preference for all of them together."""
        mode = mode_of(self.preference) or (PRIMARY_PREFERRED if self.slave_okay else 0)
        tag_sets = self.tag_sets or _NO_TAGS
        if mode == mode_of(self.preference) and (not mode or list(self.preference.tag_sets) == tag_sets):
            return self.preference
        return make_read_preference(mode, tag_sets)


def _tag_sets(value):
    if value is None:
        return _NO_TAGS
    if not isinstance(value, list) or not value:
        raise ConfigurationError('tag_sets must be None or a list with at least one set of tags, not %r' % (value,))
    for tags in value:
        if not isinstance(tags, dict):
            raise ConfigurationError('a tag set must be a dict, not %r' % (tags,))
    return value


class OptionAttributes(object):
    """The options of one client, database or collection."""

    #: Whether legacy writes wait for the server by default.
    _safe = True
    #: `ReadOptions`; None while the driver's read preference says everything.
    _read_options = None
    #: The first fields of the write concern; None for the driver's.
    _first_write_concern = None
    #: A read preference set on a client, since the driver's cannot be changed.
    _read_preference_set = None
    #: The `LiveWriteConcern`, made when first asked for.
    _live_write_concern = None

    def _take_options_from(self, parent):
        """Take over those options of the parent that the driver does not know."""
        self._first_write_concern = fields_of(super(OptionAttributes, self).write_concern)
        if not isinstance(parent, OptionAttributes):
            return
        # The cache of children copies each attribute, so set only what differs.
        if parent._safe != self._safe:
            self._safe = parent._safe
        if parent._read_options is not None and self.read_preference is parent.read_preference:
            self._read_options = parent._read_options

    def _options_changed(self):
        """Start a new cache of children. Other objects may still share the old one."""
        if '_child_cache' in self.__dict__:
            self._child_cache = {}

    def _set_driver_options(self, codec_options=None, read_preference=None):
        """Change options that the driver keeps; None leaves one as it is."""
        raise NotImplementedError

    # Writing

    @property
    @legacy_method('the attribute safe', 'with_options(write_concern=...)', gone='3.0')
    def safe(self):
        """Whether legacy writes wait for the server when neither the call nor the write concern says. Can be set."""
        return self._safe

    @safe.setter
    @legacy_method('the attribute safe')
    def safe(self, safe):
        self._safe = require_flag('safe', safe)
        self._options_changed()

    @property
    @legacy_method('to set write_concern', 'with_options(write_concern=...)', gone='3.0', warns=False)
    def write_concern(self):
        """The write concern: a dict whose changes take effect, and also a `WriteConcern`. Can be set to either."""
        live = self._live_write_concern
        if live is None:
            concern = self._first_write_concern
            if concern is None:
                concern = super(OptionAttributes, self).write_concern
            live = LiveWriteConcern(concern, self)
            # Another thread may just have made it. `__dict__.setdefault` would tell, but makes all attributes slow.
            if self._live_write_concern is None:
                self._live_write_concern = live
            live = self._live_write_concern
        return live

    @write_concern.setter
    @legacy_method('to set write_concern')
    def write_concern(self, concern):
        self._live_write_concern = LiveWriteConcern(concern, self)
        self._options_changed()

    @legacy_method('set_lasterror_options', 'with_options(write_concern=...)', gone='3.0')
    def set_lasterror_options(self, **kwargs):
        """Change fields of the write concern, and make writes :attr:`safe` unless `w` is 0.

        :param kwargs: `w`, `wtimeout` (milliseconds), `j`, `fsync`
        :raises ConfigurationError: for another name
        """
        self.write_concern.set_fields(dict(pair for pair in kwargs.items() if pair[1] is not None))
        if kwargs and self.write_concern.acknowledged:
            self._safe = True
            self._options_changed()

    @legacy_method('get_lasterror_options', 'write_concern.document', gone='3.0')
    def get_lasterror_options(self):
        """The fields of the write concern: a dict, a copy."""
        return plain_fields(self.write_concern)

    @legacy_method('unset_lasterror_options', 'with_options(write_concern=...)', gone='3.0')
    def unset_lasterror_options(self, *options):
        """Remove fields from the write concern.

        :param options: their names; none for all
        """
        for name in options or tuple(plain_fields(self.write_concern)):
            self.write_concern.remove_field(name)

    # Reading

    def _current_read_options(self):
        return self._read_options or ReadOptions(self.read_preference)

    def _set_read_options(self, **changes):
        options = self._current_read_options()._replace(**changes)
        self._set_driver_options(read_preference=options.read_preference())
        self._read_options = options
        self._options_changed()

    @property
    @legacy_method('to set read_preference', 'with_options(read_preference=...)', gone='3.0', warns=False)
    def read_preference(self):
        """Where reads go: one of the driver's objects. Can be set, to an int or a name, too."""
        return self._read_preference_set or super(OptionAttributes, self).read_preference

    @read_preference.setter
    @legacy_method('to set read_preference')
    def read_preference(self, preference):
        try:
            given = for_driver(preference)
        except ValueError as error:
            raise ConfigurationError(str(error))
        tag_sets = self._current_read_options().with_preference(given).tag_sets
        self._set_read_options(preference=given, tag_sets=tag_sets)

    @property
    @legacy_method('slave_okay', 'with_options(read_preference=...)', gone='3.0')
    def slave_okay(self):
        """Whether reads with the preference PRIMARY may go to a secondary. Can be set."""
        return self._current_read_options().slave_okay

    @slave_okay.setter
    @legacy_method('slave_okay')
    def slave_okay(self, slave_okay):
        self._set_read_options(slave_okay=require_flag('slave_okay', slave_okay))

    @property
    @legacy_method('tag_sets', 'a read preference with tag sets', gone='3.0')
    def tag_sets(self):
        """The tags of the members to read from: a list of dicts, in the order in which they are tried. Can be set."""
        options = self._current_read_options()
        return options.tag_sets or list(getattr(options.preference, 'tag_sets', None) or _NO_TAGS)

    @tag_sets.setter
    @legacy_method('tag_sets')
    def tag_sets(self, tag_sets):
        self._set_read_options(tag_sets=_tag_sets(tag_sets))

    @property
    @legacy_method('secondary_acceptable_latency_ms', 'the option localThresholdMS of the client', gone='3.0')
    def secondary_acceptable_latency_ms(self):
        """By how many milliseconds a member may be slower than the nearest. Can be set, which has no effect.

        Drivers have one value for the whole client: its option ``localThresholdMS``.
        """
        latency = self._current_read_options().latency
        return self._root._local_threshold_ms() if latency is None else latency

    @secondary_acceptable_latency_ms.setter
    @legacy_method('secondary_acceptable_latency_ms')
    def secondary_acceptable_latency_ms(self, latency):
        if isinstance(latency, bool) or not isinstance(latency, integer_types + (float,)) or latency < 0:
            raise ConfigurationError('secondary_acceptable_latency_ms must be a positive number, not %r' % (latency,))
        self._set_read_options(latency=float(latency))

    # Encoding

    def _keeps_uuids(self):
        """Whether UUIDs are stored although neither the program nor the codec options say how."""
        own, root = self.codec_options, self._root
        return (root._legacy_state.keeps_uuids and own.uuid_representation == OLD_UUID_SUBTYPE
                and own.type_registry is root.codec_options.type_registry)

    @property
    @legacy_method('uuid_subtype', 'with_options(codec_options=...)', gone='3.0')
    def uuid_subtype(self):
        """The BSON subtype that UUIDs are stored with: 3 to 6. Can be set."""
        return self.codec_options.uuid_representation

    @uuid_subtype.setter
    @legacy_method('uuid_subtype')
    def uuid_subtype(self, subtype):
        if isinstance(subtype, bool) or subtype not in _UUID_SUBTYPES:
            raise ConfigurationError('uuid_subtype must be 3, 4, 5 or 6, not %r' % (subtype,))
        self._set_driver_options(codec_options=self.codec_options._replace(uuid_representation=subtype))
        self._options_changed()
