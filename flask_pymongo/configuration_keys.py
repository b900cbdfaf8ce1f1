"""The one table of configuration keys. Reading, what is written back, the client's options and the documentation come
from it, so a new key is one row here. Data only: the tool that writes docs/configuration.rst loads it by itself.
"""
from collections import namedtuple


class Key(namedtuple('Key', 'name kind default uri_option legacy_option modern_option written_back since text field')):
    """One key.

    :param name: the key without its prefix
    :param kind: what it accepts, one of `KINDS`
    :param default: what the documentation says if the key is not given; None for nothing
    :param uri_option: the option of a URI that overwrites it
    :param legacy_option: the option of a client of PyMongo 2
    :param modern_option: the option of a client of PyMongo 3 and later
    :param written_back: whether ``app.config`` has it afterwards, given or not, as with Flask-PyMongo 0.3
    :param since: the release of Flask-PyMongo that has it
    :param text: what it is for, one sentence
    :param field: the name of its value in `Settings`; None if another field holds it

    .. versionadded:: 4.0
    """

    __slots__ = ()


def _key(name, kind, since, text, default=None, uri_option=None, legacy_option=None, modern_option=None,
         written_back=False, field=''):
    return Key(name, kind, default, uri_option, legacy_option, modern_option, written_back, since, text,
               name.lower() if field == '' else field)


#: What a key of each kind accepts, for the documentation. `settings` has a reader for each.
KINDS = {
    'uri': 'a MongoDB URI',
    'hosts': 'a host name or address, ``name:port``, an IPv6 address in brackets, several of them separated by commas, '
             'a list or tuple of them, or a MongoDB URI',
    'port': 'an integer from 1 to 65535, or the same as text',
    'amount': 'an integer of 0 or more, or the same as text',
    'text': 'text',
    'boolean': "True or False, or ``'true'`` or ``'false'`` in any case",
    'strict_boolean': 'True or False',
    'mapping_class': 'a mapping class such as ``bson.son.SON``',
    'read_preference': "a constant of any PyMongo, its number, or its name in any spelling "
                       "(``'SECONDARY_ONLY'``, ``'secondaryPreferred'``)",
    'json_format': "``'flask'`` or ``'extended'``",
    'profile': "``'0.3'``, ``'2.3'`` or ``'3.0'``",
}

KEYS = (
    _key('URI', 'uri', '0.1.3', 'Names server, database, user and options in one text. What it says overwrites the '
         'other keys, ``DBNAME`` with a warning if that names another database.', field='uri'),
    _key('HOST', 'hosts', '0.1', 'The server, or members of a replica set. A URI here is handed on whole, but '
         '``DBNAME`` names the database.', default="``'localhost'``", written_back=True, field='hosts'),
    _key('PORT', 'port', '0.1', 'The port of hosts that do not name one.', default='27017', written_back=True,
         field=None),
    _key('DBNAME', 'text', '0.1', 'The database that is ``mongo.db``.', default='``app.name``', written_back=True),
    _key('USERNAME', 'text', '0.1', 'The user to log in as. PyMongo 2 logs in by ``authenticate``.',
         modern_option='username', written_back=True),
    _key('PASSWORD', 'text', '0.1', 'The password of that user; any characters.', modern_option='password',
         written_back=True),
    _key('AUTH_SOURCE', 'text', '4.0', 'The database that knows the user, also a user in a URI that does not say '
         'it.', default="``DBNAME``; ``'$external'`` for users who are not the server's own", uri_option='authSource',
         modern_option='authSource'),
    _key('AUTH_MECHANISM', 'text', '4.0', "How to log in. ``'MONGODB-X509'`` takes the user from the certificate, if "
         'PyMongo is 3.5 or later; before, ``USERNAME`` is its subject.', default="the driver's",
         uri_option='authMechanism', modern_option='authMechanism'),
    # The `tls` options are translated for drivers that know others, so they are the same for all.
    _key('TLS', 'boolean', '4.0', 'Whether the connection is encrypted. The keys about TLS go before what a URI says, '
         'and have one meaning on every PyMongo; what it cannot honour raises.',
         default='True if another of them is given', legacy_option='tls', modern_option='tls'),
    _key('TLS_CA_FILE', 'text', '4.0', 'A file with the certificates of the authorities that must know the server.',
         default="the system's; PyMongo 2 needs one", legacy_option='tlsCAFile', modern_option='tlsCAFile'),
    _key('TLS_CERTIFICATE_KEY_FILE', 'text', '4.0', 'A file with the certificate and the key of the client.',
         legacy_option='tlsCertificateKeyFile', modern_option='tlsCertificateKeyFile'),
    _key('TLS_CERTIFICATE_KEY_FILE_PASSWORD', 'text', '4.0', 'The passphrase of that key.',
         legacy_option='tlsCertificateKeyFilePassword', modern_option='tlsCertificateKeyFilePassword'),
    _key('TLS_CRL_FILE', 'text', '4.0', 'A file with the certificates that were revoked.', legacy_option='tlsCRLFile',
         modern_option='tlsCRLFile'),
    _key('TLS_ALLOW_INVALID_CERTIFICATES', 'boolean', '4.0', "Whether not to check the server's certificate.",
         default='False', legacy_option='tlsAllowInvalidCertificates', modern_option='tlsAllowInvalidCertificates'),
    _key('TLS_ALLOW_INVALID_HOSTNAMES', 'boolean', '4.0', "Whether not to check the name in the server's certificate.",
         default='False', legacy_option='tlsAllowInvalidHostnames', modern_option='tlsAllowInvalidHostnames'),
    _key('REPLICA_SET', 'text', '0.1', 'The name of the replica set. PyMongo 2 has a client of its own for it, '
         '``MongoReplicaSetClient``.', uri_option='replicaSet', legacy_option='replicaSet', modern_option='replicaSet',
         written_back=True),
    _key('READ_PREFERENCE', 'read_preference', '0.1', 'Which members of a replica set are read from. A name becomes '
         "the driver's constant in ``app.config``.", uri_option='readPreference', legacy_option='read_preference',
         modern_option='read_preference', written_back=True),
    _key('AUTO_START_REQUEST', 'strict_boolean', '0.1.1', 'Whether each thread keeps a socket for itself. '
         'Without effect from PyMongo 3.0 on.', default='True; False with ``URI``', legacy_option='auto_start_request',
         written_back=True),
    _key('MAX_POOL_SIZE', 'amount', '0.1.4', 'The largest number of connections in the pool.', default="the driver's",
         uri_option='maxPoolSize', legacy_option='max_pool_size', modern_option='maxPoolSize', written_back=True),
    _key('SOCKET_TIMEOUT_MS', 'amount', '0.3', 'Milliseconds that an answer may take.', default="the driver's",
         uri_option='socketTimeoutMS', legacy_option='socketTimeoutMS', modern_option='socketTimeoutMS',
         written_back=True),
    _key('CONNECT_TIMEOUT_MS', 'amount', '0.3', 'Milliseconds that a connection may take.', default="the driver's",
         uri_option='connectTimeoutMS', legacy_option='connectTimeoutMS', modern_option='connectTimeoutMS',
         written_back=True),
    # PyMongo 2 selects a server by connecting to it. CONNECT_TIMEOUT_MS, the row above, goes before this one there.
    _key('SERVER_SELECTION_TIMEOUT_MS', 'amount', '4.0', 'Milliseconds to look for a server before an operation fails.',
         default="the driver's", uri_option='serverSelectionTimeoutMS', legacy_option='connectTimeoutMS',
         modern_option='serverSelectionTimeoutMS'),
    _key('DOCUMENT_CLASS', 'mapping_class', '0.2.1', 'The class of the documents that are found.', default='``dict``',
         legacy_option='document_class', modern_option='document_class', written_back=True),
    _key('CONNECT', 'boolean', '4.0', 'Whether to connect when the application is initialised, and not at the first '
         'operation. PyMongo 2 always does.', default='False', modern_option='connect'),
    _key('JSON', 'json_format', '4.0', "What the application's JSON is: Flask's with BSON types besides, or MongoDB "
         'Extended JSON as in Flask-PyMongo 3.', default="``'flask'``; ``'extended'`` with ``API = '3.0'``"),
    _key('STRICT', 'boolean', '4.0', 'Whether legacy use is an error (``flask_pymongo.LegacyWarning``) and no warning.',
         default="the environment's ``FLASK_PYMONGO_STRICT``, else False"),
    _key('API', 'profile', '4.0', 'The release of Flask-PyMongo that the application was written for: all defaults are '
         'those of that release.', default="the environment's ``FLASK_PYMONGO_API``, else ``'0.3'``"),
)
