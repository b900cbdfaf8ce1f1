"""What a 2.x database told about itself and about the last operation."""
from bson.son import SON

from ..language import integer_types
from ..warn import legacy

_LEVELS = (0, 1, 2)


class DiagnosticsDialect(object):
    """What left the driver's database at 4.0 and is about errors, profiling and running operations."""

    # Errors

    def error(self):
        """The error of this thread's last legacy write through this client, or None.

        Within a request it is known of unacknowledged writes, too.

        :return: a dict: `err` is the text, `code` the server's code

        Legacy, up to 3.13. Modern programs wait for their writes and catch exceptions.

        .. versionadded:: 4.0
        """
        legacy('Database.error', 'acknowledged writes', '4.0')
        last = self.client._outcomes.last
        return None if last['err'] is None else dict(last)

    def last_status(self):
        """What this thread's last legacy write through this client came to.

        :return: a dict: `err` is None or a text, `n` the number of documents

        Legacy, up to 3.13. Modern programs look at the result of a write.

        .. versionadded:: 4.0
        """
        legacy('Database.last_status', 'the result of the write', '4.0')
        return dict(self.client._outcomes.last)

    def previous_error(self):
        """The last error of a legacy write of this thread since :meth:`reset_error_history`, or None.

        :return: a dict as of :meth:`error`; `nPrev` tells how many writes ago it was

        Legacy, up to 3.13, by a command that servers no longer have.

        .. versionadded:: 4.0
        """
        legacy('Database.previous_error', 'acknowledged writes', '4.0')
        return self.client._outcomes.previous()

    def reset_error_history(self):
        """Forget the errors of this thread. Legacy, up to 3.13, by a command that servers no longer have.

        .. versionadded:: 4.0
        """
        legacy('Database.reset_error_history', 'acknowledged writes', '4.0')
        self.client._outcomes.forget()

    # Profiling

    def profiling_level(self, session=None):
        """The profiling level: 0 for off, 1 for slow operations, 2 for all.

        Legacy, up to 3.13; the modern equivalent is ``command('profile', -1)['was']``.

        .. versionadded:: 4.0
        """
        legacy('Database.profiling_level', "command('profile', -1)", '4.0')
        return int(self.command('profile', -1, **({} if session is None else {'session': session}))['was'])

    def set_profiling_level(self, level, slow_ms=None, session=None, **kwargs):
        """Set the profiling level.

        :param level: 0 for off, 1 for slow operations, 2 for all
        :param slow_ms: from how many milliseconds on an operation is slow
        :raises ValueError: for another level
        :raises TypeError: if `slow_ms` is no integer

        Legacy, up to 3.13; the modern equivalent is ``command('profile', level)``.

        .. versionadded:: 4.0
        """
        legacy('Database.set_profiling_level', "command('profile', level)", '4.0')
        if not isinstance(level, integer_types) or level not in _LEVELS:
            raise ValueError('level must be 0, 1 or 2, not %r' % (level,))
        if slow_ms is not None and not isinstance(slow_ms, integer_types):
            raise TypeError('slow_ms must be an integer, not %r' % (slow_ms,))
        more = {'slowms': slow_ms, 'session': session}
        self.command('profile', level, **dict(kwargs, **dict(
            pair for pair in more.items() if pair[1] is not None)))

    def profiling_info(self, session=None):
        """What was profiled: a list of documents. Legacy, up to 3.13; modern: ``db['system.profile'].find()``.

        .. versionadded:: 4.0
        """
        legacy('Database.profiling_info', "db['system.profile'].find()", '4.0')
        return list(self['system.profile'].find(**({} if session is None else {'session': session})))

    # Operations

    def current_op(self, include_all=False, session=None):
        """The running operations.

        :param include_all: whether to include idle connections and the server's own
        :return: ``{'inprog': [...]}``

        Legacy, up to 3.13; the modern equivalent is ``client.admin.command('currentOp')``.

        .. versionadded:: 4.0
        """
        legacy('Database.current_op', "client.admin.command('currentOp')", '4.0')
        command = SON([('currentOp', 1), ('$all', bool(include_all))])
        return self.client.admin.command(command, **({} if session is None else {'session': session}))
