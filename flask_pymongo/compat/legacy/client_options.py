"""Options of a client that newer drivers do not have, so that the wrapper keeps what they say."""
from collections import namedtuple

from .. import uri as uris
from ..flags import require_flag
from ..language import is_decimal, text_types

_CONCERN = {'w': 'w', 'wtimeout': 'wtimeout', 'wtimeoutms': 'wtimeout', 'j': 'j', 'journal': 'j', 'fsync': 'fsync'}
_SLAVE_OKAY = ('slave_okay', 'slaveok')
_FLAGS = _SLAVE_OKAY + ('safe', 'auto_start_request', 'use_greenlets')

KeptOptions = namedtuple('KeptOptions', 'slave_okay requests greenlets concern acknowledged')


def _plain(value):
    """A value from a URI as what it stands for."""
    if not isinstance(value, text_types):
        return value
    if is_decimal(value[1:] if value.startswith('-') else value):
        return int(value)
    return {'true': True, 'false': False}.get(value.lower(), value)


def kept_options(options):
    """What the options of a client say that newer drivers do not take.

    :param options: those of a URI and the keywords, by name
    :raises TypeError: for a flag that is neither True nor False
    :return: a `KeptOptions`; None for what is not given. `concern` is a write concern that newer drivers refuse,
        `acknowledged` is whether the write concern waits
    """
    plain = dict((name.lower(), _plain(value)) for name, value in options.items())
    for name in _FLAGS:
        if name in plain:
            require_flag(name, plain[name])
    concern = dict((_CONCERN[name], value) for name, value in plain.items() if name in _CONCERN and value is not None)
    silent = concern.get('w') in (0, -1) and not isinstance(concern.get('w'), bool)
    wants_disk = concern.get('j') or concern.get('fsync')
    refused = wants_disk and silent or concern.get('w') == -1 or concern.get('j') and concern.get('fsync')
    return KeptOptions(slave_okay=any(plain.get(name) is True for name in _SLAVE_OKAY),
                       requests=plain.get('auto_start_request'), greenlets=plain.get('use_greenlets', False),
                       concern=concern if refused else None, acknowledged=not silent if concern else None)


def without_concern(host, options):
    """The host and options of a client without the write concern."""
    if uris.is_uri(host):
        parts = uris.split(host)
        host = parts.with_options([pair for pair in parts.options if pair[0].lower() not in _CONCERN])
    return host, dict(pair for pair in options.items() if pair[0].lower() not in _CONCERN)
