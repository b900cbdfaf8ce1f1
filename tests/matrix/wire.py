"""As much of the MongoDB wire protocol as starting a server takes, so that this needs no driver. Python 2.7 and 3.6+.

A document is a sequence of (name, value) pairs when it is sent, a dict when it was received.
"""

import socket
import struct

OP_MSG = 2013

# BSON types of a fixed size: double, ObjectId, date, int32, timestamp, int64.
FIXED_SIZE = {0x01: '<d', 0x07: '12s', 0x09: '8s', 0x10: '<i', 0x11: '8s', 0x12: '<q'}


def _encode_value(name, value):
    name = name.encode('utf-8') + b'\0'
    if isinstance(value, bool):
        return b'\x08' + name + (b'\x01' if value else b'\x00')
    if isinstance(value, int):
        return b'\x10' + name + struct.pack('<i', value)
    if isinstance(value, tuple):
        return b'\x03' + name + encode(value)
    if isinstance(value, list):
        return b'\x04' + name + encode([(str(index), item) for index, item in enumerate(value)])
    text = value.encode('utf-8') + b'\0'
    return b'\x02' + name + struct.pack('<i', len(text)) + text


def encode(document):
    body = b''.join(_encode_value(name, value) for name, value in document)
    return struct.pack('<i', len(body) + 5) + body + b'\0'


def _decode_value(kind, data, at):
    """The value of the BSON type `kind` at `at`, and where it ends; identifiers, dates, binaries are left as bytes."""
    if kind in (0x02, 0x03, 0x04, 0x05):
        length = struct.unpack_from('<i', data, at)[0]
        if kind == 0x02:
            return data[at + 4:at + 3 + length].decode('utf-8'), at + 4 + length
        if kind == 0x05:
            return data[at + 5:at + 5 + length], at + 5 + length
        document = decode(data[at:at + length])
        if kind == 0x04:
            document = [document[str(index)] for index in range(len(document))]
        return document, at + length
    if kind == 0x0A:
        return None, at
    if kind == 0x08:
        return data[at:at + 1] == b'\x01', at + 1
    code = FIXED_SIZE[kind]
    return struct.unpack_from(code, data, at)[0], at + struct.calcsize(code)


def decode(data):
    document, at = {}, 4
    while at < len(data) - 1:
        kind = ord(data[at:at + 1])
        end = data.index(b'\0', at + 1)
        name = data[at + 1:end].decode('utf-8')
        document[name], at = _decode_value(kind, data, end + 1)
    return document


def _receive(connection, size):
    data = b''
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise EnvironmentError('the server closed the connection')
        data += part
    return data


class Connection(object):
    """A connection to `host`:`port`; each reply must come within `timeout` seconds."""

    def __init__(self, port, timeout=10.0, host='127.0.0.1'):
        self._socket = socket.create_connection((host.strip('[]'), port), timeout)

    def command(self, document, database='admin'):
        """Send one command, return the reply; EnvironmentError if none comes in time."""
        body = struct.pack('<i', 0) + b'\0' + encode(tuple(document) + (('$db', database),))
        self._socket.sendall(struct.pack('<iiii', 16 + len(body), 1, 0, OP_MSG) + body)
        length = struct.unpack('<i', _receive(self._socket, 4))[0]
        # Twelve bytes of header, four of flags and one of section kind stand before the document.
        return decode(_receive(self._socket, length - 4)[17:])

    def close(self):
        self._socket.close()


def command(port, document, database='admin', timeout=10.0, host='127.0.0.1'):
    """The same by a connection of its own."""
    connection = Connection(port, timeout, host)
    try:
        return connection.command(document, database)
    finally:
        connection.close()
