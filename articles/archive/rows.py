"""How records and rows correspond: which field is which column, and the rows that belong to an article."""

import hashlib
from dataclasses import fields
from datetime import UTC, datetime

from django.db.models import CharField

from articles.models import (
    Article,
    ArticleCredit,
    ArticleRegion,
    Contributor,
    Correction,
    Photo,
    PhotoCaption,
    PhotoCredit,
)
from editions.models import Page, Publication
from editions.numbers import order_key

from . import bulk
from .records import (
    ArticleRecord,
    CreditRecord,
    FrameRecord,
    StaffRecord,
    WithdrawnRecord,
    canonical_json,
    to_json,
)

EDITION_FACTS = ("number", "through", "publish_at", "pdf")
_STAFF_COLUMNS = {"editor": "editors", "layout": "layout", "proof": "proof"}
PAGE_FACTS = ("name", "source_url", *_STAFF_COLUMNS.values(), "facsimile", "pdf")
_ARTICLE_TEXT = (
    "kind",
    "kicker",
    "headline",
    "subheadline",
    "body",
    "complete",
    "byline",
    "byline_place",
    "source_id",
    "source_url",
    "embargo",
)
ARTICLE_FIELDS = (*_ARTICLE_TEXT, "keywords", "withdrawn_at", "withdrawal_notice")
# Contributors are made for whoever is credited; a longer name than this is no name.
_LONGEST = {"name": 200, "affiliation": 200}
_CREDIT_COLUMNS = ("contributor_id", "name", "role", "affiliation", "order")


def facts(thing, names) -> str:
    """A digest of a row's fields, by which a change made here is noticed."""
    values = [getattr(thing, name) or "" for name in names]
    plain = [str(value.astimezone(UTC)) if isinstance(value, datetime) else str(value) for value in values]
    return hashlib.sha256(canonical_json(plain).encode()).hexdigest()


def beside(record: ArticleRecord) -> str:
    """A digest of what stands beside an article's print, keywords and credited people, to notice a change made here."""
    people = [to_json(credit) for credit in record.credits]
    shown = [[to_json(credit) for credit in photo.credits] for photo in record.photos]
    return hashlib.sha256(canonical_json([list(record.keywords), people, shown]).encode()).hexdigest()


# -- publication and page


def frame_fields(frame: FrameRecord) -> dict[str, str]:
    """The columns of a publication that a frame fills; those without a fact are left out."""
    values = {field.name: getattr(frame, field.name) for field in fields(FrameRecord)}
    lines = {name: "\n".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {name: value for name, value in lines.items() if value}


def frame_of(publication: Publication) -> FrameRecord:
    """A publication's columns as its frame."""
    lists = {"telephone", "fax", "licences"}
    return FrameRecord(
        **{
            field.name: tuple(getattr(publication, field.name).splitlines())
            if field.name in lists
            else getattr(publication, field.name)
            for field in fields(FrameRecord)
        }
    )


def staff_fields(staff: tuple[StaffRecord, ...]) -> dict[str, str]:
    """The columns of a page that hold the names printed on it, separated by 、."""
    return {
        column: "、".join(person.name for person in staff if person.role == role)
        for role, column in _STAFF_COLUMNS.items()
    }


def staff_of(page: Page) -> tuple[StaffRecord, ...]:
    """The names printed on a page, in the order editor, layout, proof."""
    return tuple(
        StaffRecord(role, name)
        for role, column in _STAFF_COLUMNS.items()
        for name in getattr(page, column).split("、")
        if name
    )


def withdrawal(record: WithdrawnRecord | None) -> tuple[datetime | None, str]:
    """(moment, notice) of a withdrawal."""
    return (record.date, record.notice or "—") if record else (None, "")


def too_long_value(model, values: dict) -> str:
    """A sentence about the first value that is longer than its column; "" where all fit."""
    for name, value in values.items():
        field = model._meta.get_field(name)
        if isinstance(field, CharField) and value and len(value) > field.max_length:
            return f"its {name.replace('_', ' ')} is longer than {field.max_length} characters"
    return ""


# -- articles


def too_long(record: ArticleRecord) -> str:
    """A sentence about the first thing in an article that is longer than can be stored; "" where all fits."""
    for credit in (*record.credits, *(credit for photo in record.photos for credit in photo.credits)):
        for name, longest in _LONGEST.items():
            if len(getattr(credit, name)) > longest:
                return f"the {name} of a credit is longer than {longest} characters"
    columns = {name: getattr(record, name) for name in ("byline", "source_id", "source_url")}
    captions = ({"credit_line": photo.credit_line, "alt": photo.alt} for photo in record.photos)
    problems = (
        too_long_value(Article, columns),
        *(too_long_value(PhotoCaption, values) for values in captions),
    )
    return next(filter(None, problems), "")


def write(article: Article, record: ArticleRecord, now: datetime) -> None:
    """Give an article's columns the record's values; page, number and order are the loader's."""
    for name in _ARTICLE_TEXT:
        setattr(article, name, getattr(record, name))
    article.keywords = list(record.keywords)
    article.withdrawn_at, article.withdrawal_notice = withdrawal(record.withdrawn)
    article.changed_at = now


def photos_for(digests: set[str], pictures: dict, media) -> dict[str, Photo]:
    """The photos of these digests that are known, those just found in the source stored first."""
    known = {photo.sha256: photo for photo in Photo.objects.filter(sha256__in=digests)} if digests else {}
    new = []
    for digest in sorted(digests - set(known)):
        if picture := pictures.get(digest):
            photo = Photo(sha256=digest, width=picture.width, height=picture.height)
            photo.file = media.store(picture.name, Photo._meta.get_field("file"), photo)
            new.append(photo)
    if new:
        # Another import may have stored one of them meanwhile.
        Photo.objects.bulk_create(new, ignore_conflicts=True)
        stored = {photo.sha256: photo for photo in Photo.objects.filter(sha256__in=[photo.sha256 for photo in new])}
        for photo in new:
            if stored[photo.sha256].file.name != photo.file.name:
                media.drop(photo.file.name)
        known |= stored
    return known


def write_children(written, updated: set[int], pages: dict[str, Page], photos: dict[str, Photo], warn) -> None:
    """The rows below the articles: credits, captions with theirs, regions, corrections.

    `written` holds (article, record) pairs; those whose keys are in `updated` lose what they had before.
    """
    write_printed(written, updated, photos)
    if updated:
        for model in (ArticleRegion, Correction):
            model.objects.filter(article__in=updated).delete()
    bulk.insert(
        ArticleRegion,
        ("article_id", "page_id", "polygon", "left", "top", "right", "bottom"),
        _regions(written, pages, warn),
    )
    Correction.objects.bulk_create(
        Correction(article=article, date=correction.date, text=correction.text)
        for article, record in written
        for correction in record.corrections
    )


def write_printed(written, updated: set[int], photos: dict[str, Photo]) -> None:
    """Of the rows below the articles those that are printed: credits, and captions with theirs."""
    known = _credited_before(updated)
    if updated:
        for model in (ArticleCredit, PhotoCaption):
            model.objects.filter(article__in=updated).delete()
    people = contributors(
        {credit.name for _article, record in written for credit in record.credits}
        | {credit.name for _article, record in written for photo in record.photos for credit in photo.credits}
    )
    bulk.insert(
        ArticleCredit,
        ("article_id", *_CREDIT_COLUMNS),
        (
            (article.pk, *_credit(credit, order, people | known.get(article.pk, {})))
            for article, record in written
            for order, credit in enumerate(record.credits)
        ),
    )
    captions = [(article, order, photo) for article, record in written for order, photo in enumerate(record.photos)]
    captions = list(zip(bulk.keys(PhotoCaption, len(captions)), captions, strict=True)) if captions else []
    bulk.insert(
        PhotoCaption,
        ("id", "article_id", "photo_id", "text", "credit_line", "alt", "order"),
        (
            (key, article.pk, _key(photos.get(photo.sha256)), photo.caption, photo.credit_line, photo.alt, order)
            for key, (article, order, photo) in captions
        ),
    )
    bulk.insert(
        PhotoCredit,
        ("caption_id", *_CREDIT_COLUMNS),
        (
            (key, *_credit(credit, order, people | known.get(article.pk, {})))
            for key, (article, _order, photo) in captions
            for order, credit in enumerate(photo.credits)
        ),
    )


def _credited_before(updated: set[int]) -> dict[int, dict[str, int]]:
    """Whom each updated article has credited so far, by the printed name: a person that was split off stays himself."""
    found: dict[int, dict[str, int]] = {}
    if updated:
        for credits in (
            ArticleCredit.objects.filter(article__in=updated).values_list("article", "name", "contributor"),
            PhotoCredit.objects.filter(caption__article__in=updated).values_list(
                "caption__article", "name", "contributor"
            ),
        ):
            for article, name, contributor in credits.order_by():
                found.setdefault(article, {})[name] = contributor
    return found


def _credit(credit: CreditRecord, order: int, people: dict[str, int]) -> tuple:
    """A credit's columns, in the order of _CREDIT_COLUMNS."""
    return (people[credit.name], credit.name, credit.role, credit.affiliation, order)


def _key(row) -> int | None:
    return row.pk if row is not None else None


def _regions(written, pages: dict[str, Page], warn):
    for article, record in written:
        for region in record.regions:
            page = pages.get(order_key(region.page)) if region.page else article.page
            if page is None:
                warn(f"“{article.title}” has a region on page {region.page}, which is not in the archive")
                continue
            across, down = zip(*region.points, strict=True)
            polygon = [list(point) for point in region.points]
            yield article.pk, page.pk, polygon, min(across), min(down), max(across), max(down)


def contributors(names: set[str]) -> dict[str, int]:
    """The key of one contributor for each exact name, made where there is none; a merged one is whom it went into."""
    if not names:
        return {}
    found = _contributors_named(names)
    if missing := sorted(names - set(found)):
        # Another import may have made one of them meanwhile.
        Contributor.objects.bulk_create([Contributor(name=name) for name in missing], ignore_conflicts=True)
        found |= _contributors_named(set(missing))
    return found


def _contributors_named(names: set[str]) -> dict[str, int]:
    named = Contributor.objects.filter(name__in=names, distinction="").order_by()
    return {name: merged_into or key for key, name, merged_into in named.values_list("pk", "name", "merged_into")}
