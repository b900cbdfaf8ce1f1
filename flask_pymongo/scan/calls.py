"""Legacy calls of collections, databases, clients and cursors: what each becomes, and whether that is certain."""
import libcst as cst

from . import legacy_names
from .changes import is_simple, literal

_DICTS = ('dict', 'document')
#: What the answers of 2.x have, and where it is in a result.
_IN_RESULTS = {'update': {'n': '.matched_count', 'nModified': '.modified_count',
                          'updatedExisting': '.matched_count > 0'},
               'remove': {'n': '.deleted_count'}}
_CONCERNS = ('safe', 'w', 'j', 'wtimeout', 'fsync')
_MODERN = ('session', 'collation', 'hint', 'let', 'comment', 'bypass_document_validation')


def _take(change, position, *names):
    """The argument at a position or of one of some names; None if it is not given."""
    for number, argument in enumerate(change.arguments):
        if argument.name in names or argument.name is None and number == position:
            return argument
    return None


def _write_options(change, positional):
    """What all legacy writes take besides: write concerns, `manipulate`, `check_keys`; and too many positions."""
    concern = []
    for number, argument in enumerate(change.arguments):
        if argument.dropped:
            continue
        if argument.name is None:
            if number >= positional:
                # PyMongo 2 and 3 read these positions differently.
                change.drop(argument)
                change.doubt()
        elif argument.name in ('manipulate', 'check_keys'):
            change.drop(argument)
            if not argument.is_literal('True'):
                change.doubt()
        elif argument.name in _CONCERNS:
            change.drop(argument)
            if (argument.name, argument.text) in (('safe', 'True'), ('w', '1')):
                continue
            change.doubt()
            if argument.name == 'safe':
                concern += ['w=0'] if argument.is_literal('False') else []
            else:
                concern.append('%s=%s' % (argument.name, argument.text))
    if concern:
        change.prefix('with_options(write_concern=WriteConcern(%s)).' % ', '.join(concern))


def _others(change, *known):
    """Doubt what nobody here knows."""
    for argument in change.arguments:
        if argument.name is not None and not argument.dropped and argument.name not in known + _MODERN:
            change.doubt()


def insert(change, _):
    """insert_one or insert_many."""
    document = _take(change, 0, 'doc_or_docs')
    if document is None:
        return False
    many = document.kind in ('list', 'items')
    if not many and document.kind not in _DICTS:
        change.doubt()
    if many and 'DuplicateKeyError' in change.source.text:
        # insert_many raises BulkWriteError in its place.
        change.doubt()
    change.call('insert_many' if many else 'insert_one')
    change.name(document, 'documents' if many else 'document')
    for argument in change.arguments:
        if argument.name == 'continue_on_error':
            change.doubt()
            if many:
                change.name(argument, 'ordered')
                change.replace(argument, {'True': 'False', 'False': 'True'}.get(argument.text, 'not ' + argument.text))
            else:
                change.drop(argument)
    _write_options(change, 1)
    _others(change, 'doc_or_docs', 'continue_on_error')
    if not change.unused:
        change.suffix('.inserted_ids' if many else '.inserted_id')
    return True


def save(change, _):
    """insert_one, or replace_one with the `_id` that can be seen."""
    document = _take(change, 0, 'to_save')
    if document is None or document.name is not None:
        return False
    node, simple = document.node.value, is_simple(document.node.value)
    identity = None
    if isinstance(node, cst.Dict):
        keys, identity = _identity(change, node)
        if keys is None:
            return _either(change, document, simple)
        if identity is not None and (not is_simple(identity) or change.source.of(identity) == 'None'):
            change.doubt()
        identity = identity and change.source.of(identity)
    elif document.kind == 'document' and isinstance(node, cst.Name):
        identity = "%s['_id']" % document.text
        if not document.what.data:
            change.doubt()
    else:
        return _either(change, document, simple)
    if identity is None:
        change.call('insert_one')
        if not change.unused:
            change.suffix('.inserted_id')
    else:
        change.call('replace_one')
        change.insert(document, "{'_id': %s}, " % identity)
        change.add('upsert=True')
        if not change.unused:
            change.doubt()
    _write_options(change, 1)
    _others(change)
    return True


def _either(change, document, simple):
    """Whether the document has an `_id` cannot be seen."""
    if not simple:
        return False
    change.doubt()
    change.instead("replace_one({'_id': %s['_id']}, %s, upsert=True) if it has an _id, else insert_one(%s)" % (
        (document.text,) * 3))
    return True


def _identity(change, node):
    """The keys of a dict, None if not all can be seen; and the value of its `_id`, None if there is none."""
    keys, identity = [], None
    for element in node.elements:
        key = literal(element.key) if isinstance(element, cst.DictElement) else None
        if key is None:
            return None, None
        keys.append(key)
        if keys[-1] == '_id':
            identity = element.value
    return keys, identity


def update(change, uses):
    """update_one, update_many or replace_one."""
    spec, document = _take(change, 0, 'spec'), _take(change, 1, 'document')
    upsert, multi = _take(change, 2, 'upsert'), _take(change, 5, 'multi')
    if spec is None or document is None:
        return False
    if multi is not None and multi.name is None:
        multi = None
    many = multi is not None and not multi.is_literal('False')
    if multi is not None:
        change.drop(multi)
        if multi.text not in ('True', 'False'):
            change.doubt()
    whole = document.kind == 'document' or document.kind == 'dict' and document.what.data == 'plain'
    if not whole and not (document.kind == 'dict' and document.what.data == 'operators') or whole and many:
        change.doubt()
    change.call('replace_one' if whole else 'update_many' if many else 'update_one')
    change.name(spec, 'filter')
    change.name(document, 'replacement' if whole else 'update')
    _write_options(change, 3)
    _others(change, 'spec', 'document', 'upsert')
    inserts = upsert is not None and not upsert.is_literal('False')
    uses.use_answer(change, 'update', ('n', 'nModified') if inserts else ())
    return True


def remove(change, uses):
    """delete_one or delete_many."""
    spec, multi = _take(change, 0, 'spec_or_id'), _take(change, None, 'multi')
    if multi is not None:
        change.drop(multi)
        if multi.text not in ('True', 'False'):
            change.doubt()
    one = multi is not None and multi.is_literal('False')
    if spec is None:
        change.add('{}')
    elif spec.kind in ('text', 'objectid', 'number'):
        change.wrap(spec, "{'_id': ", '}')
        one = True
    elif spec.kind not in _DICTS:
        change.doubt()
        if spec.text.lower().endswith('id') and isinstance(spec.node.value, (cst.Name, cst.Attribute)):
            change.wrap(spec, "{'_id': ", '}')
            one = True
    if spec is not None:
        change.name(spec, 'filter')
    change.call('delete_one' if one else 'delete_many')
    _write_options(change, 1)
    _others(change, 'spec_or_id')
    uses.use_answer(change, 'remove', ())
    return True


def count(change, _):
    """count_documents."""
    found = _take(change, 0, 'filter')
    if found is None:
        change.add('{}')
    change.call('count_documents')
    _others(change, 'filter', 'limit', 'skip')
    return True


def find_and_modify(change, _):
    """find_one_and_update, find_one_and_replace or find_one_and_delete."""
    query, document = _take(change, 0, 'query'), _take(change, 1, 'update')
    if query is None:
        return False
    taking = _take(change, None, 'remove')
    new = _take(change, None, 'new')
    upsert = _take(change, 2, 'upsert')
    if taking is not None:
        if not taking.is_literal('True') or document is not None:
            return False
        change.drop(taking)
        change.call('find_one_and_delete')
    elif document is not None:
        plain = document.kind == 'document' or document.kind == 'dict' and document.what.data == 'plain'
        if not plain and not (document.kind == 'dict' and document.what.data == 'operators'):
            change.doubt()
        change.call('find_one_and_replace' if plain else 'find_one_and_update')
        change.name(document, 'replacement' if plain else 'update')
    else:
        return False
    change.name(query, 'filter')
    for argument in change.arguments:
        if argument.name == 'new':
            # ReturnDocument.AFTER is True.
            change.name(argument, 'return_document')
            if argument.text not in ('True', 'False'):
                change.doubt()
        elif argument.name == 'fields':
            change.name(argument, 'projection')
        elif argument.name == 'full_response':
            change.drop(argument)
            if not argument.is_literal('False'):
                change.doubt()
        elif argument.name == 'sort' and argument.kind not in ('list', 'items', 'none'):
            change.doubt()
    if upsert is not None and not upsert.is_literal('False') and not (new is not None and new.is_literal('True')):
        # What it gives where there was nothing before depends on the server.
        change.doubt()
    if any(argument.name is None for argument in change.arguments[2:]):
        change.doubt()
    _write_options(change, len(change.arguments))
    _others(change, 'query', 'update', 'upsert', 'new', 'fields', 'sort', 'remove')
    return True


def ensure_index(change, _):
    """create_index."""
    change.call('create_index')
    _without_cache(change)
    keys = _take(change, 0, 'key_or_list')
    if keys is None:
        return False
    change.name(keys, 'keys')
    if not change.unused:
        change.doubt()
    return True


def _without_cache(change):
    for number, argument in enumerate(change.arguments):
        if argument.name in ('cache_for', 'ttl') or argument.name is None and number == 1:
            change.drop(argument)
            plain = argument.name or argument.kind == 'number' or argument.text.endswith('ASCENDING')
            if not plain or argument.text.endswith('DESCENDING'):
                change.doubt()
        elif argument.name in ('drop_dups', 'dropDups'):
            change.drop(argument)
            change.doubt()
        elif argument.name is None and number > 1:
            change.doubt()


def collection_names(change, _):
    """list_collection_names."""
    system = _take(change, 0, 'include_system_collections')
    change.call('list_collection_names')
    if system is not None:
        change.drop(system)
        if system.is_literal('False'):
            change.add("filter={'name': {'$regex': r'^(?!system\\.)'}}")
        elif not system.is_literal('True'):
            change.doubt()
    _others(change)
    return True


def database_names(change, _):
    """list_database_names."""
    change.call('list_database_names')
    _others(change)
    return not change.arguments or change.arguments[0].name == 'session'


def cursor_count(change, uses):
    """count_documents of the collection."""
    found = _chain(change.node)
    limited = _take(change, 0, 'with_limit_and_skip')
    if limited is not None and not limited.is_literal('False'):
        change.doubt()
    if found is None:
        return False
    find, plain = found
    arguments = uses.arguments_of(find)
    if arguments is None:
        return False
    spec = next((argument for number, argument in enumerate(arguments)
                 if argument.name in ('spec', 'filter') or argument.name is None and number == 0), None)
    if not plain or any(argument.name not in ('spec', 'filter', 'fields', 'projection', 'sort') and
                        not (argument.name is None and number < 2) for number, argument in enumerate(arguments)):
        change.doubt()
    if spec is not None and spec.text == 'None':
        spec = None
    if '$where' in change.source.text or '$near' in change.source.text:
        # Counting knows neither.
        change.doubt()
    change.instead('count_documents(%s)' % ('{}' if spec is None else spec.text), change.source.start(find.func.attr))
    return True


def _chain(node):
    """The call of `find` at the begin of a chain of calls, and whether those between change nothing in a count."""
    plain = True
    node = node.func.value
    while isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        name = node.func.attr.value
        if name == 'find':
            return node, plain
        plain = plain and name in ('sort', 'batch_size')
        node = node.func.value
    return None


#: By kind and name of the method; each gives False if it does not know.
CALLS = {
    ('collection', 'insert'): insert, ('collection', 'save'): save, ('collection', 'update'): update,
    ('collection', 'remove'): remove, ('collection', 'count'): count,
    ('collection', 'find_and_modify'): find_and_modify, ('collection', 'ensure_index'): ensure_index,
    ('database', 'collection_names'): collection_names, ('client', 'database_names'): database_names,
    ('cursor', 'count'): cursor_count,
}

#: Parameters of `find` that only have another name now.
FIND_RENAMED = {'spec': 'filter', 'spec_or_id': 'filter', 'fields': 'projection', 'partial': 'allow_partial_results'}
FIND_POSITIONS = ('spec', 'fields', 'skip', 'limit', 'timeout', 'snapshot', 'tailable')


def parameter(change, argument, method):
    """One legacy parameter of a call that has stayed."""
    if method == 'create_index' and argument.name in ('cache_for', 'ttl'):
        change.drop(argument)
    elif method == 'create_index' and argument.name == 'key_or_list':
        change.name(argument, 'keys')
    elif method == 'aggregate' and argument.kind == 'dict':
        change.wrap(argument, '[', ']')
    elif method in legacy_names.FINDS and argument.name in FIND_RENAMED:
        change.name(argument, FIND_RENAMED[argument.name])
    elif method in legacy_names.FINDS and argument.name == 'timeout' and argument.text in ('True', 'False'):
        change.name(argument, 'no_cursor_timeout')
        change.replace(argument, {'True': 'False', 'False': 'True'}[argument.text])
    else:
        change.doubt()


def legacy_parameter(method, argument, number):
    """The legacy name of an argument of a call, with what to write instead; None if it is not legacy."""
    if argument.name is not None:
        return legacy_names.of_parameter(method, argument.name)
    if method in legacy_names.FINDS and 4 <= number < len(FIND_POSITIONS):
        return legacy_names.of_parameter(method, FIND_POSITIONS[number])
    if method == 'aggregate' and number == 0 and argument.kind in ('dict', 'document'):
        return legacy_names.PIPELINE
    return None


def in_result(method, key):
    """What of a result is a key of the answer of 2.x; None if there is nothing like it."""
    return _IN_RESULTS[method].get(key)
