"""Warns of what `create_index` took up to PyMongo 2.9 and no longer takes."""
from ..indexes import CACHE_SECONDS
from ..warn import legacy, register

_LEGACY = {'cache_for': 'nothing: indexes are not cached', 'ttl': 'nothing: indexes are not cached',
           'key_or_list': 'keys', 'drop_dups': 'nothing: servers keep duplicates and refuse the index',
           'bucket_size': 'nothing: servers have no geoHaystack'}
for _name, _modern in _LEGACY.items():
    register("create_index's %s" % _name, _modern, '3.0')


def warn_of_index(cache_for, options):
    """Warn of the legacy options among those of `create_index`."""
    if isinstance(cache_for, (int, float)) and cache_for != CACHE_SECONDS:
        legacy("create_index's cache_for")
    for name in _LEGACY:
        if name in options:
            legacy("create_index's %s" % name)
