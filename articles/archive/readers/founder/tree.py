"""A whole archive of digital editions: its files grouped by paper and day, and read one edition after the other."""

import re
from collections.abc import Iterator
from datetime import date
from posixpath import dirname

from ...ledger import Names, Shelves
from ...records import EditionRecord, PublicationRecord
from ...report import ArchiveError
from ...sources import beginning
from .. import ahead
from ..texts import ArticleText
from . import markup, periods
from .addresses import ARTICLE, OTHER, PAGE, PERIODS, address
from .edition import Edition, EditionReader, text_of, visible_texts

# Enough to tell what a folder of loose pages is.
_LOOSE_LOOKED_AT = 200
_HTML = (".htm", ".html", ".shtml")
_ARTICLE_MARKS = re.compile(r"<founder-(?:title|content)|enpcontent-->|id=[\"']?(?:nowLayout|newspic)\b", re.I)
_PAGE_MARKS = re.compile(r"id=[\"']?pageLink\b|usemap=[\"']?#?PagePicMap", re.I)


class Tree:
    """An archive's files by what their paths say, in one generation's form."""

    def __init__(self, source, report, form: re.Pattern):
        self.source, self.report, self.form = source, report, form
        # (name, what it is where it lies loose) by (root, day).
        self.editions = Shelves()
        self.periods: list[str] = []
        self.has_loose = False
        loose = Names(name for name in source.names() if not self._sort(name))
        roots = {root for root, _day in self.editions}
        for name in loose:
            self._sort_loose(name, roots)

    def _sort(self, name: str) -> bool:
        """Put a file where it belongs by its path; False for a page that lies loose, outside of dated folders."""
        where = address(name, self.form)
        if where.kind == PERIODS:
            self.periods.append(name)
        elif name.lower().endswith(_HTML):
            if not where.legacy or where.day is None:
                return False
            if where.kind != OTHER:
                self.editions.add((where.root, where.day), (name, ""))
        return True

    def _sort_loose(self, name: str, roots: set[str]) -> None:
        """Put a loose page to the others of its day, by its name and by what it shows.

        A page beside the dated folders of a paper shows what one of its newest shows: it is where readers come in.
        """
        where = address(name, self.form)
        kind, day = where.kind, where.day
        if kind == OTHER or day is None:
            text = text_of(self.source, name, self.report)
            if text is None:
                return
            kind = kind if kind != OTHER else _kind_of(text)
            if kind == OTHER or (where.kind == OTHER and dirname(name) in roots):
                self.report.skipped(
                    name, "is neither a page nor an article" if kind == OTHER else "is the entry of the paper's site"
                )
                return
            day = day or _day_in(text)
            if day is None:
                self.report.failed(name, "has no date that can be read, neither printed nor in its name")
                return
        self.has_loose = True
        self.editions.add((where.root, day), (name, kind))

    def chosen(self, publication: PublicationRecord | None) -> dict[str, PublicationRecord | None]:
        """Which papers are to be read: root folder to the paper that the archivist named, or None for its own.

        Raises ArchiveError where that cannot be known.
        """
        roots = sorted({root for root, _day in self.editions})
        slugs = {root: slug_of(root or self.source.name) for root in roots}
        if publication is None:
            if self.has_loose or not all(slugs.values()):
                raise ArchiveError(
                    "These pages do not say by their folders which paper they are of: name it with --publication, "
                    "for example --publication morning-post --publication-name “Morning Post”."
                )
            return dict.fromkeys(roots)
        if len(roots) < 2:
            return dict.fromkeys(roots, publication)
        wanted = [root for root in roots if slugs[root] == publication.slug]
        if not wanted:
            papers = ", ".join(sorted(filter(None, slugs.values())))
            raise ArchiveError(f"This holds no edition of {publication.slug}, only of {papers}.")
        return dict.fromkeys(wanted, publication)

    def _editions(self, publication: PublicationRecord | None) -> Iterator[Edition]:
        chosen = self.chosen(publication)
        for root, day in self.editions:
            found = self.editions.of((root, day))
            if root not in chosen:
                for name, _kind in found:
                    self.report.skipped(name, "is of another paper")
                continue
            named = chosen[root]
            slug = named.slug if named else slug_of(root or self.source.name)
            paper = PublicationRecord(slug, named.name if named else "")
            names = tuple(name for name, _kind in found)
            loose = {name: kind for name, kind in found if kind}
            yield Edition(date.fromisoformat(day), paper, self.form, names, loose)

    def read(self, publication: PublicationRecord | None) -> Iterator[EditionRecord]:
        """The editions in the order of their dates, one paper after the other."""
        for record in ahead.read(EditionReader, self.source, self._editions(publication), self.report):
            if record is not None:
                yield record
        periods.compare(
            [address(name, self.form) for name in self.periods],
            self._names_of,
            lambda name: text_of(self.source, name, self.report),
            self.report,
        )

    def _names_of(self, root: str, day: date) -> list[str]:
        """The names of the files of one paper's one day."""
        return [name for name, _kind in self.editions.of((root, day))]

    def texts(self, publication: PublicationRecord | None) -> Iterator[ArticleText]:
        """The visible text of every article's file but for the frame, read without regard to what a reader takes."""
        for edition in self._editions(publication):
            yield from visible_texts(self.source, edition, self.report)


def recognises(source, form: re.Pattern, other: re.Pattern) -> bool:
    """Whether some file lies where this generation's files lie, or, lying loose, has its marks and not the other's."""
    loose = []
    for name in source.names():
        if not name.lower().endswith(_HTML):
            continue
        where = address(name, form)
        if where.legacy and where.kind in (PAGE, ARTICLE):
            return True
        if len(loose) < _LOOSE_LOOKED_AT and not other.search(name):
            loose.append(name)
    return any(_is_loose(source, name, form) for name in loose)


def _is_loose(source, name: str, form: re.Pattern) -> bool:
    text = beginning(source, name, 200_000).decode("utf-8", "replace")
    kind = _kind_of(text)
    if kind == OTHER:
        return False
    new = "paperarticleid" in text or 'id="nowLayout"' in text or bool(re.search(r"/pic/\d{6}/\d{2}/", text))
    return new == (form.pattern.find("pad") >= 0)


def _kind_of(text: str) -> str:
    return PAGE if _PAGE_MARKS.search(text) else ARTICLE if _ARTICLE_MARKS.search(text) else OTHER


def _day_in(text: str) -> date | None:
    return markup.printed_day(markup.properties(text).get("date", "")) or markup.printed_day(markup.plain(text))


def slug_of(folder: str) -> str:
    """A paper's address from its folder's name; "" where it cannot be one."""
    name = folder.rpartition("/")[2].lower().replace("_", "-").replace(".", "-").strip("-")
    return name if re.fullmatch(r"[a-z0-9-]+", name) else ""
