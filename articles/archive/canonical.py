"""Records as they will be stored: bodies canonical, text trimmed, regions within their page; and their keys."""

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import replace

from articles import richtext
from editions.numbers import normalised, order_key

from .records import (
    STAFF_ROLES,
    ArticleRecord,
    CreditRecord,
    EditionRecord,
    PageRecord,
    PhotoRecord,
    RegionRecord,
    canonical_json,
    to_json,
)

# What an integer column takes on every database.
LARGEST_NUMBER = 2_147_483_647


def canonical_edition(edition: EditionRecord, warn) -> EditionRecord:
    """The edition with a number and a last date that can be; `warn(sentence)` hears of what had to be dropped.

    Raises ValueError for a label that is none.
    """
    if edition.label and not re.fullmatch(r"[a-z0-9-]{1,20}", edition.label):
        raise ValueError(f"“{edition.label}” is not a label: up to 20 lower-case letters, digits and hyphens make one")
    number, through = edition.number, edition.through
    if number is not None and not 1 <= number <= LARGEST_NUMBER:
        warn(f"{number} is not a running number and was dropped")
        number = None
    if through is not None and through <= edition.date:
        if through < edition.date:
            warn(f"a last date of {through} is before the first and was dropped")
        through = None
    return replace(edition, number=number and int(number), through=through)


def canonical_page(page: PageRecord) -> PageRecord:
    """The page with its number and name normalised, and the printed names in the order editor, layout, proof.

    Raises ValueError for a number that is none.
    """
    staff = [replace(person, name=_line(person.name)) for person in page.staff]
    return replace(
        page,
        number=normalised(page.number),
        name=_line(page.name),
        staff=tuple(person for role in STAFF_ROLES for person in staff if person.role == role and person.name),
    )


def canonical_article(article: ArticleRecord, page_number: str, warn) -> ArticleRecord:
    """The article as it will be stored; `warn(sentence)` hears of a number or region that had to be dropped."""
    number = article.number
    if number is not None and not 1 <= number < LARGEST_NUMBER // 2:
        warn(f"{number} is not an article's number; another was given")
        number = None
    return replace(
        article,
        number=number and int(number),
        headline=_lines(article.headline),
        kicker=_lines(article.kicker),
        subheadline=_lines(article.subheadline),
        byline=_line(article.byline),
        body=richtext.canonical(article.body),
        keywords=tuple(filter(None, map(_line, article.keywords))),
        credits=_people(article.credits),
        photos=tuple(
            replace(
                photo,
                caption=_lines(photo.caption),
                credit_line=_line(photo.credit_line),
                credits=_people(photo.credits),
                alt=_line(photo.alt),
            )
            for photo in article.photos
        ),
        regions=tuple(_regions(article, page_number, warn)),
        # An order that the database can give back: by moment, then as read.
        corrections=tuple(sorted(article.corrections, key=lambda correction: correction.date)),
    )


def _regions(article: ArticleRecord, page_number: str, warn):
    for region in article.regions:
        points: list[tuple[float, float]] = []
        for x, y in region.points:
            point = (min(max(float(x), 0.0), 1.0), min(max(float(y), 0.0), 1.0))
            if not points or point != points[-1]:
                points.append(point)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if len(set(points)) < 3:
            warn("a region with fewer than three different points was dropped")
            continue
        try:
            page = normalised(region.page) if region.page else ""
        except ValueError as error:
            warn(f"a region was dropped: {error}")
            continue
        if page and order_key(page) == order_key(page_number):
            page = ""
        yield RegionRecord(points=tuple(points), page=page)


def _people(credits: tuple[CreditRecord, ...]) -> tuple[CreditRecord, ...]:
    named = (CreditRecord(_line(credit.name), credit.role, _line(credit.affiliation)) for credit in credits)
    return tuple(credit for credit in named if credit.name)


def _line(text: str) -> str:
    return " ".join(text.replace("\r", "\n").split("\n")).strip().replace("\x00", "")


def _lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def article_keys(page: PageRecord, ordinals: Counter[str] | None = None) -> list[str]:
    """The key of each article of a page: its source's own id, else page, normalised headline and ordinal.

    `ordinals` counts on from page to page of an edition, where one id may stand on several.
    """
    ordinals = Counter() if ordinals is None else ordinals
    keys = []
    for article in page.articles:
        key = (
            f"id:{article.source_id}" if article.source_id else f"{order_key(page.number)}|{known_by(article.headline)}"
        )
        ordinals[key] += 1
        keys.append(f"{key}|{ordinals[key]}" if not article.source_id or ordinals[key] > 1 else key)
    return keys


def known_by(headline: str) -> str:
    """A headline for comparison: without white space, full-width forms folded; a digest of a very long one."""
    headline = "".join(unicodedata.normalize("NFKC", headline).split())
    return headline if len(headline) <= 200 else hashlib.sha256(headline.encode()).hexdigest()


def source_digest(values) -> str:
    """SHA-256 (hex) of a record or of plain values as read from the source."""
    plain = values if isinstance(values, dict) else to_json(values)
    return hashlib.sha256(canonical_json(plain).encode()).hexdigest()


def without_files(photos: tuple[PhotoRecord, ...]) -> tuple[PhotoRecord, ...]:
    """The photos known by their digests alone: where a file lies in the archive is no part of the article."""
    return tuple(replace(photo, file=None) for photo in photos)
