"""FLASK_PYMONGO_REPORT=FILE: counts legacy calls by file, line and name, over all threads and processes.

FILE gets lines of JSON, each a list ``[file, line, name, modern, count]``: what a process has counted since it last
wrote.
"""
from __future__ import absolute_import

import atexit
import functools
import io
import itertools
import json
import os
import sys
import threading
import time

try:
    import fcntl
except ImportError:  # Windows, where appends are not put together
    fcntl = None

#: Seconds between two writes of a process.
PERIOD = 1.0
#: Bytes of the file beyond which lines for the same place are put together.
MUCH = 4 << 20
#: Whether Python says when it forks; before 3.7 the number of the process has to be asked for.
_FORKS_ARE_SAID = hasattr(os, 'register_at_fork')
#: There may be any number of places, in code that is made on the way.
_MANY_PLACES = 10000


class Counter(object):
    """Counts for one process; a child that is forked from it begins anew.

    :param path: the file to append to
    """

    def __init__(self, path):
        self._path = os.path.abspath(path)
        self._begin()
        if _FORKS_ARE_SAID:
            os.register_at_fork(after_in_child=self._begin)
        atexit.register(self._end)
        self._append(b'')  # a file without lines says that it was looked for

    def _begin(self):
        self._lock = threading.Lock()
        #: {(file, line, name): [a counter, how much of it is written, what to write instead]}
        self._tallies = {}
        #: {place: (a function that counts one more, the code of the place, which so keeps its `id`)}
        self._places = {}
        self._timer = None
        self._due = 0
        self._pid = os.getpid()

    def count(self, place):
        """Count one more call of a place.

        :return: False if the place is not known
        """
        if not _FORKS_ARE_SAID and os.getpid() != self._pid:
            self._begin()
        known = self._places.get(place)
        if known is None:
            return False
        known[0]()
        if self._timer is None or time.time() > self._due:
            self._write_soon()
        return True

    def enter(self, place, code, where, name, modern):
        """Count the first call of a place.

        :param place: None if the same place may belong to another line the next time
        :param where: (file, line)
        :param modern: what to write instead
        """
        key = (_text(where[0]), where[1], _text(name))
        with self._lock:
            tally = self._tallies.get(key)
            if tally is None:
                tally = self._tallies[key] = [itertools.count(), 0, _text(modern)]
        # The next of a counter is one step of the interpreter, in which no other thread counts.
        more = functools.partial(next, tally[0])
        if place is not None:
            if len(self._places) >= _MANY_PLACES:
                self._places.clear()
            self._places[place] = more, code
        more()
        if self._timer is None or time.time() > self._due:
            self._write_soon()

    def _write_soon(self):
        """Write after the period, by a thread that ends then; at once where threads do not run."""
        with self._lock:
            overdue = self._timer is not None
            if overdue and time.time() <= self._due:
                return
            self._due = time.time() + 2 * PERIOD
            if not overdue:
                self._timer = threading.Timer(PERIOD, self.write)
                self._timer.daemon = True
                try:
                    self._timer.start()
                except RuntimeError:  # Python is at its end, or has no more threads
                    overdue = True
        if overdue:
            self.write()

    def _end(self):
        timer = self._timer
        if timer is not None and os.getpid() == self._pid:
            timer.cancel()
            timer.join(PERIOD)  # Python 2 takes the modules away from a thread that is still there at the end
        self.write()

    def write(self):
        """Append what has been counted since the last time."""
        if os.getpid() != self._pid:
            return
        with self._lock:
            self._timer = None
            lines = []
            for key, tally in list(self._tallies.items()):
                counted = _value(tally[0])
                if counted > tally[1]:
                    lines.append(json.dumps(key + (tally[2], counted - tally[1])) + '\n')
                    tally[1] = counted
        if lines:
            self._append(''.join(lines).encode('utf-8'))

    def _append(self, text):
        try:
            _append(self._path, text)
        except EnvironmentError as error:
            sys.stderr.write('FLASK_PYMONGO_REPORT: %s\n' % error)


def _text(value):
    return value.decode('utf-8', 'replace') if isinstance(value, bytes) else value


def _value(counter):
    """What a counter would give next; only its text says so without counting."""
    return int(repr(counter)[len('count('):-1].rstrip('L'))


def _append(path, text):
    """Append to a file that other processes append to."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            if fcntl is not None:
                fcntl.flock(handle, fcntl.LOCK_EX)
                if os.fstat(handle).st_ino != os.stat(path).st_ino:
                    continue  # another process has just put another file in its place
            os.write(handle, text)
            if fcntl is not None and os.fstat(handle).st_size > MUCH:
                _put_together(path)
            return
        finally:
            os.close(handle)


def _put_together(path):
    """Put one line for each place in the place of many."""
    temporary = '%s.%d' % (path, os.getpid())
    with io.open(temporary, 'wb') as stream:
        for row in read(path):
            stream.write((json.dumps(row) + '\n').encode('utf-8'))
    os.rename(temporary, path)


def read(path):
    """The rows of a file, a list of lists ``[file, line, name, modern, count]``, one for each place and name.

    A line that is none, as a process leaves it that is ended while it writes, is left out.
    """
    found = {}
    with io.open(path, 'rb') as stream:
        for line in stream:
            try:
                source, number, name, modern, count = json.loads(line.decode('utf-8'))
                known = found.setdefault((source, number, name), [modern, 0])
                known[1] += count
            except (TypeError, ValueError):
                continue
    return [list(key) + value for key, value in sorted(found.items())]
