"""What parameters a callable of an installed package has."""
from __future__ import absolute_import

import inspect

_VARARGS, _VARKEYWORDS = 4, 8


def arguments(function):
    """The names of the parameters, and whether any other keyword is taken."""
    if not hasattr(inspect, 'signature'):
        found = inspect.getargspec(function)
        return set(found.args), found.keywords is not None
    code = getattr(_behind_wrappers(function), '__code__', None)
    if code is not None:  # as of most; `inspect` takes ten times as long, at each start
        flags = code.co_flags
        number = code.co_argcount + code.co_kwonlyargcount + bool(flags & _VARARGS) + bool(flags & _VARKEYWORDS)
        return set(code.co_varnames[:number]), bool(flags & _VARKEYWORDS)
    parameters = inspect.signature(function).parameters.values()
    return (set(parameter.name for parameter in parameters),
            any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters))


def _behind_wrappers(function):
    while hasattr(function, '__wrapped__'):
        function = function.__wrapped__
    return function


def takes(function, parameter):
    """Whether a callable has a parameter of this name; not if Python cannot tell."""
    try:
        # On Python 2 `inspect` does not look behind a wrapper.
        return parameter in arguments(_behind_wrappers(function))[0]
    except (TypeError, ValueError):
        return False
