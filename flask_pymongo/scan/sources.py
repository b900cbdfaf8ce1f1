"""Sources as trees: Python 3 by LibCST, Python 2 by fissix, with the places of the original text."""
import bisect
import logging
import re
import warnings

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider

_CODING = re.compile(br'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)')
_FIXERS = ('print', 'except', 'exec', 'raise', 'repr', 'ne', 'tuple_params', 'throw')
_MARKS = (libcst.BaseParenthesizableWhitespace, libcst.TrailingWhitespace, libcst.EmptyLine, libcst.Comma, libcst.Dot,
          libcst.AssignEqual, libcst.LeftParen, libcst.RightParen, libcst.LeftSquareBracket,
          libcst.RightSquareBracket, libcst.Colon, libcst.BaseCompOp, libcst.BaseBinaryOp, libcst.Semicolon)
_OCTAL = re.compile(r'^0[0-7]+$')


class Unreadable(Exception):
    """A source that no parser reads, or a file that cannot be read."""


def read(path):
    """The text of a file and its encoding.

    :raises Unreadable: if there is none
    """
    try:
        with open(path, 'rb') as source:
            content = source.read()
    except EnvironmentError as error:
        raise Unreadable(error.strerror or str(error))
    return decode(content)


def decode(content):
    """The text of the bytes of a source, and its encoding. The ends of lines are as they were.

    :raises Unreadable: if the bytes are no text in the encoding that they name
    """
    encoding = 'utf-8'
    if content.startswith(b'\xef\xbb\xbf'):
        encoding = 'utf-8-sig'
    else:
        for line in content.splitlines()[:2]:
            match = _CODING.match(line)
            if match is not None:
                encoding = match.group(1).decode('ascii')
                break
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        if encoding != 'utf-8':
            raise Unreadable(str(error))
        # Python 2 takes bytes for text where no encoding is named.
        return content.decode('latin-1'), 'latin-1'
    except LookupError as error:
        raise Unreadable(str(error))


class Source(object):
    """One file: its tree, and where its nodes are.

    :param text: the original text
    :raises Unreadable: if no parser reads it
    """

    def __init__(self, path, text):
        self.path, self.original, self.is_python_2 = path, text, False
        self._pieces, self._children = None, {}
        try:
            self._parse(text)
        except libcst.ParserSyntaxError as error:
            self._parse_python_2(text, error)
        self._positions = MetadataWrapper(self.tree, unsafe_skip_copy=True).resolve(PositionProvider)

    def _parse(self, text):
        self.tree = libcst.parse_module(text)
        self.text = text
        # As LibCST counts them: not at a form feed, as `splitlines` would.
        self._lines = [0] + [match.end() for match in re.finditer(r'\r\n|\r|\n', text)]

    def _parse_python_2(self, text, error):
        try:
            modern, pieces = _to_python_3(text)
            self._parse(modern)
        except libcst.ParserSyntaxError:
            raise Unreadable('line %d: %s' % (error.raw_line, error.message.splitlines()[0]))
        self._pieces, self.is_python_2 = pieces, True
        self._begins = [piece[0] for piece in pieces]

    def children(self, node):
        """What a node is made of, without white space and punctuation."""
        found = self._children.get(id(node))
        if found is None:
            found = self._children[id(node)] = [child for child in node.children if not isinstance(child, _MARKS)]
        return found

    def start(self, node):
        """Where a node begins in `text`."""
        return self._offset(self._positions[node].start)

    def end(self, node):
        """Where a node ends in `text`."""
        return self._offset(self._positions[node].end)

    def _offset(self, position):
        return self._lines[position.line - 1] + position.column

    def of(self, node):
        """The text of a node."""
        return self.text[self.start(node):self.end(node)]

    def place(self, offset):
        """Line and column in the original, both from 1."""
        offset = self._original(offset, False)
        before = self.original[:offset]
        line = len(re.findall(r'\r\n|\r|\n', before)) + 1
        return line, offset - max(before.rfind('\n'), before.rfind('\r'))

    def edit(self, edit):
        """An edit of `text` as one of the original; None if the original has other text there."""
        start, end, text = edit
        if self._pieces is None:
            return edit
        there = self._original(end, True)
        if start == end:
            here = there = self._original(end, False) if there is None else there
        else:
            here = self._original(start, False)
        if there is None or there is None or self.original[here:there] != self.text[start:end]:
            return None
        return here, there, text

    def _original(self, offset, at_end):
        """The place in the original of a place in the text; of the end of a piece rather than the next, if asked."""
        if self._pieces is None:
            return offset
        find = bisect.bisect_left if at_end else bisect.bisect_right
        index = max(find(self._begins, offset) - 1, 0)
        begin, there, length = self._pieces[index]
        if at_end and offset - begin > length:
            return None
        return there + min(max(offset - begin, 0), length)


def _to_python_3(text):
    """The text of a Python 2 source in the syntax of Python 3, and which pieces of it are where in the original."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        from fissix import refactor
        from fissix.pgen2 import parse, token, tokenize
    logging.getLogger('RefactoringTool').setLevel(logging.ERROR)
    tool = refactor.RefactoringTool(['fissix.fixes.fix_' + name for name in _FIXERS])
    ends = text if text.endswith('\n') else text + '\n'
    try:
        tree = tool.refactor_string(ends, '')
    except (parse.ParseError, tokenize.TokenError, IndentationError, SyntaxError) as error:
        raise Unreadable('no Python 3, and no Python 2: %s' % error)
    if tree is None:
        raise Unreadable('no Python 3, and no Python 2')
    lines = [0] + [match.end() for match in re.finditer('\n', ends)]
    pieces, modern, at = [], [], 0
    for leaf in tree.leaves():
        written = leaf.value
        if leaf.type == token.NUMBER:
            written = written.rstrip('lL')
            written = '0o' + (written[1:] or '0') if _OCTAL.match(written) else written
        elif leaf.type == token.STRING and written[:2].lower() == 'ur':
            written = written[1:]
        modern += [leaf.prefix, written]
        at += len(leaf.prefix)
        if leaf.lineno and written:
            pieces.append((at, lines[leaf.lineno - 1] + leaf.column, len(written)))
        at += len(written)
    return ''.join(modern), sorted(pieces)
