"""UUIDs in what servers reply, on drivers that read only one of their two subtypes.

They take a type registry that reads the other one, but then they decode each reply twice: first as raw documents, then
the user's part of it with the registry. Ours only reads UUIDs and may see the whole reply. So it hides from the
driver's question whether it has decoders; the BSON decoder, which looks them up by type, finds them all the same.
And cursors do without it where the reply has no such UUID: a look-up for each value costs a tenth of the decoding.

This is the one module that uses protected names of the driver: `TypeRegistry._decoder_map`, `Cursor._unpack_response`
and what that is given. Each is probed here; where a driver has it no longer, replies are decoded as the driver does it.
"""
import pymongo.cursor
from bson import BSON
from bson.binary import Binary

from .versions import DRIVER_NEEDS_UUID_REPRESENTATION


class ReplyCursor(object):
    """What a cursor has for this; nothing where the driver needs no help."""


class HiddenDecoders(dict):
    """Decoders by type that are there but not true."""

    def __bool__(self):
        return False


if DRIVER_NEEDS_UUID_REPRESENTATION:
    from bson.binary import OLD_UUID_SUBTYPE, UUID_SUBTYPE, UuidRepresentation
    from bson.codec_options import CodecOptions, TypeDecoder, TypeRegistry

    class _BothSubtypes(TypeDecoder):
        """Reads both subtypes as UUIDs, as every driver did whatever its representation for writing."""

        bson_type = Binary

        def transform_bson(self, value):
            if len(value) != 16:
                return value
            if value.subtype == OLD_UUID_SUBTYPE:
                return value.as_uuid(UuidRepresentation.PYTHON_LEGACY)
            return value.as_uuid() if value.subtype == UUID_SUBTYPE else value

    def _reads(registry):
        """Whether a document that is decoded with this registry has its UUIDs."""
        codec = CodecOptions(uuid_representation=UuidRepresentation.UNSPECIFIED, type_registry=registry)
        for subtype in (OLD_UUID_SUBTYPE, UUID_SUBTYPE):
            document = BSON(BSON.encode({'id': Binary(b'\x00' * 16, subtype)})).decode(codec)
            if isinstance(document['id'], Binary):
                return False
        return True

    def uuid_registry():
        """A type registry that reads both subtypes, in one pass if that is possible."""
        registry = TypeRegistry([_BothSubtypes()])
        registry._decoder_map = HiddenDecoders(registry._decoder_map)
        return registry if _reads(registry) else TypeRegistry([_BothSubtypes()])

    UUID_REGISTRY = uuid_registry()
    _NO_REGISTRY = TypeRegistry()
    #: How a UUID of subtype 4 begins, behind its name: its length and the subtype.
    _STANDARD_UUID = b'\x10\x00\x00\x00\x04'
    #: Codec options with our registry, and the same without, by the `id` of the first, which so stays in use.
    _without = {}
    _REMEMBERED = 100

    def _without_registry(codec_options):
        if len(_without) >= _REMEMBERED:
            _without.clear()
        pair = _without[id(codec_options)] = codec_options, codec_options.with_options(type_registry=_NO_REGISTRY)
        return pair

    def _unpack_response(self, response, cursor_id, codec_options, user_fields=None, legacy_response=False):
        """Decode a batch without the registry if the registry has nothing to do there."""
        pair = _without.get(id(codec_options))
        if (pair is None and codec_options.type_registry is UUID_REGISTRY
                and codec_options.uuid_representation == UuidRepresentation.PYTHON_LEGACY):
            pair = _without_registry(codec_options)
        if pair is not None:
            data = getattr(response, 'payload_document', None)
            if type(data) is memoryview:
                data = data.obj  # which can be searched
            # Found by chance in other data, it only costs time. From the end Python searches in half the time; a
            # bytearray's `in` makes an error and drops it.
            if data is not None and data.rfind(_STANDARD_UUID) < 0:
                codec_options = pair[1]
        return _native(self, response, cursor_id, codec_options, user_fields, legacy_response)

    _native = getattr(pymongo.cursor.Cursor, '_unpack_response', None)
    if _native is not None and _native.__code__.co_varnames[:6] == _unpack_response.__code__.co_varnames[:6]:
        ReplyCursor._unpack_response = _unpack_response
else:
    UUID_REGISTRY = None
