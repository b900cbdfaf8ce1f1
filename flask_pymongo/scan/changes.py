"""One call and what it becomes: as a text, and as edits of the source."""
import tokenize
import warnings

import libcst as cst


class Argument(object):
    """An argument of a call.

    :param name: its keyword; None for a positional one
    :param what: the :class:`~.values.Value`; None if it is not known
    """

    def __init__(self, node, name, what, source):
        self.node, self.name, self.what = node, name, what
        self.text = source.of(node.value)
        self.dropped = False

    @property
    def kind(self):
        """The kind of its value; None if that is not known."""
        return None if self.what is None else self.what.kind

    def is_literal(self, text):
        """Whether it is written just like this, as ``True``."""
        return self.text == text


def parse_arguments(node, given, source):
    """The arguments of a call; None if some of them are only known when it runs."""
    if any(argument.star for argument in node.args):
        return None
    return [Argument(argument, name, what, source) for argument, (name, what, _) in zip(node.args, given)]


class Change(object):
    """What becomes of a call of a method: edits are collected, and doubts.

    :param node: the call
    :param arguments: what :func:`parse_arguments` gives
    :param unused: whether nobody looks at what the call gives
    """

    def __init__(self, source, node, arguments, unused):
        self.source, self.node, self.arguments, self.unused = source, node, arguments, unused
        self.certain = True
        self.more = []
        self._edits, self._added, self._before, self._after = [], [], '', ''
        self._begin, self._end = source.start(node.func.attr), source.end(node)

    def doubt(self):
        """Whether the change is right depends on what cannot be seen."""
        self.certain = False

    def call(self, method):
        """Call another method."""
        self._edits.append((self._begin, self.source.end(self.node.func.attr), method))

    def drop(self, argument):
        """Leave an argument out."""
        argument.dropped = True

    def name(self, argument, keyword):
        """Give an argument another keyword."""
        if argument.name is not None and argument.name != keyword:
            node = argument.node.keyword
            self._edits.append((self.source.start(node), self.source.end(node), keyword))

    def replace(self, argument, text):
        """Give an argument another value."""
        node = argument.node.value
        self._edits.append((self.source.start(node), self.source.end(node), text))

    def wrap(self, argument, before, after):
        """Put text around the value of an argument."""
        node = argument.node.value
        self._edits.append((self.source.start(node), self.source.start(node), before))
        self._edits.append((self.source.end(node), self.source.end(node), after))

    def insert(self, argument, text):
        """Put text before an argument."""
        at = self.source.start(argument.node)
        self._edits.append((at, at, text))

    def add(self, text):
        """Add an argument at the end."""
        self._added.append(text)

    def prefix(self, text):
        """Put text before the name of the method."""
        self._before += text

    def suffix(self, text):
        """Put text after the call."""
        self._after += text

    def instead(self, text, begin=None):
        """Put a text in the place of the whole call, from its name or from another place on."""
        begin = self._begin if begin is None else begin
        if '#' in self.source.text[begin:self._end]:
            self.doubt()
        self._begin = begin
        self._edits = [(begin, self._end, text)]

    def edits(self):
        """All edits of the call, sorted."""
        found = list(self._edits)
        if self._before:
            found.append((self._begin, self._begin, self._before))
        found += self._removals()
        if self._added:
            kept = [argument for argument in self.arguments if not argument.dropped]
            text = ', '.join(self._added)
            if kept:
                at = self.source.end(kept[-1].node)
                found.append((at, at, ', ' + text))
            else:
                at = self.source.text.rindex(')', 0, self._end)
                found.append((at, at, text))
        if self._after:
            found.append((self._end, self._end, self._after))
        return sorted(found, key=lambda edit: edit[:2])

    def _removals(self):
        """The ranges of the dropped arguments, with a comma each."""
        nodes = [argument.node for argument in self.arguments]
        found, plain = removals(self.source, self.node, nodes, [argument.dropped for argument in self.arguments])
        if not plain:
            self.doubt()
        return found

    def text(self):
        """The call after the change, from its name on, on one line."""
        found, at = [], self._begin
        for begin, end, text in self.edits():
            found += [self.source.text[at:begin], text]
            at = end
        return one_line(''.join(found) + self.source.text[at:self._end])


def removals(source, call, nodes, dropped):
    """Edits that leave some arguments of a call out with a comma each, and whether no comment goes with them."""
    found, kept, plain = [], False, True
    for number, node in enumerate(nodes):
        if not dropped[number]:
            kept = True
            continue
        if kept:
            begin, end = source.end(nodes[number - 1]), source.end(node)
        elif number + 1 < len(nodes):
            begin, end = source.start(node), source.start(nodes[number + 1])
        else:
            begin, end = source.start(node), source.text.rindex(')', 0, source.end(call))
        plain = plain and '#' not in source.text[begin:end]
        found.append((begin, end, ''))
    return found, plain


def one_line(text):
    """A text with its lines put together, without comments."""
    if '#' in text:
        text = _without_comments(text)
    lines = [line.strip() for line in text.splitlines()]
    joined = lines[0] if lines else ''
    for line in lines[1:]:
        joined += ('' if joined.endswith(('(', '[', '{')) else ' ') + line
    return joined


def _without_comments(text):
    lines = text.splitlines(True)
    try:
        # What is in brackets may go over lines.
        for kind, _, (line, begin), (_, end), _ in tokenize.generate_tokens(iter(['('] + lines + [')']).__next__):
            if kind == tokenize.COMMENT:
                written = lines[line - 2]
                lines[line - 2] = written[:begin] + ' ' * (end - begin) + written[end:]
    except (tokenize.TokenError, SyntaxError):
        return text
    return ''.join(lines)


def literal(node):
    """The text of a string without expressions in it; None for anything else."""
    if not isinstance(node, cst.SimpleString):
        return None
    try:
        with warnings.catch_warnings():
            # Escapes that mean nothing.
            warnings.simplefilter('ignore')
            found = node.evaluated_value
    except (SyntaxError, ValueError):
        # Python 2 reads other escapes.
        return None
    return found if isinstance(found, str) else None


def is_simple(node):
    """Whether an expression can be written a second time: nothing is called by it."""
    if isinstance(node, cst.Attribute):
        return is_simple(node.value)
    if isinstance(node, cst.Subscript):
        index = node.slice[0].slice if len(node.slice) == 1 else None
        return isinstance(index, cst.Index) and is_simple(node.value) and is_simple(index.value)
    return isinstance(node, (cst.Name, cst.SimpleString, cst.Integer))


def apply(text, changes):
    """A text after changes, each of which is a list of edits that belong together.

    A change that touches what another one changes is left out as a whole.
    """
    taken = []
    for edits in changes:
        if all(edit in taken or not any(_meet(edit, other) for other in taken) for edit in edits):
            taken += [edit for edit in edits if edit not in taken]
    found, at = [], 0
    for begin, end, new in sorted(taken, key=lambda edit: edit[:2]):
        found += [text[at:begin], new]
        at = end
    return ''.join(found) + text[at:]


def _meet(one, other):
    if one[:2] == other[:2]:
        return True
    return one[0] < other[1] and other[0] < one[1]
