"""Files that a tool writes: it writes those that differ, or only says that they do. Python 3 only."""

import os
import sys

import mongod


def read(path):
    """The text of a file; None if there is none."""
    if not os.path.exists(path):
        return None
    with open(path, encoding='utf-8') as source:
        return source.read()


def write_or_check(outputs, arguments):
    """Write generated files, or with ``--check`` among the arguments say on stderr which are out of date.

    :param outputs: a dict from a path to the text that is wanted there
    :param arguments: those of the command line
    :return: the exit status: 1 if a check found a difference
    """
    differing = {path: text for path, text in outputs.items() if read(path) != text}
    for path, text in differing.items():
        name = os.path.relpath(path, mongod.TREE)
        if '--check' in arguments:
            print('%s is not what %s writes' % (name, os.path.relpath(sys.argv[0], mongod.TREE)), file=sys.stderr)
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as target:
            target.write(text)
        print('wrote ' + name)
    return 1 if differing and '--check' in arguments else 0


def table(rows):
    """A simple table of reStructuredText, the first row its head."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    border = '  '.join('=' * width for width in widths)
    lines = ['  '.join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    return '\n'.join([border, lines[0], border] + lines[1:] + [border])
