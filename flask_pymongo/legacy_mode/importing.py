"""Treats modules of the table when they are imported: one finder on `sys.meta_path`, which lets the real ones find.

Nothing is imported for it. What is imported already is treated at once.
"""
from __future__ import absolute_import

import sys

from .additions import LegacyModule, additions, resolve

try:
    from importlib.machinery import ModuleSpec
except ImportError:
    ModuleSpec = None


class Treatment(object):
    """What is to be done to each module: its rows, and a function of the part's own."""

    def __init__(self):
        self.parts = set()
        #: {module: [rows]}
        self.rows = {}
        #: {module: [functions]}
        self.patches = {}
        #: {import path that left: row}
        self.paths = {}

    def add(self, part, rows, patches):
        """Take up the rows and patches of a part."""
        self.parts.add(part)
        for row in rows:
            if row.how == 'module':
                self.paths[row.module] = row
                parent, _, child = row.module.rpartition('.')
                # `import pymongo; pymongo.connection.Connection`: the path is an attribute of its parent, too.
                self.rows.setdefault(parent, []).append(row._replace(module=parent, name=child,
                                                                     target=row.module))
            else:
                self.rows.setdefault(row.real_module, []).append(row)
        for name, function in patches.items():
            self.patches.setdefault(name, []).append(function)

    def names(self):
        """The modules that something is done to."""
        return set(self.rows) | set(self.patches)

    def apply(self, name):
        """Do it to a module that has been executed, by the name it was imported by."""
        # Werkzeug of old puts another object in its own place.
        module = sys.modules[name]
        for function in self.patches.get(name, ()):
            function(module, additions)
        rows = self.rows.get(name)
        if rows:
            additions.attach(name, module, rows)


class LegacyFinder(object):
    """The finder, for both import protocols."""

    def __init__(self, treatment):
        self.treatment = treatment

    def find_spec(self, fullname, path=None, target=None):
        is_path = fullname in self.treatment.paths
        if not is_path and fullname not in self.treatment.rows and fullname not in self.treatment.patches:
            return None
        for finder in list(sys.meta_path):
            find = getattr(finder, 'find_spec', None)
            if find is None or finder is self:
                continue
            spec = find(fullname, path, target)
            if spec is not None:
                if getattr(spec.loader, 'exec_module', None) is not None:
                    spec.loader = _TreatingLoader(spec.loader, self.treatment)
                return spec
        if is_path:
            return ModuleSpec(fullname, _PathLoader(self.treatment, fullname), is_package=self._is_package(fullname))
        return None

    def find_module(self, fullname, path=None):
        is_path = fullname in self.treatment.paths
        if not is_path and fullname not in self.treatment.rows and fullname not in self.treatment.patches:
            return None
        loader = self._find_loader(fullname, path)
        if loader is not None:
            return _TreatingLoader(loader, self.treatment)
        return _PathLoader(self.treatment, fullname) if is_path else None

    def _find_loader(self, fullname, path):
        import pkgutil
        for finder in list(sys.meta_path):
            loader = None if finder is self else finder.find_module(fullname, path)
            if loader is not None:
                return loader
        for entry in sys.path if path is None else path:
            importer = pkgutil.get_importer(entry)
            loader = importer and importer.find_module(fullname)
            if loader is not None:
                return loader
        return None

    def _is_package(self, fullname):
        return any(path.startswith(fullname + '.') for path in self.treatment.paths)


class _TreatingLoader(object):
    """Lets the real loader load, then treats the module."""

    def __init__(self, loader, treatment):
        self.loader = loader
        self.treatment = treatment

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, spec):
        create = getattr(self.loader, 'create_module', None)
        return create and create(spec)

    def exec_module(self, module):
        # The module says of itself what it would without us, and does so while it runs.
        module.__loader__ = module.__spec__.loader = self.loader
        self.loader.exec_module(module)
        self.treatment.apply(module.__spec__.name)

    def load_module(self, fullname):
        if ModuleSpec is not None or fullname in sys.modules:
            self.loader.load_module(fullname)
        else:
            # Loaders of Python 2 take a module that is there. Their own would have this attribute from the start.
            sys.modules[fullname] = LegacyModule(fullname)
            sys.modules[fullname].__package__ = None
            try:
                self.loader.load_module(fullname)
            except BaseException:
                sys.modules.pop(fullname, None)
                raise
        self.treatment.apply(fullname)
        return sys.modules[fullname]


class _PathLoader(object):
    """Loads an import path that left: another module by its old name, or one made of the rows of the table."""

    def __init__(self, treatment, fullname):
        self.treatment = treatment
        self.fullname = fullname

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = self.fullname
        row = self.treatment.paths[name]
        if row.target:
            sys.modules[name] = resolve(row.target)
        else:
            self.treatment.apply(name)
        additions.made.append(name)
        additions.list(row.legacy_name, row.part, row.how, row.modern)
        additions.used(row)

    def load_module(self, fullname):
        module = sys.modules[fullname] = LegacyModule(fullname)
        module.__loader__ = self
        module.__package__ = fullname
        if any(path.startswith(fullname + '.') for path in self.treatment.paths):
            module.__path__ = []
        else:
            module.__package__ = fullname.rpartition('.')[0]
        try:
            self.exec_module(module)
        except BaseException:
            sys.modules.pop(fullname, None)
            raise
        return sys.modules[fullname]


def treat_present(treatment):
    """Treat what is imported already; waits for what another thread is importing."""
    for name in sorted(treatment.names()):
        if sys.modules.get(name) is not None:
            __import__(name)
            treatment.apply(name)
