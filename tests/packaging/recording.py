"""The recording of a terminal in the documentation: as text, as a picture, and to be played. Python 3 only.

What it says differs from machine to machine only in what `settled` puts right.
"""
import json
import os
import re
import subprocess
from html import escape

from sites import TREE, environment

FOLDER = os.path.join(TREE, 'docs', '_static', 'recording')
#: Set to write the recording anew, by `make recording`.
VARIABLE = 'FLASK_PYMONGO_RECORD'
PROMPT = '$ '

COLUMNS = 100
#: Pixels of a character, and of the frame around them.
WIDTH, HEIGHT, FRAME = 8.4, 19, 20
#: Seconds until the next line comes, and after a command.
LINE_SECONDS, COMMAND_SECONDS = 0.04, 2

_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img">
<title>{title}</title>
<style>
text {{ font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d6dbe1; white-space: pre; }}
.command {{ fill: #8fd19e; font-weight: bold; }}
</style>
<rect width="100%" height="100%" rx="8" fill="#1c2128"/>
{lines}
</svg>
"""


class Terminal:
    """Runs commands in a folder as a user does, and keeps what they say.

    :param site: the environment whose Python is `python`
    :param others: what is said on this machine, and in the recording
    :param variables: of the environment of each command
    """

    def __init__(self, site, folder, others, **variables):
        self._folder, self._others = folder, others
        self._environment = environment(PATH=os.path.dirname(site.python) + os.pathsep + os.environ['PATH'],
                                        **variables)

    def run(self, command, status=0):
        """What a command says, as it is in a recording.

        :param status: what it ends with
        """
        done = subprocess.run(command, shell=True, cwd=str(self._folder), env=self._environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              universal_newlines=True)
        assert done.returncode == status, '%s: exit status %d\n%s' % (command, done.returncode, done.stdout)
        return self.settled(done.stdout)

    def settled(self, text):
        """A text without what depends on the machine and the moment."""
        for here, there in self._others:
            text = text.replace(here, there)
        text = re.sub(r'(Python 3\.\d+)\.\d+\w*', r'\1', text)
        text = re.sub(r'(MongoDB \d+\.\d+)\.\d+', r'\1', text)
        return re.sub(r'(Ran \d+ tests in) [\d.]+s', r'\1 0.2s', text)


def rendered(name, exchanges):
    """The files of a recording, {name: text}.

    :param exchanges: pairs of a command and what it said
    """
    lines = []
    for command, said in exchanges:
        lines += [PROMPT + command] + said.rstrip('\n').split('\n') + ['']
    lines.pop()
    return {name + '.txt': '\n'.join(lines) + '\n', name + '.svg': _picture(name, lines),
            name + '.cast': _cast(exchanges)}


def _rows(line):
    """A line as a terminal shows it, in rows of `COLUMNS`."""
    return [line[start:start + COLUMNS] for start in range(0, len(line), COLUMNS)] or ['']


def _picture(name, lines):
    shown = [(row, line.startswith(PROMPT)) for line in lines for row in _rows(line)]
    texts = ['<text x="%d" y="%d" textLength="%.1f"%s>%s</text>' % (
        FRAME, FRAME + HEIGHT * number + 14, WIDTH * len(row), ' class="command"' if is_command else '', escape(row))
        for number, (row, is_command) in enumerate(shown) if row]
    return _PICTURE.format(width=WIDTH * COLUMNS + 2 * FRAME, height=HEIGHT * len(shown) + 2 * FRAME,
                           title='A terminal: %s' % name, lines='\n'.join(texts))


def _cast(exchanges):
    """The format of asciinema, version 2."""
    events, now = [], 0.5
    for command, said in exchanges:
        events.append([round(now, 2), 'o', PROMPT + command + '\r\n'])
        for line in said.splitlines():
            now += LINE_SECONDS
            events.append([round(now, 2), 'o', line + '\r\n'])
        now += COMMAND_SECONDS
    head = {'version': 2, 'width': COLUMNS, 'height': 30}
    return '\n'.join(json.dumps(line) for line in [head] + events) + '\n'


def check(name, exchanges):
    """Compare a recording with the committed one; write it, if that is asked for."""
    for file, text in rendered(name, exchanges).items():
        path = os.path.join(FOLDER, file)
        if os.environ.get(VARIABLE):
            os.makedirs(FOLDER, exist_ok=True)
            with open(path, 'w', encoding='utf-8') as target:
                target.write(text)
        with open(path, encoding='utf-8') as source:
            assert source.read() == text, '%s is not what the commands say: make recording' % path
