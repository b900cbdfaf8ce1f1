"""What is asked of examples/legacy_blog, for transcript.py."""
from __future__ import unicode_literals

import atexit
import os
import shutil
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'examples', 'legacy_blog')
JSON_AS_TEXT = False

# One pixel.
LIGHTHOUSE = (b'GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,'
              b'\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;')

STORM = """It blew from the *west* for three days.

Nobody went out.
<b>Nobody</b> & "no boat"."""


def _form(**fields):
    return {'data': dict(fields, token='<token 1>')}


def _as_ada(**fields):
    # Logging out ends the session, and with it the token of its forms.
    return {'data': dict(fields, token='<token 2>')}


REQUESTS = (
    # An empty blog, which nobody may write in.
    ('GET', '/', {}),
    ('GET', '/posts.json', {}),
    ('GET', '/archive', {}),
    ('GET', '/feed.atom', {}),
    ('GET', '/posts/storm', {}),
    ('GET', '/nowhere', {}),
    ('POST', '/desk/login', {'data': {'name': 'ada', 'password': 'analytical engine'}}),
    ('GET', '/desk/', {}),
    # Logging in with a hash of years ago, which is then made anew.
    ('GET', '/desk/login?next=/desk/write', {}),
    ('POST', '/desk/login', {'data': {'name': 'ada', 'password': 'analytical engine', 'token': 'another'}}),
    ('POST', '/desk/login', _form(name='ada', password='difference engine')),
    ('POST', '/desk/login', _form(name='eve', password='analytical engine')),
    ('POST', '/desk/login', _form(name='Ada ', password='analytical engine', next='/desk/write', remember='on')),
    ('GET', '/desk/write', {}),
    ('POST', '/desk/logout', _form()),
    ('GET', '/desk/login', {}),
    ('POST', '/desk/login', _as_ada(name='ada', password='analytical engine', next='http://elsewhere.example/')),
    ('GET', '/desk/', {}),
    # Writing.
    ('POST', '/desk/write', _as_ada(title='The storm', text=STORM, tags='Weather boats', date='2013-03-09',
                                    published='on')),
    ('GET', '/posts/the-storm', {}),
    ('POST', '/desk/write', _as_ada(title='The storm', text='Again.', tags='', published='on')),
    ('POST', '/desk/write', _as_ada(title=' ', text='Untitled.', tags='')),
    ('POST', '/desk/write', _as_ada(title='When?', text='Of a day that is none.', tags='', date='2013-02-30')),
    ('POST', '/desk/write', _as_ada(title='Half a letter')),
    ('POST', '/desk/write', _as_ada(title='Nets & ropes', text='Gr\u00fc\u00dfe \u65e5\u672c.\n\n\nSecond.',
                                    tags='boats', date='2013-05-01', published='on')),
    ('POST', '/desk/write', _as_ada(title='A quiet day', text='Nothing. ' * 40, tags='weather', date='2013-05-02',
                                    published='on')),
    ('POST', '/desk/write', _as_ada(title='Plans', text='Not yet.', tags='secret')),
    ('GET', '/posts/plans', {}),
    ('GET', '/', {}),
    ('GET', '/?page=2', {}),
    ('GET', '/?page=no', {}),
    ('GET', '/tags/boats', {}),
    ('GET', '/tags/weather?page=1&order=new', {}),
    ('GET', '/search?q=nobody', {}),
    ('GET', '/search?q=o&x=%26', {}),
    ('GET', '/archive', {}),
    ('GET', '/archive/2013/5', {}),
    ('GET', '/archive/2013/13', {}),
    ('GET', '/archive/2012/12', {}),
    ('GET', '/feed.atom', {}),
    ('GET', '/posts.json', {}),
    # What readers say.
    ('POST', '/posts/the-storm/comments', _as_ada(name='Bob <b>', text='We stayed in.\nAll </script> day.')),
    ('GET', '/posts/the-storm', {}),
    ('POST', '/posts/the-storm/comments', _as_ada(name='', text='Who am I?')),
    ('GET', '/posts/the-storm', {}),
    ('POST', '/posts/the-storm/comments', _as_ada(name='Bob')),
    ('POST', '/posts/plans/comments', _as_ada(name='Bob', text='When?')),
    ('GET', '/posts/the-storm/comments', {}),
    ('GET', '/posts/the-storm.json', {}),
    ('GET', '/posts/plans.json', {}),
    # Changing, pictures, the export, another writer.
    ('GET', '/desk/write/<ObjectId 1>', {}),
    ('POST', '/desk/write/<ObjectId 1>', _as_ada(title='The storm of March', text='Shorter.', tags='weather',
                                                 published='on')),
    ('GET', '/desk/write/0123456789abcdef01234567', {}),
    ('POST', '/desk/pictures', {'data': {'token': '<token 2>', 'picture': (LIGHTHOUSE, '../light house.gif')}}),
    ('GET', '/desk/', {}),
    ('GET', '/pictures/light_house.gif', {}),
    ('GET', '/pictures/light_house.gif', {'headers': {'If-None-Match': '<ETag 1>'}}),
    ('GET', '/pictures/missing.gif', {}),
    ('GET', '/pictures/../blog.py', {}),
    ('POST', '/desk/pictures', {'data': {'token': '<token 2>', 'picture': (b'<script>', 'page.html')}}),
    ('GET', '/desk/export', {}),
    ('POST', '/desk/join', _as_ada(name='Bob', password='trawler man')),
    ('POST', '/desk/join', _as_ada(name='Bob', password='trawler man')),
    ('POST', '/desk/join', _as_ada(name='Eve', password='short')),
    ('GET', '/desk/', {}),
    ('POST', '/desk/write/<ObjectId 2>/delete', _as_ada()),
    ('POST', '/desk/write/<ObjectId 2>/delete', _as_ada()),
    # Another writer, and nobody again.
    ('POST', '/desk/logout', _as_ada()),
    ('GET', '/posts/plans', {}),
    ('GET', '/desk/login', {}),
    ('POST', '/desk/login', {'data': {'name': 'bob', 'password': 'trawler man', 'token': '<token 3>'}}),
    ('GET', '/desk/', {}),
    ('POST', '/desk/write/<ObjectId 1>/delete', {'data': {'token': '<token 1>'}}),
    ('HEAD', '/static/blog.css', {}),
    ('HEAD', '/desk/files/desk.css', {}),
    ('HEAD', '/desk/files/missing.css', {}),
    ('GET', '/', {}),
)


def application(host, port, database):
    """What `transcript.load` takes: the folder, the module, and the variable for the settings with the settings."""
    pictures = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, pictures)
    return FOLDER, 'blog', 'BLOG_SETTINGS', {
        'MONGO_HOST': str(host), 'MONGO_PORT': port, 'MONGO_DBNAME': str(database), 'POSTS_PER_PAGE': 2,
        'PICTURES': str(pictures)}
