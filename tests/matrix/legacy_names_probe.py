"""Lists the public names of installed packages as JSON; run by legacy_names.py and releases.py, Python 2.7 and 3.

``python legacy_names_probe.py PACKAGE... < ASKED > FOUND``: ASKED is a JSON list of [module, name] that earlier
releases had. A name that another module defines now, or that is answered only when it is asked (a deprecated one), is
in no listing, so those are asked one by one.
"""
from __future__ import print_function

import importlib
import inspect
import json
import pkgutil
import re
import sys
import types
import warnings

# What an application may take from these and would not find elsewhere.
FAMILY = ('flask', 'werkzeug', 'jinja2', 'markupsafe', 'itsdangerous', 'click', 'pymongo', 'bson', 'gridfs')
# Where importing a module would start something, or what is there is for the project itself.
NOT_IMPORTED = ('__main__', 'testsuite')
# The classes that applications have an instance of, or derive from: their attributes and parameters count too.
CLASSES = {
    'click': ('Argument', 'Command', 'Context', 'Group', 'Option', 'Parameter', 'ParamType'),
    'flask': ('Flask', 'Blueprint', 'Config', 'Request', 'Response'),
    'flask.ctx': ('AppContext', 'RequestContext'),
    'flask.sessions': ('SessionInterface', 'SecureCookieSessionInterface'),
    'flask.testing': ('FlaskClient',),
    'flask.views': ('View', 'MethodView'),
    'itsdangerous': ('Serializer', 'Signer', 'TimedSerializer', 'TimestampSigner', 'URLSafeSerializer',
                     'URLSafeTimedSerializer'),
    'jinja2': ('Environment', 'Template', 'FileSystemLoader', 'PackageLoader'),
    'jinja2.runtime': ('Context', 'Macro'),
    'markupsafe': ('Markup',),
    'werkzeug.datastructures': ('Accept', 'Authorization', 'CombinedMultiDict', 'FileStorage', 'Headers',
                                'ImmutableMultiDict', 'MultiDict', 'WWWAuthenticate'),
    'werkzeug.exceptions': ('HTTPException', 'MethodNotAllowed', 'RequestedRangeNotSatisfiable', 'Unauthorized'),
    'werkzeug.formparser': ('FormDataParser',),
    'werkzeug.local': ('Local', 'LocalManager', 'LocalProxy', 'LocalStack'),
    'werkzeug.routing': ('Map', 'MapAdapter', 'Rule'),
    'werkzeug.test': ('Client', 'EnvironBuilder'),
    'werkzeug.wrappers': ('Request', 'Response'),
}
# Packages of which this is every class, in the module that it is written in.
ALL_CLASSES = ('pymongo', 'bson', 'gridfs')


# Private names that extensions are told to use, or have to.
PRIVATE = {'flask': ('_app_ctx_stack', '_request_ctx_stack'), 'flask.globals': ('_app_ctx_stack', '_request_ctx_stack')}


def modules_of(package):
    yield package.__name__
    path = getattr(package, '__path__', ())
    for _, name, _ in pkgutil.walk_packages(path, package.__name__ + '.', lambda name: None):
        if not any(part.startswith('_') or part in NOT_IMPORTED for part in name.split('.')[1:]):
            yield name


def is_public(module, name, value):
    """Whether the module has this name for others: no module, nothing that it has only imported for itself."""
    if name.startswith('_') or isinstance(value, types.ModuleType):
        return False
    home = getattr(value, '__module__', None)
    if not isinstance(home, str) or not (inspect.isclass(value) or inspect.isfunction(value)):
        # Constants; and what a package hands on is part of it.
        return (isinstance(value, bool) or name.isupper()
                or hasattr(module, '__path__') and type(value).__module__.split('.')[0] in FAMILY)
    if hasattr(module, '__path__'):
        return home.split('.')[0] in FAMILY and not home.split('.')[-1].startswith('_compat')
    return home == module.__name__


def takes_any(function):
    """Whether a callable takes keywords that it does not name."""
    try:
        return any(parameter.kind is parameter.VAR_KEYWORD
                   for parameter in inspect.signature(function).parameters.values())
    except (TypeError, ValueError, AttributeError):
        return False


def parameters(function):
    """The names of the parameters of a callable; none if it cannot be told."""
    try:
        if hasattr(inspect, 'signature'):
            return [parameter.name for parameter in inspect.signature(function).parameters.values()
                    if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)]
        if inspect.isclass(function):
            function = function.__init__
        return inspect.getargspec(function).args
    except (TypeError, ValueError, AttributeError):
        return []


def with_parameters(name, function):
    """The name of a callable and `name(parameter=)` for each of its parameters."""
    yield name
    if callable(function):
        for parameter in parameters(function):
            if not parameter.startswith('_') and parameter not in ('self', 'cls'):
                yield '%s(%s=)' % (name, parameter)


def members(kind):
    """The attributes that a class has from its family, not from the standard library."""
    for base in kind.__mro__:
        if base.__module__.split('.')[0] in FAMILY:
            for name in vars(base):
                if not name.startswith('_'):
                    yield name


def classes_of(module):
    """The names of the classes of a module whose attributes and parameters count."""
    if module.__name__.split('.')[0] not in ALL_CLASSES:
        return CLASSES.get(module.__name__, ())
    return [name for name, value in vars(module).items()
            if inspect.isclass(value) and value.__module__ == module.__name__ and not name.startswith('_')]


def names_of(module):
    """The public names of a module, `Class.attribute` and `callable(parameter=)` included."""
    # The root of Werkzeug 0.x lists what it imports when it is asked for.
    for name in set(dir(module)) | set(getattr(module, '__all__', ())):
        value = getattr(module, name, None)
        if is_public(module, name, value):
            for each in with_parameters(name, value) if inspect.isfunction(value) else [name]:
                yield each
    for name in PRIVATE.get(module.__name__, ()):
        if hasattr(module, name):
            yield name
    for name in classes_of(module):
        kind = getattr(module, name, None)
        if kind is not None:
            for each in with_parameters(name, kind):
                yield each
            for attribute in members(kind):
                method = getattr(kind, attribute, None)
                for each in with_parameters('%s.%s' % (name, attribute), method if inspect.isroutine(method) else None):
                    yield each


def is_set_on_instances(kind, name):
    """Whether the methods of a class set this attribute, which the class then does not list."""
    pattern = re.compile(r'\bself\.%s\s*(:[^=]+)?=[^=]' % re.escape(name))
    for base in kind.__mro__:
        if base.__module__.split('.')[0] in FAMILY:
            if name in getattr(base, '__annotations__', {}) or pattern.search(inspect.getsource(base)):
                return True
    return False


def answers(module, name):
    """Whether a module answers a name, or a callable of it takes a parameter, though neither is listed."""
    path, _, parameter = name.rstrip('=)').partition('(')
    try:
        value = importlib.import_module(module)
        for part in path.split('.'):
            if inspect.isclass(value) and not hasattr(value, part):
                return not parameter and is_set_on_instances(value, part)
            value = getattr(value, part)
    except Exception:
        return False
    return not parameter or parameter in parameters(value) or takes_any(value)


def main(packages):
    warnings.simplefilter('ignore')
    asked = json.load(sys.stdin)
    found = {}
    for package in packages:
        for name in modules_of(importlib.import_module(package)):
            try:
                module = importlib.import_module(name)
            except Exception:
                continue
            found[name] = set(names_of(module))
    for module, name in asked:
        if module in found and answers(module, name):
            found[module].add(name)
    json.dump(dict((module, sorted(names)) for module, names in found.items()), sys.stdout)


if __name__ == '__main__':
    main(sys.argv[1:])
