"""MongoDB Extended JSON in the relaxed format. The text is the same on every driver, unlike that of `json_util`."""
import base64
import binascii
import calendar
import datetime
import re
import uuid
from collections import OrderedDict

from bson.binary import Binary
from bson.code import Code
from bson.dbref import DBRef
from bson.errors import BSONError
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.timestamp import Timestamp
from bson.tz_util import utc
from pymongo.cursor import Cursor

from .compat.aggregate import AggregateResult
from .compat.language import Mapping, integer_types, text_type, text_types
from .compat.modern.command_cursor import Documents

try:
    from pymongo.command_cursor import CommandCursor
except ImportError:  # drivers before 2.6
    CommandCursor = Cursor
try:
    from bson.int64 import Int64
except ImportError:  # drivers before 3.0
    Int64 = integer_types[-1]
try:
    from bson.regex import Regex
except ImportError:  # drivers before 2.7
    Regex = None
try:
    from bson.decimal128 import Decimal128
except ImportError:  # drivers before 3.4
    Decimal128 = None
try:
    from bson.datetime_ms import DatetimeMS
except ImportError:  # drivers before 4.3
    DatetimeMS = None

#: The classes of the results of `find` and of commands.
CURSORS = (Cursor, CommandCursor, Documents)
PATTERN = type(re.compile(''))
_FLAGS = (('i', re.I), ('l', re.L), ('m', re.M), ('s', re.S), ('u', re.U), ('x', re.X))
_EPOCH = datetime.datetime(1970, 1, 1)
#: Dates are written as text up to the end of the year 9999: milliseconds since 1970.
_LAST_AS_TEXT = 253402300800000
_UUID_SUBTYPES = (3, 4)
#: Compiled when it is first used, like all patterns here: each start of a program would wait for it.
_DATE = r'(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:Z|([+-])(\d\d):?(\d\d))?\Z'


# Writing

def _milliseconds(moment):
    if moment.tzinfo is not None:
        moment = (moment - moment.utcoffset()).replace(tzinfo=None)
    return calendar.timegm(moment.timetuple()) * 1000 + moment.microsecond // 1000


def _date(milliseconds):
    if not 0 <= milliseconds < _LAST_AS_TEXT:
        return {'$date': {'$numberLong': str(milliseconds)}}
    moment = _EPOCH + datetime.timedelta(milliseconds=milliseconds)
    fraction = '.%03d' % (milliseconds % 1000) if milliseconds % 1000 else ''
    return {'$date': moment.isoformat()[:19] + fraction + 'Z'}


def _binary(data, subtype):
    return {'$binary': _ordered(('base64', base64.b64encode(data).decode('ascii')), ('subType', '%02x' % subtype))}


def _ordered(*pairs):
    return OrderedDict(pairs)


def _regular_expression(value):
    pattern = value.pattern
    if isinstance(pattern, bytes):
        pattern = pattern.decode('utf-8')
    options = ''.join(letter for letter, flag in _FLAGS if value.flags & flag)
    return {'$regularExpression': _ordered(('pattern', pattern), ('options', options))}


def _float(value):
    if value != value:
        return {'$numberDouble': 'NaN'}
    if value in (float('inf'), float('-inf')):
        return {'$numberDouble': 'Infinity' if value > 0 else '-Infinity'}
    return value


def _code(value):
    scope = getattr(value, 'scope', None)
    code = ('$code', text_type(value))
    return _ordered(code, ('$scope', simplify(scope))) if scope else _ordered(code)


def _mapping(value):
    return OrderedDict((name, simplify(value[name])) for name in value)


def _sequence(value):
    return [simplify(item) for item in value]


def simplify(value):
    """Replace the BSON types in a value, at any depth, by the dicts that Extended JSON writes for them.

    :param value: a document, a list, a cursor or a single value
    :return: dicts, lists, texts, numbers, booleans and None; values of other types stay as they are

    .. versionadded:: 4.0
    """
    for types, write in _WRITERS:
        if isinstance(value, types):
            return write(value)
    return value


# The first match counts: Code and, on Python 2, Binary are texts, too, and an AggregateResult is a mapping.
_WRITERS = [
    (type(None), lambda value: value),
    (bool, lambda value: value),
    (Binary, lambda value: _binary(value, value.subtype)),
    (Code, _code),
    (text_types, lambda value: value),
    (bytes, lambda value: _binary(value, 0)),
    (integer_types, lambda value: int(value) if isinstance(value, Int64) else value),
    (float, _float),
    (ObjectId, lambda value: {'$oid': str(value)}),
    (datetime.datetime, lambda value: _date(_milliseconds(value))),
    (AggregateResult, lambda value: _sequence(dict.__getitem__(value, 'result'))),
    (Mapping, _mapping),
    ((list, tuple) + CURSORS, _sequence),
    (uuid.UUID, lambda value: _binary(value.bytes, 4)),
    (DBRef, lambda value: _mapping(value.as_doc())),
    (PATTERN, _regular_expression),
    (MinKey, lambda value: {'$minKey': 1}),
    (MaxKey, lambda value: {'$maxKey': 1}),
    (Timestamp, lambda value: {'$timestamp': _ordered(('t', value.time), ('i', value.inc))}),
]
if Regex is not None:
    _WRITERS.append((Regex, _regular_expression))
if Decimal128 is not None:
    _WRITERS.append((Decimal128, lambda value: {'$numberDecimal': str(value)}))
if DatetimeMS is not None:
    _WRITERS.append((DatetimeMS, lambda value: _date(int(value))))


# Reading

class Reader(object):
    """Turns the dicts of Extended JSON, legacy format included, back into BSON types.

    :param tz_aware: whether datetimes have a time zone, UTC, as in the client's documents

    Its :meth:`restore` is the `object_hook` of a JSON decoder.

    .. versionadded:: 4.0
    """

    def __init__(self, tz_aware):
        self._tz_aware = tz_aware

    def restore(self, found):
        """The value that a dict stands for, or the dict itself.

        :raises ValueError: if the keys are those of a BSON type, but the values are invalid
        """
        if '$ref' in found and '$id' in found:
            read = _read_dbref
        else:
            read = _READERS.get(frozenset(found))
        if read is None:
            return found
        try:
            return read(self, found)
        except (ValueError, TypeError, KeyError, ArithmeticError, BSONError, re.error) as error:
            reason = str(error)
        raise ValueError('no extended JSON of %s: %s' % (', '.join(sorted(found)), reason))

    def date(self, found):
        value = found['$date']
        if isinstance(value, text_types):
            moment = _moment(value)
        elif isinstance(value, integer_types) and not isinstance(value, bool):
            moment = _EPOCH + datetime.timedelta(milliseconds=int(value))
        else:
            raise TypeError('neither text nor a number')
        return moment.replace(tzinfo=utc) if self._tz_aware else moment


def _moment(text):
    match = re.match(_DATE, text)
    if match is None:
        raise ValueError('%r is no date' % text)
    numbers = [int(number or 0) for number in match.groups()[:6]]
    fraction, sign, hours, minutes = match.groups()[6:]
    moment = datetime.datetime(*numbers, microsecond=int((fraction or '').ljust(6, '0')) // 1000 * 1000)
    if sign is not None:
        offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
        moment = moment - offset if sign == '+' else moment + offset
    return moment


def _text(value):
    if not isinstance(value, text_types):
        raise TypeError('%r is no text' % (value,))
    return value


def _read_binary(reader, found):
    value = found['$binary']
    if isinstance(value, Mapping):
        encoded, subtype = value['base64'], value['subType']
    else:  # the legacy format
        encoded, subtype = value, found['$type']
    try:
        data = base64.b64decode(_text(encoded).encode('ascii'))
    except binascii.Error as error:
        raise ValueError(str(error))
    subtype = subtype if isinstance(subtype, integer_types) else int(_text(subtype), 16)
    if subtype in _UUID_SUBTYPES and len(data) == 16:
        return uuid.UUID(bytes=data)
    return data if subtype == 0 and bytes is not str else Binary(data, subtype)


def _read_regular_expression(reader, found):
    if '$regularExpression' in found:
        pattern, options = found['$regularExpression']['pattern'], found['$regularExpression']['options']
    else:
        pattern, options = found['$regex'], found.get('$options', '')
    if not isinstance(pattern, text_types):
        return found  # a query operator, {'$regex': <a regular expression>}
    flags = sum(flag for letter, flag in _FLAGS if letter in _text(options))
    return re.compile(pattern, flags) if Regex is None else Regex(pattern, flags)


def _read_code(reader, found):
    return Code(_text(found['$code']), found.get('$scope'))


def _read_dbref(reader, found):
    more = dict((name, found[name]) for name in found if name not in ('$ref', '$id', '$db'))
    return DBRef(_text(found['$ref']), found['$id'], found.get('$db'), **more)


def _read_long(reader, found):
    number = int(_text(found['$numberLong']))
    if not -2 ** 63 <= number < 2 ** 63:
        raise ValueError('%d has more than 64 bits' % number)
    return Int64(number)


def _read_decimal(reader, found):
    return found if Decimal128 is None else Decimal128(_text(found['$numberDecimal']))


_READERS = dict((frozenset(names), read) for names, read in (
    (('$oid',), lambda reader, found: ObjectId(_text(found['$oid']))),
    (('$date',), Reader.date),
    (('$binary',), _read_binary),
    (('$binary', '$type'), _read_binary),
    (('$uuid',), lambda reader, found: uuid.UUID(_text(found['$uuid']))),
    (('$regularExpression',), _read_regular_expression),
    (('$regex',), _read_regular_expression),
    (('$regex', '$options'), _read_regular_expression),
    (('$minKey',), lambda reader, found: MinKey()),
    (('$maxKey',), lambda reader, found: MaxKey()),
    (('$timestamp',), lambda reader, found: Timestamp(found['$timestamp']['t'], found['$timestamp']['i'])),
    (('$code',), _read_code),
    (('$code', '$scope'), _read_code),
    (('$symbol',), lambda reader, found: _text(found['$symbol'])),
    (('$undefined',), lambda reader, found: None),
    (('$numberInt',), lambda reader, found: int(_text(found['$numberInt']))),
    (('$numberLong',), _read_long),
    (('$numberDouble',), lambda reader, found: float(_text(found['$numberDouble']))),
    (('$numberDecimal',), _read_decimal),
))
