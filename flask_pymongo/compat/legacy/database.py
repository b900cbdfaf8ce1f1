"""The legacy calls of a database, in terms of the modern ones."""
import pymongo.collection
import pymongo.database
from pymongo.errors import OperationFailure

from ..errors import refuse
from ..language import integer_types, text_types
from ..old_commands import document_of, name_of
from ..users import Users
from ..warn import legacy, legacy_method, register, unwarned
from . import manipulators
from .command_options import modernise
from .diagnostics import DiagnosticsDialect
from .javascript import SystemJS, evaluate
from .old_commands import OLD_COMMANDS, STATUS_COMMANDS, answer, status_reply, warn_of_command

_Driver = pymongo.database.Database
_list_names = getattr(_Driver, 'list_collection_names', None) or _Driver.collection_names
_native_authenticate = unwarned(_Driver.authenticate) if hasattr(_Driver, 'authenticate') else None
_native_logout = unwarned(_Driver.logout) if hasattr(_Driver, 'logout') else None


#: Positional order of `command` after allowable_errors, in 2.9 and since.
_LEGACY_POSITIONS = ('uuid_subtype', 'compile_re', 'read_preference', 'codec_options')
_MODERN_POSITIONS = ('read_preference', 'codec_options', 'session', 'comment')
register("command's allowable_errors that are texts", "the error's code", '3.0')
#: Keywords of the driver's `command` that are no fields of the command.
_NO_FIELDS = ('read_preference', 'codec_options', 'session')


class DatabaseDialect(DiagnosticsDialect, Users):
    """The part of a database that left the driver at 3.0 or 4.0, or changed its meaning there."""

    _manipulators = manipulators.NONE

    @legacy_method('the truth of a database', 'database is not None', gone='4.0')
    def __bool__(self):
        return True

    __nonzero__ = __bool__

    @property
    @legacy_method('Database.connection', 'client', gone='3.0')
    def connection(self):
        """The client."""
        return self.client

    # Collections

    @legacy_method('Database.collection_names', 'list_collection_names', gone='4.0')
    def collection_names(self, include_system_collections=True, session=None):
        """The names of the collections.

        :param include_system_collections: False to leave out those that start with ``system.``
        :return: a list of text
        """
        names = _list_names(self, **({} if session is None else {'session': session}))
        return [name for name in names if include_system_collections or not name.startswith('system.')]

    def create_collection(self, name, *args, **kwargs):
        refuse({'read_concern': kwargs.get('read_concern')})
        make = super(DatabaseDialect, self).create_collection
        made = self._legacy_state.last_status.of(make, name, *args, **kwargs)
        return self.get_collection(made.name, made.codec_options, made.read_preference, made.write_concern)

    def drop_collection(self, name_or_collection, *args, **kwargs):
        name = name_or_collection if isinstance(name_or_collection, text_types) else name_or_collection.name \
            if isinstance(name_or_collection, pymongo.collection.Collection) else None
        if name is not None:
            self._legacy_state.index_cache.purge(self.name, name)
        drop = super(DatabaseDialect, self).drop_collection
        return self._legacy_state.last_status.of(drop, name_or_collection, *args, **kwargs)

    # Commands

    def command(self, command, value=1, check=True, allowable_errors=None, *args, **kwargs):
        """Run a command.

        `aggregate` without a cursor, `group`, `$eval`, `copydb`, `text` and `geoNear`, which servers no longer have,
        answer as the methods of the same purpose do.

        :param command: its name, or a whole document
        :param value: what goes with the name
        :param check: whether to raise if the server says that it failed
        :param allowable_errors: texts or codes of failures that are not raised
        :param args: `read_preference` and what follows it in the driver; or, if it is an int, the `uuid_subtype` and
            what follows it in 2.9
        :param kwargs: the options of the driver, those of 2.x (`as_class`, `uuid_subtype`, `tag_sets`, `slave_okay`,
            ...), and fields of the command
        :return: the server's answer
        :raises OperationFailure: if it failed
        """
        names = _LEGACY_POSITIONS if args and isinstance(args[0], integer_types) else _MODERN_POSITIONS
        if len(args) > len(names):
            raise TypeError('command() takes at most %d positional arguments' % (len(names) + 4))
        options = dict(kwargs)
        for name, argument in zip(names, args):
            if name in options:
                raise TypeError("command() got multiple values for argument '%s'" % name)
            options[name] = argument
        modernise(self, options)
        allowable_errors = list(allowable_errors or ())
        self._legacy_state.requests.begin_operation()
        name = name_of(command)
        if name in STATUS_COMMANDS:
            reply = status_reply(self.client, document_of(command, value, options))
            if reply is not None:
                warn_of_command(name)
                return reply
        status = self._legacy_state.last_status
        try:
            reply = self._old_answer(command, value, options) if name in OLD_COMMANDS else None
            if reply is None:
                reply = super(DatabaseDialect, self).command(command, value, check, allowable_errors, **options)
        except OperationFailure as error:
            status.failed(error)
            # Newer drivers compare only the code if there is one.
            if not isinstance(error.details, dict):
                raise
            if check and error.code not in allowable_errors:
                if error.details.get('errmsg') not in allowable_errors:
                    raise
                if error.code is not None:
                    legacy("command's allowable_errors that are texts")
            return error.details
        if reply.get('ok'):
            status.succeeded(None)
        else:
            status.failed(OperationFailure(reply.get('errmsg'), reply.get('code'), reply))
        return reply

    def _send_command(self, command):
        """Run a command as it is, also one that servers no longer have."""
        return super(DatabaseDialect, self).command(command)

    def _old_answer(self, command, value, options):
        """The reply to a command that servers no longer have; None if it is to be sent all the same."""
        fields = dict((name, field) for name, field in options.items() if name not in _NO_FIELDS)
        more = dict((name, options[name]) for name in _NO_FIELDS if name in options)
        reply = answer(self, document_of(command, value, fields), **more)
        if reply is not None:
            warn_of_command(name_of(command))
        return reply

    @legacy_method('Database.eval', 'code of your own, or $function in an aggregation', gone='4.0')
    def eval(self, code, *args):
        """Run a JavaScript function on the server.

        :param code: its source, text or `Code`. It can call stored functions; it cannot reach the database
        :param args: its arguments
        :return: what it returns; numbers are floats
        :raises TypeError: if `code` is no text
        :raises OperationFailure: if it fails, needs the database, or the server has no JavaScript
        """
        return evaluate(self, code, args)

    @property
    @legacy_method('Database.system_js', "db['system.js']", gone='4.0')
    def system_js(self):
        """The stored functions of this database: ``db.system_js.add = 'function(a, b) { return a + b; }'``."""
        return SystemJS(self)

    # SON manipulators

    @legacy_method('Database.add_son_manipulator', 'a transformation of your own', gone='4.0')
    def add_son_manipulator(self, manipulator):
        """Add a manipulator to this database object: legacy writes and `find` pass documents through it."""
        if self._manipulators is manipulators.NONE:
            self._manipulators = manipulators.Manipulators()
        self._manipulators.add(manipulator)

    @property
    @legacy_method('Database.incoming_manipulators', 'a transformation of your own', gone='4.0')
    def incoming_manipulators(self):
        """Names of the manipulators that change documents to be stored, last added first."""
        return _class_names(self._manipulators.incoming)

    @property
    @legacy_method('Database.incoming_copying_manipulators', 'a transformation of your own', gone='4.0')
    def incoming_copying_manipulators(self):
        """Names of the manipulators that copy documents to be stored, last added first."""
        return _class_names(self._manipulators.incoming_copying)

    @property
    @legacy_method('Database.outgoing_manipulators', 'a transformation of your own', gone='4.0')
    def outgoing_manipulators(self):
        """Names of the manipulators that change documents found."""
        return _class_names(self._manipulators.outgoing)

    @property
    @legacy_method('Database.outgoing_copying_manipulators', 'a transformation of your own', gone='4.0')
    def outgoing_copying_manipulators(self):
        """Names of the manipulators that copy documents found."""
        return _class_names(self._manipulators.outgoing_copying)

    # Users

    @legacy_method('Database.authenticate', 'the username and password of the client', gone='4.0')
    def authenticate(self, name, password=None, source=None, mechanism='DEFAULT', **kwargs):
        """Log in to this database, for everything that uses this client from now on.

        :param name: the user
        :param password: the password
        :param source: the database the user belongs to; None for this one
        :param mechanism: the driver's name of a mechanism, or 'DEFAULT'
        :return: True
        :raises OperationFailure: for a wrong user or password, or if another user is logged in to that database
        :raises ConfigurationError: without a password, if the mechanism needs one

        The sockets of a pool cannot change their user, so the client makes new connections.
        """
        for argument, value in (('name', name), ('password', password), ('source', source)):
            if value is not None and not isinstance(value, text_types) or argument == 'name' and value is None:
                raise TypeError('%s must be text, not %s' % (argument, type(value).__name__))
        if _native_authenticate is None:
            self.client._log_in(self.name, name, password, source or self.name, mechanism, kwargs)
        else:
            _native_authenticate(self, name, password, source, mechanism, **kwargs)
        return True

    @legacy_method('Database.logout', 'MongoClient.close', gone='4.0')
    def logout(self):
        """Log out of this database. Nothing happens if no user is logged in."""
        if _native_logout is None:
            self.client._log_out(self.name)
        else:
            _native_logout(self)

    add_user = legacy_method('Database.add_user', "command('createUser', ...)", gone='4.0')(vars(Users)['add_user'])
    remove_user = legacy_method('Database.remove_user', "command('dropUser', ...)", gone='4.0')(
        vars(Users)['remove_user'])


def _class_names(manipulators):
    return [type(manipulator).__name__ for manipulator in manipulators]
