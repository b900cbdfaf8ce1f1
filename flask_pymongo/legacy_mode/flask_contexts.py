"""The stacks of contexts that Flask had up to 2.1, on the context variables of later releases."""
from __future__ import absolute_import

# An ImportError on an older Flask is right: it has stacks of its own, which extensions ask for.
from flask.globals import app_ctx, request_ctx


class ContextStack(object):
    """`flask._app_ctx_stack` or `flask._request_ctx_stack`: what extensions ask for `top`.

    :param proxy: what stands for the present context
    """

    def __init__(self, proxy):
        self._proxy = proxy

    @property
    def top(self):
        """The present context, None outside of one."""
        try:
            return self._proxy._get_current_object()
        except RuntimeError:
            return None

    def push(self, context):
        """Make a context the present one."""
        context.push()

    def pop(self):
        """End the present context.

        :return: the context, None outside of one
        """
        context = self.top
        if context is not None:
            context.pop()
        return context


app_stack = ContextStack(app_ctx)
request_stack = ContextStack(request_ctx)


def _of(stack, name, kind):
    context = stack.top
    if context is None:
        raise RuntimeError('working outside of %s context' % kind)
    return getattr(context, name)


def lookup_app_object(name):
    """`flask.globals._lookup_app_object`: an attribute of the present application context.

    :raises RuntimeError: outside of one
    """
    return _of(app_stack, name, 'application')


def lookup_req_object(name):
    """`flask.globals._lookup_req_object`: an attribute of the present request context.

    :raises RuntimeError: outside of one
    """
    return _of(request_stack, name, 'request')


def find_app():
    """`flask.globals._find_app`: the present application.

    :raises RuntimeError: outside of an application context
    """
    return _of(app_stack, 'app', 'application')
