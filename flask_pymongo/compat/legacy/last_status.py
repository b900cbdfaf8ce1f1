"""The status of each thread's last legacy operation, for `Database.error`, `last_status` and `previous_error`.

It is that of a write, a command or a query; only a write counts documents, all others leave 0. The 2.x driver asked
the server about the last operation on the same socket. Newer servers have no such command, and a thread has no socket
of its own.
"""
import threading

from pymongo.errors import BulkWriteError, OperationFailure

from ..errors import last_error


class _OfThread(object):
    """What is noted of one thread."""

    __slots__ = ('reply', 'failure', 'error', 'since')

    def __init__(self):
        self.reply = self.failure = self.error = None
        self.since = 0


class LastStatus(object):
    """The last legacy operation through one client, in each thread."""

    def __init__(self):
        # One attribute of threads' own, which is looked up once for each operation: that takes long.
        self._threads = threading.local()

    def _of_thread(self):
        try:
            return self._threads.own
        except AttributeError:
            self._threads.own = own = _OfThread()
            return own

    @property
    def last(self):
        """The status of the last operation, made when it is asked for: hardly any program does."""
        own = self._of_thread()
        return _success(own.reply) if own.failure is None else own.failure

    def succeeded(self, reply):
        """Note an operation that succeeded, or that nobody waited for.

        :param reply: the server's reply to a write; None for any other operation
        """
        try:  # as _of_thread does, without a call more
            own = self._threads.own
        except AttributeError:
            own = self._of_thread()
        own.reply, own.failure = reply, None
        own.since += 1

    def of(self, operation, *args, **kwargs):
        """Run an operation that is no write of documents, and note its status.

        :return: what it returns
        """
        try:
            found = operation(*args, **kwargs)
        except OperationFailure as error:
            self.failed(error)
            raise
        self.succeeded(None)
        return found

    def failed(self, error):
        """Note an operation that the server refused."""
        if isinstance(error, BulkWriteError):
            error = last_error(error.details) or error
        details = error.details if isinstance(error.details, dict) else {}
        status = dict((name, details[name]) for name in ('code', 'codeName') if name in details)
        if error.code is not None:
            status['code'] = error.code
        status.update(err=details.get('errmsg') or str(error), n=0, ok=1.0)
        own = self._of_thread()
        own.failure = own.error = status
        own.since = 1

    def previous(self):
        """The last error since :meth:`forget`, with the number of operations since then as `nPrev`; None if none."""
        own = self._of_thread()
        return None if own.error is None else dict(own.error, nPrev=own.since)

    def forget(self):
        """Forget all errors."""
        own = self._of_thread()
        own.reply = own.failure = own.error = None


def _success(reply):
    reply = reply or {}
    status = dict((name, reply[name]) for name in ('updatedExisting', 'upserted') if name in reply)
    status.update(err=None, n=reply.get('n', 0), ok=1.0)
    return status
