"""ensure_index with its cache, and create_index with its legacy positions."""
import threading
import time

from bson.son import SON

from .language import text_types

CACHE_SECONDS = 300
_RENAMED = {'drop_dups': 'dropDups', 'bucket_size': 'bucketSize', 'key_or_list': 'keys'}
#: Options of an index that are True or False.
FLAGS = ('background', 'unique', 'sparse', 'dropDups')


class IndexCache(object):
    """The indexes that one client has created or ensured recently, by database, collection and name."""

    def __init__(self):
        self._lock = threading.Lock()
        self._expires = {}

    def fresh(self, database, collection, index):
        """Whether this index is cached and its time has not run out."""
        return self._expires.get((database, collection, index), 0) > time.time()

    def add(self, database, collection, index, seconds):
        with self._lock:
            self._expires[database, collection, index] = time.time() + seconds

    def purge(self, database, collection=None, index=None):
        """Forget one index, all of a collection or all of a database."""
        wanted = [part for part in (database, collection, index) if part is not None]
        with self._lock:
            for key in [key for key in self._expires if list(key[:len(wanted)]) == wanted]:
                del self._expires[key]


def index_name(keys):
    """The name that drivers give to an index: ``a_1_b_-1``."""
    if isinstance(keys, text_types):
        return '%s_1' % keys
    pairs = keys.items() if hasattr(keys, 'items') else keys
    return '_'.join('%s_%s' % (pair if isinstance(pair, (tuple, list)) else (pair, 1)) for pair in pairs)


def with_flags(options):
    """Options of an index whose flags are bools: old servers took any text as true, newer ones refuse it."""
    return dict((name, True if name in FLAGS and isinstance(value, text_types) else value)
                for name, value in options.items())


def _is_session(value):
    return value is not None and not isinstance(value, (bool, int, float)) and hasattr(value, 'session_id')


class IndexDialect(object):
    """The part of a collection that is about indexes."""

    def _index_cache(self):
        return self.database.client._index_cache

    def drop(self, *args, **kwargs):
        self._index_cache().purge(self.database.name, self.name)
        return super(IndexDialect, self).drop(*args, **kwargs)

    def _index_arguments(self, keys, cache_for, options):
        """Translate the second position, once seconds and later a session, and the old names."""
        for name in ('ttl', 'cache_for'):
            cache_for = options.pop(name, cache_for)
        if _is_session(cache_for):
            options['session'], cache_for = cache_for, CACHE_SECONDS
        elif cache_for is None:  # no session
            cache_for = CACHE_SECONDS
        for name in _RENAMED:
            if name in options:
                options[_RENAMED[name]] = options.pop(name)
        if 'keys' in options:
            keys = options.pop('keys')
        return keys, cache_for, with_flags(options)

    def create_index(self, key_or_list=None, cache_for=CACHE_SECONDS, **kwargs):
        """Create an index.

        :param key_or_list: a field's name, or a list of (name, direction) pairs
        :param cache_for: seconds for which :meth:`ensure_index` skips it; or a session
        :param kwargs: options of the index, under their legacy (`drop_dups`, `bucket_size`) or modern names
        :return: the name of the index
        """
        return self._create_index(key_or_list, cache_for, **kwargs)

    def _create_index(self, keys, cache_for, **options):
        keys, cache_for, options = self._index_arguments(keys, cache_for, options)
        name = super(IndexDialect, self).create_index(keys, **options)
        self._index_cache().add(self.database.name, self.name, name, cache_for)
        return name

    def ensure_index(self, key_or_list, cache_for=CACHE_SECONDS, **kwargs):
        """Create an index unless this client did so within the last `cache_for` seconds.

        :param key_or_list: a field's name, or a list of (name, direction) pairs
        :param cache_for: seconds to cache it; `ttl` is its older name
        :return: the name of the index; None if an index of that name is cached, whatever its options
        """
        keys, cache_for, options = self._index_arguments(key_or_list, cache_for, kwargs)
        name = options.get('name') or index_name(keys)
        if self._index_cache().fresh(self.database.name, self.name, name):
            return None
        return self._create_index(keys, cache_for, **options)

    def drop_index(self, index_or_name, *args, **kwargs):
        name = index_or_name if isinstance(index_or_name, text_types) else index_name(index_or_name)
        self._index_cache().purge(self.database.name, self.name, name)
        return super(IndexDialect, self).drop_index(index_or_name, *args, **kwargs)

    def drop_indexes(self, *args, **kwargs):
        self._index_cache().purge(self.database.name, self.name)
        return super(IndexDialect, self).drop_indexes(*args, **kwargs)


def key_document(keys):
    """An index given as a list of pairs, as the document that commands take; anything else as it is."""
    return SON(keys) if isinstance(keys, (list, tuple)) else keys
