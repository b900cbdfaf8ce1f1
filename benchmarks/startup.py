"""What the start-up file costs each start of Python: instructions of ``python -c pass``, counted by callgrind.

``python3 benchmarks/startup.py [--limit PERCENT] PYTHON...`` makes an environment of each interpreter, and compares it
with the files and without. Beside that it measures what a .pth file costs at least: an empty one, one line of
``import sys``, and an import of an empty module. Needs valgrind and the package virtualenv; Python 3 only.
"""

import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

TREE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODULE = '_flask_pymongo_startup'
PTH = 'flask_pymongo.pth'


def _read(name):
    with open(os.path.join(TREE, name), encoding='utf-8') as source:
        return source.read()


#: What is put into site-packages, from nothing to ours.
VARIANTS = (
    ('an empty .pth', {PTH: ''}),
    ('import sys', {PTH: 'import sys\n'}),
    ('an empty module', {PTH: 'import %s\n' % MODULE, MODULE + '.py': ''}),
    ('Flask-PyMongo', {PTH: _read(PTH), MODULE + '.py': _read(MODULE + '.py')}),
)


def _instructions(python):
    """How many instructions a start takes. The same each time, but for the cache of compiled modules."""
    environment = {'PATH': os.environ.get('PATH', ''), 'PYTHONHASHSEED': '0'}
    command = ['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', python, '-c', 'pass']
    counts = []
    for _ in range(3):
        done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, universal_newlines=True, check=True)
        counts.append(int(re.search(r'refs:\s+([\d,]+)', done.stderr).group(1).replace(',', '')))
    return min(counts)


def _measure(python, folder):
    """Pairs of a variant's name and its extra instructions in percent."""
    subprocess.run([sys.executable, '-m', 'virtualenv', '--quiet', '--no-periodic-update', '--without-pip',
                    '--python', python, folder], check=True)
    packages, = glob.glob(os.path.join(folder, 'lib', 'python*', 'site-packages'))
    python = os.path.join(folder, 'bin', 'python')
    base = _instructions(python)
    for title, files in VARIANTS:
        for name, text in files.items():
            with open(os.path.join(packages, name), 'w', encoding='utf-8') as target:
                target.write(text)
        yield title, 100 * (_instructions(python) - base) / base
        for name in files:
            os.remove(os.path.join(packages, name))
        for compiled in glob.glob(os.path.join(packages, '__pycache__', MODULE + '*')):
            os.remove(compiled)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--limit', type=float, help='fail if the files cost more than this, in percent')
    parser.add_argument('interpreters', nargs='*', default=[sys.executable], metavar='PYTHON')
    arguments = parser.parse_args()
    if shutil.which('valgrind') is None:
        raise SystemExit('needs valgrind')
    too_much = False
    for python in arguments.interpreters:
        version = subprocess.check_output([python, '-c', 'import sys; print(sys.version.split()[0])'], text=True)
        with tempfile.TemporaryDirectory() as folder:
            measured = list(_measure(python, folder))
        print('Python %-8s' % version.strip(), ', '.join('%s %+.2f %%' % pair for pair in measured), flush=True)
        too_much = too_much or arguments.limit is not None and measured[-1][1] > arguments.limit
    return too_much


if __name__ == '__main__':
    sys.exit(main())
