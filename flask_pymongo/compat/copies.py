"""Copies of clients, databases and collections."""


def itself(client):
    """The client: it is its connections, which two could not close."""
    return client


def shallow(original):
    """The same database or collection once more."""
    copy = object.__new__(type(original))
    vars(copy).update(vars(original))
    return copy


def refuse_to_pickle(original, protocol):
    """Raise a TypeError; `copy.deepcopy` asks here, too."""
    raise TypeError("cannot pickle or deeply copy '%s' object: it holds connections to a server"
                    % type(original).__name__)
