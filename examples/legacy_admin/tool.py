"""The admin tool without a browser::

    python tool.py stats [DATABASE]
    python tool.py dump DATABASE COLLECTION > lines.json
    python tool.py load DATABASE COLLECTION < lines.json
"""
from __future__ import print_function

import sys
from optparse import OptionParser

from documents import dumps, loads
from pymongo import ASCENDING, Connection
from pymongo.errors import ConnectionFailure, DuplicateKeyError


def stats(connection, name=None):
    for database in [name] if name else sorted(connection.database_names()):
        collections = sorted(connection[database].collection_names(False))
        print('%s: %d collections' % (database, len(collections)))
        for collection in collections:
            indexes = len(connection[database][collection].index_information())
            count = connection[database][collection].count()
            print('    %-24s %8d documents, %d indexes' % (collection, count, indexes))


def dump(connection, database, collection):
    for document in connection[database][collection].find(timeout=False).sort('_id', ASCENDING):
        print(dumps(document))


def load(connection, database, collection):
    collection, known, count = connection[database][collection], 0, 0
    for line in sys.stdin:
        try:
            collection.insert(loads(line), safe=True)
            count += 1
        except DuplicateKeyError:
            known += 1
    print('%d loaded, %d known already' % (count, known))


COMMANDS = {'stats': stats, 'dump': dump, 'load': load}


def main(arguments):
    parser = OptionParser(usage=__doc__)
    parser.add_option('--server', default='localhost:27017', help='HOST:PORT of MongoDB')
    options, arguments = parser.parse_args(arguments)
    if not arguments or arguments[0] not in COMMANDS:
        parser.error('the commands are: ' + ', '.join(sorted(COMMANDS)))
    host, port = options.server.split(':')
    try:
        connection = Connection(host, int(port))
        COMMANDS[arguments[0]](connection, *arguments[1:])
    except ConnectionFailure:
        sys.exit('no MongoDB at ' + options.server)
    except ValueError:
        sys.exit('a line is no document')
    connection.disconnect()


if __name__ == '__main__':
    main(sys.argv[1:])
