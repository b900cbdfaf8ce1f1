"""What differs between Flask 0.8 and 3.1, seen through the names that are the same on all of them."""
import json
import os
import threading

import flask
import pytest

from flask_pymongo.compat import flask as compat_flask
from flask_pymongo.helpers import BSONProvider, JSONEncoder

from .profiled import profiled

has_providers = pytest.mark.skipif(compat_flask.DefaultJSONProvider is None, reason='this Flask has no JSON providers')
has_encoders = pytest.mark.skipif(not hasattr(flask.Flask, 'json_encoder'), reason='this Flask has no JSON encoders')
has_neither = pytest.mark.skipif(compat_flask.JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask can be extended')
has_contexts = pytest.mark.skipif(not hasattr(flask.Flask, 'app_context'),
                                  reason='all contexts of this Flask are of requests')


class Point(object):
    """What no JSON encoder knows."""


class PointEncoder(JSONEncoder):
    def default(self, o):
        return 'point' if isinstance(o, Point) else super(PointEncoder, self).default(o)


class PointProvider(BSONProvider):
    def default(self, o):
        return 'point' if isinstance(o, Point) else super(PointProvider, self).default(o)


@pytest.fixture
def plain_app():
    return flask.Flask('test')


# The current application

def test_no_application_outside_of_a_context():
    assert compat_flask.current_application() is None


def test_the_application_of_a_request(plain_app):
    with plain_app.test_request_context():
        assert compat_flask.current_application() is plain_app
    assert compat_flask.current_application() is None


@pytest.mark.parametrize('context', [compat_flask.context, compat_flask.context_of(None, None)],
                         ids=['this Flask', 'a Flask that keeps it elsewhere'])
def test_the_context_has_the_application(plain_app, context):
    with plain_app.test_request_context():
        assert context().app is plain_app
    with pytest.raises(compat_flask.NO_CONTEXT):
        str(context().app)


@has_providers
def test_the_context_is_found_without_a_proxy(plain_app):
    """Fails when a new Flask keeps it in another variable: then `mongo.db` takes longer."""
    files = []
    with plain_app.test_request_context():
        profiled(compat_flask.current_application,
                 lambda frame, event, argument: files.append(os.path.basename(frame.f_code.co_filename)))
    assert 'flask.py' in files and 'local.py' not in files


@has_contexts
def test_the_application_of_a_context(plain_app):
    with plain_app.app_context():
        assert compat_flask.current_application() is plain_app
        other = flask.Flask('test')
        with other.app_context():
            assert compat_flask.current_application() is other
        assert compat_flask.current_application() is plain_app
    assert compat_flask.current_application() is None


def test_the_application_is_itself_not_a_proxy(plain_app):
    with plain_app.test_request_context():
        assert type(compat_flask.current_application()) is flask.Flask


def test_another_thread_has_its_own(plain_app):
    seen = []
    with plain_app.test_request_context():
        thread = threading.Thread(target=lambda: seen.append(compat_flask.current_application()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_in_a_view(plain_app):
    seen = []

    @plain_app.route('/')
    def view():
        seen.append(compat_flask.current_application())
        return 'ok'
    plain_app.test_client().get('/')
    assert len(seen) == 1 and seen[0] is plain_app


# JSON

def test_whether_json_can_be_extended(plain_app):
    ways = [hasattr(plain_app, 'json'), hasattr(flask.Flask, 'json_encoder')]
    assert compat_flask.JSON_CAN_BE_EXTENDED is any(ways)
    assert (compat_flask.DefaultJSONProvider is not None) is ways[0]


def extended(app):
    compat_flask.extend_json(app, PointProvider, PointEncoder)
    with app.test_request_context():
        return json.loads(flask.jsonify(value=Point()).get_data(as_text=True))


@has_providers
def test_extend_json_by_a_provider(plain_app):
    assert extended(plain_app) == {'value': 'point'}
    assert type(plain_app.json) is PointProvider


@has_providers
def test_settings_of_the_provider_are_kept(plain_app):
    plain_app.json.sort_keys, plain_app.json.mimetype = False, 'application/x-json'
    compat_flask.extend_json(plain_app, PointProvider, PointEncoder)
    assert (plain_app.json.sort_keys, plain_app.json.mimetype) == (False, 'application/x-json')


@has_providers
def test_a_provider_of_the_application_stays(plain_app):
    class Own(compat_flask.DefaultJSONProvider):
        pass

    own = plain_app.json = Own(plain_app)
    compat_flask.extend_json(plain_app, PointProvider, PointEncoder)
    assert plain_app.json is own


@pytest.mark.skipif(compat_flask.DefaultJSONProvider is not None, reason='this Flask has JSON providers')
@has_encoders
def test_extend_json_by_an_encoder(plain_app):
    assert extended(plain_app) == {'value': 'point'}
    assert plain_app.json_encoder is PointEncoder
    assert flask.Flask.json_encoder is not PointEncoder


@pytest.mark.skipif(compat_flask.DefaultJSONProvider is not None, reason='this Flask has JSON providers')
@has_encoders
def test_an_encoder_of_the_application_stays(plain_app):
    own = plain_app.json_encoder = type('Own', (compat_flask.JSONEncoderBase,), {})
    compat_flask.extend_json(plain_app, PointProvider, PointEncoder)
    assert plain_app.json_encoder is own


@has_neither
def test_nothing_to_extend(plain_app):
    before = dict(vars(plain_app))
    compat_flask.extend_json(plain_app, PointProvider, PointEncoder)
    assert vars(plain_app) == before


@pytest.mark.skipif(not compat_flask.JSON_CAN_BE_EXTENDED, reason='the JSON of this Flask cannot be extended')
def test_extending_twice(plain_app):
    for _ in range(2):
        compat_flask.extend_json(plain_app, PointProvider, PointEncoder)
    if compat_flask.DefaultJSONProvider is not None:
        assert type(plain_app.json) is PointProvider
    else:
        assert plain_app.json_encoder is PointEncoder


# The classes are there on every Flask

@pytest.mark.parametrize('value', [{'a': [1, 2.5, None, True]}, [], u'\xe4'], ids=repr)
def test_both_classes_write_what_json_writes(plain_app, value):
    assert json.loads(json.dumps(value, cls=JSONEncoder)) == value
    with plain_app.test_request_context():
        provider = BSONProvider(plain_app)
        assert json.loads(provider.dumps(value)) == value
        assert provider.loads(provider.dumps(value)) == value


def test_both_classes_can_be_given_more(plain_app):
    assert json.loads(json.dumps([Point()], cls=PointEncoder)) == ['point']
    with plain_app.test_request_context():
        assert json.loads(PointProvider(plain_app).dumps([Point()])) == ['point']


def test_both_classes_refuse_what_they_do_not_know(plain_app):
    with pytest.raises(TypeError):
        json.dumps(Point(), cls=JSONEncoder)
    with plain_app.test_request_context():
        with pytest.raises(TypeError):
            BSONProvider(plain_app).dumps(Point())
