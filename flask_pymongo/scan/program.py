"""The files of a program, and the rounds in which what they say of each other is found out."""
import os

from .sources import Source, Unreadable, read
from .values import Facts

#: Rounds until nothing new is found, for what goes through many functions; programs need three or four.
ROUNDS = 8
#: Folders that hold no program of one's own.
_LEFT_OUT = ('__pycache__', 'node_modules', 'site-packages', '.git', '.hg', '.svn', '.tox', '.nox', '.venv', 'venv',
             '.eggs', 'build', 'dist')


def files_of(path):
    """The sources under a path, sorted; the path itself if it is a file."""
    if not os.path.isdir(path):
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        found += [os.path.normpath(os.path.join(folder, name)) for name in sorted(names)
                  if name.endswith(('.py', '.wsgi'))]
    return found


class Program(object):
    """The files that were asked for, and those that they import from beside them.

    :param paths: files and folders
    :param texts: what to read in the place of some files, by path
    """

    def __init__(self, paths, texts=None):
        self._texts = texts or {}
        self.facts = Facts()
        self.unreadable = []
        #: Whether documents go through SON manipulators on their way.
        self.has_manipulators = False
        self._top = [os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path) or '.') for path in paths]
        self._sources = {}
        self.asked = []
        for path in paths:
            for name in files_of(path):
                if name not in self.asked and self._load(name) is not None:
                    self.asked.append(name)

    def _load(self, path):
        """The source of a file; None if there is none that can be read."""
        key = os.path.abspath(path)
        if key not in self._sources:
            try:
                self._sources[key] = Source(path, self._texts[path] if path in self._texts else read(path)[0])
            except Unreadable as error:
                self._sources[key] = None
                self.unreadable.append((path, str(error)))
        return self._sources[key]

    def source(self, path):
        """The :class:`Source` of a file that was read."""
        return self._sources[os.path.abspath(path)]

    def find(self, importer, module, level=0):
        """The file that an import means, if it is one of the program; else None."""
        folder = os.path.dirname(os.path.abspath(importer))
        parts = module.split('.') if module else []
        if level:
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            return self._module_in(folder, parts)
        while True:
            found = self._module_in(folder, parts)
            if found is not None or folder in self._top or os.path.dirname(folder) == folder:
                return found
            folder = os.path.dirname(folder)

    def _module_in(self, folder, parts):
        base = os.path.join(folder, *parts)
        for path in ([base + '.py'] if parts else []) + [os.path.join(base, '__init__.py')]:
            if os.path.isfile(path):
                # Whoever scans only one file asks for no complaint about others.
                count = len(self.unreadable)
                source = self._load(path)
                if source is None and not any(path.startswith(top + os.sep) for top in self._top):
                    del self.unreadable[count:]
                return os.path.abspath(path) if source is not None else None
        return None

    def findings(self):
        """What is legacy in the files that were asked for: a list of findings in their order."""
        from .inference import Inference
        functions = {}

        def go(source, collect):
            return Inference(self, source, functions.setdefault(os.path.abspath(source.path), {}), collect).run()

        for _ in range(ROUNDS):
            # Some of them are read only as they are imported.
            done = set()
            while True:
                left = [key for key, source in self._sources.items() if source is not None and key not in done]
                if not left:
                    break
                for key in left:
                    done.add(key)
                    go(self._sources[key], False)
            if not self.facts.next_round():
                break
        found = []
        for path in self.asked:
            found += go(self.source(path), True)
        return found
