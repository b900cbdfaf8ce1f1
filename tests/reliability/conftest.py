"""What the programs share: figures, which are printed at the end, and whether the short form is wanted."""
import os

import pytest

import matrix
from conftest import ROW_VARIABLE

_figures = []


def _series():
    row = os.environ.get(ROW_VARIABLE)
    return matrix.row(row)['server'] if row else matrix.DEFAULT_SERVER


@pytest.fixture(scope='session')
def series():
    """The series of MongoDB that goes with the installed driver."""
    return _series()


@pytest.fixture(scope='session')
def is_short():
    """Whether SHORT=1 was given."""
    return bool(os.environ.get('FLASK_PYMONGO_SHORT'))


@pytest.fixture(scope='session')
def figure():
    """A function that keeps a line for the end: ``figure('soak', ('requests', 5), ('lost', 0))``."""
    def figure(program, *numbers):
        _figures.append('%s: %s' % (program, ', '.join('%s %s' % (value, name) for name, value in numbers)))
    return figure


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    for line in _figures:
        terminalreporter.write_line('figure ' + line)
