"""Many ObjectIds at once, for a list of documents: the driver makes each alone, which takes more than twice as long.

They are the very ones that the driver would make: the numbers are taken from its own counter. This needs protected
names, `ObjectId._inc`, `ObjectId._inc_lock` and `ObjectId._random`. They are probed here; on a driver that lacks one,
each `ObjectId` is made alone.
"""
import struct
import time

from bson.objectid import ObjectId

_COUNTER_BYTES = 3
#: Of more than so many in one second the counter might come round.
_MOST = 2 ** 20


def _taken(number):
    """So many new ObjectIds."""
    with ObjectId._inc_lock:
        first = ObjectId._inc
        ObjectId._inc = (first + number) % 256 ** _COUNTER_BYTES
    begin = struct.pack('>I', int(time.time())) + ObjectId._random()
    # Each number has four bytes, of which an ObjectId has the last three; so they begin anew at 0 after the highest.
    counted = struct.pack('>%dI' % number, *range(first, first + number))
    return [ObjectId(begin + end) for end in struct.unpack('x3s' * number, counted)]


def _made_alone(number):
    return [ObjectId() for _ in range(number)]


def _follow(ids):
    """Whether each has a later number of one counter than the one before, and the same process."""
    values = [int(str(one), 16) for one in ids]
    steps = [(after - before) % 256 ** _COUNTER_BYTES for before, after in zip(values, values[1:])]
    # Another thread may take numbers, too.
    return len(set(str(one)[8:18] for one in ids)) == 1 and all(0 < step < 1000 for step in steps)


#: The quickest way here, found when it is first needed: finding it takes numbers from the driver's counter.
_ways = []


def _many(number):
    if not _ways:
        _ways.append(_quickest())
    return _ways[0](number)


def _quickest():
    try:
        return _taken if _follow([ObjectId()] + _taken(2) + [ObjectId()]) else _made_alone
    except (AttributeError, TypeError):
        return _made_alone


def add_ids(documents):
    """Give an `_id` to each document of a list that has none.

    :return: the `_id` of each
    """
    if len(documents) == 1:  # as most are
        document = documents[0]
        if '_id' not in document:
            document['_id'] = ObjectId()
        return [document['_id']]
    lacking = [document for document in documents if '_id' not in document]
    number = len(lacking)
    new = _many(number) if 0 < number <= _MOST else _made_alone(number)
    for document, one in zip(lacking, new):
        document['_id'] = one
    # The same document may be in the list more than once.
    return [document['_id'] for document in documents]
