"""Options of a query that older drivers have no keywords for, as the modifiers of the old wire protocol."""
from bson.son import SON

from . import checks

_NAMES = {'max_time_ms': '$maxTimeMS', 'comment': '$comment', 'min': '$min', 'max': '$max',
          'return_key': '$returnKey', 'show_record_id': '$showDiskLoc'}


def take_modifiers(options):
    """Take the modifiers out of the keywords of a find.

    :param options: a dict, which loses them
    :return: a dict of modifiers
    """
    modifiers = dict(options.pop('modifiers', None) or {})
    for name, modifier in _NAMES.items():
        value = options.pop(name, None)
        if value is not None:
            modifiers[modifier] = SON(checks.key_pairs(value)) if name in ('min', 'max') else value
    return modifiers


def by_modifiers(options):
    """The same keywords, for drivers whose find takes `modifiers`."""
    options = dict(options)
    modifiers = take_modifiers(options)
    hint = options.pop('hint', None)
    if hint is not None:
        modifiers['$hint'] = checks.keys_document(hint)
    if modifiers:
        options['modifiers'] = modifiers
    return options
