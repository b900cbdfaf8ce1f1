"""The legacy calls of a database, in terms of the modern ones."""
import warnings

import pymongo.collection
import pymongo.database

from ..language import text_types
from ..users import Users
from ..warn import legacy
from . import manipulators

_Driver = pymongo.database.Database
_list_names = getattr(_Driver, 'list_collection_names', None) or _Driver.collection_names
_native_authenticate = getattr(_Driver, 'authenticate', None)
_native_logout = getattr(_Driver, 'logout', None)


class DatabaseDialect(Users):
    """What left the driver's database at 3.0 or 4.0, or means something else there."""

    _manipulators = manipulators.NONE

    def __bool__(self):
        return True

    __nonzero__ = __bool__

    @property
    def connection(self):
        """The client. Legacy, up to 2.9; the modern equivalent is ``client``."""
        return self.client

    # Collections

    def collection_names(self, include_system_collections=True, session=None):
        """The names of the collections.

        :param include_system_collections: False to leave out those that start with ``system.``
        :return: a list of text

        Legacy, up to 3.13. The modern equivalent is ``list_collection_names``.
        """
        legacy('Database.collection_names', 'list_collection_names', '4.0')
        names = _list_names(self, **({} if session is None else {'session': session}))
        return [name for name in names if include_system_collections or not name.startswith('system.')]

    def create_collection(self, name, *args, **kwargs):
        made = super(DatabaseDialect, self).create_collection(name, *args, **kwargs)
        return self.get_collection(made.name, made.codec_options, made.read_preference, made.write_concern)

    def drop_collection(self, name_or_collection, *args, **kwargs):
        name = name_or_collection if isinstance(name_or_collection, text_types) else name_or_collection.name \
            if isinstance(name_or_collection, pymongo.collection.Collection) else None
        if name is not None:
            self.client._index_cache.purge(self.name, name)
        return super(DatabaseDialect, self).drop_collection(name_or_collection, *args, **kwargs)

    # SON manipulators

    def add_son_manipulator(self, manipulator):
        """Add a manipulator to this database object: it sees what legacy calls store and what `find` gives.

        Legacy, up to 3.13. Modern programs transform documents themselves, or use a type registry.
        """
        legacy('Database.add_son_manipulator', 'a transformation of your own', '4.0')
        if self._manipulators is manipulators.NONE:
            self._manipulators = manipulators.Manipulators()
        self._manipulators.add(manipulator)

    @property
    def incoming_manipulators(self):
        """Names of the manipulators that change documents to be stored, last added first."""
        return _class_names(self._manipulators.incoming)

    @property
    def incoming_copying_manipulators(self):
        """Names of the manipulators that copy documents to be stored, last added first."""
        return _class_names(self._manipulators.incoming_copying)

    @property
    def outgoing_manipulators(self):
        """Names of the manipulators that change documents found."""
        return _class_names(self._manipulators.outgoing)

    @property
    def outgoing_copying_manipulators(self):
        """Names of the manipulators that copy documents found."""
        return _class_names(self._manipulators.outgoing_copying)

    # Users

    def authenticate(self, name, password=None, source=None, mechanism='DEFAULT', **kwargs):
        """Log in to this database, for everything that uses this client from now on.

        :param name: the user
        :param password: the password
        :param source: the database the user belongs to; None for this one
        :param mechanism: the driver's name of a mechanism, or 'DEFAULT'
        :return: True
        :raises OperationFailure: for a wrong user or password, or if another user is logged in to that database
        :raises ConfigurationError: without a password, if the mechanism needs one

        Legacy, up to 3.13. Modern programs give the credentials to the client. The sockets of a pool cannot change
        their user, so the client's connections are made anew.
        """
        legacy('Database.authenticate', 'the username and password of the client', '4.0')
        for argument, value in (('name', name), ('password', password), ('source', source)):
            if value is not None and not isinstance(value, text_types) or argument == 'name' and value is None:
                raise TypeError('%s must be text, not %s' % (argument, type(value).__name__))
        if _native_authenticate is None:
            self.client._log_in(self.name, name, password, source or self.name, mechanism, kwargs)
        else:
            _without_deprecations(_native_authenticate, self, name, password, source, mechanism, **kwargs)
        return True

    def logout(self):
        """Log out of this database. Nothing happens if no user is logged in.

        Legacy, up to 3.13. Modern programs close the client.
        """
        legacy('Database.logout', 'MongoClient.close', '4.0')
        if _native_logout is None:
            self.client._log_out(self.name)
        else:
            _without_deprecations(_native_logout, self)

    def add_user(self, name, password=None, read_only=None, **kwargs):
        legacy('Database.add_user', "command('createUser', ...)", '4.0')
        super(DatabaseDialect, self).add_user(name, password, read_only, **kwargs)

    def remove_user(self, name):
        legacy('Database.remove_user', "command('dropUser', ...)", '4.0')
        super(DatabaseDialect, self).remove_user(name)


def _without_deprecations(method, *args, **kwargs):
    """Call what the driver itself has deprecated; the caller has been told by a LegacyWarning."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        return method(*args, **kwargs)


def _class_names(manipulators):
    return [type(manipulator).__name__ for manipulator in manipulators]
