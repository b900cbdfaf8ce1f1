"""The table of extensions is what is installed, and each has a test module."""
import os
from importlib.metadata import version

import pytest

from . import table

HERE = os.path.dirname(os.path.abspath(__file__))


@pytest.mark.parametrize('companion', table.COMPANIONS, ids=lambda companion: companion['name'])
def test_what_the_table_says_is_installed(companion):
    for requirement in table.pinned(companion):
        name, wanted = requirement.split('==')
        assert version(name) == wanted


def test_each_extension_has_a_test_module():
    modules = sorted(name[:-3] for name in os.listdir(HERE) if name.startswith('test_') and name.endswith('.py'))
    for other in 'test_table', 'test_legacy_logbook':
        modules.remove(other)
    assert modules == sorted(companion['module'] for companion in table.COMPANIONS)
