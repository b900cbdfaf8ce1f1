"""What a browser says of itself, as Werkzeug read it up to 2.0: `request.user_agent.browser` and its like."""
from __future__ import absolute_import

import re

#: Patterns and what they mean; the first one that is found counts.
_PLATFORMS = (
    (re.compile('cros', re.I), 'chromeos'),
    (re.compile('iphone|ios', re.I), 'iphone'),
    (re.compile('ipad', re.I), 'ipad'),
    (re.compile(r'darwin|mac|os\s*x', re.I), 'macos'),
    (re.compile('win', re.I), 'windows'),
    (re.compile('android', re.I), 'android'),
    (re.compile('netbsd', re.I), 'netbsd'),
    (re.compile('openbsd', re.I), 'openbsd'),
    (re.compile('freebsd', re.I), 'freebsd'),
    (re.compile('dragonfly', re.I), 'dragonflybsd'),
    (re.compile('sunos|i86os', re.I), 'solaris'),
    (re.compile(r'x11|lin\b|linux', re.I), 'linux'),
    (re.compile(r'nintendo\s+wii', re.I), 'wii'),
    (re.compile('irix', re.I), 'irix'),
    (re.compile('hp-?ux', re.I), 'hpux'),
    (re.compile('aix', re.I), 'aix'),
    (re.compile('sco|unix_sv', re.I), 'sco'),
    (re.compile('bsd', re.I), 'bsd'),
    (re.compile('amiga', re.I), 'amiga'),
    (re.compile('blackberry|playbook', re.I), 'blackberry'),
    (re.compile('symbian', re.I), 'symbian'),
)
_BROWSERS = (
    (re.compile('googlebot', re.I), 'google'),
    (re.compile('msnbot', re.I), 'msn'),
    (re.compile('yahoo', re.I), 'yahoo'),
    (re.compile('ask jeeves', re.I), 'ask'),
    (re.compile(r'aol|america\s+online\s+browser', re.I), 'aol'),
    (re.compile('opera', re.I), 'opera'),
    (re.compile('edge', re.I), 'edge'),
    (re.compile('chrome|crios', re.I), 'chrome'),
    (re.compile('seamonkey', re.I), 'seamonkey'),
    (re.compile('firefox|firebird|phoenix|iceweasel', re.I), 'firefox'),
    (re.compile('galeon', re.I), 'galeon'),
    (re.compile('safari|version', re.I), 'safari'),
    (re.compile('webkit', re.I), 'webkit'),
    (re.compile('camino', re.I), 'camino'),
    (re.compile('konqueror', re.I), 'konqueror'),
    (re.compile('k-meleon', re.I), 'kmeleon'),
    (re.compile('netscape', re.I), 'netscape'),
    (re.compile(r'msie|microsoft\s+internet\s+explorer|trident/[^/]* rv:', re.I), 'msie'),
    (re.compile('lynx', re.I), 'lynx'),
    (re.compile('links', re.I), 'links'),
    (re.compile('baiduspider', re.I), 'baidu'),
    (re.compile('bingbot', re.I), 'bing'),
    (re.compile('mozilla', re.I), 'mozilla'),
)
_VERSION = re.compile(r'[/\sa-z(]*(\d[.\da-z]+)?', re.I)
_LANGUAGE = re.compile(r'[;\s](\b\w\w\b(?:-\b\w\w\b)?)\s*;|[(\[;]\s*(\b\w\w\b(?:-\b\w\w\b)?)\s*[\]);]')


def _first(table, text):
    """The match of the first pattern that is found, and what it means; None twice if there is none."""
    for pattern, name in table:
        match = pattern.search(text)
        if match is not None:
            return match, name
    return None, None


def parsing(base):
    """A class of user agents that are read; `base` is Werkzeug's."""
    class UserAgent(base):
        """What a browser says of itself: `platform`, `browser`, `version`, `language`; None where it says nothing."""

        def __init__(self, string):
            base.__init__(self, string)
            self.platform = _first(_PLATFORMS, string)[1]
            match, self.browser = _first(_BROWSERS, string)
            self.version = None if match is None else _VERSION.match(string, match.end()).group(1)
            language = _LANGUAGE.search(string)
            self.language = None if language is None else language.group(1) or language.group(2)

    return UserAgent
