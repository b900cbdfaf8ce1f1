"""The answer of `aggregate` on drivers that give a cursor: its use as the dict of 2.x warns."""
from ..aggregate import AggregateResult
from ..warn import legacy_method

_NAME = "aggregate()['result']"


class _Asked(object):
    """Notes what list() asks for."""

    def __init__(self):
        self.names = []

    def __len__(self):
        self.names.append('length')
        return 0

    def __iter__(self):
        self.names.append('iterator')
        return iter(())


def _list_asks_for_length_first():
    asked = _Asked()
    list(asked)
    return asked.names[0] == 'length'


#: Python 3.8 and 3.9; on all others list() asks for the length right after the iterator.
LIST_ASKS_FOR_LENGTH_FIRST = _list_asks_for_length_first()


def _warning(name):
    own = getattr(AggregateResult, name)

    def method(self, *args, **kwargs):
        return own(self, *args, **kwargs)

    method.__name__, method.__doc__ = name, own.__doc__
    return legacy_method(_NAME, 'list(aggregate(...))', gone='3.0')(method)


class AggregateAnswer(AggregateResult):
    """An :class:`~flask_pymongo.compat.aggregate.AggregateResult` that warns where a cursor would fail."""

    #: Where `iter` was called, if nothing has come since.
    _iterated_at = None

    def __bool__(self):
        return True

    __nonzero__ = __bool__
    __hash__ = None

    def __iter__(self):
        self._iterated_at = self._position
        return self

    def __len__(self):
        # Which list() asks for, too.
        if LIST_ASKS_FOR_LENGTH_FIRST or self._iterated_at == self._position:
            self._iterated_at = None
            return dict.__len__(self)
        return self._length()

    _length = _warning('__len__')


for _method in ('__getitem__', '__setitem__', '__delitem__', '__contains__', '__eq__', '__ne__', '__or__', '__ror__',
                '__ior__', '__reversed__', 'get', 'keys', 'values', 'items', 'iteritems', 'itervalues', 'iterkeys',
                'viewitems', 'viewkeys', 'viewvalues', 'has_key', 'copy', 'pop', 'popitem', 'setdefault', 'update',
                'clear'):
    if hasattr(AggregateResult, _method):
        setattr(AggregateAnswer, _method, _warning(_method))
