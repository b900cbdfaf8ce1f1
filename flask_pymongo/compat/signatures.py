"""What parameters a callable of an installed package has."""
from __future__ import absolute_import

import inspect


def arguments(function):
    """The names of the parameters, and whether any other keyword is taken."""
    if hasattr(inspect, 'signature'):
        parameters = inspect.signature(function).parameters.values()
        return (set(parameter.name for parameter in parameters),
                any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters))
    found = inspect.getargspec(function)
    return set(found.args), found.keywords is not None


def takes(function, parameter):
    """Whether a callable has a parameter of this name; not if Python cannot tell."""
    # On Python 2 `inspect` does not look behind a wrapper.
    while hasattr(function, '__wrapped__'):
        function = function.__wrapped__
    try:
        return parameter in arguments(function)[0]
    except (TypeError, ValueError):
        return False
