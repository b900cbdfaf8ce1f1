"""The thread that watches a replica set, for Pythons whose threads lost a method that PyMongo 2 calls."""
import threading

from pymongo.mongo_replica_set_client import MonitorThread


class Monitor(MonitorThread):
    """The driver's, which asks itself whether it is alive."""

    isAlive = threading.Thread.is_alive
