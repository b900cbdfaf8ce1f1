"""A conversation with a changed copy of an example in strict mode: EXAMPLE FOLDER HOST PORT DATABASE DECLARED.

DECLARED is JSON, [[message, module, line], ...]: where legacy use is left, and allowed; a line of 0 is any. Writes one
line of JSON, the exchanges.
"""
import json
import os
import sys
import warnings

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'examples'))

import admin_requests  # noqa: E402
import blog_requests  # noqa: E402
import release_requests  # noqa: E402
import rest_requests  # noqa: E402
import toolshed_requests  # noqa: E402
import transcript  # noqa: E402

from flask_pymongo import LegacyWarning  # noqa: E402

WITH_MODULES = {'legacy_blog': blog_requests, 'legacy_rest': rest_requests, 'legacy_admin': admin_requests,
                'both_dialects': toolshed_requests}


def converse(example, folder, host, port, database):
    known, json_as_text = {'<database>': database, '<server>': '%s:%d' % (host, port)}, False
    if example in WITH_MODULES:
        module = WITH_MODULES[example]
        requests, json_as_text = module.REQUESTS, getattr(module, 'JSON_AS_TEXT', False)
        _, name, variable, settings = module.application(host, port, database)
    elif example == 'legacy_wiki':
        requests, name, variable = transcript.REQUESTS, 'wiki', 'WIKI_SETTINGS'
        settings = {'MONGO_HOST': host, 'MONGO_PORT': port, 'MONGO_DBNAME': database, 'PAGES_PER_LIST': 3}
    else:
        requests = release_requests.REQUESTS[example]
        _, name, variable, settings = release_requests.application(example, host, port, database)
    application = transcript.load(folder, name, variable, settings)
    return transcript.run(application, requests, known, json_as_text)


def main(example, folder, host, port, database, declared):
    # What the application starts, tool.py of legacy_admin, has its declarations nowhere.
    del os.environ['FLASK_PYMONGO_STRICT']
    for message, module, line in json.loads(declared):
        warnings.filterwarnings('ignore', message, LegacyWarning, module, line)
    print(json.dumps(converse(example, folder, host, int(port), database)))


if __name__ == '__main__':
    main(*sys.argv[1:])
