"""Two states of an article compared as proofs are: character by character, for Chinese has no words to go by."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles import richtext
from articles.archive.records import ArticleRecord, CreditRecord
from articles.models import ArticleCredit

SAME, GONE, NEW = "same", "gone", "new"
# Two paragraphs that share less than this are another text each, not one that was changed.
_LEAST_ALIKE = 0.3


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
    """Every line of both records, in print order: decks, byline, credits, body by paragraphs, captions, keywords."""
    found = []
    for part, lines in _lines(before).items():
        found += compare_lines(part, lines, _lines(after)[part])
    return found


def compare_lines(part: str, before: list[str], after: list[str]) -> list[Line]:
    """The lines of one part, those that were changed put beside each other and compared within."""
    return [Line(part, tuple(pieces)) for pieces in _compared(before, after)]


def _lines(record: ArticleRecord) -> dict[str, list[str]]:
    return {
        "kicker": record.kicker.split("\n") if record.kicker else [],
        "headline": record.headline.split("\n") if record.headline else [],
        "subheadline": record.subheadline.split("\n") if record.subheadline else [],
        "byline": [record.byline] if record.byline else [],
        "credits": [_credit(credit) for credit in record.credits],
        "body": [line for block in richtext.blocks(record.body) if (line := richtext.plain_text(block))],
        "photos": [
            " ".join(filter(None, (photo.caption, photo.credit_line, *map(_credit, photo.credits), photo.alt)))
            or photo.sha256[:8]
            for photo in record.photos
        ],
        "keywords": list(record.keywords),
    }


def _credit(credit: CreditRecord) -> str:
    role = ArticleCredit.Role(credit.role).label
    return f"{credit.affiliation} {credit.name}（{role}）".strip()


def _compared(before: list[str], after: list[str]) -> Iterator[list[tuple[str, str]]]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ([(SAME, line)] for line in before[a:b])
            continue
        old, new = before[a:b], after[c:d]
        for place in range(max(len(old), len(new))):
            yield from _changed(old[place : place + 1], new[place : place + 1])


def _changed(old: list[str], new: list[str]) -> Iterator[list[tuple[str, str]]]:
    if old and new:
        matcher = SequenceMatcher(None, old[0], new[0], autojunk=False)
        if matcher.ratio() >= _LEAST_ALIKE:
            yield [
                piece
                for kind, a, b, c, d in matcher.get_opcodes()
                for piece in ([(SAME, old[0][a:b])] if kind == "equal" else [(GONE, old[0][a:b]), (NEW, new[0][c:d])])
                if piece[1]
            ]
            return
    yield from ([(GONE, line)] for line in old)
    yield from ([(NEW, line)] for line in new)
