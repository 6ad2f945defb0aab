"""Rows become records: the editions as an export writes them, the counterpart of `loader`."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from articles import versions
from articles.models import Article, PhotoCaption
from editions.models import Edition, Page

from .records import EditionRecord, PageRecord, PublicationRecord
from .rows import frame_of, staff_of


def editions(publication: str = "", since=None, until=None, *, every=False) -> Iterator[tuple[Edition, EditionRecord]]:
    """The editions with their records, by paper and date; those that are not public only with `every`.

    A record holds the approved articles that stand on a page. Its media paths are the export's own; `files` tells which
    stored file each one is.
    """
    chosen = Edition.objects.all() if every else Edition.objects.public()
    if publication:
        chosen = chosen.filter(publication__slug=publication)
    if since:
        chosen = chosen.filter(date__gte=since)
    if until:
        chosen = chosen.filter(date__lte=until)
    for edition in chosen.select_related("publication").order_by("publication__slug", "date", "label").iterator():
        yield edition, record_of(edition)


def record_of(edition: Edition) -> EditionRecord:
    """One edition as its record, in a fixed number of queries."""
    articles: dict[int, list[Article]] = {}
    approved = Article.objects.filter(edition=edition, page__isnull=False, state=Article.State.APPROVED)
    for article in versions.with_record(approved).order_by("order", "number"):
        articles.setdefault(article.page_id, []).append(article)
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
            PageRecord(
                number=page.number,
                name=page.name,
                facsimile=page_path(edition, page, page.facsimile),
                pdf=page_path(edition, page, page.pdf),
                source_url=page.source_url,
                staff=staff_of(page),
                articles=tuple(versions.record_of(article) for article in articles.get(page.pk, ())),
            )
            for page in edition.pages.order_by("order_key")
        ),
    )


def edition_pdf_path(edition: Edition) -> str | None:
    """Where an export puts an edition's PDF."""
    return f"{edition.publication.slug}/{edition.day}/edition.pdf" if edition.pdf else None


def page_path(edition: Edition, page: Page, file) -> str | None:
    """Where an export puts a page's facsimile or PDF."""
    if not file:
        return None
    return f"{edition.publication.slug}/{edition.day}/{page.number}{PurePosixPath(file.name).suffix}"


def files(edition: Edition) -> Iterator[tuple[str, str]]:
    """(path in the export, name in storage) of every file that an edition's record names."""
    if edition.pdf:
        yield edition_pdf_path(edition), edition.pdf.name
    for page in edition.pages.all():
        for file in (page.facsimile, page.pdf):
            if file:
                yield page_path(edition, page, file), file.name
    photos = PhotoCaption.objects.filter(
        article__edition=edition,
        article__state=Article.State.APPROVED,
        article__page__isnull=False,
        photo__isnull=False,
    )
    for caption in photos.select_related("photo"):
        yield caption.photo.archive_path, caption.photo.file.name
