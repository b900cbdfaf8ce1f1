"""MongoDB URIs, taken apart and put together without asking the network.

The driver's own parser looks up ``mongodb+srv://`` names, and refuses options that it no longer knows.
"""
from collections import namedtuple

from pymongo.errors import InvalidURI

from .language import PYTHON_2, is_decimal, quote, text_types, unquote, unquote_plus
from .versions import DRIVER_QUOTES_SOCKETS

SCHEMES = ('mongodb://', 'mongodb+srv://')
WRONG_SCHEME = "a MongoDB URI begins with 'mongodb://' or 'mongodb+srv://'"


class Parts(namedtuple('Parts', 'scheme username password hosts database options')):
    """The parts of a URI; user name, password and database decoded, options as a tuple of pairs.

    The value of an option is as it was written; None without an equals sign.
    """

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
        return uri + ('?' + '&'.join(name if value is None else '%s=%s' % (name, value) for name, value in options)
                      if options else '')

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
    login, hosts, query = _cut(uri[len(scheme):])
    hosts, database = _split_socket(hosts) or hosts.partition('/')[::2]
    username, colon, password = (login or '').partition(':')
    if '@' in username or '@' in password or ':' in password or '@' in database:
        raise InvalidURI('the user name and password in a MongoDB URI must be percent-encoded')
    if not hosts or any(not host.strip() for host in hosts.split(',')):
        raise InvalidURI('a MongoDB URI must name a host, and one after each comma')
    if scheme == SCHEMES[0] and not _have_good_ports(hosts):
        raise InvalidURI('a port in a MongoDB URI must be an integer from 1 to 65535')
    pairs = (item.partition('=') for item in query.replace(';', '&').split('&') if item)
    # A collection may follow the database after a dot.
    return Parts(scheme, None if login is None else unquote_plus(username), unquote_plus(password) if colon else None,
                 tuple(host.strip() for host in hosts.split(',') if host.strip()),
                 unquote(database).partition('.')[0] or None,
                 tuple((name, value if equals else None) for name, equals, value in pairs))


def _cut(rest):
    """A URI without its scheme as log-in (None if there is none), hosts with the database, and options.

    As to every driver, a `?` before the first slash belongs to the log-in.
    """
    head, slash, _ = rest.partition('/')
    end = head.rfind('@')
    if not slash:
        hosts = head.partition('?')[0]
        if '@' in hosts or _have_good_ports(hosts):
            end = hosts.rfind('@')
    hosts, _, query = rest[end + 1:].partition('?')
    return (None if end < 0 else rest[:end]), hosts, query


def _have_good_ports(hosts):
    return all(_has_good_port(host.strip()) for host in hosts.split(','))


def _has_good_port(host):
    address, colon, port = host.rpartition(':')
    if not colon or host.endswith(']'):
        return True
    return is_decimal(port) and 0 < int(port) < 65536


def normal(uri):
    """A URI that every driver reads as `split` does; it is the same URI unless that needs another spelling."""
    parts = split(uri)
    login = (parts.username or '') + (parts.password or '')
    needs_login = PYTHON_2 and any(ord(letter) > 127 for letter in login) or '?' in login
    options = [pair for pair in parts.options if not _says_nothing(*pair)]
    if needs_login or len(options) < len(parts.options) or any(_for_driver(host) != host for host in parts.hosts):
        return parts.with_options(options)
    return uri


def _says_nothing(name, value):
    """Whether an option is empty, which is like leaving it out. TLS must not be left out by accident."""
    return value == '' and name.lower() != 'readpreferencetags' and not name.lower().startswith(('ssl', 'tls'))


def of_sockets(host):
    """What names the servers to a client, as a URI if there is a Unix socket among them; the newest drivers take none
    in any other form."""
    hosts = host.split(',') if isinstance(host, text_types) else host
    if isinstance(hosts, list) and any(isinstance(one, text_types) and is_socket(one) for one in hosts):
        return of_hosts(hosts).with_options(())
    return host


def of_hosts(hosts):
    """The parts of a URI that names hosts and nothing else."""
    return Parts(SCHEMES[0], None, None, tuple(hosts), None, ())


def with_credentials(parts, credentials):
    """A URI that logs in, for drivers that take credentials in no other way."""
    options = [(name, quote(credentials[name], safe='')) for name in ('authSource', 'authMechanism')
               if credentials.get(name)]
    others = [pair for pair in parts.options if pair[0].lower() not in [name.lower() for name, _ in options]]
    return parts._replace(username=credentials['username'], password=credentials.get('password')).with_options(
        others + options)
