"""The error classes that legacy programs catch, from what newer drivers raise."""
from pymongo.errors import (
    ConfigurationError,
    DuplicateKeyError,
    OperationFailure,
    WriteConcernError,
    WriteError,
    WTimeoutError,
)

from ..server_codes import DUPLICATE_KEY

_WRITE_CONCERN_TIMEOUT = 64


class BadOption(ConfigurationError, ValueError):
    """A value that an option of a client cannot have: what 2.x raised, and what drivers raise since."""


def refusal(text, code):
    """The exception for what a server would refuse, and newer drivers do not let through to it."""
    return OperationFailure(text, code, {'ok': 0.0, 'errmsg': text, 'code': code})


def write_error(details):
    """The exception for one entry of `writeErrors`."""
    kind = DuplicateKeyError if details.get('code') in DUPLICATE_KEY else WriteError
    return kind(details.get('errmsg'), details.get('code'), details)


def write_concern_error(details):
    """The exception for one entry of `writeConcernErrors`."""
    timed_out = details.get('code') == _WRITE_CONCERN_TIMEOUT or (details.get('errInfo') or {}).get('wtimeout')
    kind = WTimeoutError if timed_out else WriteConcernError
    return kind(details.get('errmsg'), details.get('code'), details)


def last_error(error):
    """What `insert` of a list raises in place of a BulkWriteError: the error of the last document that failed."""
    details = error.details or {}
    if details.get('writeErrors'):
        return write_error(details['writeErrors'][-1])
    if details.get('writeConcernErrors'):
        return write_concern_error(details['writeConcernErrors'][-1])
    return OperationFailure(str(error), error.code, details)
