"""Whether the driver can talk to a server."""
from flask import Flask
from pymongo.errors import AutoReconnect, ConfigurationError, ConnectionFailure, OperationFailure, PyMongoError

from .. import settings
from ..compat.connect import connect
from ..wrappers import MongoClient, MongoReplicaSetClient
from .findings import ERROR, INFO, finding

#: Milliseconds. A server that is there answers at once.
PATIENCE = 3000
HERE = 'mongodb://localhost:27017/'


def findings_of_uri(uri):
    """What there is to say of the server that a URI names."""
    try:
        wanted = settings.read(Flask(__name__), 'MONGO', uri)
    except PyMongoError as error:
        return [finding(ERROR, 'server', str(error))]
    return [answer(wanted)]


def findings_of_this_computer():
    """What there is to say of the server on this computer. That there is none is no fault."""
    found = answer(settings.read(Flask(__name__), 'MONGO', HERE)._replace(server_selection_timeout_ms=500))
    return [found if found.severity == INFO or 'No server' not in found.text else found._replace(
        severity=INFO, remedy='name a program, or a server by --uri, to have that one asked')]


def answer(wanted):
    """Ask the server of some settings; a :class:`Finding`."""
    wanted = wanted._replace(server_selection_timeout_ms=wanted.server_selection_timeout_ms or PATIENCE,
                             connect_timeout_ms=wanted.connect_timeout_ms or PATIENCE)
    hosts = ', '.join(wanted.hosts)
    client = None
    try:
        client, _ = connect(wanted, MongoClient, MongoReplicaSetClient)
        version = client.server_info()['version']
    except ConfigurationError as error:
        remedy = None
        if 'wire version' in str(error):
            remedy = 'install a PyMongo that speaks to this server, or another server: see "What it runs on" in README'
        return finding(ERROR, 'server', '%s: %s' % (hosts, error), remedy=remedy)
    except (AutoReconnect, ConnectionFailure) as error:
        said = str(error).partition(' (configured timeouts')[0].partition(', Timeout:')[0]
        return finding(ERROR, 'server', 'No server at %s: %s' % (hosts, said),
                       remedy='start MongoDB, or name the right server by %s_URI or %s_HOST' % (
                           wanted.prefix, wanted.prefix))
    except OperationFailure as error:
        return finding(ERROR, 'server', 'The server at %s refused: %s' % (hosts, error),
                       remedy='check user name, password and the database that knows the user (%s_AUTH_SOURCE)'
                       % wanted.prefix)
    except PyMongoError as error:
        return finding(ERROR, 'server', '%s: %s: %s' % (hosts, type(error).__name__, error))
    finally:
        if client is not None:
            client.close()
    return finding(INFO, 'server', 'MongoDB %s answers at %s.' % (version, hosts))
