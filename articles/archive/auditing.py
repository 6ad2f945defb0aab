"""An audit: the visible text of every article of an archive held against what the database has stored of it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from articles import richtext, versions
from articles.models import Article, ImportItem
from editions.numbers import order_key

from .canonical import known_by
from .readers import reader_for
from .readers.texts import ArticleText
from .records import ArticleRecord, PublicationRecord
from .report import Report

# What the print sets around a text and nobody stores: markers, brackets, leaders, the composing room's ③19.
_MARKS = re.compile(r"[\W_]+|[\u2460-\u2473\u3251-\u325f]\s*\d{1,3}\s*$")
_BOX = re.compile(r"^口(?=\s|本报|晚报|日报|记者|通讯员)")
_CREDIT_LINES = ("credit lines",)
_PIECES = re.compile(r"(?<=[。！？；，、：）)])")


@dataclass
class FileAudit:
    """One file: how many of its characters are looked for, how many are stored, and the pieces that are not."""

    path: str
    characters: int = 0
    accounted: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.accounted / self.characters if self.characters else 1.0


def audit(source, format: str = "auto", publication: PublicationRecord | None = None) -> Iterator[FileAudit]:
    """Every file of the archive that holds articles, in the order of the editions.

    White space, punctuation and the marks of the composing room are not counted. Raises ArchiveError as an import does.
    """
    _format, reader = reader_for(source, format)
    files: dict[str, FileAudit] = {}
    edition: tuple | None = None
    texts: list[ArticleText] = []
    for text in reader.texts(source, Report(), publication):
        if edition not in (None, (text.publication, text.day, text.label)):
            _compare(edition, texts, files)
            texts = []
        edition = (text.publication, text.day, text.label)
        texts.append(text)
    if edition:
        _compare(edition, texts, files)
    yield from files.values()


def _compare(edition: tuple[str, date, str], texts: list[ArticleText], files: dict[str, FileAudit]) -> None:
    stored = _stored(*edition)
    for text in texts:
        found = files.setdefault(text.path, FileAudit(text.path))
        printed = "".join(stored.get(key, "") for key in _keys(text))
        for line in text.lines:
            # 本版图片均由…摄 is stored with the page's photos, whichever article they belong to.
            _look_for(line, printed + stored[_CREDIT_LINES] if "本版" in line else printed, found)


def _stored(slug: str, day: date, label: str) -> dict[tuple, str]:
    """The bare text of what an edition's imported articles are now, by id and by (page, headline)."""
    items = ImportItem.objects.filter(
        publication__slug=slug, date=day, label=label, kind=ImportItem.Kind.ARTICLE, article__isnull=False
    )
    keys = dict(items.values_list("key", "article_id"))
    articles = {article.pk: article for article in versions.with_record(Article.objects.filter(pk__in=keys.values()))}
    found: dict[tuple, str] = defaultdict(str)
    for key, pk in keys.items():
        record = versions.record_of(articles[pk])
        text = bare("\n".join(_texts_of(record)))
        found[_CREDIT_LINES] += bare("\n".join(photo.credit_line for photo in record.photos))
        if key.startswith("id:"):
            found["id", key.removeprefix("id:").split("|")[0]] += text
        else:
            page, headline, *_ordinal = key.split("|")
            found[page, headline] += text
    return found


def _keys(text: ArticleText) -> Iterable[tuple]:
    return [("id", text.source_id)] if text.source_id else [(order_key(text.page), known_by(text.headline))]


def _texts_of(record: ArticleRecord) -> Iterable[str]:
    captions = (text for photo in record.photos for text in (photo.caption, photo.credit_line))
    return (
        record.kicker,
        record.headline,
        record.subheadline,
        record.byline,
        *captions,
        richtext.plain_text(record.body),
    )


def _look_for(line: str, printed: str, found: FileAudit) -> None:
    wanted = bare(line)
    found.characters += len(wanted)
    if wanted in printed:
        found.accounted += len(wanted)
        return
    for piece in _PIECES.split(line):
        wanted = bare(piece)
        if wanted in printed:
            found.accounted += len(wanted)
        else:
            found.missing.append(piece.strip())


def bare(text: str) -> str:
    """The letters and digits of a text, full-width forms folded, without the composing room's marks."""
    lines = (_BOX.sub("", line.strip()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return "".join(unicodedata.normalize("NFKC", _MARKS.sub("", line)) for line in lines)
