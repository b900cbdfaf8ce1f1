"""The arguments of `find` and `find_one` in either dialect, as the driver takes them."""
from pymongo.cursor import CursorType
from pymongo.errors import OperationFailure

from ..argument_checks import keys_document, legacy_keys
from ..errors import refuse
from ..find_arguments import FIND_POSITIONS
from ..language import Mapping, text_types
from ..modifiers import by_modifiers, take_modifiers_of_spec
from ..preferences import for_driver
from ..refusals import refuse_too_new
from ..server_codes import BAD_VALUE
from ..versions import DRIVER_HAS_FIND_KEYWORDS, DRIVER_HAS_MODIFIERS, DRIVER_HAS_SESSIONS
from ..warn import legacy, register
from .documents import require_document
from .errors import BadOption
from .option_attributes import OptionAttributes, ReadOptions
from .uuids import note_uuids

_FLAGS = ('timeout', 'snapshot', 'tailable', 'slave_okay', 'await_data', 'partial', 'exhaust')
#: Options that never changed the result, or that today's servers ignore.
_WITHOUT_EFFECT = ('snapshot', 'max_scan', 'secondary_acceptable_latency_ms',
                   '_must_use_master', '_is_command', '_uuid_subtype')
_MODERN_NAMES = {'spec': 'filter', 'fields': 'projection', 'partial': 'allow_partial_results'}
#: Options that warn, and what to write instead.
_LEGACY = dict(dict.fromkeys(_WITHOUT_EFFECT, 'nothing: servers no longer have it'), **dict(_MODERN_NAMES, **{
    'timeout': 'no_cursor_timeout (inverted)', 'tailable': 'cursor_type', 'await_data': 'cursor_type',
    'exhaust': 'cursor_type', 'as_class': 'with_options(codec_options=...)',
    'slave_okay': 'with_options(read_preference=...)', 'read_preference': 'with_options(read_preference=...)',
    'tag_sets': 'with_options(read_preference=...)', 'compile_re': 'bson.regex.Regex.try_compile',
    'manipulate': 'a transformation of your own'}))
for _name in _LEGACY:
    register("find's %s" % _name, _LEGACY[_name], '4.0' if _name == 'max_scan' else '3.0')
register("find's modifiers", 'the keywords of find', '4.0')
register("find's query and orderby", 'find(query, sort=...)', '3.0')
register("find's empty projection", "{'_id': 1}", '4.0')
register("find's projection that is no list", 'list(projection)', '3.0')
#: What drivers take as the names of a projection.
_OF_NAMES = (list, tuple, set, frozenset) + text_types
_MODIFIERS = {
    '$comment': 'comment', '$hint': 'hint', '$min': 'min', '$max': 'max', '$maxTimeMS': 'max_time_ms',
    '$orderby': 'sort', '$returnKey': 'return_key', '$showDiskLoc': 'show_record_id',
}
#: Conversions of the documents found, and whether they happen by default. Up to 2.9 patterns were compiled by default;
#: since 3.0 they are Regex, and modern programs rely on that.
_CONVERSIONS = (('manipulate', True), ('compile_re', False))


def translate(collection, args, kwargs):
    """Turn the arguments of a `find` in either dialect into the driver's.

    :return: (options to derive the collection with, keywords for the driver's cursor, what to do to the documents:
        a list of 'manipulate' and 'compile_re')
    :raises TypeError: for a filter that is no document, a flag that is no bool, a name given twice
    """
    options = _named(args, kwargs)
    _warn_of_legacy(args, options)
    _check(options)
    for legacy_name, modern in _MODERN_NAMES.items():
        _rename(options, legacy_name, modern)
    for name in _WITHOUT_EFFECT:
        options.pop(name, None)
    _take_modifiers_of_spec(collection, options)
    if options.get('filter') and isinstance(collection, OptionAttributes):  # legacy mode also hands in plain ones
        note_uuids(collection, (options['filter'],))
    options = _for_this_driver(options)
    _translate_values(options)
    conversions = [name for name, default in _CONVERSIONS if options.pop(name, default)]
    return _take_collection_options(collection, options), options, conversions


def _named(args, kwargs):
    """The arguments by name."""
    if len(args) > len(FIND_POSITIONS):
        raise TypeError('find() takes at most %d positional arguments (%d given)' % (len(FIND_POSITIONS), len(args)))
    options = dict(kwargs)
    for name, value in zip(FIND_POSITIONS, args):
        modern = _MODERN_NAMES.get(name, name)
        if name in options or modern in options:
            raise TypeError("find() got multiple values for argument '%s'" % (name if name in options else modern))
        options[name] = value
    return options


def _warn_of_legacy(args, options):
    """Warn of legacy keywords, and of positions after those that both dialects have."""
    used = [name for name in options if name in _LEGACY and name not in FIND_POSITIONS[:len(args)]]
    used += [name for name in FIND_POSITIONS[4:len(args)] if name in _LEGACY]
    for name in used:
        legacy("find's %s" % name)
    if 'modifiers' in options:
        legacy("find's modifiers")


def _check(options):
    for name in _FLAGS:
        if not isinstance(options.get(name, False), bool):
            raise TypeError('%s must be True or False, not %r' % (name, options[name]))


def _rename(options, old, new):
    if old in options:
        value = options.pop(old)
        if new in options:
            raise TypeError("find() got both '%s' and '%s', its legacy name" % (new, old))
        options[new] = value


def _for_this_driver(options):
    """The keywords without those that the driver lacks; asking for one of these raises."""
    if options.get('filter') is not None:
        require_document('spec', options['filter'])
    if options.get('sort') is not None:
        options['sort'] = legacy_keys(options['sort'])
    if 'hint' in options:
        options['hint'] = legacy_keys(options['hint'])
    refuse_too_new(options)
    if not DRIVER_HAS_SESSIONS:
        refuse(options)
    if not DRIVER_HAS_FIND_KEYWORDS:
        return by_modifiers(options)
    _spell_bounds(options)
    return options


def _translate_values(options):
    """Replace options that the driver takes in another form."""
    if 'projection' in options:
        options['projection'] = _projection(options['projection'])
    if not options.pop('timeout', True):
        options['no_cursor_timeout'] = True
    flags = [options.pop(name, False) for name in ('tailable', 'await_data', 'exhaust')]
    if any(flags):
        options['cursor_type'] = _cursor_type(*flags)
    if 'modifiers' in options and not DRIVER_HAS_MODIFIERS:
        _spell_out_modifiers(options)
        _spell_bounds(options)


def _spell_bounds(options):
    """Make documents of `min` and `max`: the driver's methods take pairs, its keywords send them as they are."""
    for name in ('min', 'max'):
        if options.get(name) is not None:
            options[name] = keys_document(options[name])


def _projection(fields):
    if fields is not None and not isinstance(fields, Mapping):
        if not isinstance(fields, _OF_NAMES):
            legacy("find's projection that is no list")
        fields = list(fields)  # 2.x took any iterable of names, even text as its letters
    if fields is not None and not fields:
        legacy("find's empty projection")
        return {'_id': 1}  # to newer drivers an empty projection means everything
    return fields


def _cursor_type(tailable, await_data, exhaust):
    if tailable:
        return CursorType.TAILABLE_AWAIT if await_data else CursorType.TAILABLE
    return CursorType.EXHAUST if exhaust else CursorType.NON_TAILABLE


def _spell_out_modifiers(options):
    """Turn `modifiers` of 3.x into keywords, for drivers that no longer take them."""
    _spell_out(options.pop('modifiers') or {}, options)


def _spell_out(modifiers, options):
    for name, value in modifiers.items():
        if name in _MODIFIERS:
            options.setdefault(_MODIFIERS[name], list(value.items()) if isinstance(value, Mapping) else value)
        elif name not in ('$snapshot', '$maxScan'):
            raise OperationFailure('unrecognized modifier: %s' % name, BAD_VALUE)


def _take_modifiers_of_spec(collection, options):
    query, modifiers = take_modifiers_of_spec(collection, options.get('filter'))
    if modifiers is None or '$explain' in modifiers:  # which the driver takes care of
        return
    modifiers.pop('$readPreference', None)  # for a router; drivers send their own
    if '$query' not in options['filter']:
        legacy("find's query and orderby")
    options['filter'] = query
    _spell_out(modifiers, options)


def _take_collection_options(collection, options):
    """Take out those options that the driver wants on the collection, not in find."""
    changed = {}
    slave_okay = options.pop('slave_okay', False)
    preference, tag_sets = options.pop('read_preference', None), options.pop('tag_sets', None)
    if slave_okay or preference is not None or tag_sets is not None:
        changed['read_preference'] = _read_preference(collection, slave_okay, preference, tag_sets)
    as_class = options.pop('as_class', None)
    if as_class is not None:
        changed['codec_options'] = collection.codec_options._replace(document_class=as_class)
    return dict((name, value) for name, value in changed.items() if value is not None)


def _read_preference(collection, slave_okay, preference, tag_sets):
    """The read preference of a call; None if it is the collection's."""
    own = collection.read_preference
    # Legacy mode and GridFS also hand in plain collections of the driver.
    reads = collection._current_read_options() if isinstance(collection, OptionAttributes) else ReadOptions(own)
    if preference is not None:
        try:
            reads = reads.with_preference(for_driver(preference))
        except ValueError as error:
            raise BadOption(str(error))
    if tag_sets is not None:
        reads = reads._replace(tag_sets=tag_sets)
    wanted = reads._replace(slave_okay=slave_okay or reads.slave_okay).read_preference()
    return None if wanted == own else wanted
