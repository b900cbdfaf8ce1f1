# -*- coding: utf-8 -*-
"""What the club does without a browser: python manage.py [-u URI] seed, member, export, digests, shell, runserver."""
from __future__ import print_function

import uuid

from bson import json_util
from flask.ext.script import Manager, Server
from gridfs import GridFS
from logbook import create_app, mongo
from werkzeug import generate_password_hash

manager = Manager(create_app)
manager.add_option('-u', '--uri', dest='uri', required=False)
manager.add_command('runserver', Server(use_reloader=False))


@manager.command
def seed():
    """Stores the boats and the first member, ada with the password: eight oars."""
    mongo.db.boats.insert([
        {'_id': u'Grebe', 'seats': 2, 'sticker': uuid.UUID('c0ffee00-0000-4000-8000-00000000b0a7')},
        {'_id': u'Möwe', 'seats': 4, 'sticker': uuid.UUID('c0ffee00-0000-4000-8000-00000000b0a8')}], safe=True)
    mongo.db.members.ensure_index('name', unique=True)
    member('ada', 'eight oars')


@manager.command
def member(name, password, method='sha1'):
    """Stores a member, or a new password."""
    mongo.db.members.update({'name': name}, {'$set': {'password': generate_password_hash(password, method=method)}},
                            upsert=True, safe=True)
    print('%d members' % mongo.db.members.count())


@manager.option('-b', '--boat', dest='boat', default=None, help='only the outings of this one')
def export(boat):
    """Writes the outings as lines of JSON."""
    for outing in mongo.db.outings.find({'boat': boat} if boat else {}).sort('date', 1):
        print(json_util.dumps([outing['boat'], outing['date'], outing['km'], outing['_id']]))


@manager.command
def digests(verbose=False):
    """Writes the md5 of each photo, as md5sum does."""
    found = GridFS(mongo.db, 'photos').find()
    for photo in found.sort('filename', 1):
        print(photo.md5, '', photo.filename)
    if verbose:
        print('%d photos' % found.count())


if __name__ == '__main__':
    manager.run()
