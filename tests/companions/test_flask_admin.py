"""Flask-Admin: views over collections, by plain clients of PyMongo: list, search, filter, create, edit, delete."""
import re

import flask
import pymongo
import pytest
from flask.ext.admin import Admin, AdminIndexView, BaseView, expose
from flask.ext.admin.contrib.fileadmin import FileAdmin
from flask.ext.admin.contrib.pymongo import ModelView
from flask.ext.admin.contrib.pymongo.filters import BooleanEqualFilter, FilterEqual, FilterGreater, FilterLike
from wtforms import BooleanField, IntegerField, SelectField, StringField, form, validators


class TeaForm(form.Form):
    name = StringField('Name', [validators.Required()])
    price = IntegerField('Price', [validators.Optional()])
    fresh = BooleanField('Fresh')
    kind = SelectField('Kind', choices=[('green', 'Green'), ('black', 'Black')])


class TeaView(ModelView):
    column_list = ('name', 'price', 'kind', 'fresh')
    column_sortable_list = ('name', 'price')
    column_searchable_list = ('name',)
    column_filters = (FilterEqual('kind', 'Kind'), FilterLike('name', 'Name'), FilterGreater('price', 'Price'),
                      BooleanEqualFilter('fresh', 'Fresh'))
    form = TeaForm
    page_size = 3

    def on_model_change(self, form, model, is_created):
        model['kind_name'] = model['kind'].title()


class Report(BaseView):
    @expose('/')
    def index(self):
        return self.render('admin/index.html')

    @expose('/count')
    def count(self):
        return 'counted at %s' % self.get_url('report.count')


class Index(AdminIndexView):
    def is_accessible(self):
        return 'closed' not in flask.request.args


@pytest.fixture
def teas(mongodb_host, mongodb_port, database_name):
    client = pymongo.MongoClient(mongodb_host, mongodb_port)
    client[database_name].teas.insert([
        {'name': 'Sencha', 'price': 470, 'kind': 'green', 'fresh': True},
        {'name': 'Assam', 'price': 390, 'kind': 'black', 'fresh': False},
        {'name': 'Keemun', 'price': 800, 'kind': 'black', 'fresh': True},
        {'name': 'Bancha', 'price': 250, 'kind': 'green', 'fresh': False}])
    yield client[database_name].teas
    client.close()


@pytest.fixture
def browser(make_app, teas, tmp_path):
    app = make_app(SECRET_KEY='of the test')
    (tmp_path / 'notes.txt').write_text('of teas')
    admin = Admin(app, name='Tea shop', index_view=Index(), template_mode='bootstrap3')
    admin.add_view(TeaView(teas, 'Teas', endpoint='teas'))
    admin.add_view(Report(name='Report', endpoint='report', category='More'))
    admin.add_view(FileAdmin(str(tmp_path), name='Files', endpoint='files'))
    return app.test_client()


def _names(answer):
    assert answer.status_code == 200, answer.data
    return re.findall(r'<td class="col-name">\s*(\w+)', answer.data.decode())


def _get(browser, path):
    return _names(browser.get('/admin/teas/' + path))


def test_lists(browser):
    page = browser.get('/admin/').data.decode()
    assert '<a href="/admin/teas/">Teas</a>' in page and 'Tea shop' in page
    assert _get(browser, '') == ['Sencha', 'Assam', 'Keemun']
    assert _get(browser, '?page=1') == ['Bancha']
    assert _get(browser, '?sort=0') == ['Assam', 'Bancha', 'Keemun']
    assert _get(browser, '?sort=1&desc=1') == ['Keemun', 'Sencha', 'Assam']
    assert _get(browser, '?search=sench') == []
    assert _get(browser, '?search=Sen') == ['Sencha']
    assert _get(browser, '?flt1_0=green') == ['Sencha', 'Bancha']
    assert browser.get('/admin/?closed').status_code == 403
    assert browser.get('/admin/report/count').data == b'counted at /admin/report/count'
    assert browser.get('/admin/static/admin/css/bootstrap3/admin.css').status_code == 200


def test_creates(browser, teas):
    assert browser.get('/admin/teas/new/').status_code == 200
    page = browser.post('/admin/teas/new/', data={'name': '', 'kind': 'green'}).data.decode()
    assert 'This field is required.' in page
    answer = browser.post('/admin/teas/new/', data={'name': 'Yunnan', 'price': '5', 'kind': 'black', 'fresh': 'y'})
    assert (answer.status_code, answer.location) == (302, 'http://localhost/admin/teas/')
    stored = teas.find_one({'name': 'Yunnan'})
    assert (stored['price'], stored['fresh'], stored['kind_name']) == (5, True, 'Black')
    assert 'Record was successfully created' in browser.get('/admin/teas/').data.decode()


def test_edits_and_deletes(browser, teas):
    tea = teas.find_one({'name': 'Assam'})
    path = '/admin/teas/edit/?id=%s' % tea['_id']
    page = browser.get(path).data.decode()
    assert 'value="Assam"' in page and '<option selected value="black">' in page
    answer = browser.post(path, data={'name': 'Assam', 'price': '400', 'kind': 'black'})
    assert answer.status_code == 302
    assert teas.find_one({'_id': tea['_id']})['price'] == 400
    assert browser.post('/admin/teas/delete/', data={'id': str(tea['_id'])}).status_code == 302
    assert teas.find_one({'_id': tea['_id']}) is None
    chosen = [str(each['_id']) for each in teas.find({'kind': 'green'})]
    answer = browser.post('/admin/teas/action/', data={'action': 'delete', 'rowid': chosen}, follow_redirects=True)
    assert '2 records were successfully deleted.' in answer.data.decode()
    assert [each['name'] for each in teas.find()] == ['Keemun']


def test_files(browser):
    page = browser.get('/admin/files/').data.decode()
    assert 'notes.txt' in page
    answer = browser.post('/admin/files/mkdir/', data={'name': 'old'})
    assert answer.status_code == 302
    assert 'old' in browser.get('/admin/files/').data.decode()
    assert browser.get('/admin/files/download/notes.txt').data == b'of teas'
