"""The `ObjectId` converter: text of a URL becomes an ObjectId; what is none is another rule's, or 404."""
import base64

import pytest
from bson.objectid import ObjectId
from flask import url_for
from werkzeug.exceptions import NotFound

from flask_pymongo import BSONObjectIdConverter

pytestmark = pytest.mark.every_triple

TEXT = '4f2b9c1de4b0a1b2c3d4e5f6'


@pytest.fixture
def client(app, mongo):
    @app.route('/tasks/<ObjectId:task_id>')
    def task(task_id):
        return '%s %s' % (type(task_id).__name__, task_id)

    @app.route('/notes/<ObjectId:note_id>')
    def note(note_id):
        return 'by id'

    @app.route('/notes/<name>')
    def note_by_name(name):
        return 'by name'

    return app.test_client()


def test_registered_under_its_name(app, mongo):
    assert app.url_map.converters['ObjectId'] is BSONObjectIdConverter


def test_registered_on_this_application_only(make_app, mongo):
    assert 'ObjectId' not in make_app().url_map.converters


def test_object_id_reaches_the_view(client):
    response = client.get('/tasks/' + TEXT)
    assert response.status_code == 200
    assert response.data == ('ObjectId ' + TEXT).encode('ascii')


def test_upper_case_hex_is_an_object_id(client):
    assert client.get('/tasks/' + TEXT.upper()).data == ('ObjectId ' + TEXT).encode('ascii')


@pytest.mark.parametrize('text', [
    'x', TEXT[:-1], TEXT + '0', 'g' * 24, 'abcdefghijkl', '%C3%A9' * 12, '%E4%B8%AD' * 24, '%00' * 12,
    '%20' + TEXT[:-1], '%20%20' + TEXT[:-2],
], ids=['short', '23 digits', '25 digits', 'no digits', '12 letters', 'latin', 'chinese', 'nul',
        'space', 'two spaces'])
def test_bad_text_is_404(client, text):
    assert client.get('/tasks/' + text).status_code == 404


@pytest.mark.parametrize('text', ['132', '', 'g' * 24])
def test_bad_text_is_404_without_a_router_too(app, mongo, text):
    with pytest.raises(NotFound):
        BSONObjectIdConverter(app.url_map).to_python(text)


def test_a_converter_made_of_it(app, mongo):
    """One with another text for an id matches that text, and one with another pattern its pattern."""
    class Base64(BSONObjectIdConverter):
        def to_python(self, value):
            return ObjectId(base64.urlsafe_b64decode(value.encode('ascii')))

        def to_url(self, value):
            return base64.urlsafe_b64encode(value.binary).decode('ascii')

    class Short(BSONObjectIdConverter):
        regex = '[0-9a-f]{4}'

        def to_python(self, value):
            return super(Short, self).to_python(value + TEXT[4:])

    class Same(BSONObjectIdConverter):
        pass

    for kind in (Base64, Short, Same):
        app.url_map.converters[kind.__name__] = kind
        app.add_url_rule('/%s/<%s:found>' % (kind.__name__, kind.__name__), kind.__name__, lambda found: repr(found))
    with app.test_request_context():
        path = url_for('Base64', found=ObjectId(TEXT))
    client = app.test_client()
    for each in (path, '/Short/4f2b', '/Same/' + TEXT):
        assert client.get(each).data == repr(ObjectId(TEXT)).encode('ascii')
    for each in ('/Short/4f2bx', '/Same/x'):
        assert client.get(each).status_code == 404


def test_another_rule_may_match(client):
    assert client.get('/notes/' + TEXT).data == b'by id'
    assert client.get('/notes/groceries').data == b'by name'


def test_url_for_an_object_id(app, client):
    with app.test_request_context():
        assert url_for('task', task_id=ObjectId(TEXT)) == '/tasks/' + TEXT


def test_url_for_its_text(app, client):
    with app.test_request_context():
        assert url_for('task', task_id=TEXT) == '/tasks/' + TEXT


def test_url_is_read_back(app, client):
    made = ObjectId()
    with app.test_request_context():
        url = url_for('task', task_id=made)
    assert client.get(url).data == ('ObjectId %s' % made).encode('ascii')


def test_document_by_url(app, mongo, client):
    made = mongo.db.tasks.insert({'title': 'wash'})

    @app.route('/documents/<ObjectId:document_id>')
    def document(document_id):
        return mongo.db.tasks.find_one_or_404(document_id)['title']

    assert client.get('/documents/%s' % made).data == b'wash'
    assert client.get('/documents/%s' % ObjectId()).status_code == 404
