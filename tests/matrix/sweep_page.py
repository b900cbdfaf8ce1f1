"""Writes the page of the sweep, docs/extra/matrix/index.html, from tests/matrix/sweep.json. Python 3 only.

``python tests/matrix/sweep_page.py collect`` first puts the results of .cache/sweep into sweep.json, beside those of
earlier sweeps. Without an argument it writes the page only; ``--check`` says whether it differs (and fails then).
"""

import html
import json
import os
import sys

import generated
import matrix
import mongod
import sweep
import triples

PAGE = os.path.join(mongod.TREE, 'docs', 'extra', 'matrix', 'index.html')

# Told apart by brightness and by sign as well as by colour.
SIGNS = {'passed': '✓', 'marked': '○', 'failed': '✗', 'not run': '·', 'impossible': ''}
STYLE = """
:root { color-scheme: light dark; --passed: #0072b2; --failed: #e69f00; --none: #8883; --text: #222; --back: #fff; }
@media (prefers-color-scheme: dark) { :root { --text: #ddd; --back: #15171a; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 80em; margin: 0 auto; padding: 1em 1em 9em;
  color: var(--text); background: var(--back); }
p { max-width: 50em; }
.grids { display: flex; flex-wrap: wrap; gap: 0 2em; }
table { border-collapse: separate; border-spacing: 2px; }
caption { text-align: left; font-weight: 600; padding: 1em 0 .3em; white-space: nowrap; }
th { font-weight: 400; font-size: 11px; text-align: right; padding-right: 3px; }
thead th { text-align: left; padding: 0; writing-mode: vertical-rl; transform: rotate(180deg); }
td { padding: 0; }
td button, td span { display: block; width: 20px; height: 20px; border: 0; border-radius: 3px; text-align: center;
  font: 13px/20px sans-serif; padding: 0; color: #fff; cursor: pointer; }
.p { background: var(--passed); }
.m { background: #56b4e9; color: #000; }
.f { background: var(--failed); color: #000; font-weight: 700; }
.n { background: var(--none); color: inherit; }
.i { background: repeating-linear-gradient(45deg, var(--none) 0 2px, transparent 2px 5px); }
button:focus { outline: 3px solid currentColor; outline-offset: 1px; }
#detail { position: fixed; left: 0; right: 0; bottom: 0; max-height: 40vh; overflow: auto; padding: .7em 1em;
  background: var(--back); border-top: 2px solid currentColor; white-space: pre-line; }
.key td { padding-right: 1em; }
a { color: inherit; }
"""
SCRIPT = """
const detail = document.getElementById('detail');
const show = event => {
  const cell = event.target.closest('button');
  if (cell) detail.textContent = texts[cell.dataset.text];
};
document.addEventListener('click', show);
document.addEventListener('focusin', show);
"""

KEY = (('passed', 'all contract tests passed'),
       ('marked', 'those that Flask and PyMongo both take part in passed'), ('failed', 'some failed'),
       ('not run', 'possible, not run in this sweep'), ('impossible', 'cannot exist'))


def collected():
    """The text of sweep.json with what the cache has now; an earlier result stays where there is no new one."""
    found = {triples.name(triple): sweep.read(triple) for triple in triples.every()}
    kept = dict(triples.collected(), **{name: result for name, result in found.items() if result})
    return json.dumps(kept, indent=0, sort_keys=True, separators=(',', ':')) + '\n'


def _found(triple, result):
    """What a cell says when it is chosen, of a triple that can exist."""
    if result is None:
        return 'Python %s, Flask %s, PyMongo %s\nNot run in this sweep.' % (
            triple.python, triple.flask['patch'], triple.pymongo['patch'])
    lines = ['Python %s, Flask %s, PyMongo %s, MongoDB %s, %s' % (
        triple.python, result['flask'], result['pymongo'], result['server'], result['date'])]
    what = 'all contract tests'
    if not triples.is_whole(result):
        what = 'the contract tests that Flask and PyMongo both take part in'
    lines.append('%s: %d passed, %d failed, %d skipped' % (
        what, result['passed'], result['failed'], result['skipped']))
    lines += ['failed: ' + failure for failure in result['failures']]
    lines += ['%d skipped: %s' % (count, reason) for reason, count in sorted(result['reasons'].items())]
    return '\n'.join(lines)


def _state(result):
    """The state of a cell whose triple can exist: a key of SIGNS."""
    if result is None:
        return 'not run'
    return 'failed' if result['failed'] else 'passed' if triples.is_whole(result) else 'marked'


def _why_not(triple):
    """Why a triple cannot exist; empty if it can."""
    return '\n'.join('%s %s does not run on Python %s: %s.' % (what, entry['minor'], triple.python, why)
                     for what, entry in (('Flask', triple.flask), ('PyMongo', triple.pymongo))
                     for why in triples.impossible(triple.python, what, entry))


class _Page:
    def __init__(self, results):
        self.results, self.texts = results, {}

    def _cell(self, triple):
        text, result = _why_not(triple), self.results.get(triples.name(triple))
        if text:
            state = 'impossible'
        else:
            text = _found(triple, result)
            state = _state(result)
        number = self.texts.setdefault(text, len(self.texts))
        return '<td><button class=%s data-text=%d>%s</button>' % (state[0], number, SIGNS[state])

    def _table(self, python):
        lines = ['<table id="python-%s"><caption>Python %s</caption>' % (python, python), '<thead><tr><td></td>']
        lines += ['<th scope=col>%s' % flask['minor'] for flask in matrix.FLASK]
        lines.append('</thead><tbody>')
        for pymongo in reversed(matrix.PYMONGO):
            cells = ''.join(self._cell(triples.Triple(python, flask, pymongo)) for flask in matrix.FLASK)
            lines.append('<tr><th scope=row>%s%s' % (pymongo['minor'], cells))
        return '\n'.join(lines + ['</tbody></table>'])

    def _summary(self):
        ran = list(self.results.values())
        if not ran:
            return 'No sweep has been run yet.'
        dates = sorted({result['date'] for result in ran})
        return '%d of %d triples have run, %d of them with all contract tests, %s, with MongoDB %s: ' \
            '%d passed all their tests, %d did not. ' \
            '%d tests passed, %d failed, %d were skipped for a declared reason.' % (
                len(ran), len(triples.every()), sum(map(triples.is_whole, ran)),
                'on ' + dates[0] if len(dates) == 1 else 'from %s to %s' % (dates[0], dates[-1]),
                ', '.join(sorted({r['server'] for r in ran})),
                sum(not r['failed'] for r in ran), sum(bool(r['failed']) for r in ran),
                sum(r['passed'] for r in ran), sum(r['failed'] for r in ran), sum(r['skipped'] for r in ran))

    def text(self):
        tables = '\n'.join(self._table(python) for python in reversed(matrix.PYTHONS))
        links = ' '.join('<a href="#python-%s">%s</a>' % (python, python) for python in reversed(matrix.PYTHONS))
        key = ''.join('<tr><td><span class=%s>%s</span><td>%s' % (state[0], SIGNS[state], text) for state, text in KEY)
        return '\n'.join([
            '<!DOCTYPE html>', '<!-- Generated by tests/matrix/sweep_page.py; do not edit. -->',
            '<html lang="en"><head>',
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            '<title>Flask-PyMongo: every version</title><style>%s</style></head><body>' % STYLE,
            '<h1>Every version</h1>',
            '<p>Each cell is one Python with one Flask (across) and one PyMongo (down). Choose one to see what ran. '
            '<a href="../matrix.html">Back to the matrix</a>.</p>',
            '<p>%s</p>' % html.escape(self._summary()), '<table class="key">%s</table>' % key,
            '<p>Python %s</p>' % links, '<div class="grids">', tables, '</div>',
            '<div id="detail" role="status">Choose a cell.</div>',
            '<script>const texts = %s;%s</script>' % (
                json.dumps(list(self.texts), separators=(',', ':')).replace('</', '<\\/'), SCRIPT),
            '</body></html>', ''])


def page(results):
    """The page for these results: a dict from names of triples to what sweep.py found."""
    return _Page(results).text()


def main(arguments):
    if arguments == ['collect']:
        generated.write_or_check({triples.COLLECTED: collected()}, [])
        arguments = []
    return generated.write_or_check({PAGE: page(triples.collected())}, arguments)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
