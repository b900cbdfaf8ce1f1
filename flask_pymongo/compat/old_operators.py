"""Operators of legacy updates that servers no longer have, in terms of those that they have."""
from bson.son import SON

from .language import Mapping

#: Asked the servers up to 3.6 to let nothing else in between the documents of an update.
_ISOLATION = ('$atomic', '$isolated')


def of_today(update):
    """An update document without `$pushAll`, which servers had up to 3.4, and without `$atomic`.

    :return: the same document if there is nothing to replace; the caller's own is never changed
    """
    if '$pushAll' in update:
        update = _with_push(update)
    return without_isolation(update)


def without_isolation(document):
    """A spec or an update document without `$atomic` and `$isolated`."""
    if '$atomic' in document or '$isolated' in document:
        return SON(pair for pair in document.items() if pair[0] not in _ISOLATION)
    return document


def _with_push(update):
    lists, others = update['$pushAll'], update.get('$push', {})
    if not (isinstance(lists, Mapping) and isinstance(others, Mapping)) or set(lists).intersection(others):
        return update  # the server refuses it, as it did then
    changed = SON(pair for pair in update.items() if pair[0] != '$pushAll')
    changed['$push'] = SON(others, **dict((name, SON([('$each', values)])) for name, values in lists.items()))
    return changed
