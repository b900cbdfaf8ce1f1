"""Flask-MongoAlchemy and MongoAlchemy: classes for documents, queries, pages."""
import pytest
from flask.ext.mongoalchemy import BaseQuery, MongoAlchemy
from mongoalchemy.document import Index
from mongoalchemy.exceptions import BadValueException


class TeaQuery(BaseQuery):
    def black(self):
        return self.filter(self.type.kind == 'black')


@pytest.fixture
def app(make_app, mongodb_host, mongodb_port, database_name):
    app = make_app(MONGOALCHEMY_SERVER=str(mongodb_host), MONGOALCHEMY_PORT=str(mongodb_port),
                   MONGOALCHEMY_DATABASE=database_name, MONGOALCHEMY_SAFE_SESSION=True)
    db = MongoAlchemy(app)

    class Maker(db.Document):
        name = db.StringField()

    class Tea(db.Document):
        query_class = TeaQuery
        config_collection_name = 'teas'
        name = db.StringField()
        kind = db.EnumField(db.StringField(), 'green', 'black')
        price = db.IntField(min_value=0, default=100)
        maker = db.DocumentField(Maker, required=False)
        tags = db.SetField(db.StringField(), default=set())
        by_name = Index().ascending('name').descending('price')

    app.db, app.Tea, app.Maker = db, Tea, Maker

    @app.route('/teas/<page>')
    def teas(page):
        pages = Tea.query.ascending(Tea.name).paginate(int(page), per_page=2)
        return '%d/%d %s' % (pages.page, pages.pages, ', '.join(tea.name for tea in pages.items))

    @app.route('/tea/<mongo_id>')
    def tea(mongo_id):
        return Tea.query.get_or_404(mongo_id).name

    @app.route('/cheapest/<int:above>')
    def cheapest(above):
        return Tea.query.filter(Tea.price > above).ascending(Tea.price).first_or_404().name

    yield app
    db.session.end()
    db.session.db.client.close()


def test_documents_are_stored_found_and_removed(app):
    Tea = app.Tea
    for name, kind, price in ('Sencha', 'green', 470), ('Assam', 'black', 390), ('Keemun', 'black', 800):
        Tea(name=name, kind=kind, price=price, maker=app.Maker(name='of ' + name), tags={kind, 'tea'}).save()
    Tea(name='Bancha', kind='green').save()
    client = app.test_client()
    assert Tea.query.count() == 4
    assert client.get('/teas/1').data == b'1/2 Assam, Bancha'
    assert client.get('/teas/2').data == b'2/2 Keemun, Sencha'
    assert client.get('/teas/3').status_code == 404
    assert client.get('/cheapest/390').data == b'Sencha'
    assert client.get('/cheapest/900').status_code == 404
    sencha = Tea.query.filter(Tea.price > 400, Tea.kind == 'green').one()
    assert (sencha.maker.name, sencha.tags) == ('of Sencha', {'green', 'tea'})
    assert client.get('/tea/%s' % sencha.mongo_id).data == b'Sencha'
    assert client.get('/tea/0123456789abcdef01234567').status_code == 404
    assert client.get('/tea/none').status_code == 404
    sencha.price = 500
    sencha.save()
    assert Tea.query.get(str(sencha.mongo_id)).price == 500
    Tea.query.filter(Tea.name == 'Assam').set(Tea.price, 1).execute()
    Tea.query.filter(Tea.kind == 'black').inc(Tea.price, 5).multi().execute()
    assert sorted(tea.price for tea in Tea.query.black()) == [6, 805]
    assert sorted(Tea.query.distinct(Tea.kind)) == ['black', 'green']
    assert [tea.name for tea in Tea.query.descending(Tea.name).skip(1).limit(2)] == ['Keemun', 'Bancha']
    assert 'name_1_price_-1' in app.db.session.db.teas.index_information()
    sencha.remove()
    assert Tea.query.count() == 3


def test_what_a_class_does_not_allow_is_not_stored(app):
    with pytest.raises(BadValueException):
        app.Tea(name='x', kind='blue')
    with pytest.raises(BadValueException):
        app.Tea(name='x', kind='black', price=-1)
    assert app.Tea.query.count() == 0
