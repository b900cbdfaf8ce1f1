# -*- coding: utf-8 -*-
"""The wiki's markup, taken apart into plain lists: the templates put it together again and do the escaping."""
import re

INLINE = re.compile(r'\[\[picture:(?P<picture>[^\[\]|]+)\]\]'
                    r'|\[\[(?P<link>[^\[\]|]+)(?:\|(?P<label>[^\[\]]+))?\]\]'
                    r'|\*(?P<strong>[^*\n]+)\*'
                    r'|`(?P<code>[^`\n]+)`')


def inline(text):
    """A list of (kind, value, label); kind is text, link, picture, strong or code."""
    parts, end = [], 0
    for match in INLINE.finditer(text):
        if match.start() > end:
            parts.append(('text', text[end:match.start()], None))
        kind = [name for name in ('picture', 'link', 'strong', 'code') if match.group(name)][0]
        value = match.group(kind).strip()
        parts.append((kind, value, (match.group('label') or value).strip()))
        end = match.end()
    if end < len(text):
        parts.append(('text', text[end:], None))
    return parts


def parse(text):
    """A list of (kind, content): heading and paragraph with inline parts, list with one such per item,
    code with its text."""
    blocks = []
    for chunk in re.split(r'\n\s*\n', text):
        paragraph = []
        for line in chunk.split('\n'):
            heading = re.match(r'==\s*(.+?)\s*(?:==)?\s*$', line)
            if heading:
                add(blocks, 'paragraph', paragraph)
                paragraph = []
                blocks.append(('heading', inline(heading.group(1))))
            elif line.startswith('* '):
                add(blocks, 'paragraph', paragraph)
                paragraph = []
                if not blocks or blocks[-1][0] != 'list':
                    blocks.append(('list', []))
                blocks[-1][1].append(inline(line[2:]))
            elif line.startswith('    '):
                add(blocks, 'paragraph', paragraph)
                paragraph = []
                if blocks and blocks[-1][0] == 'code':
                    blocks[-1] = ('code', blocks[-1][1] + '\n' + line[4:])
                else:
                    blocks.append(('code', line[4:]))
            elif line.strip():
                paragraph.append(line.strip())
        add(blocks, 'paragraph', paragraph)
    return blocks


def add(blocks, kind, lines):
    if lines:
        blocks.append((kind, inline(' '.join(lines))))


def plain(text):
    """The words of a text in one line, without markup and pictures."""
    pieces = []
    for kind, content in parse(text):
        if kind == 'code':
            pieces.append(content)
        else:
            for parts in content if kind == 'list' else [content]:
                pieces.append(''.join(label or value for kind, value, label in parts if kind != 'picture'))
    return ' '.join(' '.join(pieces).split())


def links(text):
    """The titles of the pages that a text links to, each once."""
    return sorted(set(match.group('link').strip() for match in INLINE.finditer(text) if match.group('link')))


def relink(text, old, new):
    """The text with its links to one title pointing to another; labels stay."""
    def replace(match):
        link = match.group('link')
        if not link or link.strip() != old:
            return match.group(0)
        label = match.group('label')
        return '[[%s|%s]]' % (new, label) if label else '[[%s]]' % new
    return INLINE.sub(replace, text)
