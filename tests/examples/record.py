"""Record what an example answers here, on the native stack of its time; with --print to the terminal instead.

legacy_*: run it where the published Flask-PyMongo 0.3.1 and PyMongo 2.8.1 are installed (Python 2.7, Flask 0.10.1).
release_*: where that release of Flask-PyMongo is installed; `made with` in the recordings says which stack it was.
both_dialects: Flask-PyMongo 2.3.0 and PyMongo 3.13.0 (Python 3.8, Flask 2.0.3). It starts a server by
tests/matrix/mongod.py. No server of today takes `aggregate` as PyMongo 2 sends it: there it asks for a cursor, and the
documents are put into the answer that a server of its time gave.
"""
from __future__ import print_function

import argparse
import functools
import io
import json
import os
import platform
import sys

import converse
import release_requests as releases
import toolshed_requests as toolshed
import transcript

sys.path.append(os.path.join(os.path.dirname(transcript.HERE), 'matrix'))

import pkg_resources  # noqa: E402
import pymongo  # noqa: E402

import flask_pymongo  # noqa: E402 F401 - makes flask.ext importable where it is not installed
import mongod  # noqa: E402
import wire  # noqa: E402

DATABASE = 'flask_pymongo_recording'
# What makes the exchanges, given a host, a port and a database.
EXAMPLES = {
    'legacy_wiki': lambda *server: transcript.run(transcript.load_wiki(*server)),
    'both_dialects': lambda *server: transcript.run(transcript.load(*toolshed.application(*server)), toolshed.REQUESTS),
}
for name in converse.EXAMPLES:
    EXAMPLES[name] = functools.partial(converse.converse, name)


def _talk_to_release(release, *server):
    application = transcript.load(*releases.application(release, *server))
    return transcript.run(application, releases.REQUESTS[release])


for name in releases.REQUESTS:
    EXAMPLES[name] = functools.partial(_talk_to_release, name)
PACKAGES = ('Flask-PyMongo', 'PyMongo', 'Flask', 'Werkzeug', 'Jinja2')


def supply_aggregate():
    native = pymongo.collection.Collection.aggregate

    def aggregate(self, pipeline):
        return {'result': list(native(self, pipeline, cursor={})), 'ok': 1.0}

    pymongo.collection.Collection.aggregate = aggregate


def versions(server):
    found = dict((name, pkg_resources.get_distribution(name).version) for name in PACKAGES)
    found['Python'] = platform.python_version()
    found['MongoDB'] = wire.command(server.port, [('buildInfo', 1)], host=server.host)['version']
    return found


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('example', nargs='?', choices=sorted(EXAMPLES), default='legacy_wiki')
    parser.add_argument('--print', action='store_true', dest='show', help='write to the terminal')
    options = parser.parse_args(arguments)
    if not options.show and hasattr(flask_pymongo, 'compat'):
        parser.error('this is not a published Flask-PyMongo; what it answers can only be shown, by --print')
    if pymongo.version_tuple[0] == 2 and hasattr(pymongo.collection.Collection, 'aggregate'):
        supply_aggregate()
    with mongod.obtain() as server:
        try:
            exchanges = EXAMPLES[options.example](server.host, server.port, DATABASE)
        finally:
            for name in transcript.databases(DATABASE):
                wire.command(server.port, [('dropDatabase', 1)], database=name, host=server.host)
        recording = {
            'about': 'Recorded by tests/examples/record.py; do not edit.',
            'made with': versions(server),
            'exchanges': exchanges,
        }
    text = json.dumps(recording, indent=1, sort_keys=True, separators=(',', ': '))
    if options.show:
        print(text)
    else:
        path = os.path.join(transcript.HERE, options.example + '.json')
        with io.open(path, 'w', encoding='ascii') as target:
            target.write(u'%s\n' % text)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
