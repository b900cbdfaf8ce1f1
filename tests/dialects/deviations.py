"""Answers that differ from the recorded ones on purpose: the one table of them, each with its reason.

A deviation says which check (its id), on which drivers (a name of FEATURES, or of a capability in
flask_pymongo.compat.versions, with `not ` before it for its absence; None for every driver), what is answered there (a
recording's JSON), and why. A deviation that is no longer one fails.
"""
import sys

import pymongo
import pymongo.cursor
import pymongo.database

from flask_pymongo.compat import versions
from flask_pymongo.compat.modern import CodecOptions, WriteConcern
from flask_pymongo.compat.signatures import arguments


def _cursors_take(name):
    return name in pymongo.cursor.Cursor.__init__.__code__.co_varnames


def _is_taken(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except (TypeError, ValueError):
        return False
    return True


#: What no capability of the package tells, asked of the driver itself.
FEATURES = {
    'the PyMongo 2 of Python 3': lambda: sys.version_info[0] > 2 and versions.DRIVER_HAS_SAFE_MODE,
    # As long as insert_one checked keys, an error ended a tailable cursor and was not raised.
    'tailable cursors raise': lambda: not versions.DRIVER_INSERT_CHECKS_KEYS,
    'Database.aggregate': lambda: hasattr(pymongo.database.Database, 'aggregate'),
    'find(allow_disk_use=)': lambda: _cursors_take('allow_disk_use'),
    'find ignores unknown keywords': lambda: arguments(pymongo.cursor.Cursor.__init__)[1],
    'find(let=)': lambda: _cursors_take('let'),
    'insert_one checks keys': lambda: versions.DRIVER_INSERT_CHECKS_KEYS and not versions.DRIVER_HAS_SAFE_MODE,
    'any document_class is taken': lambda: _is_taken(CodecOptions, document_class=5),
    'negative write concerns are taken': lambda: _is_taken(WriteConcern, w=-1),
    'errors of commands have codes': lambda: versions.DRIVER_HAS_AUTH_SOURCE,
    'buckets write the file object itself': lambda: pymongo.version_tuple[:2] == (3, 1),
}

_THREE = 'the files of that driver do so by themselves; the recordings are of Python 2'
_KEYS = 'the modern dialect takes it; what was an error now has a meaning'
_UNKNOWN = 'a keyword that find does not know was ignored by 2.x; it is an error since, and `hint` has a meaning'
_PREFERENCE = 'read_preference is an object since 3.0; its `mode` is the number, and a number can be set'
_COLLECTED = {'_id': 0, 'n': 0}, {'_id': 1, 'n': 1}, {'_id': 2, 'n': 2}

_LEGACY_RULES = 'it means something else in the legacy dialect, which applications rely on'
_COLLATIONS = 'collations came with PyMongo 3.4, and the error says so'
_READ_CONCERNS = 'read concerns came with PyMongo 3.2, and the error says so'
_TOO_NEW = "the driver's cursors have no such option; the error says which version has"
_NO_CODES = 'the driver does not tell the code of this error'
_REFUSES, _FAILS = ['NotImplementedError'], ['OperationFailure', 'PyMongoError']
_OWN_CLASS = "the driver's own class, which takes it"


def _all(on, reason, raises, *checks):
    """Deviations that are the same error.

    :param checks: ids, or pairs of one and what is stored
    """
    for check in checks:
        check, stored = check if isinstance(check, tuple) else (check, None)
        answer = {'raises': raises} if stored is None else {'raises': raises, 'stored': list(stored)}
        yield {'check': check, 'on': on, 'answer': answer, 'reason': reason}


LEGACY = tuple(
    {'check': 'acknowledgement: a client with %s=None' % name, 'on': None,
     'answer': {'gives': {'$object': 'client', 'name': None}, 'stored': []},
     'reason': 'None is "not given" in every option of a client, so that one line serves settings that may be missing'}
    for name in ('safe', 'slave_okay', 'auto_start_request')
) + (
    {'check': 'GridFS: seek beyond the end', 'on': 'the PyMongo 2 of Python 3', 'answer': {'raises': ['ValueError']},
     'reason': _THREE},
    {'check': 'GridFS: read(None)', 'on': 'the PyMongo 2 of Python 3', 'answer': {'raises': ['TypeError']},
     'reason': _THREE},
    {'check': "cursor: sort({'n': -1})", 'on': None, 'answer': {'gives': [2, 1, 0]}, 'reason': _KEYS},
    {'check': "cursor: sort(SON([('n', -1)]))", 'on': None, 'answer': {'gives': [2, 1, 0]},
     'reason': _KEYS},
    {'check': "cursor: sort(['n'])", 'on': None, 'answer': {'gives': [0, 1, 2]}, 'reason': _KEYS},
    {'check': "find: sort={'n': 1}", 'on': None, 'answer': {'gives': list(_COLLECTED)},
     'reason': _KEYS},
    {'check': "find: sort=['n']", 'on': None, 'answer': {'gives': list(_COLLECTED)}, 'reason': _KEYS},
    {'check': "indexes: create_index({'a': 1})", 'on': None, 'answer': {'gives': 'a_1'},
     'reason': _KEYS},
    {'check': "indexes: create_index(SON([('a', 1)]))", 'on': None, 'answer': {'gives': 'a_1'},
     'reason': _KEYS},
    {'check': 'find: an unknown keyword is ignored: hint', 'on': None, 'answer': {'raises': ['TypeError']},
     'reason': _UNKNOWN},
    {'check': 'find: an unknown keyword is ignored: bogus', 'on': None, 'answer': {'raises': ['TypeError']},
     'reason': _UNKNOWN},
    {'check': 'find: a regular expression comes back compiled', 'on': None,
     'answer': {'gives': [1, {'_id': 1, 'r': {'$Regex': '^a', 'flags': 2}}]},
     'reason': 'bson.regex.Regex since 3.0, which modern programs count on; compile_re=True still gives patterns'},
    {'check': 'find: tailable on a normal collection', 'on': 'tailable cursors raise',
     'answer': {'raises': ['OperationFailure', 'PyMongoError'], 'code': 2},
     'reason': 'the find command of newer drivers refuses what OP_QUERY ignored; 2.4 raised, too'},
    {'check': 'acknowledgement: read_preference of client, database and collection', 'on': None,
     'answer': {'gives': [{'$object': 'Primary'}] * 3, 'stored': []}, 'reason': _PREFERENCE},
    {'check': 'acknowledgement: read_preference is settable', 'on': None,
     'answer': {'gives': [{'$object': 'SecondaryPreferred'}] * 2 + [{'$object': 'Primary'}], 'stored': []},
     'reason': _PREFERENCE},
    {'check': 'update: multi=1', 'on': None,
     'answer': {'gives': {'n': 3, 'nModified': 3, 'ok': 1.0, 'updatedExisting': True},
                'stored': [dict(document, a=1) for document in _COLLECTED]},
     'reason': '2.9 sent the number on and the server refused it; earlier ones took it for True, as is done here'},
)

MODERN = (
    {'check': 'modern find: filter=[]', 'on': None, 'answer': {'raises': ['TypeError']}, 'reason': _LEGACY_RULES},
    {'check': 'modern find: projection: an empty list', 'on': None, 'answer': {'gives': [{'_id': 0}]},
     'reason': _LEGACY_RULES},
    {'check': 'modern names: a collection has no truth', 'on': None, 'answer': {'gives': True},
     'reason': _LEGACY_RULES},
    {'check': 'modern find: an unknown keyword', 'on': 'find ignores unknown keywords',
     'answer': {'gives': list(_COLLECTED) + [{'_id': 3, 'n': 3}]}, 'reason': _LEGACY_RULES},
    {'check': 'modern find_one: an unknown keyword', 'on': 'find ignores unknown keywords',
     'answer': {'gives': _COLLECTED[0]}, 'reason': _LEGACY_RULES},
    {'check': 'modern options: CodecOptions: document_class=5', 'on': 'any document_class is taken',
     'answer': {'gives': [5, False], 'stored': []}, 'reason': _OWN_CLASS},
    {'check': 'modern options: WriteConcern: w=-1', 'on': 'negative write concerns are taken',
     'answer': {'gives': [{'w': -1}, False], 'stored': []}, 'reason': _OWN_CLASS},
    {'check': 'modern options: WriteConcern: wtimeout=-1', 'on': 'negative write concerns are taken',
     'answer': {'gives': [{'wtimeout': -1}, True], 'stored': []}, 'reason': _OWN_CLASS},
    {'check': 'modern GridFS: put with an _id that is there', 'on': 'not DRIVER_HAS_MONGO_CLIENT',
     'answer': {'raises': ['DuplicateKeyError', 'OperationFailure', 'PyMongoError']},
     'reason': "the driver's own GridFS does not look whether it is the chunks of the file that are there"},
) + tuple(
    {'check': 'modern insert: insert_one with a ' + key, 'on': 'insert_one checks keys',
     'answer': {'raises': ['InvalidDocument'], 'stored': []},
     'reason': 'the driver refuses keys that servers did not take at the time; to look for them costs every insert'}
    for key in ('dotted key', 'key with a dollar')
) + tuple(_all(
    'not DRIVER_HAS_COLLATIONS', _COLLATIONS, _REFUSES, 'modern aggregate: a collation',
    ('modern bulk_write: a collation', ()), 'modern count: count_documents: a collation',
    ('modern delete: delete_one: a collation', [{'_id': 'A'}]),
    ('modern delete: delete_many: a collation', [{'_id': 'A'}]), 'modern distinct: a collation',
    'modern find: a collation', 'modern find_one: a collation', 'modern indexes: IndexModel, a collation',
    'modern indexes: create_index, a collation',
    ('modern find_one_and: find_one_and_delete: a collation', _COLLECTED + ({'_id': 'A'},)),
    ('modern find_one_and: find_one_and_replace: a collation', _COLLECTED + ({'_id': 'A'},)),
    ('modern find_one_and: find_one_and_update: a collation', _COLLECTED + ({'_id': 'A'},)),
    ('modern update: replace_one: a collation', [{'_id': 'a', 't': 'A'}]),
    ('modern update: update_many: a collation', [{'_id': 'a', 't': 'A'}]),
    ('modern update: update_one: a collation', [{'_id': 'a', 't': 'A'}]),
)) + tuple(_all(
    'not DRIVER_HAS_READ_CONCERN', _READ_CONCERNS, _REFUSES,
    ('modern options: Database.with_options: read_concern=5', ()),
    ('modern options: create_collection: read_concern=5', ()), ('modern options: get_collection: read_concern=5', ()),
    ('modern options: get_database: read_concern=5', ()), ('modern options: with_options: read_concern=5', ()),
)) + tuple(_all(
    'not Database.aggregate', 'Database.aggregate came with PyMongo 3.9, and the error says so', _REFUSES,
    'modern aggregate: of the database',
)) + tuple(_all(
    'not find(allow_disk_use=)', _TOO_NEW, _REFUSES, 'modern find: allow_disk_use',
)) + tuple(_all(
    'not find(let=)', _TOO_NEW, _REFUSES, 'modern find: let',
)) + tuple(_all(
    'not DRIVER_HAS_WRITE_COMMANDS', _TOO_NEW, _REFUSES, 'modern find: cursor: comment',
    'modern find: cursor: max_time_ms', 'modern find: cursor: min and max',
)) + tuple(_all(
    'not DRIVER_HAS_WRITE_COMMANDS', _NO_CODES, _FAILS, 'modern find: a negative skip',
    'modern find: hint: the other order',
    'modern find: max_time_ms=text', 'modern find: what the server refuses', 'modern find_one: what the server refuses',
)) + tuple(_all(
    'not errors of commands have codes', _NO_CODES, _FAILS, 'modern names: command: an unknown one',
    'modern names: create_collection, an unknown option', 'modern names: rename to what is there',
    ('modern options: create_collection: an unknown option', ()),
))

MODERN += tuple(_all(
    'buckets write the file object itself', "a fault of the driver's own bucket, in docs/limits", ['TypeError'],
    'modern GridFSBucket: download_to_stream', 'modern GridFSBucket: download_to_stream_by_name',
))

DEVIATIONS = LEGACY + MODERN

# Names of the table of the surface that the wrappers lack, or lack parameters of: (what is missing, the reason).
ABSENT = {
}
