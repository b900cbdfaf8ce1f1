"""The arguments of `find` and `find_one` in either dialect, as the driver takes them."""
from pymongo.cursor import CursorType
from pymongo.errors import OperationFailure

from ..argument_checks import legacy_keys
from ..errors import refuse
from ..language import Mapping
from ..modifiers import by_modifiers
from ..preferences import for_driver
from ..refusals import refuse_too_new
from ..versions import DRIVER_HAS_FIND_KEYWORDS, DRIVER_HAS_MODIFIERS, DRIVER_HAS_SESSIONS
from ..warn import legacy, register
from .documents import require_document
from .errors import BadOption
from .option_attributes import Reading, SettingsDialect

#: Positional order of 2.x. The first four agree with the modern one; then the legacy order is followed.
POSITIONS = ('spec', 'fields', 'skip', 'limit', 'timeout', 'snapshot', 'tailable', 'sort', 'max_scan', 'as_class',
             'slave_okay', 'await_data', 'partial', 'manipulate', 'read_preference', 'tag_sets',
             'secondary_acceptable_latency_ms', 'exhaust', 'compile_re')

_FLAGS = ('timeout', 'snapshot', 'tailable', 'slave_okay', 'await_data', 'partial', 'exhaust')
#: Had no effect on what was found, or have none on any server that is still there.
_WITHOUT_EFFECT = ('snapshot', 'max_scan', 'secondary_acceptable_latency_ms',
                   '_must_use_master', '_is_command', '_uuid_subtype')
_MODERN = {
    'spec': 'filter', 'fields': 'projection', 'timeout': 'no_cursor_timeout (inverted)', 'tailable': 'cursor_type',
    'await_data': 'cursor_type', 'exhaust': 'cursor_type', 'partial': 'allow_partial_results',
    'as_class': 'with_options(codec_options=...)', 'slave_okay': 'with_options(read_preference=...)',
    'read_preference': 'with_options(read_preference=...)', 'tag_sets': 'with_options(read_preference=...)',
    'manipulate': 'a transformation of your own',
}
for _name in _MODERN:
    register("find's %s" % _name, _MODERN[_name], '3.0')
register("find's modifiers", 'the keywords of find', '4.0')
_MODIFIERS = {
    '$comment': 'comment', '$hint': 'hint', '$min': 'min', '$max': 'max', '$maxTimeMS': 'max_time_ms',
    '$orderby': 'sort', '$returnKey': 'return_key', '$showDiskLoc': 'show_record_id',
}
#: What is done to the documents that come, with its default. Regular expressions were compiled by default up to 2.9;
#: since 3.0 they are Regex, which modern programs count on.
_AFTERWARDS = (('manipulate', True), ('compile_re', False))
_BAD_VALUE = 2


def _bind(args, kwargs):
    if len(args) > len(POSITIONS):
        raise TypeError('find() takes at most %d positional arguments (%d given)' % (len(POSITIONS), len(args)))
    options = dict(kwargs)
    for name, value in zip(POSITIONS, args):
        modern = {'spec': 'filter', 'fields': 'projection'}.get(name, name)
        if name in options or modern in options:
            raise TypeError("find() got multiple values for argument '%s'" % (name if name in options else modern))
        options[name] = value
    return options


def _rename(options, old, new):
    if old in options:
        value = options.pop(old)
        if new in options:
            raise TypeError("find() got both '%s' and '%s', its legacy name" % (new, old))
        options[new] = value


def _cursor_type(tailable, await_data, exhaust):
    if tailable:
        return CursorType.TAILABLE_AWAIT if await_data else CursorType.TAILABLE
    return CursorType.EXHAUST if exhaust else CursorType.NON_TAILABLE


def _projection(fields):
    if fields is not None and not isinstance(fields, Mapping):
        fields = list(fields)  # any iterable of names, even text of its letters; drivers are stricter now
    if fields is not None and not fields:
        return {'_id': 1}  # to newer drivers an empty projection means everything
    return fields


def _read_preference(collection, slave_okay, preference, tag_sets):
    own = collection.read_preference
    told = collection._told() if isinstance(collection, SettingsDialect) else Reading(own, None, False, None)
    if preference is not None:
        try:
            told = told.preferring(for_driver(preference))
        except ValueError as error:
            raise BadOption(str(error))
    if tag_sets is not None:
        told = told._replace(tag_sets=tag_sets)
    wanted = told._replace(slave_okay=slave_okay or told.slave_okay).effective()
    return None if wanted == own else wanted


def _options_of(collection, options):
    """What the driver wants set on the collection rather than given to find."""
    changed = {}
    slave_okay = options.pop('slave_okay', False)
    preference, tag_sets = options.pop('read_preference', None), options.pop('tag_sets', None)
    if slave_okay or preference is not None or tag_sets is not None:
        changed['read_preference'] = _read_preference(collection, slave_okay, preference, tag_sets)
    as_class = options.pop('as_class', None)
    if as_class is not None:
        changed['codec_options'] = collection.codec_options._replace(document_class=as_class)
    return dict((name, value) for name, value in changed.items() if value is not None)


def _take_modifiers(options):
    """Spell out `modifiers` of 3.x for drivers that no longer take them."""
    for name, value in (options.pop('modifiers') or {}).items():
        if name in _MODIFIERS:
            options.setdefault(_MODIFIERS[name], list(value.items()) if isinstance(value, Mapping) else value)
        elif name not in ('$snapshot', '$maxScan'):
            raise OperationFailure('unrecognized modifier: %s' % name, _BAD_VALUE)


def translate(collection, args, kwargs):
    """Turn the arguments of a `find` in either dialect into the driver's.

    :return: (options to derive the collection with, keywords for the driver's cursor, what to do to the documents:
        a list of 'manipulate' and 'compile_re')
    :raises TypeError: for a filter that is no document, a flag that is no bool, a name given twice
    """
    options = _bind(args, kwargs)
    used = [name for name in options if name in _MODERN and name not in POSITIONS[:len(args)]]
    used += [name for name in POSITIONS[4:len(args)] if name in _MODERN]
    for name in used:
        legacy("find's %s" % name)
    for name in _FLAGS:
        if not isinstance(options.get(name, False), bool):
            raise TypeError('%s must be True or False, not %r' % (name, options[name]))
    _rename(options, 'spec', 'filter')
    _rename(options, 'fields', 'projection')
    _rename(options, 'partial', 'allow_partial_results')
    for name in _WITHOUT_EFFECT:
        options.pop(name, None)
    if options.get('filter') is not None:
        require_document('spec', options['filter'])
    if options.get('sort') is not None:
        options['sort'] = legacy_keys(options['sort'])
    if 'hint' in options:
        options['hint'] = legacy_keys(options['hint'])
    refuse_too_new(options)
    if not DRIVER_HAS_SESSIONS:
        options = dict(options)
        refuse(options)
    if not DRIVER_HAS_FIND_KEYWORDS:
        options = by_modifiers(options)
    if 'projection' in options:
        options['projection'] = _projection(options['projection'])
    if not options.pop('timeout', True):
        options['no_cursor_timeout'] = True
    flags = [options.pop(name, False) for name in ('tailable', 'await_data', 'exhaust')]
    if any(flags):
        options['cursor_type'] = _cursor_type(*flags)
    if 'modifiers' in options and not DRIVER_HAS_MODIFIERS:
        legacy("find's modifiers")
        _take_modifiers(options)
    after = [name for name, default in _AFTERWARDS if options.pop(name, default)]
    return _options_of(collection, options), options, after
