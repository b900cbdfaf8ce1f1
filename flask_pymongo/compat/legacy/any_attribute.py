"""Documents that answer any attribute (``__getattr__ = dict.__getitem__``).

Where the encoder asks a value for an attribute that only BSON types have, such a document raises KeyError. The call is
then made again with plain documents in their place: encoding comes before sending, so nothing is sent twice.
"""
import functools

from bson import BSON
from bson.son import SON

from ..language import Mapping

_ASKED = '_type_marker'
#: The calls of a collection that send documents, but those that send several messages.
CALLS = ('insert_one', 'replace_one', 'update_one', 'update_many', 'delete_one', 'delete_many', 'find_one_and_delete',
         'find_one_and_replace', 'find_one_and_update', 'aggregate', 'count_documents', 'distinct')
#: What one message holds besides documents is far smaller.
_REST_OF_MESSAGE = 64 * 1024


def is_asked(error):
    """Whether this KeyError is a document's answer to the encoder."""
    return error.args == (_ASKED,)


def plain(value):
    """The same value, with a SON in place of every mapping in it that is no BSON type."""
    if isinstance(value, Mapping):
        return value if hasattr(type(value), _ASKED) else SON((name, plain(item)) for name, item in value.items())
    return type(value)(plain(item) for item in value) if type(value) in (list, tuple) else value


def taking_any_document(call):
    """Decorate a method that sends its arguments in one message."""
    @functools.wraps(call)
    def again_with_plain_documents(self, *args, **kwargs):
        try:
            return call(self, *args, **kwargs)
        except KeyError as error:
            if not is_asked(error):
                raise
        return call(self, *plain(args), **dict((name, plain(value)) for name, value in kwargs.items()))
    return again_with_plain_documents


def inserting_any_documents(insert_many):
    """Decorate `insert_many`, which may send several messages: it is called again only if none was sent."""
    @functools.wraps(insert_many)
    def again_with_plain_documents(self, documents, *args, **kwargs):
        if hasattr(documents, '__next__') or hasattr(documents, 'next'):
            # An iterator could not be read twice; to the driver an empty one is another error than an empty list.
            documents = list(documents) or iter(())
        try:
            return insert_many(self, documents, *args, **kwargs)
        except KeyError as error:
            if not is_asked(error):
                raise
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
    return size + _REST_OF_MESSAGE < client.max_message_size and len(documents) <= client.max_write_batch_size
