# -*- coding: utf-8 -*-
"""A fixed conversation with an example, and what of its answers is the same wherever it runs; and legacy_wiki's one.

Python 2.7 and 3.6+; knows nothing of pytest, so that record.py runs it with the published Flask-PyMongo 0.3 too.
"""
from __future__ import unicode_literals

import collections
import hashlib
import importlib
import io
import json
import os
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
WIKI = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'examples', 'legacy_wiki')
RECORDING = os.path.join(HERE, 'legacy_wiki.json')

# The rest of an answer's headers belongs to Flask and Werkzeug.
HEADERS = ('Content-Type', 'Content-Length', 'Content-Disposition', 'Cache-Control', 'ETag', 'Last-Modified',
           'Location')


def png(width, height, pixel):
    """A PNG picture; `pixel(x, y)` gives (red, green, blue)."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data) & 0xffffffff)

    lines = (bytes(bytearray(value for x in range(width) for value in pixel(x, y))) for y in range(height))
    rows = b''.join(b'\0' + line for line in lines)
    # Stored, not compressed: each zlib would make another file of the same picture.
    pieces = [rows[start:start + 0xffff] for start in range(0, len(rows), 0xffff)]
    stored = b''.join(struct.pack('<BHH', piece is pieces[-1], len(piece), len(piece) ^ 0xffff) + piece
                      for piece in pieces)
    content = b'\x78\x01' + stored + struct.pack('>I', zlib.adler32(rows) & 0xffffffff)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', content) + chunk(b'IEND', b''))


def _picture(filename, content, caption):
    return {'picture': (content, filename), 'caption': caption}


SUN = png(24, 16, lambda x, y: (250, 200 - 4 * y, 60))
LARGER_SUN = png(48, 32, lambda x, y: (250, 200 - 2 * y, 60))
# More than one GridFS chunk.
FIELD = png(400, 300, lambda x, y: (40 + x % 100, 120, 30 + y % 100))

TOMATOES = """*Tomatoes* want sun, see [[Seed calendar]] and [[Compost]].

== Watering ==
* in the morning
* at the root, never on the leaves

    <b>this is no markup</b> & "quotes"

[[picture:sun.png]]"""

# (method, path, what to send). `<ObjectId 1>`, `<ETag 1>` and `<date>` stand for what an earlier answer had there.
# Each message is looked at before the next one comes: Flask 0.8 keeps only one.
REQUESTS = (
    # An empty wiki.
    ('GET', '/', {}),
    ('GET', '/pictures', {}),
    ('GET', '/api/pages', {}),
    ('GET', '/wiki/Tomatoes', {}),
    # A first page, made and read.
    ('GET', '/new?title=Tomatoes', {}),
    ('POST', '/new', {'data': {'title': '  Tomatoes ', 'text': TOMATOES, 'tags': 'Vegetable, red'}}),
    ('GET', '/wiki/Tomatoes', {}),
    ('GET', '/wiki/Tomatoes', {}),
    ('GET', '/api/pages', {}),
    ('GET', '/api/pages?id=<ObjectId 1>&id=0123456789abcdef01234567', {}),
    ('GET', '/api/pages?id=no-object-id', {}),
    ('GET', '/api/pages/<ObjectId 1>', {}),
    ('GET', '/page/<ObjectId 1>', {}),
    # What the forms refuse.
    ('POST', '/new', {'data': {'title': 'Tomatoes', 'text': 'Again.'}}),
    ('POST', '/new', {'data': {'title': '', 'text': 'No title.'}}),
    ('POST', '/new', {'data': {'title': 'a/b', 'text': 'A slash.'}}),
    ('POST', '/new', {'data': {'title': 'Empty', 'text': ' '}}),
    # More pages, in more alphabets.
    ('POST', '/new', {'data': {'title': 'Compost', 'text': 'See [[Tomatoes|the tomatoes]].', 'tags': 'soil'}}),
    ('GET', '/wiki/Compost', {}),
    ('POST', '/new', {'data': {'title': 'Gr\u00fcnkohl \u65e5\u672c', 'tags': 'vegetable winter',
                               'text': '[[Compost]] & [[Tomatoes]].\nAls\nAbsatz.', 'comment': '\u00dcber Kohl'}}),
    ('GET', '/wiki/Gr%C3%BCnkohl%20%E6%97%A5%E6%9C%AC', {}),
    ('POST', '/new', {'data': {'title': 'What? 100% #1', 'text': 'A title of odd signs.'}}),
    ('GET', '/wiki/What%3F%20100%25%20%231', {}),
    ('GET', '/', {}),
    ('GET', '/?page=2', {}),
    ('GET', '/?page=3', {}),
    # Two people edit the same revision.
    ('GET', '/page/<ObjectId 1>/edit', {}),
    ('POST', '/page/<ObjectId 1>/edit', {'data': {'text': 'Second text.\nSee [[Compost]].', 'revision': '1',
                                                  'title': 'Tomatoes', 'tags': 'vegetable', 'comment': 'Shorter'}}),
    ('GET', '/wiki/Tomatoes', {}),
    ('POST', '/page/<ObjectId 1>/edit', {'data': {'title': 'Tomatoes', 'text': 'Mine.', 'revision': '1'}}),
    ('POST', '/page/<ObjectId 1>/edit', {'data': {'title': 'Tomatoes', 'text': '', 'revision': '2'}}),
    ('GET', '/wiki/Tomatoes', {}),
    # The history.
    ('GET', '/page/<ObjectId 1>/history', {}),
    ('GET', '/page/<ObjectId 1>/history/1', {}),
    ('GET', '/page/<ObjectId 1>/history/2', {}),
    ('GET', '/page/<ObjectId 1>/history/3', {}),
    ('POST', '/page/<ObjectId 1>/history/1/restore', {}),
    ('GET', '/page/<ObjectId 1>/history/3', {}),
    # Finding.
    ('GET', '/search', {}),
    ('GET', '/search?q=tomatoes', {}),
    ('GET', '/search?q=absatz&go=1', {}),
    ('GET', '/search?q=%5Ba', {}),
    ('GET', '/api/titles?begin=%C3%A4', {}),
    ('GET', '/api/titles?begin=gr%C3%BC', {}),
    ('GET', '/api/titles?begin=.', {}),
    ('GET', '/api/titles', {}),
    ('GET', '/tag/vegetable', {}),
    ('GET', '/tag/nothing', {}),
    ('POST', '/tag/vegetable/rename', {'data': {'name': 'Edible'}}),
    ('POST', '/tag/vegetable/rename', {'data': {'name': 'again'}}),
    ('GET', '/tag/edible', {}),
    # A new title, and the pages that link to the old one.
    ('POST', '/page/<ObjectId 1>/rename', {'data': {'title': 'Compost'}}),
    ('GET', '/page/<ObjectId 1>/edit', {}),
    ('POST', '/page/<ObjectId 1>/rename', {'data': {'title': 'Love apples'}}),
    ('GET', '/wiki/Compost', {}),
    ('GET', '/wiki/Love%20apples', {}),
    ('GET', '/wiki/Tomatoes', {}),
    # Pictures.
    ('POST', '/pictures', {'data': _picture('sun.png', SUN, 'The sun')}),
    ('GET', '/pictures', {}),
    ('POST', '/pictures', {'data': _picture('../a field.png', FIELD, '')}),
    ('GET', '/pictures', {}),
    ('POST', '/pictures', {'data': _picture('page.html', b'<script>', 'No picture')}),
    ('GET', '/pictures', {}),
    ('POST', '/pictures', {'data': {'caption': 'Nothing chosen'}}),
    ('GET', '/pictures', {}),
    ('GET', '/pictures/sun.png', {}),
    ('GET', '/pictures/sun.png', {'headers': {'If-None-Match': '<ETag 1>'}}),
    ('GET', '/pictures/sun.png', {'headers': {'If-None-Match': '"another"'}}),
    ('GET', '/pictures/sun.png', {'headers': {'If-Modified-Since': '<date>'}}),
    ('GET', '/pictures/sun.png', {'headers': {'If-Modified-Since': 'Sun, 01 Jan 2012 00:00:00 GMT'}}),
    ('HEAD', '/pictures/a_field.png', {}),
    ('GET', '/pictures/a_field.png', {}),
    ('GET', '/pictures/missing.png', {}),
    # A second version of one name.
    ('POST', '/pictures', {'data': _picture('sun.png', LARGER_SUN, 'The sun, larger')}),
    ('GET', '/pictures/sun.png', {}),
    ('GET', '/pictures/sun.png?version=0', {}),
    ('GET', '/pictures/sun.png?version=1', {}),
    ('GET', '/pictures/sun.png?version=-2', {}),
    ('GET', '/pictures/sun.png?version=2', {}),
    ('GET', '/pictures', {}),
    ('POST', '/pictures/<ObjectId 6>/delete', {}),
    ('POST', '/pictures/<ObjectId 6>/delete', {}),
    ('GET', '/pictures', {}),
    ('GET', '/pictures/a_field.png', {}),
    ('GET', '/about', {}),
    # Deleting, and what is not there.
    ('GET', '/page/<ObjectId 1>/delete', {}),
    ('POST', '/page/<ObjectId 1>/delete', {}),
    ('POST', '/page/<ObjectId 1>/delete', {}),
    ('GET', '/', {}),
    ('GET', '/wiki/Love%20apples', {}),
    ('GET', '/api/pages', {}),
    ('GET', '/api/pages/<ObjectId 1>', {}),
    ('GET', '/page/0123456789abcdef01234567', {}),
    ('GET', '/page/no-object-id', {}),
    ('GET', '/about', {}),
    ('GET', '/nowhere', {}),
)

# Where Flask-PyMongo 4 answers otherwise than the recorded 0.3.1, on purpose. `like` is the request it answers like.
DEVIATIONS = (
    {
        'request': 'GET /page/no-object-id',
        'recorded': 400,
        'like': 'GET /nowhere',
        'why': "0.3's documentation promises 404 for a text that is no ObjectId; its code said 400",
    },
)


def load_wiki(host, port, database):
    """Import the wiki as a deployment of 2012 would: configured by a file that WIKI_SETTINGS names."""
    return load(WIKI, 'wiki', 'WIKI_SETTINGS', {
        'MONGO_HOST': str(host), 'MONGO_PORT': port, 'MONGO_DBNAME': str(database), 'PAGES_PER_LIST': 3})


def load(folder, module, variable, settings):
    """Import an application of a folder, with settings in a file that an environment variable names."""
    handle, path = tempfile.mkstemp(suffix='.cfg')
    with os.fdopen(handle, 'w') as target:
        target.writelines('%s = %r\n' % item for item in sorted(settings.items()))
    os.environ[str(variable)] = str(path)
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(module)
    finally:
        sys.path.remove(folder)
        del os.environ[str(variable)]
        os.remove(path)


def databases(name):
    """What a conversation may leave behind on the server: the database of that name and legacy_rest's second one."""
    return name, name + '_books'


class Normaliser(object):
    """Names what differs from run to run by order of appearance, and puts the values back into later requests."""

    def __init__(self, known=()):
        self.known = dict(known)
        self.names = {}
        self.values = dict(known)

    def name(self, kind, value):
        if value not in self.names:
            number = 1 + sum(name.startswith('<%s ' % kind) for name in self.values)
            self.names[value] = name = '<%s %d>' % (kind, number)
            self.values[name] = value
        return self.names[value]

    def last(self, name, value):
        """Of this name a later request takes the last value."""
        self.values[name] = value
        return name

    def text(self, text):
        # Flask-WTF's token of a form: when it ends, and a digest of that.
        text = re.sub(r'\b\d+##[0-9a-f]{40}\b', lambda match: self.last('<csrf>', match.group()), text)
        text = re.sub(r'\b[0-9a-f]{24}\b', lambda match: self.name('ObjectId', match.group()), text)
        text = re.sub(r'\b[0-9a-f]{40}\b', lambda match: self.name('token', match.group()), text)
        for name, value in sorted(self.known.items()):
            text = text.replace(value, name)
        return re.sub(r'\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(\+00:00|Z)?', '<moment>', text)

    def fill(self, text):
        """The text with the values that the names stand for."""
        return re.sub(r'<(?:ObjectId \d+|ETag \d+|token \d+|[a-z]+)>',
                      lambda match: self.values.get(match.group(), match.group()), text)


def _headers(response, normaliser, absolute_location):
    headers = {}
    for name in HEADERS:
        value = response.headers.get(name)
        if value is None:
            continue
        if name == 'Content-Type' and response.status_code // 100 == 3:
            # Of an answer without content.
            continue
        if name == 'Content-Disposition' and value.startswith('inline'):
            # What a browser does without it, too; Werkzeug says it since 2.0.
            continue
        if name == 'ETag':
            value = normaliser.name('ETag', value)
        elif name == 'Last-Modified':
            value = normaliser.last('<date>', value)
        elif name == 'Cache-Control':
            value = ', '.join(sorted(value.split(', ')))
        elif name == 'Location':
            # A slash in the query is quoted up to Werkzeug 2.2.
            value = normaliser.text(value.replace('%2F', '/'))
            if not absolute_location:
                # Absolute up to Werkzeug 2.0, relative since.
                value = re.sub('^http://localhost', '', value)
        elif name == 'Content-Length' and not response.headers['Content-Type'].startswith('image/'):
            # Depends on the framework's white space.
            continue
        headers[name] = value
    return headers


def _layout(text):
    """The lines of a JSON text: which there are, the order of its fields and its letters are what is compared."""
    lines = text.splitlines()
    if len(lines) == 1:
        # Each Flask has other separators in one line.
        ordered = json.loads(text, object_pairs_hook=collections.OrderedDict)
        return [json.dumps(ordered, ensure_ascii=all(ord(letter) < 128 for letter in text))]
    # Python 2 leaves a space at the end of each indented line.
    return [line.rstrip() for line in lines]


def _body(response, normaliser, json_as_text):
    """JSON as it is or as its lines, text as lines without the white space around them, else length and digest; of
    redirects nothing, their text is Werkzeug's."""
    kind = response.headers.get('Content-Type', '')
    data = response.data
    if 300 <= response.status_code < 400:
        return None
    if kind.startswith('application/json'):
        text = normaliser.text(data.decode('utf-8'))
        return _layout(text) if json_as_text else json.loads(text)
    if kind.startswith('text/') or '+xml' in kind:
        lines = (line.strip() for line in normaliser.text(data.decode('utf-8')).splitlines())
        return [line for line in lines if line]
    return '%d bytes, sha1 %s' % (len(data), hashlib.sha1(data).hexdigest())


def _send(client, normaliser, method, path, options):
    options = dict(options)
    if isinstance(options.get('data'), dict):
        # Each file is read once.
        options['data'] = dict((name, (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple)
                                else normaliser.fill(value)) for name, value in options['data'].items())
    elif 'data' in options:
        options['data'] = normaliser.fill(options['data']).encode('utf-8')
    if 'headers' in options:
        options['headers'] = [(name, normaliser.fill(value)) for name, value in sorted(options['headers'].items())]
    return client.open(normaliser.fill(path), method=method, **options)


def exact(exchange):
    """An exchange as text to compare. It tells 1, 1.0 and True apart, which `==` does not."""
    return json.dumps(exchange, sort_keys=True, indent=1)


def request_lines(requests=REQUESTS):
    """What the requests are called in a recording: a number, since some are made more than once, and the first line."""
    lines = []
    for number, (method, path, options) in enumerate(requests, 1):
        headers = ''.join(' %s: %s' % item for item in sorted(options.get('headers', {}).items()))
        lines.append('%02d %s %s%s' % (number, method, path, headers))
    return lines


def expected(recorded, recording):
    """What a recorded exchange should be here: itself, but for the deviations."""
    for deviation in DEVIATIONS:
        if recorded['request'].endswith(' ' + deviation['request']):
            model = [exchange for exchange in recording if exchange['request'].endswith(' ' + deviation['like'])][0]
            return dict(model, request=recorded['request'])
    return recorded


def _run_program(program, application, normaliser, arguments, options):
    """What a program beside the application writes, run in the same environment as this process."""
    path = os.path.join(os.path.dirname(os.path.abspath(application.__file__)), program)
    command = [sys.executable, path] + [normaliser.fill(argument) for argument in shlex.split(str(arguments))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate(normaliser.fill(options.get('data', '')).encode('utf-8'))
    lines = normaliser.text(out.decode('utf-8')).splitlines()
    if process.returncode:
        # What goes before the last line of standard error may be warnings.
        lines += normaliser.text(err.decode('utf-8')).splitlines()[-1:]
    return {'status': process.returncode, 'headers': {}, 'body': [line.rstrip() for line in lines]}


def run(application, requests=REQUESTS, known=(), json_as_text=False, program='tool.py', absolute_location=False):
    """All the requests, one after the other: a list of exchanges, ready to be compared or kept as JSON.

    A request of the method RUN runs this program of the application's folder. `known` are texts that are called by a
    name in the exchanges: {'<name>': text}.
    """
    client, normaliser, exchanges = application.app.test_client(), Normaliser(known), []
    for request, (method, path, options) in zip(request_lines(requests), requests):
        if method == 'RUN':
            exchanges.append(dict(_run_program(program, application, normaliser, path, options), request=request))
            continue
        response = _send(client, normaliser, method, path, options)
        exchanges.append({
            'request': request,
            'status': response.status_code,
            'headers': _headers(response, normaliser, absolute_location),
            'body': _body(response, normaliser, json_as_text),
        })
        response.close()
    return exchanges
