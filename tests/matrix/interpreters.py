"""Finds the interpreters that are here, so that tox can; as a command, lists the missing ones. Python 3 only."""

import functools
import glob
import os
import shutil
import subprocess
import sys

import matrix

# Where a Python lives that is not on PATH: built by hand, by the system, by Homebrew, in the images for wheel builders.
STANDARD_PLACES = ('/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/opt/python/*/bin')


def _pyenv_places():
    """Below every root that pyenv may have: its shims answer for the global version only, so they do not count."""
    roots = [os.environ.get('PYENV_ROOT'), os.path.expanduser('~/.pyenv')]
    pyenv = shutil.which('pyenv')
    if pyenv:
        # .../bin/pyenv is a link to .../libexec/pyenv; this needs no HOME.
        roots.append(os.path.dirname(os.path.dirname(os.path.realpath(pyenv))))
    return [os.path.join(root, 'versions', '*', 'bin') for root in roots if root]


def _answers(path, version):
    """Whether `path` really is that Python; a shim of pyenv may be there and refuse."""
    try:
        done = subprocess.run([path, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])'],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.decode().strip() == version


@functools.lru_cache(maxsize=None)
def find(version):
    """The path of a Python of this version ('2.7'), None if there is none."""
    folders = os.environ.get('PATH', '').split(os.pathsep)
    for place in list(STANDARD_PLACES) + _pyenv_places():
        folders += sorted(glob.glob(place))
    for folder in folders:
        path = os.path.join(folder, 'python' + version)
        if os.path.basename(folder) != 'shims' and os.access(path, os.X_OK) and _answers(path, version):
            return path
    return None


def search_path(versions):
    """PATH for tox, with the folders of all interpreters of these versions behind what is there."""
    folders = [folder for folder in os.environ.get('PATH', '').split(os.pathsep) if os.path.basename(folder) != 'shims']
    for version in versions:
        path = find(version)
        if path and os.path.dirname(path) not in folders:
            folders.append(os.path.dirname(path))
    return os.pathsep.join(folders)


def main():
    """Say which interpreters of the matrix are missing here; the exit code."""
    missing = sorted({row['python'] for row in matrix.ROWS if find(row['python']) is None})
    if missing:
        print('missing interpreters: Python %s' % ', '.join(missing), file=sys.stderr)
    return 1 if missing else 0


if __name__ == '__main__':
    sys.exit(main())
