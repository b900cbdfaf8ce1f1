"""`werkzeug.contrib.cache`, which is the package cachelib now."""
from __future__ import absolute_import

try:
    import cachelib
except ImportError:
    raise ImportError('werkzeug.contrib.cache is the package cachelib now, which is not installed: '
                      'pip install cachelib')

__all__ = ['BaseCache', 'FileSystemCache', 'GAEMemcachedCache', 'MemcachedCache', 'NullCache', 'RedisCache',
           'SimpleCache', 'UWSGICache']

BaseCache = cachelib.BaseCache
FileSystemCache = cachelib.FileSystemCache
MemcachedCache = cachelib.MemcachedCache
RedisCache = cachelib.RedisCache
SimpleCache = cachelib.SimpleCache
UWSGICache = cachelib.UWSGICache
#: Stores nothing, as a cache without anything of its own.
NullCache = getattr(cachelib, 'NullCache', BaseCache)


class GAEMemcachedCache(MemcachedCache):
    """The memcache of Google's App Engine, which is found by its library.

    :param default_timeout: in seconds
    :param key_prefix: in front of all keys
    """

    def __init__(self, default_timeout=300, key_prefix=None):
        MemcachedCache.__init__(self, None, default_timeout, key_prefix)
