"""``check-files``: finds the chunks that an upload left behind when the server went away, and removes them."""
from __future__ import absolute_import

import datetime
import sys

from bson.objectid import ObjectId
from bson.tz_util import utc
from flask import Flask
from pymongo.errors import PyMongoError

from . import settings
from .compat.connect import connect
from .compat.modern import WriteConcern
from .wrappers import MongoClient, MongoReplicaSetClient

#: Hours after which an upload is not running any more.
HOURS = 24
#: How many chunks to remove at a time.
_BATCH = 10000


def _without_file(base, field):
    """The stages that leave what has no file. The server compares: a client may read one `_id` and write another."""
    return [{'$lookup': {'from': base + '.files', 'localField': field, 'foreignField': '_id', 'as': 'file'}},
            {'$match': {'file': []}}]


def orphans(database, base='fs', hours=HOURS):
    """The chunks whose file does not exist.

    The file itself is written after its chunks, so those of an upload that is running look the same; their age tells.

    :param base: the name of the GridFS collections
    :param hours: how old the newest chunk must be
    :return: an iterator of (`files_id`, the `_id` of each chunk, the newest last)

    .. versionadded:: 4.0
    """
    limit = datetime.datetime.now(utc) - datetime.timedelta(hours=hours)
    groups = [{'$group': {'_id': '$files_id', 'chunks': {'$push': '$_id'}}}] + _without_file(base, '_id')
    for group in database[base].chunks.aggregate(groups, allowDiskUse=True):
        # What is no ObjectId says nothing about its age.
        if all(isinstance(chunk, ObjectId) for chunk in group['chunks']):
            chunks = sorted(group['chunks'])
            if chunks[-1].generation_time < limit:
                yield group['_id'], chunks


def remove(database, base, chunks):
    """Remove the chunks of a file that does not exist.

    :param chunks: the `_id` of each
    :return: how many were removed; 0 if the file exists by now

    .. versionadded:: 4.0
    """
    collection = database[base].chunks.with_options(write_concern=WriteConcern(w=1))
    if not list(collection.aggregate([{'$match': {'_id': chunks[0]}}] + _without_file(base, 'files_id'))):
        return 0
    return sum(collection.delete_many({'_id': {'$in': chunks[start:start + _BATCH]}}).deleted_count
               for start in range(0, len(chunks), _BATCH))


def check(database, base, hours, fix, write):
    """Write what :func:`orphans` finds, line by line, and remove it if `fix` is true.

    :param write: a function that takes text
    :return: the exit status: 1 if there are orphans and they stay, else 0

    .. versionadded:: 4.0
    """
    found = removed = 0
    for files_id, chunks in orphans(database, base, hours):
        found += len(chunks)
        write('%s.chunks: %d of file %r, which does not exist; the last of %s UTC\n' % (
            base, len(chunks), files_id, chunks[-1].generation_time.strftime('%Y-%m-%d %H:%M:%S')))
        if fix:
            removed += remove(database, base, chunks)
    write('chunks without a file: %d, removed: %d\n' % (found, removed))
    return 1 if found > removed else 0


def check_uri(uri, base, hours, fix):
    """The same for the database that a URI names. Errors go to standard error, and the status is 2."""
    client = None
    try:
        client, database = connect(settings.read(Flask(__name__), 'MONGO', uri), MongoClient, MongoReplicaSetClient)
        if database is None:
            raise ValueError('the URI names no database')
        return check(database, base, hours, fix, sys.stdout.write)
    except (PyMongoError, ValueError) as error:
        sys.stderr.write('check-files: %s\n' % error)
        return 2
    finally:
        if client is not None:
            client.close()


def add_command(commands):
    """Add ``check-files`` to the commands of a parser."""
    parser = commands.add_parser(
        'check-files', help='find chunks in GridFS that belong to no file, and remove them',
        description='Finds chunks whose file does not exist: what an upload left when the server went away. Ends '
                    'with 0, with 1 if there are some and they stay, or with 2 if the database cannot be asked.')
    parser.add_argument('uri', metavar='URI', help='the database, as mongodb://host/name')
    parser.add_argument('--base', default='fs', help='the name of the GridFS collections; fs by default')
    parser.add_argument('--hours', type=float, default=HOURS,
                        help='how old chunks must be, for an upload may be running; %d by default' % HOURS)
    parser.add_argument('--fix', action='store_true', help='remove them')
