"""Password hashes of earlier releases, and functions of `werkzeug.security` that the standard library has now."""
from __future__ import absolute_import

import binascii
import hashlib
import hmac
from functools import wraps

from .patching import used

#: The number of rounds of 1.0, which had no other default.
_ITERATIONS = 150000


def _bytes(value):
    return value if isinstance(value, bytes) else value.encode('utf-8')


def safe_str_cmp(a, b):
    """Whether two texts are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(_bytes(a), _bytes(b))


def pbkdf2_bin(data, salt, iterations=_ITERATIONS, keylen=None, hashfunc=None):
    """PBKDF2 as bytes.

    :param keylen: their number; None for that of the hash
    :param hashfunc: the name of a hash, or a function of :mod:`hashlib`; None for sha256
    """
    name = hashfunc or 'sha256'
    if callable(name):
        name = name().name
    return hashlib.pbkdf2_hmac(name, _bytes(data), _bytes(salt), iterations, keylen)


def pbkdf2_hex(data, salt, iterations=_ITERATIONS, keylen=None, hashfunc=None):
    """:func:`pbkdf2_bin` as text of hexadecimal digits."""
    return binascii.hexlify(pbkdf2_bin(data, salt, iterations, keylen, hashfunc)).decode('ascii')


def _legacy_digest(method, salt, password):
    """What earlier releases wrote for a method without rounds; None if this is none."""
    if method == 'plain':
        return _bytes(password)
    if method not in hashlib.algorithms_available:
        return None

    def digest(start=b''):
        return hashlib.new(method, start)
    made = hmac.new(_bytes(salt), _bytes(password), digest) if salt else digest(_bytes(password))
    return made.hexdigest().encode('ascii')


def check_password_hash(function):
    """A wrapper that also checks ``sha1$salt$hash``, ``md5$...`` and ``plain$$...``."""
    @wraps(function)
    def wrapper(pwhash, password):
        try:
            return function(pwhash, password)
        except ValueError:
            parts = pwhash.split('$', 2)
            expected = _legacy_digest(parts[0], parts[1], password) if len(parts) > 2 else None
            if expected is None:
                raise
        used('werkzeug.security.check_password_hash(sha1$, md5$, plain$)')
        return hmac.compare_digest(expected, _bytes(parts[2]))
    return wrapper


def generate_password_hash(function):
    """A wrapper that takes the name of a hash as the method, and hashes with PBKDF2 and it: never with the hash alone.

    Such a value checks everywhere that the earlier one did.
    """
    @wraps(function)
    def wrapper(password, *args, **kwargs):
        try:
            return function(password, *args, **kwargs)
        except ValueError:
            method = kwargs.pop('method', None) or (args[0] if args else None)
            if method not in hashlib.algorithms_available:
                raise
        used('werkzeug.security.generate_password_hash(method=a hash)')
        return function(password, 'pbkdf2:' + method, *args[1:], **kwargs)
    return wrapper
