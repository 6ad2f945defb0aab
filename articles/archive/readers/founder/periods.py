"""period.xml and page.xml: the editions and pages that a publishing system says it has made.

period.xml is `/periodlist/period[@id]` with `period_date` and `front_page`; page.xml is
`/pagelist/page[@name]/period[@id]/nodeid[@id]`, the slots of a page in each of those periods.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from . import markup
from .addresses import Address, page_of

_DAY_AS_NUMBER = re.compile(r"(\d{4})(\d{2})(\d{2})$")


def compare(found: list[Address], names_of: Callable, text_of: Callable, report) -> None:
    """Say which editions and pages these files name that the tree lacks.

    `names_of(root, day)` gives the names of the files that were found, none where there is no such edition;
    `text_of(path)` gives a file's text, None where it cannot be read.
    """
    trees = []
    for where in found:
        if (text := text_of(where.path)) is not None:
            trees.append((where, markup.parsed(text)))
    days: dict[tuple[str, str], date] = {}
    for where, tree in trees:
        named = 0
        for identifier, day, front in _periods(tree):
            named += 1
            days[where.root, identifier] = day
            names = names_of(where.root, day)
            if not names:
                report.warn(where.path, f"names an edition of {day}, which is not in the archive")
            elif front and not _holds(names, page_of(front)):
                report.warn(where.path, f"names {front} of {day}, which is not in the archive")
        report.read(where.path, f"names {named} editions")
    for where, tree in trees:
        for page, identifier, slot in _slots(tree):
            day = days.get((where.root, identifier)) or _day_of(identifier)
            names = names_of(where.root, day) if day else []
            if names and not _holds(names, f"node_{slot}.htm", f"node_{slot}.html"):
                report.warn(where.path, f"names {page} of {day} (node_{slot}), which is not in the archive")


def _periods(tree) -> Iterator[tuple[str, date, str]]:
    """(id, date, front page) of every period that has a date."""
    for period in tree.css("period"):
        printed, front = period.css_first("period_date"), period.css_first("front_page")
        day = markup.printed_day(printed.text()) if printed is not None else None
        if day is not None:
            yield period.attributes.get("id") or "", day, front.text().strip() if front is not None else ""


def _slots(tree) -> Iterator[tuple[str, str, str]]:
    """(page's name, period's id, slot) of every page of page.xml."""
    for page in tree.css("pagelist page"):
        for period in page.css("period"):
            for slot in period.css("nodeid"):
                number = slot.attributes.get("id") or ""
                if number.isalnum():
                    yield page.attributes.get("name") or "a page", period.attributes.get("id") or "", number


def _day_of(identifier: str) -> date | None:
    found = _DAY_AS_NUMBER.match(identifier)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _holds(names: list[str], *wanted: str) -> bool:
    return not any(wanted) or any(name.endswith(each) for name in names for each in wanted if each)
