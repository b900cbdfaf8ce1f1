"""A copy of a database, made by the client: servers no longer have the command."""
from bson import BSON
from bson.codec_options import CodecOptions
from pymongo.errors import ConfigurationError, InvalidName

from ..language import text_types
from .without_key_checks import insert_unchecked
from .write_concerns import ACKNOWLEDGED

try:
    from bson.raw_bson import RawBSONDocument as _Document
except ImportError:  # the oldest of these drivers read and write documents only as values
    from bson.son import SON as _Document

_AS_IT_IS = CodecOptions(document_class=_Document)
#: Documents and bytes to send at a time; servers take 16 MB in one command.
_BATCH = 1000
_BYTES = 8 * 1024 * 1024
_FORBIDDEN = ' .$/\\\x00"'


def _check_name(name, value):
    if not isinstance(value, text_types):
        raise TypeError('%s must be text, not %s' % (name, type(value).__name__))


def copy_database(client, from_name, to_name, from_host, username, password, mechanism):
    """See `MongoClient.copy_database`."""
    _check_name('from_name', from_name)
    _check_name('to_name', to_name)
    for letter in _FORBIDDEN:
        if letter in to_name:
            raise InvalidName('database names cannot contain the character %r' % letter)
    if not to_name:
        raise InvalidName('database name cannot be the empty string')
    if from_host is not None:
        _check_name('from_host', from_host)
    if username is not None and password is None:
        raise ConfigurationError('a password is required')
    if from_host is None and username is None:
        _copy(client[from_name], client[to_name])
        return
    host, port, options = client._legacy_state.constructor_arguments
    options = dict(options, connect=False)
    if from_host is not None:
        options.pop('directConnection', None)  # which was of the other host
    source = type(client)(host if from_host is None else from_host, port, **options)
    try:
        if username is not None:
            source[from_name].authenticate(username, password, mechanism=mechanism)
        _copy(source[from_name], client[to_name])
    finally:
        source.close()


def _copy(source, target):
    there = set(target.collection_names())
    for name in source.collection_names(False):
        original, copy = source[name], target[name]
        options = original.options()
        if 'viewOn' not in options:
            options.pop('autoIndexId', None)
            options.pop('uuid', None)
            if name not in there and (options or not original.find_one()):
                target.create_collection(name, **options)
            _copy_documents(original, copy)
            _copy_indexes(original, copy)
        elif name not in there:
            target.create_collection(name, **options)


def _copy_documents(original, copy):
    copy = copy.with_options(codec_options=_AS_IT_IS, write_concern=ACKNOWLEDGED)
    batch, size = [], 0
    for document in original.with_options(codec_options=_AS_IT_IS).find(manipulate=False):
        length = len(document.raw if hasattr(document, 'raw') else BSON.encode(document))
        if batch and (len(batch) >= _BATCH or size + length > _BYTES):
            insert_unchecked(copy, batch)
            batch, size = [], 0
        batch.append(document)
        size += length
    if batch:
        insert_unchecked(copy, batch)


def _copy_indexes(original, copy):
    for name, index in original.index_information().items():
        if name != '_id_':
            options = dict(pair for pair in index.items() if pair[0] not in ('key', 'ns', 'v'))
            copy.create_index(_keys(index), name=name, **options)


def _keys(index):
    """The keys that an index was made with; of a text index the server shows how it keeps them."""
    keys = []
    for name, way in index['key']:
        if name == '_fts':
            keys.extend((field, 'text') for field in sorted(index.get('weights', {})))
        elif name != '_ftsx':
            keys.append((name, int(way) if isinstance(way, float) else way))
    return keys
