"""The three doors to legacy mode: the environment, ``python -m flask_pymongo run``, and a call."""
import os
import sys
import textwrap

import pytest

from compat.programs import python, run, succeed

pytestmark = pytest.mark.python_boundary

USES = """
    import sys
    from pymongo.objectid import ObjectId
    import bson.objectid
    assert ObjectId is bson.objectid.ObjectId
"""
FAILS = """
    try:
        import pymongo.objectid
    except ImportError:
        pass
    else:
        raise AssertionError('imported')
"""


@pytest.fixture
def folder(tmpdir):
    return str(tmpdir)


def _write(folder, name, text):
    path = os.path.join(folder, *name.split('/'))
    if not os.path.isdir(os.path.dirname(path)):
        os.makedirs(os.path.dirname(path))
    with open(path, 'w') as stream:
        stream.write(textwrap.dedent(text).lstrip('\n'))
    return path


# The environment

@pytest.mark.parametrize('value', ['1', 'true', 'on', 'ALL', 'pymongo', 'flask, pymongo', '1,pymongo-methods'])
def test_environment_opens(folder, value):
    succeed(USES, folder, FLASK_PYMONGO_LEGACY=value)


@pytest.mark.parametrize('value', ['', '0', 'false', 'No', 'off', ' ', ','])
def test_environment_keeps_closed(folder, value):
    outcome = run(FAILS, folder, FLASK_PYMONGO_LEGACY=value)
    assert (outcome.status, outcome.out, outcome.err) == (0, '', ''), outcome


ADDING = ('pymongo', 'bson', 'gridfs', 'flask', 'werkzeug', 'jinja2', 'itsdangerous', 'python')
ALL = ADDING + ('pymongo-methods', 'defaults')


@pytest.mark.parametrize('value, parts', [
    ('1', ADDING), ('on', ADDING), ('all', ALL), ('1,pymongo-methods', ADDING + ('pymongo-methods',)),
    ('defaults', ('defaults',))])
def test_environment_means(folder, value, parts):
    program = 'import flask_pymongo; print(flask_pymongo.compat.installed())'
    assert succeed(program, folder, FLASK_PYMONGO_LEGACY=value) == [repr(parts)]


@pytest.mark.parametrize('arguments, parts', [
    ([], ALL), (['--parts', 'all'], ALL),
    (['--parts', '1'], ADDING), (['--parts', 'flask,bson'], ('bson', 'flask'))], ids=str)
def test_run_means(folder, arguments, parts):
    _write(folder, 'parts.py', 'import os, flask_pymongo; print(flask_pymongo.compat.installed())')
    outcome = python(['-m', 'flask_pymongo', 'run'] + arguments + ['parts.py'], folder)
    assert (outcome.status, outcome.out) == (0, repr(parts) + '\n'), outcome


def test_environment_picks_parts(folder):
    succeed(FAILS + """
    import flask_pymongo
    assert flask_pymongo.compat.installed() == ('bson', 'flask')
    """, folder, FLASK_PYMONGO_LEGACY='flask,bson')


def test_unknown_part_is_said_and_the_rest_is_there(folder):
    outcome = run(USES, folder, '-W', 'ignore', FLASK_PYMONGO_LEGACY='pymongo,flsk')
    assert (outcome.status, outcome.out) == (0, '')
    assert outcome.err.count('\n') == 1 and "no part 'flsk'" in outcome.err and 'pymongo-methods' in outcome.err


def test_start_up_file_that_is_read_twice_does_it_once(folder):
    # Python 3.15 imports what flask_pymongo.start names, and calls it.
    outcome = run('import _flask_pymongo_startup; _flask_pymongo_startup.boot()', folder, FLASK_PYMONGO_LEGACY='flsk')
    assert (outcome.status, outcome.out, outcome.err.count('\n')) == (0, '', 1), outcome


def test_a_word_that_is_nothing_leaves_legacy_mode_off(folder):
    outcome = run(FAILS, folder, FLASK_PYMONGO_LEGACY='yess')
    assert outcome.status == 0 and "no part 'yess'" in outcome.err


def test_start_up_switched_off(folder):
    outcome = run(FAILS, folder, FLASK_PYMONGO_LEGACY='1', FLASK_PYMONGO_STARTUP='0')
    assert (outcome.status, outcome.err) == (0, '')


@pytest.mark.parametrize('flag', ['-E', '-I'])
def test_a_python_that_ignores_its_environment(folder, flag):
    if flag == '-I' and not hasattr(sys.flags, 'isolated'):
        pytest.skip('this Python has no -I')
    outcome = run(FAILS, folder, flag, FLASK_PYMONGO_LEGACY='1')
    assert (outcome.status, outcome.err) == (0, '')


def test_damaged_package_does_not_break_python(folder):
    outcome = succeed("""
        import sys
        import _flask_pymongo_startup as startup
        written = []

        class Errors(object):
            write = written.append
        kept, sys.stderr = sys.stderr, Errors()
        startup._package = lambda: 'nowhere'
        startup._legacy('1')
        sys.stderr = None
        startup._legacy('1')
        sys.stderr = kept
        print(''.join(written).strip())
    """, folder)
    assert outcome == ['FLASK_PYMONGO_LEGACY: ImportError: the package flask_pymongo is not complete']


def test_children_inherit_it(folder):
    out = succeed("""
        import subprocess, sys
        program = 'from pymongo.objectid import ObjectId; import sys; sys.stdout.write(ObjectId.__module__)'
        print(subprocess.check_output([sys.executable, '-W', 'ignore', '-c', program]).decode())
    """, folder, FLASK_PYMONGO_LEGACY='1')
    assert out == ['bson.objectid']


# The command

#: What a program can see of how it was started.
LOOK = """
    from __future__ import print_function
    import os, pickle, sys, threading
    import beside

    class Kept(object):
        pass

    print(__name__, __file__, __package__, sys.argv, sys.path[0], __doc__)
    print(sorted(name for name in globals() if name[:2] == '__'), repr(sys.modules[__name__]).split(' from ')[0])
    print(type(pickle.loads(pickle.dumps(Kept()))) is Kept, sys.modules['__main__'].Kept is Kept)
    print(type(globals().get('__loader__')).__name__, getattr(globals().get('__spec__'), 'name', None))
    try:
        from pymongo.objectid import ObjectId
    except ImportError:
        print('none')
    print(*sys.argv[1:])
    sys.stdout.flush()
    how = sys.argv[1:2]
    if how == ['exit']:
        sys.exit(3)
    if how == ['message']:
        sys.exit('the end')
    if how == ['raise']:
        def inner():
            raise KeyError('what it says')
        inner()
    if how == ['thread']:
        threading.Timer(0.2, lambda: print('later', Kept, os.sep)).start()
"""


@pytest.fixture
def programs(folder):
    _write(folder, 'beside.py', '')
    _write(folder, 'look.py', LOOK)
    _write(folder, 'package/__init__.py', '')
    _write(folder, 'package/module.py', LOOK)
    _write(folder, 'package/__main__.py', LOOK)
    _write(folder, 'wrong.py', 'import beside\nthis is wrong\n')
    return folder


def _without_runpy(text):
    """A traceback without the frames of the module runpy, which ``-m`` leaves in it."""
    lines, skipping = [], False
    for line in text.splitlines():
        if line.startswith('  File '):
            skipping = 'runpy' in line
        elif not line.startswith('    '):
            skipping = False
        if not skipping:
            lines.append(line)
    return lines


@pytest.mark.parametrize('arguments', [
    ['look.py'], ['look.py', 'a', '-b', '--c=d'], ['look.py', 'exit'], ['look.py', 'message'], ['look.py', 'raise'],
    ['look.py', 'thread'], ['-m', 'package.module', 'a'], ['-m', 'package', 'exit'], ['-m', 'package', 'raise'],
    ['-m', 'look', 'raise'], ['-m', 'site'], ['package', 'raise'], ['wrong.py'], ['sub/../look.py', '-m', 'x']],
    ids=' '.join)
def test_run_is_like_python(programs, arguments):
    os.mkdir(os.path.join(programs, 'sub'))
    plain = python(['-W', 'ignore'] + arguments, programs, FLASK_PYMONGO_LEGACY='pymongo')
    ours = python(['-W', 'ignore', '-m', 'flask_pymongo', 'run', '--parts', 'pymongo'] + arguments, programs)
    assert ours.out == plain.out
    assert ours.status == plain.status
    assert _without_runpy(ours.err) == _without_runpy(plain.err)


@pytest.mark.parametrize('arguments', [['absent.py'], ['-m', 'absent'], ['-m', 'package.absent'], ['sub']],
                         ids=' '.join)
def test_run_of_what_is_not_there(programs, arguments):
    os.mkdir(os.path.join(programs, 'sub'))
    plain = python(arguments, programs)
    ours = python(['-m', 'flask_pymongo', 'run'] + arguments, programs)
    assert (ours.out, ours.status) == ('', plain.status)
    assert arguments[-1].split('.')[0] in ours.err and 'Traceback' not in ours.err


@pytest.mark.parametrize('arguments', [[], ['run'], ['run', '-m'], ['run', '--parts', 'pymongo'], ['walk'],
                                       ['run', '--parts', 'flsk', 'look.py']], ids=' '.join)
def test_usage(programs, arguments):
    outcome = python(['-m', 'flask_pymongo'] + arguments, programs)
    assert (outcome.status, outcome.out) == (2, '') and 'usage:' in outcome.err


def test_help(folder):
    outcome = python(['-m', 'flask_pymongo', '--help'], folder)
    assert (outcome.status, outcome.err) == (0, '') and outcome.out.startswith('usage:')


def test_run_warns_of_the_line_of_the_program(folder):
    _write(folder, 'old.py', 'import sys\nfrom pymongo.objectid import ObjectId\n')
    outcome = python(['-W', 'default', '-m', 'flask_pymongo', 'run', 'old.py'], folder)
    assert outcome.status == 0 and 'old.py:2: LegacyWarning: pymongo.objectid' in outcome.err, outcome


def test_what_the_program_starts_is_in_legacy_mode_too(folder):
    _write(folder, 'reloads.py', """
        import os, subprocess, sys
        if os.environ.get('AGAIN'):
            from pymongo.objectid import ObjectId
            print(ObjectId.__module__)
        else:
            sys.exit(subprocess.call([sys.executable, '-W', 'ignore'] + sys.argv, env=dict(os.environ, AGAIN='1')))
    """)
    outcome = python(['-W', 'ignore', '-m', 'flask_pymongo', 'run', 'reloads.py'], folder)
    assert (outcome.status, outcome.out) == (0, 'bson.objectid\n'), outcome


@pytest.mark.skipif(not hasattr(sys.flags, 'safe_path'), reason='this Python has no -P')
def test_run_that_looks_in_no_folder_of_its_own(folder):
    program = _write(folder, 'program/look.py', LOOK)
    _write(folder, 'program/beside.py', '')
    for name in 'flask_pymongo.py', 'beside.py':
        _write(folder, 'of_strangers/' + name, 'raise SystemExit("a stranger")')
    given = [path for path in [os.environ.get('PYTHONPATH')] if path]
    for paths, status in (given, 1), ([os.path.dirname(program)] + given, 0):
        plain, ours = (python(['-P', '-W', 'ignore'] + arguments + [program], os.path.join(folder, 'of_strangers'),
                              PYTHONPATH=os.pathsep.join(paths), **environ) for arguments, environ in (
                                  ([], {'FLASK_PYMONGO_LEGACY': 'pymongo'}),
                                  (['-m', 'flask_pymongo', 'run', '--parts', 'pymongo'], {})))
        assert (ours.out, ours.status) == (plain.out, plain.status) and plain.status == status, (plain, ours)


# The call

def test_call(folder):
    succeed(FAILS + """
    from flask_pymongo import compat
    compat.install()
    """ + USES + """
    compat.uninstall()
    del sys.modules['bson']
    """, folder)
