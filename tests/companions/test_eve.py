"""Eve, a REST API made of a schema, whose documents and files go through Flask-PyMongo."""
import base64
import io
import json

import pytest
from eve import Eve
from eve.auth import BasicAuth
from werkzeug.security import check_password_hash, generate_password_hash

TEAS = {
    'schema': {
        'name': {'type': 'string', 'required': True, 'unique': True, 'minlength': 3},
        'price': {'type': 'integer', 'min': 0},
        'kinds': {'type': 'list', 'allowed': ['green', 'black']},
        'picked': {'type': 'datetime'},
        'maker': {'type': 'objectid', 'data_relation': {'resource': 'makers', 'embeddable': True}},
        'leaf': {'type': 'media'},
        'origin': {'type': 'dict', 'schema': {'country': {'type': 'string'}, 'height': {'type': 'integer'}}},
    },
    'additional_lookup': {'url': 'regex("[a-z]+")', 'field': 'name'},
    'cache_control': 'max-age=20',
}
MAKERS = {'schema': {'name': {'type': 'string'}}, 'item_title': 'maker', 'versioning': True,
          'datasource': {'source': 'people'}}


class Users(BasicAuth):
    def check_auth(self, username, password, allowed_roles, resource, method):
        found = self.users.find_one({'name': username})
        return found is not None and check_password_hash(found['password'], password)


class Client(object):
    """Sends and reads JSON."""

    def __init__(self, app):
        self._client = app.test_client()

    def __call__(self, method, path, document=None, **headers):
        more = {} if document is None else {'data': json.dumps(document), 'content_type': 'application/json'}
        given = [(name.replace('_', '-'), value) for name, value in headers.items()]
        response = self._client.open(path, method=method, headers=given, **more)
        is_json = response.data and response.mimetype == 'application/json'
        return response.status_code, json.loads(response.data.decode('utf-8')) if is_json else None

    def upload(self, path, **fields):
        response = self._client.post(path, data=fields, content_type='multipart/form-data')
        return response.status_code, json.loads(response.data.decode('utf-8'))


@pytest.fixture
def make_api(mongodb_host, mongodb_port, database_name):
    made = []

    def make(**more):
        made.append(Eve(settings=dict({
            'MONGO_HOST': mongodb_host, 'MONGO_PORT': mongodb_port, 'MONGO_DBNAME': database_name,
            'DOMAIN': {'teas': TEAS, 'makers': MAKERS}, 'RESOURCE_METHODS': ['GET', 'POST', 'DELETE'],
            'ITEM_METHODS': ['GET', 'PATCH', 'PUT', 'DELETE'], 'DEBUG': True}, **more.pop('settings', {})), **more))
        return made[-1]
    yield make
    for app in made:
        app.data.driver.cx.close()


@pytest.fixture
def api(make_api):
    return make_api()


@pytest.fixture
def client(api):
    return Client(api)


def create(client, path='/teas', **document):
    status, answer = client('POST', path, document)
    assert status == 201, answer
    return answer


def test_home_lists_the_resources(client):
    status, home = client('GET', '/')
    assert status == 200
    assert sorted(link['href'] for link in home['_links']['child']) == ['makers', 'teas']


def test_document_is_stored_and_read_by_id_and_by_name(api, client):
    made = create(client, name='sencha', price=12, picked='Tue, 02 Apr 2013 10:29:13 GMT')
    for path in '/teas/' + made['_id'], '/teas/sencha':
        status, tea = client('GET', path)
        assert (status, tea['price'], tea['picked']) == (200, 12, 'Tue, 02 Apr 2013 10:29:13 GMT')
        assert tea['_etag'] == made['_etag']
    with api.app_context():
        assert api.data.driver.db.teas.find_one()['picked'].isoformat()[:19] == '2013-04-02T10:29:13'
    assert client('GET', '/teas/' + '0' * 24)[0] == client('GET', '/teas/none')[0] == 404


def test_many_at_once(client):
    status, answer = client('POST', '/teas', [{'name': 'sencha'}, {'name': 'assam'}])
    assert (status, [each['_status'] for each in answer['_items']]) == (201, ['OK', 'OK'])


def test_what_the_schema_refuses(client):
    create(client, name='sencha')
    for document, issue in (({'price': 1}, 'name'), ({'name': 'ab'}, 'name'), ({'name': 'sencha'}, 'name'),
                            ({'name': 'assam', 'price': -1}, 'price'), ({'name': 'assam', 'kinds': ['red']}, 'kinds'),
                            ({'name': 'assam', 'maker': '0' * 24}, 'maker')):
        status, answer = client('POST', '/teas', document)
        assert (status, list(answer['_issues'])) == (422, [issue])


@pytest.fixture
def teas(client):
    for number in range(7):
        create(client, name='tea number %d' % number, price=number, kinds=['green', 'black'][:number % 2 + 1],
               origin={'country': 'in' if number < 3 else 'jp', 'height': 100 * number})


@pytest.mark.parametrize('query, prices', [
    ('', [0, 1, 2, 3, 4, 5, 6]),
    ('where={"price": {"$gte": 4}}', [4, 5, 6]),
    ('where=price==3', [3]),
    ('where=price>1 and price<4', [2, 3]),
    ('where={"origin.country": "in"}', [0, 1, 2]),
    ('where={"kinds": {"$in": ["black"]}}', [1, 3, 5]),
    ('sort=[("price", -1)]', [6, 5, 4, 3, 2, 1, 0]),
    ('sort=[("origin.country", -1), ("price", 1)]', [3, 4, 5, 6, 0, 1, 2]),
    ('sort=[("price", 1)]&max_results=3&page=2', [3, 4, 5]),
    ('max_results=3&page=9', []),
])
def test_queries(client, teas, query, prices):
    status, answer = client('GET', '/teas?' + query)
    assert (status, [tea['price'] for tea in answer['_items']]) == (200, prices)


def test_pages(client, teas):
    answer = client('GET', '/teas?max_results=3&page=2')[1]
    assert answer['_meta'] == {'page': 2, 'max_results': 3, 'total': 7}
    assert sorted(answer['_links']) == ['last', 'next', 'parent', 'prev', 'self']


def test_projection(client, teas):
    tea = client('GET', '/teas?projection={"price": 1}&where=price==3')[1]['_items'][0]
    assert tea['price'] == 3 and 'name' not in tea
    assert 'price' not in client('GET', '/teas?projection={"price": 0}')[1]['_items'][0]


def test_forbidden_operators(client, teas):
    assert client('GET', '/teas?where={"$where": "true"}')[0] == 400


def test_patch_put_and_delete_want_the_etag(client):
    made = create(client, name='sencha', price=12)
    path = '/teas/' + made['_id']
    assert client('PATCH', path, {'price': 13})[0] == 403
    assert client('PATCH', path, {'price': 13}, If_Match='other')[0] == 412
    status, patched = client('PATCH', path, {'price': 13}, If_Match=made['_etag'])
    assert status == 200 and client('GET', path)[1]['name'] == 'sencha'
    status, put = client('PUT', path, {'name': 'gyokuro'}, If_Match=patched['_etag'])
    assert status == 200 and 'price' not in client('GET', path)[1]
    assert client('DELETE', path)[0] == 403
    assert client('DELETE', path, If_Match=put['_etag'])[0] == 204
    assert client('GET', path)[0] == 404


def test_not_modified(client):
    made = create(client, name='sencha')
    assert client('GET', '/teas/' + made['_id'], If_None_Match=made['_etag'])[0] == 304


def test_collection_is_deleted(client, teas):
    assert client('DELETE', '/teas')[0] == 204
    assert client('GET', '/teas')[1]['_items'] == []


def test_embedded_document(client):
    maker = create(client, '/makers', name='Ada')
    tea = create(client, name='sencha', maker=maker['_id'])
    assert client('GET', '/teas/' + tea['_id'])[1]['maker'] == maker['_id']
    embedded = client('GET', '/teas/%s?embedded={"maker": 1}' % tea['_id'])[1]
    assert embedded['maker']['name'] == 'Ada'


def test_versions(api, client):
    made = create(client, '/makers', name='Ada')
    path = '/makers/' + made['_id']
    client('PATCH', path, {'name': 'Grace'}, If_Match=made['_etag'])
    assert client('GET', path)[1]['_version'] == 2
    assert client('GET', path + '?version=1')[1]['name'] == 'Ada'
    assert [each['name'] for each in client('GET', path + '?version=all')[1]['_items']] == ['Ada', 'Grace']
    with api.app_context():
        assert api.data.driver.db.people_versions.count() == 2


def test_file_in_gridfs(api, client):
    status, made = client.upload('/teas', name='sencha', leaf=(io.BytesIO(b'a leaf'), 'leaf.txt'))
    assert status == 201, made
    tea = client('GET', '/teas/' + made['_id'])[1]
    assert base64.b64decode(tea['leaf']) == b'a leaf'
    with api.app_context():
        assert api.data.driver.db.fs.files.find_one()['contentType'] == 'text/plain'
        client('DELETE', '/teas/' + made['_id'], If_Match=tea['_etag'])
        assert api.data.driver.db.fs.files.find_one() is None


def test_events(api, client):
    seen = []

    def named(resource, items):
        for item in items:
            item['name'] = item['name'].lower()

    api.on_insert += named
    api.on_fetched_item += lambda resource, item: seen.append((resource, item['name']))
    made = create(client, name='SENCHA')
    assert client('GET', '/teas/' + made['_id'])[1]['name'] == 'sencha'
    assert seen == [('teas', 'sencha')]


def test_filter_of_an_event(api, client, teas):
    def cheap(request, lookup):
        lookup['price'] = {'$lt': 2}

    api.on_pre_GET_teas += cheap
    assert [tea['price'] for tea in client('GET', '/teas')[1]['_items']] == [0, 1]


def test_users(make_api):
    api = make_api(auth=Users)
    with api.app_context():
        Users.users = api.data.driver.db.users
        Users.users.insert({'name': 'ada', 'password': generate_password_hash('secret', 'pbkdf2:sha256')})
    client = Client(api)
    for credentials, status in ((None, 401), ('ada:wrong', 401), ('bob:secret', 401), ('ada:secret', 200)):
        headers = {}
        if credentials is not None:
            headers['Authorization'] = 'Basic ' + base64.b64encode(credentials.encode('ascii')).decode('ascii')
        assert client('GET', '/teas', **headers)[0] == status


def test_resource_that_comes_later(api, client):
    client('GET', '/')
    api.register_resource('cups', {'schema': {'size': {'type': 'integer'}}})
    create(client, '/cups', size=3)
    assert client('GET', '/cups')[1]['_items'][0]['size'] == 3


def test_xml(api):
    client = api.test_client()
    create(Client(api), name='sencha')
    response = client.get('/teas', headers=[('Accept', 'application/xml')])
    assert response.mimetype == 'application/xml' and b'<name>sencha</name>' in response.data
