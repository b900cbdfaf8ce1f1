# -*- coding: utf-8 -*-
"""MongoDB URIs, taken apart and put together."""
import random

import pytest
from pymongo import uri_parser
from pymongo.errors import InvalidURI

from flask_pymongo.compat import uri as uris
from flask_pymongo.compat.language import quote, unquote

#: One of each kind: URI, (scheme, username, password, hosts, database, options).
KINDS = [
    ('mongodb://h', ('mongodb://', None, None, ('h',), None, ())),
    ('mongodb://h/', ('mongodb://', None, None, ('h',), None, ())),
    ('mongodb://h:1', ('mongodb://', None, None, ('h:1',), None, ())),
    ('mongodb://h:65535/d', ('mongodb://', None, None, ('h:65535',), 'd', ())),
    ('mongodb://a,b:2,c/d', ('mongodb://', None, None, ('a', 'b:2', 'c'), 'd', ())),
    ('mongodb://127.0.0.1:27017/d', ('mongodb://', None, None, ('127.0.0.1:27017',), 'd', ())),
    ('mongodb://[::1]/d', ('mongodb://', None, None, ('[::1]',), 'd', ())),
    ('mongodb://[::1]:27017,[fe80::2]/d', ('mongodb://', None, None, ('[::1]:27017', '[fe80::2]'), 'd', ())),
    ('mongodb://u:p@[::1]:27017/', ('mongodb://', 'u', 'p', ('[::1]:27017',), None, ())),
    ('mongodb://%2Ftmp%2Fm-27017.sock/d', ('mongodb://', None, None, ('%2Ftmp%2Fm-27017.sock',), 'd', ())),
    ('mongodb://%2Ftmp%2Fm.sock,h:1', ('mongodb://', None, None, ('%2Ftmp%2Fm.sock', 'h:1'), None, ())),
    ('mongodb://u@h', ('mongodb://', 'u', None, ('h',), None, ())),
    ('mongodb://u:@h', ('mongodb://', 'u', '', ('h',), None, ())),
    ('mongodb://u:p@h/d?w=1', ('mongodb://', 'u', 'p', ('h',), 'd', (('w', '1'),))),
    ('mongodb://h?w=1', ('mongodb://', None, None, ('h',), None, (('w', '1'),))),
    ('mongodb://h/?w=1&j=true', ('mongodb://', None, None, ('h',), None, (('w', '1'), ('j', 'true')))),
    ('mongodb://h/?w=1;j=true', ('mongodb://', None, None, ('h',), None, (('w', '1'), ('j', 'true')))),
    ('mongodb://h/?a=b=c&&d', ('mongodb://', None, None, ('h',), None, (('a', 'b=c'), ('d', None)))),
    ('mongodb://h/d%2De', ('mongodb://', None, None, ('h',), 'd-e', ())),
    ('mongodb://h/%E4%B8%AD', ('mongodb://', None, None, ('h',), u'\u4e2d', ())),
    ('mongodb://h/d.collection', ('mongodb://', None, None, ('h',), 'd', ())),
    ('mongodb://h/d%2Ea.b?w=1', ('mongodb://', None, None, ('h',), 'd', (('w', '1'),))),
    ('mongodb://u:p?w@h/d', ('mongodb://', 'u', 'p?w', ('h',), 'd', ())),
    ('mongodb://u:p?w=1@h/d?w=2', ('mongodb://', 'u', 'p?w=1', ('h',), 'd', (('w', '2'),))),
    ('mongodb://u:p?w@h', ('mongodb://', 'u', 'p?w', ('h',), None, ())),
    ('mongodb://u:p@h?appname=a@b', ('mongodb://', 'u', 'p', ('h',), None, (('appname', 'a@b'),))),
    ('mongodb://h:1?appname=a@b', ('mongodb://', None, None, ('h:1',), None, (('appname', 'a@b'),))),
    ('mongodb://u:p@h?authSource=a/b', ('mongodb://', 'u', 'p', ('h',), None, (('authSource', 'a/b'),))),
    ('mongodb+srv://cluster.example.invalid/d', ('mongodb+srv://', None, None, ('cluster.example.invalid',), 'd', ())),
    ('mongodb+srv://u:p@cluster.example.invalid', ('mongodb+srv://', 'u', 'p', ('cluster.example.invalid',), None,
                                                   ())),
]


@pytest.mark.parametrize('uri, parts', KINDS, ids=lambda value: value if isinstance(value, str) else '')
def test_split(uri, parts):
    assert tuple(uris.split(uri)) == parts


@pytest.mark.parametrize('uri', [uri for uri, _ in KINDS])
def test_together_again(uri):
    parts = uris.split(uri)
    assert uris.split(parts.with_options(parts.options)) == parts


PLAIN = [uri for uri, parts in KINDS if parts[0] == 'mongodb://' and parts[1] is None and not set('%?') & set(uri)]


@pytest.mark.parametrize('uri', PLAIN)
def test_the_driver_agrees(uri):
    theirs, ours = uri_parser.parse_uri(uri), uris.split(uri)
    assert theirs['database'] == ours.database
    hosts = ['%s:%s' % ('[%s]' % host if ':' in host else host, port) for host, port in theirs['nodelist']]
    assert hosts == [host if host.rpartition(':')[2].isdigit() and not host.endswith(']') else host + ':27017'
                     for host in ours.hosts]


# The log-in

SPECIAL = u' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'


@pytest.mark.parametrize('letter', list(SPECIAL) + [u'\n', u'\x7f', u'\xe4', u'\u4e2d', u'%41', u'++', u'mongodb://'])
@pytest.mark.parametrize('form', [u'%s', u'a%s', u'%sz', u'a%sz%s'])
def test_a_log_in_with_any_character(letter, form):
    text = form % ((letter,) * form.count(u'%s'))
    parts = uris.split('mongodb://%s:%s@h:1/d?w=1' % (quote(text, safe=''), quote(text, safe='')))
    assert (parts.username, parts.password) == (text, text)
    assert (parts.hosts, parts.database, parts.options) == (('h:1',), 'd', (('w', '1'),))
    assert uris.split(parts.with_options(parts.options)) == parts
    built = uris.with_credentials(uris.of_hosts(['h:1']), {'username': text, 'password': text})
    assert uris.split(built)[1:3] == (text, text)


@pytest.mark.parametrize('text', [u'p\xe4ss', u'\u5bc6\u7801', u'%\xe4@'])
def test_the_driver_reads_what_is_normal(text):
    quoted = quote(text, safe='')
    found = uri_parser.parse_uri(uris.normal('mongodb://%s:%s@h/' % (quoted, quoted)))
    assert (found['username'], found['password']) == (text, text)


@pytest.mark.parametrize('text', [u'p\xe4ss', u'\u5bc6\u7801', u'%\xe4@'])
def test_what_is_normal_stays_the_same(text):
    uri = 'mongodb://%s:%s@h/d' % (quote(text, safe=''), quote(text, safe=''))
    assert uris.split(uris.normal(uri)) == uris.split(uri)
    assert uris.normal(uris.normal(uri)) == uris.normal(uri)


@pytest.mark.parametrize('uri', [uri for uri, _ in KINDS])
def test_what_every_driver_reads_is_normal(uri):
    assert (uris.normal(uri) is uri) is ('?w' not in uri.partition('@')[0] or '@' not in uri)


@pytest.mark.parametrize('options, left', [
    ('replicaSet=', ''), ('replicaSet=&w=1', '?w=1'), ('w=1&maxPoolSize=&j=true', '?w=1&j=true'),
    ('readPreferenceTags=dc:east&readPreferenceTags=&x=', '?readPreferenceTags=dc:east&readPreferenceTags='),
])
def test_an_empty_option_is_not_given(options, left):
    assert uris.normal('mongodb://h/d?' + options) == 'mongodb://h/d' + left


@pytest.mark.parametrize('options', ['tls=', 'w', 'ssl_ca_certs=', 'tlsCAFile=&w=1'])
def test_an_option_that_may_be_a_mistake_stays(options):
    assert uris.normal('mongodb://h/d?' + options) == 'mongodb://h/d?' + options


def test_a_question_mark_of_a_password_is_quoted_for_the_driver():
    found = uri_parser.parse_uri(uris.normal('mongodb://u:p?w@h/d?w=1'))
    assert (found['username'], found['password'], found['database']) == ('u', 'p?w', 'd')


def test_a_plus_is_a_blank():
    """As every driver reads it."""
    assert uris.split('mongodb://u:a+b%2B@h').password == 'a b+'
    assert uri_parser.parse_uri('mongodb://u:a+b%2B@h')['password'] == 'a b+'


@pytest.mark.parametrize('uri', ['mongodb://u:%FF%FE@h', u'mongodb://u:%FF\xe4@h'], ids=['bytes', 'text'])
def test_a_password_that_is_no_utf8_is_no_error_here(uri):
    assert u'\ufffd' in uris.split(uri).password


# Options

@pytest.mark.parametrize('query, value', [
    ('replicaSet=a', 'a'), ('replicaset=a', 'a'), ('REPLICASET=a', 'a'), ('w=1&replicaSet=a;j=true', 'a'),
    ('replicaSet=a&replicaset=b', 'b'), ('replicaSet=', ''), ('w=1', None), ('', None), ('replica=a', None),
])
def test_option(query, value):
    assert uris.split('mongodb://h/?' + query).option('replicaSet') == value
    assert uris.split('mongodb://h/?' + query).option('replicaset') == value


@pytest.mark.parametrize('options, query', [
    ([], ''), ([('w', '1')], '?w=1'), ([('w', '1'), ('a', 'b%20c')], '?w=1&a=b%20c'),
])
def test_with_options(options, query):
    parts = uris.split('mongodb://u:p@a,b:2/d?slaveOk=true&safe=false')
    assert parts.with_options(options) == 'mongodb://u:p@a,b:2/d' + query


# Building

@pytest.mark.parametrize('credentials, uri', [
    ({'username': 'u', 'password': 'p'}, 'mongodb://u:p@a:1,b:2/'),
    ({'username': 'u', 'password': None}, 'mongodb://u@a:1,b:2/'),
    ({'username': 'u', 'password': ''}, 'mongodb://u:@a:1,b:2/'),
    ({'username': 'u', 'password': 'p', 'authSource': 'd'}, 'mongodb://u:p@a:1,b:2/?authSource=d'),
    ({'username': 'u', 'password': 'p', 'authSource': '$external', 'authMechanism': 'PLAIN'},
     'mongodb://u:p@a:1,b:2/?authSource=%24external&authMechanism=PLAIN'),
    ({'username': 'a@b', 'password': ':/?#'}, 'mongodb://a%40b:%3A%2F%3F%23@a:1,b:2/'),
])
def test_build(credentials, uri):
    assert uris.with_credentials(uris.of_hosts(('a:1', 'b:2')), credentials) == uri


# What is one, and how people write them

@pytest.mark.parametrize('text, expected', [
    ('mongodb://h', True), (u'mongodb+srv://h', True), ('mongodb:/h', False), ('http://h', False), ('', False),
    ('localhost', False), ('MONGO', False), (' mongodb://h', False), (None, False), (5, False),
    (['mongodb://h'], False),
])
def test_is_uri(text, expected):
    assert uris.is_uri(text) is expected


@pytest.mark.parametrize('uri, tidy', [
    ('mongodb://a,b', 'mongodb://a,b'),
    ('mongodb://a, b,  c/d', 'mongodb://a,b,c/d'),
    ('  mongodb://a:1 , b:2/d\n', 'mongodb://a:1,b:2/d'),
    ('mongodb://u:p%20q@a,\tb/d?w=1', 'mongodb://u:p%20q@a,b/d?w=1'),
])
def test_tidy(uri, tidy):
    assert uris.tidy(uri) == tidy
    assert uris.tidy(tidy) == tidy


# Errors

@pytest.mark.parametrize('uri', [
    'mongodb://user:SECRET@', 'mongodb://user:SECRET@/d', 'mongodb://user:SECRET@a,,b/', 'mongodb://user:SECRET@a,/',
    'mongodb://user:SECRET@,a/', 'mongodb://user:SECRET@a, /', 'mongodb://user:SECRET/x@h/',
    'mongodb://user:SECRET@x@h/', 'mongodb://user:SECRET:x@h/', 'mongodb://us/er:SECRET@h/', 'mongodb://user:SECRET@h:0/',
    u'mongodb://user:SECRET@h:\u00b2/', 'mongodb://user:SECRET@h:%s/' % ('9' * 5000),
    'mongodb://user:SECRET@h:65536/', 'mongodb://user:SECRET@h:x/', 'mongodb://user:SECRET@h:/',
    'mongodb://user:SECRET@h:-1/', 'mongodb://user:SECRET@[::1]:x/', 'http://user:SECRET@h/', 'user:SECRET@h',
    'mongodb:user:SECRET@h/', 'MONGODB://user:SECRET@h/', 'mongodb://', 'mongodb:///d', '', '?SECRET',
    u'mongodb://user:SECRET\xe4:@h/',
])
def test_an_error_without_the_text(uri):
    with pytest.raises(InvalidURI) as caught:
        uris.split(uri)
    assert 'SECRET' not in str(caught.value) and 'user:' not in str(caught.value)
    assert 'MongoDB URI' in str(caught.value)


@pytest.mark.parametrize('show', [repr, str, lambda parts: '%s' % (parts,), '{0}'.format],
                         ids=['repr', 'str', 'percent', 'format'])
def test_no_password_is_shown(show):
    shown = show(uris.split('mongodb://user:SECRET@h:1/d?authMechanismProperties=SECRET'))
    assert shown == "Parts(hosts=('h:1',), database=%r)" % uris.split('mongodb://h/d').database


# Any of them

LETTERS = u'ab1-_.~ %@:/?#[]&=+,;!$\'()*\\"<>^`{|}\xe4\xdf\u4e2d\U0001f600'


def _text(chance, longest=9):
    return u''.join(chance.choice(LETTERS) for _ in range(chance.randint(1, longest)))


@pytest.mark.parametrize('seed', range(20))
def test_what_is_put_together_comes_apart_the_same(seed):
    chance = random.Random(seed)
    for _ in range(100):
        hosts = tuple(chance.choice(['h%d', 'h.example:%d', '[::%d]', '[::1]:%d', '127.0.0.%d', '%%2Ftmp%%2F%d.sock'])
                      % chance.randint(1, 99) for _ in range(chance.randint(1, 4)))
        username = chance.choice([None, _text(chance)])
        password = None if username is None else chance.choice([None, u'', _text(chance, 30)])
        database = chance.choice([None, _text(chance).replace(u'.', u'-')])
        options = tuple((chance.choice(['w', 'replicaSet', 'slaveOk', 'x']), quote(_text(chance), safe=''))
                        for _ in range(chance.randint(0, 3)))
        parts = uris.Parts(chance.choice(uris.SCHEMES[:1]), username, password, hosts, database, options)
        uri = parts.with_options(options)
        assert uris.split(uri) == parts
        assert uris.split(uris.tidy(uris.normal(uri))) == parts


@pytest.mark.parametrize('seed', range(5))
def test_anything_is_taken_apart_or_refused(seed):
    chance = random.Random(seed)
    for _ in range(300):
        uri = u'mongodb://' + _text(chance, 20)
        try:
            parts = uris.split(uri)
        except InvalidURI as error:
            assert uri[10:] not in str(error) or len(uri) < 14
        else:
            assert uris.split(parts.with_options(parts.options)).hosts == parts.hosts


@pytest.mark.parametrize('text', [u'', u'a b', u'\xe4', u'\u4e2d/%', u'%41'])
def test_quote_and_unquote(text):
    assert unquote(quote(text, safe='')) == text
    assert unquote(text.replace(u'%', u'%25')) == text
