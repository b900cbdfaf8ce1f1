"""The error classes that legacy programs catch, from what newer drivers raise."""
from pymongo.errors import ConfigurationError, OperationFailure

from ..errors import write_concern_error, write_error


class BadOption(ConfigurationError, ValueError):
    """A value that an option of a client cannot have: both the error of 2.x and that of newer drivers.

    .. versionadded:: 4.0
    """


def refusal(text, code):
    """The exception of the server for what newer drivers refuse to send."""
    return OperationFailure(text, code, {'ok': 0.0, 'errmsg': text, 'code': code})


def last_error(error):
    """What `insert` of a list raises in place of a BulkWriteError: the error of the last document that failed."""
    details = error.details or {}
    if details.get('writeErrors'):
        return write_error(details['writeErrors'][-1])
    if details.get('writeConcernErrors'):
        return write_concern_error(details['writeConcernErrors'][-1])
    return OperationFailure(str(error), error.code, details)
