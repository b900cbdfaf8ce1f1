"""What tools find in the sources, and known holes of what the package needs.

``make security`` also runs the tests of log-in and TLS on PyMongo 2.9, 3.4, 3.13 and 4.20.
"""
import json
import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

#: What bandit finds, and why it is right as it is.
REASONS = {
    ('_flask_pymongo_startup.py', 'B102'): 'the program of the command line, which the user names',
    ('flask_pymongo/__main__.py', 'B307'): 'the program of the command line, which the user names',
    ('flask_pymongo/doctor/child.py', 'B307'): 'the program of the command line, which the user names',
    ('flask_pymongo/doctor/programs.py', 'B404'): 'the doctor imports a program in a process of its own',
    ('flask_pymongo/doctor/programs.py', 'B603'): 'the doctor imports a program in a process of its own',
    ('flask_pymongo/compat/legacy/child_cache.py', 'B307'): 'source that this module itself writes',
    ('flask_pymongo/compat/legacy/gridfs.py', 'B324'): 'the md5 of a GridFS file: a check sum, no signature',
    ('flask_pymongo/file_headers.py', 'B324'): 'an ETag',
    ('flask_pymongo/file_uploads.py', 'B324'): 'an ETag',
    ('flask_pymongo/compat/tls.py', 'B105'): 'the name of an option, no password',
    ('flask_pymongo/legacy_mode/flask_json.py', 'B704'): 'what Flask did: the text was made safe before',
}
#: What applications install with the package.
NEEDED = ('blinker', 'click', 'dnspython', 'flask', 'itsdangerous', 'jinja2', 'markupsafe', 'packaging', 'pymongo',
          'werkzeug')


def report_of(*arguments):
    """What a tool of this environment reports as JSON; it may end with 1, for what it found."""
    process = subprocess.Popen((sys.executable, '-m') + arguments, cwd=ROOT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    output, errors = process.communicate()
    assert process.returncode in (0, 1) and output, errors.decode('utf-8', 'replace')
    return json.loads(output.decode('utf-8'))


def test_bandit(figure):
    pytest.importorskip('bandit', reason='bandit is for newer Pythons')
    report = report_of('bandit', '-q', '-f', 'json', '-r', 'flask_pymongo', '_flask_pymongo_startup.py')
    found = set((os.path.normpath(result['filename']), result['test_id']) for result in report['results'])
    assert sorted(found - set(REASONS)) == []
    assert sorted(set(REASONS) - found) == [], 'reasons for what is no longer there'
    figure('bandit', ('lines', report['metrics']['_totals']['loc']), ('findings with a reason', len(report['results'])),
           ('others', 0))


def test_known_holes_of_what_applications_install(figure):
    pytest.importorskip('pip_audit', reason='pip-audit is for newer Pythons')
    if os.environ.get('FLASK_PYMONGO_SHORT'):
        pytest.skip('what is published tomorrow must not fail the same sources')
    report = report_of('pip_audit', '--progress-spinner', 'off', '-f', 'json', '--local')
    audited = [package for package in report['dependencies'] if package['name'].lower() in NEEDED]
    if all('skip_reason' in package for package in audited):
        pytest.skip('pip-audit cannot look: the index of this machine has no advisories')
    figure('pip-audit', ('packages', len(audited)))
    assert [package for package in audited if package.get('vulns')] == []
