"""Changes modules when the program imports them, by one finder on `sys.meta_path`; the real finders find the modules.

Legacy mode imports nothing itself. A module that is imported already is changed at once.
"""
from __future__ import absolute_import

import sys

from .additions import LegacyModule, additions, resolve

try:
    from importlib.machinery import ModuleSpec
except ImportError:
    ModuleSpec = None


class PatchPlan(object):
    """What to do to which module: the rows of the table, and the functions of the `*_parts` modules."""

    def __init__(self):
        self.parts = set()
        #: {module: [rows]}
        self.rows = {}
        #: {module: [functions]}
        self.patches = {}
        #: {name of a module that no longer exists: row}
        self.removed_modules = {}

    def add(self, part, rows, patches):
        """Add the rows and patches of a part."""
        self.parts.add(part)
        for row in rows:
            if row.how == 'module':
                self.removed_modules[row.module] = row
                attribute = row.as_attribute()
                # `import pymongo; pymongo.connection.Connection` uses it as an attribute of its parent.
                if attribute.module:
                    self.rows.setdefault(attribute.module, []).append(attribute)
            else:
                self.rows.setdefault(row.real_module, []).append(row)
        for name, function in patches.items():
            self.patches.setdefault(name, []).append(function)

    def concerns(self, name):
        """Whether a module is changed or made when it is imported."""
        return name in self.removed_modules or name in self.rows or name in self.patches

    def is_package(self, name):
        """Whether a module that no longer exists had modules below it."""
        return any(path.startswith(name + '.') for path in self.removed_modules)

    def modules(self):
        """The names of the modules that change."""
        return set(self.rows) | set(self.patches)

    def apply(self, name):
        """Change a module that has been executed.

        :param name: the name it was imported by
        """
        # Werkzeug 0.x replaces itself in `sys.modules` while it is imported.
        module = sys.modules[name]
        for function in self.patches.get(name, ()):
            function(module, additions)
        rows = self.rows.get(name)
        if rows:
            additions.add_rows(name, module, rows)


class LegacyFinder(object):
    """The finder, for the import protocols of Python 2 and 3."""

    def __init__(self, plan):
        self.plan = plan

    def find_spec(self, fullname, path=None, target=None):
        if not self.plan.concerns(fullname):
            return None
        for finder in list(sys.meta_path):
            find = getattr(finder, 'find_spec', None)
            if find is None or finder is self:
                continue
            spec = find(fullname, path, target)
            if spec is not None:
                if getattr(spec.loader, 'exec_module', None) is not None:
                    spec.loader = _PatchingLoader(spec.loader, self.plan)
                return spec
        if fullname in self.plan.removed_modules:
            return ModuleSpec(fullname, _RemovedModuleLoader(self.plan, fullname),
                              is_package=self.plan.is_package(fullname))
        return None

    def find_module(self, fullname, path=None):
        if not self.plan.concerns(fullname):
            return None
        loader = self._find_loader(fullname, path)
        if loader is not None:
            return _PatchingLoader(loader, self.plan)
        return _RemovedModuleLoader(self.plan, fullname) if fullname in self.plan.removed_modules else None

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


class _PatchingLoader(object):
    """Lets the real loader load the module, then changes it."""

    def __init__(self, loader, plan):
        self.loader = loader
        self.plan = plan

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, spec):
        create = getattr(self.loader, 'create_module', None)
        return create and create(spec)

    def exec_module(self, module):
        # The module must see its real loader, already while it runs.
        module.__loader__ = module.__spec__.loader = self.loader
        self.loader.exec_module(module)
        self.plan.apply(module.__spec__.name)

    def load_module(self, fullname):
        if ModuleSpec is not None or fullname in sys.modules:
            self.loader.load_module(fullname)
        else:
            # Loaders of Python 2 fill the module that they find; one of their own would have `__package__`.
            sys.modules[fullname] = LegacyModule(fullname)
            sys.modules[fullname].__package__ = None
            try:
                self.loader.load_module(fullname)
            except BaseException:
                sys.modules.pop(fullname, None)
                raise
        self.plan.apply(fullname)
        return sys.modules[fullname]


class _RemovedModuleLoader(object):
    """Loads a module that no longer exists: another one under its old name, or one made of rows of the table."""

    def __init__(self, plan, fullname):
        self.plan = plan
        self.fullname = fullname

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = self.fullname
        row = self.plan.removed_modules[name]
        if row.target:
            sys.modules[name] = resolve(row.target)
        else:
            self.plan.apply(name)
        additions.made_modules.append(name)
        additions.list_row(row)
        additions.used(row)

    def load_module(self, fullname):
        module = sys.modules[fullname] = LegacyModule(fullname)
        module.__loader__ = self
        module.__package__ = fullname
        if self.plan.is_package(fullname):
            module.__path__ = []
        else:
            module.__package__ = fullname.rpartition('.')[0]
        try:
            self.exec_module(module)
        except BaseException:
            sys.modules.pop(fullname, None)
            raise
        return sys.modules[fullname]


def patch_imported_modules(plan):
    """Change what is imported already; waits for what another thread is importing."""
    for name in sorted(plan.modules()):
        if sys.modules.get(name) is not None:
            __import__(name)
            plan.apply(name)
