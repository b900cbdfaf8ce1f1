"""Errors that legacy programs catch, made from the errors of newer drivers."""
from pymongo.errors import ConfigurationError, OperationFailure

from .. import errors


class BadOption(ConfigurationError, ValueError):
    """A value that an option of a client cannot have: both the error of 2.x and that of newer drivers."""


def refusal(text, code):
    """The error that the server would send for something that newer drivers refuse to send."""
    return OperationFailure(text, code, {'ok': 0.0, 'errmsg': text, 'code': code})


def last_error(error):
    """The error of the last document that failed: legacy inserts raise it instead of a BulkWriteError."""
    details = error.details or {}
    return errors.last_error(details) or OperationFailure(str(error), error.code, details)
