"""What is installed, whether the start-up file was read, and legacy mode."""
import os
import sys

import pymongo.collection

from .. import __version__, compat, ladder
from ..compat.versions import DRIVER_HAS_SAFE_MODE, DRIVER_SPEAKS_MODERN, is_before
from ..legacy_mode import boot
from ..legacy_mode.table import DEFAULTS, choose
from .findings import ERROR, INFO, WARNING, finding

LEGACY, STARTUP = 'FLASK_PYMONGO_LEGACY', 'FLASK_PYMONGO_STARTUP'


def versions():
    """What is installed, as a list of (name, version as text or None)."""
    described = compat.describe()
    return [('Flask-PyMongo', __version__), ('Python', sys.version.split()[0])] + [
        (name, described[name]) for name in ('Flask', 'Werkzeug', 'PyMongo')]


def findings():
    """All findings about the installation."""
    return [_dialects()] + list(_newer()) + [_startup()] + list(_legacy_mode())


def _dialects():
    some_legacy = 'insert' in vars(pymongo.collection.Collection)
    if DRIVER_HAS_SAFE_MODE:
        what = 'the legacy dialect and parts of the modern one' if DRIVER_SPEAKS_MODERN else 'the legacy dialect'
    else:
        what = 'the modern dialect and parts of the legacy one' if some_legacy else 'the modern dialect'
    return finding(INFO, 'driver', 'PyMongo %s itself speaks %s; mongo.cx and mongo.db speak both.' % (
        pymongo.version, what))


def _newer():
    installed = dict(versions())
    for name, newest in ladder.tested():
        # Python has a new patch every other month, which nothing here is tested with or depends on.
        here = '.'.join((installed[name] or '0').split('.')[:newest.count('.') + 1])
        if is_before(newest, here):
            yield finding(INFO, 'version', '%s %s is newer than any that this release of Flask-PyMongo was tested with '
                          '(%s). It is used like that one.' % (name, here, newest),
                          remedy='if something fails: a newer Flask-PyMongo, or %s %s' % (name, newest))


def startup_is_active():
    """Whether the start-up file was read, and is not switched off."""
    return '_flask_pymongo_startup' in sys.modules and os.environ.get(STARTUP) != '0'


def _startup():
    if startup_is_active():
        return finding(INFO, 'startup', 'The start-up file is active: flask.ext can be imported first.')
    legacy = 'counts from the import of flask_pymongo on'
    if os.environ.get(STARTUP) == '0':
        why, legacy = '%s=0 is set' % STARTUP, 'has no effect'
    elif sys.flags.no_site:
        why = 'Python was started with -S'
    else:
        why = 'flask_pymongo is in %s, where Python reads no .pth files' % os.path.dirname(
            os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return finding(WARNING, 'startup', 'The start-up file was not read: %s. So flask.ext cannot be imported before '
                   'flask_pymongo, and %s %s.' % (why, LEGACY, legacy),
                   remedy='start programs with python -m flask_pymongo run, or import flask_pymongo above everything '
                          'else')


def _legacy_mode():
    value = os.environ.get(LEGACY) or ''
    for word in boot.read(value) or ():
        try:
            choose([word])
        except ValueError as error:
            yield finding(ERROR, 'legacy', '%s=%s: %s.' % (LEGACY, value, error), remedy='%s=1 or =all' % LEGACY)
    parts = compat.installed()
    if parts:
        yield finding(INFO, 'legacy', 'Legacy mode is on: %s.' % ', '.join(parts))
        for entry in compat.describe()['names']:
            if entry['part'] == DEFAULTS:
                yield finding(INFO, 'legacy', 'A default is what it was then: %s.' % entry['name'],
                              remedy='without legacy mode: %s' % entry['modern'])
    elif boot.read(value) and os.environ.get(STARTUP) == '0':
        yield finding(ERROR, 'legacy', '%s=%s has no effect, because %s=0 is set.' % (LEGACY, value, STARTUP),
                      remedy='start programs with python -m flask_pymongo run')
    else:
        yield finding(INFO, 'legacy', 'Legacy mode is off. It puts names back that left PyMongo, Flask and others: '
                      'python -m flask_pymongo run, or %s=1.' % LEGACY)
