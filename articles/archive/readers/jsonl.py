"""The project's own interchange: one edition per line, as `edition.schema.json` says, media in `FILE.media/`.

JSON is UTF-8, or what a file's byte-order mark says; a line that is not is named, never read as something else.
"""

import codecs
import functools
import io
import json
import re
from collections.abc import Collection
from dataclasses import fields, replace
from pathlib import Path

from jsonschema import Draft202012Validator

from articles.richtext import plain_text

from ..decoding import encoding_of
from ..records import FORMAT, EditionRecord, FrameRecord, PublicationRecord, from_json
from ..report import ArchiveError
from ..sources import UNREADABLE, beginning, unsafe
from .texts import ArticleText

DESCRIPTION = "editions as JSON, one on each line, with their media in FILE.media/ beside it"
WHOLE = True
# One line is one edition; the longest real ones have some 100 pages.
LONGEST_LINE = 64 * 1024 * 1024
_ENDINGS = (".jsonl", ".ndjson", ".json")
# An edition's first key, in whatever order they come, and the keys that it must have with what begins their values.
_FIRST_KEY = re.compile(
    r'\s*\{\s*"(?:format|publication|date|label|number|through|pdf|publish_at|withdrawn|pages)"\s*:'
)
_REQUIRED_KEY = re.compile(
    r'"(?:(format)"\s*:\s*\d|(publication)"\s*:\s*\{|(date)"\s*:\s*"\d{4}-|(pages)"\s*:\s*\[|(articles)"\s*:\s*\[)'
)


@functools.cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent.parent / "edition.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _files(source) -> list[str]:
    return [name for name in source.names() if name.lower().endswith(_ENDINGS) and ".media/" not in name]


def recognises(source) -> bool:
    """Whether some file begins with an edition: a JSON object that begins with one of its keys."""
    return any(_begins_with_edition(source, name) for name in _files(source))


def _begins_with_edition(source, name: str) -> bool:
    """A line may be longer than what is looked at, with any key at its end; two of the required ones come before."""
    start = beginning(source, name, 400_000)
    text = start.decode(encoding_of(start), "replace").removeprefix("\ufeff")
    return bool(_FIRST_KEY.match(text)) and len({found.lastindex for found in _REQUIRED_KEY.finditer(text)}) > 1


def read(source, report, publication: PublicationRecord | None = None):
    """The editions of every line. With `publication`, those of that paper; its name, if given, replaces the one read.

    A line that is none is named in the report with its number, and the others are read all the same.
    """
    for _name, edition in _editions(source, report, publication):
        yield edition


def _editions(source, report, publication: PublicationRecord | None):
    """(file, edition) for every line."""
    held = source.names()
    seen: set[str] = set()
    for name in _files(source):
        if name.lower().endswith(".json") and not _begins_with_edition(source, name):
            report.skipped(name, "does not begin with an edition")
            continue
        editions = failures = 0
        for number, line in _lines(source, name, report):
            if not line.strip():
                continue
            try:
                edition = _edition(line, name, number, report, held)
            except ValueError as error:
                report.error(f"{name}:{number}", str(error))
                failures += 1
                continue
            seen.add(edition.publication.slug)
            if publication and edition.publication.slug != publication.slug:
                continue
            editions += 1
            if publication and publication.name:
                edition = replace(edition, publication=replace(edition.publication, name=publication.name))
            yield name, edition
        if name not in report.files:
            _account(report, name, editions, failures)
    if publication and seen and publication.slug not in seen:
        raise ArchiveError(f"This holds no edition of {publication.slug}, only of {', '.join(sorted(seen))}.")


def texts(source, report, publication: PublicationRecord | None = None):
    """The text of every article as the lines give it, for an audit."""
    for name, edition in _editions(source, report, publication):
        for page in edition.pages:
            for article in page.articles:
                captions = (text for photo in article.photos for text in (photo.caption, photo.credit_line))
                parts = (article.kicker, article.headline, article.subheadline, article.byline, *captions)
                yield ArticleText(
                    name,
                    edition.publication.slug,
                    edition.date,
                    edition.label,
                    article.source_id,
                    page.number,
                    article.headline,
                    tuple(line for part in (*parts, plain_text(article.body)) for line in part.split("\n") if line),
                )


def _account(report, name: str, editions: int, failures: int) -> None:
    if editions:
        report.read(name, f"{editions} editions" + (f", {failures} lines could not be read" if failures else ""))
    elif failures:
        report.failed(name, "holds no edition that can be read")
    else:
        report.skipped(name, "holds no edition of this paper")


def _lines(source, name: str, report):
    """(line number, bytes) for every line of a file; one that is too long is reported and passed over."""
    try:
        with source.open(name) as file:
            readline = _line_by_line(file, encoding_of(beginning(source, name, 4)))
            number = 0
            while line := readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    report.error(f"{name}:{number}", f"is a line of more than {LONGEST_LINE // 1024 // 1024} MB")
                    while line and not line.endswith(b"\n"):
                        line = readline(LONGEST_LINE)
                    continue
                yield number, line
    except UNREADABLE as error:
        report.failed(name, f"cannot be read: {error}")


def _line_by_line(file, encoding: str):
    """What reads one line, or as much as is asked for, in UTF-8, which the file is in almost always."""
    if encoding == "utf-8":
        return file.readline
    text = io.TextIOWrapper(file, encoding, newline="\n")
    return lambda length: text.readline(length).encode()


def _text(line: bytes) -> str:
    skipped = len(codecs.BOM_UTF8) if line.startswith(codecs.BOM_UTF8) else 0
    try:
        return line[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: the first byte that is not is at offset {skipped + error.start}") from None


def _edition(line: bytes, name: str, number: int, report, held: Collection[str]) -> EditionRecord:
    text = _text(line)
    try:
        values = _clean(json.loads(text, parse_constant=_no_number))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON, or cut off: {error}") from None
    if isinstance(values, dict) and values.get("format", FORMAT) != FORMAT:
        raise ValueError(f"is of format {values['format']!r}; this program reads format {FORMAT}")
    try:
        problem = min(_validator().iter_errors(values), key=lambda error: error.json_path, default=None)
    except RecursionError:
        raise ValueError("is nested too deep") from None
    if problem:
        raise ValueError(f"does not fit the format at {problem.json_path}: {problem.message[:300]}")
    known = {field.name for field in fields(FrameRecord)}
    for key, text in values["publication"].get("frame", {}).items():
        if key not in known:
            report.without_place(f"{name}:{number}", json.dumps(text, ensure_ascii=False), f"frame holds “{key}”")
    return _with_media(from_json(EditionRecord, values), name, held, report)


def _clean(value):
    """The value with NUL left out of its texts, which no database keeps; half a character is refused."""
    if isinstance(value, str):
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise ValueError(f"{value[:60]!a} holds half a character")
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(item) for name, item in value.items()}
    return value


def _no_number(constant: str):
    raise ValueError(f"{constant} is no number")


def _with_media(edition: EditionRecord, name: str, held: Collection[str], report) -> EditionRecord:
    """The edition with every media path as a name within the source; an unsafe path is no file."""

    def found(path: str | None) -> str | None:
        if not path:
            return None
        if unsafe(path):
            report.warn(name, f"“{path}” leads out of the media folder and is left alone")
            return None
        for candidate in (f"{name}.media/{path}", path):
            if candidate in held:
                return candidate
        return f"{name}.media/{path}"

    pages = tuple(
        replace(
            page,
            facsimile=found(page.facsimile),
            pdf=found(page.pdf),
            articles=tuple(
                replace(article, photos=tuple(replace(photo, file=found(photo.file)) for photo in article.photos))
                for article in page.articles
            ),
        )
        for page in edition.pages
    )
    return replace(edition, pdf=found(edition.pdf), pages=pages)
