"""Rows become records: the editions as an export writes them, the counterpart of `loader`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from articles import versions
from articles.models import Article, PhotoCaption
from editions.models import Edition, EditionQuerySet, Page

from .records import ArticleRecord, EditionRecord, PageRecord, PublicationRecord
from .rows import frame_of, staff_of

_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp"}


def editions(chosen: EditionQuerySet) -> Iterator[tuple[Edition, EditionRecord]]:
    """The chosen editions with their records, in their order.

    A record holds the approved articles that stand on a page. Its media paths are the export's own; `files` tells which
    stored file each one is.
    """
    for edition in chosen.select_related("publication").iterator():
        yield edition, record_of(edition)


def record_of(edition: Edition) -> EditionRecord:
    """One edition as its record, in a fixed number of queries."""
    articles: dict[int, list[Article]] = {}
    approved = Article.objects.filter(edition=edition, page__isnull=False, state=Article.State.APPROVED)
    for article in versions.with_record(approved).order_by("order", "number"):
        articles.setdefault(article.page_id, []).append(article)
    here = {article.pk for of_page in articles.values() for article in of_page}
    publication = edition.publication
    return EditionRecord(
        publication=PublicationRecord(publication.slug, publication.name, frame_of(publication)),
        date=edition.date,
        label=edition.label,
        number=edition.number,
        through=edition.through,
        pdf=edition_pdf_path(edition),
        publish_at=edition.publish_at,
        withdrawn=versions.withdrawn(edition),
        pages=tuple(
            page_record(edition, page, articles.get(page.pk, ()), here) for page in edition.pages.order_by("order_key")
        ),
    )


def page_record(edition: Edition, page: Page, articles: Iterable[Article], here: set[int]) -> PageRecord:
    """A page's record with these articles of it, read by `versions.with_record`; `here` as for `article_record`."""
    return PageRecord(
        number=page.number,
        name=page.name,
        facsimile=facsimile_path(edition, page),
        pdf=page_pdf_path(edition, page),
        source_url=page.source_url,
        staff=staff_of(page),
        articles=tuple(article_record(article, here) for article in articles),
    )


def article_record(article: Article, here: set[int]) -> ArticleRecord:
    """An article's record without what leads out of the edition's: to an article whose key is not `here`, such as a
    draft or one that has moved, or to a page of another edition."""
    record = versions.record_of(article)
    return replace(
        record,
        continues=record.continues if article.continues_id in here else None,
        repeats=record.repeats if article.repeats_id in here else None,
        regions=tuple(
            region
            for region, row in zip(record.regions, article.regions.all(), strict=True)
            if row.page.edition_id == article.edition_id
        ),
    )


# No two files of an export share a path: an edition has one folder and a page one number, which is in upper case. A
# page's picture never ends as its PDF does.


def edition_pdf_path(edition: Edition) -> str | None:
    """Where an export puts an edition's PDF."""
    return f"{_folder(edition)}/edition.pdf" if edition.pdf else None


def page_pdf_path(edition: Edition, page: Page) -> str | None:
    """Where an export puts a page's PDF."""
    return f"{_folder(edition)}/{page.number}.pdf" if page.pdf else None


def facsimile_path(edition: Edition, page: Page) -> str | None:
    """Where an export puts a page's facsimile; one that was stored as if it were no picture gets no ending."""
    if not page.facsimile:
        return None
    ending = PurePosixPath(page.facsimile.name).suffix.lower()
    return f"{_folder(edition)}/{page.number}{ending if ending in _PICTURES else ''}"


def _folder(edition: Edition) -> str:
    return f"{edition.publication.slug}/{edition.day}"


def files(edition: Edition) -> Iterator[tuple[str, str]]:
    """(path in the export, name in storage) of every file that an edition's record names."""
    if edition.pdf:
        yield edition_pdf_path(edition), edition.pdf.name
    for page in edition.pages.all():
        if page.facsimile:
            yield facsimile_path(edition, page), page.facsimile.name
        if page.pdf:
            yield page_pdf_path(edition, page), page.pdf.name
    photos = PhotoCaption.objects.filter(
        article__edition=edition,
        article__state=Article.State.APPROVED,
        article__page__isnull=False,
        photo__isnull=False,
    )
    for caption in photos.select_related("photo"):
        yield caption.photo.archive_path, caption.photo.file.name
