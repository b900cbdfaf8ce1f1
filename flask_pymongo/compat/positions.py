"""Positions of legacy calls, which PyMongo 3 changed.

The profile of a client says whose positions count. Where those of PyMongo 2 do, a positional bool that PyMongo 3 read
differently warns.
"""
import functools

from .warn import blame, drivers_call

_UPDATE = ('spec', 'document', 'upsert', 'manipulate')
#: A call: its positions in PyMongo 2 and in PyMongo 3.
_POSITIONS = {
    'insert': (('doc_or_docs', 'manipulate', 'safe', 'check_keys', 'continue_on_error'),
               ('doc_or_docs', 'manipulate', 'check_keys', 'continue_on_error')),
    'save': (('to_save', 'manipulate', 'safe', 'check_keys'), ('to_save', 'manipulate', 'check_keys')),
    'update': (_UPDATE + ('safe', 'multi', 'check_keys'), _UPDATE + ('multi', 'check_keys')),
    'remove': (('spec_or_id', 'safe', 'multi'), ('spec_or_id', 'multi')),
}
#: What it means not to give one of these.
_DEFAULTS = {
    'insert': {'safe': True, 'check_keys': True, 'continue_on_error': False},
    'save': {'safe': True, 'check_keys': True},
    'update': {'safe': True, 'multi': False, 'check_keys': True},
    'remove': {'safe': True, 'multi': True},
}
WRITES = tuple(sorted(_POSITIONS))
_FIND = ('filter', 'projection', 'skip', 'limit', 'no_cursor_timeout', 'cursor_type', 'sort', 'allow_partial_results',
         'oplog_replay', 'modifiers', 'batch_size', 'manipulate', 'collation', 'hint', 'max_scan', 'max_time_ms', 'max',
         'min', 'return_key', 'show_record_id', 'snapshot', 'comment', 'session')
#: How many positional arguments of `find`, without `self`, mean the same in both.
ALIKE_IN_FIND = 4
_WHAT_TO_DO = ("If this application was written for Flask-PyMongo 2.x or 3.x, set MONGO_API = '2.3' or '3.0'; "
               "otherwise name the arguments")


def is_of_3(collection):
    """Whether the positions and answers of PyMongo 3 count for a collection."""
    return collection.database.client._positions == 3


def reading_of(name):
    """How to read the positional arguments of a write.

    :return: (how many, `self` among them, mean the same in both; a function that takes all arguments if there are more,
        and returns them with their meaning in PyMongo 2). Only the write itself may call that function
    """
    return _POSITIONS[name][0].index('safe') + 1, functools.partial(_read, name)


def _read(name, args, kwargs):
    alike = _POSITIONS[name][0].index('safe') + 1
    # Drivers and we ourselves use the positions of PyMongo 2 when one call makes another.
    if drivers_call(3):
        return args, kwargs
    if is_of_3(args[0]):
        return args[:alike], _named(name, _POSITIONS[name][1], alike - 1, args[1:], kwargs)
    given, (in_2, in_3) = args[alike:], [positions[alike - 1:] for positions in _POSITIONS[name]]
    is_possible = len(given) <= len(in_3) and not any(position in kwargs for position in in_3[:len(given)])
    if is_possible and all(isinstance(value, bool) for value in given):
        readings = [dict(_DEFAULTS[name], **dict(zip(positions, given))) for positions in (in_2, in_3)]
        if readings[0] != readings[1]:
            _warn(name, in_2, in_3, given)
    return args, kwargs


def read_find(collection, args, kwargs):
    """The arguments of `find` with their meaning in PyMongo 2, where there are more than `ALIKE_IN_FIND`."""
    if is_of_3(collection):
        return args[:ALIKE_IN_FIND], _named('find', _FIND, ALIKE_IN_FIND, args, kwargs)
    given = args[ALIKE_IN_FIND:]
    # PyMongo 3 took no bool as the seventh; the readings of a fifth always differ.
    if all(isinstance(value, bool) for value in given[:2]) and not isinstance((given + (None,) * 3)[2], bool):
        _warn('find', ('timeout', 'snapshot'), ('no_cursor_timeout', 'cursor_type'), given[:2])
    return args, kwargs


def _named(name, positions, start, given, kwargs):
    """The keywords of a call, with those positional arguments by name that do not stand at the start."""
    if len(given) > len(positions):
        raise TypeError('%s() takes at most %d positional arguments (%d given)'
                        % (name, len(positions) + 1, len(given) + 1))
    named = dict(kwargs)
    for position, value in zip(positions[start:], given[start:]):
        if position in named:
            raise TypeError("%s() got multiple values for argument '%s'" % (name, position))
        # None is like not given, and older drivers do not know all of them.
        if value is not None:
            named[position] = value
    return named


def _warn(name, in_2, in_3, values):
    as_2, as_3 = [', '.join('%s=%s' % pair for pair in zip(positions, values)) for positions in (in_2, in_3)]
    blame('%s(): here the positional %s means %s, as in PyMongo 2; PyMongo 3 read it as %s. %s'
          % (name, ', '.join(map(str, values)), as_2, as_3, _WHAT_TO_DO), UserWarning)


def reading_positions(name, call):
    """A write of a driver with its positional arguments read as the profile says."""
    alike, read = reading_of(name)

    @functools.wraps(call)
    def method(*args, **kwargs):
        if len(args) > alike:
            args, kwargs = read(args, kwargs)
        return call(*args, **kwargs)

    method.__wrapped__ = call  # wraps of Python 2 does not set it
    return method
