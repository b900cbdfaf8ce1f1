"""The modern call that does what a legacy one does, with the shape of its arguments: for warnings.

Each function takes the arguments of a call and returns a text, or None where only the general advice is right.
Documents are shown by their operators, never by their values.
"""
from ..language import Mapping, text_types

_CONCERNS = ('w', 'j', 'wtimeout', 'fsync')
#: What create_index has no use for on a driver or a server of today.
_OF_ENSURE_INDEX = frozenset(['key_or_list', 'cache_for', 'ttl', 'drop_dups', 'dropDups', 'bucket_size', 'bucketSize'])


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
    change = _operators(document)
    if change is None:
        return None if kwargs.get('multi') else '%sreplace_one(spec, document%s)' % (_collection(kwargs), upsert)
    return '%s%s(spec, %s%s)' % (_collection(kwargs), 'update_many' if kwargs.get('multi') else 'update_one', change,
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


def find_and_modify(args, kwargs):
    """find_one_and_update, find_one_and_replace or find_one_and_delete."""
    if _argument(args, kwargs, 5, 'full_response'):
        return "database.command('findAndModify', '%s', ...)" % args[0].name
    query = 'query' if _argument(args, kwargs, 1, 'query') else '{}'
    options = [name for name, given in (('sort=sort', _argument(args, kwargs, 4, 'sort')),
                                        ('projection=fields', _argument(args, kwargs, 7, 'fields'))) if given]
    if kwargs.get('remove'):
        return 'find_one_and_delete(%s)' % ', '.join([query] + options)
    update = _argument(args, kwargs, 2, 'update')
    if not isinstance(update, Mapping):
        return None
    if _argument(args, kwargs, 3, 'upsert'):
        options.append('upsert=True')
    if kwargs.get('new'):
        options.append('return_document=ReturnDocument.AFTER')
    change = _operators(update)
    call = 'find_one_and_update' if change else 'find_one_and_replace'
    return '%s(%s)' % (call, ', '.join([query, change or 'document'] + options))


def count(args, kwargs):
    """count_documents or estimated_document_count, for a collection."""
    spec = _argument(args, kwargs, 1, 'filter') or kwargs.get('query')
    options = ['%s=%s' % (name, name) for name in ('skip', 'limit', 'hint') if kwargs.get(name) is not None]
    if not spec and not options:
        return 'estimated_document_count()'
    return 'count_documents(%s)' % ', '.join(['spec' if spec else '{}'] + options)


def count_of_cursor(args, kwargs):
    """The same for a cursor."""
    options = args[0]._query_options
    asked = ['spec' if options['query'] else '{}']
    if _argument(args, kwargs, 1, 'with_limit_and_skip'):
        asked += ['%s=%s' % (name, name) for name in ('skip', 'limit') if options[name]]
    if options.get('hint') is not None:
        asked.append('hint=hint')
    return 'collection.count_documents(%s)' % ', '.join(asked)


def ensure_index(args, kwargs):
    """create_index without what only ensure_index has."""
    keys = _argument(args, kwargs, 1, 'key_or_list')
    return 'create_index(%s)' % ', '.join([_keys(keys)] + _index_options(kwargs))


def group(args, kwargs):
    """aggregate with $group."""
    key, condition = _argument(args, kwargs, 1, 'key'), _argument(args, kwargs, 2, 'condition')
    if key is not None and not isinstance(key, (Mapping, list, tuple)):  # a function that makes the key
        return None
    fields = ', '.join("'%s': '$%s'" % (name, name) for name in key or ())
    stages = ["{'$match': condition}"] if condition else []
    stages.append("{'$group': {'_id': %s, ...}}" % ('{%s}' % fields if fields else 'None'))
    return 'aggregate([%s])' % ', '.join(stages)


def map_reduce(args, kwargs):
    """aggregate with $group, and $out or $merge."""
    return _map_reduce(kwargs, _argument(args, kwargs, 3, 'out'))


def inline_map_reduce(_, kwargs):
    """aggregate with $group."""
    return _map_reduce(kwargs, None)


def _map_reduce(kwargs, out):
    stages = ["{'%s': %s}" % (stage, name) for name, stage in (('query', '$match'), ('sort', '$sort'),
                                                               ('limit', '$limit')) if kwargs.get(name)]
    stages.append("{'$group': ...}")
    if isinstance(out, Mapping):
        stages += ["{'%s': ...}" % ('$out' if name == 'replace' else '$merge')
                   for name in ('replace', 'merge', 'reduce') if name in out]
    elif out is not None:
        stages.append("{'$out': '%s'}" % out)
    return 'aggregate([%s])' % ', '.join(stages)


def _operators(document):
    """The operators of an update, as a document; None if it is a whole document."""
    operators = [key for key in document if isinstance(key, text_types) and key.startswith('$')]
    return '{%s}' % ', '.join("'%s': ..." % operator for operator in operators) if operators else None


def _keys(keys):
    """The keys of an index, which are names of fields."""
    if isinstance(keys, text_types):
        return "'%s'" % keys
    pairs = keys.items() if hasattr(keys, 'items') else keys
    try:
        return '[%s]' % ', '.join("('%s', %s)" % (name, repr(direction).lstrip('u')) for name, direction in pairs)
    except (TypeError, ValueError):  # not of this form: the call will say so
        return 'keys'


def _index_options(kwargs):
    return ['%s=%s' % (name, value if isinstance(value, bool) else '...') for name, value in sorted(kwargs.items())
            if name not in _OF_ENSURE_INDEX]


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
