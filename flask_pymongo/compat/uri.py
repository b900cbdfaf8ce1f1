"""MongoDB URIs, taken apart and put together without asking the network.

The driver's own parser looks up ``mongodb+srv://`` names, and refuses options that it no longer knows.
"""
from collections import namedtuple

from pymongo.errors import InvalidURI

from .language import PYTHON_2, quote, text_types, unquote, unquote_plus
from .versions import DRIVER_QUOTES_SOCKETS

SCHEMES = ('mongodb://', 'mongodb+srv://')
WRONG_SCHEME = "a MongoDB URI begins with 'mongodb://' or 'mongodb+srv://'"


class Parts(namedtuple('Parts', 'scheme username password hosts database options')):
    """The parts of a URI; user name, password and database decoded, options as a tuple of pairs."""

    __slots__ = ()

    def __repr__(self):
        return 'Parts(hosts=%r, database=%r)' % (self.hosts, self.database)

    def with_options(self, options):
        """The URI again, with other options."""
        login = '' if self.username is None else _quote_login(self.username)
        if self.password is not None:
            login += ':' + _quote_login(self.password)
        uri = self.scheme + (login + '@' if login else '') + ','.join(_for_driver(host) for host in self.hosts)
        uri += '/' + quote(self.database or '', safe='')
        return uri + ('?' + '&'.join('%s=%s' % pair for pair in options) if options else '')

    def option(self, name):
        """The last value given for an option, whatever its case; None if it is not given."""
        values = [value for option, value in self.options if option.lower() == name.lower()]
        return values[-1] if values else None


def is_socket(host):
    """Whether a host is the path of a Unix socket, with plain slashes."""
    return host.startswith('/') and host.endswith('.sock')


def _split_socket(hosts):
    """The path of a Unix socket with plain slashes, and what comes after it; None if a URI names no such path."""
    if is_socket(hosts):
        return hosts, ''
    path, mark, database = hosts.rpartition('.sock/')
    return (path + '.sock', database) if mark and path.startswith('/') else None


def _for_driver(host):
    return quote(host, safe='') if DRIVER_QUOTES_SOCKETS and is_socket(host) else host


def _quote_login(text):
    if not PYTHON_2:
        return quote(text, safe='')
    # There, drivers undo the encoding byte by byte and get no text back; what is not ASCII must stay as it is.
    text = text.decode('utf-8') if isinstance(text, bytes) else text
    return u''.join(letter if ord(letter) > 127 else quote(letter, safe='') for letter in text)


def is_uri(text):
    """Whether a text is a MongoDB URI, by its scheme."""
    return isinstance(text, text_types) and text.startswith(SCHEMES)


def tidy(uri):
    """A URI without the blanks that people leave after the commas of a host list."""
    return ','.join(part.strip() for part in uri.strip().split(','))


def split(uri):
    """Take a URI apart.

    :raises InvalidURI: without the text of the URI, which may hold a password
    """
    scheme = next((scheme for scheme in SCHEMES if uri.startswith(scheme)), None)
    if scheme is None:
        raise InvalidURI(WRONG_SCHEME)
    rest = uri[len(scheme):]
    rest, _, query = rest.partition('?')
    login, at, hosts = rest.rpartition('@')
    hosts, database = _split_socket(hosts) or hosts.partition('/')[::2]
    username, colon, password = login.partition(':')
    if '/' in login or '@' in login or ':' in password:
        raise InvalidURI('the user name and password in a MongoDB URI must be percent-encoded')
    if not hosts or any(not host.strip() for host in hosts.split(',')):
        raise InvalidURI('a MongoDB URI must name a host, and one after each comma')
    if scheme == SCHEMES[0] and not all(_has_good_port(host.strip()) for host in hosts.split(',')):
        raise InvalidURI('a port in a MongoDB URI must be an integer from 1 to 65535')
    pairs = (item.partition('=') for item in query.replace(';', '&').split('&') if item)
    return Parts(scheme, unquote_plus(username) if at else None, unquote_plus(password) if colon else None,
                 tuple(host.strip() for host in hosts.split(',') if host.strip()),
                 unquote(database) or None, tuple((name, value) for name, _, value in pairs))


def _has_good_port(host):
    address, colon, port = host.rpartition(':')
    if not colon or host.endswith(']'):
        return True
    return port.isdigit() and 0 < int(port) < 65536


def normal(uri):
    """A URI whose log-in and sockets the driver reads; it is the same URI unless that needs another spelling."""
    parts = split(uri)
    login = (parts.username or '') + (parts.password or '')
    needs_login = PYTHON_2 and any(ord(letter) > 127 for letter in login)
    if needs_login or any(_for_driver(host) != host for host in parts.hosts):
        return parts.with_options(parts.options)
    return uri


def of_sockets(host):
    """What names the servers to a client, as a URI if there is a Unix socket among them; the newest drivers take none
    in any other form."""
    hosts = host.split(',') if isinstance(host, text_types) else host
    if isinstance(hosts, list) and any(isinstance(one, text_types) and is_socket(one) for one in hosts):
        return Parts(SCHEMES[0], None, None, tuple(hosts), None, ()).with_options(())
    return host


def build(hosts, credentials):
    """A URI that logs in, for drivers that take credentials in no other way."""
    options = [(name, quote(credentials[name], safe='')) for name in ('authSource', 'authMechanism')
               if credentials.get(name)]
    return Parts('mongodb://', credentials['username'], credentials['password'], tuple(hosts), None,
                 ()).with_options(options)
