"""What each release of Flask-PyMongo did by default: the one table behind ``MONGO_API``. Data only."""
import os
from collections import namedtuple

#: The default of the setting, for all applications of a process.
ENVIRONMENT = 'FLASK_PYMONGO_API'


class Profile(namedtuple('Profile', 'name needs_uri names_database is_shared tz_aware uuids json '
                                    'as_attachment type_by_name stores_md5 positions')):
    """One release, and all defaults that follow from it.

    :param name: the value of the setting
    :param needs_uri: whether a URI must be given; then nothing is written back into ``app.config`` either
    :param names_database: whether a URI without a database means the one that is named like the application
    :param is_shared: whether the last `init_app` counts for everybody, and `cx` and `db` are None before
        the first. Otherwise each application has its own pair, and `cx` and `db` raise before
    :param tz_aware: whether datetimes of documents have a time zone
    :param uuids: how UUIDs are stored: 'legacy' (subtype 3, both subtypes are read), or 'driver'
    :param json: the default of ``MONGO_JSON``
    :param as_attachment: whether `send_file` tells browsers to save the file
    :param type_by_name: whether the name in the URL tells the type of a file, rather than what is stored with it
    :param stores_md5: whether `save_file` stores an md5 besides the sha1 where the driver stores none
    :param positions: whose positions legacy calls have, and whose answers `aggregate` and `rename` give: 2 or 3, for
        PyMongo 2 or 3

    .. versionadded:: 4.0
    """

    __slots__ = ()


PROFILES = (
    Profile('0.3', needs_uri=False, names_database=True, is_shared=False, tz_aware=True, uuids='legacy',
            json='flask', as_attachment=False, type_by_name=False, stores_md5=True, positions=2),
    Profile('2.3', needs_uri=True, names_database=False, is_shared=True, tz_aware=False, uuids='legacy',
            json='flask', as_attachment=False, type_by_name=False, stores_md5=True, positions=3),
    Profile('3.0', needs_uri=True, names_database=False, is_shared=True, tz_aware=False, uuids='driver',
            json='extended', as_attachment=True, type_by_name=True, stores_md5=False, positions=3),
)
DEFAULT = PROFILES[0]


def profile(name, key):
    """The profile of a release.

    :param name: as text; a number, which tools that read an environment make of it, will do
    :param key: what has this value, for the error
    :raises ValueError: for any other

    .. versionadded:: 4.0
    """
    for known in PROFILES:
        if known.name == (repr(name) if isinstance(name, float) else name):
            return known
    raise ValueError('%s must be %s, not %r' % (key, ' or '.join(repr(known.name) for known in PROFILES), name))


def of_process():
    """The profile of applications that set none of their own.

    :raises ValueError: if the environment has a wrong value

    .. versionadded:: 4.0
    """
    name = os.environ.get(ENVIRONMENT)
    return profile(name, ENVIRONMENT) if name else DEFAULT
