"""GridFS files in a browser: a player that seeks in a recording, a picture that is not sent twice."""
import io
import json
import re
import subprocess
import sys
import time
import urllib.request
import wave
import zlib
from pathlib import Path
from struct import pack

import pytest
from flask import Flask
from selenium.webdriver.common.by import By

from flask_pymongo import PyMongo

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / 'matrix'))

import mongod  # noqa: E402

SECONDS = 3600
RATE = 8000
#: Far beyond what players fetch ahead.
LATE = 3000
DATABASE = 'flask_pymongo_browser'


def recording():
    """An hour of silence, 29 MB: a video element plays sound, too, and this needs no encoder."""
    target = io.BytesIO()
    with wave.open(target, 'wb') as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(b'\x80' * (RATE * SECONDS))
    return target.getvalue()


def square(size):
    """A PNG of so many grey pixels each way."""
    def part(kind, data):
        return pack('>I', len(data)) + kind + data + pack('>I', zlib.crc32(kind + data))
    header = pack('>IIBBBBB', size, size, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b'\0' + b'\x80' * size) * size)
    return b'\x89PNG\r\n\x1a\n' + part(b'IHDR', header) + part(b'IDAT', pixels) + part(b'IEND', b'')


class Site:
    """The running files_app.py: `.url`, `.mongo` for what it serves."""

    def __init__(self, uri):
        self.app = Flask(__name__)
        self.app.config['MONGO_URI'] = uri
        self.mongo = PyMongo(self.app)
        self._process = subprocess.Popen([sys.executable, str(HERE / 'files_app.py'), uri], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True)
        self.url = 'http://127.0.0.1:' + self._process.stdout.readline().strip()

    def answers(self, filename):
        """What the browser got of a file since the last time: (status, Range, Content-Range) of each answer."""
        with urllib.request.urlopen(self.url + '/answers') as answer:
            return [told[1:] for told in json.load(answer)['answers'] if told[0] == filename]

    def stop(self):
        self._process.communicate()
        self.mongo.cx.drop_database(DATABASE)
        self.mongo.cx.close()


@pytest.fixture(scope='module')
def site():
    with mongod.start() as server:
        site = Site('mongodb://%s:%d/%s' % (server.host, server.port, DATABASE))
        try:
            site.mongo.save_file('recording.wav', io.BytesIO(recording()))
            site.mongo.save_file('square.png', io.BytesIO(square(24)))
            yield site
        finally:
            site.stop()


@pytest.fixture
def page(site, browser):
    browser.execute_cdp_cmd('Network.clearBrowserCache', {})
    site.answers('')
    browser.get(site.url + '/')
    yield browser
    # Another test must not get what this page still asks for.
    browser.get('about:blank')


def when(browser, script, *arguments):
    """What JavaScript hands to `done(...)`; it has `element`, the player."""
    browser.set_script_timeout(30)
    player = browser.find_element(By.TAG_NAME, 'video')
    return browser.execute_async_script(
        'const element = arguments[0], given = arguments[1], done = arguments[2];' + script, player, list(arguments))


def seek(browser, seconds):
    """Go to a place in the recording and wait until there is something to play; where the player is then."""
    return when(browser, '''
        element.onerror = () => done('error ' + element.error.message);
        element.oncanplay = () => { if (!element.seeking) done(element.currentTime); };
        element.currentTime = given[0];
    ''', seconds)


def test_player_seeks_with_ranges(site, page):
    duration = when(page, '''
        element.onerror = () => done('error ' + element.error.message);
        element.onloadedmetadata = () => done(element.duration);
        if (element.readyState) done(element.duration);
    ''')
    assert duration == SECONDS
    assert seek(page, LATE) == LATE
    answers = site.answers('recording.wav')
    # 304: it asks whether a part that it has is still good.
    assert answers and all(asked and status in (206, 304) for status, asked, _ in answers), answers
    starts = [int(re.match(r'bytes (\d+)-\d+/\d+$', part).group(1)) for status, _, part in answers if status == 206]
    # It did not load its way there.
    assert any(abs(start - LATE * RATE) < 60 * RATE for start in starts), starts


def test_player_seeks_back_and_forth(site, page):
    for seconds in (LATE, 10, SECONDS - 5, SECONDS // 2):
        assert seek(page, seconds) == seconds


def test_player_that_leaves_leaves_no_cursor(site, page):
    def cursors():
        return site.mongo.cx.admin.command('serverStatus')['metrics']['cursor']['open']['total']
    seek(page, LATE)
    page.get('about:blank')
    end = time.time() + 20
    while cursors() and time.time() < end:
        time.sleep(0.1)
    assert cursors() == 0


def width_of_picture(browser):
    return browser.execute_async_script(
        'const done = arguments[0], image = document.querySelector("img");'
        'image.decode().then(() => done(image.naturalWidth), () => done(0));')


def test_picture_is_revalidated(site, page):
    assert width_of_picture(page) == 24
    assert [status for status, _, _ in site.answers('square.png')] == [200]
    page.get(site.url + '/?again')
    assert width_of_picture(page) == 24
    assert [status for status, _, _ in site.answers('square.png')] == [304]


def test_new_version_of_a_picture_is_shown(site, page):
    assert width_of_picture(page) == 24
    site.answers('square.png')
    made = site.mongo.save_file('square.png', io.BytesIO(square(48)))
    try:
        page.get(site.url + '/?newer')
        assert width_of_picture(page) == 48
        assert [status for status, _, _ in site.answers('square.png')] == [200]
    finally:
        site.mongo.db.fs.files.delete_one({'_id': made})
        site.mongo.db.fs.chunks.delete_many({'files_id': made})
