"""LegacyWarning: what it says, whom it blames, and who is not warned."""
import contextlib
import functools
import inspect
import random
import threading
import warnings

import jinja2
import pytest
from bson.son import SON
from gridfs import GridFS
from pymongo import ReadPreference
from pymongo.errors import OperationFailure

import flask_pymongo
from flask_pymongo import compat, wrappers
from flask_pymongo.compat import LegacyWarning, versions, warn
from flask_pymongo.compat.modern import WriteConcern
from flask_pymongo.legacy_mode import table

from .profiled import profiled
from .programs import run, succeed

translated = pytest.mark.skipif(versions.DRIVER_HAS_SAFE_MODE, reason='the legacy dialect is the driver\'s own')

THIS_FILE = inspect.getsourcefile(inspect.currentframe())


@contextlib.contextmanager
def recorded():
    """The LegacyWarnings of a block, all of them."""
    # Python 2 asks the registry before the filters.
    globals().get('__warningregistry__', {}).clear()
    found = []
    with warnings.catch_warnings(record=True) as every:
        warnings.simplefilter('always')
        yield found
    found.extend(warning for warning in every if warning.category is LegacyWarning)


def places(found):
    return [(warning.filename, warning.lineno) for warning in found]


def here():
    """The line this is called from."""
    return inspect.currentframe().f_back.f_lineno


# What it is


def test_category():
    assert issubclass(LegacyWarning, DeprecationWarning)
    assert compat.LegacyWarning is warn.LegacyWarning


@pytest.mark.parametrize('since, text', [
    (None, 'old is a legacy name; the modern equivalent is new'),
    ('3.0', 'old is a legacy name (gone from PyMongo 3.0); the modern equivalent is new'),
])
def test_text(since, text):
    with recorded() as found:
        warn.legacy('old', 'new', since)
    assert [str(warning.message) for warning in found] == [text]


def test_another_category():
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        warn.blame('anything', UserWarning)
    assert [(warning.category, str(warning.message)) for warning in found] == [(UserWarning, 'anything')]


# Whom it blames


def test_blamed_on_the_calling_line():
    with recorded() as found:
        warn.legacy('old', 'new'); line = here()  # noqa: E702
    assert places(found) == [(THIS_FILE, line)]


def test_blamed_on_the_function_that_made_the_call():
    def function():
        warn.legacy('old', 'new')

    with recorded() as found:
        function()
    assert places(found) == [(THIS_FILE, function.__code__.co_firstlineno + 1)]


def test_blamed_on_the_thread_that_made_the_call():
    def function():
        warn.legacy('old', 'new')

    with recorded() as found:
        thread = threading.Thread(target=function)
        thread.start()
        thread.join()
    assert places(found) == [(THIS_FILE, function.__code__.co_firstlineno + 1)]


def _decorated(function):
    """A function behind a decorator of the standard library, whose wrapper is Python code."""
    if not hasattr(contextlib, 'ContextDecorator'):
        return functools.partial(function)

    class Decorator(contextlib.ContextDecorator):
        def __enter__(self):
            pass

        def __exit__(self, *_):
            pass

    return functools.partial(Decorator()(function))


def test_blamed_on_the_line_that_calls_a_partial_or_a_decorated_method():
    scope = {'__name__': 'flask_pymongo.wrappers', 'legacy': warn.legacy}
    exec('def call(): legacy("old", "new")', scope)
    call = _decorated(scope['call'])
    with recorded() as found:
        call(); line = here()  # noqa: E702
    assert places(found) == [(THIS_FILE, line)]


def test_a_method_that_is_the_target_of_a_thread_warns():
    scope = {'__name__': 'flask_pymongo.wrappers', 'legacy': warn.legacy}
    exec('def call(): legacy("old", "new")', scope)
    with recorded() as found:
        thread = threading.Thread(target=scope['call'])
        thread.start()
        thread.join()
    assert [path for path, _ in places(found)] == [threading.__file__.replace('.pyc', '.py')]


@pytest.mark.parametrize('name', ['flask_pymongo', 'flask_pymongo.wrappers', 'flask_pymongo.compat.legacy.find',
                                  'jinja2.environment', 'importlib._bootstrap', '_flask_pymongo_startup'])
def test_frames_between_are_passed_over_however_many(name):
    scope = {'__name__': name, 'legacy': warn.legacy}
    exec('def deep(n):\n    return deep(n - 1) if n else legacy("old", "new")', scope)
    with recorded() as found:
        scope['deep'](7); line = here()  # noqa: E702
    assert places(found) == [(THIS_FILE, line)]


@pytest.mark.parametrize('name', ['flask_pymongo_of_mine', 'jinja2_of_mine', 'application.flask_pymongo', '__main__'])
def test_modules_of_the_application_are_blamed(name):
    scope = {'__name__': name, 'legacy': warn.legacy}
    exec(compile('\n\ndef call():\n    legacy("old", "new")', 'application.py', 'exec'), scope)
    with recorded() as found:
        scope['call']()
    assert places(found) == [('application.py', 4)]


@pytest.mark.parametrize('name', ['pymongo', 'pymongo.database', 'gridfs.grid_file', 'bson.dbref'])
def test_what_the_driver_itself_calls_is_nobodys_fault(name):
    scope = {'__name__': name, 'legacy': warn.legacy}
    exec('def call(): legacy("old", "new")', scope)
    with recorded() as found:
        scope['call']()
    assert found == []


def test_code_of_no_module_is_blamed():
    scope = {'legacy': warn.legacy}
    with recorded() as found:
        exec(compile('\nlegacy("old", "new")', 'console', 'exec'), scope)
    assert places(found) == [('console', 2)]


def test_blamed_on_the_line_of_a_template(tmpdir):
    tmpdir.join('page.html').write('<p>\n{% for i in [1] %}\n\n{{ call(i) }}\n{% endfor %}')
    scope = {'__name__': 'flask_pymongo.wrappers', 'legacy': warn.legacy}
    exec('def call(i): legacy("old", "new")', scope)
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(str(tmpdir))).get_template('page.html')
    with recorded() as found:
        template.render(call=scope['call'])
    assert places(found) == [(str(tmpdir.join('page.html')), 4)]


def test_blamed_on_the_line_of_a_macro_or_block(tmpdir):
    tmpdir.join('base.html').write('{% block body %}{% endblock %}')
    tmpdir.join('page.html').write('{% extends "base.html" %}\n\n{% macro m() %}\n{{ call() }}{% endmacro %}\n'
                                   '{% block body %}\n{{ m() }}{{ call() }}\n{% endblock %}')
    scope = {'__name__': 'flask_pymongo.wrappers', 'legacy': warn.legacy}
    exec('def call(): legacy("old", "new")', scope)
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(str(tmpdir))).get_template('page.html')
    template.globals['call'] = scope['call']
    with recorded() as found:
        template.render()
    page = str(tmpdir.join('page.html'))
    assert places(found) == [(page, 4), (page, 6)]


@translated
def test_a_template_that_counts(mongo, tmpdir):
    tmpdir.join('page.html').write('\n{{ users.find().count() }} users')
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(str(tmpdir))).get_template('page.html')
    with recorded() as found:
        assert template.render(users=mongo.db.users).strip() == '0 users'
    assert places(found) == [(str(tmpdir.join('page.html')), 2)]


@translated
def test_a_subclass_of_the_application_is_blamed(mongo):
    class Things(wrappers.Collection):
        def put(self, document):
            return self.insert(document)

    with recorded() as found:
        Things(mongo.db, 'things').put({})
    assert places(found) == [(THIS_FILE, Things.put.__code__.co_firstlineno + 1)]


# Filters

PROGRAM = """
    import os
    from flask_pymongo.wrappers import MongoClient
    from flask_pymongo.compat.warn import legacy

    def call(i):
        legacy('old', 'new')

    for i in range(3):
        call(i)
    legacy('old', 'new')
    print('end')
"""


def test_once_for_each_place_with_the_default_filter(tmpdir):
    outcome = run(PROGRAM, str(tmpdir), '-W', 'default::DeprecationWarning:__main__')
    assert outcome.status == 0 and outcome.out == 'end\n', outcome
    shown = [line for line in outcome.err.splitlines() if 'LegacyWarning: ' in line]
    assert [line.partition('program.py:')[2].partition(':')[0] for line in shown] == ['6', '10'], outcome
    assert all(line.endswith('LegacyWarning: old is a legacy name; the modern equivalent is new') for line in shown)


def test_every_time_with_always(tmpdir):
    outcome = run(PROGRAM, str(tmpdir), '-W', 'always::DeprecationWarning:__main__')
    assert outcome.err.count('LegacyWarning: ') == 4, outcome


def test_silent_when_ignored(tmpdir):
    outcome = run(PROGRAM, str(tmpdir), '-W', 'ignore::DeprecationWarning:__main__')
    assert (outcome.status, outcome.out, outcome.err) == (0, 'end\n', '')


def test_a_clean_exception_when_warnings_are_errors(tmpdir):
    outcome = run(PROGRAM, str(tmpdir), '-W', 'error::DeprecationWarning:__main__')
    assert outcome.status == 1 and outcome.out == '', outcome
    assert outcome.err.count('Traceback') == 1
    assert outcome.err.splitlines()[-1].endswith('LegacyWarning: old is a legacy name; the modern equivalent is new')


def test_nothing_happens_when_it_is_an_error():
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        with pytest.raises(LegacyWarning):
            warn.legacy('old', 'new, of an error')


@translated
def test_nothing_is_written_when_it_is_an_error(mongo):
    document = {'a': 1}
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        for write in (lambda: mongo.db.things.insert(document), lambda: mongo.db.things.save(document),
                      lambda: mongo.db.things.update({}, document, upsert=True)):
            with pytest.raises(LegacyWarning):
                write()
    assert document == {'a': 1}
    assert mongo.db.things.find_one() is None


def test_the_filters_stay_as_they_are(tmpdir):
    succeed("""
        import warnings
        import flask, pymongo, gridfs, werkzeug
        try:
            import pkg_resources
        except ImportError:
            pass
        filters, show = list(warnings.filters), warnings.showwarning
        import flask_pymongo
        from flask_pymongo import compat, wrappers
        assert list(warnings.filters) == filters
        assert warnings.showwarning is show
    """, str(tmpdir))


def test_no_request_changes_the_filters(mongo, monkeypatch):
    """They belong to the whole process: another thread would lose its warnings, or keep ours."""
    def refuse(*args, **kwargs):
        raise AssertionError('the filters of the process are changed')

    for name in ('catch_warnings', 'simplefilter', 'filterwarnings'):
        monkeypatch.setattr(warnings, name, refuse)
    mongo.db.things.insert({'_id': 1})
    assert [found['_id'] for found in mongo.db.things.find(timeout=False)] == [1]
    copy = mongo.db.things.with_options(read_preference=ReadPreference.SECONDARY, write_concern=WriteConcern(w=1))
    assert copy.insert_one({'_id': 2}).acknowledged
    assert copy.count_documents({}) == 2
    assert list(flask_pymongo.GridFS(mongo.db).find()) == []
    wrappers.Collection(mongo.db, 'made', create=True, capped=True, size=4096)
    assert 'made' in mongo.db.collection_names()
    mongo.db.logout()


# Every legacy call: one warning, here

CALLS = [
    ('Collection.insert', lambda db: db.things.insert({})),
    ('Collection.insert', lambda db: db.things.insert([{}, {}], continue_on_error=True)),
    ('Collection.insert', lambda db: db.things.insert({}, w=0)),
    ('Collection.insert', lambda db: db.things.insert({'a.b': 1}, check_keys=False)),
    ('Collection.save', lambda db: db.things.save({'a': 1})),
    ('Collection.save', lambda db: db.things.save({'_id': 1})),
    ('Collection.save', lambda db: db.things.save({'_id': 1}, safe=False)),
    ('Collection.update', lambda db: db.things.update({}, {'a': 1})),
    ('Collection.update', lambda db: db.things.update({}, {'$set': {'a': 1}}, multi=True)),
    ('Collection.remove', lambda db: db.things.remove()),
    ('Collection.remove', lambda db: db.things.remove(5, multi=False)),
    ('Collection.find_and_modify', lambda db: db.things.find_and_modify({}, {'$set': {'a': 1}})),
    ('Collection.find_and_modify', lambda db: db.things.find_and_modify({}, remove=True)),
    ('Collection.ensure_index', lambda db: db.things.ensure_index('a')),
    ('Collection.ensure_index', lambda db: db.things.ensure_index([('a', 1), ('b', -1)], ttl=5)),
    ('Collection.count', lambda db: db.things.count()),
    ('Cursor.count', lambda db: db.things.find().count()),
    ('Cursor.count', lambda db: db.things.find({'a': 1}).skip(1).limit(1).count(True)),
    ('Cursor.max_scan', lambda db: list(db.things.find().max_scan(5))),
    ('find\'s spec', lambda db: list(db.things.find(spec={}))),
    ('find\'s fields', lambda db: list(db.things.find(fields=['a']))),
    ('find\'s fields', lambda db: db.things.find_one({}, fields=['a'])),
    ('find\'s timeout', lambda db: list(db.things.find(timeout=False))),
    ('find\'s timeout', lambda db: list(db.things.find({}, None, 0, 0, False))),
    ('find\'s partial', lambda db: list(db.things.find(partial=True))),
    ('find\'s as_class', lambda db: db.things.find_one(as_class=SON)),
    ('find\'s slave_okay', lambda db: db.things.find_one(slave_okay=True)),
    ('find\'s read_preference', lambda db: db.things.find_one(read_preference=1)),
    ('find\'s manipulate', lambda db: db.things.find_one(manipulate=False)),
    ('find\'s as_class', lambda db: db.things.find_one_or_404({'_id': 'kept'}, as_class=SON)),
    ('Database.collection_names', lambda db: db.collection_names()),
    ('Database.add_son_manipulator', lambda db: db.add_son_manipulator(Manipulator())),
    ('Database.logout', lambda db: db.logout()),
    ('MongoClient.database_names', lambda db: db.client.database_names()),
    ('MongoClient.alive', lambda db: db.client.alive()),
    ('MongoClient.disconnect', lambda db: db.client.disconnect()),
]


class Untouched(object):
    def will_copy(self):
        return False

    def transform_incoming(self, son, collection):
        return son

    transform_outgoing = transform_incoming


class Manipulator(Untouched):
    def transform_incoming(self, son, collection):
        return dict(son)


# Places that have warned


@pytest.fixture
def place():
    """Two functions that warn on line 3 of a module, one by us and one by Python."""
    functions = []
    for statement in ("legacy('old', 'new')", "warnings.warn('old', LegacyWarning)"):
        scope = {'__name__': 'application', 'legacy': warn.legacy, 'warnings': warnings, 'LegacyWarning': LegacyWarning}
        exec(compile('\ndef call():\n    ' + statement, 'application.py', 'exec'), scope)
        functions.append(scope['call'])
    return functions


def outcome(call, recorded):
    """How many warnings a call shows, or that it raises."""
    del recorded[:]
    try:
        call()
    except LegacyWarning:
        return 'raised'
    return len(recorded)


def _insert():
    warnings.filters.insert(0, ('ignore', None, LegacyWarning, None, 0))


def _remove():
    del warnings.filters[:1]


def _reset():
    _insert()  # Python takes it for a change if none of no filters is left
    warnings.resetwarnings()


def _replace():
    warnings.filters = [('error', None, LegacyWarning, None, 0)]


CHANGES = [functools.partial(warnings.simplefilter, action, LegacyWarning)
           for action in ('default', 'default', 'always', 'error', 'ignore', 'module', 'once')]
CHANGES += [functools.partial(warnings.simplefilter, 'default', UserWarning),
            functools.partial(warnings.simplefilter, 'ignore'),
            functools.partial(warnings.filterwarnings, 'ignore', 'old', DeprecationWarning),
            functools.partial(warnings.filterwarnings, 'default', module='application'),
            functools.partial(warnings.filterwarnings, 'error', module='elsewhere'),
            functools.partial(warnings.filterwarnings, 'error', lineno=3),
            _reset, _insert, _remove, _replace, int]


@pytest.mark.parametrize('seed', range(40))
def test_filters_are_obeyed_whenever_they_change(place, seed):
    """What a place shows is what Python's own warning shows, after each of many changes of the filters."""
    chosen = random.Random(seed)
    before = list(warnings.filters)

    def some_changes(depth):
        for _ in range(6):
            chosen.choice(CHANGES)()
            for _ in range(2):
                assert outcome(place[0], recorded) == outcome(place[1], recorded), list(warnings.filters)
            if depth and chosen.random() < 0.3:
                with warnings.catch_warnings():
                    some_changes(depth - 1)
                assert outcome(place[0], recorded) == outcome(place[1], recorded), list(warnings.filters)

    with warnings.catch_warnings(record=True) as recorded:
        some_changes(2)
    assert warnings.filters == before


def test_filters_of_contexts_are_left_to_python(place, monkeypatch):
    """Of a Python whose threads have filters of their own, nothing is remembered."""
    monkeypatch.setattr(warn, '_FILTERS_OF_CONTEXTS', True)
    test_filters_are_obeyed_whenever_they_change(place, 1)
    assert not warn._silent.places or warn._silent_places() is not warn._silent_places()


def times_python_is_asked(call):
    asked = []

    def note(frame, event, argument):
        if event == 'c_call' and argument.__name__ == 'warn_explicit' or event == 'call' \
                and frame.f_code.co_name == 'warn_explicit':
            asked.append(event)

    profiled(call, note)
    return len(asked)


@pytest.mark.parametrize('action, often', [('ignore', False), ('default', False), ('module', False), ('once', False),
                                           ('always', True)])
def test_a_silent_place_does_not_ask_python_again(place, action, often):
    with warnings.catch_warnings(record=True):
        warnings.simplefilter(action, LegacyWarning)
        assert times_python_is_asked(place[0]) == 1
        assert times_python_is_asked(place[0]) == int(often)
        warnings.simplefilter(action, LegacyWarning)
        assert times_python_is_asked(place[0]) == 1


def test_two_calls_on_one_line_and_two_texts_at_one_place_are_told_apart(place):
    scope = {'__name__': 'application', 'legacy': warn.legacy}
    exec('def names(*texts):\n    for text in texts: legacy(text, "new")', scope)
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('default')
        scope['names']('a', 'b', 'a', 'b', 'c')
    assert [str(warning.message)[:1] for warning in found] == ['a', 'b', 'c']


def test_code_that_comes_and_goes_is_not_taken_for_other_code():
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('default')
        for number in range(300):
            scope = {'__name__': 'application%d' % number, 'legacy': warn.legacy}
            exec('def call(): legacy("old", "new")', scope)
            scope['call'](), scope['call']()
            del scope
    assert len(found) == 300


def test_the_places_that_are_kept_have_an_end(monkeypatch):
    monkeypatch.setattr(warn._SilentPlaces, 'MANY', 5)
    scope = {'__name__': 'application', 'legacy': warn.legacy}
    exec('def name(text): legacy(text, "new")', scope)
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('default')
        for number in range(12):
            scope['name']('name%d' % number)
        assert len(warn._silent.places) <= 5
    assert len(found) == 12


@pytest.mark.own_client
@translated
@pytest.mark.parametrize('name, call', CALLS, ids=lambda value: value if isinstance(value, str) else '')
def test_a_legacy_call_warns_once_with_its_line(mongo, name, call):
    db = mongo.db
    db.keep.insert_one({'_id': 'kept'})
    db.things.insert_one({'_id': 'kept'})
    with recorded() as found:
        call(db)
    assert [str(warning.message).partition(' is a legacy name')[0] for warning in found] == [name]
    assert places(found) == [(THIS_FILE, call.__code__.co_firstlineno)]


def in_a_thread(function, *args):
    thread = threading.Thread(target=function, args=args)
    thread.start()
    thread.join()


@translated
def test_a_method_that_is_handed_to_a_thread_says_which(mongo):
    with recorded() as found:
        in_a_thread(mongo.db.users.remove, {'a': 1})
        in_a_thread(functools.partial(mongo.db.things.save, {'a': 1}))
        in_a_thread(mongo.db.collection_names)
    assert [str(warning.message).partition('; the modern equivalent is ')[2] for warning in found] == [
        '%s (no line of the application calls it: look for where %s is handed to a thread, a pool or a timer)' % said
        for said in (('delete_many(spec)', 'Collection.remove of the collection users'),
                     ('insert_one(document)', 'Collection.save of the collection things'),
                     ('list_collection_names', 'Database.collection_names'))]
    assert set(path for path, _ in places(found)) == set([threading.__file__.replace('.pyc', '.py')])


@translated
def test_what_is_handed_to_a_thread_obeys_filters_of_its_module(mongo):
    with recorded() as found:
        warnings.filterwarnings('ignore', module='threading$')
        in_a_thread(mongo.db.ignored.remove, {'a': 1})
        warnings.filterwarnings('default', module='threading$')
        for name in ('users', 'users', 'things'):
            in_a_thread(mongo.db[name].remove, {'a': 1})
    assert [str(warning.message).partition(' of the collection ')[2].partition(' ')[0] for warning in found] == [
        'users', 'things']


@translated
def test_a_function_of_the_application_in_a_thread_is_blamed(mongo):
    def function():
        mongo.db.users.remove({'a': 1})

    with recorded() as found:
        in_a_thread(functools.partial(function))
    assert places(found) == [(THIS_FILE, function.__code__.co_firstlineno + 1)]
    assert 'thread' not in str(found[0].message)


@translated
def test_each_legacy_keyword_of_a_find_warns(mongo):
    with recorded() as found:
        mongo.db.things.find(spec={}, fields=['a'])
    assert sorted(str(warning.message).split(' ')[1] for warning in found) == ['fields', 'spec']


@translated
def test_the_users_of_a_database(mongo):
    db = mongo.db
    with recorded() as found:
        lines = [here() + number for number in (1, 2, 3, 4)]
        db.add_user('someone', 'a password')
        db.authenticate('someone', 'a password')
        db.logout()
        db.remove_user('someone')
    assert [str(warning.message).split(' ')[0] for warning in found] == [
        'Database.add_user', 'Database.authenticate', 'Database.logout', 'Database.remove_user']
    assert [warning.lineno for warning in found] == lines
    assert not any('a password' in str(warning.message) for warning in found)


@translated
def test_a_call_that_fails_warns_once(mongo):
    with recorded() as found:
        with pytest.raises(OperationFailure):
            mongo.db.things.update({}, {'$bogus': {'a': 1}})
    assert len(found) == 1


# One source for each legacy name

def method_rows():
    return [row for row in table.rows() if row.part == table.METHODS]


def registered_name(row):
    """What warnings of the wrappers call the name of a row."""
    if row.parameter == 'safe':
        return 'the attribute safe'
    if row.parameter:
        return "%s's %s" % ({'find_one': 'find', '__init__': 'find'}.get(row.attribute, row.attribute),
                            {'spec_or_id': 'spec'}.get(row.parameter, row.parameter))
    return '%s.%s' % (row.class_name, row.attribute)


@translated
@pytest.mark.parametrize('row', method_rows(), ids=lambda row: row.legacy_name)
def test_the_table_of_legacy_mode_says_the_same(row):
    entry = warn.LEGACY_NAMES[registered_name(row)]
    assert entry.gone == row.removed_in
    # A row that is gone says why legacy mode cannot keep it.
    assert row.how == 'gone' or entry.modern == row.modern


#: Calls, and what their warning says to write instead: their shape, and no value of a document.
SHAPES = (
    (lambda things: things.insert({'secret': 1}), 'insert_one(document)'),
    (lambda things: things.insert([{}, {}]), 'insert_many(documents)'),
    (lambda things: things.insert([{}], continue_on_error=True), 'insert_many(documents, ordered=False)'),
    (lambda things: things.insert({}, w=1), 'with_options(write_concern=WriteConcern(w=1)).insert_one(document)'),
    (lambda things: things.remove({}, safe=False), 'with_options(write_concern=WriteConcern(w=0)).delete_many({})'),
    (lambda things: things.save({}, w=1, j=False),
     'with_options(write_concern=WriteConcern(w=1, j=False)).insert_one(document)'),
    (lambda things: things.insert({}, True), 'insert_one or insert_many'),
    (lambda things: things.save({'secret': 1}), 'insert_one(document)'),
    (lambda things: things.save({'_id': 'secret'}), "replace_one({'_id': ...}, document, upsert=True)"),
    (lambda things: things.update({'_id': 1}, {'$set': {'secret': 1}}), "update_one(spec, {'$set': ...})"),
    (lambda things: things.update({}, SON([('$set', {'a': 1}), ('$inc', {'b': 1})]), multi=True),
     "update_many(spec, {'$set': ..., '$inc': ...})"),
    (lambda things: things.update({'_id': 2}, {'secret': 1}, True), 'replace_one(spec, document, upsert=True)'),
    (lambda things: things.update({'_id': 2}, {'$set': {'a': 1}}, upsert=True),
     "update_one(spec, {'$set': ...}, upsert=True)"),
    (lambda things: things.remove('secret'), "delete_one({'_id': ...})"),
    (lambda things: things.remove({'secret': 1}), 'delete_many(spec)'),
    (lambda things: things.remove({'secret': 1}, multi=False), 'delete_one(spec)'),
    (lambda things: things.remove(), 'delete_many({})'),
    (lambda things: things.find_and_modify({'secret': 1}, {'$set': {'a': 1}}, new=True, sort=[('a', 1)]),
     "find_one_and_update(query, {'$set': ...}, sort=sort, return_document=ReturnDocument.AFTER)"),
    (lambda things: things.find_and_modify(update={'secret': 1}, upsert=True, fields=['a']),
     'find_one_and_replace({}, document, projection=fields, upsert=True)'),
    (lambda things: things.find_and_modify({'secret': 1}, remove=True), 'find_one_and_delete(query)'),
    (lambda things: things.find_and_modify({}, {'a': 1}, full_response=True),
     "database.command('findAndModify', 'things', ...)"),
    (lambda things: things.count(), 'estimated_document_count()'),
    (lambda things: things.find().count(), 'collection.count_documents({})'),
    (lambda things: things.find({'secret': 1}).skip(1).count(True), 'collection.count_documents(spec, skip=skip)'),
    (lambda things: things.ensure_index('a', ttl=5, unique=True), "create_index('a', unique=True)"),
    (lambda things: things.ensure_index([('a', '2d'), ('b', 1)], 60, name='secret'),
     "create_index([('a', '2d'), ('b', 1)], name=...)"),
    (lambda things: things.group(['a'], {'secret': 1}, {'n': 0}, 'function (d, s) { s.n += 1 }'),
     "aggregate([{'$match': condition}, {'$group': {'_id': {'a': '$a'}, ...}}])"),
    (lambda things: things.map_reduce('function () { emit(1, 1) }', 'function () { return 1 }', {'inline': 1},
                                      query={'secret': 1}),
     "aggregate([{'$match': query}, {'$group': ...}])"),
    (lambda things: (things.insert_one({}), things.map_reduce(
        'function () { emit(1, 1) }', 'function () { return 1 }', 'made')),
     "aggregate([{'$group': ...}, {'$out': 'made'}])"),
)


@translated
@pytest.mark.parametrize('call, modern', SHAPES, ids=[modern for _, modern in SHAPES])
def test_a_warning_says_the_call_to_write(mongo, call, modern):
    with recorded() as found:
        call(mongo.db.things)
    assert str(found[0].message).partition('the modern equivalent is ')[2] == modern


@translated
def test_the_docstring_ends_with_what_the_warning_says(mongo):
    with recorded() as found:
        mongo.db.things.insert({})
    assert [str(warning.message) for warning in found] == [
        'Collection.insert is a legacy name (gone from PyMongo 4.0); the modern equivalent is insert_one(document)']
    last = inspect.getdoc(wrappers.Collection.insert).split('\n\n')[-1]
    assert last == 'Legacy, gone from PyMongo 4.0; the modern equivalent is insert_one or insert_many.'


@translated
@pytest.mark.skipif(not hasattr(inspect, 'signature'), reason='Python 2 has no signatures')
def test_the_signature_stays_visible():
    assert list(inspect.signature(wrappers.Collection.remove).parameters) == [
        'self', 'spec_or_id', 'safe', 'multi', 'kwargs']
    assert wrappers.Collection.remove.__name__ == 'remove'


MODERN = [
    lambda db: db.things.find_one({'a': 1}),
    lambda db: list(db.things.find({'a': 1}, {'a': 1}, 0, 1)),
    lambda db: list(db.things.find({'a': 1}).sort('a', 1).skip(1).limit(1)),
    lambda db: db.things.distinct('a'),
    lambda db: list(db.things.aggregate([{'$match': {}}])),
    lambda db: db.things.create_index('a'),
    lambda db: (db.things.create_index('a'), db.things.drop_indexes()),
    lambda db: (db.things.create_index('a'), db.things.index_information()),
    lambda db: db.things.drop(),
    lambda db: db.create_collection('made'),
    lambda db: db.drop_collection('made'),
    lambda db: db.command('ping'),
    lambda db: db.client.drop_database(db.name),
    lambda db: db.client.close(),
]
MODERN_NAMES = [
    lambda db: db.things.insert_one({}),
    lambda db: db.things.insert_many([{}, {}]),
    lambda db: db.things.update_one({}, {'$set': {'a': 1}}),
    lambda db: db.things.replace_one({}, {'a': 1}, upsert=True),
    lambda db: db.things.delete_many({}),
    lambda db: db.things.find_one_and_update({}, {'$set': {'a': 1}}),
    lambda db: list(db.things.find(filter={}, projection={'a': 1}, no_cursor_timeout=False)),
    lambda db: db.things.with_options(),
]


@pytest.mark.own_client
@pytest.mark.parametrize('call', MODERN + (MODERN_NAMES if versions.DRIVER_SPEAKS_MODERN else []),
                         ids=lambda call: inspect.getsource(call).strip().partition(': ')[2])
def test_a_modern_call_warns_nothing(mongo, call):
    with recorded() as found:
        call(mongo.db)
    assert found == []


@pytest.mark.skipif(not versions.DRIVER_CREATES_INDEXES_BY_COMMAND,
                    reason='the driver makes indexes in a way that no server takes any more')
def test_gridfs_warns_nothing(mongo):
    with recorded() as found:
        files = GridFS(mongo.db)
        number = files.put(b'content', filename='a')
        assert files.get(number).read() == b'content'
        assert files.get_last_version('a').read() == b'content'
        assert files.list() == ['a']
        files.delete(number)
    assert found == []


@pytest.mark.skipif(not versions.DRIVER_HAS_SAFE_MODE, reason='the legacy dialect is translated, which warns')
def test_the_drivers_own_dialect_warns_nothing(mongo):
    db = mongo.db
    with recorded() as found:
        number = db.things.insert({})
        db.things.save({'_id': number})
        db.things.update({}, {'$set': {'a': 1}})
        db.things.find_and_modify({}, {'$set': {'a': 2}})
        db.things.ensure_index('a')
        assert db.things.find(spec={'a': 2}, fields=['a']).count() == db.things.count() == 1
        db.things.find_one(as_class=SON, slave_okay=True, manipulate=False, timeout=False)
        assert 'things' in db.collection_names() and db.name in db.connection.database_names()
        db.things.remove(number)
        db.add_son_manipulator(Manipulator())
    assert found == []
