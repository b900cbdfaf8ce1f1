"""The surface of PyMongo 2.x and 3.x as data: surface.tsv, one name of one class a line."""
import io
import os

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'surface.tsv')


class Name(object):
    """One name of a class.

    :param kind: `method`, `property` or `attribute`
    :param since: the first version that had it, a tuple
    :param parameters: pairs of a parameter and the first version that had it
    """

    def __init__(self, holder, name, kind, since, parameters):
        self.holder, self.name, self.kind, self.since, self.parameters = holder, name, kind, since, parameters

    @property
    def id(self):
        return '%s.%s' % (self.holder, self.name)


def _version(text):
    return tuple(int(number) for number in text.split(u'.'))


def _parameters(text):
    """Pairs of a parameter and the first version that had it, of ``2.2-2.9 (a, b); 3.0-3.13 (a)``."""
    first = {}
    for era in filter(None, text.split(u'; ')):
        versions, _, names = era.partition(u' ')
        for name in filter(None, names.strip(u'()').split(u', ')):
            first.setdefault(name, _version(versions.partition(u'-')[0]))
    return sorted(first.items())


def names():
    """All of them."""
    with io.open(PATH, encoding='ascii') as source:
        lines = [line.rstrip(u'\n').split(u'\t') for line in source if not line.startswith(u'#')]
    return [Name(holder, name, kind, _version(versions.partition(u'-')[0]), _parameters(eras))
            for holder, name, kind, versions, eras in lines]
