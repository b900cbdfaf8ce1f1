"""Legacy mode in the tests' own process: on for one test, then taken back."""
import pytest

from flask_pymongo.compat import names


@pytest.fixture
def legacy_mode():
    """`legacy_mode(*parts)` installs parts, all but `pymongo-methods` if none is named; the test's end uninstalls."""
    yield names.install
    names.uninstall()
    assert names.installed() == () and names.describe() == []
