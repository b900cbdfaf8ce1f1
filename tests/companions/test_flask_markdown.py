"""Flask-Markdown: the filter, on values and on blocks, and an extension of the application's own."""
import flask
import pytest
from flask.ext.pymongo import PyMongo
from flaskext.markdown import Extension, Markdown
from markdown.inlinepatterns import SimpleTagPattern

PAGE = '''{{ text|markdown }}
{% filter markdown %}
# {{ title }}
{% endfilter %}'''


@pytest.fixture
def app(make_app):
    app = make_app()
    mongo = PyMongo(app)
    mongo.db.pages.insert({'title': u'Té', 'text': u'**Sencha** is --green--\n\n- one\n- two\n\n<i>as is</i>'})
    markdown = Markdown(app, extensions=['fenced_code'])

    @markdown.extend()
    class Strike(Extension):
        def extendMarkdown(self, md, md_globals):
            md.inlinePatterns.add('strike', SimpleTagPattern(r'(--)(.*?)--', 'del'), '_begin')

    @app.route('/')
    def page():
        return flask.render_template_string(PAGE, **mongo.db.pages.find_one())

    return app


def test_documents_are_shown_as_html(app):
    page = app.test_client().get('/').data.decode('utf-8')
    assert '<p><strong>Sencha</strong> is <del>green</del></p>' in page
    assert '<li>two</li>' in page and '<i>as is</i>' in page
    assert u'<h1>Té</h1>' in page
