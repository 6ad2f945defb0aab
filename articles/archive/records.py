"""The neutral record of one edition: what importing reads, exporting writes and a version keeps.

Plain frozen dataclasses of the shape of `edition.schema.json`; standard library only, so that a reader runs in any
process on any machine. Text is as printed; dates are plain; moments carry their offset and are compared as moments.
"""

import hashlib
import json
import types
import typing
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

FORMAT = 1
STAFF_ROLES = ("editor", "layout", "proof")


@dataclass(frozen=True)
class CreditRecord:
    """One credited person or agency: the name and the affiliation as printed, and what was done."""

    name: str
    role: str
    affiliation: str = ""


@dataclass(frozen=True)
class PhotoRecord:
    """One use of a photo: its file (a path in the archive; None when it is not there) and its caption."""

    file: str | None = None
    sha256: str = ""
    caption: str = ""
    credit_line: str = ""
    credits: tuple[CreditRecord, ...] = ()
    alt: str = ""


@dataclass(frozen=True)
class RegionRecord:
    """A polygon of an article on a page; points are (x, y) in fractions of the page's width and height.

    `page` is the page's number where it is not the article's own page.
    """

    points: tuple[tuple[float, float], ...]
    page: str = ""


@dataclass(frozen=True)
class ReferenceRecord:
    """Another article of the same edition, by the page's number and its own number within the edition.

    A reader that knows no numbers yet names it by the source's own id; what is exported always has its number.
    """

    page: str
    number: int = 0
    source_id: str = ""


@dataclass(frozen=True)
class WithdrawnRecord:
    """The public notice of a withdrawal and its moment."""

    notice: str
    date: datetime


@dataclass(frozen=True)
class CorrectionRecord:
    """A correction that readers see: its moment and its wording."""

    date: datetime
    text: str


@dataclass(frozen=True)
class ArticleRecord:
    """An article as it stands on a page; `body` is canonical HTML, a line break in a headline is one newline."""

    headline: str
    kicker: str = ""
    subheadline: str = ""
    byline: str = ""
    byline_place: str = "end"
    body: str = ""
    complete: bool = True
    kind: str = "news"
    number: int | None = None
    source_id: str = ""
    source_url: str = ""
    keywords: tuple[str, ...] = ()
    credits: tuple[CreditRecord, ...] = ()
    photos: tuple[PhotoRecord, ...] = ()
    regions: tuple[RegionRecord, ...] = ()
    embargo: datetime | None = None
    continues: ReferenceRecord | None = None
    repeats: ReferenceRecord | None = None
    corrections: tuple[CorrectionRecord, ...] = ()
    withdrawn: WithdrawnRecord | None = None


@dataclass(frozen=True)
class StaffRecord:
    """A name printed on a page: `role` is editor (责任编辑), layout (版式) or proof (校对)."""

    role: str
    name: str


@dataclass(frozen=True)
class PageRecord:
    """A printed page; `number` as printed without 第 and 版, `articles` in their order on the page."""

    number: str
    articles: tuple[ArticleRecord, ...] = ()
    name: str = ""
    facsimile: str | None = None
    pdf: str | None = None
    source_url: str = ""
    staff: tuple[StaffRecord, ...] = ()


@dataclass(frozen=True)
class FrameRecord:
    """What the page frame prints of the paper and its house."""

    masthead: str = ""
    publisher: str = ""
    address: str = ""
    postcode: str = ""
    telephone: tuple[str, ...] = ()
    fax: tuple[str, ...] = ()
    email: str = ""
    licences: tuple[str, ...] = ()
    copyright: str = ""
    home_page: str = ""


@dataclass(frozen=True)
class PublicationRecord:
    """A titled paper: slug, name, and its frame."""

    slug: str
    name: str
    frame: FrameRecord = FrameRecord()


@dataclass(frozen=True)
class EditionRecord:
    """One publication's issue of one date, or of the dates up to `through` (合刊)."""

    publication: PublicationRecord
    date: date
    pages: tuple[PageRecord, ...] = ()
    label: str = ""
    number: int | None = None
    through: date | None = None
    pdf: str | None = None
    publish_at: datetime | None = None
    withdrawn: WithdrawnRecord | None = None

    @property
    def identity(self) -> tuple[str, date, str]:
        """What makes an edition one: publication, date, label."""
        return (self.publication.slug, self.date, self.label)


def to_json(record) -> dict:
    """Any record as plain JSON values, keys that hold nothing left out; an edition gets its `format`.

    A moment is written in UTC. `from_json(type(record), to_json(record)) == record`.
    """
    values = {"format": FORMAT} if isinstance(record, EditionRecord) else {}
    for name, default in _defaults(type(record)):
        value = getattr(record, name)
        if value != default:
            values[name] = value if type(value) in (str, int) else _plain(value)
    return values


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a record with the value that need not be written; what the schema requires is always written."""
    return tuple((each.name, MISSING if each.name in ("pages", "articles") else each.default) for each in fields(kind))


def _plain(value):
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return to_json(value)


def from_json(kind: type, values: dict):
    """The record of dataclass `kind` that `values` (checked against the schema beforehand) describe.

    Keys that the record does not know are passed over: a frame may hold more than is kept, and the reader reports it.
    Raises ValueError for a date, moment or text that is none.
    """
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in values.items() if name in hints})


@cache
def _hints(kind: type) -> dict:
    return typing.get_type_hints(kind)


def _typed(hint, value):
    """`value` as the type that `hint` names; a single string stands for a list of one, as in a page frame."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        if value is None:
            return None
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    if typing.get_origin(hint) is tuple:
        arguments = typing.get_args(hint)
        items = [value] if isinstance(value, str) else value
        return tuple(_typed(arguments[0], item) for item in items)
    if is_dataclass(hint):
        return from_json(hint, value)
    if hint is datetime:
        moment = datetime.fromisoformat(value)
        try:
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except OverflowError:
            raise ValueError(f"“{value}” is no moment between the years 1 and 9999") from None
    if hint is date:
        return date.fromisoformat(value)
    if hint is float:
        return float(value)
    if hint is str and isinstance(value, list):
        return " ".join(value)
    return value


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(values) -> str:
    """JSON with sorted keys, no white space and characters as they are: equal values give equal text."""
    return _CANONICAL.encode(values)


def digest(record: ArticleRecord) -> str:
    """SHA-256 (hex) of what is printed of an article: decks, body, byline, captions and credit lines.

    The people behind the names are left out, so that merging two spellings of one person changes no digest; so are
    addresses, regions and everything else that a reader of the paper does not see as its text.
    """
    printed = {
        "kicker": record.kicker,
        "headline": record.headline,
        "subheadline": record.subheadline,
        "body": record.body,
        "byline": record.byline,
        "byline_place": record.byline_place,
        "complete": record.complete,
        "photos": [
            {
                "sha256": photo.sha256,
                "caption": photo.caption,
                "credit_line": photo.credit_line,
                "alt": photo.alt,
            }
            for photo in record.photos
        ],
    }
    return hashlib.sha256(canonical_json(printed).encode()).hexdigest()


def numbered(edition: EditionRecord) -> EditionRecord:
    """The edition with a number for every article: given numbers stay, the others follow in page order."""
    taken = {article.number for page in edition.pages for article in page.articles if article.number}
    free = (n for n in range(1, 1_000_000) if n not in taken)
    pages = tuple(
        replace(page, articles=tuple(a if a.number else replace(a, number=next(free)) for a in page.articles))
        for page in edition.pages
    )
    return replace(edition, pages=pages)
