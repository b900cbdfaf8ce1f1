"""What nobody would write by hand: configurations, URIs, routes, headers, names, damaged files, documents.

``make fuzz``. Hypothesis makes the examples, atheris the bytes. Each property counts its examples.
"""
import datetime
import io
import json
import os
import re
import subprocess
import sys
import time
import uuid

import flask
import hypothesis
import pymongo
import pytest
from bson import BSON, json_util
from bson.binary import Binary
from bson.code import Code
from bson.codec_options import CodecOptions
from bson.dbref import DBRef
from bson.decimal128 import Decimal128
from bson.int64 import Int64
from bson.max_key import MaxKey
from bson.min_key import MinKey
from bson.objectid import ObjectId
from bson.regex import Regex
from bson.timestamp import Timestamp
from gridfs.errors import CorruptGridFile
from hypothesis import strategies
from pymongo.errors import PyMongoError
from werkzeug.http import http_date, parse_options_header

from flask_pymongo import MongoClient, PyMongo, configuration_keys
from flask_pymongo.compat.language import quote

from . import rfc9110

SHORT = bool(os.environ.get('FLASK_PYMONGO_SHORT'))
HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = 100 if SHORT else 2000
COVERAGE_SECONDS = 10 if SHORT else 120

#: No example is kept in the tree. The short form has the same examples each time: it must not fail by chance.
fuzzed = hypothesis.settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=SHORT,
                             suppress_health_check=list(hypothesis.HealthCheck))

CANARY = 'kanarienvogel'
TEXTS = strategies.text(strategies.characters(blacklist_categories=['Cs']), max_size=30)
DATE = datetime.datetime(2012, 1, 2, 3, 4, 5)
MODIFIED = int((DATE - datetime.datetime(1970, 1, 1)).total_seconds())


@pytest.fixture(scope='module', autouse=True)
def counts(figure):
    """How many examples each property had."""
    counts = {}
    yield counts
    figure('fuzz', *sorted(counts.items()))


@pytest.fixture(scope='module')
def site(server):
    """An application with routes for all that is asked for, and its PyMongo object."""
    app = flask.Flask('fuzz')
    database = 'flask_pymongo_fuzz_' + uuid.uuid4().hex
    app.config.update(MONGO_HOST=server.host, MONGO_PORT=server.port, MONGO_DBNAME=database)
    mongo = PyMongo(app)
    app.documents = []

    @app.route('/things/<ObjectId:thing>')
    def thing(thing):
        return str(thing)

    @app.route('/file')
    def file():
        return mongo.send_file(flask.request.args['name'], as_attachment='save' in flask.request.args)

    @app.route('/document')
    def document():
        return flask.jsonify(app.documents[-1])

    app.mongo = mongo
    yield app
    with app.app_context():
        mongo.cx.drop_database(database)
        mongo.cx.close()


# Configurations

class Allowed(Exception):
    """The configuration was refused as the documentation says."""


#: OSError is a file for TLS that is not there.
ALLOWED = (TypeError, ValueError, OSError, PyMongoError)


def make(counts, name, function):
    """What a function returns; Allowed for the errors that a wrong configuration may be, none with the password."""
    counts[name] = counts.get(name, 0) + 1
    try:
        return function()
    except Exception as error:
        text = '%s %r' % (error, error)
        assert type(error) is Exception or isinstance(error, ALLOWED), repr(error)
        assert CANARY not in text, text
        raise Allowed(text)


VALUES = strategies.one_of(
    strategies.none(), strategies.booleans(), strategies.integers(), strategies.floats(), TEXTS,
    strategies.binary(max_size=8), strategies.lists(TEXTS, max_size=3),
    strategies.sampled_from(['h', 'a,b:2', '[::1]:3', 'mongodb://h/d', 'rs0', 'primary', 'SECONDARY', '0.3', '2.3',
                             '3.0', 'true', 'flask', 'extended', 'MONGODB-X509', '27017', '70000', dict, tuple]))
CREDENTIALS = strategies.fixed_dictionaries({}, optional={
    'MONGO_USERNAME': strategies.just('u') | VALUES, 'MONGO_PASSWORD': strategies.just(CANARY) | VALUES})
# What connects at once, or asks a name server, would measure the network.
CONFIGURATIONS = strategies.dictionaries(strategies.sampled_from(
    ['MONGO_' + key.name for key in configuration_keys.KEYS if key.name not in ('CONNECT', 'USERNAME', 'PASSWORD')]),
    VALUES, max_size=5)


@fuzzed
@hypothesis.given(CONFIGURATIONS, CREDENTIALS)
@pytest.mark.filterwarnings('ignore')
def test_a_configuration_is_read_or_refused(counts, config, credentials):
    app = flask.Flask('fuzz')
    app.config.update(config, **credentials)
    try:
        mongo = make(counts, 'configurations', lambda: PyMongo(app))
    except Allowed:
        return
    with app.app_context():
        text = repr(mongo.cx) + repr(mongo.db) + repr(app.extensions['pymongo'])
        assert credentials.get('MONGO_PASSWORD') != CANARY or CANARY not in text
        mongo.cx.close()


OPTIONS = strategies.tuples(
    strategies.sampled_from(['replicaSet', 'w', 'journal', 'j', 'safe', 'fsync', 'wtimeoutMS', 'readPreference',
                             'readPreferenceTags', 'authSource', 'authMechanism', 'maxPoolSize', 'max_pool_size',
                             'slaveOk', 'slave_okay', 'uuidRepresentation', 'connectTimeoutMS', 'tz_aware', 'appname',
                             'compressors', 'retryWrites', 'unknown', '']),
    strategies.sampled_from(['', 'true', 'false', '1', '-1', 'majority', 'secondary', 'dc:ny', 'standard', 'zlib'])
    | TEXTS.map(lambda text: quote(text.encode('utf-8'), safe=''))).map(lambda option: '%s=%s' % option)
HOSTS = strategies.lists(strategies.sampled_from(['h', 'h:1', '127.0.0.1', '[::1]', '[::1]:27018', 'H.example:27017',
                                                  'h:70000', '%2Ftmp%2Fmongodb.sock', '']) | TEXTS,
                         min_size=1, max_size=3).map(','.join)
URIS = strategies.builds(
    lambda user, hosts, name, options, separator: 'mongodb://%s%s%s%s' % (
        user, hosts, name, '?' + separator.join(options) if options else ''),
    strategies.sampled_from(['', 'u:%s@' % CANARY, 'u:%s%%40@' % CANARY, 'u:@', 'u@', 'u:%s:x@' % CANARY]), HOSTS,
    strategies.sampled_from(['', '/', '/d', '/d.c', '//', '/%64']) | TEXTS.map('/{}'.format),
    strategies.lists(OPTIONS, max_size=3), strategies.sampled_from('&;'))


def seeds(client):
    """The servers of a client; blanks around their names do not count here."""
    return set((host.strip(), port) for host, port in client._topology_settings.seeds)


@fuzzed
@hypothesis.given(URIS)
@pytest.mark.filterwarnings('ignore')
def test_a_uri_means_what_it_means_to_the_driver(counts, uri):
    try:
        native = pymongo.MongoClient(uri, connect=False)
        native = native if all(host for host, _ in seeds(native)) else None
    except Exception:
        native = None
    try:
        client = make(counts, 'URIs', lambda: MongoClient(uri, connect=False))
    except Allowed:
        # The driver ignores names that it does not know, and a mechanism; here a wrong value of those is an error.
        names = [name.lower() for name in re.findall(r'[?&;]([^=&;]*)=', uri)]
        # An @ that is not percent-encoded may belong to a password, wherever it stands.
        is_ambiguous = '@' in re.sub('^mongodb://(u(:[^@]*)?@)?', '', uri)
        assert native is None or is_ambiguous or any(
            name not in pymongo.common.VALIDATORS or name == 'authmechanism' for name in names), uri
        return
    assert CANARY not in repr(client)
    client.close()
    if native is not None:
        assert seeds(client) == seeds(native)
        native.close()


# Routes

@fuzzed
@hypothesis.given(TEXTS | strategies.text('0123456789abcdefABCDEF', min_size=23, max_size=25))
def test_an_objectid_in_a_route(counts, site, text):
    counts['routes'] = counts.get('routes', 0) + 1
    answer = site.test_client().get('/things/' + quote(text, safe=''))
    wanted = re.match('[0-9a-fA-F]{24}$', text) and '\n' not in text
    assert answer.status_code == 200 if wanted else answer.status_code in (404, 308)
    if wanted:
        assert answer.data.decode() == text.lower()


# Headers

BLANKS = strategies.sampled_from(['', ' ', '\t', '  '])
TAGS = strategies.tuples(strategies.booleans(), strategies.sampled_from(['right', 'wrong', 'W/', 'a,b', '']))
SECONDS = strategies.sampled_from([-86400 * 365, -1, 0, 1, 86400 * 365]).map(lambda n: MODIFIED + n)
NUMBERS = strategies.integers(0, 14) | strategies.integers(0, 10 ** 30)
RANGES = strategies.tuples(NUMBERS, strategies.none() | NUMBERS) | strategies.tuples(strategies.none(), NUMBERS)
MEANINGS = strategies.builds(
    rfc9110.Meaning, strategies.sampled_from(['GET', 'GET', 'GET', 'HEAD']),
    *[strategies.none() | each for each in (
        strategies.just('*') | strategies.lists(TAGS, min_size=1, max_size=3), SECONDS,
        strategies.just('*') | strategies.lists(TAGS, min_size=1, max_size=3), SECONDS,
        strategies.lists(RANGES, min_size=1, max_size=2), TAGS | SECONDS)])


def written(draw, meaning, tag):
    """The headers of a request with this meaning, in one of the ways that RFC 9110 allows."""
    def entity(item):
        return '%s"%s"' % ('W/' if item[0] else '', tag if item[1] == 'right' else item[1])

    def listed(items, write):
        comma = draw(BLANKS) + ',' + draw(BLANKS)
        return comma.join(write(item) for item in items)

    def one_range(pair):
        zeros = draw(strategies.sampled_from(['', '0', '000']))
        return '-'.join('' if each is None else zeros + str(each) for each in pair)

    headers = {}
    for name, value in (('If-Match', meaning.match), ('If-None-Match', meaning.none_match)):
        if value is not None:
            headers[name] = '*' if value == '*' else listed(value, entity)
    for name, value in (('If-Unmodified-Since', meaning.unmodified_since),
                        ('If-Modified-Since', meaning.modified_since)):
        if value is not None:
            headers[name] = http_date(value)
    if meaning.ranges is not None:
        headers['Range'] = draw(strategies.sampled_from(['bytes=', 'Bytes='])) + listed(meaning.ranges, one_range)
    if meaning.if_range is not None:
        headers['If-Range'] = entity(meaning.if_range) if isinstance(meaning.if_range, tuple) \
            else http_date(meaning.if_range)
    return headers


@pytest.fixture(scope='module')
def files(site):
    """Files of some lengths, in chunks of 4 bytes, with the same tag and date: by name."""
    contents = {'empty': b'', 'one': b'1', 'chunk': b'1234', 'long': b'hello world'}
    with site.app_context():
        for name, content in contents.items():
            store(site.mongo.db, name, content, md5='5d41402abc4b2a76b9719d911017c592')
    return contents


def store(db, name, content, **fields):
    """A file as any driver leaves it."""
    document = dict({'_id': ObjectId(), 'filename': name, 'length': len(content), 'chunkSize': 4, 'uploadDate': DATE},
                    **fields)
    db.fs.files.insert_one(document)
    chunks = [{'files_id': document['_id'], 'n': at // 4, 'data': content[at:at + 4]}
              for at in range(0, len(content), 4)]
    if chunks:
        db.fs.chunks.insert_many(chunks)
    return document


@fuzzed
@hypothesis.given(strategies.data(), strategies.sampled_from(['empty', 'one', 'chunk', 'long']), MEANINGS)
def test_ranges_and_conditions_as_rfc_9110_has_them(counts, site, files, data, name, meaning):
    counts['requests for ranges'] = counts.get('requests for ranges', 0) + 1
    tag = '5d41402abc4b2a76b9719d911017c592'
    headers = written(data.draw, meaning, tag)
    said = meaning._replace(**dict((field, tagged(getattr(meaning, field), tag))
                                   for field in ('match', 'none_match', 'if_range')))
    wanted = rfc9110.answer(rfc9110.File(files[name], tag, MODIFIED), said)
    answer = site.test_client().open('/file?name=' + name, method=meaning.method, headers=headers)
    got = rfc9110.Answer(answer.status_code, answer.data, answer.headers.get('Content-Range'))
    assert got == wanted, headers
    if answer.status_code in (200, 206) and meaning.method == 'GET':
        assert int(answer.headers['Content-Length']) == len(answer.data)


def tagged(value, tag):
    """The same meaning with the real tag in the place of 'right'."""
    if isinstance(value, list):
        return [tagged(item, tag) for item in value]
    return (value[0], tag if value[1] == 'right' else value[1]) if isinstance(value, tuple) else value


HEADER_TEXTS = strategies.text(strategies.characters(min_codepoint=32, max_codepoint=255), max_size=60) \
    | strategies.text('bytes=-,0123456789 \t"*W/', max_size=40)
STRICT_RANGE = re.compile(r'bytes=[ \t,]*(\d+-\d*|-\d+)[ \t,]*$', re.IGNORECASE)


@fuzzed
@hypothesis.given(strategies.dictionaries(strategies.sampled_from(
    ['Range', 'If-Range', 'If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since']), HEADER_TEXTS))
def test_any_text_as_a_header(counts, site, files, headers):
    counts['requests with any header'] = counts.get('requests with any header', 0) + 1
    begun = time.process_time()
    answer = site.test_client().get('/file?name=long', headers=headers)
    assert time.process_time() - begun < 1
    assert answer.status_code in (200, 206, 304, 412, 416)
    if answer.status_code in (206, 416):
        assert STRICT_RANGE.match(headers['Range'].strip(' \t'))


# Names, types, damaged files

@fuzzed
@hypothesis.given(TEXTS.filter(bool), strategies.booleans())
def test_any_name_of_a_file(counts, site, name, save):
    counts['file names'] = counts.get('file names', 0) + 1
    with site.app_context():
        stored = site.mongo.save_file(name, io.BytesIO(b'content'))
        answer = site.test_client().get('/file', query_string=dict({'name': name}, **({'save': '1'} if save else {})))
        assert (answer.status_code, answer.data) == (200, b'content')
        check_headers(answer)
        if save:
            shown = parse_options_header(answer.headers['Content-Disposition'])[1].get('filename', '')
            assert shown == re.split(r'[/\\]', name)[-1]
        site.mongo.db.fs.files.delete_one({'_id': stored})
        site.mongo.db.fs.chunks.delete_many({'files_id': stored})


def check_headers(answer):
    for _, value in answer.headers:
        assert all(' ' <= character <= '~' for character in value), value


@fuzzed
@hypothesis.given(TEXTS | VALUES.filter(lambda value: not isinstance(value, type)
                                        and not (isinstance(value, int) and abs(value) > 2 ** 62)))
def test_any_stored_type(counts, site, stored):
    counts['stored types'] = counts.get('stored types', 0) + 1
    with site.app_context():
        document = store(site.mongo.db, 'typed', b'content', contentType=stored)
        answer = site.test_client().get('/file?name=typed')
        assert (answer.status_code, answer.data) == (200, b'content')
        check_headers(answer)
        remove(site.mongo.db, document)


def remove(db, document):
    db.fs.files.delete_one({'_id': document['_id']})
    db.fs.chunks.delete_many({'files_id': document['_id']})


CHUNK = strategies.fixed_dictionaries({}, optional={
    'n': strategies.integers(-2, 5) | strategies.none() | TEXTS,
    'data': strategies.binary(max_size=6).filter(lambda data: len(data) != 4) | strategies.none() | TEXTS
    | strategies.integers(0, 9)}).filter(bool)
DAMAGE = strategies.one_of(
    strategies.tuples(strategies.just('remove'), strategies.integers(0, 2), strategies.none()),
    strategies.tuples(strategies.just('repeat'), strategies.integers(0, 2), strategies.none()),
    strategies.tuples(strategies.just('change'), strategies.integers(0, 1), CHUNK),
    strategies.tuples(strategies.just('file'), strategies.just(0), strategies.fixed_dictionaries({}, optional={
        'length': strategies.integers(-1, 20) | strategies.floats() | TEXTS | strategies.none(),
        'chunkSize': strategies.integers(-1, 20) | strategies.floats() | TEXTS | strategies.none()}).filter(bool)))


@fuzzed
@hypothesis.given(DAMAGE)
def test_a_damaged_file_is_never_sent_as_a_whole_one(counts, site, damage):
    counts['damaged files'] = counts.get('damaged files', 0) + 1
    content, (kind, number, fields) = b'hello world', damage
    with site.app_context():
        db = site.mongo.db
        document = store(db, 'damaged', content)
        chunk = {'files_id': document['_id'], 'n': number}
        if kind == 'remove':
            db.fs.chunks.delete_one(chunk)
        elif kind == 'repeat':
            db.fs.chunks.insert_one(dict(chunk, data=b'more'))
        elif kind == 'change':
            db.fs.chunks.update_one(chunk, {'$set': fields})
        else:
            db.fs.files.update_one({'_id': document['_id']}, {'$set': fields})
        try:
            answer = site.test_client().get('/file?name=damaged')
            status, body, promised = answer.status_code, answer.data, answer.headers.get('Content-Length')
        except CorruptGridFile:
            status = None
        if status == 200:
            # What was not damage, such as the same number of the chunk, or a float of the same length.
            assert (body, promised) == (content, str(len(content)))
        else:
            assert status in (None, 500)
        remove(db, document)


# Documents

LEAVES = strategies.one_of(
    strategies.none(), strategies.booleans(), strategies.integers(-2 ** 63, 2 ** 63 - 1),
    strategies.floats(allow_nan=False), TEXTS, strategies.binary(max_size=12),
    strategies.binary(min_size=12, max_size=12).map(ObjectId),
    strategies.datetimes(min_value=datetime.datetime(1, 1, 2), max_value=datetime.datetime(9999, 12, 30)).map(
        lambda date: date.replace(microsecond=date.microsecond // 1000 * 1000, tzinfo=datetime.timezone.utc)),
    strategies.decimals(allow_nan=False, places=3, min_value=-10 ** 9, max_value=10 ** 9).map(Decimal128),
    strategies.integers(-2 ** 63, 2 ** 63 - 1).map(Int64), TEXTS.map(Code),
    strategies.builds(Timestamp, strategies.integers(0, 2 ** 32 - 1), strategies.integers(0, 2 ** 32 - 1)),
    strategies.builds(Regex, TEXTS.filter(lambda text: '\0' not in text), strategies.sampled_from([0, 2, 8])),
    strategies.builds(DBRef, TEXTS.filter(bool), strategies.integers(0, 9)),
    strategies.binary(max_size=8).map(lambda data: Binary(data, 128)),
    strategies.just(MinKey()), strategies.just(MaxKey()))
KEYS = TEXTS.filter(lambda text: '\0' not in text and not text.startswith('$'))
DOCUMENTS = strategies.dictionaries(KEYS, strategies.recursive(
    LEAVES, lambda inner: strategies.lists(inner, max_size=3) | strategies.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8), max_size=5)
AWARE = CodecOptions(tz_aware=True)


@fuzzed
@hypothesis.given(DOCUMENTS)
def test_a_document_through_jsonify(counts, site, document):
    counts['documents'] = counts.get('documents', 0) + 1
    stored = BSON.encode(document).decode(AWARE)
    site.documents.append(stored)
    text = site.test_client().get('/document').get_data(as_text=True)
    # Strict readers know no Infinity, but Flask writes it, too.
    assert set(json.loads(text)) == set(document)
    with extended().app_context():
        options = json_util.JSONOptions(tz_aware=True, tzinfo=datetime.timezone.utc)
        again = json_util.loads(flask.json.dumps(stored), json_options=options)
        assert BSON.encode(again).decode(AWARE) == stored
        assert flask.json.loads(flask.json.dumps(stored)) == again


_extended = []


def extended():
    """An application whose JSON is extended JSON."""
    if not _extended:
        app = flask.Flask('extended')
        app.config.update(MONGO_JSON='extended')
        PyMongo(app)
        _extended.append(app)
    return _extended[0]


# What a fuzzer finds that sees which lines ran

def test_bytes_that_reach_new_lines(counts, tmpdir):
    pytest.importorskip('atheris', reason='atheris is not installed: there is none for this system')
    process = subprocess.Popen([sys.executable, os.path.join(HERE, 'fuzz_bytes.py'), '-rss_limit_mb=1000',
                                '-max_total_time=%d' % COVERAGE_SECONDS, '-timeout=5'], cwd=str(tmpdir),
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.communicate()[0].decode('utf-8', 'replace')
    assert process.returncode == 0, output[-5000:]
    counts['inputs of atheris'] = int(re.findall(r'Done (\d+) runs', output)[-1])
