"""Commands, from drivers that know neither command cursors nor error codes."""
from bson.son import SON
from pymongo.errors import DuplicateKeyError, OperationFailure

from ..versions import DRIVER_SPEAKS_MODERN

_DUPLICATE_KEY_CODES = (11000, 11001, 12582)
NAMESPACE_NOT_FOUND = 26
#: Large enough for one batch to hold whatever fits into a reply.
_BATCH = 2 ** 31 - 1


def run(database, command, **options):
    """Run a command and raise the error that 2.9 raises, with its code.

    :param command: a SON
    :param options: of `Database.command`
    """
    reply = database.command(command, check=False, **options)
    if reply.get('ok'):
        return reply
    text, code = reply.get('errmsg', 'command failed'), reply.get('code')
    raise (DuplicateKeyError if code in _DUPLICATE_KEY_CODES else OperationFailure)(text, code)


def documents(database, command, **options):
    """Run a command that answers with a cursor and fetch all of its documents.

    :param command: a SON without its `cursor` field
    :return: a list
    """
    command['cursor'] = {'batchSize': _BATCH}
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
    return {'as_class': collection.database.connection.document_class}
