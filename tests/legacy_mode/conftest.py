"""Legacy mode in the tests' own process: on for one test, then taken back."""
import pytest

from flask_pymongo import legacy_mode


@pytest.fixture
def install_parts():
    """`install_parts(*parts)` installs parts, all but `pymongo-methods` if none is named; the test's end uninstalls."""
    yield legacy_mode.install
    legacy_mode.uninstall()
    assert legacy_mode.installed() == () and legacy_mode.describe() == []
