"""find and find_one in both dialects for PyMongo 2, and the counts for every driver that lacks them."""
from bson.son import SON
from pymongo.errors import ConfigurationError

from .. import argument_checks
from ..errors import refuse
from ..find_arguments import FIND_POSITIONS, take_spec
from ..modifiers import ModifiedQuery, take_modifiers, take_modifiers_of_spec
from ..old_commands import COMMAND_OF_COLLECTION
from ..positions import ALIKE_IN_FIND, read_find
from ..refusals import refuse_too_new
from . import commands
from .values import CursorType

_LEGACY = {'filter': 'spec', 'projection': 'fields', 'allow_partial_results': 'partial'}
_CURSOR_TYPES = {
    CursorType.NON_TAILABLE: (), CursorType.TAILABLE: ('tailable',),
    CursorType.TAILABLE_AWAIT: ('tailable', 'await_data'), CursorType.EXHAUST: ('exhaust',),
}
#: What the driver's `find` takes from the collection, and its cursors do not.
_OF_COLLECTION = ('slave_okay', 'read_preference', 'tag_sets', 'secondary_acceptable_latency_ms')


def _find_options(collection, args, kwargs):
    """The arguments of a `find` in either dialect.

    :return: (keywords for the driver's cursor, modifiers of the query, what to do with the cursor)
    """
    options = dict(kwargs)
    refuse(options)
    refuse_too_new(options)
    for modern, legacy in _LEGACY.items():
        if modern in options:
            if legacy in options or FIND_POSITIONS.index(legacy) < len(args):
                raise TypeError("find() got multiple values for argument '%s'" % modern)
            options[legacy] = options.pop(modern)
    if 'no_cursor_timeout' in options:
        argument_checks.boolean('no_cursor_timeout', options['no_cursor_timeout'])
        options['timeout'] = not options.pop('no_cursor_timeout')
    if 'cursor_type' in options:
        kind = options.pop('cursor_type')
        if kind not in _CURSOR_TYPES:
            raise ValueError('not a valid value for cursor_type: %r' % (kind,))
        options.update((flag, True) for flag in _CURSOR_TYPES[kind])
    if options.get('sort') is not None:
        options['sort'] = argument_checks.legacy_keys(options['sort'])
    for name in ('spec', 'fields'):
        if name in options:
            options[name] = argument_checks.document(options[name])
    if isinstance(options.get('fields'), tuple):
        options['fields'] = list(options['fields'])
    changes = dict((name, options.pop(name)) for name in ('batch_size', 'hint') if name in options)
    modifiers = take_modifiers(options)
    for name in _OF_COLLECTION:
        if hasattr(type(collection), name) and FIND_POSITIONS.index(name) >= len(args):
            options.setdefault(name, getattr(collection, name))
    return options, modifiers, changes


def _are_plain(spec=None, fields=None, *others):
    """Whether the driver takes these arguments of `find` as they are, as it does most."""
    return not others and (spec is None or type(spec) is dict and '$query' not in spec and 'orderby' not in spec) and (
        fields is None or type(fields) in (dict, list))


class Finding(object):
    """find and find_one with the arguments of either dialect."""

    def find(self, *args, **kwargs):
        """Query the collection.

        Takes the arguments of PyMongo 2.x, in their order (`spec`, `fields`, `skip`, `limit`, `timeout`, ...), and
        the modern keywords (`filter`, `projection`, `no_cursor_timeout`, `cursor_type`, `batch_size`, ...).

        :return: a cursor; nothing is sent until its first document is asked for
        :raises TypeError: for a filter that is no document, a flag that is no bool
        :raises NotImplementedError: for `collation` and what else the driver cannot ask for
        """
        if not kwargs and _are_plain(*args):
            kind = type(self)
            return self._make_cursor(args, dict(
                [(name, getattr(self, name)) for name in _OF_COLLECTION if hasattr(kind, name)]))
        if len(args) > ALIKE_IN_FIND:
            args, kwargs = read_find(self, args, kwargs)
        args = tuple(argument_checks.document(value) for value in args[:2]) + args[2:]
        options, modifiers, changes = _find_options(self, args, kwargs)
        spec, in_spec = take_modifiers_of_spec(self, args[0] if args else options.get('spec'))
        if in_spec is not None:
            modifiers = dict(in_spec, **modifiers)
            args, options = ((spec,) + args[1:], options) if args else (args, dict(options, spec=spec))
        if modifiers:
            args, options = self._modified(args, options, modifiers)
        cursor = self._make_cursor(args, options)
        if changes.get('batch_size'):
            cursor.batch_size(changes['batch_size'])
        if changes.get('hint') is not None:
            cursor.hint(changes['hint'])
        return cursor

    def _modified(self, args, options, modifiers):
        filter = args[0] if args else options.pop('spec', None)
        if filter is not None:
            argument_checks.mapping('filter', filter)
        spec = ModifiedQuery([('$query', filter or {})])
        spec.update(modifiers)
        return (spec,) + tuple(args[1:]), options

    def find_one(self, spec_or_id=None, *args, **kwargs):
        """The first document that :meth:`find` would give, or None.

        :param spec_or_id: a spec, or the `_id` of a document; `filter` is its modern name
        """
        spec = spec_or_id if type(spec_or_id) is dict and not kwargs else take_spec(spec_or_id, kwargs)
        if self.name in COMMAND_OF_COLLECTION:
            command = SON([(COMMAND_OF_COLLECTION[self.name], 1)], **(spec or {}))
            return self.database.client.admin.command(command, check=False)
        for document in self.find(spec, *args, **kwargs).limit(-1):
            return document
        return None


class Counting(object):
    """count_documents and estimated_document_count. The driver's own from 3.7 on."""

    def count_documents(self, filter, session=None, comment=None, **kwargs):
        """Count the documents that are found.

        :param filter: which documents; ``{}`` for all
        :param kwargs: `skip`, `limit`, `hint`, `maxTimeMS`
        :return: an int
        """
        options = dict(kwargs, session=session)
        refuse(options)
        pipeline = [{'$match': filter}]
        for name in ('skip', 'limit'):
            if name in options:
                pipeline.append({'$' + name: options.pop(name)})
        pipeline.append({'$group': {'_id': 1, 'n': {'$sum': 1}}})
        if comment is not None:
            options['comment'] = comment
        if 'hint' in options:
            options['hint'] = argument_checks.keys_document(options['hint'])
        for document in self.aggregate(pipeline, **options):
            return document['n']
        return 0

    def estimated_document_count(self, comment=None, **kwargs):
        """Count all documents, by what the server has noted of them.

        :param kwargs: `maxTimeMS`
        :return: an int
        """
        if 'session' in kwargs:
            raise ConfigurationError('estimated_document_count does not support sessions')
        command = SON([('count', self.name)])
        command.update(kwargs)
        if comment is not None:
            command['comment'] = comment
        return int(commands.run(self.database, command, read_preference=self.read_preference)['n'])
