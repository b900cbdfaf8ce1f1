"""One thing that the doctor has to say."""
import re
from collections import namedtuple

ERROR, WARNING, INFO = 'error', 'warning', 'info'

# To the last @ of the line: a password may hold anything, and too much hidden does no harm.
_LOGIN = re.compile(r'(mongodb(?:\+srv)?://).*@')
_OPTIONS = re.compile(r'(mongodb(?:\+srv)?://[^\s?]*\?)[^\s\'"]+')


def masked(text):
    """A text whose MongoDB URIs have neither log-in nor options, some of which are secrets, too."""
    return _OPTIONS.sub(r'\1...', _LOGIN.sub(r'\1***@', text))


class Finding(namedtuple('Finding', 'severity about text where remedy')):
    """One finding.

    :param severity: ``'error'``: it cannot work so; ``'warning'``: it may not do what is expected; ``'info'``
    :param about: what it is about, one word: ``'startup'``, ``'legacy'``, ``'driver'``, ``'program'``,
        ``'configuration'``, ``'server'``
    :param text: the finding, a sentence
    :param where: the file and line, ``blog.py:3``, or None
    :param remedy: what to do about it, or None

    .. versionadded:: 4.0
    """

    __slots__ = ()

    def lines(self):
        """The finding as lines of text."""
        yield '%-8s %s%s' % (self.severity, self.where + ': ' if self.where else '', self.text)
        if self.remedy:
            yield '         -> %s' % self.remedy


def finding(severity, about, text, where=None, remedy=None):
    """A :class:`Finding` without secrets."""
    return Finding(severity, about, masked(text), where, remedy)
