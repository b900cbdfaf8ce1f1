"""Tells what only Python 2 can read from other errors of syntax."""
import re

_PYTHON_2 = re.compile(r'''
    ^\s*(print\s+[^\s(=.,] | print\s*$ | print\s*>> | exec\s+[^\s(=.,] | raise\s+[\w.]+\s*, | except\b[^:(]+,)
    | `[^`]*` | <> | \b0[0-7]+\b | \b\d+[lL]\b | \b[uU][rR]['"]''', re.VERBOSE)


def is_python_2(kind, line):
    """Whether an error means that a source is written for Python 2.

    :param kind: the name of the exception's class
    :param line: the line of the source that it names
    """
    # Python 3 does not say more than the line; and Python 2 reads all of it.
    return kind in ('SyntaxError', 'TabError') and str is not bytes and _PYTHON_2.search(line or '') is not None


def say(path):
    """What to do about a source in Python 2."""
    return 'rewrite it: pip install modernize, then modernize -w %s' % path
