"""The driver's error classes, also for drivers that lack some of them, and the errors made of server replies."""
from pymongo.errors import DuplicateKeyError, OperationFailure

from .server_codes import (
    CURSOR_NOT_FOUND,
    DUPLICATE_KEY,
    MULTIPLE_ERRORS,
    TIME_LIMIT_EXCEEDED,
    WRITE_CONCERN_TIMEOUT,
)
from .versions import (
    DRIVER_HAS_COLLATIONS,
    DRIVER_HAS_READ_CONCERN,
    DRIVER_HAS_SESSIONS,
    DRIVER_HAS_WRITE_COMMANDS,
    PYMONGO,
)

try:
    from pymongo.errors import WriteConcernError, WriteError
except ImportError:
    #: Older drivers raise this class where newer ones raise a subclass.
    WriteConcernError = WriteError = OperationFailure

try:
    from pymongo.errors import CursorNotFound, ExecutionTimeout
except ImportError:
    CursorNotFound = ExecutionTimeout = OperationFailure

try:
    from pymongo.errors import WTimeoutError
except ImportError:
    from pymongo.errors import TimeoutError as WTimeoutError

try:
    from pymongo.errors import BulkWriteError
except ImportError:
    class BulkWriteError(OperationFailure):
        """Some of many writes failed. PyMongo's own from 2.7 on.

        :param results: a dict: `writeErrors`, `writeConcernErrors`, `nInserted`, `nMatched`, `nModified`, `nRemoved`,
            `nUpserted`, `upserted`
        """

        def __init__(self, results):
            super(BulkWriteError, self).__init__('batch op errors occurred', MULTIPLE_ERRORS)
            #: The `results`.
            self.details = results


def failure(kind, text, code, details):
    """An error with details, also where the driver's errors do not take them.

    :param kind: OperationFailure or a subclass
    """
    if DRIVER_HAS_WRITE_COMMANDS:
        return kind(text, code, details)
    error = kind(text, code)
    error.details = details
    return error


_KINDS = dict.fromkeys(DUPLICATE_KEY, DuplicateKeyError)
_KINDS.update({TIME_LIMIT_EXCEEDED: ExecutionTimeout, CURSOR_NOT_FOUND: CursorNotFound})


def command_error(reply):
    """The exception for the reply to a command that failed."""
    code = reply.get('code')
    return failure(_KINDS.get(code, OperationFailure), reply.get('errmsg', 'command failed'), code, reply)


def write_error(details):
    """The exception for one entry of `writeErrors`."""
    kind = DuplicateKeyError if details.get('code') in DUPLICATE_KEY else WriteError
    return failure(kind, details.get('errmsg'), details.get('code'), details)


def write_concern_error(details):
    """The exception for one entry of `writeConcernErrors`."""
    timed_out = details.get('code') == WRITE_CONCERN_TIMEOUT or (details.get('errInfo') or {}).get('wtimeout')
    return failure(WTimeoutError if timed_out else WriteConcernError, details.get('errmsg'), details.get('code'),
                   details)


def last_error(details):
    """The exception for the last error of a write; None if there is none.

    :param details: the answer to a write command, or the details of a BulkWriteError
    """
    if details.get('writeErrors'):
        return write_error(details['writeErrors'][-1])
    concerns = details.get('writeConcernErrors') or [details.get('writeConcernError')]
    return write_concern_error(concerns[-1]) if concerns[-1] else None


def raise_last_error(reply):
    """Raise the last error in the answer to a write command, if there is one."""
    error = last_error(reply)
    if error is not None:
        raise error


def not_in_this_driver(what, since):
    """The exception for what the installed driver cannot do.

    :param what: the name that the application used
    :param since: the first version of PyMongo that has it, as text
    """
    return NotImplementedError('%s needs PyMongo %s or later; PyMongo %s is installed' % (what, since, PYMONGO))


#: Options of both dialects that some drivers cannot be asked for.
_NEEDS = {'session': DRIVER_HAS_SESSIONS, 'collation': DRIVER_HAS_COLLATIONS, 'read_concern': DRIVER_HAS_READ_CONCERN}


def refuse(options):
    """Remove from `options` what the driver cannot do.

    :raises NotImplementedError: if one of them has a value
    """
    for name, capability in _NEEDS.items():
        if options.get(name) is None:
            options.pop(name, None)
        elif not capability:
            raise not_in_this_driver(name, capability.since)
