"""Old extensions that run on the newest row in legacy mode: plain data, the one source of docs/companions.rst.

What `make companions` installs follows from it (tests/matrix/render.py, tests/matrix/refresh.py), and each extension is
used by the test module that its entry names.
"""

#: Builds the packages. The setuptools of a virtualenv that knows Python 2 cannot be imported by Python 3.12.
BUILD = ('setuptools==80.10.2',)

#: name, version, needs (what belongs to its time and is pinned with it), module: always there.
#: alone: pip must not look at what it requires. remark: what an installation has to know.
COMPANIONS = (
    {'name': 'Flask-Script', 'version': '2.0.5', 'needs': (), 'module': 'test_flask_script',
     'tried': 'commands by decorator, by class and of a sub-manager, options, a shell, ``runserver``, ``urls``'},
    {'name': 'Flask-Login', 'version': '0.3.2', 'needs': (), 'module': 'test_flask_login',
     'tried': 'users of a collection log in and out, are remembered by a cookie, log in afresh, by a header'},
    {'name': 'Flask-WTF', 'version': '0.12', 'needs': ('WTForms==2.1',), 'module': 'test_flask_wtf',
     'tried': 'forms with fields of all kinds, their errors, a CSRF token, an upload into GridFS'},
    {'name': 'Flask-Cache', 'version': '0.13.1', 'needs': (), 'module': 'test_flask_cache',
     'tried': 'views, functions, methods and parts of templates, kept in memory and in files'},
    {'name': 'Flask-JWT', 'version': '0.3.2', 'needs': ('PyJWT==1.4.2',), 'module': 'test_flask_jwt',
     'tried': 'a token for a password, views that want it, tokens that are old, forged or missing'},
    {'name': 'Flask-RESTful', 'version': '0.3.8', 'needs': (), 'module': 'test_flask_restful',
     'tried': 'resources over a collection, parsed arguments, marshalled answers, errors as JSON, a second format'},
    {'name': 'Flask-Uploads', 'version': '0.2.1', 'needs': (), 'module': 'test_flask_uploads',
     'tried': 'uploads that are stored, named anew, served, refused for their kind or size'},
    {'name': 'Flask-Admin', 'version': '1.4.0', 'needs': ('WTForms==2.1',), 'module': 'test_flask_admin',
     'tried': 'views over a collection (``contrib.pymongo``): list, sort, search, filter, create, edit, delete, '
              'actions; files'},
    {'name': 'Flask-Session', 'version': '0.3.2', 'needs': (), 'module': 'test_flask_session',
     'tried': 'sessions in MongoDB, signed or not, and in files, with an ObjectId and a date; their end'},
    {'name': 'Flask-MongoAlchemy', 'version': '0.7.2', 'needs': ('MongoAlchemy==0.19',),
     'module': 'test_flask_mongoalchemy',
     'tried': 'classes for documents, queries, updates, indexes, pages, ``get_or_404``',
     'alone': True,
     'remark': 'it requires PyMongo 2.8.1 to the letter, so install it with ``--no-deps``'},
    {'name': 'Eve', 'version': '0.5.3', 'needs': ('Cerberus==0.8.1', 'Events==0.2.1', 'simplejson==3.20.1'),
     'module': 'test_eve',
     'tried': 'a REST API made of schemas: documents are stored, checked, queried, changed by their ETag, embedded and '
              'kept in versions; files, events, users, XML',
     'alone': True,
     'remark': 'it requires Flask 0.10, PyMongo 2 and Flask-PyMongo 0.3 to the letter, so install it with '
               '``--no-deps``; Cerberus is built in legacy mode only: ``FLASK_PYMONGO_LEGACY=all python -m pip install '
               '--no-build-isolation --no-deps Cerberus==0.8.1``'},
    {'name': 'Flask-Markdown', 'version': '0.3', 'needs': ('Markdown==2.6.11',), 'module': 'test_flask_markdown',
     'tried': 'the filter on values and on blocks, an extension of the application'},
    {'name': 'Flask-Mail', 'version': '0.9.1', 'needs': (), 'module': 'test_flask_mail',
     'tried': 'messages with names, attachments and HTML, recorded in tests, and sent to a server'},
    {'name': 'Flask-Bcrypt', 'version': '0.7.1', 'needs': (), 'module': 'test_flask_bcrypt',
     'tried': 'passwords that are stored as hashes and checked'},
    {'name': 'Flask-Assets', 'version': '2.1.0', 'needs': (), 'module': 'test_flask_assets',
     'tried': 'bundles with a filter, linked by their version, and file by file in debug mode'},
    {'name': 'Flask-DebugToolbar', 'version': '0.10.1', 'needs': (), 'module': 'test_flask_debugtoolbar',
     'tried': 'the toolbar with its panels, redirects that wait, the profiler'},
    {'name': 'celery', 'version': '4.3.0', 'needs': ('kombu==4.6.11', 'vine==1.3.0'), 'module': 'test_celery',
     'tried': 'a worker with MongoDB as its broker and for its results: tasks, errors, groups, what is cleaned up',
     'remark': 'what it says about pytz is an error to pip 24.1 and later: ``python -m pip install "pip<24.1"`` first'},
    {'name': 'APScheduler', 'version': '2.1.2', 'needs': (), 'module': 'test_apscheduler',
     'tried': 'jobs in a collection (``mongodb_store``): they run, survive a restart, are counted and go'},
)


def pinned(companion):
    """What pip is asked for: the extension and what it needs, as requirements."""
    return ('%(name)s==%(version)s' % companion,) + companion['needs']


def requirements(alone):
    """All of them, without doubles; with `alone`, those that pip must install without what they require."""
    found = [each for companion in COMPANIONS if companion.get('alone', False) is alone for each in pinned(companion)]
    return sorted(set(found))
