"""The files of one paper's one day read and put together as an edition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ...decoding import Undecodable
from ...records import EditionRecord, PublicationRecord
from ...sources import TooLarge
from ...sources import read as read_bytes
from ..texts import ArticleText
from . import article_view, frame, markup, page_view
from .addresses import ARTICLE, PAGE, Address, address, number_in_name
from .files import Files
from .issue import Issue


@dataclass(frozen=True)
class Edition:
    """The names of the files of one paper's one day; `loose` says of those outside of dated folders what they are."""

    day: date
    publication: PublicationRecord
    form: re.Pattern
    names: tuple[str, ...]
    loose: dict[str, str] = field(default_factory=dict)

    def addresses(self) -> list[Address]:
        """The files' addresses, those under pad/ last: they are twins of what stands under pc/."""
        found = []
        for name in self.names:
            where = address(name, self.form)
            found.append(replace(where, kind=self.loose.get(name, where.kind), day=self.day))
        return sorted(found, key=lambda where: ("pad/" in where.legacy, where.path))


def text_of(source, name: str, report) -> str | None:
    """A file's text; None, with the reason in the report, where it cannot be read."""
    try:
        return markup.text_in(read_bytes(source, name, markup.LONGEST_FILE))
    except (Undecodable, TooLarge) as error:
        report.failed(name, str(error))
    except OSError as error:
        report.failed(name, f"cannot be read: {error}")
    return None


class EditionReader:
    """Reads the editions of one source, in whatever process."""

    def __init__(self, source):
        self.source = source
        self.files = Files(source)

    def __call__(self, edition: Edition, report) -> EditionRecord | None:
        """The edition's record; None where none of its files gives a page. The report hears of every file."""
        issue = Issue(edition.day, self.files, report)
        papers: list[str] = []
        files = edition.addresses()
        for where in files:
            if where.kind == PAGE and (text := text_of(self.source, where.path, report)) is not None:
                papers.append(_take_page(issue, where, page_view.read(text, where), report))
        for where in files:
            if where.kind == ARTICLE and (text := text_of(self.source, where.path, report)) is not None:
                papers.append(_take_article(issue, where, article_view.read(text), edition.form, report))
        paper = edition.publication
        record = issue.record(replace(paper, name=paper.name or next(filter(None, papers), "")))
        return record if record.pages else None


def _take_page(issue: Issue, where: Address, view: page_view.PageView, report) -> str:
    """Hand a page view to the issue; the paper's name as the view gives it."""
    number = view.number or number_in_name(where.path, where)
    if not number:
        report.failed(where.path, "is a page that does not say its number")
        return ""
    issue.take_page(where, view, number)
    return view.paper


def _take_article(issue: Issue, where: Address, view: article_view.ArticleView, form: re.Pattern, report) -> str:
    """Hand an article view to the issue; the paper's name as the view gives it."""
    if not (view.found_body or view.headline):
        report.failed(where.path, "shows no article")
        return ""
    if not where.legacy and view.address:
        where = replace(where, legacy=address(view.address, form).legacy)
    issue.take_article(where, view)
    return view.paper


def visible_texts(source, edition: Edition, report) -> Iterator[ArticleText]:
    """The visible text of each of the edition's articles but for the frame, whatever a reader takes of it."""
    files, identifiers = {}, {}
    for where in edition.addresses():
        if where.kind != ARTICLE or (text := text_of(source, where.path, report)) is None:
            continue
        files[where.path] = markup.visible(markup.parsed(text))
        identifiers[where.path] = where.identifier or markup.properties(text).get("paperarticleid", "")
    for path, lines in frame.of_articles(files).items():
        yield ArticleText(path, edition.publication.slug, edition.day, source_id=identifiers[path], lines=tuple(lines))
