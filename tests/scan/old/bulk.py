# -*- coding: latin-1 -*-
"""A batch job of Python 2, on PyMongo alone."""
import ConfigParser  # legacy
from urllib import quote, urlencode  # legacy: 2

import pymongo

config = ConfigParser.RawConfigParser()
db = pymongo.MongoClient(config.get('mongo', 'host'), socketKeepAlive=True).jobs  # legacy
jobs, done = db.jobs, db['jobs']['done']


def batch(documents):
    operations = jobs.initialize_ordered_bulk_op()  # legacy
    for document in documents:
        operations.insert(document)
    others = done.initialize_unordered_bulk_op()  # legacy
    return operations.execute(), others


def many(documents):
    ids = done.insert([{'n': n} for n in range(3)], continue_on_error=True)  # legacy
    done.insert(documents)  # legacy
    return ids


def move(job, target):
    target.insert(job)  # legacy
    for collection in (jobs, done):
        collection.remove({'_id': job['_id']}, safe=True)  # legacy
    for name, collection in [('a', db.a), ('b', db.b)]:
        collection.update({'name': name}, job, upsert=True)  # legacy


def each(job):
    write = jobs.save  # legacy
    write(job)
    (lambda: done.remove())()  # legacy
    return [done.find_one(job)['n'] for done in [db.d1]] + [done.find({'n': n}).count() for n in (1, 2)]  # legacy


move({'_id': 1}, done)
print "moved %s" % quote(u'x'), jobs.find(None, {'_id': 1}, 0, 10, False).count()  # legacy: 2
exec 'x = 0777'
