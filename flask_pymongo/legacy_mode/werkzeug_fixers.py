"""`werkzeug.contrib.fixers`: middleware that corrects what servers and proxies say."""
from __future__ import absolute_import

from werkzeug.middleware.proxy_fix import ProxyFix as Present

from .werkzeug_urls import url_unquote


class ProxyFix(Present):
    """Believes the X-Forwarded headers of a number of proxies.

    :param app: the WSGI application
    :param num_proxies: how many proxies are in front of it; host and protocol are what the last one says
    """

    def __init__(self, app, num_proxies=1):
        Present.__init__(self, app, x_for=num_proxies, x_proto=1, x_host=1)
        self.num_proxies = num_proxies


class CGIRootFix(object):
    """Puts the application at a place of its own, whatever the CGI server says.

    :param app: the WSGI application
    :param app_root: the path that it is at
    """

    def __init__(self, app, app_root='/'):
        self.app = app
        self.app_root = app_root.strip('/')

    def __call__(self, environ, start_response):
        environ['SCRIPT_NAME'] = self.app_root
        return self.app(environ, start_response)


class PathInfoFromRequestUriFix(object):
    """Takes the path from what the browser has asked for, which some servers decode wrongly."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        for key in ('REQUEST_URL', 'REQUEST_URI', 'UNENCODED_URL'):
            if key in environ:
                path = url_unquote(environ[key].partition('?')[0], 'latin-1')
                script = environ.get('SCRIPT_NAME', '')
                if path.startswith(script):
                    environ['PATH_INFO'] = path[len(script):]
                    break
        return self.app(environ, start_response)


class HeaderRewriterFix(object):
    """Adds headers to, and removes them from, all responses.

    :param remove_headers: names
    :param add_headers: pairs
    """

    def __init__(self, app, remove_headers=None, add_headers=None):
        self.app = app
        self.remove_headers = set(name.lower() for name in remove_headers or ())
        self.add_headers = list(add_headers or ())

    def __call__(self, environ, start_response):
        def rewriting(status, headers, exc_info=None):
            kept = [pair for pair in headers if pair[0].lower() not in self.remove_headers]
            return start_response(status, kept + self.add_headers, exc_info)
        return self.app(environ, rewriting)
