"""Indexes in the arguments of the modern dialect, for drivers that take fewer of them."""
import functools

from bson.son import SON
from pymongo.errors import OperationFailure

from .. import argument_checks, versions
from ..errors import refuse
from ..indexes import CACHE_SECONDS, index_name, with_flags
from ..language import text_types
from ..server_codes import NAMESPACE_NOT_FOUND
from . import commands
from .operations import IndexModel

#: Fields of the command, not of the index: whether the driver's create_index can tell them apart.
_OF_THE_COMMAND = {'comment': versions.DRIVER_TAKES_COMMENTS, 'maxTimeMS': versions.DRIVER_LIMITS_INDEX_TIME}


def _needs_command(options):
    return any(options.get(name) is not None and not can for name, can in _OF_THE_COMMAND.items())


def _create_by_command(collection, keys, options):
    of_the_command = dict((name, options.pop(name)) for name in _OF_THE_COMMAND if name in options)
    session = options.pop('session', None)
    index = IndexModel(keys, **options)
    return collection.create_indexes([index], session=session, **of_the_command)[0]


def _drop(collection, native, index, session, fields):
    """Drop an index, or all: by the driver's method, or by the command where that does not take all fields.

    :param native: the driver's method, of which only keywords are left to give
    :param index: the name of the index, or '*'
    """
    fields = dict((name, value) for name, value in fields.items() if value is not None)
    try:
        if fields.get('comment') is not None or fields and not versions.DRIVER_HAS_SESSIONS:
            command = SON([('dropIndexes', collection.name), ('index', index)], **fields)
            commands.run(collection.database, command, session)
        else:
            native(**dict(fields, **({} if session is None else {'session': session})))
    except OperationFailure as error:
        # No collection has no indexes.
        if error.code != NAMESPACE_NOT_FOUND:
            raise


class _Dropping(object):
    """drop_index and drop_indexes of what may not be there."""

    def drop_index(self, index_or_name, session=None, comment=None, **kwargs):
        refuse(kwargs)
        keys = argument_checks.legacy_keys(index_or_name)
        name = keys if isinstance(keys, text_types) else index_name(keys)
        _drop(self, functools.partial(super(_Dropping, self).drop_index, keys), name, session,
              dict(kwargs, comment=comment))

    def drop_indexes(self, session=None, comment=None, **kwargs):
        refuse(kwargs)
        _drop(self, super(_Dropping, self).drop_indexes, '*', session, dict(kwargs, comment=comment))


class ModernIndexes(_Dropping):
    """create_index and drop_index with keys in every form."""

    def create_index(self, key_or_list=None, cache_for=CACHE_SECONDS, **kwargs):
        """Create an index.

        :param key_or_list: a field's name, a mapping, or a list of names and (name, direction) pairs; `keys` is its
            modern name
        :param cache_for: seconds for which `ensure_index` then knows it
        :param kwargs: options of the index
        :return: the name of the index
        """
        refuse(kwargs)
        keys = argument_checks.legacy_keys(kwargs.pop('keys', key_or_list))
        options = with_flags(kwargs)
        if _needs_command(options):
            return _create_by_command(self, keys, options)
        if cache_for is None:  # no session
            cache_for = CACHE_SECONDS
        return super(ModernIndexes, self).create_index(keys, cache_for, **options)


class IndexKeys(_Dropping):
    """The same for drivers with the modern dialect, of which the earlier take lists of pairs only."""

    def create_index(self, keys, *args, **kwargs):
        refuse(kwargs)
        keys = argument_checks.legacy_keys(keys)
        if _needs_command(kwargs):
            return _create_by_command(self, keys, kwargs)
        return super(IndexKeys, self).create_index(keys, *args, **kwargs)
