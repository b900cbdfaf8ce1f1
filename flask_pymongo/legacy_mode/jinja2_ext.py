"""Extensions that Jinja2 removed because the language has them now."""
from __future__ import absolute_import

from jinja2.ext import Extension


class AutoEscapeExtension(Extension):
    """Adds nothing: ``{% autoescape %}`` is a part of the language."""


class WithExtension(Extension):
    """Adds nothing: ``{% with %}`` is a part of the language."""
