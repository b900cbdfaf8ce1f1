"""Codes of errors of the server that both dialects look for."""

#: A unique index was violated: by an insert, by an update of long ago, in a capped collection of long ago.
DUPLICATE_KEY = (11000, 11001, 12582)
#: There is no such collection.
NAMESPACE_NOT_FOUND = 26
