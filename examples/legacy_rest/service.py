# -*- coding: utf-8 -*-
"""A REST service in the style of 2013: a tea shop, its stock in one database and its books in another.

Run it with ``python service.py``. ``SHOP_CONFIG=settings.Compact python service.py`` takes another configuration.
"""
import os
from collections import OrderedDict
from datetime import datetime

from flask import Flask, Response, json, jsonify, render_template, request, url_for
from flask.ext.pymongo import ASCENDING, DESCENDING, PyMongo
from flask.views import MethodView
from pymongo.errors import DuplicateKeyError, OperationFailure
from werkzeug import Headers
from werkzeug.exceptions import HTTPException, default_exceptions

try:
    from pymongo.objectid import InvalidId, ObjectId
except ImportError:
    from bson.errors import InvalidId
    from bson.objectid import ObjectId
try:
    from pymongo.son import SON
except ImportError:
    from bson.son import SON

TEAS = (
    {'name': u'Sencha', 'kind': 'green', 'origin': u'Japan 日本', 'price': 780, 'stock': 40},
    {'name': u'Long Jing', 'kind': 'green', 'origin': u'China', 'price': 1150, 'stock': 12},
    {'name': u'Darjeeling', 'kind': 'black', 'origin': u'India', 'price': 690, 'stock': 60},
    {'name': u'Assam', 'kind': 'black', 'origin': u'India', 'price': 450, 'stock': 0},
)

app = Flask(__name__)
app.config.from_object(os.environ.get('SHOP_CONFIG', 'settings.Config'))
app.config.from_envvar('SHOP_SETTINGS', silent=True)
mongo = PyMongo(app)
books = PyMongo(app, config_prefix='BOOKS')


@app.before_first_request
def open_shop():
    mongo.db.teas.ensure_index('name', unique=True)
    mongo.db.teas.ensure_index([('kind', ASCENDING), ('price', DESCENDING)])
    books.db.orders.ensure_index('number', unique=True)
    if mongo.db.teas.count() == 0:
        mongo.db.teas.insert([dict(tea) for tea in TEAS], safe=True)


# answers

def reply(data, status=200, **headers):
    """JSON with its fields in the order that the documentation has; without white space for scripts of our pages."""
    text = json.dumps(data, indent=None if request.is_xhr else 2)
    return Response(text, status, Headers(headers), mimetype='application/json')


def json_error(error):
    code = error.code if isinstance(error, HTTPException) else 500
    response = jsonify(error=getattr(error, 'name', None) or 'Internal Server Error')
    response.status_code = code
    return response


for code in default_exceptions:
    app.error_handler_spec[None][code] = json_error


class Refused(Exception):
    """What a client asked for cannot be; answered with a reason."""
    def __init__(self, reason, code=400):
        Exception.__init__(self, reason)
        self.code = code


@app.errorhandler(Refused)
def refused(error):
    response = jsonify(error=str(error))
    response.status_code = error.code
    return response


def body():
    """What was sent: JSON, or a form; of other content, nothing."""
    data = request.json or request.form.to_dict()
    if not isinstance(data, dict):
        raise Refused('send an object')
    return data


def number(data, name, default=None):
    try:
        value = int(data.get(name, default))
    except (TypeError, ValueError):
        raise Refused('%s is a number' % name)
    if value < 0:
        raise Refused('%s is not negative' % name)
    return value


# the stock

def shown(tea):
    return OrderedDict([
        ('id', str(tea['_id'])), ('name', tea['name']), ('kind', tea['kind']), ('origin', tea.get('origin')),
        ('price', tea['price']), ('stock', tea['stock']), ('url', url_for('tea', tea_id=str(tea['_id'])))])


def tea_fields(data):
    tea = {'name': (data.get('name') or '').strip(), 'kind': data.get('kind', 'black'), 'origin': data.get('origin'),
           'price': number(data, 'price'), 'stock': number(data, 'stock', 0)}
    if not tea['name']:
        raise Refused('a tea has a name')
    return tea


class Teas(MethodView):
    def get(self):
        spec = dict((key, request.args[key]) for key in ('kind', 'origin') if key in request.args)
        page, size = number(request.args, 'page', 1) or 1, app.config['PAGE_SIZE']
        teas = mongo.db.teas.find(spec).sort('name').skip((page - 1) * size).limit(size)
        return reply(OrderedDict([('count', teas.count()), ('shown', teas.count(with_limit_and_skip=True)),
                                  ('teas', [shown(tea) for tea in teas])]))

    def post(self):
        tea = tea_fields(body())
        try:
            tea_id = mongo.db.teas.insert(tea, safe=True)
        except DuplicateKeyError:
            raise Refused('there is a tea of that name', 409)
        return reply(shown(tea), 201, Location=url_for('tea', tea_id=str(tea_id)))


class Tea(MethodView):
    def find(self, tea_id):
        try:
            return mongo.db.teas.find_one_or_404({'_id': ObjectId(tea_id)})
        except InvalidId:
            raise Refused('that is no id')

    def get(self, tea_id):
        return reply(shown(self.find(tea_id)))

    def put(self, tea_id):
        tea = self.find(tea_id)
        tea.update(tea_fields(dict(tea, **body())))
        try:
            mongo.db.teas.save(tea, safe=True)
        except DuplicateKeyError:
            raise Refused('there is a tea of that name', 409)
        return reply(shown(tea))

    def delete(self, tea_id):
        answer = mongo.db.teas.remove({'_id': self.find(tea_id)['_id']}, safe=True)
        return reply({'removed': answer['n']})


app.add_url_rule('/api/teas', view_func=Teas.as_view('teas'))
app.add_url_rule('/api/teas/<tea_id>', view_func=Tea.as_view('tea'))


# the books

def next_number(name):
    counter = books.db.counters.find_and_modify({'_id': name}, {'$inc': {'seq': 1}}, upsert=True, new=True)
    return int(counter['seq'])


@app.route('/api/orders', methods=['POST'])
def order():
    data = body()
    amount = number(data, 'amount', 1)
    tea = mongo.db.teas.find_and_modify(query={'name': data.get('tea'), 'stock': {'$gte': amount}},
                                        update={'$inc': {'stock': -amount}}, new=True,
                                        fields=['name', 'price', 'stock'])
    if not tea:
        raise Refused('we have not that much of it', 409)
    entry = SON([('number', next_number('orders')), ('tea', tea['name']), ('amount', amount),
                 ('total', amount * tea['price']), ('state', 'open'), ('at', datetime.utcnow())])
    books.db.orders.insert(entry)
    return reply(OrderedDict([('number', entry['number']), ('total', entry['total']), ('left', tea['stock'])]), 201,
                 Location=url_for('show_order', order_number=entry['number']))


@app.route('/api/orders/<int:order_number>')
def show_order(order_number):
    entry = books.db.orders.find_one_or_404({'number': order_number}, fields={'_id': 0, 'at': 0})
    return jsonify(order=OrderedDict((name, entry[name]) for name in ('number', 'tea', 'amount', 'total', 'state')))


@app.route('/api/orders/<int:order_number>/<any(paid, sent, cancelled):state>', methods=['POST'])
def move_order(order_number, state):
    answer = books.db.orders.update({'number': order_number, 'state': {'$ne': state}}, {'$set': {'state': state}},
                                    safe=True)
    return jsonify(changed=answer['updatedExisting'])


@app.route('/api/prices', methods=['POST'])
def raise_prices():
    percent = number(body(), 'percent')
    changed = 0
    for tea in mongo.db.teas.find({'price': {'$gt': 0}}, fields=['price']):
        price = tea['price'] * (100 + percent) // 100
        changed += mongo.db.teas.update({'_id': tea['_id']}, {'$set': {'price': price}}, multi=False)['n']
    return jsonify(changed=changed)


@app.route('/api/report')
def report():
    pipeline = [{'$group': {'_id': '$tea', 'orders': {'$sum': 1}, 'total': {'$sum': '$total'}}},
                {'$sort': SON([('total', -1), ('_id', 1)])}]
    if 'state' in request.args:
        pipeline.insert(0, {'$match': {'state': request.args['state']}})
    teas = books.db.orders.aggregate(pipeline)['result']
    return reply([OrderedDict([('tea', tea['_id']), ('orders', tea['orders']), ('total', tea['total'])])
                  for tea in teas])


@app.route('/api/find')
def find():
    """Any query, as JSON."""
    try:
        teas = mongo.db.teas.find(json.loads(request.args.get('spec', '{}')), fields=['name'], sort=[('name', 1)])
        return jsonify(names=[tea['name'] for tea in teas])
    except (ValueError, TypeError, OperationFailure):
        raise Refused('that is no query')


@app.route('/')
def overview():
    rules = sorted((rule.rule, ', '.join(sorted(rule.methods - set(['HEAD', 'OPTIONS']))))
                   for rule in app.url_map.iter_rules() if rule.rule.startswith('/api/'))
    return render_template('overview.html', rules=rules, teas=mongo.db.teas.find().sort('name'),
                           orders=books.db.orders.find({'state': 'open'}).count())


if __name__ == '__main__':
    app.run()
