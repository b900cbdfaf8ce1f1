"""Commands that servers no longer have, by what the methods of the same purpose do."""
from ..language import Mapping, text_types
from ..old_commands import BY_AGGREGATION, by_aggregation
from ..warn import legacy
from .copying import copy_database
from .javascript import evaluate


def answer(database, document, read_preference=None, codec_options=None, session=None):
    """The reply of an old server to a command.

    :param document: the whole command
    :return: the reply; None if it is to be sent to the server as it is
    """
    name = next(iter(document))
    if name not in BY_AGGREGATION:
        return _COMMANDS[name](database, document)
    if codec_options is None:
        codec_options = database.codec_options._replace(document_class=dict)
    more = {} if session is None else {'session': session}

    def aggregate(collection, pipeline, fields):
        through = database.get_collection(collection, codec_options, read_preference)
        cursor = through._native_aggregate(pipeline, **dict(fields, **more))
        try:
            return list(cursor)
        finally:
            cursor.close()

    return by_aggregation(document, aggregate)


#: What to send instead of a command, and the first release of MongoDB that has it no more.
_OF_TODAY = {
    'aggregate': ('collection.aggregate(pipeline), which gives a cursor', '3.6'),
    'text': ("find({'$text': ...})", '3.2'), 'geoNear': ("aggregate([{'$geoNear': ...}])", '4.2'),
    'group': ("aggregate([{'$group': ...}])", '4.2'), '$eval': ('code of your own', '4.2'),
    'eval': ('code of your own', '4.2'), 'copydb': ('mongodump and mongorestore', '4.2'),
}


def warn_of_command(name):
    """Warn of a command that was answered here, as no server of today does."""
    modern, gone = _OF_TODAY.get(name, ('an acknowledged write', '5.1'))
    what = 'the command aggregate without a cursor' if name == 'aggregate' else 'the command %s' % name
    legacy(what, modern, gone, 'MongoDB')


def _group(database, document):
    group = document['group']
    if not isinstance(group, Mapping) or not isinstance(group.get('ns'), text_types):
        return None
    key = group['$keyf'] if '$keyf' in group else group.get('key')
    found, count = database[group['ns']]._run_group(
        key, group.get('cond'), group.get('initial') or {}, group.get('$reduce'), group.get('finalize'), {})
    return {'retval': found, 'count': count, 'keys': len(found), 'ok': 1.0}


def _eval(database, document):
    code = next(iter(document.values()))
    if not isinstance(code, text_types):
        return None
    return {'retval': evaluate(database, code, tuple(document.get('args') or ())), 'ok': 1.0}


def _copydb(database, document):
    if database.name != 'admin' or 'key' in document or not (
            isinstance(document.get('fromdb'), text_types) and isinstance(document.get('todb'), text_types)):
        return None  # with a key, the password is known to nobody but the caller
    copy_database(database.client, document['fromdb'], document['todb'], document.get('fromhost') or None, None, None,
                  'DEFAULT')
    return {'ok': 1.0}


_COMMANDS = {'group': _group, '$eval': _eval, 'eval': _eval, 'copydb': _copydb}
#: The names of commands that :func:`answer` may answer.
OLD_COMMANDS = BY_AGGREGATION.union(_COMMANDS)


def status_reply(client, document):
    """The reply to a command that asks for the status of the last operation; None if it asks for more than that."""
    name = next(iter(document)).lower()
    status = client._legacy_state.last_status
    if name == 'reseterror':
        status.forget()
        return {'ok': 1.0}
    if name == 'getpreverror':
        return status.previous() or {'err': None, 'n': 0, 'nPrev': -1, 'ok': 1.0}
    waits = document.get('w', 1) not in (0, 1) or any(document.get(option) for option in ('j', 'fsync'))
    return None if waits else dict(status.last)


#: Commands that ask for the status of the last operation: servers since 5.1 have none, others answer for the socket.
STATUS_COMMANDS = frozenset(['getlasterror', 'getLastError', 'getpreverror', 'getPrevError', 'reseterror',
                             'resetError'])
