"""Runs small programs in a Python of their own: nowhere else can a test see what the first import of a program does."""
import os
import subprocess
import sys
import textwrap
import threading

#: A program takes less than a second; one that takes this long hangs.
SECONDS = 120


class Outcome(object):
    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err

    def __repr__(self):
        return 'status %s\n--- out\n%s\n--- err\n%s' % (self.status, self.out, self.err)


def python(arguments, folder, **environ):
    """Run this interpreter in `folder`, which is on its path, with `environ` added to the environment."""
    env = {key: value for key, value in os.environ.items()
           if key not in ('PYTHONWARNINGS', 'PYTHONSTARTUP', 'FLASK_PYMONGO_STARTUP')}
    env['PYTHONPATH'] = os.pathsep.join([folder] + [p for p in [env.get('PYTHONPATH')] if p])
    env.update(environ)
    process = subprocess.Popen([sys.executable] + list(arguments), cwd=folder, env=env, universal_newlines=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Python 2 has no time-out here; threads that wait for each other would hold up the whole row.
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    try:
        out, err = process.communicate()
    finally:
        timer.cancel()
    return Outcome(process.returncode, out, err)


def run(text, folder, *options, **environ):
    """Run a program; its first line is line 1."""
    program = os.path.join(folder, 'program.py')
    with open(program, 'w') as stream:
        stream.write(textwrap.dedent(text).lstrip('\n'))
    return python(list(options) + [program], folder, **environ)


def succeed(text, folder, *options, **environ):
    """Run a program that must end well; returns what it printed, line by line."""
    outcome = run(text, folder, *options, **environ)
    assert outcome.status == 0, outcome
    return outcome.out.splitlines()
