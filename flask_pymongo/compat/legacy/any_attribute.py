"""Documents that answer any attribute (``__getattr__ = dict.__getitem__``).

Where the encoder asks a value for an attribute that only BSON types have, such a document raises KeyError. The call is
then made again with plain documents in their place: encoding comes before sending, so nothing is sent twice.
"""
import functools
import sys

from bson import BSON
from bson.objectid import ObjectId
from bson.son import SON

from ..language import Mapping, MutableMapping
from ..warn import legacy, register
from .client_state import CLOSED
from .plain_types import PLAIN_TYPES
from .uuids import note_uuids, note_uuids_of_many, note_uuids_of_requests

_ASKED = '_type_marker'
#: The calls of a collection that send documents, but those that send several messages.
CALLS = ('insert_one', 'replace_one', 'update_one', 'update_many', 'delete_one', 'delete_many', 'find_one_and_delete',
         'find_one_and_replace', 'find_one_and_update', 'aggregate', 'count_documents', 'distinct')
#: Those of them that obeyed `safe` in 2.9. Of other writes, insert_many and bulk_write went by the write concern alone.
HEEDING_SAFE = ('insert_one', 'replace_one', 'update_one', 'update_many', 'delete_one', 'delete_many')
#: What one message holds besides documents is far smaller.
_REST_OF_MESSAGE = 64 * 1024
NAME = 'a document that answers any attribute'
register(NAME, 'a __getattr__ that raises AttributeError for what is no key', '4.0')


def is_asked(error):
    """Whether this KeyError is a document's answer to the encoder."""
    return error.args == (_ASKED,)


def plain(value):
    """The same value, with a SON in place of every mapping in it that is no BSON type."""
    if isinstance(value, Mapping):
        return value if hasattr(type(value), _ASKED) else SON((name, plain(item)) for name, item in value.items())
    return type(value)(plain(item) for item in value) if type(value) in (list, tuple) else value


class _AnyAttribute(dict):
    def __getattr__(self, name):
        return self[name]


#: What `encoder_asks` found out, once it was called.
_answer = []


def encoder_asks():
    """Whether the encoder of this driver, on this Python, cannot take such documents, or complains on stderr."""
    if not _answer:
        complaints, hook = [], getattr(sys, 'unraisablehook', None)
        if hook is not None:
            sys.unraisablehook = complaints.append
        try:
            BSON.encode(_AnyAttribute())
        except KeyError as error:
            complaints.append(error)
        finally:
            if hook is not None:
                sys.unraisablehook = hook
        _answer.append(bool(complaints))
    return _answer[0]


def _answers_any(value):
    """Whether a value is such a document, or has one in it."""
    if isinstance(value, Mapping):
        kind = type(value)
        if hasattr(kind, '__getattr__') and not hasattr(kind, _ASKED):
            return True
        inner = value.values()
    elif isinstance(value, (list, tuple)):
        inner = value
    else:
        return False
    return not PLAIN_TYPES.issuperset(map(type, inner)) and any(map(_answers_any, inner))


def _sendable(value, changed):
    """A value as the encoder takes it.

    :param changed: a list, to which a name is added if the value had to be changed
    """
    if not _answers_any(value):
        return value
    changed[:] = [NAME]
    return plain(value)


class _PlainRequest(object):
    """A request of `bulk_write` that adds plain documents to the driver's batch.

    A batch may be several messages, so it cannot be sent again when one of its documents turns out to be another.
    """

    def __init__(self, request, changed):
        self._request, self._changed = request, changed

    def __repr__(self):
        return repr(self._request)

    # The driver calls it.
    def _add_to_bulk(self, batch):
        self._request._add_to_bulk(_PlainBatch(batch, self._changed))


class _PlainStatement(_PlainRequest):
    """The same of a request that goes by command, as drivers up to 3.10 have no class for it."""

    def _statement(self):
        name, statement = self._request._statement()
        return name, _sendable(statement, self._changed)


def _plain_request(request, changed):
    return (_PlainStatement if hasattr(type(request), '_statement') else _PlainRequest)(request, changed)


class _PlainBatch(object):
    """The driver's batch, which gets plain documents."""

    def __init__(self, batch, changed):
        self._batch, self._changed = batch, changed

    def __getattr__(self, name):
        add = getattr(self._batch, name)

        def add_plain(*args, **kwargs):
            for document in args:
                # The driver would give its `_id` to the copy.
                if name == 'add_insert' and isinstance(document, MutableMapping) and '_id' not in document:
                    document['_id'] = ObjectId()
            return add(*[_sendable(value, self._changed) for value in args],
                       **dict((key, _sendable(value, self._changed)) for key, value in kwargs.items()))
        return add_plain


def _note_use(owner):
    """Warn if the client of a collection or a database was closed before."""
    state = owner._root._legacy_state
    if state.was_closed:
        state.warn_of_use()


def writing_any_documents(bulk_write):
    """Decorate `bulk_write`, which may send several messages; what it gets is changed if the encoder needs it."""
    @functools.wraps(bulk_write)
    def with_plain_documents(self, requests, *args, **kwargs):
        if CLOSED:
            _note_use(self)
        if isinstance(requests, list):
            note_uuids_of_requests(self, requests)
        if not isinstance(requests, list) or not encoder_asks():
            return bulk_write(self, requests, *args, **kwargs)
        changed = []
        try:
            return bulk_write(self, [_plain_request(request, changed) for request in requests], *args, **kwargs)
        finally:
            for name in changed:
                legacy(name)
    return with_plain_documents


def taking_any_document(call, heeds_safe=False):
    """Decorate a method that sends its arguments in one message.

    :param heeds_safe: whether it is a write that obeys the `safe` of its collection
    """
    @functools.wraps(call)
    def again_with_plain_documents(self, *args, **kwargs):
        if CLOSED:
            _note_use(self)
        note_uuids(self, args)
        if kwargs:
            note_uuids(self, kwargs.values())
        if heeds_safe and not self._safe:
            self = self._heeding_safe()
        try:
            return call(self, *args, **kwargs)
        except KeyError as error:
            if not is_asked(error):
                raise
        legacy(NAME)
        return call(self, *plain(args), **dict((name, plain(value)) for name, value in kwargs.items()))
    return again_with_plain_documents


def inserting_any_documents(insert_many):
    """Decorate `insert_many`, which may send several messages: it is called again only if none was sent."""
    @functools.wraps(insert_many)
    def again_with_plain_documents(self, documents, *args, **kwargs):
        if hasattr(documents, '__next__') or hasattr(documents, 'next'):
            # An iterator could not be read twice; to the driver an empty one is another error than an empty list.
            documents = list(documents) or iter(())
        if CLOSED:
            _note_use(self)
        note_uuids_of_many(self, documents)
        try:
            return insert_many(self, documents, *args, **kwargs)
        except KeyError as error:
            if not is_asked(error):
                raise
            legacy(NAME)
            copies = [plain(document) for document in documents]
            if not (_fails_at_once(documents, self.codec_options) or _is_one_message(self, copies)):
                raise
        return insert_many(self, copies, *args, **kwargs)
    return again_with_plain_documents


def _fails_at_once(documents, codec_options):
    try:
        BSON.encode(next(iter(documents)), codec_options=codec_options)
    except KeyError:
        return True
    return False


def _is_one_message(collection, documents):
    client = collection.database.client
    size = sum(len(BSON.encode(document, codec_options=collection.codec_options)) for document in documents)
    limits = client.admin.command('ismaster')
    return (size + _REST_OF_MESSAGE < limits.get('maxMessageSizeBytes', 0)
            and len(documents) <= limits.get('maxWriteBatchSize', 0))
