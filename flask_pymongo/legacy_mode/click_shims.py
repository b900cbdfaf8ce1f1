"""Names that Click removed, and the parameter that completes a word on the command line."""
from __future__ import absolute_import

import sys
from functools import wraps

from .patching import takes, used

#: Whether Click keeps quiet about `unicode_literals`, which it does by itself now.
disable_unicode_literals_warning = False


def get_os_args():
    """The arguments of the program, without its name."""
    return sys.argv[1:]


def parameter(function):
    """A wrapper of `Parameter.__init__` that takes `autocompletion`, a function of context, arguments and beginning."""
    if takes(function, 'autocompletion'):
        return function

    @wraps(function)
    def wrapper(self, *args, **kwargs):
        complete = kwargs.pop('autocompletion', None)
        if complete is not None:
            used('click.Parameter.__init__(autocompletion=)')
            kwargs.setdefault('shell_complete', _shell_complete(complete))
        function(self, *args, **kwargs)
    return wrapper


def _shell_complete(complete):
    def shell_complete(ctx, param, incomplete):
        from click.shell_completion import CompletionItem
        found = [(item, None) if isinstance(item, str) else item for item in complete(ctx, [], incomplete)]
        return [CompletionItem(value, help=text) for value, text in found if value.startswith(incomplete)]
    return shell_complete
