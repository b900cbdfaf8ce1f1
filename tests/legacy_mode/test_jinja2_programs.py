"""Programs written for Jinja2 2, on the Jinja2 that is here: the same on each, with legacy mode."""
import pytest

from flask_pymongo import legacy_mode

pytestmark = [pytest.mark.once_a_flask, pytest.mark.filterwarnings('ignore::DeprecationWarning')]


@pytest.fixture(autouse=True)
def legacy():
    legacy_mode.install('jinja2')
    yield
    legacy_mode.uninstall()


def test_decorators_of_filters_and_functions():
    from jinja2 import (
        Environment,
        contextfilter,
        contextfunction,
        environmentfilter,
        environmentfunction,
        evalcontextfilter,
        evalcontextfunction,
    )

    @contextfilter
    def from_context(context, value):
        return value + context['name']

    @environmentfilter
    def from_environment(environment, value):
        return value + environment.block_start_string

    @evalcontextfilter
    def escaping(eval_ctx, value):
        return str(eval_ctx.autoescape)

    @contextfunction
    def the_name(context):
        return context['name']

    @environmentfunction
    def start(environment):
        return environment.block_start_string

    @evalcontextfunction
    def escapes(eval_ctx):
        return str(eval_ctx.autoescape)
    environment = Environment(autoescape=True)
    environment.filters.update(from_context=from_context, from_environment=from_environment, escaping=escaping)
    environment.globals.update(the_name=the_name, start=start, escapes=escapes)
    text = ('{{ "a"|from_context }} {{ "b"|from_environment }} {{ 1|escaping }} '
            '{{ the_name() }} {{ start() }} {{ escapes() }}')
    assert environment.from_string(text).render(name='n') == 'an b{% True n {% True'


def test_the_same_by_their_other_places():
    from jinja2.filters import contextfilter, environmentfilter, evalcontextfilter
    from jinja2.utils import contextfunction, environmentfunction, evalcontextfunction
    assert all(callable(each) for each in (contextfilter, environmentfilter, evalcontextfilter, contextfunction,
                                           environmentfunction, evalcontextfunction))


@pytest.mark.parametrize('extension', ['jinja2.ext.autoescape', 'jinja2.ext.with_'])
def test_extensions_by_name(extension):
    from jinja2 import Environment
    environment = Environment(extensions=[extension], autoescape=True)
    text = '{{ "<" }}{% autoescape false %}{{ "<" }}{% endautoescape %}' if 'autoescape' in extension \
        else '{% with a = 1 %}{{ a }}{% endwith %}'
    assert environment.from_string(text).render() == ('&lt;<' if 'autoescape' in extension else '1')


def test_markup_and_escape():
    import markupsafe
    from jinja2 import Markup, escape
    from jinja2.utils import Markup as the_same
    assert Markup is the_same is markupsafe.Markup
    assert escape('<') == Markup('&lt;')


def test_text():
    from jinja2.utils import soft_unicode, unicode_urlencode
    from markupsafe import soft_unicode as the_same
    assert soft_unicode(42) == the_same(42) == u'42'
    assert unicode_urlencode(u'a /\xe4') == 'a%20/%C3%A4'
    assert unicode_urlencode(u'a /', for_qs=True) in ('a+%2F', 'a%20%2F')
