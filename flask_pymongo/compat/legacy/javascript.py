"""JavaScript on the server without ``eval``: stored functions, and functions of their arguments alone."""
import re

from bson.code import Code
from bson.son import SON
from pymongo.errors import OperationFailure

from ..language import text_types
from ..server_codes import NO_JAVASCRIPT
from ..warn import legacy_method
from .write_concerns import ACKNOWLEDGED

_FUNCTION = r'\s*function\b'
_IDENTIFIER = r'[A-Za-z_$][\w$]*\Z'
_RUN = 'function(scope) { %s return (%s).apply(null, Array.prototype.slice.call(arguments, 1)); }'


def _as_function(source):
    """The source of a function; an expression or statements become its body."""
    if re.match(_FUNCTION, source):
        return source
    if 'return' in source or ';' in source.strip().rstrip(';'):
        return 'function() { %s }' % source
    return 'function() { return %s; }' % source.strip().rstrip(';')


def _mentions(source, name):
    return re.search(r'(?<![\w$.])%s(?![\w$])' % re.escape(name), source) is not None


def _stored(database, source):
    """Definitions of the stored functions that a function calls, and of those that they call."""
    functions = dict((found['_id'], found['value']) for found in database['system.js'].find()
                     if isinstance(found.get('value'), Code) and re.match(_IDENTIFIER, found['_id']))
    definitions, sources = [], [source]
    while sources:
        text = sources.pop()
        for name in [name for name in functions if _mentions(text, name)]:
            body = str(functions.pop(name))
            definitions.append('var %s = %s;' % (name, body))
            sources.append(body)
    return definitions


def evaluate(database, code, args):
    """See `Database.eval`."""
    if not isinstance(code, text_types):
        raise TypeError('code must be text, not %s' % type(code).__name__)
    function = _as_function(code)
    scope = getattr(code, 'scope', None) or {}
    names = ['var %s = scope[%r];' % (str(name), str(name)) for name in scope if re.match(_IDENTIFIER, name)]
    body = _RUN % (' '.join(names + _stored(database, function)), function)
    values = [{'$literal': value} for value in (scope,) + args]
    call = {'$function': {'body': Code(body), 'args': values, 'lang': 'js'}}
    # The only stage that yields a document without a collection on every server.
    stages = [{'$currentOp': {}}, {'$limit': 1}, {'$project': {'result': call}}]
    try:
        reply = database.client.admin.command(SON([('aggregate', 1), ('pipeline', stages), ('cursor', {})]))
    except OperationFailure as error:
        if error.code not in NO_JAVASCRIPT and 'ReferenceError: db ' not in str(error):
            raise
    else:
        return reply['cursor']['firstBatch'][0].get('result')
    # The function needs `db`, so let the server refuse it.
    return database._send_command(SON([('$eval', Code(str(code), scope)), ('args', list(args))])).get('retval')


class SystemJS(object):
    """The stored functions of a database; each is an attribute that can be set, called and deleted."""

    def __init__(self, database):
        object.__setattr__(self, '_database', database)

    def _collection(self):
        return self._database['system.js'].with_options(write_concern=ACKNOWLEDGED)

    def __setattr__(self, name, code):
        if not isinstance(code, text_types):
            raise TypeError('code must be text, not %s' % type(code).__name__)
        self._collection().replace_one({'_id': name}, {'_id': name, 'value': Code(code)}, upsert=True)

    def __setitem__(self, name, code):
        self.__setattr__(name, code)

    def __delattr__(self, name):
        self._collection().delete_one({'_id': name})

    def __delitem__(self, name):
        self.__delattr__(name)

    def __getattr__(self, name):
        def call(*args):
            """Call the stored function."""
            return evaluate(self._database, 'function() { return %s.apply(null, arguments); }' % name, args)
        return call

    def __getitem__(self, name):
        return self.__getattr__(name)

    @legacy_method('SystemJS.list', "db['system.js'].find()", gone='4.0')
    def list(self):
        """The names of the stored functions."""
        return [found['_id'] for found in self._database['system.js'].find({}, ['_id'])]
