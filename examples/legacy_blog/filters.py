"""Filters and functions of the templates."""
import re

from flask import request, url_for
from jinja2 import Markup, contextfilter, contextfunction, environmentfilter, escape, evalcontextfilter
from werkzeug import url_encode

EMPTY_LINES = re.compile(r'(?:\r\n|\r|\n){2,}')


@evalcontextfilter
def paragraphs(eval_ctx, value):
    """Text as HTML: an empty line parts paragraphs, the end of a line stays one."""
    parts = [escape(part).replace('\n', Markup('<br>\n')) for part in EMPTY_LINES.split(value.strip())]
    result = u'\n\n'.join(u'<p>%s</p>' % part for part in parts)
    return Markup(result) if eval_ctx.autoescape else result


@environmentfilter
def months(environment, posts, attribute='created'):
    """Groups of posts by month, as they come."""
    groups = []
    for post in posts:
        month = environment.getattr(post, attribute).strftime('%B %Y')
        if not groups or groups[-1][0] != month:
            groups.append((month, []))
        groups[-1][1].append(post)
    return groups


@contextfilter
def tag_link(context, tag):
    """A link to the posts of a tag; of the tag that is looked at, no link."""
    if context.get('tag') == tag:
        return Markup(u'<strong class="tag">%s</strong>') % tag
    return Markup(u'<a class="tag" href="%s">%s</a>') % (url_for('journal.tagged', tag=tag), tag)


@contextfunction
def page_link(context, number):
    """The address of this page with another number, and whatever else was asked for."""
    arguments = dict(request.args.to_dict(), page=number)
    if number == 1:
        del arguments['page']
    query = url_encode(arguments, sort=True)
    return request.path + ('?' + query if query else '')


def day(value):
    return Markup(u'<time datetime="%s">%s</time>') % (value.strftime('%Y-%m-%d %H:%M'),
                                                       value.strftime('%Y-%m-%d %H:%M'))


def register(app):
    app.jinja_env.filters.update(paragraphs=paragraphs, months=months, tag_link=tag_link, day=day)
    app.jinja_env.globals['page_link'] = page_link
