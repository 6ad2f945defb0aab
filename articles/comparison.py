"""Two states of an article compared as proofs are: character by character, for Chinese has no words to go by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.text import capfirst

from articles import richtext
from articles.archive.records import ArticleRecord, CreditRecord, PhotoRecord
from articles.models import Article, ArticleCredit, PhotoCaption

SAME, GONE, NEW = "same", "gone", "new"
# Two paragraphs that share less than this are another text each, not one that was changed.
_LEAST_ALIKE = 0.3
_WORDS = re.compile(r"(?<=>)[^<]+")


class Written(NamedTuple):
    """A line as it is read, what it has beside its words, such as markup or a picture, and the line with all of it.

    Lines are told apart by all of it; they are shown with it only where it is what differs.
    """

    words: str
    beside: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Line:
    """A line of one part: `part` is the name of a field of the record, `pieces` are (same|gone|new, text) in order."""

    part: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def changed(self) -> bool:
        return any(kind != SAME for kind, _text in self.pieces)

    @property
    def before(self) -> tuple[tuple[str, str], ...]:
        """The line as it was."""
        return tuple(piece for piece in self.pieces if piece[0] != NEW)

    @property
    def after(self) -> tuple[tuple[str, str], ...]:
        """The line as it became."""
        return tuple(piece for piece in self.pieces if piece[0] != GONE)


def compare(before: ArticleRecord, after: ArticleRecord) -> list[Line]:
    """Every line of both records, in print order: decks, byline, credits, body by paragraphs, captions, keywords.

    Whatever `versions.apply` would change is a changed line.
    """
    one, other = _lines(before), _lines(after)
    found = [line for part, lines in one.items() for line in compare_lines(part, lines, other[part])]
    for part in ("byline_place", "kind", "complete"):
        values = [getattr(before, part), getattr(after, part)]
        if values[0] != values[1]:
            found += compare_lines(part, *([Written(_value(part, value))] for value in values))
    return found


def compare_lines(part: str, before: list[Written], after: list[Written]) -> list[Line]:
    """The lines of one part, those that were changed put beside each other and compared within."""
    return [Line(part, tuple(pieces)) for pieces in _compared(before, after)]


def body_lines(body: str) -> list[Written]:
    """The paragraphs of a canonical body, and whatever else stands at their place; their markup stands beside them."""
    return [
        Written(richtext.plain_text(block) or block, _WORDS.sub("", block), block) for block in richtext.blocks(body)
    ]


def credit(affiliation: str, name: str, role: str) -> Written:
    """A credited person on a line: 本报记者 沈一苇（文字）; `role` is one of `ArticleCredit.Role`, or what was sent."""
    label = dict(ArticleCredit.Role.choices).get(role, role)
    return Written(f"{affiliation} {name}（{label}）".strip(), whole=f"{affiliation} · {name}（{label}）")


def _lines(record: ArticleRecord) -> dict[str, list[Written]]:
    return {
        **{name: _split(getattr(record, name)) for name in ("kicker", "headline", "subheadline", "byline")},
        "credits": [_credit(each) for each in record.credits],
        "body": body_lines(record.body),
        "photos": [_photo(photo) for photo in record.photos],
        "keywords": [Written(word) for word in record.keywords],
    }


def _split(text: str) -> list[Written]:
    return [Written(line) for line in text.split("\n")] if text else []


def _credit(record: CreditRecord) -> Written:
    return credit(record.affiliation, record.name, record.role)


def _photo(photo: PhotoRecord) -> Written:
    """A photo by its wording; the picture stands beside it."""
    credits = [_credit(each) for each in photo.credits]
    words = " ".join(filter(None, (photo.caption, photo.credit_line, *(each.words for each in credits), photo.alt)))
    picture = photo.sha256[:8] or "—"
    said = {"photo": picture, "text": photo.caption, "credit_line": photo.credit_line, "alt": photo.alt}
    fields = [f"{capfirst(_field(PhotoCaption, name).verbose_name)}: {text}" for name, text in said.items()]
    return Written(words or picture, photo.sha256, "\n".join([*fields, *(each.whole for each in credits)]))


def _value(part: str, value) -> str:
    if isinstance(value, bool):
        return "✓" if value else "—"
    return str(dict(_field(Article, part).choices).get(value, value))


def _field(model, name: str):
    return model._meta.get_field(name)


def _compared(before: list[Written], after: list[Written]) -> Iterator[list[tuple[str, str]]]:
    words = ([line.words for line in lines] for lines in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        old, new = before[a:b], after[c:d]
        for place in range(max(len(old), len(new))):
            if kind == "equal" and old[place] == new[place]:
                yield [(SAME, old[place].words)]
            else:
                yield from _changed(old[place : place + 1], new[place : place + 1])


def _changed(old: list[Written], new: list[Written]) -> Iterator[list[tuple[str, str]]]:
    if old and new:
        (before,), (after,) = old, new
        by_words = before.words != after.words and before.beside == after.beside
        one, other = (before.words, after.words) if by_words else (before.whole, after.whole)
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.ratio() >= _LEAST_ALIKE:
            yield [
                piece
                for kind, a, b, c, d in matcher.get_opcodes()
                for piece in ([(SAME, one[a:b])] if kind == "equal" else [(GONE, one[a:b]), (NEW, other[c:d])])
                if piece[1]
            ]
            return
    yield from ([(GONE, line.words)] for line in old)
    yield from ([(NEW, line.words)] for line in new)
