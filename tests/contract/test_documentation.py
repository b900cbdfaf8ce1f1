# encoding: utf-8
"""The code in the documentation runs, page by page, in order, and gives what its comments say; so do the examples in
docstrings. A block that nothing runs is found, too, unless it is listed here with the reason.
"""
import ast
import glob
import inspect
import io
import os
import re
import textwrap
import warnings

import flask
import jinja2
import pytest

import flask_pymongo
from flask_pymongo.compat.flask import JSON_CAN_BE_EXTENDED

from .test_mongo_api import run

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCS = os.path.join(TREE, 'docs')
#: Those whose Python runs here, and how many times they say what it gives.
PAGES = (('deployment', 1), ('editors', 0), ('files', 10), ('from-0', 6), ('from-2', 3), ('from-3', 3), ('json', 3),
         ('plain-pymongo', 3), ('security', 1), ('several', 5), ('start', 7), ('testing', 2), ('writing', 30))

#: Pages whose blocks other tests run, or compare with what they show: all blocks of them.
RUN_ELSEWHERE = {
    'docs/bases.rst': 'compat/test_design.py',
    'docs/design.rst': 'compat/test_design.py',
    'docs/if-it-does-not-start.rst': 'legacy_mode/test_if_it_does_not_start.py',
    'docs/ladder.rst': 'compat/test_ladder.py',
    'docs/mongo-api.rst': 'contract/test_mongo_api.py',
    'docs/report.rst': 'compat/test_report.py',
    'docs/scan.rst': 'scan/test_scan.py',
    'docs/strict.rst': 'compat/test_strict.py',
}

#: Why a block that begins with this line is not run as it stands.
NOT_RUN = {
    'docs/companions.rst': {
        'pip install Flask-Script==2.0.5 Flask-WTF==0.12 WTForms==2.1': 'make companions installs these'},
    'docs/deployment.rst': {
        'FLASK_PYMONGO_LEGACY=all gunicorn --workers 4 --threads 8 blog:app': 'make soak starts gunicorn',
        '[uwsgi]': 'needs uwsgi',
        'services:': 'needs containers'},
    'docs/doctor.rst': {
        'python -m flask_pymongo doctor': 'legacy_mode/test_doctor.py has each form',
        'error    blog.py:3: pymongo.Connection left PyMongo in 3.0.': 'legacy_mode/test_doctor.py, test_the_page'},
    'docs/editors.rst': {
        '[mypy]': 'make typing runs mypy with this setting',
        '[mypy-flask.ext.*]': 'make typing runs mypy with this setting',
        '$ flask --app blog shell': 'contract/test_shell.py'},
    'docs/files.rst': {
        'python -m flask_pymongo check-files mongodb://localhost/shop': 'contract/test_check_files.py'},
    'docs/plain-pymongo.rst': {
        'python -m flask_pymongo run report.py': 'legacy_mode/test_if_it_does_not_start.py'},
    'docs/start.rst': {
        'pip install .': 'make packaging installs it in every way',
        'flask --app blog run': 'does not end; the next block asks the application itself'},
    'README.rst': {
        'make demo    # an old application in your browser, on today\'s Flask and PyMongo: http://127.0.0.1:5000/':
            'does not end; make browser serves it',
        'python -m flask_pymongo run blog.py': 'legacy_mode/test_if_it_does_not_start.py'},
    'README.zh.rst': {
        u'make demo    # 在浏览器中查看一个旧应用，运行在今天的 Flask 和 PyMongo 上：http://127.0.0.1:5000/':
            'that of README.rst',
        'python -m flask_pymongo run blog.py': 'that of README.rst'},
    'CONTRIBUTING.rst': {
        'make row ROW=py313-flask31-pymongo420': 'makes an environment such as this test runs in'},
    'examples/README.rst': {
        'make demo': 'does not end; make browser serves it',
        'pip install .': 'tests/examples runs the application',
        'python -m flask_pymongo run examples/legacy_blog/blog.py': 'tests/examples runs the applications',
        'FLASK_PYMONGO_LEGACY=1 python examples/legacy_admin/tool.py stats': 'tests/examples runs the tool',
        'pip install . setuptools==80.10.2 wheel': 'make companions does this'},
    'benchmarks/README.rst': {
        '.tox-bench/bin/python benchmarks/calls.py --python .tox/py38-flask23-pymongo313/bin/python':
            'takes minutes, and a machine that does nothing else'},
    'flask_pymongo.doctor.child': {
        'python child.py PROGRAM RESULT [legacy]': 'an internal program, which the doctor starts'},
}

#: The docstrings whose examples run, in the order in which they follow from each other.
EXAMPLES = (flask_pymongo.PyMongo, flask_pymongo.wrappers.Collection.find_one_or_404,
            flask_pymongo.BSONObjectIdConverter, flask_pymongo.PyMongo.save_file, flask_pymongo.PyMongo.send_file)
TEMPLATES = jinja2.DictLoader({
    'index.html': '{% for user in online_users %}{{ user._id }} {% endfor %}', 'user.html': '{{ user._id }}',
    'task.html': '{{ task.title }}', 'customer.html': '{{ customer.name }}'})


def read(path):
    with io.open(os.path.join(TREE, path), encoding='utf-8') as page:
        return page.read()


def blocks_of(text):
    """(language, block) of each block after a `::` or a `code-block`, without its indentation."""
    found = re.findall(r'(?m)^( *)(?:\.\. code-block:: (\w+)|(?!\.\. )(?:.*[^:\n])?::)\n\n((?: +.*\n|\n)+)',
                       text + '\n')
    for margin, language, block in found:
        # The block ends where the text is indented no further than its head.
        lines = re.match(r'(?:%s +.*\n|\n)*' % margin, block).group()
        yield language, textwrap.dedent(lines).strip()


def python_of(name):
    """The blocks of a page that are Python: those that name no language, and those that name it."""
    return [block for language, block in blocks_of(read('docs/%s.rst' % name)) if language in ('', 'python')]


@pytest.mark.usefixtures('all_clients_closed')
@pytest.mark.parametrize('name, number', PAGES, ids=[name for name, _ in PAGES])
def test_page(mongodb_uri, database_name, name, number):
    if name == 'json' and not JSON_CAN_BE_EXTENDED:
        pytest.skip('the JSON of this Flask cannot be replaced')
    namespace, checked = {'__name__': __name__}, 0
    with warnings.catch_warnings():
        # Drivers from 3.0 to 3.13 deprecate the legacy dialect themselves.
        warnings.simplefilter('ignore', DeprecationWarning)
        for block in python_of(name):
            block = block.replace('mongodb://localhost/shop', mongodb_uri.rstrip('/') + '/' + database_name)
            checked += run(block.replace("'DATABASE'", repr(database_name)), namespace)
    assert checked == number


@pytest.fixture
def make_flask(mongodb_host, mongodb_port, database_name):
    """What stands for `Flask` in an example: an application with the server of the tests and small templates."""
    def make(name):
        app = flask.Flask(name)
        app.jinja_loader = TEMPLATES
        app.config.update(MONGO_HOST=mongodb_host, MONGO_PORT=mongodb_port, MONGO_DBNAME=database_name)
        return app
    return make


@pytest.mark.usefixtures('all_clients_closed')
def test_examples_of_docstrings(make_flask):
    names = {'redirect', 'render_template', 'request', 'url_for'}
    namespace = dict({name: getattr(flask, name) for name in names}, __name__=__name__, Flask=make_flask,
                     PyMongo=flask_pymongo.PyMongo)
    for documented in EXAMPLES:
        (_, block), = blocks_of(inspect.getdoc(documented))
        exec(block, namespace)
    mongo, client = namespace['mongo'], namespace['app'].test_client()
    mongo.db.users.insert_one({'_id': 'ada', 'online': True})
    task = mongo.db.tasks.insert_one({'title': 'sail'}).inserted_id
    assert client.get('/').data == b'ada '
    assert client.get('/user/ada').data == b'ada' and client.get('/user/bob').status_code == 404
    assert client.get('/task/%s' % task).data == b'sail' and client.get('/task/sail').status_code == 404
    assert client.post('/uploads/a.txt', data={'file': (io.BytesIO(b'x'), 'a.txt')}).status_code == 302
    assert client.get('/uploads/a.txt').data == b'x'


def test_names_of_the_modern_dialect():
    """The example of that module's docstring is an import."""
    from flask_pymongo.compat import modern
    (_, block), = blocks_of(inspect.getdoc(modern))
    namespace = {}
    exec(block, namespace)
    assert namespace['InsertOne'] is modern.InsertOne


@pytest.mark.usefixtures('all_clients_closed')
def test_example_of_the_readme(make_flask):
    program, = (block for _, block in blocks_of(read('README.rst')) if 'Flask(__name__)' in block)
    assert program in [block for _, block in blocks_of(read('README.zh.rst'))]
    for shown, here in (('Flask(__name__)', 'make_flask(__name__)'), ("app.config['MONGO_DBNAME'] = 'shop'", '')):
        assert shown in program
        program = program.replace(shown, here)
    namespace = {'__name__': __name__, 'make_flask': make_flask}
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        exec(program, namespace)
        db, client = namespace['mongo'].db, namespace['app'].test_client()
        number = db.customers.insert_one({'name': 'Ada'}).inserted_id
        assert client.get('/customers/%s' % number).data == client.get('/customers/%s' % number).data == b'Ada'
    assert db.visits.find_one()['n'] == 2


def documented():
    """(name, text) of each page, and of each docstring of the package with a block in it."""
    for path in sorted(glob.glob(os.path.join(DOCS, '*.rst'))):
        yield 'docs/' + os.path.basename(path), read(path)
    for name in ('README.rst', 'README.zh.rst', 'CHANGELOG.rst', 'CONTRIBUTING.rst', 'examples/README.rst',
                 'benchmarks/README.rst'):
        yield name, read(name)
    for folder, _, names in os.walk(os.path.join(TREE, 'flask_pymongo')):
        for name in (name for name in names if name.endswith('.py')):
            path = os.path.relpath(os.path.join(folder, name), TREE)
            module = re.sub(r'(\.__init__)?\.py$', '', path.replace(os.sep, '.'))
            tree = ast.parse(read(path).encode('utf-8'))
            for node in ast.walk(tree):
                if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
                    yield module, ast.get_docstring(node)


@pytest.mark.once_a_python
def test_no_block_is_forgotten():
    """Each block is run here or elsewhere, or NOT_RUN says why it is not."""
    run_here = {block for name, _ in PAGES for block in python_of(name)}
    run_here.update(block for example in EXAMPLES + (flask_pymongo.compat.modern,)
                    for _, block in blocks_of(inspect.getdoc(example)))
    run_here.update(block for _, block in blocks_of(read('README.rst')) if 'Flask(__name__)' in block)
    forgotten, reasons = [], {name: dict(lines) for name, lines in NOT_RUN.items()}
    for name, text in documented():
        if name in RUN_ELSEWHERE:
            assert os.path.basename(name) in read('tests/' + RUN_ELSEWHERE[name])
            continue
        for _, block in blocks_of(text):
            first = block.partition('\n')[0]
            if block not in run_here and reasons.get(name, {}).pop(first, None) is None:
                forgotten.append((name, first))
    assert forgotten == []
    assert [name for name in reasons if reasons[name]] == [], 'blocks that are not there'


@pytest.mark.once_a_python
def test_numbers_of_the_journey():
    """What the descriptions of its pictures say is in the texts beside them."""
    page = read('docs/journey.rst')
    report, scan, ladder = [read('docs/_static/recording/%s.txt' % name) for name in ('report', 'scan', 'ladder')]
    calls, lines = re.search(r'report lists (\d+) legacy calls of (\d+) lines', page).groups()
    assert 'legacy calls: %s, lines: %s,' % (calls, lines) in report
    assert re.search(r'lists (\d+) legacy uses, its option fix leaves (\d+)', page).groups() == tuple(
        re.findall(r'(?m)^legacy uses: (\d+),', scan))
    assert 'the seven rungs' in page and re.findall(r'(?m)^(\d+)\. ', ladder)[-1] == '7'


def test_each_page_is_in_the_index():
    """Sphinx takes a page that is not for an error."""
    listed = re.findall(r'(?m)^    ([\w-]+)$', read('docs/index.rst'))
    assert sorted(listed + ['index']) == sorted(name[:-4] for name in os.listdir(DOCS) if name.endswith('.rst'))
