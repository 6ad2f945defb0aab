"""How an article's printed names lead to people, and how its text begins."""

import re
from collections import defaultdict

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from articles.beginnings import beginning
from articles.credit_words import AGENCY, MEDIUM, ORGANISATION

register = template.Library()
register.filter("beginning", beginning)

_SET_WIDE = re.compile(r"(?<=\b[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff]\b)")


@register.filter
def name_links(printed: str, credits) -> str:
    """A byline or credit line as printed, every credited name in it a link to its person.

    Where nobody is credited, nobody knows what in it is a name: all of it is kept in other characters too.
    Printers set short names wide: 柳 岸 is 柳岸. Where a name stands twice, its credits are taken in turn.
    """
    by_name = defaultdict(list)
    for credit in credits:
        by_name["".join(credit.name.split())].append(credit)
    by_name.pop("", None)
    if not by_name:
        return format_html('<span translate="no">{}</span>', printed) if printed else ""
    spellings = (r"\s*".join(map(re.escape, name)) for name in sorted(by_name, key=len, reverse=True))
    parts, end = [], 0
    for match in re.finditer("|".join(spellings), printed):
        waiting = by_name["".join(match[0].split())]
        credit = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        person = credit.contributor.merged_into or credit.contributor
        kept = kept_as_printed(match[0])
        link = format_html('<a href="{}" rel="author"{}>{}</a>', person.get_absolute_url(), kept, match[0])
        parts += [conditional_escape(printed[end : match.start()]), link]
        end = match.end()
    return mark_safe("".join([*parts, conditional_escape(printed[end:])]))  # every part is escaped


@register.filter
def kept_as_printed(name: str) -> str:
    """The attribute by which a person's name stays as it is in other characters; that of a firm or office has none."""
    name = "".join(str(name).split())
    is_body = AGENCY.fullmatch(name) or (len(name) > 3 and (MEDIUM.search(name) or ORGANISATION.search(name)))
    return "" if is_body else mark_safe(' translate="no"')


@register.filter
def unbroken(printed: str) -> str:
    """A byline whose short names, set wide, stay on one line: 柳 岸."""
    return _SET_WIDE.sub("\N{NO-BREAK SPACE}", printed)


@register.filter
def subheads(body: str) -> str:
    """A stored body, which is clean, with its subheads on the level below the headline's."""
    return mark_safe(body.replace("<h3>", "<h2>").replace("</h3>", "</h2>"))
