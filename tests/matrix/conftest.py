"""The tests of the tools need the Python the tools need."""

import sys

collect_ignore = ['test_releases.py', 'test_tools.py', 'test_triples.py'] if sys.version_info[0] < 3 else []
