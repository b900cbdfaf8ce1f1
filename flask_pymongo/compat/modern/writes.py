"""insert_one, update_many, bulk_write and the rest by commands, for drivers that have none or not all of them."""
from bson.son import SON

from .. import argument_checks
from ..errors import raise_last_error, refuse
from ..language import Mapping
from . import bulk, commands
from .operations import delete_statement, statements, update_statement, with_id
from .results import BulkWriteResult, DeleteResult, InsertManyResult, InsertOneResult, UpdateResult
from .values import ReturnDocument


def _command_options(bypass_document_validation, comment, let, session):
    options = {'session': session}
    refuse(options)
    if let is not None:
        argument_checks.mapping('let', let)
    options.update(bypassDocumentValidation=bypass_document_validation or None, comment=comment, let=let)
    return options


def _update(collection, statement, options):
    argument_checks.boolean('upsert', statement.get('upsert'))
    reply, acknowledged = bulk.send(collection, 'update', [statement], True, options)
    raise_last_error(reply)
    if not acknowledged:
        return UpdateResult(None, False)
    if reply.get('upserted'):
        reply = dict(reply, upserted=reply['upserted'][0]['_id'], updatedExisting=False)
    else:
        reply = dict(reply, updatedExisting=bool(reply.get('n')))
    return UpdateResult(reply, True)


def _delete(collection, statement, options):
    reply, acknowledged = bulk.send(collection, 'delete', [statement], True, options)
    raise_last_error(reply)
    return DeleteResult(reply if acknowledged else None, acknowledged)


def _find_one_and(collection, filter, fields, sort, hint, options, more, **change):
    argument_checks.mapping('filter', filter)
    if change.get('upsert') is not None:
        argument_checks.boolean('upsert', change['upsert'])
    if 'new' in change:
        argument_checks.boolean('return_document', change['new'])
    more = dict(options, **more)
    refuse(more)
    session, collation = more.pop('session', None), more.pop('collation', None)
    acknowledged, concern = bulk.write_concern_of(collection)
    fields = dict(change, fields=argument_checks.projection(fields), sort=argument_checks.keys_document(sort) or None,
                  hint=argument_checks.keys_document(hint), writeConcern=concern if acknowledged and concern else None,
                  collation=getattr(collation, 'document', collation), **more)
    command = SON([('findAndModify', collection.name), ('query', filter)])
    command.update((name, value) for name, value in fields.items() if value is not None)
    reply = commands.run(collection.database, command, session, **commands.decoding(collection))
    raise_last_error(reply)
    return collection._decoded(reply.get('value'))


class Writes(object):
    """The part of a collection that changes documents, in the modern dialect."""

    def insert_one(self, document, bypass_document_validation=None, session=None, comment=None):
        """Insert a document.

        :param document: the document, which gets an `_id` if it has none
        :return: an :class:`InsertOneResult`
        :raises pymongo.errors.DuplicateKeyError: if there is one with the same value in a unique index
        """
        options = _command_options(bypass_document_validation, comment, None, session)
        reply, acknowledged = bulk.send(self, 'insert', [with_id(document)], True, options)
        raise_last_error(reply)
        return InsertOneResult(document['_id'], acknowledged)

    def insert_many(self, documents, ordered=True, bypass_document_validation=None, session=None, comment=None):
        """Insert documents.

        :param documents: an iterable of documents; each gets an `_id` if it has none
        :param ordered: whether to stop at the first that fails
        :return: an :class:`InsertManyResult`
        :raises BulkWriteError: if some of them failed
        """
        if not hasattr(documents, '__iter__') or isinstance(documents, (Mapping, str)) or not documents:
            raise TypeError('documents must be a non-empty list')
        options = _command_options(bypass_document_validation, comment, None, session)
        requests = [('insert', with_id(document)) for document in documents]
        _, acknowledged = bulk.execute(self, requests, ordered, options)
        return InsertManyResult([document['_id'] for _, document in requests], acknowledged)

    def update_one(self, filter, update, upsert=False, bypass_document_validation=None, collation=None,
                   array_filters=None, hint=None, session=None, let=None, sort=None, comment=None):
        """Update the first document that is found.

        :param filter: which document
        :param update: operators, or a pipeline
        :param upsert: whether to insert one if none is found
        :return: an :class:`UpdateResult`
        :raises TypeError: for an argument of another type
        :raises ValueError: for an update without operators
        """
        argument_checks.mapping('filter', filter)
        argument_checks.update_document(update)
        statement = update_statement(filter, update, False, upsert, array_filters, hint, sort, collation=collation)
        return _update(self, statement, _command_options(bypass_document_validation, comment, let, session))

    def update_many(self, filter, update, upsert=False, array_filters=None, bypass_document_validation=None,
                    collation=None, hint=None, session=None, let=None, comment=None):
        """Update all documents that are found; otherwise like :meth:`update_one`."""
        argument_checks.mapping('filter', filter)
        argument_checks.update_document(update)
        statement = update_statement(filter, update, True, upsert, array_filters, hint, collation=collation)
        return _update(self, statement, _command_options(bypass_document_validation, comment, let, session))

    def replace_one(self, filter, replacement, upsert=False, bypass_document_validation=None, collation=None,
                    hint=None, session=None, let=None, sort=None, comment=None):
        """Replace the first document that is found.

        :param filter: which document
        :param replacement: the new document, without operators
        :param upsert: whether to insert it if none is found
        :return: an :class:`UpdateResult`
        """
        argument_checks.mapping('filter', filter)
        argument_checks.replacement_document(replacement)
        statement = update_statement(filter, replacement, False, upsert, None, hint, sort, collation=collation)
        return _update(self, statement, _command_options(bypass_document_validation, comment, let, session))

    def delete_one(self, filter, collation=None, hint=None, session=None, let=None, comment=None):
        """Delete the first document that is found.

        :return: a :class:`DeleteResult`
        """
        argument_checks.mapping('filter', filter)
        statement = delete_statement(filter, 1, hint, collation=collation)
        return _delete(self, statement, _command_options(None, comment, let, session))

    def delete_many(self, filter, collation=None, hint=None, session=None, let=None, comment=None):
        """Delete all documents that are found.

        :return: a :class:`DeleteResult`
        """
        argument_checks.mapping('filter', filter)
        statement = delete_statement(filter, 0, hint, collation=collation)
        return _delete(self, statement, _command_options(None, comment, let, session))

    def bulk_write(self, requests, ordered=True, bypass_document_validation=None, session=None, comment=None,
                   let=None):
        """Send many writes.

        :param requests: a list of InsertOne, UpdateOne, UpdateMany, ReplaceOne, DeleteOne and DeleteMany
        :param ordered: whether to stop at the first that fails
        :return: a :class:`BulkWriteResult`
        :raises BulkWriteError: if some of them failed
        :raises pymongo.errors.InvalidOperation: if there are none
        """
        if not isinstance(requests, list):
            raise TypeError('requests must be a list, not %s' % type(requests).__name__)
        options = _command_options(bypass_document_validation, comment, let, session)
        return BulkWriteResult(*bulk.execute(self, statements(requests), ordered, options))

    def find_one_and_update(self, filter, update, projection=None, sort=None, upsert=False,
                            return_document=ReturnDocument.BEFORE, array_filters=None, hint=None, session=None,
                            let=None, **kwargs):
        """Update one document and return it.

        :param filter: which document
        :param update: operators, or a pipeline
        :param projection: what to return of it
        :param sort: which is the first
        :param upsert: whether to insert one if none is found
        :param return_document: `ReturnDocument.BEFORE` or `AFTER` the update
        :param kwargs: what else the findAndModify command takes
        :return: the document, or None
        """
        argument_checks.update_document(update)
        argument_checks.array('array_filters', array_filters)
        options = _command_options(None, None, let, session)
        return _find_one_and(self, filter, projection, sort, hint, options, kwargs, update=update,
                             upsert=upsert, new=return_document, arrayFilters=array_filters)

    def find_one_and_replace(self, filter, replacement, projection=None, sort=None, upsert=False,
                             return_document=ReturnDocument.BEFORE, hint=None, session=None, let=None, **kwargs):
        """Replace one document and return it; otherwise like :meth:`find_one_and_update`."""
        argument_checks.replacement_document(replacement)
        options = _command_options(None, None, let, session)
        return _find_one_and(self, filter, projection, sort, hint, options, kwargs, update=replacement,
                             upsert=upsert, new=return_document)

    def find_one_and_delete(self, filter, projection=None, sort=None, hint=None, session=None, let=None, **kwargs):
        """Delete one document and return it; otherwise like :meth:`find_one_and_update`."""
        options = _command_options(None, None, let, session)
        return _find_one_and(self, filter, projection, sort, hint, options, kwargs, remove=True)
