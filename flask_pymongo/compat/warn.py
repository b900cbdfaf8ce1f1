"""LegacyWarning, the legacy names of the wrappers with what to write instead, and how to warn and not to warn."""
from __future__ import absolute_import

import functools
import inspect
import os
import sys
import threading
import types
import warnings

# The start-up file loads it under its name, without its parents.
counting = sys.modules.get('flask_pymongo.compat.counting')
if counting is None:
    from . import counting

#: Packages whose frames never are "the caller": ours, the import machinery that `flask.ext` goes through, and what
#: stands between an application and what it calls: Jinja's for a template, Flask's and Werkzeug's for `request.json`.
_OWN = ('flask_pymongo', '_flask_pymongo_startup', 'importlib', '_frozen_importlib', 'jinja2', 'flask', 'werkzeug')
#: Packages that call what an application hands them: decorators, pools of threads, tests. The application is further
#: out; if it is not, because a method itself is the target of a thread, they are blamed.
_CALLERS = ('threading', 'functools', 'contextlib', 'concurrent', 'asyncio', 'multiprocessing', 'unittest', 'wrapt',
            'decorator', 'click', 'json', 'simplejson', 'copy', 'pprint', 'sched', 'timeit')
#: Older drivers use their own legacy names, and itsdangerous writes sessions with the application's JSON encoder; there
#: is nothing in that for an application to change. `inspect` and `pydoc` read every attribute that there is.
_LIBRARIES = ('pymongo', 'gridfs', 'bson', 'itsdangerous', 'inspect', 'pydoc')
#: Who makes one legacy call out of another.
_DRIVERS = ('pymongo', 'gridfs', 'flask_pymongo')

#: Whether threads and tasks have filters of their own (Python 3.14, if asked to).
_FILTERS_OF_CONTEXTS = bool(getattr(sys.flags, 'context_aware_warnings', 0))


#: Whether FLASK_PYMONGO_STRICT makes legacy use an error in this process.
PROCESS_IS_STRICT = os.environ.get('FLASK_PYMONGO_STRICT', '').strip().lower() not in ('', '0', 'false', 'no', 'off')
#: Says whether legacy use is an error here and now; None if it is an error nowhere, which needs no call to find out.
is_strict = (lambda: True) if PROCESS_IS_STRICT else None
#: Counts legacy calls; None unless FLASK_PYMONGO_REPORT names a file.
counter = counting.Counter(os.environ['FLASK_PYMONGO_REPORT']) if os.environ.get('FLASK_PYMONGO_REPORT') else None


class LegacyWarning(DeprecationWarning):
    """A legacy name was used and mapped onto its modern equivalent.

    A `DeprecationWarning`, so Python hides it unless asked (``-W default``), except in ``__main__``.

    .. versionadded:: 4.0
    """


def _message(name, modern, gone, package):
    left = '' if gone is None else ' (gone from %s %s)' % (package, gone)
    return '%s is a legacy name%s; the modern equivalent is %s' % (name, left, modern)


class LegacyName(object):
    """One legacy name of the wrappers.

    :param name: what warnings call it
    :param modern: what to write instead
    :param gone: the first version of PyMongo that no longer has it, as text
    """

    package = 'PyMongo'

    def __init__(self, name, modern, gone):
        self.name, self.modern, self.gone = name, modern, gone
        self.message = _message(name, modern, gone, self.package)

    def documented(self, text):
        """A docstring with what to write instead as its last paragraph."""
        paragraph = 'Legacy, gone from %s %s; the modern equivalent is %s.' % (self.package, self.gone, self.modern)
        if self.name.startswith('to set '):
            paragraph = 'To set it is legacy, which is' + paragraph[len('Legacy,'):]
        return '%s\n\n%s' % (inspect.cleandoc(text), paragraph) if text else paragraph


#: All legacy names of the wrappers: {name in warnings: LegacyName}. Each is entered where it is defined.
LEGACY_NAMES = {}


def register(name, modern, gone):
    """Enter a legacy name that is no method: a keyword, an option.

    :return: the :class:`LegacyName`
    """
    entry = LEGACY_NAMES[name] = LegacyName(name, modern, gone)
    return entry


def legacy_method(name, modern=None, gone=None, warns=True, positions=None, suggest=None):
    """Decorate a method, or the getter or the setter of a property, that newer drivers no longer have.

    The name is entered in LEGACY_NAMES, the docstring ends with what to write instead, and each call warns.

    :param name: what warnings call it
    :param modern: what to write instead; None for a name that is entered already
    :param gone: the first version of PyMongo that no longer has it, as text
    :param warns: False if only the docstring shall say it
    :param positions: (number, function): a function that takes and returns the arguments of a call, if it has more
        positional ones than that
    :param suggest: a function of the arguments of a call, as a tuple and a dict, that gives the very call to write
        instead, or None for what `modern` says
    """
    entry = LEGACY_NAMES[name] if modern is None else register(name, modern, gone)
    message = entry.message
    say = None if suggest is None else (
        lambda args, kwargs: _message(name, suggest(args, kwargs) or entry.modern, entry.gone, entry.package))

    def decorate(function):
        if not warns:
            function.__doc__ = entry.documented(function.__doc__)
            return function

        if positions is None:
            def method(*args, **kwargs):
                blame(message, LegacyWarning, say, args, kwargs, 2)
                return function(*args, **kwargs)
        else:
            alike, read = positions

            def method(*args, **kwargs):
                blame(message, LegacyWarning, say, args, kwargs, 2)
                if len(args) > alike:
                    args, kwargs = read(args, kwargs)
                return function(*args, **kwargs)

        method = functools.wraps(function)(method)
        method.legacy_name = entry
        method.__wrapped__ = function  # wraps of Python 2 does not set it
        method.__doc__ = entry.documented(function.__doc__)
        return method

    return decorate


def legacy(name, modern=None, gone=None, package='PyMongo'):
    """Issue a :class:`LegacyWarning` blamed on the application's line; none if the driver itself used the name.

    :param name: the legacy name, as the application wrote it
    :param modern: what to write instead; None for a name of :data:`LEGACY_NAMES`
    :param gone: the first version of the package that no longer has the name, as text; None if not known
    :param package: the package that had it
    """
    blame(LEGACY_NAMES[name].message if modern is None else _message(name, modern, gone, package), LegacyWarning)


def blame(message, category, say=None, args=(), kwargs=None, depth=1):
    """Issue any warning on the first line of the stack that belongs neither to this package nor to an import.

    :param say: a function of `args` and `kwargs` that gives a text to show in place of `message`. It is called only if
        the warning may be shown
    :param depth: how many frames above this one to begin
    """
    frame = sys._getframe(depth)
    silent = _silent
    # What blamed this place before does so again: it need not be looked at.
    place = message, category, frame.f_globals.get('__name__'), id(frame.f_code), frame.f_lasti
    if counter is not None and category is LegacyWarning and not counter.count(place):
        _count_first(place, frame, message, say, args, kwargs)
    if place in silent.places and silent.holds(warnings.filters) and not _FILTERS_OF_CONTEXTS and is_strict is None:
        return
    frame, kind = _application_of(frame)
    if category is LegacyWarning:
        if kind is _LIBRARY:
            return
        if is_strict is not None and is_strict() and not _is_declared(message, frame):
            raise LegacyWarning(_text(message, say, args, kwargs, kind))
    silent = _silent_places()
    code, scope = frame.f_code, frame.f_globals
    # An instruction says as much as its line and is known at once. It counts for calls of any shape.
    place = message, category, scope.get('__name__'), id(code), frame.f_lasti
    if place in silent.places:
        return
    message = _text(message, say, args, kwargs, kind)
    line = _line_of(frame)
    module = scope.get('__name__') or '<unknown>'
    warnings.warn_explicit(message, category, code.co_filename, line, module=module,
                           registry=scope.setdefault('__warningregistry__', {}))
    # A thread may be handed another method at the same place.
    if kind is not _CALLER and silent.hides_repetitions(message, category, module, line):
        silent.add(place, code)


def _application_of(frame):
    """The first frame from this one on that is not passed over, and what it is.

    If there is none, because a method itself was handed to a thread, the first that is not ours: who calls the method.
    """
    caller = None
    while True:
        kind = _kind_of(frame)
        if kind is _APPLICATION or kind is _LIBRARY:
            return frame, kind
        if caller is None and kind is _CALLER:
            caller = frame
        if frame.f_back is None:
            return caller or frame, _CALLER
        frame = frame.f_back


def _text(message, say, args, kwargs, kind):
    """What the warning of a call says."""
    text = message if say is None else say(args, kwargs)
    if kind is not _CALLER:
        return text
    name = message.partition(' is a legacy name')[0]
    if args and getattr(type(args[0]), 'full_name', None) is not None:
        name = '%s of the collection %s' % (name, args[0].name)
    return '%s (no line of the application calls it: look for where %s is handed to a thread, a pool or a timer)' % (
        text, name)


def _line_of(frame):
    # Jinja compiles a template to Python, whose line numbers differ from the template's.
    template = frame.f_globals.get('__jinja_template__')
    return frame.f_lineno if template is None else template.get_corresponding_lineno(frame.f_lineno)


def _count_first(place, frame, message, say, args, kwargs):
    """Count a call of which only the place is known."""
    blamed, kind = _application_of(frame)
    if kind is _LIBRARY:
        return
    text = message if say is None else say(args, kwargs)
    name, _, rest = text.partition(' is a legacy name')
    # What another calls, such as a decorator, may be called by another line the next time.
    known = place if blamed is frame else None
    where = blamed.f_code.co_filename, _line_of(blamed)
    counter.enter(known, blamed.f_code, where, name, rest.partition('the modern equivalent is ')[2])


def drivers_call(depth):
    """Whether a function so many frames above this one is of the driver or of this package."""
    return (sys._getframe(depth).f_globals.get('__name__') or '').split('.', 1)[0] in _DRIVERS


#: What a frame is, by the name of its module: between the application and us, one of `_CALLERS` or `_LIBRARIES`, or
#: the application.
_PASSED_OVER, _CALLER, _LIBRARY, _APPLICATION = 'passed over', 'caller', 'library', 'application'
_kinds = {}


def _kind_of(frame):
    name = frame.f_globals.get('__name__') or ''
    kind = _kinds.get(name)
    if kind is None:
        package = name.split('.', 1)[0]
        kind = (_PASSED_OVER if package in _OWN else _CALLER if package in _CALLERS
                else _LIBRARY if package in _LIBRARIES else _APPLICATION)
        if kind is not _APPLICATION:  # of which there may be any number
            _kinds[name] = kind
    return kind


class _SilentPlaces(object):
    """Places of which Python, with some filters, will not show a certain warning again.

    :param filters: the list of filters
    """

    #: There may be any number of places, in code that is made on the way.
    MANY = 10000
    #: Actions after which a repetition is not shown. Of all others, and of those unknown, Python is asked each time.
    SILENT = frozenset(['ignore', 'default', 'module', 'once'])

    def __init__(self, filters):
        self._filters, self._copy = filters, list(filters)
        self._first = self._copy[0] if self._copy else None
        #: The code of each place, which so keeps its `id`.
        self.places = {}

    def holds(self, filters):
        """Whether these are still the filters, unchanged."""
        # Each catch_warnings makes a new list, simplefilter and filterwarnings a new first item.
        return filters is self._filters and filters == self._copy and (not filters or filters[0] is self._first)

    def hides_repetitions(self, message, category, module, line):
        """Whether Python shows a warning of a place once at most."""
        for action, of_message, of_category, of_module, of_line in self._copy:
            if (issubclass(category, of_category) and of_line in (0, line) and _matches(of_message, message)
                    and _matches(of_module, module)):
                return action in self.SILENT
        return False

    def add(self, place, code):
        if len(self.places) >= self.MANY:
            self.places.clear()
        self.places[place] = code


def _is_declared(message, frame):
    """Whether a filter that names LegacyWarning itself ignores this one: legacy use that is meant to stay."""
    module = frame.f_globals.get('__name__') or '<unknown>'
    for action, of_message, of_category, of_module, of_line in warnings.filters:
        if (of_category is LegacyWarning and of_line in (0, frame.f_lineno) and _matches(of_message, message)
                and _matches(of_module, module)):
            return action == 'ignore'
    return False


def _matches(pattern, text):
    """Whether a filter's pattern fits; Python's own first filters have plain text."""
    return pattern is None or (pattern.match(text) is not None if hasattr(pattern, 'match') else pattern == text)


_silent = _SilentPlaces([])


def _silent_places():
    """The places for the filters of this moment."""
    global _silent
    silent, filters = _silent, warnings.filters
    # Where each thread or task has filters of its own, there is no one list that says it all.
    if not silent.holds(filters) or _FILTERS_OF_CONTEXTS:
        silent = _silent = _SilentPlaces(filters)
    return silent


class _Silent(object):
    """Stands for the module `warnings` in a function that must not warn."""

    @staticmethod
    def warn(*args, **kwargs):
        """Warn of nothing."""


def unwarned(function):
    """A copy of a function of the driver that does not warn: the caller was warned already, or has nothing to change.

    Filters belong to the whole process, so that other threads would notice a change of them; here there is none.

    :param function: a method, or the setter of a property, that warns by itself
    """
    function = getattr(function, '__func__', function)
    copy = types.FunctionType(function.__code__, dict(function.__globals__, warnings=_Silent), function.__name__,
                              function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = getattr(function, '__kwdefaults__', None)
    return copy


#: All threads share the filters of `warnings`. Two that change them at a time can put back each other's for ever.
_filters = threading.RLock()


def without_warnings(category, function, *args, **kwargs):
    """Call a function of the driver and hide the warnings of all that it calls.

    For what is rare: the filters change for a moment. See :func:`unwarned` for whatever requests do.

    :param category: which warnings to hide
    """
    with _filters, warnings.catch_warnings():
        warnings.simplefilter('ignore', category)
        return function(*args, **kwargs)
