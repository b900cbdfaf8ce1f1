"""Whether a legacy write waits for the server, and for what."""
from pymongo.errors import ConfigurationError, OperationFailure
from pymongo.write_concern import WriteConcern

from ..safe import check_safe

_FIELDS = ('w', 'wtimeout', 'j', 'fsync')
_BAD_VALUE = 9  # the server's FailedToParse
UNACKNOWLEDGED = WriteConcern(w=0)


def concern_from(options):
    """The WriteConcern that legacy keywords ask for.

    :param options: any of `w`, `wtimeout` (milliseconds), `j`, `fsync`
    :raises OperationFailure: for anything else, as the server did when a 2.x driver sent it along
    """
    for name in options:
        if name not in _FIELDS:
            raise OperationFailure('unrecognized write concern field: %s' % name, _BAD_VALUE)
    if options.get('w') in (0, -1) and not isinstance(options.get('w'), bool):
        return UNACKNOWLEDGED
    try:
        return WriteConcern(**options)
    except ConfigurationError as error:
        raise OperationFailure(str(error), _BAD_VALUE)


def decide(collection, safe, options):
    """Apply the three rules of the 2.x driver.

    1. Write concern keywords on the call alone decide; ``safe`` does not count then.
    2. ``safe=True`` waits with the collection's own write concern, ``safe=False`` does not wait.
    3. Otherwise the collection's ``safe`` and write concern decide.

    :return: the `WriteConcern` to write with, or None for the collection's own
    """
    check_safe(safe)
    if options:
        return concern_from(options)
    own = collection.write_concern
    if safe:
        return None if own.acknowledged else WriteConcern(w=1)  # some drivers take an empty one for none at all
    if safe is False:
        return UNACKNOWLEDGED
    if own.acknowledged and (collection._safe or own.document):
        return None
    return UNACKNOWLEDGED
