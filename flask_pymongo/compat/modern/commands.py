"""Commands, for what a driver has no method for; some know neither command cursors nor the codes of errors."""
from bson.son import SON
from pymongo.errors import DuplicateKeyError, OperationFailure

from ..server_codes import DUPLICATE_KEY
from ..versions import DRIVER_SPEAKS_LEGACY, DRIVER_SPEAKS_MODERN
from .errors import failure, refuse

#: Large enough for one batch to hold whatever fits into a reply.
_BATCH = 2 ** 31 - 1


def run(database, command, session=None, **options):
    """Run a command and raise the error of newer drivers, with its code.

    :param command: a SON
    :param session: a session, on drivers that have them
    :param options: of `Database.command`
    """
    if session is not None:
        refuse({'session': session})
        options['session'] = session
    if not DRIVER_SPEAKS_LEGACY:
        return database.command(command, **options)
    reply = database.command(command, check=False, **options)
    if reply.get('ok'):
        return reply
    text, code = reply.get('errmsg', 'command failed'), reply.get('code')
    raise failure(DuplicateKeyError if code in DUPLICATE_KEY else OperationFailure, text, code, reply)


def documents(database, command, batch_size=_BATCH, **options):
    """Run a command that answers with a cursor and fetch all of its documents.

    :param command: a SON without its `cursor` field
    :param batch_size: how many documents to ask for at once
    :return: a list
    """
    command['cursor'] = {'batchSize': batch_size}
    cursor = run(database, command, **options)['cursor']
    found = list(cursor['firstBatch'])
    while cursor['id']:
        # The collection's name has dots in it, the database's has none.
        more = SON([('getMore', cursor['id']), ('collection', cursor['ns'].partition('.')[2])])
        cursor = run(database, more, **options)['cursor']
        found.extend(cursor['nextBatch'])
    return found


def decoding(collection):
    """The options of `Database.command` that make it decode as the collection does."""
    if DRIVER_SPEAKS_MODERN:
        return {'codec_options': collection.codec_options}
    return {'as_class': collection.codec_options.document_class, 'uuid_subtype': collection.uuid_subtype}


def with_dicts(codec_options):
    """The same codec options, but documents are dicts."""
    if DRIVER_SPEAKS_LEGACY:  # whose own are no tuple
        return type(codec_options)(dict, codec_options.tz_aware, codec_options.uuid_representation)
    return codec_options._replace(document_class=dict)


def encoding(collection):
    """The options that make it encode as the collection does, and answer with dicts."""
    if DRIVER_SPEAKS_MODERN:
        return {'codec_options': with_dicts(collection.codec_options)}
    return {'as_class': dict, 'uuid_subtype': collection.uuid_subtype}
