"""Whether the tree can be released: ``make release TAG=v4.0.0``. Python 3 only.

The version stands in flask_pymongo/__init__.py, the address of the repository in setup.cfg, and nowhere else.
"""

import os
import re
import sys

import checks
import generated


def _found(pattern, name):
    match = re.search(pattern, generated.read(os.path.join(checks.TREE, name)))
    if match is None:
        raise checks.Failed('nothing in %s looks like %s' % (name, pattern))
    return match.group(1)


def version():
    """The version of the package."""
    return _found(r"(?m)^__version__ = '(.+)'$", 'flask_pymongo/__init__.py')


def url():
    """The address of the repository."""
    return _found('(?m)^url = (.+)$', 'setup.cfg')


def tag(name):
    """The check that a tag names the version of the tree."""
    def check():
        if name != 'v' + version():
            raise checks.Failed('the tag is %r, the version %s' % (name, version()))
    return check


def changelog():
    """The first heading of the changelog has this version and a date."""
    heading = _found(r'(?m)^(\d+\.\d+.*)\n-+$', 'CHANGELOG.rst')
    if not re.match(r'%s \(\d{4}-\d\d-\d\d\)$' % re.escape(version()), heading):
        raise checks.Failed('CHANGELOG.rst begins with "%s", not with %s and a date' % (heading, version()))


def address():
    """The owner has filled in the address of the repository."""
    if 'OWNER' in url():
        raise checks.Failed('url in setup.cfg is still %s' % url())


if __name__ == '__main__':
    sys.exit(checks.run([
        ('the tag', tag(os.environ.get('TAG', ''))), ('the changelog', changelog), ('the address', address)]))
