"""What all tests of companions share: each is a program in legacy mode, told so by the environment."""
import os

import pytest

from flask_pymongo import compat


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    # Extensions of that time call what is deprecated since, and leave files to the garbage collector.
    for kind in 'DeprecationWarning', 'PendingDeprecationWarning', 'ResourceWarning':
        config.addinivalue_line('filterwarnings', 'ignore::' + kind)


def pytest_sessionstart(session):
    if os.environ.get('FLASK_PYMONGO_LEGACY') != 'all' or not compat.describe()['names']:
        raise pytest.UsageError('make companions runs these, with FLASK_PYMONGO_LEGACY=all')
