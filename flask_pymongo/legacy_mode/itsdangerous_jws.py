"""The serializers of JSON Web Signatures that left ItsDangerous; what it signed is read, and the other way round."""
from __future__ import absolute_import

import hashlib
import time
from datetime import datetime, timedelta
from numbers import Real

from itsdangerous import (
    BadData,
    BadHeader,
    BadPayload,
    BadSignature,
    HMACAlgorithm,
    NoneAlgorithm,
    Serializer,
    SignatureExpired,
    base64_decode,
    base64_encode,
    want_bytes,
)

from .itsdangerous_shims import compact_json

__all__ = ['JSONWebSignatureSerializer', 'TimedJSONWebSignatureSerializer']


class JSONWebSignatureSerializer(Serializer):
    """Signs JSON with a header that names the algorithm.

    :param algorithm_name: ``HS256``, ``HS384``, ``HS512`` or ``none``. If it is not given, ``HS512`` signs, as from
        ItsDangerous 1.0 on; what ``HS256`` signed, as up to 0.24, is read, too
    :raises NotImplementedError: if it is none of them
    """

    jws_algorithms = {'HS256': HMACAlgorithm(hashlib.sha256), 'HS384': HMACAlgorithm(hashlib.sha384),
                      'HS512': HMACAlgorithm(hashlib.sha512), 'none': NoneAlgorithm()}
    default_algorithm = 'HS512'
    default_serializer = compact_json

    def __init__(self, secret_key, salt=None, serializer=None, serializer_kwargs=None, signer=None, signer_kwargs=None,
                 algorithm_name=None):
        Serializer.__init__(self, secret_key, salt=salt, serializer=serializer, serializer_kwargs=serializer_kwargs,
                            signer=signer, signer_kwargs=signer_kwargs)
        self.algorithm_name = algorithm_name or self.default_algorithm
        self.algorithm = self.make_algorithm(self.algorithm_name)
        self._readable = [self.algorithm_name]
        if algorithm_name is None and self.default_algorithm == 'HS512':
            self._readable.append('HS256')

    def make_algorithm(self, algorithm_name):
        """The algorithm of a name."""
        try:
            return self.jws_algorithms[algorithm_name]
        except KeyError:
            raise NotImplementedError('Algorithm not supported')

    def make_signer(self, salt=None, algorithm=None):
        """What signs; without a salt by the secret key as it is."""
        salt = self.salt if salt is None else salt
        return self.signer(self.secret_keys, salt=salt, sep='.', key_derivation='none' if salt is None else None,
                           algorithm=self.algorithm if algorithm is None else algorithm)

    def make_header(self, header_fields):
        """The header of what is signed now, as a dict."""
        return dict(header_fields or {}, alg=self.algorithm_name)

    def dump_payload(self, header, obj):
        """A header and an object, encoded but not signed."""
        return b'.'.join(base64_encode(self.serializer.dumps(part, **self.serializer_kwargs)) for part in (header, obj))

    def load_payload(self, payload, serializer=None, return_header=False):
        """The reverse of :meth:`dump_payload`.

        :raises BadHeader: if the header is no JSON object
        :raises BadPayload: if it is not of that form
        """
        payload = want_bytes(payload)
        # `loads_unsafe` hands over what it has, of an expired signature the object.
        if not isinstance(payload, bytes) or b'.' not in payload:
            raise BadPayload('No "." found in value')
        encoded_header, encoded = payload.split(b'.', 1)
        try:
            header = Serializer.load_payload(self, base64_decode(encoded_header), serializer=compact_json)
        except BadData as error:
            raise BadHeader('Could not read the header', original_error=error)
        if not isinstance(header, dict):
            raise BadHeader('Header payload is not a JSON object', header=header)
        try:
            text = base64_decode(encoded)
        except BadData as error:
            raise BadPayload('Could not base64 decode the payload because of an exception', original_error=error)
        value = Serializer.load_payload(self, text, serializer=serializer)
        return (value, header) if return_header else value

    def dumps(self, obj, salt=None, header_fields=None):
        """Sign an object; bytes.

        :param header_fields: a dict of what the header has besides
        """
        return self.make_signer(salt, self.algorithm).sign(self.dump_payload(self.make_header(header_fields), obj))

    def loads(self, s, salt=None, return_header=False):
        """The object that was signed.

        :param return_header: whether it comes as a pair with the header
        :raises BadSignature: if it was not signed with this key and algorithm
        """
        s = want_bytes(s)
        for name in self._readable:
            try:
                value = self.make_signer(salt, self.make_algorithm(name)).unsign(s)
            except BadSignature:
                if name == self._readable[-1]:
                    raise
                continue
            payload, header = self.load_payload(value, return_header=True)
            if header.get('alg') != name:
                raise BadHeader('Algorithm mismatch', header=header, payload=payload)
            return (payload, header) if return_header else payload

    def loads_unsafe(self, s, salt=None, return_header=False):
        """Whether the signature is right, and the object in any case, as far as it can be read."""
        return self._loads_unsafe_impl(s, salt, {'return_header': return_header}, {'return_header': return_header})


class TimedJSONWebSignatureSerializer(JSONWebSignatureSerializer):
    """Also signs when, and until when it is to be read.

    :param expires_in: seconds; an hour if it is not given
    """

    DEFAULT_EXPIRES_IN = 3600

    def __init__(self, secret_key, expires_in=None, **kwargs):
        JSONWebSignatureSerializer.__init__(self, secret_key, **kwargs)
        self.expires_in = self.DEFAULT_EXPIRES_IN if expires_in is None else expires_in

    def make_header(self, header_fields):
        """The same, with the times."""
        now = self.now()
        return dict(JSONWebSignatureSerializer.make_header(self, header_fields), iat=now, exp=now + self.expires_in)

    def loads(self, s, salt=None, return_header=False):
        """The object that was signed.

        :raises SignatureExpired: if its time is over; ``date_signed`` says when it was signed
        """
        payload, header = JSONWebSignatureSerializer.loads(self, s, salt, return_header=True)
        if 'exp' not in header:
            raise BadSignature('Missing expiry date', payload=payload)
        try:
            header['exp'] = int(header['exp'])
        except ValueError:
            header['exp'] = -1
        if header['exp'] < 0:
            raise BadHeader('Expiry date is not an IntDate', payload=payload)
        if header['exp'] < self.now():
            raise SignatureExpired('Signature expired', payload=payload, date_signed=self.get_issue_date(header))
        return (payload, header) if return_header else payload

    def get_issue_date(self, header):
        """When it was signed, as a datetime without a time zone, which is UTC; None if the header does not say."""
        issued = header.get('iat')
        return datetime(1970, 1, 1) + timedelta(seconds=int(issued)) if isinstance(issued, Real) else None

    def now(self):
        """Seconds since 1970."""
        return int(time.time())
