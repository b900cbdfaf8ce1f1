"""Whether the driver can talk to a server."""
import pymongo
from flask import Flask
from pymongo.errors import AutoReconnect, ConfigurationError, ConnectionFailure, OperationFailure, PyMongoError

from .. import settings
from ..compat.connect import connect
from ..compat.versions import (
    DRIVER_SPEAKS_TO_EVERY_SERVER,
    DRIVER_SPEAKS_TO_OLD_SERVERS,
    LAST_SERVER_OF_OLD_MESSAGES,
    OLDEST_SERVER_OF_TODAY,
    is_before,
)
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
    return finding(INFO, 'server', 'MongoDB %s answers at %s.' % (version, hosts), remedy=_before_a_move(version))


def _before_a_move(server):
    """What stands in the way of the next server or the next driver; None if nothing does."""
    if not DRIVER_SPEAKS_TO_EVERY_SERVER:
        return ('PyMongo %s speaks to MongoDB up to %s only: before a newer server, move to PyMongo %s or later '
                '(python -m flask_pymongo ladder)' % (pymongo.version, LAST_SERVER_OF_OLD_MESSAGES,
                                                      DRIVER_SPEAKS_TO_EVERY_SERVER.since))
    if is_before(server, OLDEST_SERVER_OF_TODAY):
        return 'PyMongo %s and later need MongoDB %s: before a newer driver, move the server' % (
            DRIVER_SPEAKS_TO_OLD_SERVERS.until, OLDEST_SERVER_OF_TODAY)
    return None
