"""Programs of one dialect: named checks, what they run with, and how their answers are taken. Python 2.7 and 3.6+."""
import importlib
import io
import json
import os
import pkgutil

import pymongo

from . import normal, programs

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDINGS = os.path.join(HERE, 'recordings')
COLLECTION = 'things'
_STORED_AT_MOST = 20
_ABSENT = object()


class NotHere(Exception):
    """The driver cannot be asked this; the text says why."""


class Raises(object):
    """An observed answer that is an exception.

    :param names: the names it is caught by
    :param code: the server's code, None if it has none
    """

    def __init__(self, *names, **code):
        self.answer = dict(code, raises=list(names))


class Check(object):
    """One question and where its answer comes from.

    :param program: the Program
    :param name: what is asked, unique in the program
    :param function: takes a Context, returns the answer or raises it
    :param reference: the PyMongo whose answer is right
    :param client: the class of client that is asked, `MongoClient` or `Connection`
    :param own_client: whether the check changes its client, so that it gets one of its own
    :param observed: the answer itself, where no driver can give it on a server of today (stand-in)
    :param stored: whether what is in the collection afterwards is part of the answer
    :param bare: whether there is no collection beforehand, not even an empty one
    :param journal: whether it writes with `j=True`, so that it needs a server with a journal
    """

    def __init__(self, program, name, function, reference, client='MongoClient', own_client=False, observed=_ABSENT,
                 stored=True, bare=False, journal=False):
        self.program, self.name, self.function, self.reference = program, name, function, reference
        self.client, self.own_client, self.stored, self.bare = client, own_client, stored, bare
        self.journal = journal
        self.is_stand_in = observed is not _ABSENT
        self._observed = observed

    @property
    def id(self):
        return '%s: %s' % (self.program.area, self.name)

    def observed(self):
        """The answer of a stand-in."""
        if isinstance(self._observed, Raises):
            return self._observed.answer
        return {'gives': normal.Normaliser(u'<database>').value(self._observed)}

    def answer(self, context):
        """Run it: a JSON value, ``{'gives': ...}`` or ``{'raises': [...], 'code': ...}``, both with `stored`."""
        normaliser = normal.Normaliser(context.db.name)
        try:
            gave = self.function(context)
        except NotHere:
            raise
        except Exception as error:
            answer = normaliser.error(error)
        else:
            answer = {'gives': normaliser.value(gave)}
        if self.stored and not self.is_stand_in:
            answer['stored'] = [normaliser.value(document) for document in context.stored()]
        # Through JSON, as a recording goes.
        return json.loads(json.dumps(answer))


class Program(object):
    """The checks of one area in one dialect.

    :param area: what they are about, unique
    :param dialect: `legacy` or `modern`
    :param reference: the version of PyMongo whose answers are right where a check does not say otherwise
    :param defaults: more arguments of every Check
    """

    def __init__(self, area, dialect, reference, **defaults):
        self.area, self.dialect, self.reference, self.defaults = area, dialect, reference, defaults
        self.checks = []

    def check(self, name, function=None, **options):
        """Add a check: ``check('name', lambda c: ...)``, or as a decorator ``@check('name')``."""
        if function is None:
            return lambda function: self.check(name, function, **options)
        settings = dict(self.defaults, reference=self.reference)
        settings.update(options)
        if any(known.name == name for known in self.checks):
            raise ValueError('two checks of %s are called %r' % (self.area, name))
        self.checks.append(Check(self, name, function, **settings))
        return function


def _native_client(uri):
    # Drivers with the legacy dialect alone: the oldest have one kind of client, which does not wait by itself.
    return pymongo.MongoClient(uri) if hasattr(pymongo, 'MongoClient') else pymongo.Connection(uri, safe=True)


class Context(object):
    """What a check works with: `client`, `db` and `coll`, an empty collection.

    :param clients: the module or object with the classes of clients: `pymongo`, or the wrappers
    :param files: the class GridFS
    :param raw: a native client that looks behind their backs
    :param client: the client
    :param uri: where the server is
    """

    def __init__(self, clients, files, raw, client, uri, database):
        self._files = files
        self.clients, self.uri, self.client, self._raw = clients, uri, client, raw
        self.host, port = uri.split('//')[1].strip('/').rsplit(':', 1)
        self.port = int(port)
        self.db = client[database]
        self.coll = self.db[COLLECTION]
        self._made = []

    def new_client(self, *args, **options):
        """Another client of this server; `kind` is its class, `uri_options` go into its URI. Closed afterwards."""
        kind = getattr(self.clients, options.pop('kind', 'MongoClient'))
        if not args:
            args = (self.host, self.port)
        client = kind(*args, **options)
        self._made.append(client)
        return client

    def gridfs(self, *args):
        """GridFS, on this database unless there are arguments."""
        return self._files(*(args or (self.db,)))

    def new_coll(self, *args, **options):
        """The collection, through a new client with these options."""
        return self.new_client(*args, **options)[self.db.name][COLLECTION]

    def tried(self, function, *args, **kwargs):
        """What a call gives or raises, to be part of an answer."""
        try:
            return function(*args, **kwargs)
        except Exception as error:
            return error

    def fill(self, count=3):
        """Store documents with the `_id`s 0, 1, 2... and the same in `n`; the collection."""
        for number in range(count):
            self.store({'_id': number, 'n': number})
        return self.coll

    def create(self, **options):
        """Make the collection anew with options of its own; the collection."""
        self.raw.drop()
        self.raw_db.command('create', COLLECTION, **options)
        return self.coll

    def store(self, document):
        """Store a document natively."""
        collection = self.raw
        getattr(collection, 'insert_one' if hasattr(type(collection), 'insert_one') else 'insert')(document)

    @property
    def manipulators(self):
        """The module with the SON manipulators."""
        try:
            return importlib.import_module('pymongo.son_manipulator')
        except ImportError:
            return importlib.import_module('flask_pymongo.compat.legacy.manipulators')

    @property
    def raw(self):
        """The collection natively."""
        return self._raw[self.db.name][COLLECTION]

    @property
    def raw_db(self):
        """The database natively."""
        return self._raw[self.db.name]

    def stored(self):
        """The documents in the collection, after all that was sent."""
        for client in [self.client] + self._made:
            # On its connection the server goes in order: unacknowledged writes are done when it answers.
            client.admin.command('ping')
        return list(self.raw.find().limit(_STORED_AT_MOST))

    def close(self):
        while self._made:
            self._made.pop().close()


class Runner(object):
    """Runs checks one after the other, each in an empty database.

    :param clients: the module or object with the classes of clients
    :param files: the class GridFS
    :param uri: where the server is
    :param database: the name of the database
    """

    def __init__(self, clients, files, uri, database):
        self._clients, self._files, self._uri, self._database = clients, files, uri, database
        self._raw = _native_client(uri)
        self._shared = {}

    def _client(self, kind):
        return getattr(self._clients, kind)(self._uri)

    def answer(self, check):
        self._clean()
        if check.own_client:
            client = self._client(check.client)
        else:
            client = self._shared.get(check.client)
            if client is None:
                client = self._shared[check.client] = self._client(check.client)
        context = Context(self._clients, self._files, self._raw, client, self._uri, self._database)
        if check.bare:
            context.raw.drop()
        try:
            return check.answer(context)
        finally:
            context.close()
            if check.own_client:
                client.close()

    def _clean(self):
        """Empty the database; making and dropping the collection anew each time would cost most of the run."""
        database = self._raw[self._database]
        reply = database.command('listCollections')
        there = reply['cursor']['firstBatch']
        if reply['cursor']['id'] or any(entry['name'].startswith('system.') for entry in there):
            self._raw.drop_database(self._database)
            return
        for entry in there:
            name = entry['name']
            if name == COLLECTION and not entry['options'] and \
                    len(database.command('listIndexes', name)['cursor']['firstBatch']) == 1:
                database.command('delete', name, deletes=[{'q': {}, 'limit': 0}])
            else:
                database.drop_collection(name)

    def close(self):
        self._raw.drop_database(self._database)
        self._raw.close()
        for client in self._shared.values():
            client.close()


def _dialect_of(module_name):
    return 'modern' if module_name.startswith('modern_') else 'legacy'


def load(dialect=None):
    """All programs, or those of one dialect, in the order of their files."""
    found = []
    for _, name, _ in sorted(pkgutil.iter_modules([os.path.join(HERE, 'programs')])):
        if dialect not in (None, _dialect_of(name)):
            continue  # the oldest drivers lack what programs of the other import
        module = importlib.import_module(programs.__name__ + '.' + name)
        found += [value for value in vars(module).values() if isinstance(value, Program)]
    return found


def all_checks(dialect=None):
    return [check for program in load(dialect) for check in program.checks]


def recording_path(reference):
    return os.path.join(RECORDINGS, 'pymongo-%s.json' % reference)


def recorded(reference):
    """The answers of a reference by the id of their check."""
    with io.open(recording_path(reference), encoding='ascii') as source:
        return json.load(source)['answers']
