"""What the programs share: figures, which are printed at the end, and which server is meant."""
import os

import pytest

import matrix

_figures = []


@pytest.fixture(scope='session')
def series():
    """The series of MongoDB that goes with the installed driver."""
    row = os.environ.get('FLASK_PYMONGO_ROW')
    return matrix.row(row)['server'] if row else matrix.DEFAULT_SERVER


@pytest.fixture(scope='session')
def figure():
    """A function that keeps a line for the end: ``figure('soak', ('requests', 5), ('errors', 2), AutoReconnect=2)``."""
    def figure(program, *numbers, **errors):
        line = '%s: %s' % (program, ', '.join('%s %s' % (value, name) for name, value in numbers))
        if errors:
            line += ' (%s)' % ', '.join('%d %s' % (errors[name], name) for name in sorted(errors))
        _figures.append(line)
    return figure


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    for line in _figures:
        terminalreporter.write_line('figure ' + line)
