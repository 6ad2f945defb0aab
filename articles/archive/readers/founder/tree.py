"""A whole archive of digital editions: its files grouped by paper and day, and read one edition after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ...decoding import Undecodable
from ...records import EditionRecord, PublicationRecord
from ...report import ArchiveError
from ...sources import TooLarge, beginning
from ...sources import read as read_bytes
from ..texts import ArticleText
from . import article_view, frame, markup, page_view, periods
from .addresses import ARTICLE, OTHER, PAGE, PERIODS, Address, address, number_in_name
from .files import Files
from .issue import Issue

_HTML = (".htm", ".html", ".shtml")
_ARTICLE_MARKS = re.compile(r"<founder-(?:title|content)|enpcontent-->|id=[\"']?(?:nowLayout|newspic)\b", re.I)
_PAGE_MARKS = re.compile(r"id=[\"']?pageLink\b|usemap=[\"']?#?PagePicMap", re.I)


@dataclass
class Edition:
    """The files of one paper's one day."""

    root: str
    day: date
    pages: list[Address] = field(default_factory=list)
    articles: list[Address] = field(default_factory=list)


class Tree:
    """An archive's files by what their paths say, in one generation's form."""

    def __init__(self, source, report, form: re.Pattern):
        self.source, self.report, self.form = source, report, form
        self.files = Files(source)
        self.editions: dict[tuple[str, date], Edition] = {}
        self.periods: list[Address] = []
        for name in source.names():
            self._sort(name)

    def _sort(self, name: str) -> None:
        where = address(name, self.form)
        if where.kind == PERIODS:
            self.periods.append(where)
            return
        if not name.lower().endswith(_HTML) or (where.kind == OTHER and where.legacy):
            return
        kind, day = where.kind, where.day
        if kind == OTHER or day is None:
            text = self._text(name)
            if text is None:
                return
            kind = kind if kind != OTHER else _kind_of(text)
            if kind == OTHER:
                self.report.skipped(name, "is neither a page nor an article")
                return
            day = day or _day_in(text)
            if day is None:
                self.report.failed(name, "has no date that can be read, neither printed nor in its name")
                return
            where = replace(where, kind=kind, day=day)
        edition = self.editions.setdefault((where.root, day), Edition(where.root, day))
        (edition.pages if kind == PAGE else edition.articles).append(where)

    def _text(self, name: str) -> str | None:
        try:
            return markup.text_in(read_bytes(self.source, name, markup.LONGEST_FILE))
        except (Undecodable, TooLarge) as error:
            self.report.failed(name, str(error))
        except OSError as error:
            self.report.failed(name, f"cannot be read: {error}")
        return None

    def chosen(self, publication: PublicationRecord | None) -> dict[str, PublicationRecord | None]:
        """Which papers are to be read: root folder to the paper that the archivist named, or None for its own.

        Raises ArchiveError where that cannot be known.
        """
        roots = sorted({root for root, _day in self.editions})
        slugs = {root: slug_of(root or self.source.name) for root in roots}
        loose = [edition for (root, _day), edition in self.editions.items() if not root and not _dated(edition)]
        if publication is None:
            if loose or not all(slugs.values()):
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

    def read(self, publication: PublicationRecord | None) -> Iterator[EditionRecord]:
        """The editions in the order of their dates, one paper after the other."""
        chosen = self.chosen(publication)
        for root, day in sorted(self.editions):
            edition = self.editions[root, day]
            if root not in chosen:
                for where in (*edition.pages, *edition.articles):
                    self.report.skipped(where.path, "is of another paper")
                continue
            record = self._edition(edition, chosen[root])
            if record is not None:
                yield record
        periods.compare(self.periods, self.editions, self._text, self.report)

    def texts(self, publication: PublicationRecord | None) -> Iterator[ArticleText]:
        """The visible text of every article's file but for the frame, read without regard to what a reader takes."""
        chosen = self.chosen(publication)
        for root, day in sorted(self.editions):
            if root not in chosen:
                continue
            named = chosen[root]
            slug = named.slug if named else slug_of(root or self.source.name)
            files, identifiers = {}, {}
            for where in self.editions[root, day].articles:
                text = self._text(where.path)
                if text is None:
                    continue
                files[where.path] = markup.visible(markup.parsed(text))
                properties = markup.properties(text)
                identifiers[where.path] = where.identifier or properties.get("paperarticleid", "")
            for path, lines in frame.of_articles(files).items():
                yield ArticleText(path, slug, day, source_id=identifiers[path], lines=tuple(lines))

    def _edition(self, edition: Edition, named: PublicationRecord | None) -> EditionRecord | None:
        issue = Issue(edition.day, self.files, self.report)
        papers = []
        for where in edition.pages:
            text = self._text(where.path)
            if text is None:
                continue
            view = page_view.read(text, where)
            number = view.number or number_in_name(where.path, where)
            if not number:
                self.report.failed(where.path, "is a page that does not say its number")
                continue
            issue.take_page(where, view, number)
            papers.append(view.paper)
        for where in sorted(edition.articles, key=lambda where: ("pad/" in where.legacy, where.path)):
            text = self._text(where.path)
            if text is None:
                continue
            view = article_view.read(text)
            if not (view.found_body or view.headline):
                self.report.failed(where.path, "shows no article")
                continue
            if not where.legacy and view.address:
                where = replace(where, legacy=address(view.address, self.form).legacy)
            issue.take_article(where, view)
            papers.append(view.paper)
        name = next(filter(None, papers), "")
        slug = named.slug if named else slug_of(edition.root or self.source.name)
        publication = PublicationRecord(slug, (named.name if named else "") or name)
        record = issue.record(publication)
        return record if record.pages else None


def recognises(source, form: re.Pattern, other: re.Pattern) -> bool:
    """Whether some file lies where this generation's files lie, or, lying loose, has its marks and not the other's."""
    loose = []
    for name in source.names():
        if not name.lower().endswith(_HTML):
            continue
        where = address(name, form)
        if where.legacy and where.kind in (PAGE, ARTICLE):
            return True
        if not other.search(name):
            loose.append(name)
    return any(_is_loose(source, name, form) for name in loose[:200])


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


def _dated(edition: Edition) -> bool:
    return any(where.legacy for where in (*edition.pages, *edition.articles))


def slug_of(folder: str) -> str:
    """A paper's address from its folder's name; "" where it cannot be one."""
    name = folder.rpartition("/")[2].lower().replace("_", "-").replace(".", "-").strip("-")
    return name if re.fullmatch(r"[a-z0-9-]+", name) else ""
