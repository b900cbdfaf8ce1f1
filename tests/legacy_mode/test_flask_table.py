"""Each row of the table that is about Flask or its companions: there under its old name, warned of once, or gone."""
import json
import os

import pytest
from packaging.version import Version

from compat.programs import python
from flask_pymongo.compat.versions import installed
from flask_pymongo.legacy_mode import table

pytestmark = pytest.mark.once_a_flask
PARTS = ('flask', 'werkzeug', 'jinja2', 'itsdangerous')
HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = [row for row in table.rows() if row.part in PARTS]
#: What stands for these paths is in libraries that an application with them installs.
LIBRARIES = {'werkzeug.contrib.atom': 'feedwerk', 'werkzeug.contrib.cache': 'cachelib',
             'werkzeug.contrib.securecookie': 'secure-cookie',
             'werkzeug.contrib.sessions': 'secure-cookie'}


def is_removed(row):
    """Whether the release that is installed no longer has the name by itself."""
    package = row.real_module.partition('.')[0]
    return installed(package, package) >= Version(row.removed_in)


@pytest.fixture(scope='module')
def walk(tmpdir_factory):
    outcome = python([os.path.join(HERE, 'walk.py')] + list(PARTS), str(tmpdir_factory.mktemp('walk')))
    assert outcome.status == 0, outcome
    return json.loads(outcome.out)


names = pytest.mark.parametrize('row', [row for row in ROWS if not row.parameter],
                                ids=lambda row: row.legacy_name)


@names
def test_a_name(walk, row):
    found = walk['names'][row.legacy_name]
    if not is_removed(row):
        if found['error'] is not None or found['warnings']:
            pytest.skip('this release does not have the name yet')
        return
    if row.how == 'gone':
        assert found['error'] is not None and found['warnings'] == []
    elif row.module in LIBRARIES and found['error'] is not None:
        assert LIBRARIES[row.module] in found['error']
    else:
        assert found == {'error': None, 'warnings': [['application.py', 1]]}


@pytest.mark.parametrize('row', [row for row in ROWS if row.how == 'parameter'], ids=lambda row: row.legacy_name)
def test_a_parameter_is_listed_where_it_is_removed(walk, row):
    if not is_removed(row):
        pytest.skip('this release takes it itself')
    assert row.legacy_name in walk['described']


@pytest.mark.parametrize('row', [row for row in ROWS if row.parameter and row.how == 'gone'],
                         ids=lambda row: row.legacy_name)
def test_a_parameter_that_is_gone_is_not_listed(walk, row):
    assert row.legacy_name not in walk['described']


def test_what_is_listed_is_in_the_table(walk):
    # The paths of a module are listed by the parent, too.
    known = set(row.legacy_name for row in ROWS)
    assert sorted(set(walk['described']) - known) == []
