"""A page with a picture and a recording from GridFS, on waitress: ``python files_app.py MONGODB_URI``. Python 3.9+.

Prints its port; ends with its standard input.
"""
import os
import sys
import threading

import waitress
from flask import Flask, jsonify, request

from flask_pymongo import PyMongo

PAGE = '''<!doctype html><title>Files</title>
<img src="/files/square.png" alt="square">
<video src="/files/recording.wav" preload="metadata" controls></video>
'''

app = Flask(__name__)
app.config['MONGO_URI'] = sys.argv[1]
mongo = PyMongo(app)
answers = []


@app.route('/')
def page():
    return PAGE


@app.route('/files/<filename>')
def file(filename):
    # To ask each time: what a person sees then is the newest version, at the cost of a 304.
    response = mongo.send_file(filename, cache_for=0)
    answers.append([filename, response.status_code, request.headers.get('Range'),
                    response.headers.get('Content-Range')])
    return response


@app.route('/answers')
def told():
    """What files were asked for since the last time: name, status, Range, Content-Range."""
    taken = answers[:]
    del answers[:len(taken)]
    return jsonify(answers=taken)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == '__main__':
    server = waitress.create_server(app, host='127.0.0.1', port=0, threads=8)
    print(server.effective_port, flush=True)
    threading.Thread(target=end_with_input, daemon=True).start()
    server.run()
