# -*- coding: utf-8 -*-
"""Commands of an application of 2013: python manage.py seed, list, add, drop, shell, runserver, urls, clean."""
from __future__ import print_function

import os

from flask import Flask
from flask.ext.pymongo import PyMongo
from flask.ext.script import Command, Manager, Option, Server, Shell, prompt_bool
from flask.ext.script.commands import Clean, ShowUrls

app = Flask(__name__)
app.config.update(MONGO_HOST=os.environ['TEA_HOST'], MONGO_PORT=os.environ['TEA_PORT'],
                  MONGO_DBNAME=os.environ['TEA_DATABASE'])
mongo = PyMongo(app)
manager = Manager(app)
teas = Manager(usage='The teas.')


class Drop(Command):
    """Drops the teas."""

    option_list = (Option('--kind', '-k', dest='kind', default=None),)

    def run(self, kind):
        if prompt_bool('Sure'):
            print(mongo.db.teas.remove({'kind': kind} if kind else {})['n'], 'dropped')


@app.route('/')
def index():
    return ', '.join(tea['name'] for tea in mongo.db.teas.find().sort('name', 1))


@manager.command
def seed(kind='green', verbose=False):
    """Stores two teas."""
    ids = mongo.db.teas.insert([{'name': 'Sencha', 'kind': kind}, {'name': 'Assam', 'kind': 'black'}])
    if verbose:
        print('stored %d' % len(ids))


@manager.command
def fail():
    """Ends with a status."""
    return 3


@manager.option('-n', '--name', dest='name', default='Sencha', help='its name')
@manager.option('kind', choices=('green', 'black'))
def add(name, kind):
    print('added' if mongo.db.teas.save({'name': name, 'kind': kind}) else 'not added')


@teas.command
def count():
    print(mongo.db.teas.find().count(), 'in', app.name)


manager.add_command('teas', teas)
manager.add_command('drop', Drop())
manager.add_command('urls', ShowUrls())
manager.add_command('clean', Clean())
manager.add_command('shell', Shell(make_context=lambda: {'db': mongo.db, 'kind': 'black'}))
manager.add_command('runserver', Server(host='127.0.0.1', use_reloader=False))

if __name__ == '__main__':
    manager.run()
