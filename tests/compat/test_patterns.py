"""Every regular expression of the package reads any text in linear time.

Two proofs. The first takes a pattern apart: a backtracking matcher is linear unless the pattern has two places that can
both go on with the same text, and that text leads from the first to the second (`\\s*-?\\s*x`, where blanks do). The
second measures the patterns on texts made of their own letters. Python 2.7 and 3.6+.
"""
import ast
import re
from collections import namedtuple

import pytest

from .test_house import NAMES, tree_of

try:
    from re import _parser as parser  # Python 3.11
except ImportError:
    import sre_parse as parser
try:
    from time import process_time as cpu_time
except ImportError:
    from time import clock as cpu_time

pytestmark = pytest.mark.once_a_major

#: Patterns that are made at run time: what stands for them here. None: whoever makes the pattern may choose it.
MADE = {
    ('flask_pymongo/extended_json.py', 'pattern'): None,
    ('flask_pymongo/doctor/removed_names.py', 'pattern'): r'\baa\.aa\b',
    ('flask_pymongo/compat/legacy/javascript.py', "'(?<![\\\\w$.])%s(?![\\\\w$])' % re.escape(name)"):
        r'(?<![\w$.])aa(?![\w$])',
}
FUNCTIONS = ('compile', 'match', 'search', 'fullmatch', 'split', 'findall', 'finditer', 'sub', 'subn', 'template')
ANCHORED = ('match', 'fullmatch')
#: Repeats of more than this many times are taken for unbounded ones.
FEW = 8

Pattern = namedtuple('Pattern', 'name line text flags anchored')


# Finding them

_walked = {}


def nodes(name, kind):
    if name not in _walked:
        _walked[name] = {}
        for node in ast.walk(tree_of(name)):
            _walked[name].setdefault(type(node).__name__, []).append(node)
    return _walked[name].get(kind, [])


def source_of(node):
    """An expression as it is written, the same on every Python."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return '%s %% %s' % (source_of(node.left), source_of(node.right))
    if isinstance(node, ast.Call):
        return '%s(%s)' % (source_of(node.func), ', '.join(source_of(argument) for argument in node.args))
    if isinstance(node, ast.Attribute):
        return '%s.%s' % (source_of(node.value), node.attr)
    if isinstance(node, ast.Name):
        return node.id
    text = literal(node)
    return ast.dump(node) if text is None else repr(str(text))


def literal(node):
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    if isinstance(value, bytes):
        value = value.decode('latin-1')
    return value if isinstance(value, (type(''), type(u''))) else None


def flags_of(call):
    given = [node.attr for argument in call.args[1:] + [keyword.value for keyword in call.keywords]
             for node in ast.walk(argument) if isinstance(node, ast.Attribute)]
    value = 0
    for name in given:
        if isinstance(getattr(re, name, None), int):
            value |= getattr(re, name)
    return value


def is_anchored(name, call):
    """Whether a pattern is tried at the start of a text only."""
    if call.func.attr in ANCHORED:
        return True
    if call.func.attr != 'compile':
        return False
    place = (call.lineno, call.col_offset)
    variable = [node.targets[0].id for node in nodes(name, 'Assign') if isinstance(node.targets[0], ast.Name)
                and (node.value.lineno, node.value.col_offset) == place]
    return bool(variable) and ways_of(name, variable[0]) <= set(ANCHORED)


def ways_of(name, variable):
    """What is done with a compiled pattern: names of methods, and None for anything else."""
    methods = [node for node in nodes(name, 'Attribute')
               if isinstance(node.value, ast.Name) and node.value.id == variable]
    loads = [node for node in nodes(name, 'Name') if node.id == variable and isinstance(node.ctx, ast.Load)]
    return set(node.attr for node in methods) | (set() if len(loads) == len(methods) else {None})


def constant(name, node):
    """What a name of the module stands for, where it stands for one expression; any other node as it is."""
    if not isinstance(node, ast.Name):
        return node
    values = [assigned.value for assigned in nodes(name, 'Assign')
              for target in assigned.targets if isinstance(target, ast.Name) and target.id == node.id]
    return values[0] if len(values) == 1 else node


def found_in(name):
    for call in nodes(name, 'Call'):
        function = call.func
        if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
                and function.value.id == 're' and function.attr in FUNCTIONS):
            continue
        text = literal(constant(name, call.args[0]))
        if text is None:
            made = (name, source_of(call.args[0]))
            assert made in MADE, '%s line %d: say in MADE what stands for the pattern %s' % (name, call.lineno, made[1])
            text = MADE[made]
        if text is not None:
            yield Pattern(name, call.lineno, text, flags_of(call), is_anchored(name, call))


ALL = [pattern for name in NAMES for pattern in found_in(name)]
each_pattern = pytest.mark.parametrize('pattern', ALL, ids=lambda pattern: '%s:%d' % (pattern.name, pattern.line))


def test_no_pattern_escapes_the_search():
    """`re` is imported whole and called by its name, so that found_in() sees each pattern."""
    for name in NAMES:
        assert not [node.lineno for node in nodes(name, 'ImportFrom') if node.module in ('re', 'sre_compile')], name
        assert not [node.lineno for node in nodes(name, 'Import')
                    if any(alias.name in ('re', 'regex') and alias.asname for alias in node.names)], name
        called = [id(call.func) for call in nodes(name, 'Call')]
        assert not [node.lineno for node in nodes(name, 'Attribute') if isinstance(node.value, ast.Name)
                    and node.value.id == 're' and node.attr in FUNCTIONS and id(node) not in called], name


def test_patterns_are_found():
    names = set(pattern.name for pattern in ALL)
    assert set(['flask_pymongo/file_headers.py', 'flask_pymongo/extended_json.py']) <= names


# Taking them apart

class Automaton(object):
    """The places of a pattern that take a letter, and which place comes after which, in how many ways."""

    def __init__(self, pattern, flags=0, anchored=True):
        self.flags = flags
        self._letters = []   # of each place: what the parser says that it takes
        self._steps = {}     # node: nodes that are reached without a letter
        self._after = {}     # place: the node that its letter leads to
        self._at = {}        # node: the place that begins there
        self._boundaries = set()  # nodes between a word and something else
        self._conditions = set()  # nodes where a matcher may have to go back, though it takes nothing
        self._beginnings = set()  # nodes that no letter comes before
        self._nodes = 0
        self._has_empty_loop = False
        start = self._node()
        if not anchored:
            # A search tries each position of the text.
            start, _ = self._repeat(start, self._any_letter, 0, True)
        self._end = self._build(start, parser.parse(pattern, flags))
        self.places = range(len(self._letters))
        texts = [letter for letter in map(chr, range(128))] + [u'\xe9', u'\u0660', u'\u2003', u'\u0130']
        self._sets = [set(text for text in texts if self._takes(place, text)) for place in self.places]
        self.follow = [self._follow(place) for place in self.places]

    def _node(self):
        self._nodes += 1
        return self._nodes

    def _step(self, begin, end):
        self._steps.setdefault(begin, []).append(end)
        return end

    def _place(self, begin, letters):
        here, end = self._node(), self._node()
        self._step(begin, here)
        self._at[here] = len(self._letters)
        self._after[len(self._letters)] = end
        self._letters.append(letters)
        return end

    def _repeat(self, begin, build, least, is_endless, most=0):
        for _ in range(least):
            begin = build(begin)
        if is_endless:
            hub, out = self._step(begin, self._node()), self._node()
            self._step(build(hub), hub)
            return self._step(hub, out), hub
        out = self._node()
        for _ in range(most - least):
            self._step(begin, out)
            begin = build(begin)
        return self._step(begin, out), None

    def _build(self, begin, items):
        for item in items:
            begin = self._item(begin, str(item[0]).upper(), item[1])
        return begin

    def _any_letter(self, begin):
        end = self._node()
        for letter in (r'\w', r'\W'):
            self._step(self._build(begin, parser.parse(letter)), end)
        return end

    def _item(self, begin, kind, value):
        if kind in ('LITERAL', 'NOT_LITERAL', 'IN', 'ANY', 'CATEGORY', 'RANGE'):
            return self._place(begin, (kind, value))
        if kind in ('AT', 'ASSERT', 'ASSERT_NOT'):
            # What looks around takes nothing; with a repeat in it, it would have to be looked at by itself.
            assert kind == 'AT' or not [name for name in str(value[1]).upper().split() if 'REPEAT' in name]
            begin = self._step(begin, self._node())
            self._conditions.add(begin)
            if str(value).upper() == 'AT_BOUNDARY':
                self._boundaries.add(begin)
            if str(value).upper() == 'AT_BEGINNING_STRING' or (
                    str(value).upper() == 'AT_BEGINNING' and not self.flags & re.MULTILINE):
                self._beginnings.add(begin)
            return begin
        if kind in ('SUBPATTERN', 'ATOMIC_GROUP'):
            return self._build(begin, value[-1] if kind == 'SUBPATTERN' else value)
        if kind == 'BRANCH':
            end = self._node()
            for branch in value[1]:
                self._step(self._build(self._step(begin, self._node()), branch), end)
            return end
        assert kind in ('MAX_REPEAT', 'MIN_REPEAT', 'POSSESSIVE_REPEAT'), kind
        least, most, items = value
        is_endless = most > FEW
        return self._repeat(begin, lambda node: self._build(node, items), min(least, FEW), is_endless, most)[0]

    def _takes(self, place, text):
        kind, value = self._letters[place]
        if kind == 'ANY':
            return text != '\n' or bool(self.flags & re.DOTALL)
        data = {'LITERAL': lambda: [(kind, value)], 'NOT_LITERAL': lambda: [('NEGATE', None), ('LITERAL', value)],
                'IN': lambda: value}.get(kind, lambda: [(kind, value)])()
        cases = [text] if not self.flags & re.IGNORECASE else [text.lower(), text.upper()]
        negated = any(str(op).upper() == 'NEGATE' for op, _ in data)
        return negated != any(self._is(one, str(op).upper(), given) for one in cases for op, given in data)

    @staticmethod
    def _is(text, kind, given):
        if kind == 'NEGATE' or len(text) != 1:
            return False
        if kind == 'LITERAL':
            return ord(text) == given
        if kind == 'RANGE':
            return given[0] <= ord(text) <= given[1]
        assert kind == 'CATEGORY', kind
        name = str(given).upper().replace('CATEGORY_', '')
        word = {'DIGIT': r'\d', 'SPACE': r'\s', 'WORD': r'\w'}[name.replace('NOT_', '')]
        return bool(re.match(word, text, re.UNICODE)) != name.startswith('NOT_')

    def _follow(self, place):
        """Places that come next: place -> in how many ways; notes a loop that can go round without a letter."""
        counted = {}

        def walk(at, path):
            if at in path:
                self._has_empty_loop = True
                return
            if at in self._beginnings:
                return
            if at in self._at and (self._boundaries.isdisjoint(path) or self._differ(place, self._at[at])):
                counted[self._at[at]] = counted.get(self._at[at], 0) + 1
            for other in self._steps.get(at, ()):
                walk(other, path + (at,))
        walk(self._after[place], ())
        return counted

    def _may_end(self, place):
        """Whether a match that has come to a place is one already, so that nothing makes the matcher go back."""
        todo, seen = [self._after[place]], set()
        while todo:
            node = todo.pop()
            if node not in seen and node not in self._conditions:
                if node == self._end:
                    return True
                seen.add(node)
                todo.extend(self._steps.get(node, ()))
        return False

    def _differ(self, one, other):
        """Whether there may be the boundary of a word between two places."""
        kinds = [set(bool(re.match(r'\w', text, re.UNICODE)) for text in self._sets[place]) for place in (one, other)]
        return any(before != after for before in kinds[0] for after in kinds[1])

    def meet(self, *places):
        """Whether one letter is taken by all of the places."""
        return bool(set.intersection(*(self._sets[place] for place in places)))

    def reaches(self, start, goal):
        """Whether some text leads several places, step by step together, to others."""
        seen, todo = set(), [start]
        while todo:
            state = todo.pop()
            following = [()]
            for place in state:
                following = [done + (other,) for done in following for other in self.follow[place]]
            for other in following:
                if other not in seen and self.meet(*other):
                    if other == goal:
                        return True
                    seen.add(other)
                    todo.append(other)
        return False

    def fault(self):
        """What makes a matcher go back again and again: a pair of places, or 'empty'; None if nothing does."""
        if self._has_empty_loop:
            return 'empty'
        loops = [place for place in self.places if self.reaches((place,), (place,))]
        for first in loops:
            for second, ways in self.follow[first].items():
                if ways > 1 and (second == first or self.reaches((second,), (first,))):
                    return first, second
        for first in loops:
            for second in loops:
                if first != second and not self._may_end(second) \
                        and self.reaches((first, first, second), (first, second, second)):
                    return first, second
        return None


@pytest.mark.parametrize('pattern', [
    r'\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*\Z', r'(a+)+b', r'(a|a)*b', r'(?:a|ab|b)*c', r'a*a*b',
    r'\s+\s+x', r'(.*)(.*)x', r'(/.+\.sock)(?:/(.*))?$', r'[a-z]*\w*!', r'(?:a?){20}b', r'(?:a*)*b', r'a*?\w*?!',
])
def test_a_bad_pattern_is_recognised(pattern):
    assert Automaton(pattern).fault()


def test_a_bad_pattern_is_recognised_whatever_its_case():
    assert Automaton('a*A*b').fault() is None
    assert Automaton('a*A*b', re.IGNORECASE).fault()


@pytest.mark.parametrize('pattern', [
    r'\s*-?[0-9]{1,99}\s*\Z', r'[a-z]+\d*', r'"[^"]*"', r'(?:a|b)*c', r'(/*)([^/]*)x', r'a{0,3}a{0,3}b', r'(?:,a*)*x',
])
def test_a_good_pattern_is_recognised(pattern):
    assert Automaton(pattern).fault() is None


def test_a_search_begins_anywhere():
    assert Automaton(r'\s+x', anchored=False).fault()
    assert Automaton(r'x\s+x', anchored=False).fault() is None
    assert Automaton(r'\d+|[a-z]+', anchored=False).fault() is None
    assert Automaton(r'a(?:.*b)?', anchored=False).fault()
    assert Automaton(r'\d+L', anchored=False).fault()
    assert Automaton(r'\b\d+L', anchored=False).fault() is None
    assert Automaton(r'\B\d+L', anchored=False).fault()
    assert Automaton(r'^\s+x', anchored=False).fault() is None
    assert Automaton(r'^\s+x', re.MULTILINE, anchored=False).fault()


@each_pattern
def test_pattern_is_linear(pattern):
    assert Automaton(pattern.text, pattern.flags, pattern.anchored).fault() is None, \
        '%r takes more than linear time' % pattern.text


# Measuring them

#: The last is more than servers take for one header; a fault shows before a run gets long.
LENGTHS = [2 ** 9, 2 ** 13, 2 ** 15, 2 ** 17]
#: Of CPU time. What is linear takes a hundredth of it; what is quadratic, a multiple.
MOST_SECONDS = 2


def attacks(pattern):
    """Starts and repeated parts: the letters and the runs of letters that a pattern names, and some that are common."""
    words = [word.replace('\\', '') for word in re.findall(r'\\?[.]?[A-Za-z]{2,}|[/<>($:{"\'-]', pattern)]
    pairs = [one + other for one, other in zip(words, words[1:])]
    repeated = sorted(set([' ', '1', 'a', ',', '.', '\t', ' -', '1-'] + words + pairs))
    return [(start, many) for start in [''] + sorted(set(words[:4])) for many in repeated]


@each_pattern
def test_pattern_is_quick(pattern):
    compiled = re.compile(pattern.text, pattern.flags)
    ask = compiled.match if pattern.anchored else compiled.search
    for start, many in attacks(pattern.text):
        for length in LENGTHS:
            text = start + many * (length // len(many)) + u'\n\x00'
            begun = cpu_time()
            ask(text)
            spent = cpu_time() - begun
            assert spent < MOST_SECONDS, '%r x %d took %.1f s' % (start + many, length, spent)
