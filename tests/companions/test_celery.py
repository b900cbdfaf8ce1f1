"""Celery: a worker takes tasks from MongoDB and stores there what they return."""
import datetime
import importlib
import os
import subprocess
import sys

import pytest

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'programs')


@pytest.fixture
def tasks(monkeypatch, mongodb_host, mongodb_port, database_name):
    for name, value in ('HOST', str(mongodb_host)), ('PORT', str(mongodb_port)), ('DATABASE', database_name):
        monkeypatch.setenv('TEA_' + name, value)
    monkeypatch.syspath_prepend(PROGRAMS)
    module = importlib.import_module('tasks')
    yield module
    del sys.modules['tasks']
    module.celery.close()
    with module.app.app_context():
        module.mongo.cx.close()


@pytest.fixture
def worker(tasks, tmp_path):
    process = subprocess.Popen(
        [sys.executable, '-W', 'ignore', '-m', 'celery', 'worker', '-A', 'tasks:celery', '-P', 'solo', '-l', 'info',
         '--without-gossip', '--without-mingle', '--without-heartbeat'],
        cwd=str(tmp_path), env=dict(os.environ, PYTHONPATH=PROGRAMS), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, universal_newlines=True)
    lines = []
    for line in process.stdout:
        lines.append(line)
        if ' ready.' in line:
            break
    assert process.poll() is None and ' ready.' in lines[-1], ''.join(lines)
    yield process
    process.terminate()
    process.communicate()


def test_a_worker_does_the_tasks(tasks, worker):
    result = tasks.brew.delay('Sencha', minutes=2)
    assert result.get(timeout=30) == {'name': 'Sencha', 'teas': 1}
    failed = tasks.spill.delay()
    with pytest.raises(ValueError) as caught:
        failed.get(timeout=30)
    assert str(caught.value) == 'no cup' and failed.state == 'FAILURE' and 'no cup' in failed.traceback
    together = tasks.brew_all(['Assam', 'Keemun'])
    assert sorted(each['name'] for each in together.get(timeout=30)) == ['Assam', 'Keemun']
    together.save()
    assert len(tasks.celery.GroupResult.restore(together.id)) == 2
    with tasks.app.app_context():
        database = tasks.mongo.db
        assert database.teas.find_one('Sencha')['minutes'] == 2
        assert sorted(document['status'] for document in database.results.find()) == ['FAILURE'] + ['SUCCESS'] * 3
        assert 'date_done_1' in database.results.index_information()
        result.forget()
        assert database.results.find().count() == 3
    assert tasks.celery.AsyncResult(result.id).state == 'PENDING'


def test_what_is_old_is_cleaned_up(tasks):
    backend = tasks.celery.backend
    backend.store_result('one', {'tea': 'Sencha'}, 'SUCCESS')
    backend.reload_task_result('one')
    assert backend.get_result('one') == {'tea': 'Sencha'}
    backend.cleanup()
    assert backend.get_state('one') == 'SUCCESS'
    with tasks.app.app_context():
        tasks.mongo.db.results.update({}, {'$set': {'date_done': datetime.datetime(2014, 5, 1)}}, multi=True)
    backend.cleanup()
    backend.reload_task_result('one')
    assert backend.get_state('one') == 'PENDING'


def test_releases_before_this_have_a_keyword_as_a_name():
    """As docs/companions.rst says of celery up to 4.2, whose worker imports this."""
    with pytest.raises(SyntaxError):
        compile('from kombu.async.timer import Timer', 'worker.py', 'exec')
