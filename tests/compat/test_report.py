"""FLASK_PYMONGO_REPORT: what is counted, by whom, and what `report` makes of it."""
import inspect
import io
import json
import os
import re
import threading

import pytest

from flask_pymongo import report
from flask_pymongo.compat import counting, versions, warn

from .programs import python, run, succeed
from .test_house import ROOT

translated = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the legacy dialect is the driver\'s own')
THIS_FILE = inspect.getsourcefile(inspect.currentframe())

THREADS_AND_PROCESSES = """
    import os, sys, threading
    from flask_pymongo.compat import counting
    from flask_pymongo.compat.warn import counter, legacy

    def work():
        for _ in range(100):
            legacy('old', 'new', '4.0')

    def all_at_once():
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    counting.MUCH = 300  # so that lines are put together all the time
    legacy('other', 'newer')
    all_at_once()
    children = []
    for _ in range(3 if hasattr(os, 'fork') else 0):
        child = os.fork()
        if not child:
            legacy('old', 'new', '4.0')
            all_at_once()
            for _ in range(19):
                legacy('old', 'new', '4.0')
                counter.write()
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    print(400 + 420 * len(children))
"""


@pytest.mark.python_boundary
def test_all_threads_and_processes_are_counted(tmpdir):
    path = str(tmpdir.join('report'))
    expected, = succeed(THREADS_AND_PROCESSES, str(tmpdir), FLASK_PYMONGO_REPORT=path)
    found = dict((row['name'], []) for row in report.rows(path))
    for row in report.rows(path):
        found[row['name']].append((row['count'], row['becomes'], os.path.basename(row['file'])))
    assert found['other'] == [(1, 'newer', 'program.py')]
    assert sum(count for count, _, _ in found['old']) == int(expected)
    assert set(rest for rest in found['old'][0][1:]) == set(['new', 'program.py'])


@pytest.mark.python_boundary
def test_a_process_that_is_killed_has_written_a_moment_before(tmpdir):
    path = str(tmpdir.join('report'))
    run("""
        import os, signal, time
        from flask_pymongo.compat.warn import legacy
        for _ in range(5):
            legacy('old', 'new')
        end = time.time() + 30
        while not os.path.getsize(%r) and time.time() < end:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM if os.name == 'nt' else signal.SIGKILL)
    """ % path, str(tmpdir), FLASK_PYMONGO_REPORT=path)
    assert [(row['name'], row['count']) for row in report.rows(path)] == [('old', 5)]


@pytest.mark.python_boundary
def test_a_file_that_cannot_be_written_stops_nobody(tmpdir):
    outcome = run("""
        from flask_pymongo.compat.warn import legacy
        legacy('old', 'new')
        print('end')
    """, str(tmpdir), FLASK_PYMONGO_REPORT=str(tmpdir))
    assert (outcome.status, outcome.out) == (0, 'end\n')
    assert 'FLASK_PYMONGO_REPORT: ' in outcome.err and 'Traceback' not in outcome.err


@pytest.fixture
def counter(tmpdir, monkeypatch):
    """What counts the legacy calls of a test."""
    made = counting.Counter(str(tmpdir.join('report')))
    monkeypatch.setattr(warn, 'counter', made)
    yield made
    made.write()


def counted(counter):
    counter.write()
    return [(row['name'], row['becomes'], row['count']) for row in report.rows(counter._path)]


@translated
def test_a_translated_call_is_counted_each_time(mongo, counter):
    for _ in range(3):
        mongo.db.things.update({'secret': 1}, {'$set': {'a': 1}})
    mongo.db.things.insert_one({})
    assert counted(counter) == [('Collection.update', "update_one(spec, {'$set': ...})", 3)]
    row, = report.rows(counter._path)
    assert os.path.basename(row['file']) == os.path.basename(THIS_FILE)


def test_calls_through_another_are_counted_on_the_line_of_the_application(counter):
    scope = {'__name__': 'contextlib'}
    exec('def wrapper(function): function("old", "new")', scope)
    scope['wrapper'](warn.legacy)
    scope['wrapper'](warn.legacy)
    threading.Thread(target=warn.legacy, args=('old', 'new')).run()
    assert [count for _, _, count in counted(counter)] == [1, 1, 1]


@pytest.fixture
def written(tmpdir):
    """A file of a report, with a line that was cut off."""
    lines = [['b<b>.py', 3, 'old', 'new', 2], ['a.py', 7, 'Collection.save', "insert_one(document)", 1],
             ['b<b>.py', 3, 'old', 'new', 5]]
    path = tmpdir.join('report')
    path.write('\n'.join(json.dumps(line) for line in lines) + '\n["a.py", 7, "Coll')
    return str(path)


def test_as_text(written, capsys):
    assert report.report(written) == 0
    assert capsys.readouterr()[0].splitlines() == [
        '       7  b<b>.py:3  old -> new', '       1  a.py:7  Collection.save -> insert_one(document)',
        'legacy calls: 8, lines: 2, files: 2']
    assert report.report(written, order='file') == 0
    assert capsys.readouterr()[0].splitlines()[0].endswith('a.py:7  Collection.save -> insert_one(document)')


def test_the_page_shows_what_the_command_says(tmpdir, capsys):
    with io.open(os.path.join(ROOT, 'docs', 'report.rst'), encoding='utf-8') as page:
        shown = re.search(r'(?ms)^::\n\n((?:    .*?\n)+)', page.read()).group(1)
    lines = re.findall(r'(?m)^ +(\d+)  (\S+):(\d+)  (\S+) -> (.*)$', shown)
    assert len(lines) == 2
    path = tmpdir.join('report')
    path.write(''.join(json.dumps([name, int(line), legacy, modern, int(count)]) + '\n'
                       for count, name, line, legacy, modern in lines))
    assert report.report(str(path)) == 0
    assert capsys.readouterr()[0] == re.sub('(?m)^    ', '', shown)


def test_as_html(written, capsys):
    assert report.report(written, kind='html') == 0
    page = capsys.readouterr()[0]
    assert 'b&lt;b&gt;.py:3' in page and '<b>' not in page
    assert not re.search('https?:|src=|href=', page)


@pytest.mark.python_boundary
def test_the_command(written, tmpdir):
    said = python(['-m', 'flask_pymongo', 'report', '--json', written], str(tmpdir))
    assert said.status == 0, said
    assert json.loads(said.out)['calls'][0] == {
        'file': 'b<b>.py', 'line': 3, 'name': 'old', 'becomes': 'new', 'count': 7}
    missing = python(['-m', 'flask_pymongo', 'report', 'nowhere'], str(tmpdir))
    assert missing.status == 2 and 'nowhere' in missing.err and 'Traceback' not in missing.err


def test_what_is_no_report_is_refused(tmpdir, capsys):
    path = tmpdir.join('blog.py')
    path.write('import flask\n[]\n')
    assert report.report(str(path)) == 2
    assert capsys.readouterr()[1] == 'python -m flask_pymongo report: %s is no file of FLASK_PYMONGO_REPORT\n' % path
    # Programs without a legacy call leave an empty file.
    path.write('')
    assert report.report(str(path)) == 0
    assert capsys.readouterr()[0] == 'legacy calls: 0, lines: 0, files: 0\n'
