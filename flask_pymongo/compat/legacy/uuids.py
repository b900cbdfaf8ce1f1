"""UUIDs in what a program sends: PyMongo 4 alone refuses them until the client says how to store them.

The encoder has no hook for a UUID, so the types of the values are looked at before. Of many documents that is done for
the first only, unless somebody wants to find all legacy use: in strict mode and for the report.
"""
import itertools
from uuid import UUID

from .. import warn
from ..language import Mapping
from ..versions import DRIVER_NEEDS_UUID_REPRESENTATION
from .plain_types import PLAIN_TYPES

_NAME = 'a uuid.UUID without a representation'
warn.register(_NAME, "the option uuidRepresentation='pythonLegacy' of the client", '4.0')


def _have_uuid(values):
    """Whether there is a UUID among these values, or in one of them at any depth."""
    for value in values:
        kind = type(value)
        if kind in PLAIN_TYPES:
            continue
        if kind is dict:
            if _have_uuid(value.values()):
                return True
        elif kind is list or kind is tuple:
            if _have_uuid(value):
                return True
        elif isinstance(value, UUID) or _have_uuid(_values_in(value, kind)):
            return True
    return False


def _values_in(value, kind):
    """The values in a value of another type."""
    if hasattr(kind, '_type_marker'):  # a BSON type; a raw document would be decoded
        return ()
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, (list, tuple)) else ()


def _note_uuids(owner, values):
    """Warn if a UUID is among these values, or in one of them, and only our default says how to store it.

    :param owner: the client, database or collection whose options count
    """
    try:
        found = _have_uuid(values)
    except RuntimeError:  # a document that holds itself, or that another thread changes: the driver will say so
        return
    if found and owner._keeps_uuids():
        warn.legacy(_NAME)


def _note_uuids_of_many(owner, documents):
    """The same for the documents of `insert_many`, which can be iterated more than once."""
    if hasattr(documents, '__iter__'):
        _note_uuids(owner, itertools.islice(documents, _how_many()))


def _note_uuids_of_requests(owner, requests):
    """The same for the requests of `bulk_write`."""
    batch = _Batch()
    for request in itertools.islice(requests, _how_many()):
        if hasattr(type(request), '_add_to_bulk'):
            request._add_to_bulk(batch)
    _note_uuids(owner, batch.values)


def _how_many():
    return 1 if warn.is_strict is None and warn.counter is None else None


class _Batch(object):
    """Takes the place of the driver's batch, and keeps what requests would add to it."""

    def __init__(self):
        self.values = []

    def __getattr__(self, name):
        return lambda *args, **kwargs: self.values.extend(itertools.chain(args, kwargs.values()))


def _leave_alone(owner, values):
    pass


# Other drivers store UUIDs without being told how.
note_uuids, note_uuids_of_many, note_uuids_of_requests = (
    _note_uuids, _note_uuids_of_many, _note_uuids_of_requests) if DRIVER_NEEDS_UUID_REPRESENTATION else (
    _leave_alone,) * 3
