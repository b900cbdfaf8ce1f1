"""Warns of what `create_index` took up to PyMongo 2.9 and no longer takes."""
from ..indexes import FLAGS
from ..language import text_types
from ..warn import legacy, register

_LEGACY = {'cache_for': 'nothing: indexes are not cached', 'ttl': 'nothing: indexes are not cached',
           'key_or_list': 'keys', 'drop_dups': 'nothing: servers keep duplicates and refuse the index',
           'bucket_size': 'nothing: servers have no geoHaystack'}
for _name, _modern in _LEGACY.items():
    register("create_index's %s" % _name, _modern, '3.0')


_FLAG = "create_index's flag that is a text"
register(_FLAG, 'True or False', '3.0')


def warn_of_index(cache_for, options):
    """Warn of the legacy options among those of `create_index`."""
    if isinstance(cache_for, (int, float)):
        legacy("create_index's cache_for")
    for name in _LEGACY:
        if name in options:
            legacy("create_index's %s" % name)
    if any(isinstance(options.get(name), text_types) for name in FLAGS):
        legacy(_FLAG)
