"""A TCP proxy between driver and server, which loses an answer or closes connections when it is told to."""
import contextlib
import socket
import struct
import threading


def free_port():
    """A port of 127.0.0.1 where nothing listens."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Proxy(object):
    """Listens on `port` of 127.0.0.1 and hands on to `target`, a port there, whole messages of the wire protocol."""

    def __init__(self, target):
        self._target = target
        self._lock = threading.Lock()
        self._unwanted, self.swallowed = None, 0
        self._pairs = set()
        self._listener = socket.socket()
        self._listener.bind(('127.0.0.1', 0))
        self._listener.listen(128)
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)

    def swallow(self, command):
        """Close the connection in the place of the next answer to a command; the server has done it then."""
        with self._lock:
            self._unwanted, self.swallowed = command.encode('ascii') + b'\0', 0

    def drop_all(self):
        """Close all connections; how many."""
        with self._lock:
            pairs = list(self._pairs)
        for pair in pairs:
            self._close(pair)
        return len(pairs)

    def close(self):
        """Listen no more and close all connections."""
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except EnvironmentError:
            pass
        self._listener.close()
        self.drop_all()

    def _start(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments)
        thread.daemon = True
        thread.start()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except EnvironmentError:
                return
            try:
                server = socket.create_connection(('127.0.0.1', self._target), 5)
            except EnvironmentError:
                client.close()
                continue
            server.settimeout(None)
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair, state = (client, server), {'is_unwanted': False}
            with self._lock:
                self._pairs.add(pair)
            self._start(self._requests, pair, state)
            self._start(self._answers, pair, state)

    def _requests(self, pair, state):
        try:
            while True:
                message = _message(pair[0])
                with self._lock:
                    if self._unwanted is not None and self._unwanted in message:
                        state['is_unwanted'], self._unwanted = True, None
                pair[1].sendall(message)
        except EnvironmentError:
            self._close(pair)

    def _answers(self, pair, state):
        try:
            while True:
                message = _message(pair[1])
                if state['is_unwanted']:
                    with self._lock:
                        self.swallowed += 1
                    self._close(pair)
                    return
                pair[0].sendall(message)
        except EnvironmentError:
            self._close(pair)

    def _close(self, pair):
        with self._lock:
            self._pairs.discard(pair)
        for one in pair:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except EnvironmentError:
                pass
            one.close()


def _message(connection):
    head = _bytes(connection, 4)
    return head + _bytes(connection, struct.unpack('<i', head)[0] - 4)


def _bytes(connection, size):
    parts = []
    while size:
        part = connection.recv(min(size, 1 << 20))
        if not part:
            raise EnvironmentError('closed')
        parts.append(part)
        size -= len(part)
    return b''.join(parts)
