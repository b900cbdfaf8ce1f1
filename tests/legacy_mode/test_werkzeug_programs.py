"""Programs written for Werkzeug 0.8 to 2.2, on the Werkzeug that is here: the same on each, with legacy mode."""
import datetime
import hashlib
import io

import pytest

from flask_pymongo import legacy_mode
from flask_pymongo.compat import LegacyWarning

pytestmark = [pytest.mark.once_a_flask, pytest.mark.filterwarnings('ignore::DeprecationWarning')]


def _checks_itself():
    import warnings

    import werkzeug.security
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            return werkzeug.security.check_password_hash('plain$$secret', 'secret')
        except ValueError:
            return False


CHECKS_ITSELF = _checks_itself()


@pytest.fixture(autouse=True)
def legacy():
    legacy_mode.install('werkzeug')
    yield
    legacy_mode.uninstall()


# The root

def test_names_of_the_root():
    from werkzeug import (
        BaseRequest,
        BaseResponse,
        FileStorage,
        Headers,
        LocalStack,
        MultiDict,
        cached_property,
        check_password_hash,
        generate_password_hash,
        import_string,
        redirect,
        secure_filename,
    )
    assert secure_filename('../../a b.txt') == 'a_b.txt'
    assert check_password_hash(generate_password_hash('secret'), 'secret')
    assert MultiDict([('a', 1), ('a', 2)]).getlist('a') == [1, 2]
    assert Headers([('A', 'b')])['a'] == 'b'
    assert import_string('os.path').__name__.endswith('path')
    assert redirect('/').status_code == 302
    assert FileStorage(io.BytesIO(b'abc')).read() == b'abc'
    assert issubclass(BaseResponse, object) and issubclass(BaseRequest, object)
    stack = LocalStack()
    stack.push(1)
    assert stack.top == 1

    class Counted(object):
        calls = 0

        @cached_property
        def value(self):
            self.calls += 1
            return self.calls
    counted = Counted()
    assert (counted.value, counted.value) == (1, 1)


def test_the_module_keeps_its_own_names():
    import werkzeug
    assert werkzeug.Request is not None and werkzeug.Response is not None
    assert not hasattr(werkzeug, 'there_never_was_such_a_name')
    with pytest.raises(ImportError):
        from werkzeug import there_never_was_such_a_name  # noqa: F401


# Requests and responses

def test_requests_and_responses_made_of_mixins():
    from werkzeug.test import create_environ, run_wsgi_app
    from werkzeug.wrappers import (
        AcceptMixin,
        BaseRequest,
        BaseResponse,
        CommonResponseDescriptorsMixin,
        ETagRequestMixin,
        ETagResponseMixin,
    )

    class Request(AcceptMixin, ETagRequestMixin, BaseRequest):
        pass

    class Response(BaseResponse, ETagResponseMixin, CommonResponseDescriptorsMixin):
        pass
    request = Request(create_environ('/path?a=1', headers=[('Accept', 'text/html')]))
    assert (request.path, request.args['a'], request.accept_mimetypes.best) == ('/path', '1', 'text/html')
    response = Response('text', mimetype='text/plain')
    response.add_etag()
    response.last_modified = datetime.datetime(2012, 5, 1)
    body, status, headers = run_wsgi_app(response, create_environ())
    assert (b''.join(body), status) == (b'text', '200 OK')
    assert headers['Last-Modified'] == 'Tue, 01 May 2012 00:00:00 GMT' and headers['ETag']


def test_headers():
    from werkzeug.datastructures import Headers
    headers = Headers([('A', 'b')])
    assert headers.has_key('a')  # noqa: W601
    assert headers.to_list() == [('A', 'b')]


def test_authorization():
    from werkzeug.http import parse_authorization_header
    assert parse_authorization_header(None) is None
    found = parse_authorization_header('Basic dXNlcjpzZWNyZXQ=')
    assert (found.type, found.username, found.password) == ('basic', 'user', 'secret')
    assert sorted(found.items()) == [('password', 'secret'), ('username', 'user')]
    assert sorted(found.keys()) == ['password', 'username']


def test_www_authenticate():
    from werkzeug.datastructures import WWWAuthenticate
    from werkzeug.http import parse_www_authenticate_header
    found = parse_www_authenticate_header('Basic realm="pages"')
    assert (found.type, found.realm) == ('basic', 'pages')
    asked = WWWAuthenticate('basic')
    asked.set_basic('cellar')
    assert asked.to_header().replace('"', '').lower() == 'basic realm=cellar'
    asked.set_digest('cellar', 'once')
    assert asked.to_header().lower().startswith('digest ') and 'once' in asked.to_header()


def test_useragents():
    from werkzeug.useragents import UserAgent
    try:
        agent = UserAgent('curl/7.1')
    except (AttributeError, TypeError):
        agent = UserAgent({'HTTP_USER_AGENT': 'curl/7.1'})
    assert agent.string == 'curl/7.1'


# URLs: what Werkzeug 1.0 answered

@pytest.mark.parametrize('arguments, expected', [
    ((u'a b/\xe4?&=:@',), 'a%20b/%C3%A4%3F%26%3D:%40'),
    (('a/b', 'utf-8', 'strict', ''), 'a%2Fb'),
    ((42,), '42'),
    ((b'\xff',), '%FF'),
    ((u'\xe4', 'latin-1'), '%E4'),
])
def test_url_quote(arguments, expected):
    from werkzeug.urls import url_quote
    assert url_quote(*arguments) == expected


def test_url_quote_plus():
    from werkzeug.urls import url_quote_plus
    assert url_quote_plus(u'a b+/:\xe4') == 'a+b%2B%2F%3A%C3%A4'


@pytest.mark.parametrize('arguments, expected', [
    (('a%20b%C3%A4+c',), u'a b\xe4+c'),
    ((b'a%20b',), u'a b'),
    (('%FF',), u'\ufffd'),
    (('%E4', 'latin-1'), u'\xe4'),
    (('%2Fa%20', 'utf-8', 'replace', '/'), u'%2Fa '),
])
def test_url_unquote(arguments, expected):
    from werkzeug.urls import url_unquote
    assert url_unquote(*arguments) == expected


def test_url_unquote_plus():
    from werkzeug.urls import url_unquote_plus
    assert url_unquote_plus('a+b%2F%C3%A4') == u'a b/\xe4'
    assert url_unquote_plus('a%2Bb') == u'a+b'


@pytest.mark.parametrize('arguments, options, expected', [
    (({'a': 1, 'b': None, 'c': [1, 2], 'd': u'\xe4 /'},), {'sort': True}, 'a=1&c=1&c=2&d=%C3%A4+%2F'),
    (([('x', 1), ('x', 2)],), {}, 'x=1&x=2'),
    (([('x', 1), ('y', 2)],), {'separator': ';'}, 'x=1;y=2'),
    (([('b', 1), ('a', 2)],), {'sort': True, 'key': lambda pair: pair[1]}, 'b=1&a=2'),
])
def test_url_encode(arguments, options, expected):
    from werkzeug.urls import url_encode
    assert url_encode(*arguments, **options) == expected


@pytest.mark.parametrize('text, options, expected', [
    ('a=1&a=2&b=&c', {}, [('a', [u'1', u'2']), ('b', [u'']), ('c', [u''])]),
    ('a=1;b=2', {'separator': ';'}, [('a', [u'1']), ('b', [u'2'])]),
    (b'a=%C3%A4+x', {}, [('a', [u'\xe4 x'])]),
    ('a=1&b', {'include_empty': False}, [('a', [u'1'])]),
    ('', {}, []),
])
def test_url_decode(text, options, expected):
    from werkzeug.urls import url_decode
    assert sorted((key, list(values)) for key, values in url_decode(text, **options).lists()) == expected


def test_url_decode_into_another_class():
    from werkzeug.urls import url_decode
    assert url_decode('a=1', cls=dict) == {'a': u'1'}


def test_streams_of_queries():
    from werkzeug.urls import url_decode_stream, url_encode_stream
    assert url_decode_stream(io.BytesIO(b'a=1&b=2'), limit=7).to_dict() == {'a': u'1', 'b': u'2'}
    assert list(url_encode_stream([('a', 1), ('b', u'\xe4')])) == ['a=1', 'b=%C3%A4']
    target = io.StringIO() if str is not bytes else io.BytesIO()
    url_encode_stream([('a', 1), ('b', 2)], target)
    assert target.getvalue() == 'a=1&b=2'


def test_url_parse():
    from werkzeug.urls import url_parse
    url = url_parse(u'http://us%20er:p%40@Ex.com:8080/p/a;x?q=1&q=2#f')
    assert tuple(url) == (u'http', u'us%20er:p%40@Ex.com:8080', u'/p/a;x', u'q=1&q=2', u'f')
    assert (url.scheme, url.host.lower(), url.port, url.path) == (u'http', u'ex.com', 8080, u'/p/a;x')
    assert (url.username, url.password, url.raw_password, url.auth) == (u'us er', u'p@', u'p%40', u'us%20er:p%40')
    assert url.decode_query().getlist('q') == [u'1', u'2']
    assert url.to_url() == url_parse(url.to_url()).to_url()
    assert url.replace(fragment=u'g', query=u'').to_url().endswith(u'/p/a;x#g')
    assert url_parse(u'http://[::1]:80/').host == u'::1'
    assert url_parse(u'http://ex.com/').port is None and url_parse(u'http://ex.com/').username is None
    assert url_parse(u'/only/a/path').host is None
    assert url_parse(u'ex.com/x', scheme=u'https').scheme == u'https'
    assert url_parse(u'http://ex.com/a').join(u'b').to_url() == u'http://ex.com/b'
    parts = url_parse(u'http://\xe4.com/\xe4').to_uri_tuple()[1:3]
    # Text, and bytes in the releases up to 1.0.
    assert [part.decode() if isinstance(part, bytes) else part for part in parts] == [u'xn--4ca.com', u'/%C3%A4']
    assert str(url_parse('http://a/?q')) == 'http://a/?q'


def test_url_unparse_and_join():
    from werkzeug.urls import url_join, url_unparse
    assert url_unparse((u'http', u'ex.com', u'/a b', u'q=1', u'f')) == u'http://ex.com/a b?q=1#f'
    assert url_join(u'http://a/b/c/d;p?q', u'../g') == u'http://a/b/g'
    assert url_join(u'http://a/b', u'') == u'http://a/b'
    assert url_join(u'http://a/b', u'//other/c') == u'http://other/c'


def test_url_fix():
    from werkzeug.urls import url_fix
    assert url_fix(u'http://de.wikipedia.org/wiki/Elf (Begriffskl\xe4rung)?x=a b') == (
        'http://de.wikipedia.org/wiki/Elf%20(Begriffskl%C3%A4rung)?x=a+b')
    assert url_fix('http://h/a%20b') == 'http://h/a%20b'


def test_href():
    from werkzeug import Href
    href = Href('/foo')
    assert href('bar', 23) == '/foo/bar/23'
    assert href('bar', x=1) == '/foo/bar?x=1'
    assert href('bar', class_='y') == '/foo/bar?class=y'
    assert href.blah('x') == '/foo/blah/x'
    assert Href('http://e/')(a=1) == 'http://e/?a=1'
    assert href('bar', {'a': 1}) == '/foo/bar?a=1'


# Passwords

@pytest.mark.parametrize('pwhash', [
    'sha1$VaSMexUm$06000dfae04b76d4320fa2d5491c2d09fbc32aab',
    'md5$gs7BRxy4$27394e4042096c98dcb522de136e92bc',
    'sha256$fyWPwbcK$ea40a8563fc8d5dfff7a60491b711893270185ae2b64d7f79d5abbea43f8d444',
    'pbkdf2:sha1:500$VR4MgUsm$4555aeb40b1c69593e6f85bced91cf359f36ab6f',
    'md5$$5ebe2294ecd0e0f08eab7690d2a6ee69',
    'plain$$secret',
])
def test_hashes_of_earlier_releases_still_check(pwhash):
    import werkzeug.security
    assert werkzeug.security.check_password_hash(pwhash, 'secret') is True
    assert werkzeug.security.check_password_hash(pwhash, 'Secret') is False


@pytest.mark.parametrize('pwhash', ['', 'nonsense', 'plain', 'sha1$salt'])
def test_what_is_no_hash(pwhash):
    import werkzeug.security
    assert werkzeug.security.check_password_hash(pwhash, 'secret') is False


def test_a_password_is_never_said(recwarn):
    import warnings

    import werkzeug.security
    warnings.simplefilter('always')
    werkzeug.security.check_password_hash('plain$$hunter2', 'hunter2')
    werkzeug.security.check_password_hash('md5$salt$hunter2', 'hunter2')
    assert not [warning for warning in recwarn.list if 'hunter2' in str(warning.message)]


def test_the_name_of_a_hash_as_the_method():
    import werkzeug.security
    found = werkzeug.security.generate_password_hash('secret', 'sha256')
    assert 'sha256' in found and werkzeug.security.check_password_hash(found, 'secret')
    assert werkzeug.security.check_password_hash(werkzeug.security.generate_password_hash('secret', method='sha1'),
                                                 'secret')
    assert werkzeug.security.generate_password_hash('secret', 'pbkdf2:sha256').startswith('pbkdf2:sha256:')
    assert werkzeug.security.check_password_hash(werkzeug.security.generate_password_hash('secret'), 'secret')


def test_pbkdf2():
    from werkzeug.security import pbkdf2_bin, pbkdf2_hex
    assert pbkdf2_hex(b'data', b'salt', iterations=10, keylen=10, hashfunc='sha256') == 'be5a830da41d079ed14d'
    assert pbkdf2_bin('data', 'salt', 10, 10, hashlib.sha256) == bytes(bytearray.fromhex(u'be5a830da41d079ed14d'))


def test_safe_str_cmp():
    from werkzeug.security import safe_str_cmp
    assert safe_str_cmp(u'abc', u'abc') and safe_str_cmp(u'abc', b'abc')
    assert not safe_str_cmp(u'abc', u'abd') and not safe_str_cmp(u'abc', u'ab')
    assert safe_str_cmp(u'\xe4', u'\xe4')


# WSGI

def test_path_info():
    from werkzeug.wsgi import get_script_name, peek_path_info, pop_path_info
    environ = {'SCRIPT_NAME': '/foo', 'PATH_INFO': '/a//b'}
    assert peek_path_info(environ) == u'a'
    assert pop_path_info(environ) == u'a'
    assert get_script_name(environ) == u'/foo/a'
    assert environ == {'SCRIPT_NAME': '/foo/a', 'PATH_INFO': '//b'}
    assert pop_path_info(environ) == u'b'
    assert environ == {'SCRIPT_NAME': '/foo/a//b', 'PATH_INFO': ''}
    assert pop_path_info(environ) is None


def test_query_string():
    from werkzeug.wsgi import get_query_string
    assert get_query_string({'QUERY_STRING': 'a=\xc3\xa4&b=c d'}) == 'a=%C3%A4&b=c%20d'


@pytest.mark.parametrize('base, path, options, expected', [
    ('http://h/foo', '/foo/bar', {}, u'/bar'),
    ('http://h/foo', 'http://h/foo/bar?x', {}, u'/bar'),
    ('http://h/foo', '/other', {}, None),
    ('http://h/foo', 'http://i/foo/a', {}, None),
    ('http://h/foo', 'https://h/foo/a', {}, u'/a'),
    ('http://h/foo', 'https://h/foo/a', {'collapse_http_schemes': False}, None),
])
def test_extract_path_info(base, path, options, expected):
    from werkzeug.wsgi import extract_path_info
    assert extract_path_info(base, path, **options) == expected


def test_lines_and_chunks():
    from werkzeug.wsgi import make_chunk_iter, make_line_iter
    assert list(make_line_iter(io.BytesIO(b'a\nb\r\nc'), 6)) == [b'a\n', b'b\r\n', b'c']
    assert list(make_line_iter([b'a', b'b\nc'])) == [b'ab\n', b'c']
    assert list(make_chunk_iter(io.BytesIO(b'a|b|c'), '|', 5)) == [b'a', b'b', b'c']


def test_middleware():
    from werkzeug.test import Client
    from werkzeug.wrappers import Response
    from werkzeug.wsgi import DispatcherMiddleware
    application = DispatcherMiddleware(Response('root'), {'/below': Response('below')})
    client = Client(application, Response)
    assert client.get('/').data == b'root'
    assert client.get('/below/x').data == b'below'


# What was contributed

def answer(fixer, **environ):
    from werkzeug.test import create_environ, run_wsgi_app
    seen = {}

    def application(environ, start_response):
        seen.update(environ)
        start_response('200 OK', [('Date', 'today'), ('Server', 'this')])
        return [b'']
    environ = create_environ(environ_overrides=environ) if 'environ_overrides' in create_environ.__code__.co_varnames \
        else dict(create_environ(), **environ)
    headers = run_wsgi_app(fixer(application), environ)[2]
    return seen, headers


def test_proxy_fix():
    from werkzeug.contrib.fixers import ProxyFix
    forwarded = {'HTTP_X_FORWARDED_FOR': '1.1.1.1, 2.2.2.2', 'HTTP_X_FORWARDED_HOST': 'example.com',
                 'HTTP_X_FORWARDED_PROTO': 'https', 'REMOTE_ADDR': '127.0.0.1'}
    environ = answer(lambda app: ProxyFix(app, num_proxies=2), **forwarded)[0]
    assert environ['REMOTE_ADDR'] == '1.1.1.1'
    environ = answer(lambda app: ProxyFix(app, num_proxies=1), **forwarded)[0]
    assert environ['REMOTE_ADDR'] == '2.2.2.2'
    assert (environ['HTTP_HOST'], environ['wsgi.url_scheme']) == ('example.com', 'https')


def test_other_fixers():
    from werkzeug.contrib.fixers import CGIRootFix, HeaderRewriterFix, PathInfoFromRequestUriFix
    headers = answer(lambda app: HeaderRewriterFix(app, ['date'], [('X-By', 'us')]))[1]
    assert 'Date' not in headers and headers['Server'] == 'this' and headers['X-By'] == 'us'
    assert answer(lambda app: CGIRootFix(app, '/root'), SERVER_SOFTWARE='lighttpd/1.4.28')[0]['SCRIPT_NAME'] == 'root'
    environ = answer(PathInfoFromRequestUriFix, REQUEST_URI='/a%20b?x=1', SCRIPT_NAME='')[0]
    assert environ['PATH_INFO'] == '/a b'


@pytest.mark.parametrize('module, name, library', [
    ('werkzeug.contrib.atom', 'AtomFeed', 'feedwerk'),
    ('werkzeug.contrib.cache', 'SimpleCache', 'cachelib'),
    ('werkzeug.contrib.securecookie', 'SecureCookie', 'secure-cookie'),
    ('werkzeug.contrib.sessions', 'Session', 'secure-cookie')])
def test_what_libraries_have(module, name, library):
    try:
        found = __import__(module, fromlist=[name])
    except ImportError as error:
        assert 'pip install ' + library in str(error)
    else:
        assert getattr(found, name)


def test_contrib_modules_that_moved():
    from werkzeug.contrib.lint import LintMiddleware
    from werkzeug.contrib.profiler import ProfilerMiddleware
    assert callable(LintMiddleware) and callable(ProfilerMiddleware)


# Utilities

@pytest.mark.parametrize('expires, expected', [
    (0, 'Thu, 01-Jan-1970 00:00:00 GMT'),
    (datetime.datetime(2012, 5, 1, 10, 20, 30), 'Tue, 01-May-2012 10:20:30 GMT'),
    (datetime.datetime(2012, 5, 1).timetuple(), 'Tue, 01-May-2012 00:00:00 GMT'),
])
def test_cookie_date(expires, expected):
    from werkzeug.http import cookie_date
    assert cookie_date(expires) == expected


def test_escape_and_unescape():
    import werkzeug
    assert werkzeug.escape(None) == ''
    assert werkzeug.escape('<a "x">&') == '&lt;a &quot;x&quot;&gt;&amp;'
    assert werkzeug.escape(42) == '42'
    assert werkzeug.unescape('&lt;&eacute;&#39;&quot;&amp;') == u'<\xe9\'"&'


def test_format_string():
    from werkzeug.utils import format_string
    assert format_string('$a ${b} $$', {'a': 1, 'b': 2}) == '1 2 $$'


def test_html_builder():
    from werkzeug import html, xhtml
    assert html.p('x', html.a('t', href='#'), class_='foo') == '<p class="foo">x<a href="#">t</a></p>'
    assert (html.br(), xhtml.br()) == ('<br>', '<br />')
    assert html('<x>') == '&lt;x&gt;'
    assert html.input(checked=True, disabled=False) == '<input checked>'
    assert xhtml.input(checked=True) == '<input checked="checked" />'
    assert html.p() == '<p></p>' and html.a(href=None) == '<a></a>'


def test_parse_rule():
    from werkzeug.routing import parse_rule
    assert list(parse_rule('/a/<int(min=3):b>/c<d>')) == [
        (None, None, '/a/'), ('int', 'min=3', 'b'), (None, None, '/c'), ('default', None, 'd')]
    assert list(parse_rule('/')) == [(None, None, '/')]
    with pytest.raises(ValueError):
        list(parse_rule('/<a>/<a>'))
    with pytest.raises(ValueError):
        list(parse_rule('/<a'))


# The test client

def test_cookies_of_the_test_client():
    from werkzeug.test import Client
    from werkzeug.wrappers import Request, Response

    @Request.application
    def application(request):
        return Response(request.cookies.get('name', 'none'))
    client = Client(application, Response)
    client.set_cookie('localhost', 'name', 'value')
    assert client.get('/').data == b'value'
    client.delete_cookie('localhost', 'name')
    assert client.get('/').data == b'none'
    client.set_cookie('localhost', key='name', value='other')
    assert client.get('/').data == b'other'


def test_the_charset_of_a_map():
    from werkzeug.routing import Map, Rule
    urls = Map([Rule('/', endpoint='home')])
    assert (urls.charset, urls.encoding_errors) == ('utf-8', 'replace')
    urls.charset = 'latin-1'
    assert urls.charset == 'latin-1' and Map().charset == 'utf-8'


def test_a_cookie_of_bytes():
    from werkzeug.wrappers import Response
    response = Response()
    response.set_cookie('session', b'value.signature', httponly=True)
    response.set_cookie('name', 'text')
    assert [header.partition(';')[0] for header in response.headers.getlist('Set-Cookie')] == [
        'session=value.signature', 'name=text']


def test_the_environment_with_the_response():
    from werkzeug.test import Client
    from werkzeug.wrappers import Response
    environ, response = Client(Response('text'), Response).get('/path', as_tuple=True)
    assert environ['PATH_INFO'] == '/path'
    assert response.data == b'text'


def test_uses_are_warned_of():
    import warnings

    import werkzeug.security
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        werkzeug.security.check_password_hash('plain$$a', 'a')
    found = [warning for warning in caught if issubclass(warning.category, LegacyWarning)]
    if not found and CHECKS_ITSELF:
        pytest.skip('this Werkzeug checks them itself')
    assert [warning.filename for warning in found] == [__file__.replace('.pyc', '.py')]
