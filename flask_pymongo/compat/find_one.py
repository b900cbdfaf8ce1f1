"""The first argument of find_one, which both dialects have under names of their own."""
from .language import Mapping


def take_spec(spec_or_id, options):
    """The spec that a find_one is for.

    :param spec_or_id: a spec, or the `_id` of a document; None for any document
    :param options: the keywords; they lose `filter`, its modern name
    :raises TypeError: if both are given
    """
    if 'filter' in options:
        if spec_or_id is not None:
            raise TypeError("find_one() got multiple values for argument 'filter'")
        spec_or_id = options.pop('filter')
    if spec_or_id is not None and not isinstance(spec_or_id, Mapping):
        return {'_id': spec_or_id}
    return spec_or_id
