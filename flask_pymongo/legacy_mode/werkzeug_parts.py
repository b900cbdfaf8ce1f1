"""Attributes that each map of rules had in Werkzeug; the class did not, so the table cannot add them."""
from __future__ import absolute_import

from .patching import list_names, takes, used


class MapAttribute(object):
    """An attribute that each map had, with its default value.

    :param name: of the attribute
    :param value: the default, which Werkzeug now always uses
    """

    def __init__(self, name, value):
        self._legacy_name = 'werkzeug.routing.Map.%s(of a map)' % name
        self._value = value

    def __get__(self, instance, owner=None):
        used(self._legacy_name)
        return self._value


def _werkzeug_routing(module, additions):
    for name, value in (('charset', 'utf-8'), ('encoding_errors', 'replace')):
        if not takes(module.Map.__init__, name):
            additions.add(module.Map, name, MapAttribute(name, value))
            list_names('werkzeug.routing.Map.%s(of a map)' % name)


PATCHES = {'werkzeug.routing': _werkzeug_routing}
