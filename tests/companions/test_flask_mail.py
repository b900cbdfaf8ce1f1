"""Flask-Mail: what is sent, suppressed as in all tests, and what a server gets."""
import socket
import threading

import flask
import pytest
from flask.ext.mail import BadHeaderError, Mail, Message, email_dispatched
from flask.ext.pymongo import PyMongo


@pytest.fixture
def app(make_app):
    app = make_app(MAIL_DEFAULT_SENDER=('The shop', 'shop@example.com'))
    app.mongo = PyMongo(app)
    app.mail = Mail(app)
    app.mongo.db.users.insert([{'name': u'Adé', 'mail': 'ada@example.com'}, {'name': 'bob', 'mail': 'bob@example.com'}])

    @app.route('/', methods=['POST'])
    def send():
        with app.mail.connect() as connection:
            for user in app.mongo.db.users.find():
                message = Message(u'Téa for %s' % user['name'], recipients=[(user['name'], user['mail'])],
                                  body=u'Dear %s' % user['name'], html='<b>tea</b>')
                message.attach('tea.txt', 'text/plain', b'green')
                connection.send(message)
        return flask.redirect(flask.url_for('send'))

    return app


def test_mail_is_recorded_instead_of_sent(app):
    dispatched = []

    def remember(message, app):
        dispatched.append(message.subject)

    email_dispatched.connect(remember)
    with app.mail.record_messages() as outbox:
        assert app.test_client().post('/').status_code == 302
    assert [message.send_to for message in outbox] == [{(u'Adé', 'ada@example.com')}, {('bob', 'bob@example.com')}]
    assert dispatched == [u'Téa for Adé', u'Téa for bob']
    with app.app_context():
        text = outbox[1].as_string()
    assert 'From: =?utf-8?q?The_shop?= <shop@example.com>' in text
    assert 'To: =?utf-8?q?bob?= <bob@example.com>' in text
    assert 'Subject: =?utf-8?q?T=C3=A9a_for_bob?=' in text
    assert 'multipart/alternative' in text and 'filename="tea.txt"' in text


def test_headers_cannot_be_smuggled_in(app):
    with app.app_context(), pytest.raises(BadHeaderError):
        app.mail.send(Message('tea\r\nBcc: all@example.com', recipients=['ada@example.com'], body='x'))


def test_a_server_gets_the_mail(make_app):
    """By SMTP, to a server that says yes to everything."""
    listening = socket.create_server(('127.0.0.1', 0))
    lines = []

    def serve():
        connection, _ = listening.accept()
        with connection, connection.makefile('rwb') as stream:
            stream.write(b'220 test\r\n')
            stream.flush()
            in_data = False
            for line in stream:
                lines.append(line.decode().rstrip())
                if in_data and line != b'.\r\n':
                    continue
                in_data = line.lower() == b'data\r\n'
                stream.write(b'354 go on\r\n' if in_data else b'250 fine\r\n')
                stream.flush()
                if line.lower() == b'quit\r\n':
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    app = make_app(TESTING=False, MAIL_SERVER='127.0.0.1', MAIL_PORT=listening.getsockname()[1],
                   MAIL_SUPPRESS_SEND=False)
    mail = Mail(app)
    with app.app_context():
        mail.send_message('Tea', sender='shop@example.com', recipients=['ada@example.com'], body='is ready',
                          extra_headers={'X-Kind': 'green'})
    thread.join(30)
    listening.close()
    assert 'rcpt to:<ada@example.com>' in lines
    assert 'X-Kind: green' in lines and 'is ready' in lines
