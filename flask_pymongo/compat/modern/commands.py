"""How to run commands on drivers that know neither command cursors nor the codes of errors."""
from bson.errors import InvalidDocument
from bson.son import SON
from pymongo.database import Database
from pymongo.errors import AutoReconnect

from ..errors import command_error, refuse
from ..language import Mapping
from ..server_codes import NOT_PRIMARY
from ..signatures import takes
from ..versions import DRIVER_ENCODES_MAPPINGS, DRIVER_HAS_CODEC_OPTIONS
from ..warn import unwarned

#: Keywords of `Database.command` that its helpers passed on, and that are no fields of a command.
OPTIONS = ('as_class', 'uuid_subtype', 'codec_options', 'compile_re', 'read_preference', 'tag_sets',
           'secondary_acceptable_latency_ms', 'slave_okay', '_use_master')
#: Those that this driver would send: it is older than them.
_UNKNOWN = [name for name in ('tag_sets', 'secondary_acceptable_latency_ms') if not hasattr(Database, name)]
if not takes(Database.command, 'compile_re'):
    _UNKNOWN.append('compile_re')
#: So large that only the size of a reply limits a batch.
_BATCH = 2 ** 31 - 1


def of_dicts(value):
    """The same value with a SON for each mapping in it: to old drivers nothing but a dict is a document."""
    if isinstance(value, Mapping):
        return SON((name, of_dicts(item)) for name, item in value.items())
    return [of_dicts(item) for item in value] if isinstance(value, (list, tuple)) else value


def run(database, command, session=None, **options):
    """Run a command and raise the error of newer drivers, with its code.

    :param command: a SON
    :param session: a session, on drivers that have them
    :param options: of `Database.command`
    :raises pymongo.errors.AutoReconnect: if the server is not the primary any more
    """
    if session is not None:
        refuse({'session': session})
        options['session'] = session
    if DRIVER_ENCODES_MAPPINGS:
        return database.command(command, **options)
    try:
        reply = database.command(command, check=False, **options)
    except InvalidDocument:
        # Nothing has been sent.
        reply = database.command(of_dicts(command), check=False, **options)
    if reply.get('ok'):
        return reply
    if reply.get('code') in NOT_PRIMARY:
        # Else it would go on asking this server: with check=False the driver does not look at the reply.
        # 2.9 prefers close(), from which no set comes back.
        unwarned(database.connection.disconnect)(database.connection)
        raise AutoReconnect(reply.get('errmsg'))
    raise command_error(reply)


def take_options(fields):
    """Take the options of `Database.command` out of the fields of a command."""
    taken = dict((name, fields.pop(name)) for name in OPTIONS if name in fields)
    return dict((name, value) for name, value in taken.items() if name not in _UNKNOWN)


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
    if DRIVER_HAS_CODEC_OPTIONS:
        return {'codec_options': collection.codec_options}
    return {'as_class': collection.codec_options.document_class, 'uuid_subtype': collection.uuid_subtype}


def with_dicts(codec_options):
    """The same codec options, but documents are dicts."""
    if hasattr(codec_options, '_replace'):
        return codec_options._replace(document_class=dict)
    # PyMongo 2.9's own are no tuple.
    return type(codec_options)(dict, codec_options.tz_aware, codec_options.uuid_representation)


def encoding(collection):
    """The options that make it encode as the collection does, and answer with dicts."""
    if DRIVER_HAS_CODEC_OPTIONS:
        return {'codec_options': with_dicts(collection.codec_options)}
    return {'as_class': dict, 'uuid_subtype': collection.uuid_subtype}
