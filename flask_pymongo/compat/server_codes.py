"""Codes of errors of the server that both dialects look for."""

#: A unique index was violated: by an insert, by an update of long ago, in a capped collection of long ago.
DUPLICATE_KEY = (11000, 11001, 12582)
#: There is no such collection.
NAMESPACE_NOT_FOUND = 26
#: A command took longer than its maxTimeMS.
TIME_LIMIT_EXCEEDED = 50
#: There is no such cursor any more.
CURSOR_NOT_FOUND = 43
#: This server is not the primary, or about not to be it any more; another one may be.
NOT_PRIMARY = (91, 189, 10058, 10107, 11600, 11602, 13435, 13436)
