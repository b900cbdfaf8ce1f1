"""Flask-WTF and WTForms: forms with a token, fields, an upload that goes to GridFS."""
import io
import re

import flask
import pytest
from flask.ext.pymongo import PyMongo
from flask.ext.wtf import Form
from flask.ext.wtf.csrf import CsrfProtect
from flask.ext.wtf.file import FileAllowed, FileField, FileRequired
from wtforms import BooleanField, DateField, IntegerField, SelectField, TextAreaField, TextField, validators

PAGE = '''
<form method="post" enctype="multipart/form-data">{{ form.hidden_tag() }}
{% for field in form if field.type != 'CSRFTokenField' %}{{ field.label }} {{ field(class_='wide') }}
{% for error in field.errors %}<b>{{ field.name }}: {{ error }}</b>{% endfor %}{% endfor %}</form>'''


class TeaForm(Form):
    name = TextField(u'Name', [validators.Required(), validators.Length(max=10)])
    kind = SelectField(u'Kind', choices=[('green', u'Green'), ('black', u'Black')], default='black')
    price = IntegerField(u'Price', [validators.Optional(), validators.NumberRange(min=1)])
    picked = DateField(u'Picked', format='%d.%m.%Y', validators=[validators.Optional()])
    text = TextAreaField(u'Text')
    fresh = BooleanField(u'Fresh')
    picture = FileField(u'Picture', [FileRequired(), FileAllowed(['png'], 'PNG only')])


@pytest.fixture
def app(make_app):
    app = make_app(SECRET_KEY='of the test', WTF_CSRF_ENABLED=True)
    mongo = PyMongo(app)
    CsrfProtect(app)

    @app.route('/', methods=['GET', 'POST'])
    def tea():
        form = TeaForm()
        if form.validate_on_submit():
            stored = mongo.save_file(form.picture.data.filename, form.picture.data)
            mongo.db.teas.insert({'name': form.name.data, 'kind': form.kind.data, 'price': form.price.data,
                                  'fresh': form.fresh.data, 'picture': stored})
            return flask.redirect(flask.url_for('tea'))
        return flask.render_template_string(PAGE, form=form)

    @app.route('/edit')
    def edit():
        return flask.render_template_string(PAGE, form=TeaForm(**mongo.db.teas.find_one()))

    @app.route('/plain', methods=['POST'])
    def plain():
        return 'taken'

    app.mongo = mongo
    return app


def _token(page):
    return re.search('name="csrf_token" type="hidden" value="([^"]+)"', page.data.decode()).group(1)


def test_a_form_is_shown_filled_in_and_stored(app):
    client = app.test_client()
    page = client.get('/')
    assert '<option selected value="black">Black</option>' in page.data.decode()
    assert '<label for="name">Name</label> <input class="wide" id="name" name="name" type="text" value="">' \
        in page.data.decode()
    answer = client.post('/', data={
        'csrf_token': _token(page), 'name': u'Sencha <1>', 'kind': 'green', 'price': '470', 'fresh': 'y',
        'picture': (io.BytesIO(b'a picture'), 'tea.png')})
    assert (answer.status_code, answer.location) == (302, 'http://localhost/')
    with app.test_request_context():
        stored = app.mongo.db.teas.find_one()
        assert (stored['name'], stored['price'], stored['fresh']) == (u'Sencha <1>', 470, True)
        assert app.mongo.send_file('tea.png').status_code == 200
    assert 'value="Sencha &lt;1&gt;"' in client.get('/edit').data.decode()


def test_a_form_says_what_is_wrong(app):
    client = app.test_client()
    page = client.post('/', data={
        'csrf_token': _token(client.get('/')), 'name': 'much too long', 'kind': 'blue', 'price': 'dear',
        'picked': '31.02.2013', 'picture': (io.BytesIO(b'a program'), 'tea.exe')}).data.decode()
    errors = dict(error.split(': ') for error in re.findall('<b>(.*?)</b>', page))
    assert errors['name'] == 'Field cannot be longer than 10 characters.'
    assert errors['kind'] == 'Not a valid choice'
    assert errors['picked'] == 'Not a valid date value'
    assert errors['picture'] == 'PNG only'
    assert 'price' in errors and 'text' not in errors


def test_without_the_token_nothing_is_taken(app):
    client = app.test_client()
    assert client.post('/plain').status_code == 400
    assert client.post('/plain', headers={'X-CSRFToken': _token(client.get('/'))}).data == b'taken'
    assert client.post('/plain', headers={'X-CSRFToken': '20130101000000##0123'}).status_code == 400
