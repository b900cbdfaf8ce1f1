"""A pytest plugin: how many passed, failed and were skipped, in lines that programs can read. Python 2.7 and 3.6+."""

import json


def _reason(report):
    if hasattr(report, 'wasxfail'):
        return 'expected failure: ' + report.wasxfail.replace('reason: ', '', 1)
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.replace('Skipped: ', '', 1)


def pytest_terminal_summary(terminalreporter):
    """What was skipped for which reason, for run.py, and the line that every check of the repository ends with."""
    stats = terminalreporter.stats
    skipped = stats.get('skipped', []) + stats.get('xfailed', [])
    reasons = {}
    for report in skipped:
        reason = _reason(report)
        reasons[reason] = reasons.get(reason, 0) + 1
    failed = sum(len(stats.get(kind, [])) for kind in ('failed', 'error', 'xpassed'))
    terminalreporter.write_line('skip-reasons ' + json.dumps(reasons, sort_keys=True))
    counts = (len(stats.get('passed', [])), failed, len(skipped))
    terminalreporter.write_line('%d passed, %d failed, %d skipped' % counts)
