"""What a LegacyWarning says: the legacy name, the package and release that removed it, what to write instead."""
import pytest
from packaging.version import Version

from compat.programs import succeed
from flask_pymongo.compat.versions import installed
from flask_pymongo.legacy_mode import table

pytestmark = pytest.mark.once_a_flask

#: For each part some programs of one line, and what their warning must say after "is a legacy name".
TEXTS = (
    ('pymongo', 'import pymongo.objectid', 'pymongo.objectid', '(gone from PyMongo 2.2)', 'bson.objectid'),
    ('pymongo', 'from pymongo import GEOHAYSTACK', 'pymongo.GEOHAYSTACK', '(gone from PyMongo 4.0)',
     "'geoHaystack', which servers from 5.0 on refuse"),
    ('bson', 'from bson import ONE', 'bson.ONE', '(gone from PyMongo 3.0)', "b'\\x01'"),
    ('gridfs', 'from gridfs import Database', 'gridfs.Database', '(gone from PyMongo 4.9)',
     'pymongo.database.Database'),
    ('flask', 'from flask import Markup', 'flask.Markup', '(gone from Flask 3.0)', 'markupsafe.Markup'),
    ('flask', 'from flask import Flask; Flask.modules', 'flask.Flask.modules', '(gone from Flask 0.11)',
     'flask.Flask.blueprints'),
    ('flask', 'from flask import Flask; Flask(__name__, static_path="/files")', 'flask.Flask.__init__(static_path=)',
     '(gone from Flask 1.0)', 'flask.Flask(static_url_path=)'),
    ('werkzeug', 'from werkzeug import MultiDict', 'werkzeug.MultiDict', '(gone from Werkzeug 1.0)',
     'werkzeug.datastructures.MultiDict'),
    ('werkzeug', 'from werkzeug.security import safe_str_cmp', 'werkzeug.security.safe_str_cmp',
     '(gone from Werkzeug 2.1)', 'hmac.compare_digest'),
    ('jinja2', 'from jinja2 import contextfilter', 'jinja2.contextfilter', '(gone from Jinja2 3.1)',
     'jinja2.pass_context'),
    ('itsdangerous', 'from itsdangerous import json', 'itsdangerous.json', '(gone from ItsDangerous 2.1)',
     'import json'),
)


@pytest.mark.parametrize('part, program, name, since, modern', TEXTS, ids=[text[2] for text in TEXTS])
def test_the_warning_names_package_release_and_equivalent(tmpdir, part, program, name, since, modern):
    distribution, release = since.strip('()').split()[-2:]
    expected = '%s is a legacy name %s; the modern equivalent is %s' % (name, since, modern)
    said = succeed("""
        import warnings
        warnings.simplefilter('always')
        said = []
        warnings.showwarning = lambda message, category, *rest: said.append((category.__name__, str(message)))
        import _flask_pymongo_startup
        _flask_pymongo_startup._legacy(%r)
        try:
            %s
        except ImportError:
            pass
        for category, message in said:
            if category == 'LegacyWarning':
                print(message)
    """ % (part, program), str(tmpdir))
    # What is still there is used in silence; a name that is too young for this release is an error of the program.
    is_removed = installed(distribution, distribution.lower()) >= Version(release)
    # Python 2 asks a module twice for a name that is imported from it.
    assert set(said) == set([expected] if is_removed else [])


def test_every_row_has_what_a_warning_says():
    for row in table.rows():
        assert row.modern and row.removed_in and row.package, row
