"""How the paper prints dates, page labels, broken headlines and pictures."""

from django import template
from django.utils.dateformat import format as date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editions import media, tiles

register = template.Library()

# Labels that papers use, as readers say them; any other is shown as it is.
_LABELS = {"extra": lambda: _("extra edition")}


@register.filter
def long_date(date) -> str:
    """A date with its weekday: 2019年12月26日 星期四."""
    return date_format(date, pgettext("date", "l, j F Y")) if date else ""


@register.filter
def month_name(date) -> str:
    """A month with its year: 2019年12月."""
    return date_format(date, pgettext("month", "F Y")) if date else ""


@register.filter
def edition_dates(edition) -> str:
    """The date an edition bears, both dates for one of several days (合刊), and its label where it has one."""
    dates = long_date(edition.date)
    if edition.through:
        same_year = edition.through.year == edition.date.year
        last = date_format(edition.through, pgettext("day", "l, j F")) if same_year else long_date(edition.through)
        dates = _("%(first)s to %(last)s (combined issue)") % {"first": dates, "last": last}
    return f"{dates} {edition_label(edition)}".rstrip()


@register.filter
def edition_label(edition) -> str:
    """What tells a second edition of one day from the first: 号外."""
    return _LABELS.get(edition.label, lambda: edition.label)()


@register.filter
def page_label(page, language="") -> str:
    """A page as it calls itself: 第A01版：头条要闻. With a language the printed name is marked up as of it."""
    if not page.name:
        return _("Page %(number)s") % {"number": page.number}
    if not language:
        return _("Page %(number)s: %(name)s") % {"number": page.number, "name": page.name}
    name = format_html('<span lang="{}">{}</span>', language, page.name)
    return mark_safe(_("Page %(number)s: %(name)s") % {"number": conditional_escape(page.number), "name": name})


@register.filter
def pictured(captions) -> bool:
    """Whether any of the captions has its picture."""
    return any(caption.photo_id for caption in captions)


@register.filter
def printed_lines(text: str) -> str:
    """The text with its printed line breaks."""
    return mark_safe("<br>".join(conditional_escape(line) for line in text.split("\n")))  # every line is escaped


@register.filter
def one_line(text: str) -> str:
    """The text without its printed line breaks."""
    return " ".join(text.split())


@register.filter
def in_brief(articles) -> str:
    """The first headlines on one line, as messengers and search engines show a page."""
    return "；".join(article.title for article in list(articles or ())[:5])


@register.filter
def rendition(file, width: int) -> str:
    """Where readers get a picture at that width; empty where there is no picture."""
    return media.address(file.name, width) if file else ""


@register.inclusion_tag("editions/_picture.html")
def picture(file, width, height, alt="", sizes="100vw", lazy=True, focus=None):
    """A picture in all widths, WebP before JPEG; with the original's proportions nothing jumps while it loads.

    `focus`, two fractions, is what stays in sight where the style crops it to 3 : 2 (see `crop_position`).
    """
    jpeg = media.sources(file.name, width)
    return {
        "src": jpeg[min(1, len(jpeg) - 1)][0],
        "srcset": _srcset(jpeg),
        "webp": _srcset(media.sources(file.name, width, "webp")),
        "width": width,
        "height": height,
        "alt": alt,
        "sizes": sizes,
        "lazy": lazy,
        "position": crop_position(focus, width, height) if focus and width and height else None,
    }


def crop_position(focus, width: int, height: int, ratio: float = 3 / 2) -> tuple[int, int]:
    """Where a crop of that ratio lies on a picture so that `focus` is as near to its middle as the edges allow.

    As `object-position` counts: 0 shows the beginning, 100 the end; in steps of 5, for which lists.css has rules.
    """
    shown = min(1, ratio * height / width), min(1, width / height / ratio)
    found = []
    for place, part in zip(focus, shown, strict=True):
        beginning = min(max(place - part / 2, 0), 1 - part)
        found.append(5 * round(20 * beginning / (1 - part)) if part < 1 else 50)
    return found[0], found[1]


@register.simple_tag
def pyramid(file, width, height) -> str:
    """The tiles of a large picture as attributes, for a script that zooms; empty where there is nothing to zoom into.

    `data-tiles` is the address of a tile with {level}, {column} and {row}, `data-tile-size` its side, `data-tile-width`
    and `data-tile-height` the size of the picture, `data-tile-levels` the columns × rows of each level from 0 on.
    """
    found = tiles.pyramid(file.name, width, height) if file else None
    if found is None:
        return ""
    return format_html(
        'data-tiles="{}" data-tile-size="{}" data-tile-width="{}" data-tile-height="{}" data-tile-levels="{}"',
        found.address,
        tiles.SIZE,
        found.width,
        found.height,
        " ".join(f"{level.columns}x{level.rows}" for level in found.levels),
    )


def _srcset(sources) -> str:
    return ", ".join(f"{address} {width}w" for address, width in sources)
