"""Whether the server of a client is there."""
from pymongo.errors import PyMongoError


def alive(self):
    """Whether the server answers. Never raises."""
    try:
        self.admin.command('ping')
    except PyMongoError:
        return False
    return True
