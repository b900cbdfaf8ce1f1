"""Flask-Uploads: files are taken, refused, named anew and served."""
import io

import flask
import pytest
from flask.ext.pymongo import PyMongo
from flask.ext.uploads import IMAGES, UploadNotAllowed, UploadSet, configure_uploads, patch_request_class


@pytest.fixture
def app(make_app, tmp_path):
    app = make_app(UPLOADED_PHOTOS_DEST=str(tmp_path / 'photos'))
    mongo = PyMongo(app)
    photos = UploadSet('photos', IMAGES)
    configure_uploads(app, photos)
    patch_request_class(app, 4096)

    @app.route('/', methods=['POST'])
    def upload():
        try:
            name = photos.save(flask.request.files['photo'], folder=flask.request.form.get('folder'))
        except UploadNotAllowed:
            return 'not a photo', 415
        mongo.db.photos.insert({'name': name})
        return flask.redirect(photos.url(name))

    @app.route('/names')
    def names():
        return ' '.join(photo['name'] for photo in mongo.db.photos.find() if photos.path(photo['name']))

    return app


def _upload(client, name, content=b'a photo', **form):
    return client.post('/', data=dict(form, photo=(io.BytesIO(content), name)))


def test_uploads_are_stored_and_served(app):
    client = app.test_client()
    answer = _upload(client, '../My tea.JPG')
    assert answer.status_code == 302
    assert answer.location == 'http://localhost/_uploads/photos/My_tea.jpg'
    served = client.get(answer.location)
    assert (served.data, served.content_type) == (b'a photo', 'image/jpeg')
    assert _upload(client, 'My tea.jpg').location.endswith('/My_tea_1.jpg')
    assert _upload(client, 'tea.png', folder='teas').location.endswith('/teas/tea.png')
    assert client.get('/names').data == b'My_tea.jpg My_tea_1.jpg teas/tea.png'


def test_what_is_no_image_or_too_large_is_refused(app):
    client = app.test_client()
    assert _upload(client, 'tea.exe').status_code == 415
    assert _upload(client, 'tea.png', b'*' * 5000).status_code == 413
    assert client.get('/_uploads/photos/none.png').status_code == 404
