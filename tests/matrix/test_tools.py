"""The tools that need Python 3: what is rendered is up to date, a missing interpreter or a crashed row is a failure."""

import json
import os
import subprocess
import sys

import pytest

import checks
import interpreters
import matrix
import probe
import release
import render
import run
import triples

HERE = os.path.dirname(os.path.abspath(__file__))


def test_rendered_files_are_up_to_date():
    assert subprocess.call([sys.executable, os.path.join(HERE, 'render.py'), '--check']) == 0


def test_check_notices_a_difference(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(render, 'TREE', str(tmp_path))
    assert render.main(['--check']) == 1
    assert 'tox.ini' in capsys.readouterr().err
    assert render.main([]) == 0
    assert render.main(['--check']) == 0


def test_the_support_table_goes_between_the_comments(monkeypatch, tmp_path):
    monkeypatch.setattr(render, 'TREE', str(tmp_path))
    readme = tmp_path / 'README.rst'
    readme.write_text('Before\n\n%s\n\nold\n\n%s\n\nAfter\n' % (render.TABLE_BEGINS, render.TABLE_ENDS))
    assert render.main([]) == 0
    text = readme.read_text()
    assert text.startswith('Before\n\n') and text.endswith('\n\nAfter\n')
    assert 'old\n' not in text
    for row in matrix.ROWS:
        assert row['why'] in text


def test_the_numbers_of_a_sweep(monkeypatch, tmp_path):
    monkeypatch.setattr(triples, 'COLLECTED', str(tmp_path / 'sweep.json'))
    assert 'sweep' not in render.numbers()
    result = {'date': '2026-01-02', 'passed': 1200, 'failed': 1, 'skipped': 3, 'reasons': {'old': 2, 'new': 1},
              'tests': 'contract'}
    other = dict(result, date='2026-02-03', reasons={}, tests='every_triple')
    (tmp_path / 'sweep.json').write_text(json.dumps({'a': result, 'b': other}))
    assert render.numbers().endswith('on 2 of the triples, the last on 2026-02-03: all tests on 1, on the\n'
                                     'others those that Flask and PyMongo both take part in.\n'
                                     '2,400 passed, 2 failed, 6 were left out for one of 2 declared limits.')


def test_a_readme_without_the_comments_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(render, 'TREE', str(tmp_path))
    (tmp_path / 'README.rst').write_text('Just text\n')
    assert render.main([]) == 0
    assert (tmp_path / 'README.rst').read_text() == 'Just text\n'


def test_an_interpreter_that_does_not_answer_is_none(monkeypatch, tmp_path):
    version = '%d.%d' % sys.version_info[:2]
    monkeypatch.setattr(interpreters, 'STANDARD_PLACES', ())
    monkeypatch.setattr(interpreters, '_pyenv_places', list)
    monkeypatch.setenv('PATH', str(tmp_path))
    shim = tmp_path / ('python' + version)
    shim.write_text('#!/bin/sh\nexit 127\n')
    shim.chmod(0o755)
    assert interpreters.find.__wrapped__(version) is None
    shim.unlink()
    shim.symlink_to(sys.executable)
    assert interpreters.find.__wrapped__(version) == str(shim)


@pytest.fixture
def no_interpreters(monkeypatch):
    monkeypatch.setattr(interpreters, 'find', lambda version: None)
    monkeypatch.setenv('ROWS', matrix.ROWS[0]['name'])


def test_a_missing_interpreter_is_left_out(no_interpreters, monkeypatch, capsys):
    monkeypatch.delenv('REQUIRE_ALL', raising=False)
    assert run.main() == 0
    row = matrix.ROWS[0]
    assert capsys.readouterr().out == '%-32s left out: no Python %s here\n0 passed, 0 failed, 1 skipped\n' % (
        row['name'], row['python'])


def test_a_missing_interpreter_is_a_failure_when_all_are_required(no_interpreters, monkeypatch, capsys):
    monkeypatch.setenv('REQUIRE_ALL', '1')
    assert run.main() == 1
    assert capsys.readouterr().out.endswith('\n0 passed, 1 failed, 0 skipped\n')


def test_an_unknown_row_is_refused(monkeypatch):
    monkeypatch.setenv('ROWS', 'py27-*,nothing-*')
    with pytest.raises(SystemExit) as caught:
        run.main()
    assert 'nothing-*' in str(caught.value)


@pytest.fixture
def fake_tox(monkeypatch, tmp_path):
    """A function that makes "tox" print a text and end with a code, and gives the result of a row."""
    def fake_tox(text, code):
        python = tmp_path / 'python'
        python.write_text('#!/bin/sh\ncat <<END\n%s\nEND\nexit %d\n' % (text, code))
        python.chmod(0o755)
        monkeypatch.setattr(run, 'LOGS', str(tmp_path))
        monkeypatch.setattr(run.sys, 'executable', str(python))
        return run._run(matrix.ROWS[0]['name'], 'x.whl', dict(os.environ))
    return fake_tox


LINE = 'skip-reasons {"why": 2}\n7 passed, 0 failed, 2 skipped'


def test_the_result_of_a_row(fake_tox):
    result = fake_tox('===\n' + LINE, 0)
    assert (str(result), result.reasons, result.trouble) == ('7 passed, 0 failed, 2 skipped', {'why': 2}, '')


def test_a_row_that_ends_badly_has_failed(fake_tox):
    result = fake_tox(LINE, 3)
    assert result.failed == 1
    assert 'exit code 3' in result.trouble


def test_a_row_says_how_far_it_is(fake_tox, monkeypatch, capsys):
    monkeypatch.setattr(run, 'STEP_SECONDS', 0.2)
    fake_tox('.... [ 41%%]\nEND\nsleep 1\ncat <<END\n%s' % LINE, 0)
    assert '41 % of its tests' in capsys.readouterr().out


@pytest.mark.parametrize('code', [0, 139])
def test_a_row_without_a_result_has_failed(fake_tox, code):
    assert fake_tox('Segmentation fault', code).failed == 1


def test_the_releases_that_are_probed(monkeypatch):
    monkeypatch.delenv('ROW', raising=False)
    monkeypatch.setenv('RELEASES', '2.5*, 4.19.0')
    assert [(row['python'], release) for row, release in probe.selected()] == [
        ('2.7', '2.5'), ('2.7', '2.5.2'), ('3.13', '4.19.0')]
    monkeypatch.setenv('ROW', 'py38-flask23-pymongo313')
    assert [row['python'] for row, _ in probe.selected()] == ['3.8'] * 3


def test_the_short_list_is_a_part_of_the_whole(monkeypatch):
    monkeypatch.setenv('RELEASES', 'short')
    assert [release for _, release in probe.selected()] == list(matrix.PROBED_SHORT)


def test_an_unknown_release_is_refused(monkeypatch):
    monkeypatch.setenv('RELEASES', '2.5 99.0')
    with pytest.raises(SystemExit) as caught:
        probe.selected()
    assert str(caught.value).startswith('no release is called 99.0;')


@pytest.fixture
def ready(monkeypatch, tmp_path):
    """A tree that can be released as 4.1.0; `ready(name, text)` changes a file of it."""
    monkeypatch.setattr(checks, 'TREE', str(tmp_path))
    (tmp_path / 'flask_pymongo').mkdir()

    def write(name, text):
        (tmp_path / name).write_text(text)
    write('flask_pymongo/__init__.py', "import pymongo\n__version__ = '4.1.0'\n")
    write('setup.cfg', '[metadata]\nurl = https://example.org/flask-pymongo\n')
    write('CHANGELOG.rst', 'Changelog\n=========\n\n4.1.0 (2026-12-01)\n------------------\n\n4.0.0 (2026-11-01)\n-\n')
    return write


def test_a_tree_that_can_be_released(ready):
    release.tag('v4.1.0')()
    release.changelog()
    release.address()


def test_a_tree_that_cannot_be_released(ready):
    ready('setup.cfg', '[metadata]\nurl = https://example.org/OWNER/flask-pymongo\n')
    ready('CHANGELOG.rst', 'Changelog\n=========\n\n4.1.0 (unreleased)\n------------------\n')
    for check in (release.tag('v4.0.0'), release.tag(''), release.changelog, release.address):
        with pytest.raises(checks.Failed):
            check()
    ready('CHANGELOG.rst', 'Changelog\n=========\n\n4.0.0 (2026-11-01)\n------------------\n')
    with pytest.raises(checks.Failed):
        release.changelog()
