"""The ladder: one change a rung, each forward, up to the newest."""
import io
import json
import os
import re
import socket

import pytest

from flask_pymongo import ladder
from flask_pymongo.__main__ import main
from flask_pymongo.compat.versions import is_before

from .test_house import ROOT

try:
    from configparser import RawConfigParser
except ImportError:
    from ConfigParser import RawConfigParser

PARTS = ('python', 'flask', 'pymongo')
ROWS = dict((versions, name) for versions, name in ladder._rows().items())
NEWEST = max(ROWS, key=lambda versions: [[int(part) for part in version.split('.')] for version in versions])


@pytest.mark.parametrize('start', sorted(ROWS), ids=lambda start: ROWS[start])
def test_each_row_leads_to_the_newest_by_single_steps(start):
    before = start
    for rung in ladder.climb(*start):
        after = rung.python, rung.flask, rung.pymongo
        changed = [part for part, old, new in zip(PARTS, before, after) if old != new]
        assert changed == [rung.change]
        assert not any(is_before(new, old) for old, new in zip(before, after))
        assert rung.row == ROWS.get(after)
        before = after
    assert before == NEWEST


def test_the_whole_ladder():
    rungs = ladder.climb('2.7.18', '0.10.1', '2.6.3', '3.6')
    assert [rung.title for rung in rungs] == [
        'PyMongo 2.9.5', 'PyMongo 3.13.0', 'Flask 1.1.4', 'Python 3.11', 'MongoDB 5.0', 'PyMongo 4.20.1', 'Flask 3.1.3',
        'Python 3.13', 'MongoDB 6.0']
    assert rungs[0].requirements == ['flask==0.10.1', 'werkzeug<1.0', 'jinja2<3', 'markupsafe<2.1', 'itsdangerous<2.1',
                                     'click<8', 'pymongo==2.9.5']
    assert rungs[-1].requirements == ['flask==3.1.3', 'pymongo==4.20.1']
    assert [rung.title for rung in ladder.climb('3.13', '3.1.3', '4.20.1', '5.0.4')] == ['MongoDB 6.0']


def test_the_page_shows_what_the_command_says(capsys):
    with io.open(os.path.join(ROOT, 'docs', 'ladder.rst'), encoding='utf-8') as page:
        text = page.read()
    command = re.search('python -m flask_pymongo (ladder --python .*--server.*)', text).group(1).split()
    assert main([str(word) for word in command]) == 0
    shown = re.findall(r'(?m)^    (\d\. .*)$', text)
    assert len(shown) == 9 and shown == re.findall(r'(?m)^(\d\. .*)$', capsys.readouterr()[0])


def test_what_is_newer_than_the_newest_has_no_rungs():
    assert ladder.climb('3.15', '4.0', '5.0') == []


def test_the_command_begins_with_what_is_installed(capsys, monkeypatch):
    # Nothing is downloaded.
    monkeypatch.setattr(socket, 'socket', None)
    assert main(['ladder', '--json']) == 0
    said = json.loads(capsys.readouterr()[0])
    assert said['from']['flask'] and said['from']['pymongo'] and said['from']['server'] is None
    assert main(['ladder', '--python', '2.7', '--flask', '0.8', '--pymongo', '2.2']) == 0
    assert '1. PyMongo 2.9.5 - ' in capsys.readouterr()[0]


def test_what_is_no_version_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(['ladder', '--flask', 'new'])
    assert ended.value.code == 2 and 'new is no version' in capsys.readouterr()[1]


def test_the_tox_ini(tmpdir, capsys):
    path = tmpdir.join('ladder.ini')
    asked = ['ladder', '--python', '2.7', '--flask', '0.10.1', '--pymongo', '2.6.3', '--tox', str(path),
             '--tests', 'python -m unittest']
    assert main(asked) == main(asked) == 0
    written = RawConfigParser()
    written.read(str(path))
    names = written.get('tox', 'env_list').split()
    assert names == ['1-pymongo295', '2-pymongo3130', '3-flask114', '4-python311', '5-pymongo4201', '6-flask313',
                     '7-python313']
    assert written.get('application', 'commands') == 'python -m unittest'
    assert written.get('testenv:4-python311', 'base_python') == 'python3.11'
    wanted = written.get('testenv:4-python311', 'deps').split()
    assert wanted[0] == 'flask==1.1.4' and 'pymongo==3.13.0' in wanted and 'click<8' in wanted
    path.write('[tox]\n')
    assert main(asked) == 2 and path.read() == '[tox]\n'
    assert 'is not from here' in capsys.readouterr()[1]
    asked[asked.index('--tox') + 1] = str(tmpdir)
    assert main(asked) == 2
    assert str(tmpdir) in capsys.readouterr()[1]
