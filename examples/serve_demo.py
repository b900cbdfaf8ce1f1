"""Serve an example on what is installed here, with a MongoDB of its own. ``make demo`` runs this.

APP: which one, of `APPS`; the wiki if it is not given. PORT: the port to listen on (5000; 0 takes a free one).
FLASK_PYMONGO_TEST_URI: a running MongoDB to use instead, which keeps what you write. Ctrl-C ends everything.
Python 3.9+.
"""
import importlib
import logging
import os
import platform
import secrets
import signal
import socket
import sys
import tempfile
import threading
from importlib.metadata import version

from werkzeug.serving import make_server

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(os.path.dirname(HERE), 'tests', 'matrix'))

import seeds  # noqa: E402

import matrix  # noqa: E402
import mongod  # noqa: E402
import wire  # noqa: E402

HOST = '127.0.0.1'
DATABASE = 'flask_pymongo_demo'

#: The examples by APP: (folder, module, the variable that names a file of settings, the prefixes of its databases).
#: All but the wiki need legacy mode.
APPS = {
    'wiki': ('legacy_wiki', 'wiki', 'WIKI_SETTINGS', ['MONGO']),
    'blog': ('legacy_blog', 'blog', 'BLOG_SETTINGS', ['MONGO']),
    'rest': ('legacy_rest', 'service', 'SHOP_SETTINGS', ['MONGO', 'BOOKS']),
    'admin': ('legacy_admin', 'admin', 'ADMIN_SETTINGS', []),
}
HINTS = {
    'blog': 'Log in as ada, with the password: analytical engine',
    'admin': 'To look at databases of yours: FLASK_PYMONGO_TEST_URI=mongodb://localhost/ make demo APP=admin',
}

STOPPING = (signal.SIGINT, signal.SIGTERM)
PACKAGES = ('Flask-PyMongo', 'Flask', 'Werkzeug', 'PyMongo')


def listen(port):
    """Take the port, a number as text, before anything slow happens."""
    if not port.isdigit() or int(port) > 65535:
        sys.exit('PORT must be a number up to 65535, not %r' % port)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, int(port)))
        listener.listen()
    except OSError as error:
        sys.exit('Port %s of %s cannot be used (%s). Choose another one, 0 takes any that is free: PORT=0 make demo'
                 % (port, HOST, error.strerror))
    return listener


def start_server():
    """The MongoDB that the environment names, else a private one of the newest series that runs here."""
    for series in sorted(matrix.SERVERS, reverse=True):
        try:
            return mongod.obtain(series)
        except mongod.Unavailable as error:
            reason = error
    sys.exit('There is no MongoDB for the demo: %s' % reason)


def load(name, server):
    """Import an application with the settings of this run."""
    folder, module, variable, prefixes = APPS[name]
    settings = {'SECRET_KEY': secrets.token_hex(16), 'MONGODB_HOST': server.host, 'MONGODB_PORT': server.port}
    for prefix in prefixes:
        settings[prefix + '_URI'] = server.uri
        settings[prefix + '_DBNAME'] = DATABASE if prefix == 'MONGO' else '%s_%s' % (DATABASE, prefix.lower())
    with tempfile.NamedTemporaryFile('w', suffix='.cfg') as target:
        target.writelines('%s = %r\n' % setting for setting in settings.items())
        target.flush()
        os.environ[variable] = target.name
        sys.path.insert(0, os.path.join(HERE, folder))
        if name != 'wiki':
            import flask_pymongo.compat
            flask_pymongo.compat.install('all')
        return importlib.import_module(module).app


def versions(server):
    mongodb = server.version or wire.command(server.port, [('buildInfo', 1)], host=server.host)['version']
    packages = [(name, version(name)) for name in PACKAGES]
    return [('Python', platform.python_version())] + packages + [('MongoDB', mongodb)]


def signals(numbers):
    """A socket that has something to read after one of these signals, whichever thread took it; the driver has some."""
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.detach())
    for number in numbers:
        signal.signal(number, lambda *_: None)
    return reader


def serve(name, listener, server):
    app = load(name, server)
    about = versions(server)
    if name == 'wiki':
        app.context_processor(lambda: {'versions': about})
        seeds.plant(app)
    logging.getLogger('werkzeug').setLevel(logging.WARNING)
    address, port = listener.getsockname()
    web = make_server(address, port, app, threaded=True, fd=listener.fileno())
    stopping = signals(STOPPING)
    serving = threading.Thread(target=web.serve_forever, daemon=True)
    serving.start()
    print('An application %s, as it is, on:\n' % (
        'written for Flask-PyMongo 0.3' if name == 'wiki' else 'of 2013 (examples/%s), in legacy mode' % APPS[name][0]))
    for package, number in about:
        print('    %-14s %s' % (package, number))
    print('\n  Open    http://%s:%d/' % (address, port))
    print('  MongoDB %s:%d, database %s' % (server.host, server.port, app.config.get('MONGO_DBNAME', DATABASE)))
    if name in HINTS:
        print('  Hint    %s' % HINTS[name])
    kept = 'MongoDB keeps what you wrote' if os.environ.get(mongod.URI_VARIABLE) else 'what you wrote is gone then'
    print('  Stop    Ctrl-C; ' + kept, flush=True)
    stopping.recv(1)
    web.shutdown()
    serving.join()


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    name = os.environ.get('APP') or 'wiki'
    if name not in APPS:
        sys.exit('APP must be one of %s, not %r' % (', '.join(sorted(APPS)), name))
    try:
        listener = listen(os.environ.get('PORT') or '5000')
        with listener, start_server() as server:
            serve(name, listener, server)
    except KeyboardInterrupt:
        pass
    print('\nStopped.')


if __name__ == '__main__':
    main()
