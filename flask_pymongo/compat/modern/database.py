"""What a PyMongo 2 database cannot ask of a modern server by itself."""
from bson.son import SON

from .. import versions
from ..language import text_types
from ..users import Users
from . import commands


class DatabaseDialect(Users):
    """Names of collections, and the modern names for what is there."""

    @property
    def client(self):
        """The client; PyMongo 2's own name for it is ``connection``.

        .. versionadded:: 4.0
        """
        return self.connection

    def collection_names(self, include_system_collections=True):
        """The names of the collections.

        :param include_system_collections: False to leave out those that start with ``system.``
        :return: a list of text
        """
        if versions.DRIVER_LISTS_BY_COMMAND:
            return super(DatabaseDialect, self).collection_names(include_system_collections)
        names = [entry['name'] for entry in commands.documents(self, SON([('listCollections', 1)]))]
        return [name for name in names if include_system_collections or not name.startswith('system.')]

    def drop_collection(self, name_or_collection):
        if not versions.DRIVER_CREATES_INDEXES_BY_COMMAND:
            name = name_or_collection if isinstance(name_or_collection, text_types) \
                else getattr(name_or_collection, 'name', None)
            self.client._index_cache.purge(self.name, name)
        return super(DatabaseDialect, self).drop_collection(name_or_collection)
