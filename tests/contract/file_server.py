"""A program: GridFS files over HTTP from waitress, a process of its own so that its memory can be told.

``python file_server.py MONGODB_URI``: prints the port; ends with its standard input. Python 2.7 and 3.6+.
"""
import os
import resource
import sys
import threading

import waitress
from flask import Flask, request

from flask_pymongo import PyMongo

THREADS = 60
#: Below this much of an answer waiting for its client, waitress asks for more.
WATERMARK = 256 * 1024

app = Flask(__name__)
app.config['MONGO_URI'] = sys.argv[1]
mongo = PyMongo(app)


@app.route('/files/<database>/<path:filename>', methods=['GET', 'PUT'])
def file(database, filename):
    if request.method == 'PUT':
        return str(mongo.save_file(filename, request.stream, db=database))
    name = request.args.get('name')
    return mongo.send_file(filename, db=database, as_attachment=name is not None, download_name=name)


@app.route('/memory')
def memory():
    """The most memory that was in use so far, in bytes."""
    unit = 1 if sys.platform == 'darwin' else 1024
    return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == '__main__':
    server = waitress.create_server(app, host='127.0.0.1', port=0, threads=THREADS, outbuf_high_watermark=WATERMARK)
    print(server.effective_port)
    sys.stdout.flush()
    waiting = threading.Thread(target=end_with_input)
    waiting.daemon = True
    waiting.start()
    server.run()
