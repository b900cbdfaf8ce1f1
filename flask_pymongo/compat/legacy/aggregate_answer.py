"""The answer of `aggregate` on drivers that give a cursor: its use as the dict of 2.x warns."""
from ..aggregate import AggregateResult
from ..warn import legacy_method

_NAME = "aggregate()['result']"


def _warning(name):
    own = getattr(AggregateResult, name)

    def method(self, *args):
        return own(self, *args)

    method.__name__, method.__doc__ = name, own.__doc__
    return legacy_method(_NAME, 'list(aggregate(...))', gone='3.0')(method)


class AggregateAnswer(AggregateResult):
    """An :class:`~flask_pymongo.compat.aggregate.AggregateResult` that warns where a cursor would fail."""

    def __bool__(self):
        return True

    __nonzero__ = __bool__
    __hash__ = None


# Not __len__: list() asks for it, too.
for _method in ('__getitem__', '__contains__', '__eq__', '__ne__', 'get', 'keys', 'values', 'items',
                'iteritems', 'itervalues', 'iterkeys', 'has_key', 'copy', 'pop'):
    if hasattr(AggregateResult, _method):
        setattr(AggregateAnswer, _method, _warning(_method))
