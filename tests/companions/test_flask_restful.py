"""Flask-RESTful: resources over a collection, parsed arguments, marshalled answers, errors as JSON."""
import json

import flask
import pytest
from flask.ext.pymongo import PyMongo
from flask.ext.restful import Api, Resource, abort, fields, inputs, marshal, marshal_with, reqparse

TEA = {'id': fields.String(attribute='_id'), 'name': fields.String, 'price': fields.Float(default=0.0),
       'picked': fields.DateTime, 'uri': fields.Url('tea', absolute=True)}


@pytest.fixture
def app(make_app):
    app = make_app()
    mongo = PyMongo(app)
    api = Api(app, prefix='/api', errors={'TooDear': {'message': 'too dear', 'status': 402}})
    parser = reqparse.RequestParser()
    parser.add_argument('name', type=str, required=True, help='a tea has a name')
    parser.add_argument('price', type=float)
    parser.add_argument('picked', type=inputs.date)
    parser.add_argument('kinds', action='append', choices=('green', 'black'))
    pages = reqparse.RequestParser()
    pages.add_argument('page', type=int, default=1, location='args')

    class TooDear(Exception):
        pass

    class Teas(Resource):
        def get(self):
            page = pages.parse_args()['page']
            found = mongo.db.teas.find().sort('name', 1).skip(2 * page - 2).limit(2)
            return {'total': found.count(), 'teas': [marshal(self.named(tea), TEA) for tea in found]}

        @marshal_with(TEA, envelope='tea')
        def post(self):
            tea = parser.parse_args()
            if tea.price and tea.price > 1000:
                raise TooDear()
            mongo.db.teas.insert(tea)
            return self.named(tea), 201, {'X-Made': 'yes'}

        @staticmethod
        def named(tea):
            return dict(tea, tea_id=tea['_id'])

    class Tea(Resource):
        @marshal_with(TEA)
        def get(self, tea_id):
            return Teas.named(mongo.db.teas.find_one_or_404(tea_id))

        def delete(self, tea_id):
            if not mongo.db.teas.remove(tea_id)['n']:
                abort(404, message='no such tea')
            return '', 204

    api.add_resource(Teas, '/teas')
    api.add_resource(Tea, '/teas/<ObjectId:tea_id>', endpoint='tea')

    @api.representation('text/csv')
    def csv(data, code, headers=None):
        return flask.make_response(','.join(sorted(data)), code, headers)

    return app


def _json(answer):
    return json.loads(answer.data)


def test_makes_lists_shows_and_deletes(app):
    client = app.test_client()
    answer = client.post('/api/teas', data=json.dumps({'name': 'Sencha', 'price': '4.7', 'picked': '2013-05-01',
                                                       'kinds': ['green']}), content_type='application/json')
    assert answer.status_code == 201 and answer.headers['X-Made'] == 'yes', answer.data
    made = _json(answer)['tea']
    assert made['price'] == 4.7 and made['picked'] == 'Wed, 01 May 2013 00:00:00 -0000'
    assert made['uri'] == 'http://localhost/api/teas/' + made['id']
    for name in 'Assam', 'Keemun':
        assert client.post('/api/teas', data={'name': name}).status_code == 201
    listed = _json(client.get('/api/teas?page=2'))
    assert listed['total'] == 3 and [tea['name'] for tea in listed['teas']] == ['Sencha']
    assert _json(client.get(made['uri']))['name'] == 'Sencha'
    assert client.get('/api/teas', headers={'Accept': 'text/csv'}).data == b'teas,total'
    assert client.delete(made['uri']).status_code == 204
    assert client.delete(made['uri']).status_code == 404
    assert client.get(made['uri']).status_code == 404


def test_errors_are_json(app):
    client = app.test_client()
    answer = client.post('/api/teas', data={'price': '1'})
    assert answer.status_code == 400 and 'a tea has a name' in str(_json(answer)['message'])
    answer = client.post('/api/teas', data={'name': 'x', 'kinds': 'blue'})
    assert answer.status_code == 400 and 'blue is not a valid choice' in str(_json(answer)['message'])
    assert _json(client.delete('/api/teas/0123456789abcdef01234567'))['message'].startswith('no such tea')
    assert client.put('/api/teas').status_code == 405
    assert 'message' in _json(client.put('/api/teas'))
    assert client.get('/api/teas/none').status_code == 404
    app.config['PROPAGATE_EXCEPTIONS'] = False
    answer = client.post('/api/teas', data={'name': 'x', 'price': '2000'})
    assert (answer.status_code, _json(answer)) == (402, {'message': 'too dear', 'status': 402})
