"""send_file and send_from_directory with the names that their parameters had up to Flask 2.1."""
from __future__ import absolute_import

from .patching import renamed, takes

_SENT = {'cache_timeout': 'max_age', 'add_etags': 'etag', 'attachment_filename': 'download_name'}


def send_file(function):
    """A wrapper around `flask.send_file`."""
    return renamed('flask.send_file', function, dict(_SENT, filename_or_fp='path_or_file'))


def send_from_directory(function):
    """A wrapper around `flask.send_from_directory`, which hands its keywords on to `send_file`."""
    names = {'filename': 'path'}
    names.update((old, new) for old, new in _SENT.items() if not takes(function.__globals__['send_file'], old))
    # Flask 2.0 takes both names and asks for the present one.
    return renamed('flask.send_from_directory', function, names, ['filename'] if takes(function, 'path') else ())


def safe_join(directory, *pathnames):
    """`flask.safe_join`: a path below a folder.

    :raises NotFound: if it is not below it
    """
    from werkzeug.exceptions import NotFound
    from werkzeug.utils import safe_join as join
    path = join(directory, *pathnames)
    if path is None:
        raise NotFound()
    return path


def is_ip(value):
    """`flask.helpers.is_ip`: whether a text is an address of the Internet, of either version."""
    import socket
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, value)
        except (EnvironmentError, ValueError):
            continue
        return True
    return False


def total_seconds(td):
    """`flask.helpers.total_seconds`: a timedelta in whole seconds."""
    return td.days * 60 * 60 * 24 + td.seconds
