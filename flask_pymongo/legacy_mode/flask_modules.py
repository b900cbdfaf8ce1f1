"""`flask.Module`, what blueprints were up to Flask 0.6, as a blueprint."""
from __future__ import absolute_import

import os

from flask import Blueprint
from jinja2 import FileSystemLoader, PrefixLoader


class Module(Blueprint):
    """A blueprint with the templates and static files of its package.

    :param import_name: the name of the package or module
    :param name: by default the last part of `import_name`
    :param url_prefix: in front of its URLs
    :param static_path: the URL of its static files
    :param subdomain: of its URLs
    """

    def __init__(self, import_name, name=None, url_prefix=None, static_path=None, subdomain=None):
        if name is None:
            if '.' not in import_name:
                raise AssertionError('name required if package name does not point to a submodule')
            name = import_name.rpartition('.')[2]
        Blueprint.__init__(self, name, import_name, url_prefix=url_prefix, subdomain=subdomain,
                           template_folder='templates', static_url_path=static_path)
        if os.path.isdir(os.path.join(self.root_path, 'static')):
            self.static_folder = 'static'
        # By the name of the module and its own: `admin/index.html` is `templates/index.html`.
        self.jinja_loader = PrefixLoader({name: FileSystemLoader(os.path.join(self.root_path, self.template_folder))})


def blueprint_is_module(blueprint):
    """Whether a blueprint is a :class:`Module`."""
    return isinstance(blueprint, Module)


def register_module(app, module, **options):
    """`app.register_module`: registers a module, as any blueprint."""
    app.register_blueprint(module, **options)


def _modules(app):
    return dict((name, blueprint) for name, blueprint in app.blueprints.items() if blueprint_is_module(blueprint))


modules = property(_modules, doc='The modules that are registered, by their names.')
