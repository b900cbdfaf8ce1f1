"""Options of a query that older drivers have no keywords for, as the modifiers of the old wire protocol."""
import copy

from bson.son import SON

from . import argument_checks

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
