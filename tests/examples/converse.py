"""A conversation with an example of legacy mode, in a process of its own: EXAMPLE HOST PORT DATABASE.

Writes one line of JSON: the exchanges, and of each legacy warning the file that it blames and its text.
"""
from __future__ import print_function

import importlib
import json
import sys
import warnings

import transcript

#: The examples that need legacy mode, with the modules that say what is asked of them.
EXAMPLES = {'legacy_blog': 'blog_requests', 'legacy_rest': 'rest_requests', 'legacy_admin': 'admin_requests',
            'legacy_logbook': 'logbook_requests'}


def converse(example, host, port, database):
    requests = importlib.import_module(EXAMPLES[example])
    application = transcript.load(*requests.application(host, port, database))
    known = {'<database>': database, '<server>': '%s:%d' % (host, port)}
    return transcript.run(application, requests.REQUESTS, known, requests.JSON_AS_TEXT,
                          getattr(requests, 'PROGRAM', 'tool.py'), getattr(requests, 'ABSOLUTE_LOCATION', False))


def main(example, host, port, database):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        exchanges = converse(example, host, int(port), database)
    blamed = sorted(set((warning.filename, str(warning.message)) for warning in caught
                        if warning.category.__name__ == 'LegacyWarning'))
    print(json.dumps({'exchanges': exchanges, 'blamed': blamed}))


if __name__ == '__main__':
    main(*sys.argv[1:])
