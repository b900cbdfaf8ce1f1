"""``docs/mongo-api.rst`` is true: its code runs, in order, and gives what its comments say."""
import io
import os
import re
import textwrap
import warnings

import pytest

from flask_pymongo.compat.flask import JSON_CAN_BE_EXTENDED

PAGE = os.path.join(os.path.dirname(__file__), '..', '..', 'docs', 'mongo-api.rst')
GIVES = re.compile(r'(\S.*?)\s+# gives (.+)\Z')


def page():
    with io.open(PAGE, encoding='utf-8') as file:
        return file.read()


def blocks():
    """The indented blocks after a `::`, without their indentation."""
    found = re.findall(r'::\n\n((?:    .*\n|\n)+)', page())
    return [textwrap.dedent(block).strip() for block in found]


def run(block, namespace):
    """Run a block; what it says an expression gives is what it must give.

    :return: how many times it says so
    """
    statements, checked = [], 0
    for line in block.splitlines():
        match = GIVES.match(line)
        if match is None:
            statements.append(line)
            continue
        exec('\n'.join(statements), namespace)
        statements = []
        expression, expected = match.groups()
        assert eval(expression, namespace) == eval(expected, namespace), expression
        checked += 1
    exec('\n'.join(statements), namespace)
    return checked


@pytest.mark.usefixtures('all_clients_closed')
def test_code(mongodb_uri, database_name):
    namespace = {'__name__': __name__}
    found, checked = blocks(), 0
    assert len(found) > 5
    try:
        with warnings.catch_warnings():
            # Drivers from 3.0 to 3.13 deprecate the legacy dialect themselves.
            warnings.simplefilter('ignore', DeprecationWarning)
            for block in found:
                if 'MONGO_JSON' in block and not JSON_CAN_BE_EXTENDED:
                    continue
                checked += run(block.replace('mongodb://localhost/shop', mongodb_uri.rstrip('/') + '/' + database_name),
                               namespace)
    finally:
        for name in ('response', 'shown'):
            if name in namespace:
                namespace[name].close()
    assert checked >= 10


def test_every_point_of_a_profile_is_in_the_checklist():
    text = page()
    checklist = text[text.index('Checklist\n'):text.index('An application of 2.3')]
    for name in ('remove', 'update', 'insert', 'find', 'aggregate', 'rename', 'tz_aware', 'uuidRepresentation',
                 'MONGO_JSON', 'as_attachment', 'mimetype', 'MONGO_DBNAME', 'duplicate config_prefix', 'ValueError'):
        assert name in checklist
