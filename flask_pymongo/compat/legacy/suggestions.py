"""The modern call that does what a legacy one does, with the shape of its arguments: for warnings.

Each function takes the arguments of a call and returns a text, or None where only the general advice is right.
Documents are shown by their operators, never by their values.
"""
from ..language import Mapping, text_types

_CONCERNS = ('w', 'j', 'wtimeout', 'fsync')


def insert(args, kwargs):
    """insert_one or insert_many."""
    documents = _argument(args, kwargs, 1, 'doc_or_docs')
    if documents is None or len(args) > 2:
        return None
    if isinstance(documents, Mapping):
        return _collection(kwargs) + 'insert_one(document)'
    ordered = ', ordered=False' if kwargs.get('continue_on_error') else ''
    return '%sinsert_many(documents%s)' % (_collection(kwargs), ordered)


def save(args, kwargs):
    """insert_one or replace_one."""
    document = _argument(args, kwargs, 1, 'to_save')
    if not isinstance(document, Mapping) or len(args) > 2:
        return None
    call = "replace_one({'_id': ...}, document, upsert=True)" if '_id' in document else 'insert_one(document)'
    return _collection(kwargs) + call


def update(args, kwargs):
    """update_one, update_many or replace_one."""
    document = _argument(args, kwargs, 2, 'document')
    if not isinstance(document, Mapping) or len(args) > 4:
        return None
    upsert = ', upsert=True' if _argument(args, kwargs, 3, 'upsert') else ''
    operators = [key for key in document if isinstance(key, text_types) and key.startswith('$')]
    if not operators:
        return None if kwargs.get('multi') else '%sreplace_one(spec, document%s)' % (_collection(kwargs), upsert)
    change = ', '.join("'%s': ..." % operator for operator in operators)
    return '%s%s(spec, {%s}%s)' % (_collection(kwargs), 'update_many' if kwargs.get('multi') else 'update_one', change,
                                   upsert)


def remove(args, kwargs):
    """delete_one or delete_many."""
    if len(args) > 2:
        return None
    spec = _argument(args, kwargs, 1, 'spec_or_id')
    if spec is not None and not isinstance(spec, Mapping):
        call = "delete_one({'_id': ...})"
    else:
        call = '%s(%s)' % ('delete_many' if kwargs.get('multi', True) else 'delete_one', 'spec' if spec else '{}')
    return _collection(kwargs) + call


def _argument(args, kwargs, position, name):
    """An argument of a call, `self` among the positional ones; None if it is not given."""
    return args[position] if len(args) > position else kwargs.get(name)


def _collection(kwargs):
    """What comes before the call: the collection with the write concern of the legacy call."""
    concern = [(name, kwargs[name]) for name in _CONCERNS if kwargs.get(name) is not None]
    if kwargs.get('safe') is False and not concern:
        concern = [('w', 0)]
    if not concern:
        return ''
    options = ', '.join('%s=%s' % (name, repr(value).lstrip('u')) for name, value in concern)
    return 'with_options(write_concern=WriteConcern(%s)).' % options
