"""`werkzeug.contrib.atom`, which is the package feedwerk now."""
from __future__ import absolute_import

try:
    from feedwerk.atom import XHTML_NAMESPACE, AtomFeed, FeedEntry, format_iso8601
except ImportError:
    raise ImportError('werkzeug.contrib.atom is the package feedwerk now, which is not installed: '
                      'pip install feedwerk')

__all__ = ['XHTML_NAMESPACE', 'AtomFeed', 'FeedEntry', 'format_iso8601']
