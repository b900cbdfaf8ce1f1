"""The parsers of headers and URIs under atheris, which changes bytes until they reach new lines."""
import sys

import atheris

with atheris.instrument_imports(include=['flask_pymongo']):
    from flask_pymongo import file_headers
    from flask_pymongo.compat import uri

from pymongo.errors import PyMongoError  # noqa: E402

NAMES = ('Range', 'If-Range', 'If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since')


def one(data):
    provider = atheris.FuzzedDataProvider(data)
    headers = dict((name, provider.ConsumeString(40)) for name in NAMES if provider.ConsumeBool())
    length = provider.ConsumeIntInRange(0, 1000)
    part = file_headers.requested_range(headers, length, 'tag', None)
    assert part is None or 0 <= part[0] <= part[1] <= length, (headers, part)
    file_headers.is_refused(headers, 'tag', None)
    file_headers.is_not_modified(headers, ['tag', 'other'], None)
    header = file_headers.content_disposition(provider.ConsumeUnicodeNoSurrogates(40))
    assert '\r' not in header and '\n' not in header
    try:
        uri.split('mongodb://' + provider.ConsumeUnicodeNoSurrogates(200))
    except (PyMongoError, ValueError):
        pass


if __name__ == '__main__':
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
