"""group, map_reduce, inline_map_reduce and parallel_scan, in terms of commands that servers still have."""
import re

from bson.code import Code
from bson.son import SON
from pymongo.errors import OperationFailure

from ..language import Mapping, integer_types, text_types
from ..server_codes import BAD_VALUE, GROUP_KEY_IS_NO_OBJECT
from ..warn import legacy_method
from . import command_options, suggestions

_NAME = r'[A-Za-z_$][\w$]*\Z'
_MOST_CURSORS = 10000

#: The state of a group, with its place: the number of groups that were there when its first document came.
_PLACED = ' place_of_group = typeof place_of_group === "undefined" ? 0 : place_of_group + 1;' \
    ' return {place: place_of_group, state: state}; }'
_INIT = 'function(initial, names, key) {' \
    ' var state = {}; for (var i = 0; i < names.length; i++) { state[names[i]] = key["k" + i]; }' \
    ' for (var name in initial) { state[name] = initial[name]; }' + _PLACED
_INIT_FROM_FUNCTION = 'function(initial, names, key) {' \
    ' var state = {}; for (var field in key) { state[field] = key[field]; }' \
    ' for (var name in initial) { state[name] = initial[name]; }' + _PLACED
_REDUCE = 'function(group, scope, document) { %s(%s)(document, group.state); return group; }'
_FINALIZE = 'function(scope, state) { %svar made = (%s)(state); return made === undefined ? state : made; }'
_KEY = 'function(scope, document) { %sreturn (%s)(document); }'
_MERGE = 'function() { throw new Error("group() has no way to merge what two servers have reduced"); }'


def _code(name, value):
    if not isinstance(value, text_types):
        raise TypeError('%s must be a JavaScript function as text or bson.code.Code, not %s'
                        % (name, type(value).__name__))
    return value


def _javascript(template, code):
    """A function around the application's, in which the names of its scope are variables; and that scope."""
    scope = getattr(code, 'scope', None) or {}
    for name in scope:
        if not re.match(_NAME, name):
            raise OperationFailure('%r cannot be the name of a variable' % (name,), BAD_VALUE)
    variables = ''.join('var %s = scope.%s; ' % (name, name) for name in scope)
    return template % (variables, str(code)), {'$literal': dict(scope)}


def _function(template, code, argument):
    body, scope = _javascript(template, code)
    return {'$function': {'body': body, 'args': [scope, argument], 'lang': 'js'}}


def _key_names(key):
    if key is None:
        return []
    names = list(key)
    if not all(isinstance(name, text_types) for name in names):
        raise TypeError('key must be a list of names, a dict or a JavaScript function, not %r' % (key,))
    return names


def group_pipeline(key, condition, initial, reduce, finalize):
    """The aggregation stages that replace the group command.

    :return: (pipeline, names): the names of the key's fields, None if a function makes the key
    """
    reduce_body, reduce_scope = _javascript(_REDUCE, _code('reduce', reduce))
    if isinstance(key, text_types):
        names, init, by = None, _INIT_FROM_FUNCTION, _function(_KEY, key, '$$ROOT')
    else:
        names, init = _key_names(key), _INIT
        by = SON(('k%d' % i, {'$ifNull': ['$' + name, None]}) for i, name in enumerate(names)) or {'$literal': {}}
    accumulator = {
        'init': init, 'initArgs': [{'$literal': initial}, {'$literal': names or []}, '$$ROOT'],
        'accumulate': reduce_body, 'accumulateArgs': [reduce_scope, '$$ROOT'],
        'merge': _MERGE, 'lang': 'js',
    }
    pipeline = [{'$match': condition or {}}, {'$group': {
        '_id': by, 'count': {'$sum': 1}, 'group': {'$accumulator': accumulator}}}]
    if finalize is not None:
        final = _function(_FINALIZE, _code('finalize', finalize), '$group.state')
        pipeline.append({'$addFields': {'group.state': final}})
    return pipeline, names


def _grouped(row, names):
    """One group as the command returned it. JavaScript turns numbers into floats; those of the key are restored."""
    key, state = row['_id'], row['group'].get('state')
    if names is None:
        if not isinstance(key, Mapping):
            raise OperationFailure('return of $key has to be an object', GROUP_KEY_IS_NO_OBJECT)
    elif isinstance(state, Mapping):
        for i, name in enumerate(names):
            value = key.get('k%d' % i)
            if name in state and state[name] == value:
                state[name] = value
    return state


class MapReduceDialect(object):
    """The part of a collection that runs JavaScript on the server, and the scan by several cursors."""

    @legacy_method('Collection.group', "aggregate with '$group'", gone='4.0', suggest=suggestions.group)
    def group(self, key, condition, initial, reduce, finalize=None, **kwargs):
        """Group documents and reduce each group by a JavaScript function.

        :param key: a list of fields, or a JavaScript function of the document that returns the key as an object; None
            for one group of all
        :param condition: which documents; None or ``{}`` for all
        :param initial: what each group starts with
        :param reduce: a JavaScript function of a document and the group's state, which it changes
        :param finalize: a JavaScript function of the state; what it returns, if anything, takes the state's place
        :param kwargs: further options of an aggregation, as `maxTimeMS`, or of a command in 2.x, as `as_class`
        :return: a list of documents, one for each group, in the order of their first documents
        :raises TypeError: for a function that is no text

        Needs MongoDB 4.4 or later; on a sharded collection it raises.
        """
        return self._run_group(key, condition, initial, reduce, finalize, kwargs)[0]

    def _run_group(self, key, condition, initial, reduce, finalize, options):
        """The groups, and the number of documents in all of them."""
        pipeline, names = group_pipeline(key, condition, initial, reduce, finalize)
        through = command_options.through(self, options)
        # With the disk, the server would merge partial results, which group() has no function for.
        cursor = through._native_aggregate(pipeline, allowDiskUse=False, **options)
        try:
            rows = list(cursor)
        finally:
            cursor.close()
        # The command answered in the order in which the groups had come up.
        rows.sort(key=lambda row: row['group']['place'])
        return [_grouped(row, names) for row in rows], sum(row['count'] for row in rows)

    def _run_map_reduce(self, map, reduce, out, options):
        through = command_options.through(self, options)
        command, scope = SON([('mapReduce', self.name)]), {}
        for name, code in (('map', map), ('reduce', reduce), ('finalize', options.get('finalize'))):
            if code is not None or name != 'finalize':
                # Servers no longer take functions with scopes of their own.
                scope.update(getattr(code, 'scope', None) or {})
                command[name] = Code(str(code)) if isinstance(code, text_types) else code
        scope.update(options.get('scope') or {})
        if scope:
            command['scope'] = scope
        command['out'] = out
        more = {'codec_options': through.codec_options}
        for name, value in options.items():
            if value is None or name in command:
                continue
            if name == 'session':
                more['session'] = value
            else:
                command[name] = SON(value) if name == 'sort' and isinstance(value, (list, tuple)) else value
        if isinstance(out, Mapping) and out.get('inline'):
            more['read_preference'] = through.read_preference
        elif self.write_concern.document:
            command['writeConcern'] = self.write_concern.document
        return self.database.command(command, **more)

    @legacy_method('Collection.map_reduce', 'aggregate', gone='4.0', suggest=suggestions.map_reduce)
    def map_reduce(self, map, reduce, out, full_response=False, **kwargs):
        """Run a map/reduce operation.

        :param map: the JavaScript function that emits keys and values
        :param reduce: the JavaScript function that reduces the values of a key
        :param out: the name of the collection to write to, or a document that says how (`replace`, `merge`,
            `reduce` or `inline`, and `db`)
        :param full_response: whether to return the server's whole answer
        :param kwargs: `query`, `sort`, `limit`, `finalize`, `scope`, what else the server takes, and the options
            of a command in 2.x, as `as_class`
        :return: the collection that was written to; the server's answer with `full_response` or for ``{'inline': 1}``
        :raises TypeError: for an `out` of another type
        """
        if not isinstance(out, text_types + (Mapping,)):
            raise TypeError('out must be text or a mapping, not %s' % type(out).__name__)
        reply = self._run_map_reduce(map, reduce, out, kwargs)
        written = reply.get('result')
        if full_response or not written:
            return reply
        if isinstance(written, Mapping):
            return self.database.client[written['db']][written['collection']]
        return self.database[written]

    @legacy_method('Collection.inline_map_reduce', 'aggregate', gone='4.0', suggest=suggestions.inline_map_reduce)
    def inline_map_reduce(self, map, reduce, full_response=False, **kwargs):
        """Run a map/reduce operation and return its results.

        :param map: the JavaScript function that emits keys and values
        :param reduce: the JavaScript function that reduces the values of a key
        :param full_response: whether to return the server's whole answer
        :param kwargs: `query`, `sort`, `limit`, `finalize`, `scope`, what else the server takes, and the options
            of a command in 2.x, as `as_class`
        :return: a list of ``{'_id': key, 'value': ...}``
        """
        reply = self._run_map_reduce(map, reduce, {'inline': 1}, kwargs)
        return reply if full_response else reply.get('results')

    @legacy_method('Collection.parallel_scan', 'find', gone='4.0')
    def parallel_scan(self, num_cursors, **kwargs):
        """Scan the whole collection.

        :param num_cursors: how many cursors to share the documents among, at most: one, as servers no longer share
        :return: a list of cursors
        :raises OperationFailure: for a number below 1 or above 10000
        """
        if not isinstance(num_cursors, integer_types) or isinstance(num_cursors, bool):
            raise TypeError('num_cursors must be an integer, not %s' % type(num_cursors).__name__)
        if not 1 <= num_cursors <= _MOST_CURSORS:
            raise OperationFailure('numCursors has to be between 1 and %d, not %d' % (_MOST_CURSORS, num_cursors),
                                   BAD_VALUE)
        through = command_options.through(self, kwargs)
        return [through._native_aggregate([], **kwargs)]

    @legacy_method('Collection.reindex', "database.command('reIndex', name)", gone='4.0')
    def reindex(self, session=None, **kwargs):
        """Rebuild all indexes.

        :param kwargs: further fields of the command
        :return: the server's answer
        :raises OperationFailure: if the collection is not there
        """
        more = {} if session is None else {'session': session}
        return self.database.command(SON([('reIndex', self.name)], **kwargs), **more)
