"""Read preferences in every form: the ints of 2.1-2.2 and of 2.3-2.9, the objects since 3.0, and names."""
from pymongo import ReadPreference

from .language import integer_types, text_types
from .versions import DRIVER_HAS_READ_PREFERENCE_MODES, DRIVER_HAS_READ_PREFERENCE_OBJECTS, DRIVER_SPEAKS_MODERN

PRIMARY, PRIMARY_PREFERRED, SECONDARY, SECONDARY_PREFERRED, NEAREST = range(5)

_NAMES = {'PRIMARY': PRIMARY, 'PRIMARY_PREFERRED': PRIMARY_PREFERRED, 'SECONDARY': SECONDARY,
          'SECONDARY_ONLY': SECONDARY, 'SECONDARY_PREFERRED': SECONDARY_PREFERRED, 'NEAREST': NEAREST}
_SPELLINGS = dict((name.replace('_', '').lower(), mode) for name, mode in _NAMES.items())

#: Before 2.3 there were three: 1 reads from secondaries and falls back to the primary, 2 does not fall back.
_OLDEST = {PRIMARY: 0, PRIMARY_PREFERRED: 0, SECONDARY: 2, SECONDARY_PREFERRED: 1, NEAREST: 1}


def mode_of(preference):
    """The mode, 0 to 4, of a read preference in any form.

    :param preference: a constant of any driver, its int, or its name in any spelling (`SECONDARY_ONLY`,
        `secondaryPreferred`)
    :raises ValueError: for anything else, listing the names
    """
    mode = getattr(preference, 'mode', preference)
    if isinstance(mode, text_types):
        mode = _SPELLINGS.get(mode.replace('_', '').replace('-', '').lower())
    if isinstance(mode, integer_types) and not isinstance(mode, bool) and PRIMARY <= mode <= NEAREST:
        return mode
    raise ValueError('%r is not a read preference; the names are %s'
                     % (preference, ', '.join(sorted(_NAMES, key=lambda name: (_NAMES[name], name)))))


def for_driver(preference):
    """A read preference as the installed driver takes it: an int on 2.x, an object since.

    An object with tag sets is passed on as it is.
    """
    mode = mode_of(preference)
    if DRIVER_SPEAKS_MODERN and hasattr(preference, 'mode'):
        return preference
    if not DRIVER_HAS_READ_PREFERENCE_MODES:
        return _for_oldest_driver(preference, mode)
    if DRIVER_HAS_READ_PREFERENCE_OBJECTS:
        return (ReadPreference.PRIMARY, ReadPreference.PRIMARY_PREFERRED, ReadPreference.SECONDARY,
                ReadPreference.SECONDARY_PREFERRED, ReadPreference.NEAREST)[mode]
    return mode


def _for_oldest_driver(preference, mode):
    if isinstance(preference, text_types):
        # The driver's meaning of a name comes first: its SECONDARY falls back to the primary.
        return getattr(ReadPreference, preference.upper(), _OLDEST[mode])
    return preference if preference in _OLDEST.values() else _OLDEST[mode]
