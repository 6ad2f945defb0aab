"""Makes the project's own records from the content and keeps them as JSONL with their media beside them."""

import hashlib
import json
from pathlib import Path

import jsonschema

from .content import ArticleCopy, EditionCopy, PageCopy, PhotoUse, body_html
from .layout import Printed
from .papers import Paper  # first: it puts the project itself on the path

from articles.archive.records import (  # isort: skip
    ArticleRecord,
    CreditRecord,
    EditionRecord,
    PageRecord,
    PhotoRecord,
    ReferenceRecord,
    RegionRecord,
    StaffRecord,
    to_json,
)
from articles.credits import parse_byline, parse_caption  # isort: skip
from articles.richtext import canonical  # isort: skip

SCHEMA = Path(__file__).resolve().parents[2] / "articles" / "archive" / "edition.schema.json"


def edition_record(
    edition: EditionCopy, paper: Paper, printed: dict[str, Printed], photo_files: dict[str, tuple[str, str]]
) -> EditionRecord:
    """The record of an edition; `photo_files` gives path and SHA-256 of each picture."""
    return EditionRecord(
        publication=paper.publication,
        date=edition.date,
        through=edition.through,
        label=edition.label,
        number=edition.number,
        pages=tuple(page_record(edition, page, printed, photo_files) for page in edition.pages),
    )


def page_record(edition: EditionCopy, page: PageCopy, printed: dict[str, Printed], photo_files) -> PageRecord:
    roles = (("editor", page.editors), ("layout", page.layout), ("proof", page.proof))
    return PageRecord(
        number=page.number,
        name=page.name,
        facsimile=f"{edition.key}/{page.number}.jpg",
        pdf=f"{edition.key}/{page.number}.pdf",
        staff=tuple(StaffRecord(role, name) for role, names in roles for name in names),
        articles=tuple(article_record(edition, article, printed, photo_files) for article in page.articles),
    )


def article_record(edition: EditionCopy, article: ArticleCopy, printed, photo_files) -> ArticleRecord:
    return ArticleRecord(
        number=article.number,
        kind=article.kind,
        kicker=article.kicker,
        headline=article.headline,
        subheadline=article.subheadline,
        byline=article.byline,
        byline_place=article.byline_place,
        body=canonical(body_html(article.body)),
        complete=not article.headline_only,
        keywords=article.keywords,
        credits=tuple(credit_record(credit) for credit in parse_byline(article.byline)),
        photos=tuple(photo_record(photo, photo_files) for photo in article.photos),
        regions=regions(article, printed),
        continues=reference(edition, article.continues),
        repeats=reference(edition, article.repeats),
    )


def credit_record(credit) -> CreditRecord:
    return CreditRecord(name=credit.name, role=credit.role, affiliation=credit.affiliation)


def photo_record(photo: PhotoUse, photo_files) -> PhotoRecord:
    caption = parse_caption(photo.caption)
    file, digest = photo_files[photo.picture] if photo.picture else (None, "")
    return PhotoRecord(
        file=file,
        sha256=digest,
        caption=caption.text,
        credit_line=caption.credit_line,
        credits=tuple(credit_record(credit) for credit in caption.credits),
        alt=photo.alt,
    )


def regions(article: ArticleCopy, printed: dict[str, Printed]) -> tuple[RegionRecord, ...]:
    """The article's polygons on its own page, then those on the page that a spread runs on to."""
    found = [RegionRecord(tuple(points)) for points in printed[article.page].regions.get(article.number, [])]
    if article.spread:
        found += [
            RegionRecord(tuple(points), page=article.spread)
            for points in printed[article.spread].regions.get(article.number, [])
        ]
    return tuple(found)


def reference(edition: EditionCopy, name: str) -> ReferenceRecord | None:
    if not name:
        return None
    target = edition.by_id(name)
    return ReferenceRecord(page=target.page, number=target.number)


def write_lines(path: Path, records: list[EditionRecord]) -> None:
    """Writes editions into a JSONL file, one a line by date; lines of other editions in the file stay."""
    validator = jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
    )
    lines = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            known = json.loads(line)
            lines[known["date"], known.get("label", "")] = line
    for record in records:
        values = json.loads(json.dumps(to_json(record), ensure_ascii=False))
        validator.validate(values)
        lines[values["date"], values.get("label", "")] = json.dumps(values, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{lines[key]}\n" for key in sorted(lines)), encoding="utf-8")


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
