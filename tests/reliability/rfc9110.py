"""What RFC 9110 says that a server answers to GET and HEAD of one file, written anew from its text (13.2.2, 14.2).

It is told what headers mean, never how they are written: that the package has to find out by itself.
"""
from collections import namedtuple

#: The file: `tag` without quotes, `modified` in seconds.
File = namedtuple('File', 'content tag modified')

#: What the headers of a request mean; None is a header that is not there or does not count.
#: `match`, `none_match`: '*' or a list of (is_weak, tag). `unmodified_since`, `modified_since`: seconds.
#: `ranges`: a list of pairs (first, last), of which one may be None. `if_range`: (is_weak, tag), or seconds.
Meaning = namedtuple('Meaning', 'method match unmodified_since none_match modified_since ranges if_range')

#: `content_range` as text, `body` as bytes.
Answer = namedtuple('Answer', 'status body content_range')


def answer(file, meaning):
    """The one answer to a request."""
    refused = _refusal(file, meaning)
    if refused:
        return Answer(refused, b'', None)
    if meaning.method == 'HEAD':
        return Answer(200, b'', None)
    whole = Answer(200, file.content, None)
    if meaning.ranges is None or len(meaning.ranges) != 1 or not _range_applies(file, meaning.if_range):
        return whole
    return _part(file, whole, *meaning.ranges[0])


def _refusal(file, meaning):
    if meaning.match is not None:
        if meaning.match != '*' and (False, file.tag) not in meaning.match:
            return 412
    elif meaning.unmodified_since is not None and file.modified > meaning.unmodified_since:
        return 412
    if meaning.none_match is not None:
        known = meaning.none_match == '*' or file.tag in [tag for _, tag in meaning.none_match]
        return 304 if known else None
    if meaning.modified_since is not None and file.modified <= meaning.modified_since:
        return 304
    return None


def _range_applies(file, condition):
    if condition is None:
        return True
    return condition == (False, file.tag) if isinstance(condition, tuple) else condition == file.modified


def _part(file, whole, first, last):
    length = len(file.content)
    if first is None:
        if last and not length:
            return whole  # satisfiable, but Content-Range cannot say so
        first, last = max(0, length - last), length - 1
        satisfiable = first < length
    else:
        if last is not None and last < first:
            return whole  # malformed
        satisfiable = first < length
        last = length - 1 if last is None else min(last, length - 1)
    if not satisfiable:
        return Answer(416, b'', 'bytes */%d' % length)
    return Answer(206, file.content[first:last + 1], 'bytes %d-%d/%d' % (first, last, length))
