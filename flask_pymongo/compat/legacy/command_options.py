"""Options of 2.x that went with a command, in terms of today's. Helpers, such as `aggregate`, took them, too."""
from bson.codec_options import CodecOptions

from ..preferences import PRIMARY, for_driver
from ..versions import DRIVER_NEEDS_UUID_REPRESENTATION
from ..warn import legacy, register
from .option_attributes import ReadOptions

_NOTHING = 'nothing'
_WITHOUT_EFFECT = dict.fromkeys(['compile_re', 'secondary_acceptable_latency_ms', '_use_master'], _NOTHING)
_CODEC_OPTIONS, _READ_PREFERENCE = 'with_options(codec_options=...)', 'with_options(read_preference=...)'
_OF_HELPERS = dict(_WITHOUT_EFFECT, as_class=_CODEC_OPTIONS, uuid_subtype=_CODEC_OPTIONS, tag_sets=_READ_PREFERENCE,
                   slave_okay=_READ_PREFERENCE, read_preference=_READ_PREFERENCE)
#: What to write instead.
_MODERN = {
    'command': dict(_WITHOUT_EFFECT, as_class='codec_options', uuid_subtype='codec_options',
                    tag_sets='read_preference', slave_okay='read_preference'),
    'aggregate': dict(_OF_HELPERS, useCursor=_NOTHING),
    'find_and_modify': _OF_HELPERS,
}
for _call, _options in _MODERN.items():
    for _name, _modern in _options.items():
        register("%s's %s" % (_call, _name), _modern, '4.0' if _name == 'useCursor' else '3.0')
register("command's read_preference that is no object", 'an object of pymongo.ReadPreference', '3.0')


def _decoding(owner, as_class, uuid_subtype, given):
    """The codec options of a command; None for the driver's default."""
    changed = {}
    if given is None and DRIVER_NEEDS_UUID_REPRESENTATION:
        own = owner.codec_options
        changed.update(uuid_representation=own.uuid_representation, type_registry=own.type_registry)
    if as_class is not None:
        changed['document_class'] = as_class
    if uuid_subtype is not None:
        changed['uuid_representation'] = uuid_subtype
    return (given or CodecOptions())._replace(**changed) if changed else given


def _reading(options, default):
    """Put the read preference that several options make together in their place."""
    preference = options.pop('read_preference', None)
    tag_sets, slave_okay = options.pop('tag_sets', None), options.pop('slave_okay', False)
    if preference is not None or tag_sets is not None or slave_okay:
        preference = for_driver(default if preference is None else preference)
        tag_sets = tag_sets or list(getattr(preference, 'tag_sets', [{}]))
        options['read_preference'] = ReadOptions(preference, tag_sets, slave_okay).read_preference()


def _warn(call, names):
    for name in names:
        legacy("%s's %s" % (call, name))


def modernise(database, options):
    """Put the `codec_options` and `read_preference` of today in the place of what `Database.command` of 2.x took."""
    _warn('command', [name for name in _MODERN['command'] if name in options])
    for name in _WITHOUT_EFFECT:
        options.pop(name, None)
    codec_options = _decoding(database, options.pop('as_class', None), options.pop('uuid_subtype', None),
                              options.pop('codec_options', None))
    if codec_options is not None:
        options['codec_options'] = codec_options
    if options.get('read_preference') is not None and not hasattr(options['read_preference'], 'mode'):
        legacy("command's read_preference that is no object")
    _reading(options, PRIMARY)


def through(collection, options, call=None):
    """The collection that a command goes through, for what is taken out of the options: those of `command` in 2.x.

    :param call: 'aggregate' or 'find_and_modify', whose options warn; None for a call that is legacy as a whole
    """
    modern = _MODERN.get(call, _OF_HELPERS)
    given = [name for name in modern if name in options]
    if not given and 'codec_options' not in options:
        return collection
    if call:
        _warn(call, given)
    taken = dict((name, options.pop(name)) for name in given + ['codec_options'] if name in options)
    taken = dict((name, value) for name, value in taken.items() if modern.get(name) != _NOTHING)
    codec_options = _decoding(collection, taken.pop('as_class', None), taken.pop('uuid_subtype', None),
                              taken.pop('codec_options', None) or collection.codec_options)
    _reading(taken, collection.read_preference)
    return collection.with_options(codec_options=codec_options, **taken)
