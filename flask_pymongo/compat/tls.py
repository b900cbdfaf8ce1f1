"""Options about TLS, of every era, under the names that the installed driver knows.

A driver ignores what it does not know in a URI, and a connection would be less safe than what was asked for. As a
keyword it refuses the same option, so keywords is what they become.
"""
import ssl

from pymongo.errors import ConfigurationError

from . import uri as uris
from .language import text_types, unquote_plus
from .versions import DRIVER_CONNECTS_LAZILY, DRIVER_LACKS_SSL_OPTIONS, DRIVER_LACKS_TLS_OPTIONS
from .warn import legacy

#: Whether there is TLS at all: the same option under two names.
_SWITCHES = ('ssl', 'tls')
_TO_TLS = {'ssl_ca_certs': 'tlsCAFile', 'ssl_certfile': 'tlsCertificateKeyFile', 'ssl_crlfile': 'tlsCRLFile',
           'ssl_pem_passphrase': 'tlsCertificateKeyFilePassword', 'ssl_cert_reqs': 'tlsAllowInvalidCertificates',
           'ssl_match_hostname': 'tlsAllowInvalidHostnames', 'ssl_keyfile': 'tlsCertificateKeyFile'}
_TO_SSL = dict((modern.lower(), name) for name, modern in _TO_TLS.items() if name != 'ssl_keyfile')
_REQUIREMENTS = {'CERT_NONE': ssl.CERT_NONE, 'CERT_OPTIONAL': ssl.CERT_OPTIONAL, 'CERT_REQUIRED': ssl.CERT_REQUIRED}


def _is_about_tls(name):
    return name.lower().startswith(_SWITCHES)


def _flag(name, value):
    flag = {'true': True, 'false': False}.get(value.lower()) if isinstance(value, text_types) else value
    if not isinstance(flag, bool):
        raise ConfigurationError('%s must be true or false' % name)
    return flag


def _requirement(name, value):
    """A value of `ssl_cert_reqs`: a constant of `ssl` or its name."""
    value = _REQUIREMENTS.get(value) if isinstance(value, text_types) else value
    if value not in _REQUIREMENTS.values():
        raise ConfigurationError('%s must be one of %s' % (name, ', '.join(sorted(_REQUIREMENTS))))
    return value


def _with_tls_names(name, value):
    if name not in _TO_TLS:
        return {name: value}
    legacy('the option %s' % name, _TO_TLS[name], '4.0')
    if name == 'ssl_keyfile':
        raise ConfigurationError('ssl_keyfile is gone from this driver: put the key and the certificate into one file '
                                 'and name it by ssl_certfile or tlsCertificateKeyFile')
    if name == 'ssl_cert_reqs':
        # To a client, an optional certificate is one that must be valid: servers always send theirs.
        value = value == ssl.CERT_NONE
    elif name == 'ssl_match_hostname':
        value = not value
    return {_TO_TLS[name]: value}


def _with_ssl_names(name, value):
    if name == 'tls':
        return {'ssl': _flag(name, value)}
    if name == 'tlsinsecure':
        return dict(_with_ssl_names('tlsallowinvalidcertificates', value),
                    **_with_ssl_names('tlsallowinvalidhostnames', value))
    if name == 'tlsallowinvalidcertificates':
        value = ssl.CERT_NONE if _flag(name, value) else ssl.CERT_REQUIRED
    elif name == 'tlsallowinvalidhostnames':
        value = not _flag(name, value)
    return {_TO_SSL.get(name, name): value}


def _translate(options):
    """Options about TLS, with their names in lower case, as this driver knows them."""
    if len(set(_flag(name, options[name]) for name in _SWITCHES if name in options)) > 1:
        raise ConfigurationError('ssl and tls are the same option and must not contradict each other')
    translated = {}
    for name, value in options.items():
        if name == 'ssl_cert_reqs':
            value = _requirement(name, value)
        elif name == 'ssl_match_hostname':
            value = _flag(name, value)
        if DRIVER_LACKS_SSL_OPTIONS:
            translated.update(_with_tls_names(name, value))
        elif DRIVER_LACKS_TLS_OPTIONS:
            translated.update(_with_ssl_names(name, value))
        else:
            translated[name] = value
    if not DRIVER_CONNECTS_LAZILY and any(name.startswith('tls') for name in options) and translated.get('ssl', True):
        # The modern options check certificates unless told otherwise; these drivers do not by themselves.
        translated.setdefault('ssl_cert_reqs', ssl.CERT_REQUIRED)
    return translated


def for_driver(options):
    """Keywords of a client with those about TLS as this driver knows them.

    :raises ConfigurationError: for what cannot be translated, and for a value that is none
    """
    ours = dict((name.lower(), value) for name, value in options.items() if _is_about_tls(name))
    if not ours:
        return options
    others = dict((name, value) for name, value in options.items() if not _is_about_tls(name))
    return dict(others, **_translate(ours))


def out_of_uri(uri):
    """Take the options about TLS out of a URI.

    :return: (uri, keywords): the URI, where only the switch is left, and keywords for the rest
    :raises ConfigurationError: as `for_driver`
    """
    parts = uris.split(uri)
    ours = [(name.lower(), value) for name, value in parts.options if value is not None and _is_about_tls(name)]
    if not ours:
        return uri, {}
    empty = [name for name, value in ours if not value]
    if empty:
        raise ConfigurationError('%s in a MongoDB URI needs a value' % empty[0])
    keywords = _translate(dict((name, unquote_plus(value)) for name, value in ours))
    options = [pair for pair in parts.options if pair[1] is None or not _is_about_tls(pair[0])]
    # mongodb+srv:// has its own default for the switch, which only one in the URI overrules.
    options += [(name, str(_flag(name, keywords.pop(name))).lower()) for name in _SWITCHES if name in keywords]
    return parts.with_options(options), keywords
