"""The command `scan`: findings as text, JSON or SARIF; differences; changed files."""
import difflib
import io
import json
import os
import sys
from urllib.parse import quote

from .. import __version__
from .changes import apply
from .program import Program
from .sources import Source, read

#: An edit can make room for another one that touched the same text.
PASSES = 5


def report(paths, form, fix, diff):
    """See :func:`flask_pymongo.scan.report`."""
    absent = [path for path in paths if not os.path.exists(path)]
    if absent:
        sys.stderr.write('python -m flask_pymongo scan: there is no %s\n' % ', '.join(absent))
        return 2
    program = Program(paths)
    found = program.findings()
    changed, left = _changed(paths, program, found) if fix or diff else ({}, found)
    if diff:
        for path in sorted(changed):
            _write(_difference(path, *changed[path][:2]))
    if fix:
        for path, (_, text, encoding) in changed.items():
            with io.open(path, 'wb') as target:
                target.write(text.encode(encoding))
        found = left
    findings = [finding for finding, _ in found]
    if not diff or fix or form != 'text':
        _write({'text': _text, 'json': _json, 'sarif': _sarif}[form](findings))
    for path, reason in program.unreadable:
        sys.stderr.write('%s: %s\n' % (path, reason))
    return 2 if program.unreadable else 1 if findings else 0


def _write(text):
    """Write to standard output, whatever it can encode; a reader such as `head` may have gone."""
    try:
        encoding = sys.stdout.encoding or 'utf-8'
        sys.stdout.write(text.encode(encoding, 'backslashreplace').decode(encoding))
        sys.stdout.flush()
    except EnvironmentError:
        # Python flushes again at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# Changes

def _changed(paths, program, found):
    """The files that change: {path: (text before, text after, encoding)}, and the findings that are left."""
    texts = {}
    for _ in range(PASSES):
        by_file = {}
        for finding, edits in found:
            if edits:
                by_file.setdefault(finding.file, []).append(edits)
        if not by_file:
            break
        for path, changes in by_file.items():
            source = program.source(path)
            after = apply(source.original, changes)
            # Whatever happens, a source that could be read stays one.
            Source(path, after)
            texts[path] = after
        program = Program(paths, texts)
        found = program.findings()
    changed = {}
    for path, after in texts.items():
        before, encoding = read(path)
        if after != before:
            changed[path] = before, after, encoding
    return changed, found


def _difference(path, before, after):
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), path, path)
    return ''.join(line if line.endswith('\n') else line + '\n\\ No newline at end of file\n' for line in lines)


# Formats

def _text(findings):
    lines = ['%s:%d:%d: %s becomes %s%s' % (
        finding.file, finding.line, finding.column, finding.name, finding.becomes,
        '' if finding.mechanical else ' (by hand)') for finding in findings]
    mechanical = sum(finding.mechanical for finding in findings)
    lines.append('legacy uses: %d, mechanical: %d' % (len(findings), mechanical))
    return '\n'.join(lines) + '\n'


def _json(findings):
    return json.dumps([finding._asdict() for finding in findings], indent=2) + '\n'


def _sarif(findings):
    """The Static Analysis Results Interchange Format, 2.1.0."""
    names = sorted(set(finding.name for finding in findings))
    driver = {'name': 'Flask-PyMongo scan', 'version': __version__,
              'rules': [{'id': name, 'shortDescription': {'text': '%s is a legacy name' % name}} for name in names]}
    results = [{
        'ruleId': finding.name, 'ruleIndex': names.index(finding.name), 'level': 'warning',
        'message': {'text': '%s becomes %s' % (finding.name, finding.becomes)},
        'locations': [{'physicalLocation': {
            'artifactLocation': {'uri': quote(finding.file.replace(os.sep, '/'))},
            'region': {'startLine': finding.line, 'startColumn': finding.column}}}],
        'properties': {'becomes': finding.becomes, 'mechanical': finding.mechanical},
    } for finding in findings]
    return json.dumps({
        '$schema': 'https://json.schemastore.org/sarif-2.1.0.json', 'version': '2.1.0',
        'runs': [{'tool': {'driver': driver}, 'columnKind': 'unicodeCodePoints', 'results': results}]}, indent=2) + '\n'
