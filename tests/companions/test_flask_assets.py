"""Flask-Assets: files are put together, filtered, named by their content, and linked from pages."""
import flask
import pytest
from flask.ext.assets import Bundle, Environment


@pytest.fixture
def app(make_app, tmp_path):
    static = tmp_path / 'static'
    static.mkdir()
    (static / 'one.css').write_text('a { background: url(tea.png) }\n')
    (static / 'two.css').write_text('b { color: green }\n')
    app = make_app(static_folder=str(static))
    assets = Environment(app)
    assets.register('css', Bundle('one.css', 'two.css', filters='cssrewrite', output='made/all.%(version)s.css'))

    @app.route('/')
    def index():
        return flask.render_template_string('{% assets "css" %}<link href="{{ ASSET_URL }}">{% endassets %}')

    app.assets = assets
    return app


def test_a_page_links_what_was_built(app):
    client = app.test_client()
    page = client.get('/').data.decode()
    path = page.split('"')[1]
    assert path.startswith('/static/made/all.') and path.endswith('.css')
    built = client.get(path)
    assert built.content_type.startswith('text/css')
    assert built.data.decode().split('\n') == ['a { background: url(../tea.png) }', '', 'b { color: green }', '']


def test_in_debug_mode_each_file_is_linked(app):
    app.assets.debug = True
    page = app.test_client().get('/').data.decode()
    assert page.count('<link') == 2 and '/static/two.css' in page
