"""What a reader of the printed page would want stored of the Founder archives: records made from the content alone.

No archive is read for this: a test holds a reader of the archives against it. The files' oddities are judged here:
a byline that stands in the text leaves it, marks of composing and of bylines go, a credit at a text's end belongs to the
pictures, text that stands twice is there once.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import founder_classic, founder_new
from .archives import canonical, credit_record, parse_byline, parse_caption
from .content import ArticleCopy, EditionCopy, PageCopy, body_html
from .founder import Sheet, kept_pages, title_of
from .papers import Paper

from articles.archive.records import (  # isort: skip
    ArticleRecord,
    EditionRecord,
    FrameRecord,
    PageRecord,
    PhotoRecord,
    PublicationRecord,
    RegionRecord,
    to_json,
)

MARKERS = "□■▲口 "


@dataclass(frozen=True)
class Archived:
    """Where one generation keeps things, below the paper's folder."""

    page_address: Callable[[EditionCopy, PageCopy], str]
    article_address: Callable[[EditionCopy, ArticleCopy], str]
    facsimile: Callable[[EditionCopy, PageCopy], str]
    pdf: Callable[[EditionCopy, PageCopy], str]
    photo: Callable[[EditionCopy, PageCopy, ArticleCopy, int], str]


CLASSIC = Archived(
    page_address=lambda edition, page: f"html/{edition.date:%Y-%m/%d}/node_{page.cms.node}.htm",
    article_address=lambda edition, article: f"html/{edition.date:%Y-%m/%d}/content_{article.cms.id}.htm",
    facsimile=lambda edition, page: f"{founder_classic.facsimile_path(edition, page)}_b.jpg",
    pdf=lambda edition, page: f"{founder_classic.facsimile_path(edition, page)}.pdf",
    photo=founder_classic.photo_path,
)
NEW = Archived(
    page_address=lambda edition, page: f"pc/layout/{edition.date:%Y%m/%d}/node_{page.cms.node}.html",
    article_address=lambda edition, article: (
        f"{'pad' if article.cms.only_pad else 'pc'}/content/{edition.date:%Y%m/%d}/content_{article.cms.id}.html"
    ),
    facsimile=founder_new.facsimile_path,
    pdf=founder_new.pdf_path,
    photo=founder_new.photo_path,
)


def write_expected(path: Path, editions: list[tuple[EditionCopy, Paper, dict[str, Sheet], Archived]]) -> None:
    """Writes the editions' records as JSON."""
    values = [expected_edition(*made) for made in editions]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def expected_edition(edition: EditionCopy, paper: Paper, sheets: dict[str, Sheet], archived: Archived) -> dict:
    """The edition's record as JSON values; a reference to an article gives its `source_id` in place of a number."""
    frame = paper.frame
    printed = FrameRecord(
        publisher=frame.publisher,
        address=frame.address,
        postcode=frame.postcode,
        telephone=frame.telephone,
        fax=frame.fax,
        email=frame.email,
        licences=frame.licences,
        copyright=frame.copyright,
    )
    pages = [page for page in edition.pages if page.cms.kept != "nothing"]
    record = EditionRecord(
        publication=PublicationRecord(slug=paper.publication.slug, name=paper.name, frame=printed),
        date=edition.date,
        pages=tuple(expected_page(edition, page, sheets, archived) for page in pages),
    )
    values = json.loads(json.dumps(to_json(record), ensure_ascii=False))
    for page, page_values in zip(pages, values["pages"], strict=True):
        for article, article_values in zip(page.articles, page_values["articles"], strict=True):
            for kind in ("continues", "repeats"):
                if name := getattr(article, kind):
                    target = edition.by_id(name)
                    article_values[kind] = {"page": target.page, "source_id": target.cms.id}
    return values


def expected_page(edition: EditionCopy, page: PageCopy, sheets: dict[str, Sheet], archived: Archived) -> PageRecord:
    known = page in kept_pages(edition)
    return PageRecord(
        number=page.number,
        name=page.name,
        facsimile=f"{edition.slug}/{archived.facsimile(edition, page)}" if known else None,
        pdf=f"{edition.slug}/{archived.pdf(edition, page)}" if known and page.cms.pdf else None,
        source_url="" if edition.articles_only else archived.page_address(edition, page),
        articles=tuple(
            expected_article(edition, page, article, sheets.get(page.number), archived) for article in page.articles
        ),
    )


def expected_article(
    edition: EditionCopy, page: PageCopy, article: ArticleCopy, sheet: Sheet | None, archived: Archived
) -> ArticleRecord:
    byline = article.byline.lstrip(MARKERS)
    whole = not article.headline_only
    return ArticleRecord(
        headline=title_of(article),
        kicker=article.kicker,
        subheadline=article.subheadline,
        byline=byline,
        byline_place=article.byline_place,
        body=canonical(body_html(article.body)),
        complete=whole,
        kind=article.kind,
        source_id=article.cms.id,
        source_url=archived.article_address(edition, article),
        keywords=article.keywords,
        credits=tuple(credit_record(credit) for credit in parse_byline(byline or article.cms.credited)),
        photos=tuple(expected_photo(edition, page, article, place, archived) for place in range(len(article.photos))),
        regions=expected_regions(article, sheet),
    )


def expected_photo(
    edition: EditionCopy, page: PageCopy, article: ArticleCopy, place: int, archived: Archived
) -> PhotoRecord:
    """The photo with its own words: a credit that the page gives elsewhere counts as its own."""
    photo = article.photos[place]
    caption = parse_caption(photo.caption)
    credit = photo.cms.credit or caption.credit_line
    return PhotoRecord(
        file=f"{edition.slug}/{archived.photo(edition, page, article, place)}" if photo.picture else None,
        caption=caption.text,
        credit_line=credit,
        credits=tuple(credit_record(found) for found in (parse_caption(credit).credits if credit else ())),
    )


def expected_regions(article: ArticleCopy, sheet: Sheet | None) -> tuple[RegionRecord, ...]:
    """The article's areas in the order of the map, as fractions of the size that the map is drawn for."""
    if sheet is None:
        return ()
    return tuple(
        RegionRecord(tuple((round(x / sheet.width, 4), round(y / sheet.height, 4)) for x, y in area.points))
        for area in sheet.areas
        if area.article is article
    )
