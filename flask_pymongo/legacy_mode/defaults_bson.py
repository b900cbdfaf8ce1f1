"""The defaults of bson up to PyMongo 3: JSON in the legacy shapes, UUIDs as subtype 3, both subtypes read."""
from __future__ import absolute_import

import types
from functools import wraps

from .additions import innermost


def _functions(owner):
    """The public functions of a module or class."""
    for name, value in vars(owner).items():
        value = getattr(value, '__func__', value)
        if isinstance(value, types.FunctionType) and not name.startswith('_'):
            yield value


# JSON

def json_options(module, additions, row):
    """`json_util.DEFAULT_JSON_OPTIONS`, and the functions that have it as a default."""
    before = getattr(module, 'DEFAULT_JSON_OPTIONS', None)
    if not hasattr(module, 'JSONMode') or before.json_mode == module.JSONMode.LEGACY:
        return False
    after = module.JSONOptions(json_mode=module.JSONMode.LEGACY, tz_aware=True,
                               uuid_representation=_python_legacy())
    additions.replace(module, 'DEFAULT_JSON_OPTIONS', after)
    for function in _functions(module):
        additions.replace_default(function, before, after)
    return True


def new_json_options(module, additions, row):
    """`JSONOptions()` where a program leaves something out."""
    kind = getattr(module, 'JSONOptions', None)
    if not hasattr(module, 'JSONMode') or kind().json_mode == module.JSONMode.LEGACY:
        return False
    native = kind.__new__
    place = native.__code__.co_varnames.index('json_mode')

    @wraps(native)
    def new(cls, *args, **kwargs):
        if len(args) < place:
            kwargs.setdefault('json_mode', module.JSONMode.LEGACY)
        kwargs.setdefault('tz_aware', True)
        kwargs.setdefault('uuid_representation', _python_legacy())
        return native(cls, *args, **kwargs)

    additions.replace(kind, '__new__', staticmethod(new))
    return True


# UUIDs

def _python_legacy():
    from bson.binary import UuidRepresentation
    return UuidRepresentation.PYTHON_LEGACY


def _say_nothing(options):
    """Whether codec options leave UUIDs to the program, so that the driver refuses them."""
    from bson import binary
    unspecified = getattr(getattr(binary, 'UuidRepresentation', None), 'UNSPECIFIED', None)
    return unspecified is not None and options.uuid_representation == unspecified


def _reads_standard(module):
    """A registry with which UUIDs of subtype 4 are read, too."""
    from bson.binary import UUID_SUBTYPE, Binary

    class StandardUUID(module.TypeDecoder):
        """Reads UUIDs of subtype 4, which drivers up to 3 read whatever they wrote."""

        bson_type = Binary

        def transform_bson(self, value):
            return value.as_uuid() if value.subtype == UUID_SUBTYPE and len(value) == 16 else value

    return module.TypeRegistry([StandardUUID()])


def codec_options(module, additions, row):
    """`CodecOptions()` that say nothing about UUIDs; those of a client are made by it."""
    kind = module.CodecOptions
    if not _say_nothing(kind()):
        return False
    native = kind.__new__
    registry = _reads_standard(module)
    place = native.__code__.co_varnames.index('uuid_representation')

    @wraps(native)
    def new(cls, *args, **kwargs):
        # Not for options of JSON, which derive from these.
        if cls is kind and len(args) < place and 'uuid_representation' not in kwargs:
            kwargs['uuid_representation'] = _python_legacy()
            if kwargs.get('type_registry') is None:
                kwargs['type_registry'] = registry
        return native(cls, *args, **kwargs)

    additions.replace(kind, '__new__', staticmethod(new))
    return True


def codec(module, additions, row):
    """`bson.encode`, `bson.decode` and the rest, `BSON.encode` and `BSON.decode`: all without codec options."""
    before = getattr(module, 'DEFAULT_CODEC_OPTIONS', None)
    if before is None or not _say_nothing(before):
        return False
    from bson import codec_options as options
    after = before.with_options(uuid_representation=_python_legacy(), type_registry=_reads_standard(options))
    additions.replace(module, 'DEFAULT_CODEC_OPTIONS', after)
    for owner in (module, module.BSON):
        for function in _functions(owner):
            additions.replace_default(function, before, after)
    if isinstance(innermost(module.decode_all), types.BuiltinFunctionType):
        additions.replace(module, 'decode_all', _with_options(module.decode_all, after))
    return True


def _with_options(native, options):
    """A function in C, whose defaults cannot be set, with other codec options if it is given none."""
    @wraps(native)
    def decode_all(data, *args, **kwargs):
        return native(data, *args, **kwargs) if args or kwargs else native(data, options)

    return decode_all
