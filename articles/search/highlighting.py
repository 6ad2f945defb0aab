"""Where in a printed text the words stand that were looked for, and the piece of it that shows them. No database."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from . import tokens
from .query import All, Any, Words

# Characters of a text that stand before the first hit in its piece, and in the whole of it.
_BEFORE, _LENGTH = 24, 120


class Part(NamedTuple):
    """A part of a text, and whether it was looked for."""

    text: str
    is_hit: bool


def looked_for(tree: All, field: str = "") -> list[str]:
    """What is looked for in any field, and in this one, as `tokens.printed` has it."""
    parts = [part for each in tree.parts for part in (each.parts if isinstance(each, Any) else [each])]
    return [tokens.printed([part.text]) for part in parts if isinstance(part, Words) and part.field in ("", field)]


def parts_of(text: str, phrases: Iterable[str]) -> list[Part]:
    """The whole text, what was looked for apart from the rest."""
    parts, end = [], 0
    for first, last in _merged(_spans(text, phrases)):
        parts += [Part(text[end:first], False), Part(text[first:last], True)]
        end = last
    return [part for part in [*parts, Part(text[end:], False)] if part.text]


def piece_of(paragraphs: Iterable[str], phrases: list[str]) -> list[Part]:
    """The piece of a text around its first hit; of one without hits, its beginning."""
    paragraphs = [" ".join(paragraph.split("\n")) for paragraph in paragraphs]
    for paragraph in paragraphs:
        if spans := sorted(_spans(paragraph, phrases)):
            return parts_of(_cut(paragraph, max(0, spans[0][0] - _BEFORE)), phrases)
    return [Part(_cut(paragraphs[0], 0), False)] if paragraphs else []


def _cut(text: str, start: int) -> str:
    end = start + _LENGTH
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _spans(text: str, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where each of them stands, from one character to before another."""
    folded, places = tokens.placed(text)
    for phrase in phrases:
        at = folded.find(phrase)
        while at >= 0:
            yield places[at], places[at + len(phrase) - 1] + 1
            at = folded.find(phrase, at + 1)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
