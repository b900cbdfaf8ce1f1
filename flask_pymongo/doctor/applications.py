"""The configuration and the servers of the applications that a program has."""
import warnings

from flask import Flask

from .. import configuration_keys, legacy_mode, settings
from ..compat.language import text_types
from ..extension import PyMongo
from . import servers
from .findings import ERROR, INFO, WARNING, Finding, finding, masked


def findings(values):
    """What there is to say of the applications among some values, the globals of a program."""
    found, seen = [], []
    for app in values:
        if isinstance(app, Flask) and all(app is not other for other in seen):
            seen.append(app)
            found += _of_application(app)
    if not seen:
        found.append(finding(INFO, 'program', 'No application was made while it was imported.',
                             remedy='name the function that makes it: doctor MODULE:create_app'))
    for mongo in values:
        if isinstance(mongo, PyMongo):
            found += _of_uri_in_code(mongo, seen)
    return found


def defaults():
    """What there is to say of the defaults that legacy mode has put back for the program."""
    count = sum(entry['how'] == 'default' for entry in legacy_mode.describe())
    if count:
        yield finding(INFO, 'legacy', 'Legacy mode put back %d defaults of the time.' % count,
                      remedy='docs/legacy-defaults.rst lists them, and says what to write to have them without it')


def _of_application(app):
    prefixes = sorted(getattr(app, 'extensions', {}).get('pymongo', {}))
    for prefix in prefixes or ['MONGO']:
        used = ', '.join('%s=%s' % (key, _shown(key, value)) for key, value in _given(app, prefix))
        # Masked value by value: what follows a URI is no part of it.
        yield Finding(INFO, 'configuration', '%s, configuration of %s: %s' % (app.name, prefix, used or 'none'), None,
                      None)
        for key, nearest in settings.unknown_keys(app, prefix):
            yield finding(WARNING, 'configuration', '%s: %s has no effect.' % (app.name, key),
                          remedy='did you mean %s?' % nearest)
    for prefix in prefixes:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # each of them has been issued by `init_app`
            wanted = settings.read(app, prefix)
        yield servers.answer(wanted)


def _given(app, prefix):
    """The keys that have a value, given or by default."""
    for key in configuration_keys.KEYS:
        name = '%s_%s' % (prefix, key.name)
        if app.config.get(name) is not None:
            yield name, app.config[name]


def _shown(key, value):
    if key.endswith('PASSWORD'):
        return '***'
    return masked(str(value) if isinstance(value, text_types) else repr(value))


def _of_uri_in_code(mongo, apps):
    """The server of a PyMongo that was given a URI in code, of which the configuration knows nothing."""
    if any(getattr(app, 'extensions', {}).get('pymongo') for app in apps):
        return
    try:
        client = mongo.cx
        if client is not None:
            yield finding(INFO, 'server', 'MongoDB %s answers.' % client.server_info()['version'])
    except Exception as error:
        if apps:
            yield finding(ERROR, 'server', '%s: %s' % (type(error).__name__, error))
