"""period.xml and page.xml: the editions and pages that a publishing system says it has made."""

from . import markup
from .addresses import Address, page_of


def compare(found: list[Address], editions, text_of, report) -> None:
    """Say which editions and pages these files name that the tree lacks.

    `editions` holds the names of the files that were found, by (root, day); `text_of(path)` gives a file's text, None
    where it cannot be read.
    """
    for where in found:
        text = text_of(where.path)
        if text is None:
            continue
        tree = markup.parsed(text)
        named = 0
        for period in tree.css("period"):
            date_node, front = period.css_first("period_date"), period.css_first("front_page")
            day = markup.printed_day(date_node.text()) if date_node is not None else None
            if day is None:
                continue
            named += 1
            names = editions.get((where.root, day))
            if names is None:
                report.warn(where.path, f"names an edition of {day}, which is not in the archive")
            elif front is not None and not _has_page(names, front.text()):
                report.warn(where.path, f"names {front.text().strip()} of {day}, which is not in the archive")
        report.read(where.path, f"names {named} editions")


def _has_page(names: list[str], href: str) -> bool:
    name = page_of(href)
    return not name or any(each.endswith(name) for each in names)
