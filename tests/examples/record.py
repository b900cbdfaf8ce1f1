"""Record tests/examples/legacy_wiki.json: what examples/legacy_wiki answers here, on the native stack of its time.

Run it where the published Flask-PyMongo 0.3.1 and PyMongo 2.8.1 are installed (Python 2.7, Flask 0.10.1); it starts a
server by tests/matrix/mongod.py. With --print it writes to the terminal instead.
"""
from __future__ import print_function

import argparse
import io
import json
import os
import platform
import sys

import transcript

sys.path.append(os.path.join(os.path.dirname(transcript.HERE), 'matrix'))

import pkg_resources  # noqa: E402

import flask_pymongo  # noqa: E402 F401 - makes flask.ext importable where it is not installed
import mongod  # noqa: E402
import wire  # noqa: E402

DATABASE = 'flask_pymongo_recording'
PACKAGES = ('Flask-PyMongo', 'PyMongo', 'Flask', 'Werkzeug', 'Jinja2')


def versions(server):
    found = dict((name, pkg_resources.get_distribution(name).version) for name in PACKAGES)
    found['Python'] = platform.python_version()
    found['MongoDB'] = wire.command(server.port, [('buildInfo', 1)], host=server.host)['version']
    return found


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--print', action='store_true', dest='show', help='write to the terminal')
    options = parser.parse_args(arguments)
    if not options.show and hasattr(flask_pymongo, 'compat'):
        parser.error('this is not the published Flask-PyMongo 0.3.1; what it answers can only be shown, by --print')
    with mongod.obtain() as server:
        try:
            exchanges = transcript.run(transcript.load_wiki(server.host, server.port, DATABASE))
        finally:
            wire.command(server.port, [('dropDatabase', 1)], database=DATABASE, host=server.host)
        recording = {
            'about': 'Recorded by tests/examples/record.py; do not edit.',
            'made with': versions(server),
            'exchanges': exchanges,
        }
    text = json.dumps(recording, indent=1, sort_keys=True, separators=(',', ': '))
    if options.show:
        print(text)
    else:
        with io.open(transcript.RECORDING, 'w', encoding='ascii') as target:
            target.write(u'%s\n' % text)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
