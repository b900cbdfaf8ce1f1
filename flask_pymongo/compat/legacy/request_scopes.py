"""Requests: what a thread does between start_request and end_request, it sees the effects of at once.

The 2.x driver kept a request on one socket, where the server does one thing after the other. Newer ones cannot; but a
write that the server has acknowledged is seen by everyone. So within a request the wrapper waits for writes that were
not to be waited for, and keeps to itself what they came to.
"""
import threading


class Requests(threading.local):
    """The requests of one client, in each thread.

    :param always: whether each thread is in a request from its first use of the client on: `auto_start_request`
    """

    def __init__(self, always):
        self._always = always
        # Begun by the first use, and by the next one after an end.
        self._first = False
        self._started = 0

    def active(self):
        """Whether this thread is in a request."""
        return self._first or self._started > 0

    def used(self):
        """The same, for one who is about to write or read: that begins the request that is always there."""
        if not self._started:
            self._first = self._always
        return self.active()

    def start(self):
        self._started += 1

    def end(self):
        """End the request that was started last; nothing happens if there is none."""
        if self._started:
            self._started -= 1
        else:
            self._first = False


class Request(object):
    """What `start_request` returns: a context manager that ends the request."""

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
