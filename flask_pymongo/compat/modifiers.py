"""Options of a query that older drivers have no keywords for, as the modifiers of the old wire protocol."""
import copy

from bson.son import SON

from . import argument_checks
from .language import Mapping

_NAMES = {'max_time_ms': '$maxTimeMS', 'comment': '$comment', 'min': '$min', 'max': '$max',
          'return_key': '$returnKey', 'show_record_id': '$showDiskLoc'}


class ModifiedQuery(SON):
    """A query and its modifiers, as the spec of a cursor. A `$where` that the cursor adds goes into the query."""

    def __setitem__(self, name, value):
        if name == '$where':
            name, value = '$query', SON(self['$query'], **{name: value})
        super(ModifiedQuery, self).__setitem__(name, value)

    def __deepcopy__(self, memo):
        made = type(self)()
        for name, value in self.items():
            made[name] = copy.deepcopy(value, memo)
        return made


def take_modifiers(options):
    """Remove the modifiers from the keywords of a find.

    :param options: a dict, which loses them
    :return: a dict of modifiers
    """
    modifiers = dict(options.pop('modifiers', None) or {})
    for name, modifier in _NAMES.items():
        value = options.pop(name, None)
        if value is not None:
            modifiers[modifier] = SON(argument_checks.key_pairs(value)) if name in ('min', 'max') else value
    return modifiers


def by_modifiers(options):
    """The same keywords, for drivers whose find takes `modifiers`."""
    options = dict(options)
    modifiers = take_modifiers(options)
    hint = options.pop('hint', None)
    if hint is not None:
        modifiers['$hint'] = argument_checks.keys_document(hint)
    if modifiers:
        options['modifiers'] = modifiers
    return options


def take_modifiers_of_spec(collection, spec):
    """Take a spec with modifiers apart, as ``{'$query': {...}, '$orderby': {...}}``.

    A dict of `query`, `orderby` and names with a dollar sign is one, too; PyMongo 3 took these for names of fields.

    :return: (the query, the modifiers with a dollar sign); (the spec, None) if it has no modifiers
    """
    if not isinstance(spec, Mapping):
        return spec, None
    if '$query' in spec:
        name = '$query'
    elif _is_without_dollars(spec) and getattr(collection.database.client, '_positions', 2) == 2:
        name = 'query'
    else:
        return spec, None
    modifiers = dict(('$orderby' if other == 'orderby' else other, value) for other, value in spec.items()
                     if other != name)
    if isinstance(modifiers.get('$orderby'), list):
        modifiers['$orderby'] = SON(argument_checks.key_pairs(modifiers['$orderby']))
    return spec[name], modifiers


def _is_without_dollars(spec):
    # PyMongo 2 took a first field of this name for a field; only a dict has no first one.
    return (isinstance(spec.get('query'), Mapping) and isinstance(spec.get('orderby'), (Mapping, list))
            and (type(spec) is dict or next(iter(spec)) != 'query')
            and all(name in ('query', 'orderby') or name[:1] == '$' for name in spec))
