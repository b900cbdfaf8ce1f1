"""Legacy calls by ways of the driver that are sent again when a connection breaks; `Database.command` is not."""
import pymongo
import pymongo.collection
from pymongo.errors import AutoReconnect, OperationFailure, ServerSelectionTimeoutError

from ..language import Mapping
from ..server_codes import NOT_REACHED
from ..versions import DRIVER_ESTIMATES_BY_COUNT, DRIVER_RETRIES_READS, DRIVER_RETRIES_WRITES
from . import documents
from .any_attribute import taking_any_document

_Driver = pymongo.collection.Collection
if DRIVER_ESTIMATES_BY_COUNT:
    _estimate = taking_any_document(_Driver.estimated_document_count)
#: The fields of a findAndModify command, besides its query and update, and the arguments that they are.
_ARGUMENTS = {'fields': 'projection', 'sort': 'sort', 'upsert': 'upsert', 'new': 'return_document', 'hint': 'hint',
              'arrayFilters': 'array_filters', 'session': 'session'}
#: Fields that go into the command as they are.
_FIELDS = ('findAndModify', 'query', 'update', 'remove', 'bypassDocumentValidation', 'collation', 'maxTimeMS',
           'writeConcern')
_FLAGS = ('upsert', 'new')


def can_find_and_modify(command):
    """Whether a method of the driver does what a findAndModify command says, and sends it again."""
    if not DRIVER_RETRIES_WRITES or not isinstance(command['query'], Mapping):
        return False
    if not command.get('remove') and not isinstance(command['update'], (Mapping, list)):
        return False
    return all(isinstance(command[name], bool) if name in _FLAGS else name in _ARGUMENTS or name in _FIELDS
               for name in command)


def find_and_modify(collection, command):
    """The document that a findAndModify command gives."""
    options = dict(command)
    del options['findAndModify']
    query, update = options.pop('query'), options.pop('update', None)
    remove = options.pop('remove', False)
    for field, name in _ARGUMENTS.items():
        if field in options:
            options[name] = options.pop(field)
    if remove:
        if 'return_document' in options:
            options['new'] = options.pop('return_document')
        return collection.find_one_and_delete(query, **options)
    if isinstance(update, list) or documents.starts_with_operator(update):
        return collection.find_one_and_update(query, update, **options)
    return collection.find_one_and_replace(query, update, **options)


def count(collection, command, session):
    """The number that a count command gives."""
    if DRIVER_ESTIMATES_BY_COUNT and session is None:
        options = dict(command)
        del options['count']
        status = collection._parent._legacy_state.last_status
        return status.of(_estimate, collection, **options)
    more = {} if session is None else {'session': session}

    def ask():
        reply = collection.database.command(command, read_preference=collection.read_preference,
                                            codec_options=collection.codec_options, **more)
        return int(reply['n'])

    try:
        return ask()
    except (AutoReconnect, OperationFailure) as error:
        if _is_in_transaction(session) or not _is_passing(error) or not _retries_reads(collection.database.client):
            raise
    return ask()


def _is_in_transaction(session):
    if session is None:
        return False
    # PyMongo 3.9 says it by a protected name only.
    return session.in_transaction if hasattr(session, 'in_transaction') else getattr(session, '_in_transaction', True)


def _is_passing(error):
    """Whether the same may succeed at once: a connection broke, or a server is no longer the primary."""
    if isinstance(error, OperationFailure):
        return error.code in NOT_REACHED
    return not isinstance(error, ServerSelectionTimeoutError)


def _retries_reads(client):
    if not DRIVER_RETRIES_READS:
        return False
    # To drivers that know no such attribute it is the name of a database.
    return client.retry_reads if hasattr(pymongo.MongoClient, 'retry_reads') else client.options.retry_reads
