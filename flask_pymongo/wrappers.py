"""PyMongo's classes with both dialects and Flask's 404: what ``mongo.cx`` and ``mongo.db`` are made of."""
from flask import abort

from .compat import bases

__all__ = ['Collection', 'Connection', 'Cursor', 'Database', 'MongoClient', 'MongoReplicaSetClient',
           'ReplicaSetConnection']


class Cursor(bases.Cursor):
    """What `find` returns: the driver's cursor, which still counts.

    .. versionadded:: 4.0
    """


class Collection(bases.Collection):
    """A :class:`pymongo.collection.Collection` that speaks the legacy and the modern dialect.

    :param database: the :class:`Database`
    :param name: the collection's name
    """

    _cursor_class = Cursor

    def find_one_or_404(self, *args, **kwargs):
        """Find and return a single document, or end the request with 404 Not Found.

        Takes the arguments of `find_one`: a spec, or the `_id` of a document. ::

            @app.route('/user/<username>')
            def user_profile(username):
                user = mongo.db.users.find_one_or_404({'_id': username})
                return render_template('user.html', user=user)

        :return: the document
        :raises werkzeug.exceptions.NotFound: if there is none
        """
        found = self.find_one(*args, **kwargs)
        if found is None:
            abort(404)
        return found


class Database(bases.Database):
    """A :class:`pymongo.database.Database` whose collections are :class:`Collection` objects.

    :param client: the client
    :param name: the database's name
    """

    _child_class = Collection


class MongoClient(bases.Client):
    """A :class:`pymongo.MongoClient` whose databases are :class:`Database` objects.

    Takes the arguments of every PyMongo, legacy (`max_pool_size`, `slave_okay`, `safe`, ...) and modern, by keyword
    or in their old positions.

    :param host: a host name, `host:port`, a list of them, or a MongoDB URI
    :param port: the port for hosts that do not name one
    """

    _child_class = Database


class MongoReplicaSetClient(bases.ReplicaSetClient):
    """The client of a replica set, named by `replicaSet`. Legacy, up to 3.13; modern: ``MongoClient(replicaSet=)``."""

    _child_class = Database


class Connection(bases.Connection):
    """The client that does not wait for its writes. Legacy, up to 2.9; the modern equivalent is ``MongoClient``."""

    _child_class = Database


class ReplicaSetConnection(bases.ReplicaSetConnection):
    """A :class:`Connection` to a replica set. Legacy, up to 2.9; modern: ``MongoClient(replicaSet=)``."""

    _child_class = Database
