"""Sphinx: ``make docs``. The pages link each other as files, ``limits.rst``, and so read well in the tree, too."""
import os
import re
import sys

from docutils import nodes
from sphinx import addnodes
from sphinx.search.zh import SearchChinese

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [ROOT, os.path.join(ROOT, 'docs')]

import flask_pymongo  # noqa: E402

project = 'Flask-PyMongo'
author = 'the Flask-PyMongo 4 developers'
project_copyright = 'the Flask-PyMongo developers'
version = release = flask_pymongo.__version__

extensions = ['sphinx.ext.autodoc', 'stub_signatures']
autodoc_member_order = 'bysource'
# An argument a line where they do not fit on one.
maximum_signature_line_length = 100
exclude_patterns = ['_build', '_templates', 'locale']
# Blocks without a language are Python, or what a program prints.
highlight_language = 'default'

# Quotes in errors stay as Python writes them, to be found.
smartquotes = False

# `make links`: the application of the reader is not running.
linkcheck_ignore = [r'http://127\.0\.0\.1']
linkcheck_report_timeouts_as_broken = False

# `make messages` keeps the texts of locale/zh_CN up to date; `make docs` builds them, too.
locale_dirs = ['locale']
gettext_compact = False
gettext_location = False
gettext_uuid = False

html_theme = 'furo'
templates_path = ['_templates']
html_sidebars = {'**': [
    'sidebar/brand.html', 'sidebar/search.html', 'sidebar/language.html', 'sidebar/scroll-start.html',
    'sidebar/navigation.html', 'sidebar/scroll-end.html']}
html_title = 'Flask-PyMongo %s' % version
html_static_path = ['_static']
# The page of the sweep, as it is.
html_extra_path = ['extra']
html_css_files = ['pages.css']
html_copy_source = False
html_show_sphinx = False
pygments_style = 'friendly'
pygments_dark_style = 'monokai'


def _document_of(uri):
    """The page that a link to a file of the tree means; None if it is none."""
    match = re.match(r'(?:\.\./|docs/)?([\w-]+)\.rst$', uri)
    # CHANGELOG.rst and CONTRIBUTING.rst are included by pages of that name.
    return match and match.group(1).lower()


def _link_pages(app, doctree):
    for link in list(doctree.findall(nodes.reference)):
        name = _document_of(link.get('refuri', ''))
        if name is None:
            continue
        text = link.astext()
        target = addnodes.pending_xref(
            '', nodes.inline(text, text), refdomain='std', reftype='doc', reftarget='/' + name, refwarn=True,
            refdoc=app.env.docname, refexplicit=not text.endswith('.rst'))
        link.replace_self(target)


def _is_python(text):
    try:
        compile(text, 'a block', 'exec')
    except SyntaxError:
        return False
    return True


def _colour_python_only(app, doctree):
    """Commands and what programs print would be coloured as Python."""
    for block in doctree.findall(nodes.literal_block):
        if block.get('language', 'default') == 'default' and not _is_python(block.astext()):
            block['language'] = 'text'


def _keep_english(app, doctree):
    """Docstrings are not translated, nor names and what a warning says of them."""
    kept = list(doctree.findall(addnodes.desc))
    if app.env.docname == 'legacy-names':
        for row in doctree.findall(nodes.row):
            if isinstance(row.parent, nodes.tbody) and len(row) == 4:
                kept += row[:3]
    for part in kept:
        for node in part.findall(nodes.TextElement):
            # Sphinx takes an inline node apart that has this attribute, so no other one may get it.
            if not isinstance(node, nodes.Inline) or 'translatable' in node:
                node['translatable'] = False


class _SearchChinese(SearchChinese):
    """Text and queries in pairs of characters. Sphinx by itself splits text only, and needs a dictionary of 40 MB."""

    js_splitter_code = r"""
var splitQuery = (query) => query
    .split(/[^\p{Letter}\p{Number}_]+/gu)
    .flatMap(part => part.match(/[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+/g) || [])
    .flatMap(part => /[\u4e00-\u9fff]{3}/.test(part)
        ? [...part].slice(1).map((last, index) => part[index] + last) : [part]);
"""

    def split(self, input):
        pairs = [run[at:at + 2] for run in re.findall('[\u4e00-\u9fff]+', input) for at in range(len(run) - 1)]
        return pairs + super().split(input)


def setup(app):
    """Called by Sphinx."""
    app.add_search_language(_SearchChinese)
    app.connect('doctree-read', _link_pages)
    app.connect('doctree-read', _colour_python_only)
    app.connect('doctree-read', _keep_english)
