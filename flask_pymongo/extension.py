"""PyMongo, the Flask extension."""
import threading
import weakref

from pymongo.errors import InvalidURI

from . import file_headers, file_uploads, files, profiles, session_json, settings
from .compat import installed, options, strict
from .compat import uri as uris
from .compat.connect import connect
from .compat.flask import (
    JSON_CAN_BE_EXTENDED,
    NO_CONTEXT,
    add_to_shell,
    application_behind,
    context,
    current_application,
    extend_json,
    replace_json,
)
from .compat.language import native_text, text_types
from .helpers import (
    EXTENSION,
    BSONObjectIdConverter,
    BSONProvider,
    ExtendedJSONDecoder,
    ExtendedJSONEncoder,
    ExtendedJSONProvider,
    JSONEncoder,
    NaiveExtendedJSONDecoder,
)

ASCENDING = 1
"""Ascending sort order."""

DESCENDING = -1
"""Descending sort order."""


_NOT_INITIALISED = 'not initialized. did you forget to call init_app?'

#: One lock for each application: a prefix is looked up and taken in one step.
_locks = weakref.WeakKeyDictionary()
#: Guards `_clients` from the look-up of a client until it is made.
_making = threading.Lock()
#: Guards what is kept by application, here and in each PyMongo.
_registry = threading.Lock()


#: Clients that applications of 2.x and 3.x may use again: they make a `PyMongo` for a request, or one after another.
_clients = weakref.WeakValueDictionary()
#: The same by application, so that each client stays as long as the application.
_kept = weakref.WeakKeyDictionary()


def _lock_of(app):
    with _registry:
        return _locks.setdefault(app, threading.RLock())


class PyMongo(object):
    """A MongoDB database for a Flask application.

    :param app: the application, if it is there already; see :meth:`init_app`
    :param config_prefix: the prefix of the keys in its configuration. In the same position, and as `uri`, a MongoDB
        URI is taken; then the configuration is asked for ``MONGO_API``, ``MONGO_JSON`` and
        ``MONGO_STRICT`` only
    :param args: further positional arguments, and
    :param kwargs: further keywords, go to the client

    ::

        app = Flask(__name__)
        mongo = PyMongo(app)

        @app.route('/')
        def home_page():
            online_users = mongo.db.users.find({'online': True})
            return render_template('index.html', online_users=online_users)
    """

    #: Which of `cx` and `db` were assigned: a tuple is asked faster than the object's dict.
    _assigned = ()

    def __init__(self, app=None, config_prefix='MONGO', *args, **kwargs):
        self._given = (config_prefix, args, kwargs)
        #: The release whose defaults count: before `init_app`, that of the process; then by application.
        self._profile = profiles.of_process()
        self._profiles = weakref.WeakKeyDictionary()
        #: The pair that counts for everybody, in applications of 2.x and 3.x.
        self._shared = None
        app = application_behind(app)
        #: The last application: a script may keep only this object. Tests that make many have one at a time here.
        self._app = None
        #: The prefix this object was last initialised with; None before.
        self.config_prefix = None
        # What belongs to which application; weakly, so that applications made in a test can go.
        self._prefixes = weakref.WeakKeyDictionary()
        self._own = weakref.WeakKeyDictionary()
        #: What the repr says of each application.
        self._places = weakref.WeakKeyDictionary()
        #: The last application that was looked up, weakly, and what was found. Good as long as `_bindings` is the same.
        self._bindings = object()
        self._last = (lambda: None), None, None, None
        try:
            if app is not None:
                self.init_app(app, config_prefix, *args, **kwargs)
        finally:
            del config_prefix, args, kwargs  # see init_app

    def init_app(self, app, config_prefix=None, *args, **kwargs):
        """Read the configuration of an application and make a client and a database for it.

        :param app: the application
        :param config_prefix: a prefix or a URI, as for the constructor; what the constructor was given by default
        :raises Exception: if the prefix is in use on this application (see ``MONGO_API``), or only one of user name and
            password is set
        :raises TypeError: for a configuration value of a wrong type
        :raises ValueError: for one that is out of range, or that this Flask cannot do (`JSON`), or if there is no URI
            in an application of 2.x or 3.x (`API`)
        :raises pymongo.errors.ConnectionFailure: on PyMongo 2, if the server is not there. Later drivers connect when
            they are first used
        """
        failure = self._try_to_bind(application_behind(app), config_prefix, args, kwargs)
        # Debuggers and error trackers show the local variables of all frames, and these may hold a password.
        del config_prefix, args, kwargs
        if failure is not None:
            raise failure

    def _try_to_bind(self, app, config_prefix, args, kwargs):
        """Make a client for an application.

        :return: the error if that fails, without the frames that it came through
        """
        try:
            prefix, uri, client_options = self._arguments(config_prefix, args, kwargs)
            with _lock_of(app):
                self._bind(app, prefix, uri, client_options)
            return None
        except UnicodeError:  # it has the text that it is about
            failure = ValueError('user name, password and URI must be text, or bytes in ASCII')
        except Exception as error:
            failure = error
        if hasattr(failure, '__traceback__'):
            failure.__traceback__ = failure.__context__ = failure.__cause__ = None
        return failure

    def _bind(self, app, prefix, uri, client_options):
        """Make a client for an application and keep it there."""
        # Looked up now: tests put another class in the place of the package's.
        from . import MongoClient, MongoReplicaSetClient
        bound = app.extensions.setdefault('pymongo', {}) if hasattr(app, 'extensions') else {}
        profile = settings.profile_of(app, prefix)
        if uri is None and prefix in bound and not profile.is_shared:
            raise Exception('duplicate config_prefix "%s"' % prefix)
        wanted = settings.read(app, prefix, uri, client_options)
        _check_json(wanted)
        strict.set_for(app, wanted.strict)
        if profile.is_shared:
            with _making:
                pair = connect(wanted, MongoClient, MongoReplicaSetClient, _clients)
        else:
            pair = connect(wanted, MongoClient, MongoReplicaSetClient)
        with _registry:
            self._profile = self._profiles[app] = profile
            self._shared = None
            if profile.is_shared:
                self._places.clear()
                self._shared = bound[prefix] = pair
                kept = _kept.setdefault(app, [])
                if all(client is not pair[0] for client in kept):
                    kept.append(pair[0])
            if uri is None:
                bound[prefix] = pair
                self._prefixes[app] = self.config_prefix = prefix
            else:
                self._own[app] = pair
            self._places[app] = '%s: %s at %s' % (prefix, wanted.dbname, ','.join(wanted.hosts))
            add_to_shell(app, 'mongo' if uri is not None else prefix.lower(), self)
            self._app = app
            self._bindings = object()
        app.url_map.converters['ObjectId'] = BSONObjectIdConverter
        _set_json(app, wanted)
        session_json.keep_bson_types(app)

    def __repr__(self):
        # Of the configuration only what is no secret, and nothing that connects.
        app = current_application()
        with _registry:
            places = dict(self._places)
        found = [places[app]] if app in places else sorted(set(places.values()))
        return native_text('<PyMongo %s>' % ('; '.join(found) or 'without an application'))

    def _arguments(self, config_prefix, args, kwargs):
        """The arguments of `init_app`, completed by those of the constructor: (prefix, URI or None, client options)."""
        if config_prefix is None:
            config_prefix, given_args, given_kwargs = self._given
            args, kwargs = args or given_args, dict(given_kwargs, **kwargs)
        prefix, uri = _prefix_and_uri(config_prefix, kwargs.pop('uri', None))
        if args:
            if 'port' in kwargs:
                raise TypeError("init_app() got multiple values for argument 'port'")
            kwargs['port'] = args[0]  # the client's second, after the URI
        return prefix, uri, options.positional(args[1:], kwargs, options.LEGACY_POSITIONS)

    def _pair_of(self, app):
        """(client, database) of an application, or None."""
        bindings = self._bindings
        own, prefix = self._own.get(app), self._prefixes.get(app, self.config_prefix)
        # Weak dictionaries take longer than all the rest of `mongo.db`, so what they gave is remembered.
        if not self._assigned:
            self._last = weakref.ref(app), bindings, own, prefix
        return app.extensions.get('pymongo', {}).get(prefix) if own is None else own

    def _find(self):
        """The application that is meant here and now, and its (client, database)."""
        try:
            app = context().app
        except NO_CONTEXT:
            app = pair = None
        if self._shared is not None:
            return app, self._shared
        if app is not None:
            last, bindings, pair, prefix = self._last
            if last() is not app or bindings is not self._bindings:
                pair = self._pair_of(app)
            elif pair is None and 'pymongo' in app.extensions:
                pair = app.extensions['pymongo'].get(prefix)
        if pair is None:
            with _registry:
                known = list(set(self._own) | set(self._prefixes))
            if len(known) == 1:
                app, pair = known[0], self._pair_of(known[0])
            elif known and app is None:
                raise Exception('not in an application context, and init_app was called for %d applications; which one '
                                'is meant?' % len(known))
        if pair is None:
            if self._profile.is_shared:
                return app, (None, None)
            raise Exception(_NOT_INITIALISED)
        return app, pair

    @property
    def cx(self):
        """The client of the current application, or of the only one outside of a context.

        What is assigned to it is what everybody gets, until it is deleted.
        """
        return vars(self)['cx'] if 'cx' in self._assigned else self._find()[1][0]

    @cx.setter
    def cx(self, client):
        self._assign('cx', client)

    @cx.deleter
    def cx(self):
        self._forget('cx')

    @property
    def db(self):
        """The database of the current application, or of the only one outside of a context.

        None if a URI without a database was given in code, or, in applications of 2.x and 3.x, anywhere. What is
        assigned to it is what everybody gets, until it is deleted.
        """
        # Most calls are of the application of the call before. `_find` says the same in twice the time.
        try:
            app = context().app
            last, bindings, pair, prefix = self._last
            if last() is app and bindings is self._bindings:
                database = (pair or app.extensions['pymongo'][prefix])[1]
                if database is not None:
                    return database
        except NO_CONTEXT:  # or the registry of the application lacks the prefix
            pass
        if 'db' in self._assigned:
            return vars(self)['db']
        app, (_, database) = self._find()
        if database is None and self._profile_here().names_database and app not in self._own:
            # The name of the application would be the database's, and cannot be.
            settings.check_database_name(app.name, '%s_DBNAME' % self._prefixes.get(app, self.config_prefix), True)
        return database

    @db.setter
    def db(self, database):
        self._assign('db', database)

    @db.deleter
    def db(self):
        self._forget('db')

    def _assign(self, name, value):
        before = vars(self).setdefault('_before_assignment', {})
        if name not in vars(self):
            try:
                before[name] = getattr(self, name)
            except Exception:
                before.pop(name, None)  # there is no client yet
        elif name in before and value is before[name]:
            # What a test puts back is what it found. To keep it would be to stay with that application for ever.
            return self._forget(name)
        # Where it is, tests that patch it twice find it.
        vars(self)[name] = value
        self._assigned = self._assigned + (name,)
        self._bindings = object()  # only after that line: see `_pair_of`

    def _forget(self, name):
        if name not in vars(self):
            raise AttributeError('nothing was assigned to %s' % name)
        self._assigned = tuple(other for other in self._assigned if other != name)
        del vars(self)[name]
        self._before_assignment.pop(name, None)

    def _profile_here(self):
        app = current_application()
        return self._profile if app is None else self._profiles.get(app, self._profile)

    def _database(self, db):
        if self.cx is None:
            raise Exception(_NOT_INITIALISED)
        if db is None:
            if self.db is None:
                raise Exception('the URI names no database: add one to it, or say db= here')
            return self.db
        return self.cx[db] if not hasattr(type(db), 'collection_names') else db

    def send_file(self, filename, base='fs', version=-1, cache_for=files.ONE_YEAR, db=None, as_attachment=None,
                  download_name=None, mimetype=None, sandbox=False):
        """A response with a file from GridFS, streamed; understands conditional requests and ranges. ::

            @app.route('/uploads/<path:filename>')
            def get_upload(filename):
                return mongo.send_file(filename)

        :param filename: the name of the file
        :param base: the name of the GridFS collections
        :param version: 0 and up: the Nth revision of the file; negative: the Nth most recent one
        :param cache_for: seconds, or a timedelta, for which browsers may keep it; 0 to ask each time, negative to
            store nothing
        :param db: the name of another database
        :param as_attachment: whether browsers should save the file rather than show it; False by default, True with
            ``MONGO_API = '3.0'``
        :param download_name: the name to save it under; the last part of `filename` if not given
        :param mimetype: the type to send in place of the stored one
        :param sandbox: whether to forbid the scripts in it: HTML, SVG and XML get the header
            ``Content-Security-Policy: sandbox``
        :return: the response: 200, 206, 304, 412 or 416
        :raises TypeError: if `base` is no text, `version` or `cache_for` no integer
        :raises werkzeug.exceptions.NotFound: if there is no such file or version
        :raises werkzeug.exceptions.InternalServerError: if its stored length is none; the log says which file

        .. versionchanged:: 4.0
           Added `as_attachment`, `download_name`, `mimetype` and `sandbox`, and ranges.
        """
        profile = self._profile_here()
        if as_attachment is None:
            as_attachment = profile.as_attachment
        if mimetype is None and profile.type_by_name:
            mimetype = file_headers.type_by_name(filename)
        return files.send(self._database(db), filename, base, version, cache_for, as_attachment, download_name,
                          mimetype, sandbox)

    def save_file(self, filename, fileobj, base='fs', content_type=None, db=None, **kwargs):
        """Save a file to GridFS under a name; a new version if there is one of that name. ::

            @app.route('/uploads/<path:filename>', methods=['POST'])
            def save_upload(filename):
                mongo.save_file(filename, request.files['file'])
                return redirect(url_for('get_upload', filename=filename))

        :param filename: the name of the file
        :param fileobj: anything with a `read` method that gives bytes
        :param base: the name of the GridFS collections
        :param content_type: its MIME type; guessed from the name if None
        :param db: the name of another database
        :param kwargs: further fields to store with the file
        :return: the `_id` of the file. Up to 0.5 it was None
        :raises TypeError: if `base` is no text, or `fileobj` has no `read` or gives text
        :raises ValueError: for a `chunk_size` below 1

        .. versionchanged:: 4.0
           Stores a sha1, and an md5 unless ``MONGO_API`` is ``'3.0'`` and legacy mode is off.
        """
        stores_md5 = self._profile_here().stores_md5 or bool(installed())
        return file_uploads.save(self._database(db), filename, fileobj, base, content_type, kwargs, stores_md5)


def _prefix_and_uri(config_prefix, uri):
    """What the argument `config_prefix` means, beside the argument `uri`: (prefix, URI or None)."""
    if config_prefix is None:
        return 'MONGO', uri
    if not config_prefix and isinstance(config_prefix, text_types):
        raise InvalidURI('the prefix or URI is empty; leave it out, and the configuration counts')
    if uris.is_uri(config_prefix):
        return 'MONGO', config_prefix
    if not isinstance(config_prefix, text_types):
        raise TypeError('config_prefix must be text, not %s' % type(config_prefix).__name__)
    if '://' in config_prefix:
        raise InvalidURI(uris.WRONG_SCHEME)
    return config_prefix, uri


def _check_json(wanted):
    if wanted.json == 'extended' and not JSON_CAN_BE_EXTENDED and wanted.profile.json != 'extended':
        raise ValueError("%s_JSON = 'extended': the JSON of this Flask cannot be extended, that of 0.10 can"
                         % wanted.prefix)


def _set_json(app, wanted):
    """Give an application the JSON that its settings ask for."""
    if wanted.json == 'flask' or not JSON_CAN_BE_EXTENDED:
        extend_json(app, BSONProvider, JSONEncoder)
        return
    # What is read is like the client's documents.
    tz_aware = wanted.tz_aware
    provider = app.extensions[EXTENSION] = ExtendedJSONProvider(app, tz_aware)
    replace_json(app, provider, ExtendedJSONEncoder, ExtendedJSONDecoder if tz_aware else NaiveExtendedJSONDecoder)
