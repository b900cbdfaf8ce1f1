"""The settings that each client, database and collection of 2.x had of its own.

They are immutable values: to set one is to replace it on this object. So what is made from an object takes them over
by reference, at no cost, and never sees what is set on the object later.
"""
from collections import namedtuple

from pymongo.errors import ConfigurationError
from pymongo.read_preferences import make_read_preference

from ..flags import require_flag
from ..language import integer_types
from ..preferences import SECONDARY_PREFERRED, for_driver, mode_of
from ..warn import legacy_method
from .write_concerns import LiveWriteConcern, fields_of

_UUID_SUBTYPES = (3, 4, 5, 6)
_NO_TAGS = [{}]


class Reading(namedtuple('Reading', 'preference tag_sets slave_okay latency')):
    """What an object was told about reading: its preference, its tag sets and so on, each of its own."""

    __slots__ = ()

    def preferring(self, preference):
        """The same with another read preference; the tag sets stay unless it has its own."""
        own = list(getattr(preference, 'tag_sets', None) or _NO_TAGS)
        before = self.tag_sets or list(getattr(self.preference, 'tag_sets', None) or _NO_TAGS)
        return self._replace(preference=preference, tag_sets=before if own == _NO_TAGS else own)

    def effective(self):
        """The read preference that all of it comes to."""
        mode = mode_of(self.preference) or (SECONDARY_PREFERRED if self.slave_okay else 0)
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


class SettingsDialect(object):
    """The settings of one client, database or collection."""

    #: Whether legacy writes wait for the server when nothing else is said.
    _safe = True
    #: A `Reading`; None as long as there is nothing that the driver's own read preference does not say.
    _reading = None
    #: The fields of the write concern at the start; None for those of the driver's own.
    _concern = None
    #: What was set on a client, whose driver keeps what it was made with.
    _read_preference_set = None
    #: The `LiveWriteConcern`, from the first time that someone asks.
    _live = None

    def _inherit(self, parent):
        """Take over from what this object was made from what the driver does not know of."""
        self._concern = fields_of(super(SettingsDialect, self).write_concern)
        if not isinstance(parent, SettingsDialect):
            return
        # Each name that an object has costs all its twins the time to copy it.
        if parent._safe != self._safe:
            self._safe = parent._safe
        if parent._reading is not None and self.read_preference is parent.read_preference:
            self._reading = parent._reading

    def _settings_changed(self):
        """What was prepared for the children of this object is out of date. Others of its name may still use it."""
        if '_children' in self.__dict__:
            self._children = {}

    def _replace(self, codec_options=None, read_preference=None):
        """Change what the driver keeps."""
        raise NotImplementedError

    # Writing

    @property
    @legacy_method('the attribute safe', 'with_options(write_concern=...)', gone='3.0', warns=False)
    def safe(self):
        """Whether legacy writes wait for the server when neither the call nor the write concern says.

        Can be set.
        """
        return self._safe

    @safe.setter
    @legacy_method('the attribute safe')
    def safe(self, safe):
        self._safe = require_flag('safe', safe)
        self._settings_changed()

    @property
    @legacy_method('to set write_concern', 'with_options(write_concern=...)', gone='3.0', warns=False)
    def write_concern(self):
        """The write concern: a dict, in which changes take effect, and a `WriteConcern` at once. Can be set to either.

        To change or set it is legacy, up to 2.9; the modern equivalent is ``with_options(write_concern=...)``.
        """
        live = self._live
        if live is None:
            concern = super(SettingsDialect, self).write_concern if self._concern is None else self._concern
            # Of several threads that ask first, all get the same.
            live = self.__dict__.setdefault('_live', LiveWriteConcern(concern, self))
        return live

    @write_concern.setter
    @legacy_method('to set write_concern')
    def write_concern(self, concern):
        self._live = LiveWriteConcern(concern, self)
        self._settings_changed()

    @legacy_method('set_lasterror_options', 'with_options(write_concern=...)', gone='3.0')
    def set_lasterror_options(self, **kwargs):
        """Change fields of the write concern, and make writes :attr:`safe` unless `w` is 0.

        :param kwargs: `w`, `wtimeout` (milliseconds), `j`, `fsync`

        :raises ConfigurationError: for another name
        """
        self.write_concern.update(**dict(pair for pair in kwargs.items() if pair[1] is not None))
        if kwargs and self.write_concern.acknowledged:
            self._safe = True
            self._settings_changed()

    @legacy_method('get_lasterror_options', 'write_concern.document', gone='3.0')
    def get_lasterror_options(self):
        """The fields of the write concern: a dict, a copy."""
        return dict(self.write_concern)

    @legacy_method('unset_lasterror_options', 'with_options(write_concern=...)', gone='3.0')
    def unset_lasterror_options(self, *options):
        """Remove fields from the write concern.

        :param options: their names; none for all
        """
        for name in options or tuple(self.write_concern):
            self.write_concern.pop(name, None)

    # Reading

    def _told(self):
        return self._reading or Reading(self.read_preference, None, False, None)

    def _tell(self, **changes):
        reading = self._told()._replace(**changes)
        self._replace(read_preference=reading.effective())
        self._reading = reading
        self._settings_changed()

    @property
    @legacy_method('to set read_preference', 'with_options(read_preference=...)', gone='3.0', warns=False)
    def read_preference(self):
        """Where reads go: one of the driver's objects. Can be set, to an int or a name, too.

        To set it is legacy, up to 2.9; the modern equivalent is ``with_options(read_preference=...)``.
        """
        return self._read_preference_set or super(SettingsDialect, self).read_preference

    @read_preference.setter
    @legacy_method('to set read_preference')
    def read_preference(self, preference):
        try:
            given = for_driver(preference)
        except ValueError as error:
            raise ConfigurationError(str(error))
        preferring = self._told().preferring(given)
        self._tell(preference=given, tag_sets=preferring.tag_sets)

    @property
    @legacy_method('slave_okay', 'with_options(read_preference=...)', gone='3.0', warns=False)
    def slave_okay(self):
        """Whether reads with the preference PRIMARY may go to a secondary. Can be set."""
        return self._told().slave_okay

    @slave_okay.setter
    @legacy_method('slave_okay')
    def slave_okay(self, slave_okay):
        self._tell(slave_okay=require_flag('slave_okay', slave_okay))

    @property
    @legacy_method('tag_sets', 'a read preference with tag sets', gone='3.0', warns=False)
    def tag_sets(self):
        """The tags of the members to read from: a list of dicts, in the order in which they are tried. Can be set."""
        told = self._told()
        return told.tag_sets or list(getattr(told.preference, 'tag_sets', None) or _NO_TAGS)

    @tag_sets.setter
    @legacy_method('tag_sets')
    def tag_sets(self, tag_sets):
        self._tell(tag_sets=_tag_sets(tag_sets))

    @property
    @legacy_method('secondary_acceptable_latency_ms', 'the option localThresholdMS of the client', gone='3.0',
                   warns=False)
    def secondary_acceptable_latency_ms(self):
        """By how many milliseconds a member may be slower than the nearest. Can be set, which has no effect.

        Drivers have one value for the whole client: its option ``localThresholdMS``.
        """
        latency = self._told().latency
        return self._root.local_threshold_ms if latency is None else latency

    @secondary_acceptable_latency_ms.setter
    @legacy_method('secondary_acceptable_latency_ms')
    def secondary_acceptable_latency_ms(self, latency):
        if isinstance(latency, bool) or not isinstance(latency, integer_types + (float,)) or latency < 0:
            raise ConfigurationError('secondary_acceptable_latency_ms must be a positive number, not %r' % (latency,))
        self._tell(latency=float(latency))

    # Encoding

    @property
    @legacy_method('uuid_subtype', 'with_options(codec_options=...)', gone='3.0', warns=False)
    def uuid_subtype(self):
        """The BSON subtype that UUIDs are stored with: 3 to 6. Can be set."""
        return self.codec_options.uuid_representation

    @uuid_subtype.setter
    @legacy_method('uuid_subtype')
    def uuid_subtype(self, subtype):
        if isinstance(subtype, bool) or subtype not in _UUID_SUBTYPES:
            raise ConfigurationError('uuid_subtype must be 3, 4, 5 or 6, not %r' % (subtype,))
        self._replace(codec_options=self.codec_options._replace(uuid_representation=subtype))
        self._settings_changed()
