"""Writes that do not check keys; insert_one, insert_many and replace_one of some drivers always do."""
from bson import BSON
from bson.objectid import ObjectId
from bson.son import SON

from ..errors import raise_last_error


def insert_unchecked(collection, batch, ordered=True):
    """Insert documents by the server's own command.

    :param batch: a list of documents; each is given an `_id` if it has none
    :param ordered: whether to stop at the first that fails
    :raises DuplicateKeyError: and other WriteErrors: that of the last document that failed, when acknowledged
    """
    for document in batch:
        if '_id' not in document:
            document['_id'] = ObjectId()
    concern = collection.write_concern
    command = SON([('insert', collection.name), ('documents', batch), ('ordered', ordered)])
    if concern.document:
        command['writeConcern'] = concern.document
    reply = collection.database.command(command, codec_options=collection.codec_options)
    if concern.acknowledged:
        raise_last_error(reply)


def encoded(batch, codec_options):
    """Documents as the server gets them. Drivers from 3.9 on do not look for keys in these, and send them again."""
    from bson.raw_bson import RawBSONDocument  # not there before 3.2
    for document in batch:
        if '_id' not in document:
            document['_id'] = ObjectId()
    return [RawBSONDocument(BSON.encode(document, codec_options=codec_options)) for document in batch]


def replace_unchecked(collection, spec, document, upsert):
    """Replace a document by the server's own command, without waiting for it.

    :param spec: which document
    :param upsert: whether to insert if nothing is found
    """
    change = SON([('q', spec), ('u', document), ('upsert', upsert)])
    command = SON([('update', collection.name), ('updates', [change]), ('writeConcern', {'w': 0})])
    collection.database.command(command, codec_options=collection.codec_options)
