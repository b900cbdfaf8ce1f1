"""The error classes that legacy programs catch, from what newer drivers raise."""
from pymongo.errors import DuplicateKeyError, OperationFailure, WriteConcernError, WriteError, WTimeoutError

#: What servers have called a duplicate key over the years.
DUPLICATE_KEY_CODES = (11000, 11001, 12582)
_WRITE_CONCERN_TIMEOUT = 64


def write_error(details):
    """The exception for one entry of `writeErrors`."""
    kind = DuplicateKeyError if details.get('code') in DUPLICATE_KEY_CODES else WriteError
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
