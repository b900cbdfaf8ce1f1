"""The guest book's own tests. They want a MongoDB, and drop the database that GUESTBOOK_URI names."""
import re
import unittest

from guestbook import app, hide, mongo, take_over


def old(name, likes):
    return {'name': name, 'text': 'Hello', 'likes': likes, 'hidden': False}


class GuestbookTestCase(unittest.TestCase):

    def setUp(self):
        self.client = app.test_client()
        with app.app_context():
            mongo.cx.drop_database(mongo.db.name)

    def page(self):
        return self.client.get('/').data.decode('utf-8')

    def sign(self, name, text='Hello'):
        response = self.client.post('/sign', data={'name': name, 'text': text})
        return re.search('new=([0-9a-f]{24})', response.headers['Location']).group(1)

    def test_sign(self):
        entry = self.sign('Ada', '<b>')
        self.assertEqual(self.page(), '<h1>1 entries</h1><ul><li id="%s">Ada: &lt;b&gt; (0)</li></ul>' % entry)
        self.page()
        with app.app_context():
            self.assertEqual(mongo.db.visits.find_one(), {'_id': 'index', 'n': 2})

    def test_like(self):
        path = '/entries/%s/like' % self.sign('Ada')
        self.assertEqual([self.client.post(path).data for _ in range(2)], [b'1', b'2'])
        self.assertEqual(self.client.post('/entries/507f1f77bcf86cd799439011/like').status_code, 404)

    def test_remove(self):
        path = '/entries/%s/remove' % self.sign('Ada')
        self.assertEqual([self.client.post(path).status_code for _ in range(2)], [302, 404])
        self.assertTrue(self.page().startswith('<h1>0 entries</h1>'))

    def test_names(self):
        with app.app_context():
            take_over([old('Bob', 1), old('Ada', 2), old('Bob', 3)])
        self.assertEqual(self.client.get('/names').data, b'Bob: 4, Ada: 2')

    def test_hide(self):
        with app.app_context():
            take_over([old('Bob', 1), old('Ada', 2), old('Bob', 3)])
            hide('Bob')
        self.assertTrue(self.page().startswith('<h1>1 entries</h1>'))


if __name__ == '__main__':
    unittest.main()
