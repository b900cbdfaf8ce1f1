"""One measurement of GridFS over HTTP, in a process of its own, with whatever is installed. Python 2.7 and 3.6+.

``python measure_files.py WHAT MONGODB_URI FILENAME``; WHAT is `store`, `time`, `unchanged`, `memory` or
`upload_memory`. Prints one line of JSON. files.py runs this.
"""

from __future__ import print_function

import json
import os
import resource
import sys
import time

import pymongo
from flask import Flask, request
from gridfs import GridFS

from flask_pymongo import PyMongo

try:
    clock = time.perf_counter
except AttributeError:
    clock = time.time

MEGABYTE = 1024 * 1024
#: Each of the two that are compared runs for about so many seconds, by turns.
SECONDS = 1.5
ROUNDS = 12


class Source(object):
    """A file of `size` bytes that no compression makes smaller."""

    def __init__(self, size):
        self._block, self._left = os.urandom(MEGABYTE), size

    def read(self, size=-1):
        size = min(self._left, MEGABYTE, size if size >= 0 else MEGABYTE)
        self._left -= size
        return self._block[:size]


class Subject(object):
    """The application that sends the file, and the bare driver beside it."""

    def __init__(self, uri, filename):
        self.app = Flask(__name__)
        self.app.config['MONGO_URI'] = uri
        self.mongo = PyMongo(self.app)
        self.app.add_url_rule('/<path:filename>', 'file', self.file, methods=['GET', 'PUT'])
        self.client = self.app.test_client()
        self.filename = filename
        database = uri.rpartition('/')[2]
        bare = getattr(pymongo, 'MongoClient', None) or pymongo.Connection
        self.files = bare(uri)[database].fs.files
        self.chunks = bare(uri)[database].fs.chunks

    def file(self, filename):
        if request.method == 'PUT':
            self.mongo.save_file(filename, Source(int(request.args['size'])))
            return ''
        return self.mongo.send_file(filename)

    def document(self):
        return self.files.find_one({'filename': self.filename})

    def download(self, filename=None):
        answer = self.client.get('/' + (filename or self.filename), buffered=False)
        received = sum(len(piece) for piece in answer.response)
        answer.close()
        return received

    def bare_loop(self, file_id):
        return sum(len(chunk['data']) for chunk in self.chunks.find({'files_id': file_id}).sort('n', 1))


def fastest(first, second):
    """The shortest time that one call of each takes, in seconds; both by turns, as the machine has its moods."""
    begin = clock()
    first(), second()
    number = max(1, int(SECONDS / ROUNDS / max(clock() - begin, 1e-6)))
    times = [], []
    for _ in range(ROUNDS):
        for called, measured in zip((first, second), times):
            begin = clock()
            for _ in range(number):
                called()
            measured.append((clock() - begin) / number)
    return [min(measured) for measured in times]


def peak():
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)


def measure_time(subject):
    document = subject.document()
    assert subject.download() == document['length'] == subject.bare_loop(document['_id'])
    sent, bare = fastest(subject.download, lambda: subject.bare_loop(document['_id']))
    return {'ratio': sent / bare, 'seconds': sent, 'bare': bare}


def measure_unchanged(subject):
    answer = subject.client.get('/' + subject.filename)
    tag = answer.headers['ETag']
    answer.close()
    headers = {'If-None-Match': tag}

    def ask():
        answer = subject.client.get('/' + subject.filename, headers=headers)
        assert answer.status_code == 304
        answer.close()
    sent, bare = fastest(ask, subject.document)
    return {'ratio': sent / bare, 'seconds': sent, 'bare': bare}


def measure_memory(subject):
    subject.download('warm')
    begin = peak()
    subject.download()
    return {'bytes': peak() - begin}


def measure_upload_memory(subject):
    def upload(filename, size):
        assert subject.client.put('/%s?size=%d' % (filename, size)).status_code == 200
    upload('upload-warm', MEGABYTE)
    begin = peak()
    upload('upload', subject.document()['length'])
    for document in list(subject.files.find({'filename': 'upload'})):
        GridFS(subject.files.database).delete(document['_id'])
    return {'bytes': peak() - begin}


def store(subject):
    """`FILENAME` is `NAME:SIZE`: stored with save_file, and as `NAME-plain` by the driver alone, without a digest."""
    name, size = subject.filename.split(':')
    assert subject.client.put('/%s?size=%s' % (name, size)).status_code == 200
    plain = GridFS(subject.files.database).put(Source(int(size)), filename=name + '-plain')
    subject.files.update_one({'_id': plain}, {'$unset': {'md5': 1}})
    return {}


MEASUREMENTS = {'store': store, 'time': measure_time, 'unchanged': measure_unchanged, 'memory': measure_memory,
                'upload_memory': measure_upload_memory}

if __name__ == '__main__':
    what, uri, filename = sys.argv[1:]
    print(json.dumps(MEASUREMENTS[what](Subject(uri, filename))))
