"""Errors, profiling and running operations of a 2.x database."""
from bson.son import SON

from ..language import integer_types
from ..warn import legacy_method

_LEVELS = (0, 1, 2)


class DiagnosticsDialect(object):
    """The part of a database that left the driver at 4.0 and is about errors, profiling and running operations."""

    # Errors

    @legacy_method('Database.error', 'acknowledged writes', gone='4.0')
    def error(self):
        """The error of this thread's last legacy operation through this client, or None.

        A query or a command is one, too. Within a request this includes unacknowledged writes.

        :return: a dict: `err` is the text, `code` the server's code
        """
        last = self._legacy_state.last_status.last
        return None if last['err'] is None else dict(last)

    @legacy_method('Database.last_status', 'the result of the write', gone='4.0')
    def last_status(self):
        """The status of this thread's last legacy operation through this client.

        :return: a dict: `err` is None or a text, `n` the number of documents of an update or a removal
        """
        return dict(self._legacy_state.last_status.last)

    @legacy_method('Database.previous_error', 'acknowledged writes', gone='4.0')
    def previous_error(self):
        """The last error of a legacy operation of this thread since :meth:`reset_error_history`, or None.

        :return: a dict as of :meth:`error`; `nPrev` says how many operations ago it was
        """
        return self._legacy_state.last_status.previous()

    @legacy_method('Database.reset_error_history', 'acknowledged writes', gone='4.0')
    def reset_error_history(self):
        """Forget the errors of this thread."""
        self._legacy_state.last_status.forget()

    # Profiling

    @legacy_method('Database.profiling_level', "command('profile', -1)", gone='4.0')
    def profiling_level(self, session=None):
        """The profiling level: 0 for off, 1 for slow operations, 2 for all."""
        return int(self.command('profile', -1, **({} if session is None else {'session': session}))['was'])

    @legacy_method('Database.set_profiling_level', "command('profile', level)", gone='4.0')
    def set_profiling_level(self, level, slow_ms=None, session=None, **kwargs):
        """Set the profiling level.

        :param level: 0 for off, 1 for slow operations, 2 for all
        :param slow_ms: from how many milliseconds on an operation is slow
        :raises ValueError: for another level
        :raises TypeError: if `slow_ms` is no integer
        """
        if not isinstance(level, integer_types) or level not in _LEVELS:
            raise ValueError('level must be 0, 1 or 2, not %r' % (level,))
        if slow_ms is not None and not isinstance(slow_ms, integer_types):
            raise TypeError('slow_ms must be an integer, not %r' % (slow_ms,))
        more = {'slowms': slow_ms, 'session': session}
        self.command('profile', level, **dict(kwargs, **dict(
            pair for pair in more.items() if pair[1] is not None)))

    @legacy_method('Database.profiling_info', "db['system.profile'].find()", gone='4.0')
    def profiling_info(self, session=None):
        """The profiled operations: a list of documents."""
        return list(self['system.profile'].find(**({} if session is None else {'session': session})))

    # Operations

    @legacy_method('Database.current_op', "client.admin.command('currentOp')", gone='4.0')
    def current_op(self, include_all=False, session=None):
        """The running operations.

        :param include_all: whether to include idle connections and the server's own
        :return: ``{'inprog': [...]}``
        """
        command = SON([('currentOp', 1), ('$all', bool(include_all))])
        return self.client.admin.command(command, **({} if session is None else {'session': session}))
