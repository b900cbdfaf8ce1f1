"""Whether a legacy write waits for the server, and for what."""
from pymongo.errors import ConfigurationError
from pymongo.write_concern import WriteConcern

from ..flags import check_safe
from ..language import integer_types
from .errors import refusal
from .write_concerns import FIELDS

#: The server's codes for a value that it does not take, one of another type, and a field that it does not know.
_BAD_VALUE, _WRONG_TYPE, _UNKNOWN_FIELD = 9, 14, 40415
ACKNOWLEDGED = WriteConcern(w=1)
UNACKNOWLEDGED = WriteConcern(w=0)


def _as_sent(name, value):
    """A value of a call as the server took it: any number for a flag, and a number with a fraction for an integer."""
    if name in ('j', 'fsync') and isinstance(value, integer_types + (float,)):
        return bool(value)
    return int(value) if isinstance(value, float) else value


def concern_from(options):
    """The WriteConcern that legacy keywords ask for.

    :param options: any of `w`, `wtimeout` (milliseconds), `j`, `fsync`
    :raises OperationFailure: for anything else, as the server did when a 2.x driver sent it along
    """
    for name in options:
        if name not in FIELDS:
            raise refusal('unrecognized write concern field: %s' % name, _UNKNOWN_FIELD)
    if options.get('w') in (0, -1) and not isinstance(options.get('w'), bool):
        return UNACKNOWLEDGED
    try:
        return WriteConcern(**dict((name, _as_sent(name, value)) for name, value in options.items()))
    except ConfigurationError as error:
        raise refusal(str(error), _BAD_VALUE)
    except TypeError as error:
        raise refusal(str(error), _WRONG_TYPE)


def waits(collection):
    """Whether writes to a collection wait for the server when the call does not say: so its settings have it."""
    own = collection.write_concern
    return own.acknowledged and (collection._safe or 'w' in own)


def is_told_not_to_wait(collection):
    """Whether `safe` of a collection says otherwise than its write concern, which is what the driver goes by."""
    return not collection._safe and collection.write_concern.acknowledged and 'w' not in collection.write_concern


def decide(collection, safe, options):
    """Apply the three rules of the 2.x driver.

    1. Write concern keywords on the call alone decide; ``safe`` does not count then.
    2. ``safe=True`` waits with the collection's own write concern, ``safe=False`` does not wait.
    3. Otherwise the collection's ``safe`` and write concern decide.

    :return: the `WriteConcern` to write with, `UNACKNOWLEDGED` itself if nobody is to wait; None for the collection's
        own
    """
    check_safe(safe)
    if options:
        return concern_from(options)
    own = collection.write_concern
    if safe in (None, 'false', 'true'):
        safe = waits(collection) if safe is None else safe == 'true'
    if not safe:
        return UNACKNOWLEDGED
    if not own.acknowledged:
        return ACKNOWLEDGED  # some drivers take an empty one for none at all
    return None if collection._safe else concern_from(dict(own) or {'w': 1})
