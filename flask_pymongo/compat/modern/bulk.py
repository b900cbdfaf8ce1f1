"""Write commands for drivers that do not send them. Legacy writes do not report every error; these do."""
import bson
from bson.errors import InvalidDocument
from bson.son import SON
from pymongo.errors import InvalidOperation, OperationFailure

from ..errors import BulkWriteError
from ..versions import DRIVER_HAS_SAFE_MODE
from . import commands

_FIELDS = {'insert': 'documents', 'update': 'updates', 'delete': 'deletes'}
#: How many statements every server takes in one command; newer ones take more.
_MOST_STATEMENTS = 1000
#: Bytes of a command that are left to its other fields.
_ROOM = 16 * 1024


def write_concern_of(owner):
    """The write concern of a collection or database.

    :return: (whether they wait, the write concern as a dict)
    """
    if not DRIVER_HAS_SAFE_MODE:
        return owner.write_concern.acknowledged, owner.write_concern.document
    if hasattr(type(owner), 'write_concern'):
        fields = dict(owner.write_concern)
    else:
        fields = owner.get_lasterror_options()
    # `w=0` overrules `safe`; any other `w` waits, also without `safe`.
    if fields.get('w') == 0 or not (owner.safe or fields.get('w')):
        return False, {'w': 0}
    return True, fields


def send(collection, name, statements, ordered, options, is_part=False):
    """Send one write command.

    :param statements: a list of documents, as the command takes them
    :param options: further fields of the command, and `session`
    :param is_part: whether the next command depends on the errors of this one, so that the server must report them
    :return: (the reply, whether the write is acknowledged)
    :raises OperationFailure: if the server refuses the whole command and the write is acknowledged
    """
    acknowledged, concern = write_concern_of(collection)
    if is_part and not acknowledged:
        concern = {'w': 1}
    command = SON([(name, collection.name), ('ordered', ordered)])
    if concern:
        command['writeConcern'] = concern
    command.update((field, value) for field, value in options.items() if value is not None and field != 'session')
    command[_FIELDS[name]] = statements
    try:
        reply = commands.run(collection.database, command, options.get('session'), **commands.encoding(collection))
        return reply, acknowledged
    except OperationFailure:
        if acknowledged:
            raise
        return {'ok': 0}, False


def _runs(requests, ordered):
    """Positions of requests that may go into the same command, as (command, list of positions)."""
    if not ordered:
        for name in ('insert', 'update', 'delete'):
            positions = [position for position, request in enumerate(requests) if request[0] == name]
            if positions:
                yield name, positions
        return
    positions = []
    for position, request in enumerate(requests):
        if positions and request[0] != requests[positions[0]][0]:
            yield requests[positions[0]][0], positions
            positions = []
        positions.append(position)
    yield requests[positions[0]][0], positions


def _size(statement):
    try:
        return len(bson.BSON.encode(statement))
    except (InvalidDocument, TypeError):
        return len(bson.BSON.encode(commands.of_dicts(statement)))


def _batches(collection, requests, positions):
    """The same positions, in batches that fit into one command each."""
    most_bytes = collection.database.client.max_bson_size - _ROOM
    batch, size = [], 0
    for position in positions:
        # The driver encodes each statement again; there is no other way to learn its size.
        more = _size(requests[position][1]) if len(positions) > 1 else 0
        if batch and (len(batch) == _MOST_STATEMENTS or size + more > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(position)
        size += more
    yield batch


def _merge(result, name, positions, requests, reply):
    n = reply.get('n', 0)
    upserted = [{'index': positions[upsert['index']], '_id': upsert['_id']} for upsert in reply.get('upserted') or ()]
    if name == 'insert':
        result['nInserted'] += n
    elif name == 'delete':
        result['nRemoved'] += n
    else:
        result['upserted'] += upserted
        result['nUpserted'] += len(upserted)
        result['nMatched'] += n - len(upserted)
        result['nModified'] += reply.get('nModified', 0)
    for error in reply.get('writeErrors') or ():
        position = positions[error['index']]
        result['writeErrors'].append(dict(error, index=position, op=requests[position][1]))
    if reply.get('writeConcernError'):
        result['writeConcernErrors'].append(reply['writeConcernError'])


def execute(collection, requests, ordered, options):
    """Send many statements.

    :param requests: a list of (name of a write command, statement)
    :param ordered: whether to stop at the first that fails
    :param options: further fields of the commands
    :return: (a dict of counts, which is empty if the writes are not acknowledged; whether they are)
    :raises BulkWriteError: if some of them failed
    :raises pymongo.errors.InvalidOperation: if there are none
    """
    if not requests:
        raise InvalidOperation('No operations to execute')
    result = {'writeErrors': [], 'writeConcernErrors': [], 'nInserted': 0, 'nUpserted': 0, 'nMatched': 0,
              'nModified': 0, 'nRemoved': 0, 'upserted': []}
    acknowledged = True
    for name, run in _runs(requests, ordered):
        for positions in _batches(collection, requests, run):
            reply, acknowledged = send(collection, name, [requests[position][1] for position in positions], ordered,
                                       options, is_part=ordered)
            _merge(result, name, positions, requests, reply)
            if ordered and not acknowledged and (result['writeErrors'] or not reply.get('ok')):
                return {}, False
            if ordered and result['writeErrors']:
                raise BulkWriteError(result)
    if not acknowledged:
        return {}, False
    if result['writeErrors'] or result['writeConcernErrors']:
        result['writeErrors'].sort(key=lambda error: error['index'])
        raise BulkWriteError(result)
    return result, acknowledged
