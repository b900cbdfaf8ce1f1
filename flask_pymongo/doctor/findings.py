"""One thing that the doctor has to say."""
import re
from collections import namedtuple

ERROR, WARNING, INFO = 'error', 'warning', 'info'

_SCHEME = re.compile(r'mongodb(?:\+srv)?://')
_BLANKS = re.compile(r'(\s+)')
_OPTIONS = re.compile(r'[^\'"]+')


def masked(text):
    """A text whose MongoDB URIs have neither log-in nor options, some of which are secrets, too."""
    return '\n'.join(''.join(_without_options(word) for word in _BLANKS.split(_without_login(line)))
                     for line in text.split('\n'))


def _without_login(line):
    start = _SCHEME.search(line)
    if start is None:
        return line
    # To the last @ of the line: a password may hold anything, and too much hidden does no harm.
    _, mark, rest = line[start.end():].rpartition('@')
    return line[:start.end()] + ('***@' if mark else '') + rest


def _without_options(word):
    pieces, position = [], 0
    while True:
        start = _SCHEME.search(word, position)
        mark = -1 if start is None else word.find('?', start.end())
        if mark < 0:
            return ''.join(pieces) + word[position:]
        pieces.append(word[position:mark + 1])
        options = _OPTIONS.match(word, mark + 1)
        if options is not None:
            pieces.append('...')
        position = mark + 1 if options is None else options.end()


class Finding(namedtuple('Finding', 'severity about text where remedy')):
    """One finding.

    :param severity: ``'error'``: it cannot work so; ``'warning'``: it may not do what is expected; ``'info'``
    :param about: what it is about, one word: ``'startup'``, ``'legacy'``, ``'driver'``, ``'version'``,
        ``'program'``, ``'configuration'``, ``'server'``
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
