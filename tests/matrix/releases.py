"""What PyPI has that matrix.py does not know, and what a release of PyMongo removed. Python 3 only, needs the network.

``make releases`` asks PyPI for PyMongo and Flask, prints what to change in matrix.py and, for a new PyMongo, which
public names and parameters left and came since the last known one. It fails if there is anything to change, so that a
nightly job shows it. ``make releases COMPARE='3.13.0 4.0.2'`` compares two releases of PyMongo and asks nothing else.
Options that a client takes as ``**options`` are in no signature, so that they are not seen.
"""

import json
import os
import re
import subprocess
import sys
import urllib.request

import interpreters
import layers
import legacy_names
import matrix
import triples

INDEX = 'https://pypi.org/pypi/%s/json'
SECONDS = 60
PACKAGES = ('pymongo', 'bson', 'gridfs')
PROBE = os.path.join(legacy_names.HERE, 'legacy_names_probe.py')
# Modules and names that do not count, and why.
LEFT_OUT = (
    (r'\w+\.asynchronous(\..*)?', r'.*', 'nothing here uses the asynchronous half'),
    (r'.*', r'TYPE_CHECKING|[A-Z]', 'for type checkers'),
)
PYTHON_CLASSIFIER = r'Programming Language :: Python :: (\d+\.\d+)'


def ask(name):
    """What PyPI says of a package."""
    with urllib.request.urlopen(INDEX % name, timeout=SECONDS) as answer:
        return json.load(answer)


def finals(said):
    """The releases in what PyPI says, without pre-releases, the oldest first: (version, date, lowest Python)."""
    found = []
    for version, files in said['releases'].items():
        files = [each for each in files if not each['yanked']]
        if files and re.fullmatch(r'\d+(\.\d+)*', version):
            lowest = re.search(r'>=\s*(\d+\.\d+)', files[0]['requires_python'] or '')
            date = min(each['upload_time_iso_8601'] for each in files)[:10]
            found.append((version, date, lowest.group(1) if lowest else matrix.PYTHONS[0]))
    return sorted(found, key=lambda release: triples.numbers(release[0]))


def proposals(what, entries, said):
    """What to change in matrix.py, as lines of text.

    :param entries: the list of matrix.py that is called `what`
    :param said: what PyPI says of the package
    """
    known = {triples.numbers(each['minor']): each for each in entries}
    minors = {}
    for release in finals(said):
        minors.setdefault(triples.numbers(release[0])[:2], []).append(release)
    for numbers, releases in sorted(minors.items()):
        last, entry = releases[-1][0], known.get(numbers)
        if entry and triples.numbers(last) > triples.numbers(entry['patch']):
            yield "%s, %s: 'patch': '%s' in place of '%s'" % (what, entry['minor'], last, entry['patch'])
        elif not entry and numbers > max(known):
            first, date, lowest = releases[0]
            yield "%s: {'minor': '%d.%d', 'date': '%s', 'first': '%s', 'patch': '%s', 'pythons': '%s-%s'}," % (
                (what,) + numbers + (date, first, last, lowest, matrix.PYTHONS[-1]))
    newest = triples.numbers(matrix.PYTHONS[-1])
    for python in re.findall(PYTHON_CLASSIFIER, '\n'.join(said['info']['classifiers'] or ())):
        if triples.numbers(python) > newest:
            yield 'PYTHONS: the newest %s is for Python %s' % (said['info']['name'], python)


# What two releases have


def listed(python, folder, packages, asked=()):
    """The public names of packages in a folder: a set of (module, name); name is '-' for the module itself.

    :param asked: such pairs of another release: those that are answered, though nothing lists them, are in the set, too
    """
    done = subprocess.run([python, PROBE] + list(packages), stdout=subprocess.PIPE, check=True,
                          input=json.dumps(sorted(name for name in asked if name[1] != '-')).encode(),
                          env=dict(os.environ, PYTHONPATH=folder, PYTHONDONTWRITEBYTECODE='1'))
    return {(module, name) for module, names in json.loads(done.stdout).items() for name in names + ['-']}


def compare(python, before, after, packages):
    """What left, and what came, from one folder with these packages to another: two lists of (module, name)."""
    old = listed(python, before, packages)
    new = listed(python, after, packages, old)
    # A name that moved is in no listing of its old place, so the older release is asked for what is new, too.
    old |= listed(python, before, packages, new)
    return _outermost(old - new), _outermost(new - old)


def _outermost(names):
    """Without what is in a module, class or callable that is among the names itself."""
    return sorted((module, name) for module, name in names if name == '-' or (
        (module, '-') not in names and not legacy_names.is_in_another(name, module, names)))


def _installed(release, python):
    """The folder with a release of PyMongo, without its C extension where it is no wheel."""
    folder = os.path.join(legacy_names.ENVIRONMENTS, 'pymongo-' + release)
    if not os.path.isdir(folder):
        os.makedirs(legacy_names.ENVIRONMENTS, exist_ok=True)
        layers.install(folder, python, '--no-deps', 'pymongo==' + release, env=dict(os.environ, CC='false'))
    return folder


def _interpreter(*releases):
    """The oldest Python 3 here that has all of the releases; one that matrix.py does not know is like the newest."""
    entries = {triples.numbers(each['minor']): each for each in matrix.PYMONGO}
    spans = [triples.pythons(entries.get(triples.numbers(release)[:2], matrix.PYMONGO[-1])) for release in releases]
    for python in matrix.PYTHONS[1:]:
        if all(python in span for span in spans) and interpreters.find(python):
            return interpreters.find(python)
    raise SystemExit('no Python here has PyMongo %s' % ' and '.join(releases))


def report(before, after):
    """Print what left and what came between two releases of PyMongo."""
    python = _interpreter(before, after)
    left, came = ([each for each in names if legacy_names.left_out(*each, LEFT_OUT) is None] for names in compare(
        python, _installed(before, python), _installed(after, python), PACKAGES))
    print('PyMongo %s after %s: %d names left, %d came' % (after, before, len(left), len(came)))
    for sign, names in (('-', left), ('+', came)):
        for module, name in names:
            print('%s %s' % (sign, module if name == '-' else '%s %s' % (module, name)))


def main(arguments):
    if arguments:
        report(*arguments)
        return 0
    lines = []
    for what, entries in (('PYMONGO', matrix.PYMONGO), ('FLASK', matrix.FLASK)):
        said = ask(what.lower())
        lines += proposals(what, entries, said)
        newest, known = finals(said)[-1][0], entries[-1]['patch']
        if what == 'PYMONGO' and triples.numbers(newest) > triples.numbers(known):
            report(known, newest)
    print('\n'.join(['To change in tests/matrix/matrix.py:'] + lines if lines else ['PyPI has nothing newer.']))
    return 1 if lines else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
