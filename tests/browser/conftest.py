"""The demo as `make demo` serves it, and a browser to look at it. Python 3.9+."""
import os
import re
import shutil
import signal
import subprocess
import sys
import threading

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEMO = os.path.join(ROOT, 'examples', 'serve_demo.py')
# The first start may fetch a MongoDB.
START_SECONDS = 300
FLAGS = ('--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
         '--disable-background-networking', '--disable-component-update', '--window-size=1200,1000')


class Demo:
    """A running `examples/serve_demo.py`: `.url`, `.mongodb` ("host:port"), `.output` so far, `.stop()`."""

    def __init__(self, port=0, app='wiki'):
        environment = dict(os.environ, PORT=str(port), APP=app)
        # With a server of its own, as without this variable: what is in a running one would show up on the pages.
        environment.pop('FLASK_PYMONGO_TEST_URI', None)
        self.process = subprocess.Popen([sys.executable, DEMO], env=environment, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        self.output = ''
        watchdog = threading.Timer(START_SECONDS, self.process.kill)
        watchdog.start()
        for line in self.process.stdout:
            self.output += line
            if 'Ctrl-C' in line:
                break
        watchdog.cancel()
        match = re.search(r'Open +(http://\S+?)/\n(?:.*\n)*? *MongoDB (\S+:\d+),', self.output)
        if not match:
            self.stop()
            raise AssertionError('the demo did not start:\n' + self.output)
        self.url, self.mongodb = match.groups()

    def stop(self, number=signal.SIGTERM):
        """Ask it to end; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            self.output += self.process.communicate(timeout=30)[0]
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.output += self.process.communicate()[0]
        return self.process.returncode


@pytest.fixture
def start_demo():
    """`start_demo(port=0, app='wiki')` runs one more demo; it is stopped after the test."""
    demos = []

    def start(port=0, app='wiki'):
        demos.append(Demo(port, app))
        return demos[-1]

    yield start
    for demo in demos:
        demo.stop()


@pytest.fixture(scope='session')
def demo():
    demo = Demo()
    yield demo
    demo.stop()


def _program(variable, *names):
    for name in (os.environ.get(variable),) + names:
        path = name and shutil.which(name)
        if path:
            return path
    # A missing browser is a failure, never a reason to skip.
    raise pytest.UsageError('no %s found; install it (Debian: chromium, chromium-driver) or name it in %s'
                            % (names[0], variable))


@pytest.fixture(scope='session')
def browser(tmp_path_factory):
    """Headless Chromium with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = _program('CHROMIUM', 'chromium', 'chromium-browser', 'google-chrome')
    for flag in FLAGS + ('--user-data-dir=%s' % tmp_path_factory.mktemp('profile'),):
        options.add_argument(flag)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    driver = webdriver.Chrome(options=options, service=Service(_program('CHROMEDRIVER', 'chromedriver')))
    driver.implicitly_wait(5)
    yield driver
    driver.quit()
