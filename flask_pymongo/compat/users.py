"""Users of a database, by the commands that servers since 2.6 have for them."""
from pymongo.errors import ConfigurationError, OperationFailure

from .language import text_types


class Users(object):
    """The part of a database that is about its users. PyMongo 2's own sends what no server takes any more."""

    def add_user(self, name, password=None, read_only=None, **kwargs):
        """Create a user of this database, or change the password and roles of the one who is there.

        :param name: the user
        :param password: the password, not empty
        :param read_only: True for the role `read`; otherwise the role is `dbOwner` (`root` on ``admin``)
        :param kwargs: `roles`, `customData` and other fields of the commands
        :raises TypeError: for a name or password that is no text
        :raises ValueError: for an empty password
        """
        if not isinstance(name, text_types):
            raise TypeError('name must be text, not %s' % type(name).__name__)
        if password is not None and not isinstance(password, text_types):
            raise TypeError('password must be text, not %s' % type(password).__name__)
        if password is not None and not password:
            raise ValueError("password can't be empty")
        if read_only is not None and 'roles' in kwargs:
            raise ConfigurationError('read_only cannot be used together with roles')
        there = self.command('usersInfo', name)['users']
        options = dict(kwargs)
        if not there or read_only is not None:
            options.setdefault('roles', [self._role_of_a_new_user(read_only)])
        if password is not None:
            options['pwd'] = password
        self._command_with_password('updateUser' if there else 'createUser', name, options)

    def _command_with_password(self, command, name, options):
        """Run a command whose text must not get into an error: some drivers put the whole of it there."""
        try:
            self.command(command, name, **options)
            return
        except OperationFailure as error:
            password = options.get('pwd')
            if not password or password not in str(error):
                raise
            hidden = type(error)(str(error).replace(password, '***'), error.code)
        raise hidden

    def _role_of_a_new_user(self, read_only):
        if self.name == 'admin':
            return 'readAnyDatabase' if read_only else 'root'
        return 'read' if read_only else 'dbOwner'

    def remove_user(self, name, session=None):
        """Remove a user of this database.

        :param session: a session of the driver, where it has them
        :raises OperationFailure: if there is none of that name
        """
        self.command('dropUser', name, **({} if session is None else {'session': session}))
