"""list_collection_names and its like, and create_indexes, for drivers that have none of them."""
from bson.son import SON
from pymongo.errors import OperationFailure

from ..errors import refuse
from ..server_codes import NAMESPACE_NOT_FOUND
from ..versions import DRIVER_HAS_CODEC_OPTIONS
from . import commands
from .command_cursor import Documents
from .values import CodecOptions

#: Options of `Database.command`: the order of an index's keys counts.
_IN_ORDER = {'codec_options': CodecOptions(document_class=SON)} if DRIVER_HAS_CODEC_OPTIONS else {'as_class': SON}


def _options(comment, more):
    refuse(more)
    return more if comment is None else dict(more, comment=comment)


class ListedDatabases(object):
    """What databases a client's server has. The driver's own from 3.6 on."""

    def list_databases(self, session=None, comment=None, **kwargs):
        """The databases.

        :param kwargs: `filter`, `nameOnly`
        :return: an iterator of documents: `name`, `sizeOnDisk`, `empty`
        """
        command = SON([('listDatabases', 1)])
        command.update(_options(comment, kwargs))
        return Documents(commands.run(self['admin'], command, session)['databases'], self)

    def list_database_names(self, session=None, comment=None):
        """The names of the databases.

        :return: a list of text
        """
        found = self.list_databases(session=session, comment=comment, nameOnly=True)
        return [database['name'] for database in found]


class ListedCollections(object):
    """What collections a database has. The driver's own from 3.6 on."""

    def list_collections(self, session=None, filter=None, comment=None, **kwargs):
        """The collections.

        :param filter: which; a filter of documents that have `name`, `type` and `options`
        :return: an iterator of such documents
        """
        command = SON([('listCollections', 1)])
        if filter is not None:
            command['filter'] = filter
        command.update(_options(comment, kwargs))
        return Documents(commands.documents(self, command, session=session), self.client)

    def list_collection_names(self, session=None, filter=None, comment=None, **kwargs):
        """The names of the collections.

        :param filter: which, as for :meth:`list_collections`
        :return: a list of text
        """
        found = self.list_collections(session=session, filter=filter, comment=comment, **kwargs)
        return [entry['name'] for entry in found]


class ListedIndexes(object):
    """What indexes a collection has, as an iterator. The driver's own from 3.0 on, which raised for none until 3.6."""

    def list_indexes(self, session=None, comment=None):
        """The indexes.

        :return: an iterator of documents: `name`, `key` and options; none for a collection that is not there
        """
        command = SON([('listIndexes', self.name)])
        command.update(_options(comment, {}))
        try:
            return Documents(commands.documents(self.database, command, session=session, **_IN_ORDER),
                             self.database.client)
        except OperationFailure as error:
            if error.code != NAMESPACE_NOT_FOUND:
                raise
            return Documents([])


class CreatedIndexes(object):
    """Several indexes at once. The driver's own from 3.0 on."""

    def create_indexes(self, indexes, session=None, comment=None, **kwargs):
        """Create indexes.

        :param indexes: a list of :class:`IndexModel`
        :return: their names
        """
        if not isinstance(indexes, list):
            raise TypeError('indexes must be a list, not %s' % type(indexes).__name__)
        for index in indexes:
            if not hasattr(type(index), 'document'):
                raise TypeError('%r is not an instance of IndexModel' % (index,))
        documents = [index.document for index in indexes]
        command = SON([('createIndexes', self.name), ('indexes', documents)])
        command.update(_options(comment, kwargs))
        commands.run(self.database, command, session)
        return [document['name'] for document in documents]
