"""Requests: between start_request and end_request a thread sees the effects of its own writes at once.

The 2.x driver kept a request on one socket, where the server does one thing after the other. Newer drivers have no
requests; but everybody sees a write that the server has acknowledged. So within a request the wrapper waits for
unacknowledged writes, too, and hides their results.
"""
import threading


class Requests(threading.local):
    """The requests of one client, in each thread.

    :param always: `auto_start_request`: whether the first operation of a thread begins a request
    """

    def __init__(self, always):
        self._always = always
        #: Whether an operation has begun the automatic request.
        self._automatic = False
        self._started = 0

    def active(self):
        """Whether this thread is in a request."""
        return self._automatic or self._started > 0

    def begin_operation(self):
        """Begin the automatic request before a read or a write.

        :return: whether this thread is in a request
        """
        if not self._started:
            self._automatic = self._always
        return self._automatic or self._started > 0

    def start(self):
        self._started += 1

    def end(self):
        """End the request that was started last, if there is one."""
        if self._started:
            self._started -= 1
        else:
            self._automatic = False


class Request(object):
    """The context manager that `start_request` returns: it ends the request."""

    def __init__(self, requests):
        self._requests = requests
        self._open = True

    def end(self):
        """End this request. A second time nothing happens."""
        if self._open:
            self._open = False
            self._requests.end()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.end()
