"""The arguments of find, find_one and count that both dialects share."""
from bson.son import SON
from pymongo.errors import ConfigurationError

from .indexes import key_document
from .language import Mapping

#: Positional order of find in 2.x. The first four agree with the modern order.
FIND_POSITIONS = ('spec', 'fields', 'skip', 'limit', 'timeout', 'snapshot', 'tailable', 'sort', 'max_scan', 'as_class',
                  'slave_okay', 'await_data', 'partial', 'manipulate', 'read_preference', 'tag_sets',
                  'secondary_acceptable_latency_ms', 'exhaust', 'compile_re')
#: Positional order of GridFS.find in 2.7 to 2.9. The first three agree with the modern order.
GRIDFS_FIND_POSITIONS = ('spec', 'skip', 'limit', 'timeout', 'sort', 'max_scan', 'read_preference', 'tag_sets',
                         'secondary_acceptable_latency_ms', 'compile_re')


def take_spec(spec_or_id, options):
    """The spec of a find_one.

    :param spec_or_id: a spec, or the `_id` of a document; None for any document
    :param options: the keywords; `filter`, the modern name of the spec, is removed
    :raises TypeError: if both are given
    """
    if 'filter' in options:
        if spec_or_id is not None:
            raise TypeError("find_one() got multiple values for argument 'filter'")
        spec_or_id = options.pop('filter')
    return as_spec(spec_or_id)


def take_query(filter, options):
    """Put the filter of a count among its options, by the name that the command has for it.

    :raises pymongo.errors.ConfigurationError: for both `filter` and `query`
    """
    if filter is not None:
        if 'query' in options:
            raise ConfigurationError("count() got both 'filter' and 'query'")
        options['query'] = filter


def count_command(name, options):
    """The count command of a collection, for the options that have a value."""
    command = SON([('count', name)])
    command.update((option, value) for option, value in options.items() if value is not None)
    if 'hint' in command:
        command['hint'] = key_document(command['hint'])
    if hasattr(command.get('collation'), 'document'):
        command['collation'] = command['collation'].document
    return command


def as_spec(spec_or_id):
    """A spec; for the `_id` of a document, the spec that finds it. None stays None."""
    if spec_or_id is None or type(spec_or_id) is dict or isinstance(spec_or_id, Mapping):
        return spec_or_id
    return {'_id': spec_or_id}
