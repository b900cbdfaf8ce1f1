"""The status of each thread's last legacy operation, for `Database.error`, `last_status` and `previous_error`.

It is that of a write, a command or a query; only a write counts documents, all others leave 0. The 2.x driver asked
the server about the last operation on the same socket. Newer servers have no such command, and a thread has no socket
of its own.
"""
import threading

from pymongo.errors import BulkWriteError, OperationFailure

from ..errors import last_error


class LastStatus(threading.local):
    """The last legacy operation through one client, in each thread."""

    def __init__(self):
        self._reply = self._failure = self._error = None
        self._since = 0

    @property
    def last(self):
        """The status of the last operation, made when it is asked for: hardly any program does."""
        return _success(self._reply) if self._failure is None else self._failure

    def succeeded(self, reply):
        """Note an operation that succeeded, or that nobody waited for.

        :param reply: the server's reply to a write; None for any other operation
        """
        attributes = self.__dict__  # found once: in what threads have of their own each attribute is searched for long
        attributes['_reply'], attributes['_failure'] = reply, None
        attributes['_since'] += 1

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
        self._failure = self._error = status
        self._since = 1

    def previous(self):
        """The last error since :meth:`forget`, with the number of operations since then as `nPrev`; None if none."""
        return None if self._error is None else dict(self._error, nPrev=self._since)

    def forget(self):
        """Forget all errors."""
        self._reply = self._failure = self._error = None


def _success(reply):
    reply = reply or {}
    status = dict((name, reply[name]) for name in ('updatedExisting', 'upserted') if name in reply)
    status.update(err=None, n=reply.get('n', 0), ok=1.0)
    return status
