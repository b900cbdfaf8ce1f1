"""Every release as data: in order, with rows for each boundary, and pairs that are really covered."""

import datetime
import fnmatch
import itertools
import json
import os
import sys

import pytest

import matrix
import sweep
import sweep_page
import triples

AXES = [matrix.PYMONGO, matrix.FLASK]
ROWS = matrix.ROWS + matrix.NEXT_ROWS


TRIPLES = [triples.row_of(row) for row in ROWS]


def test_a_range_of_pythons_is_read():
    assert triples.pythons({'pythons': '2.7 3.9-3.11'}) == ['2.7', '3.9', '3.10', '3.11']


@pytest.mark.parametrize('releases', AXES)
def test_releases_are_in_order_and_whole(releases):
    numbers = [triples.numbers(each['minor']) for each in releases]
    assert numbers == sorted(set(numbers))
    for each in releases:
        datetime.datetime.strptime(each['date'], '%Y-%m-%d')
        for release in {each['patch'], each.get('first', each['patch'])}:
            assert triples.numbers(release)[:2] == triples.numbers(each['minor'])
        assert triples.pythons(each)
    # Minors are numbered without a gap within a major.
    for before, after in zip(numbers, numbers[1:]):
        assert after == (before[0], before[1] + 1) or after[0] == before[0] + 1, after


def test_every_row_is_valid_and_the_last_patch_or_before():
    valid = triples.every()
    for row in ROWS:
        assert triples.row_of(row) in valid, row['name']


def test_the_rows_are_those_that_the_rule_picks():
    assert triples.main(['--check']) == 0
    assert triples.lacking(TRIPLES) == []


def test_what_is_said_of_rows_is_said_of_rows_that_there_are():
    assert set(matrix.ABOUT) == {row['name'] for row in ROWS}


def test_what_is_taken_away_is_missed():
    without = [triple for triple in TRIPLES if triple.pymongo['minor'] != '3.13' and triple.flask['minor'] != '0.8']
    assert {'PyMongo 3.13', 'Python 3.8', 'Flask 0.8', 'PyMongo 2.2', 'the stack of 2012'} <= set(
        triples.lacking(without))


@pytest.mark.parametrize('before', [[], TRIPLES[:5], TRIPLES[5:]], ids=['none', 'first', 'last'])
def test_the_rule_finds_what_is_wanted(before):
    picked = triples.pick(before)
    assert triples.lacking(picked) == []
    assert set(map(triples.name, before)) <= set(map(triples.name, picked))
    assert len(picked) <= len(ROWS) + 1


def test_a_row_that_adds_nothing_goes():
    more = [triple for triple in triples.every() if triples.name(triple) == 'py27-flask0.12-pymongo3.5']
    assert more and triples.pick(TRIPLES + more) == triples.pick(TRIPLES)


def test_a_new_release_changes_the_newest_rows_only(monkeypatch):
    new = dict(matrix.PYMONGO[-1], minor='4.21', first='4.21.0', patch='4.21.0')
    monkeypatch.setattr(matrix, 'PYMONGO', matrix.PYMONGO + (new,))
    picked = triples.pick(TRIPLES)
    assert {triples.name(triple) for triple in picked if triple not in TRIPLES} == {
        'py313-flask0.12-pymongo4.21', 'py313-flask3.1-pymongo4.21'}
    assert {triples.name(triple) for triple in TRIPLES if triple not in picked} == {
        'py313-flask0.12-pymongo4.20', 'py313-flask3.1-pymongo4.20'}


def test_first_and_last_patch_of_every_minor_are_probed():
    probed = triples.probed()
    assert {(each['first'], each['patch']) for each in matrix.PYMONGO} <= set(
        itertools.product([release for _, release in probed], repeat=2))
    for name, release in probed:
        assert matrix.row(name)['python'] in triples.pythons(triples.entry(matrix.PYMONGO, release))


def test_a_cover_has_every_pair():
    everything = [triple for triple in triples.every() if triple.python in ('3.11', '3.12', '3.13')]
    chosen = triples.cover(everything)

    def pairs(some):
        return {pair for triple in some for pair in
                itertools.combinations((triple.python, triple.flask['patch'], triple.pymongo['patch']), 2)}

    assert pairs(chosen) == pairs(everything)
    assert len(chosen) < len(everything) / 2


def _listed(capsys, *arguments):
    assert sweep.main(list(arguments) + ['--list']) == 0
    return capsys.readouterr().out.split()


def test_only_and_sample(capsys):
    every = _listed(capsys, '--only', 'python==3.13', '--only', 'pymongo==4.*')
    assert every and all(fnmatch.fnmatch(name, 'py313-*-pymongo4.*') for name in every)
    few = _listed(capsys, '--only', 'python==3.13', '--sample', '5')
    assert len(few) == 5 and few == _listed(capsys, '--only', 'python==3.13', '--sample', '5')


def test_a_condition_that_is_none():
    with pytest.raises(SystemExit, match='such as'):
        sweep.main(['--only', 'mongo=4', '--list'])


def _result(**more):
    found = {'python': '3.13', 'flask': '3.1.3', 'pymongo': '4.20.1', 'server': '5.0.4', 'digest': 'x', 'seconds': 9,
             'date': '2026-01-02', 'tests': 'contract', 'passed': 7, 'failed': 0, 'skipped': 1, 'failures': [],
             'reasons': {'no <b>': 1}}
    return dict(found, **more)


def test_what_ran_is_known_to_the_next_sweep(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sweep, 'RESULTS', str(tmp_path))
    chosen = [triple for triple in triples.every()
              if triple.python == '%d.%d' % sys.version_info[:2] and triple.flask['minor'] == '3.1'][:2]
    for triple, found in zip(chosen, (_result(), _result(failed=2, failures=['contract/test_x.py::test_y']))):
        with open(sweep.result_path(triple), 'w') as target:
            json.dump(dict(found, digest=sweep.digest()), target)
    for triple in chosen:
        assert sweep.read(triple)
    condition = ['--only', 'python==' + chosen[0].python, '--only', 'flask==3.1']
    names = ['pymongo==' + triple.pymongo['minor'] for triple in chosen]
    assert sweep.main(condition + ['--only', names[0]]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == '7 passed, 0 failed, 1 skipped'
    assert sweep.main(condition + ['--only', names[1]]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == '7 passed, 2 failed, 1 skipped'


@pytest.mark.parametrize('options, known', [([], 1), (['--missing'], 2), (['--missing', '--again'], 1)])
def test_what_the_repository_keeps_is_known(options, known, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sweep, 'RESULTS', str(tmp_path))
    monkeypatch.setattr(triples, 'COLLECTED', str(tmp_path / 'sweep.json'))
    chosen = [triple for triple in triples.every()
              if triple.python == '%d.%d' % sys.version_info[:2] and triple.flask['minor'] == '3.1'][:3]
    of_now, of_then = _result(digest=sweep.digest()), _result(failed=1)
    (tmp_path / 'sweep.json').write_text(json.dumps(
        {triples.name(chosen[0]): of_now, triples.name(chosen[1]): of_then}))
    monkeypatch.setattr(sweep, 'selected', lambda options: chosen)
    monkeypatch.setattr(sweep.Sweep, 'one', lambda self, triple, wheel, uri: None)
    monkeypatch.setattr(sweep.run, 'build_wheel', lambda environment: None)
    sweep.main(options)
    assert '3 triples: %d known, %d to run' % (known, 3 - known) in capsys.readouterr().out


def test_each_driver_has_one_whole_triple_and_each_flask_some():
    every, whole = triples.every(), triples.one_a_driver()
    chosen = [triple for triple in every if triples.name(triple) in whole]
    assert len(chosen) == len(whole) == len({(triple.python, triple.pymongo['minor']) for triple in every})
    assert {triple[:1] + (triple.flask['minor'],) for triple in chosen} == {
        triple[:1] + (triple.flask['minor'],) for triple in every}


def test_marked_tests_are_no_result_of_all(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sweep, 'RESULTS', str(tmp_path))
    triple = next(triple for triple in triples.every()
                  if triple.python == '%d.%d' % sys.version_info[:2] and triples.name(triple) in triples.one_a_driver())
    with open(sweep.result_path(triple), 'w') as target:
        json.dump(_result(digest=sweep.digest(), tests=triples.MARK), target)
    conditions = ['--only=flask==' + triple.flask['minor'], '--only=pymongo==' + triple.pymongo['minor'],
                  '--only=python==' + triple.python]
    monkeypatch.setattr(sweep.Sweep, 'one', lambda self, triple, wheel, uri: None)
    monkeypatch.setattr(sweep.run, 'build_wheel', lambda environment: None)
    sweep.main(conditions)
    assert '1 triples: 0 known, 1 to run' in capsys.readouterr().out


def test_modules_with_marked_tests():
    *modules, option, mark = sweep.marked()
    assert (option, mark) == ('-m', 'every_triple')
    assert 'contract/test_find_one_or_404.py' in modules and 'contract/test_tls.py' not in modules


def test_a_cell_of_the_page_says_what_ran():
    name = 'py313-flask3.1-pymongo4.20'
    text = sweep_page.page({name: _result(failed=2, failures=['contract/test_x.py::test_</script>'])})
    assert text.count('<button class=f ') == 1
    assert text.count('</script>') == 1
    assert '1 of %d triples have run' % len(triples.every()) in text
    assert 'MongoDB 5.0.4, 2026-01-02' in text and '1 skipped: no <b>' in text


def test_every_hole_of_the_page_has_a_reason():
    for python in matrix.PYTHONS:
        for what, releases in (('PyMongo', matrix.PYMONGO), ('Flask', matrix.FLASK)):
            for each in releases:
                reasons = triples.impossible(python, what, each)
                assert bool(reasons) != (python in triples.pythons(each)), (python, what, each['minor'])


def test_the_page_is_what_the_results_say():
    assert os.path.exists(sweep_page.PAGE)
    assert sweep_page.main(['--check']) == 0
