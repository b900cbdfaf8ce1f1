# -*- coding: utf-8 -*-
"""The logbook's own tests. They want a MongoDB: python tests.py, with LOGBOOK_TEST_URI if it is not on this machine."""
import base64
import hashlib
import os
import re
import unittest
from datetime import datetime
from io import BytesIO

import pymongo
from bson import json_util
from bson.tz_util import utc
from flask import session
from flask.ext.login import current_user
from flask.ext.pymongo import ObjectId
from logbook import create_app, mongo

URI = os.environ.get('LOGBOOK_TEST_URI', 'mongodb://localhost/logbook_test')
# oars
PASSWORD = 'sha1$eightoar$9725a7aa4085d39d9570c7b1c52543277792f281'
DOT = base64.decodestring(b'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q'
                          b'DwADhgGAWjR9awAAAABJRU5ErkJggg==')
GREBE = {'boat': u'Grebe', 'date': datetime(2014, 5, 9), 'km': 12, 'crew': [u'ada'], 'text': u'<b>Rain</b>\nSun'}


class LogbookTestCase(unittest.TestCase):

    def setUp(self):
        self.app = create_app(URI)
        self.app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        self.client = self.app.test_client()
        self.connection = pymongo.MongoClient(URI)
        self.db = self.connection[pymongo.uri_parser.parse_uri(URI)['database']]
        self.db.boats.insert([{'_id': u'Grebe', 'seats': 2}, {'_id': u'M\xf6we', 'seats': 4}])
        self.ada = self.db.members.insert({'name': u'ada', 'password': PASSWORD})

    def tearDown(self):
        self.connection.drop_database(self.db.name)
        self.connection.close()
        with self.app.app_context():
            mongo.cx.close()

    def login(self, password='oars', **options):
        return self.client.post('/login', data={'name': 'ada', 'password': password}, **options)

    def store(self, **fields):
        return self.db.outings.save(dict(GREBE, member=self.ada, logged=datetime(2014, 5, 10), **fields))

    def key(self):
        page = self.client.get('/').data.decode('utf-8')
        return re.search('<code>(.*)</code>', page).group(1)

    def test_log_in_and_out(self):
        response = self.client.get('/outings/new')
        self.assertEquals(response.status_code, 302)
        self.assertEquals(response.location, 'http://localhost/login?next=%2Foutings%2Fnew')
        self.assertEquals(self.login().headers['Location'], 'http://localhost/')
        self.assertEquals(self.login(query_string={'next': '/chart'}).location, 'http://localhost/chart')
        self.assert_('Log out ada' in self.client.get('/').data.decode('utf-8'))
        self.assertEquals(self.client.get('/logout').location, 'http://localhost/')
        self.assertEquals(self.client.get('/logout').location, 'http://localhost/login?next=%2Flogout')

    def test_wrong_password(self):
        page = self.login('ears').data.decode('utf-8')
        self.assert_('No member has this name and password.' in page)

    def test_member_of_the_request(self):
        with self.app.test_client() as client:
            client.post('/login', data={'name': 'ada', 'password': 'oars'})
            self.assertEquals(current_user.get_id(), u'%s' % self.ada)
            self.assertEquals(session['since'].replace(tzinfo=None), datetime(1970, 1, 1))

    def test_session_keeps_object_ids_and_dates(self):
        outing = self.store()
        self.login()
        with self.app.test_client() as client:
            client.get('/outings/%s' % outing)
            client.get('/')
            self.assertEquals(session['seen'], [outing])
            self.assert_(isinstance(session['seen'][0], ObjectId))
        with self.client.session_transaction() as stored:
            self.assertEquals(stored['since'], datetime(1970, 1, 1, tzinfo=utc))

    def test_new_outing(self):
        self.login()
        response = self.client.post('/outings/new', data={
            'boat': u'M\xf6we', 'date': '2014-05-09', 'km': '21', 'crew': 'ada, bob'})
        stored = self.db.outings.find_one()
        self.assertEquals(response.location, 'http://localhost/outings/%s' % stored['_id'])
        self.assertEquals(stored['date'], datetime(2014, 5, 9))
        self.assertEquals(stored['crew'], [u'ada', u'bob'])
        self.assert_('<b>new</b>' in self.client.get('/').data.decode('utf-8'))
        self.client.get('/logout')
        self.login()
        self.failIf('<b>new</b>' in self.client.get('/').data.decode('utf-8'))

    def test_form_errors(self):
        self.login()
        page = self.client.post('/outings/new', data={'boat': 'Ark', 'km': '0'}).data.decode('utf-8')
        for error in ('Not a valid choice', 'This field is required.'):
            self.assert_(error in page, error)
        self.assertEquals(self.db.outings.count(), 0)

    def test_csrf(self):
        self.app.config['WTF_CSRF_ENABLED'] = True
        self.assert_('csrf_token' in self.client.get('/login').data.decode('utf-8'))
        self.assertEquals(self.login().status_code, 200)

    def test_text_is_escaped(self):
        page = self.client.get('/outings/%s' % self.store()).data.decode('utf-8')
        self.assert_('<p>&lt;b&gt;Rain&lt;/b&gt;</p>\n<p>Sun</p>' in page)

    def test_photo(self):
        path = '/outings/%s' % self.store()

        def photo(name):
            return {'photo': (BytesIO(DOT), name)}

        self.assertEquals(self.client.post(path, data=photo('dot.png')).location,
                          'http://localhost/login?next=' + path.replace('/', '%2F'))
        self.login()
        self.assert_('Photos only.' in self.client.post(path, data=photo('dot.exe')).data.decode('utf-8'))
        self.assertEquals(self.client.post(path, data=photo('dot.png')).location, 'http://localhost' + path)
        stored = self.db.photos.files.find_one()
        self.assertEquals(stored['md5'], hashlib.md5(DOT).hexdigest())
        response = self.client.get('/photos/%s' % stored['_id'])
        self.assertEquals((response.data, response.mimetype), (DOT, 'image/png'))
        self.assertEquals(response.headers['ETag'], '"%s"' % stored['md5'])
        again = self.client.get('/photos/%s' % stored['_id'], headers={'If-None-Match': response.headers['ETag']})
        self.assertEquals(again.status_code, 304)

    def test_api(self):
        outing = self.store()
        self.assertEquals(self.client.get('/api/outings').status_code, 401)
        self.login()
        key = {'X-Key': self.key()}
        self.client.get('/logout')
        text = self.client.get('/api/outings', headers=key).data.decode('utf-8')
        self.assert_('"date": {"$date": 1399593600000}' in text, text)
        self.assertEquals(json_util.loads(text)[0]['_id'], outing)
        self.assertEquals(json_util.loads(text)[0]['date'], datetime(2014, 5, 9, tzinfo=utc))
        sent = json_util.dumps({'boat': 'Grebe', 'date': datetime(2014, 6, 1), 'km': 3, 'crew': []})
        self.assertEquals(self.client.post('/api/outings', data=sent, headers=key).status_code, 200)
        spec = json_util.dumps({'date': {'$gt': datetime(2014, 5, 20)}})
        found = json_util.loads(self.client.get('/api/outings', query_string={'spec': spec},
                                                headers=key).data.decode('utf-8'))
        self.assertEquals([each['km'] for each in found], [3])


if __name__ == '__main__':
    unittest.main()
