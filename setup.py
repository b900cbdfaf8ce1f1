"""Everything static is in setup.cfg; this puts the two start-up files at the root of site-packages.

It also gives the version, which is in flask_pymongo/__init__.py, and what follows from the address of the repository.
"""
import io
import os
import re

from setuptools import setup
from setuptools.command.build_py import build_py

try:
    from setuptools.command.develop import develop
except ImportError:
    develop = None

#: Python reads these at start, and only there: `.pth` up to 3.17, `.start` (PEP 829) from 3.15.
START_UP = ['flask_pymongo.pth', 'flask_pymongo.start']
#: An editable installation has a copy of what they import beside them: the tree may be moved, Python must start.
APART = START_UP + ['_flask_pymongo_startup.py']


class BuildPy(build_py):
    """Modules and start-up files; data_files would bake one Python's path into the universal wheel."""

    def run(self):
        build_py.run(self)
        target, names = self.build_lib, START_UP
        if getattr(self, 'editable_mode', False):
            # An editable wheel takes nothing from build_lib; what is "installed" while it is made goes into it.
            target, names = self.get_finalized_command('install').install_lib, APART
        for name in names:
            self.copy_file(name, os.path.join(target, name), preserve_mode=False)

    def get_outputs(self, include_bytecode=1):
        outputs = build_py.get_outputs(self, include_bytecode)
        if getattr(self, 'editable_mode', False):
            return outputs
        return outputs + [os.path.join(self.build_lib, name) for name in START_UP]

    def get_source_files(self):
        return build_py.get_source_files(self) + START_UP


commands = {'build_py': BuildPy}

if develop is not None:
    class Develop(develop):
        """`setup.py develop`, the editable install of Python 2.7; later setuptools hand it over to pip.

        `setup.py develop --uninstall` takes the start-up files away again; `pip uninstall` does not know of them.
        """

        def install_for_development(self):
            develop.install_for_development(self)
            for name in APART:
                self.copy_file(name, os.path.join(self.install_dir, name), preserve_mode=False)

        def uninstall_link(self):
            develop.uninstall_link(self)
            for name in APART:
                path = os.path.join(self.install_dir, name)
                if os.path.exists(path):
                    os.remove(path)

    commands['develop'] = Develop



def text_of(name):
    """The text of a file of the tree."""
    with io.open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), encoding='utf-8') as source:
        return source.read()


def metadata():
    """The metadata that cannot be in setup.cfg, for Python 2.7 has no one place for it there."""
    version = re.search(r"(?m)^__version__ = '(.+)'$", text_of('flask_pymongo/__init__.py')).group(1)
    url = re.search('(?m)^url = (.+)$', text_of('setup.cfg')).group(1)
    files = '%s/blob/v%s/' % (url, version)
    # Elsewhere than in the repository, on PyPI, the links to its files need its address.
    readme = re.sub('<(?!https?:)([^<>`]+)>`_', lambda link: '<%s%s>`_' % (files, link.group(1)), text_of('README.rst'))
    return {'version': version, 'long_description': readme, 'project_urls': {
        'Documentation': files + 'docs/index.rst', 'Changes': files + 'CHANGELOG.rst', 'Source': url,
        'Issues': url + '/issues'}}


if __name__ == '__main__':
    setup(cmdclass=commands, **metadata())
