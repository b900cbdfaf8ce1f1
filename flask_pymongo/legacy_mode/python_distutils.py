"""What programs took from `distutils`, which left Python 3.12 and which setuptools brings along: versions, booleans."""
from __future__ import absolute_import

import re


class Version(object):
    """A version that compares with others and with text; the base of the other two."""

    def __init__(self, vstring=None):
        if vstring:
            self.parse(vstring)

    def __repr__(self):
        return "%s ('%s')" % (type(self).__name__, self)

    def _key(self):
        return self.version

    def _compare(self, other, operator):
        other = type(self)(other) if isinstance(other, str) else other
        return getattr(self._key(), operator)(other._key()) if isinstance(other, Version) else NotImplemented

    def __eq__(self, other):
        return self._compare(other, '__eq__')

    def __ne__(self, other):
        return self._compare(other, '__ne__')

    def __lt__(self, other):
        return self._compare(other, '__lt__')

    def __le__(self, other):
        return self._compare(other, '__le__')

    def __gt__(self, other):
        return self._compare(other, '__gt__')

    def __ge__(self, other):
        return self._compare(other, '__ge__')


class LooseVersion(Version):
    """A version of any form: its numbers and words are compared one after the other."""

    def parse(self, vstring):
        """Take a version apart: `version` is the list of its numbers and words."""
        self.vstring = vstring
        parts = [part for part in re.split(r'(\d+|[a-z]+|\.)', vstring, flags=re.ASCII) if part and part != '.']
        self.version = [int(part) if part.isdigit() else part for part in parts]

    def __str__(self):
        return self.vstring


class StrictVersion(Version):
    """A version of two or three numbers, maybe with ``a1`` or ``b1`` behind.

    :raises ValueError: if it is none
    """

    def parse(self, vstring):
        """Take a version apart: `version` is a tuple of three numbers, `prerelease` a pair or None."""
        found = re.match(r'^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$', vstring, re.ASCII)
        if not found:
            raise ValueError("invalid version number '%s'" % vstring)
        self.version = tuple(int(number or 0) for number in found.group(1, 2, 3))
        self.prerelease = (found.group(4), int(found.group(5))) if found.group(4) else None

    def __str__(self):
        shown = '.'.join(str(number) for number in (self.version if self.version[2] else self.version[:2]))
        return shown + ('%s%d' % self.prerelease if self.prerelease else '')

    def _key(self):
        # A release comes after what came before it.
        return self.version + (self.prerelease or ('c', 0),)


def strtobool(val):
    """1 for ``yes``, ``true``, ``on`` and their like, 0 for their opposites.

    :raises ValueError: for other text
    """
    val = val.lower()
    if val in ('y', 'yes', 't', 'true', 'on', '1'):
        return 1
    if val in ('n', 'no', 'f', 'false', 'off', '0'):
        return 0
    raise ValueError('invalid truth value %r' % (val,))


def find_executable(executable, path=None):
    """The path of a program, None if it is not on the path."""
    import shutil
    return shutil.which(executable, path=path)
