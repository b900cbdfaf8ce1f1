"""The code in docs runs, page by page, in order, and gives what its comments say."""
import io
import os
import re
import textwrap
import warnings

import pytest

from flask_pymongo.compat.flask import JSON_CAN_BE_EXTENDED

from .test_mongo_api import run

DOCS = os.path.join(os.path.dirname(__file__), '..', '..', 'docs')
#: Those with code, and how many times they say what it gives.
PAGES = (('deployment', 1), ('files', 10), ('from-0', 6), ('from-2', 3), ('from-3', 3), ('json', 3),
         ('plain-pymongo', 3), ('security', 1), ('several', 5), ('start', 7), ('testing', 2), ('writing', 30))


def blocks(name):
    """The blocks after a `::`, without their indentation; those with a language are no Python."""
    with io.open(os.path.join(DOCS, name + '.rst'), encoding='utf-8') as page:
        found = re.findall(r'::\n\n((?:    .*\n|\n)+)', page.read())
    return [textwrap.dedent(block).strip() for block in found]


@pytest.mark.usefixtures('all_clients_closed')
@pytest.mark.parametrize('name, number', PAGES, ids=[name for name, _ in PAGES])
def test_page(mongodb_uri, database_name, name, number):
    if name == 'json' and not JSON_CAN_BE_EXTENDED:
        pytest.skip('the JSON of this Flask cannot be replaced')
    namespace, checked = {'__name__': __name__}, 0
    with warnings.catch_warnings():
        # Drivers from 3.0 to 3.13 deprecate the legacy dialect themselves.
        warnings.simplefilter('ignore', DeprecationWarning)
        for block in blocks(name):
            block = block.replace('mongodb://localhost/shop', mongodb_uri.rstrip('/') + '/' + database_name)
            checked += run(block.replace("'DATABASE'", repr(database_name)), namespace)
    assert checked == number


def test_each_page_is_in_the_index():
    """Sphinx takes a page that is not for an error."""
    with io.open(os.path.join(DOCS, 'index.rst'), encoding='utf-8') as page:
        listed = re.findall(r'(?m)^    ([\w-]+)$', page.read())
    assert sorted(listed + ['index']) == sorted(name[:-4] for name in os.listdir(DOCS) if name.endswith('.rst'))
