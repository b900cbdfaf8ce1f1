"""Commands and queries in forms that servers of the time took and today's do not."""
import datetime

import pytest
from bson.code import Code
from bson.son import SON
from bson.tz_util import utc
from pymongo.errors import OperationFailure

from flask_pymongo.compat import versions

from .reference import ids

by_javascript = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE,
                                   reason='the driver sends commands of its own, which no server has any more')


@pytest.fixture
def six(things):
    """Six documents, 0 to 5: `a` is the remainder by 3, `query` the number once more."""
    things.insert([{'_id': n, 'a': n % 3, 'query': n} for n in range(6)])
    return things


# aggregate

STAGES = [{'$match': {'a': 1}}, {'$sort': {'_id': 1}}, {'$project': {'a': 1}}]
FOUND = {'result': [{'_id': 1, 'a': 1}, {'_id': 4, 'a': 1}], 'ok': 1.0}


def test_aggregate_by_command(mongo, six):
    assert mongo.db.command('aggregate', 'things', pipeline=STAGES) == FOUND
    assert mongo.db.command(SON([('aggregate', 'things'), ('pipeline', STAGES)]), allowDiskUse=True) == FOUND
    assert mongo.db.command({'aggregate': 'things'}, pipeline=STAGES) == FOUND
    assert mongo.db.command('aggregate', u'nothing', pipeline=[]) == {'result': [], 'ok': 1.0}


def test_aggregate_by_command_of_many_batches(mongo, things):
    things.insert([{'_id': n, 'text': 'x' * 20000} for n in range(1000)])
    assert len(mongo.db.command('aggregate', 'things', pipeline=[])['result']) == 1000


def test_aggregate_by_command_with_options(mongo, six):
    six.insert({'_id': 'day', 'a': 1, 'day': datetime.datetime(2012, 3, 4)})
    day, = mongo.db.command('aggregate', 'things', pipeline=[{'$match': {'_id': 'day'}}], as_class=SON)['result']
    assert type(day) is SON
    assert six.aggregate([{'$match': {'_id': 'day'}}])['result'][0]['day'] == datetime.datetime(2012, 3, 4, tzinfo=utc)
    assert 'ok' in mongo.db.command('aggregate', 'things', pipeline=STAGES, explain=True)
    cursor = mongo.db.command('aggregate', 'things', pipeline=STAGES[:2] + [{'$limit': 1}], cursor={})['cursor']
    assert [found['_id'] for found in cursor['firstBatch']] == [1]


def test_aggregate_by_command_that_fails(mongo, six):
    wrong = [{'$bogus': 1}]
    with pytest.raises(OperationFailure) as caught:
        mongo.db.command('aggregate', 'things', pipeline=wrong)
    assert '$bogus' in str(caught.value)
    reply = mongo.db.command('aggregate', 'things', pipeline=wrong, check=False)
    assert reply['ok'] == 0 and '$bogus' in reply['errmsg']
    allowed = mongo.db.command('aggregate', 'things', allowable_errors=[reply['errmsg']], pipeline=wrong)
    assert allowed['errmsg'] == reply['errmsg']
    with pytest.raises(OperationFailure):
        mongo.db.command('aggregate', 'things')


def test_aggregate_explains(six):
    plan = six.aggregate(STAGES, explain=True)
    assert plan['ok'] == 1.0 and 'result' not in plan
    assert six.aggregate(STAGES, explain=False) == FOUND


# group, $eval, copydb

GROUP = {'ns': 'things', 'key': {'a': 1}, 'cond': {'_id': {'$lt': 5}}, 'initial': {'n': 0},
         '$reduce': Code('function(document, state) { state.n += 1; }')}


@by_javascript
def test_group_by_command(mongo, six):
    reply = mongo.db.command('group', GROUP)
    assert sorted((group['a'], group['n']) for group in reply.pop('retval')) == [(0, 2), (1, 2), (2, 1)]
    assert reply == {'count': 5, 'keys': 3, 'ok': 1.0}
    by_function = dict((name, value) for name, value in GROUP.items() if name != 'key')
    by_function.update({'$keyf': Code('function(document) { return {odd: document._id % 2}; }'),
                        'finalize': Code('function(state) { state.n *= 10; }')})
    found = mongo.db.command({'group': by_function})['retval']
    assert sorted((group['odd'], group['n']) for group in found) == [(0, 30), (1, 20)]


@by_javascript
def test_eval_by_command(mongo):
    assert mongo.db.command('$eval', Code('function(a, b) { return a + b; }'), args=[1, 2]) == {'retval': 3, 'ok': 1.0}
    assert mongo.db.command('$eval', 'return 5', nolock=True)['retval'] == 5
    mongo.db['system.js'].insert({'_id': 'twice', 'value': Code('function(n) { return 2 * n; }')})
    assert mongo.db.command(SON([('$eval', 'function(n) { return twice(n); }'), ('args', [4])]))['retval'] == 8


def test_eval_by_command_that_needs_the_database(mongo):
    code = 'function() { return db.things.count(); }'
    with pytest.raises(OperationFailure) as caught:
        mongo.db.command('$eval', code)
    assert '$eval' in str(caught.value)
    assert mongo.db.command('$eval', code, check=False)['code'] == 59


@by_javascript
def test_copydb(mongo, six, database_name):
    six.create_index('a')
    copy = database_name + '_copy'
    try:
        assert mongo.cx.admin.command('copydb', fromdb=database_name, todb=copy) == {'ok': 1.0}
        assert mongo.cx[copy].things.find().count() == 6
        assert 'a_1' in mongo.cx[copy].things.index_information()
        with pytest.raises(OperationFailure):
            mongo.db.command('copydb', fromdb=database_name, todb=copy)
    finally:
        mongo.cx.drop_database(copy)


# text, geoNear

def test_text(mongo, things):
    things.insert([{'_id': 1, 'text': 'one fish', 'n': 1}, {'_id': 2, 'text': 'fish fish fish', 'n': 2},
                   {'_id': 3, 'text': 'no meat', 'n': 3}])
    things.create_index([('text', 'text')])
    reply = mongo.db.command('text', 'things', search='fish')
    assert reply['ok'] == 1.0 and reply['stats']['nfound'] == 2
    assert [result['obj'] for result in reply['results']] == [
        {'_id': 2, 'text': 'fish fish fish', 'n': 2}, {'_id': 1, 'text': 'one fish', 'n': 1}]
    assert reply['results'][0]['score'] > reply['results'][1]['score'] > 0
    found = mongo.db.command('text', 'things', search='fish meat', filter={'n': {'$ne': 1}}, project={'n': 1}, limit=1)
    assert [result['obj'] for result in found['results']] == [{'_id': 2, 'n': 2}]
    found = mongo.db.command('text', 'things', search='meat', project={'_id': 0, 'text': 0}, language='none')
    assert [result['obj'] for result in found['results']] == [{'n': 3}]
    with pytest.raises(OperationFailure):
        mongo.db.command('text', 'nothing', search='fish')


def test_geo_near(mongo, things):
    things.insert([{'_id': n, 'place': [n, 0], 'a': n % 2} for n in range(5)])
    things.create_index([('place', '2d')])
    reply = mongo.db.command('geoNear', 'things', near=[1, 0], num=3)
    assert reply['ok'] == 1.0
    assert [(result['dis'], result['obj']['_id']) for result in reply['results'][:1]] == [(0.0, 1)]
    assert sorted(result['obj']['_id'] for result in reply['results']) == [0, 1, 2]
    assert reply['results'][0]['obj'] == {'_id': 1, 'place': [1, 0], 'a': 1}
    assert abs(reply['stats']['avgDistance'] - 2.0 / 3) < 1e-9 and reply['stats']['maxDistance'] == 1.0
    found = mongo.db.command(SON([('geoNear', 'things'), ('near', [0, 0]), ('query', {'a': 0}), ('maxDistance', 2),
                                  ('distanceMultiplier', 10), ('includeLocs', True)]))['results']
    assert found == [{'dis': 0.0, 'loc': [0, 0], 'obj': {'_id': 0, 'place': [0, 0], 'a': 0}},
                     {'dis': 20.0, 'loc': [2, 0], 'obj': {'_id': 2, 'place': [2, 0], 'a': 0}}]
    assert mongo.db.command('geoNear', 'things', near=[0, 0], query={'a': 9})['results'] == []


# $cmd

def test_a_command_as_a_query(mongo, six):
    reply = mongo.db['$cmd'].find_one({'ping': 1})
    assert reply['ok'] == 1.0
    assert mongo.db['$cmd'].find_one(SON([('count', 'things'), ('query', {'a': 1})]))['n'] == 2
    assert [one['n'] for one in mongo.db['$cmd'].find(SON([('count', 'things')])).limit(-1)] == [6]
    refused = mongo.db['$cmd'].find_one({'bogus': 1})
    assert (refused['ok'], refused['code']) == (0.0, 59)
    assert mongo.db['$cmd'].find_one()['code'] == 59
    assert mongo.db['$cmd'].find_one(SON([('aggregate', 'things'), ('pipeline', STAGES)]))['ok'] == (
        0.0 if versions.DRIVER_HAS_SAFE_MODE else 1.0)


def test_collections_of_the_server(mongo):
    assert mongo.db['$cmd.sys.inprog'].find_one({'$all': True})['inprog']
    assert mongo.db['$cmd.sys.unlock'].find_one()['ok'] == 0.0  # nobody has locked it


# Modifiers in the spec

@pytest.mark.parametrize('spec', [
    {'$query': {'a': 1}, '$orderby': {'_id': -1}},
    SON([('$orderby', {'_id': -1}), ('$query', {'a': 1})]),
    {'query': {'a': 1}, 'orderby': {'_id': -1}},
    {'query': {'a': 1}, 'orderby': [('_id', -1)], '$comment': 'why'},
    SON([('orderby', {'_id': -1}), ('query', {'a': 1})]),
    {'$query': {'a': 1}, '$orderby': {'_id': -1}, '$hint': {'_id': 1}, '$maxTimeMS': 60000, '$snapshot': False},
], ids=['dollars', 'a SON', 'no dollars', 'a list', 'a SON without dollars', 'more of them'])
def test_modifiers_in_the_spec(six, spec):
    assert [found['_id'] for found in six.find(spec)] == [4, 1]
    assert six.find_one(spec)['_id'] == 4
    assert [found['_id'] for found in six.find(spec=spec, skip=1)] == [1]
    assert [found['_id'] for found in six.find(spec).sort('_id', 1)] == [1, 4]
    cursor = six.find(spec)
    assert cursor.count() == 2
    assert sorted(cursor.distinct('_id')) == [1, 4]
    assert [found['_id'] for found in cursor.clone().where('this._id == 1')] == [1]


def test_a_field_named_query(six):
    assert ids(six.find({'query': 1})) == [1]
    assert ids(six.find(SON([('query', {'$gt': 3}), ('a', 1)]))) == [4]
    assert ids(six.find(SON([('query', {'a': 1}), ('orderby', {'_id': -1})]))) == []


def test_modifiers_that_explain_and_bound(six):
    assert 'queryPlanner' in six.find_one({'$query': {'a': 1}, '$explain': True})
    assert ids(six.find({'$query': {}, '$min': {'_id': 4}, '$hint': {'_id': 1}})) == [4, 5]
    assert list(six.find({'$query': {'_id': 1}, '$returnKey': True})) == [{'_id': 1}]
