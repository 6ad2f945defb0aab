"""What was found, with the words that were looked for marked in it."""

from datetime import date

from django import template
from django.utils.dateformat import format as date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from articles.marking import Marks
from articles.models import Article
from articles.search import highlighting, pieces
from articles.search.query import All
from editions.templatetags.paper import long_date, month_name

register = template.Library()


@register.simple_tag
def marked(text: str, tree: All, field: str = "") -> SafeString:
    """A text on one line, what was looked for in any field, or in this one, in <mark>."""
    return _shown(highlighting.parts_of(" ".join(text.split("\n")), highlighting.looked_for(tree, field)))


@register.simple_tag
def piece(article: Article, tree: All) -> SafeString:
    """The piece of the body around what was looked for, else of a caption, else the beginning of the body."""
    return _shown(pieces.piece(article, tree))


@register.filter
def period(day: date, unit: str) -> str:
    """The day, month, year or decade of a date, as one says it: 1998年, 1990年代."""
    match unit:
        case "day":
            return long_date(day)
        case "month":
            return month_name(day)
        case "year":
            return date_format(day, pgettext("year", "Y"))
        case _:
            return date_format(day.replace(year=day.year // 10 * 10), pgettext("decade", "Y\\s"))


@register.simple_tag
def with_marks(html: str, marks: Marks | None, field: str) -> SafeString:
    """What an article's page prints of one of documents.FIELDS, as HTML, with the marks where there are any."""
    html = conditional_escape(html)
    return mark_safe(marks.put_into(html, field)) if marks else html  # only <mark> is added


def _shown(parts: list[highlighting.Part]) -> SafeString:
    marked_or_not = (format_html("<mark>{}</mark>" if part.is_hit else "{}", part.text) for part in parts)
    return format_html_join("", "{}", ((part,) for part in marked_or_not))
