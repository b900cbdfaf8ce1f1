"""The server's codes of errors: what the wrappers look for, and what they raise in the server's place."""

#: A value that an option cannot have.
BAD_VALUE = 2
#: A command that cannot be read: a write concern, an update.
FAILED_TO_PARSE = 9
#: A field of a command has another type.
TYPE_MISMATCH = 14
#: A unique index was violated: by an insert, by an update of long ago, in a capped collection of long ago.
DUPLICATE_KEY = (11000, 11001, 12582)
#: There is no such collection.
NAMESPACE_NOT_FOUND = 26
#: A field to be stored whose name begins with a dollar sign.
DOLLAR_PREFIXED_FIELD = 52
#: The members did not acknowledge a write in time.
WRITE_CONCERN_TIMEOUT = 64
#: Several writes of a batch failed.
MULTIPLE_ERRORS = 65
#: `$function` is unknown to this server, or JavaScript is off.
NO_JAVASCRIPT = (168, 31264)
#: The key function of group returned no object.
GROUP_KEY_IS_NO_OBJECT = 10041
#: A command has a field that the server does not know.
UNKNOWN_FIELD = 40415
#: A query with min or max has no hint.
NO_INDEX_FOR_BOUNDS = 51173
#: A command took longer than its maxTimeMS.
TIME_LIMIT_EXCEEDED = 50
#: There is no such cursor any more.
CURSOR_NOT_FOUND = 43
#: A wrong user or password.
AUTHENTICATION_FAILED = 18
#: This server is not the primary, or about not to be it any more; another one may be.
NOT_PRIMARY = (91, 189, 10058, 10107, 11600, 11602, 13435, 13436)
#: A server behind the one that was asked could not be reached.
NOT_REACHED = (6, 7, 89, 9001)
