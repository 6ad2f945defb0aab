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


class Phrase(NamedTuple):
    """What is looked for, as `tokens.printed` has it; where it `is_whole`, not as a part of a longer word."""

    text: str
    is_whole: bool


def words_of(tree: All) -> list[Words]:
    """What is looked for, whether it must be or may be, and not what must not."""
    parts = [part for each in tree.parts for part in (each.parts if isinstance(each, Any) else [each])]
    return [part for part in parts if isinstance(part, Words)]


def looked_for(tree: All, field: str = "") -> list[Phrase]:
    """What is looked for in any field, and in this one."""
    return [phrase_of(words) for words in words_of(tree) if words.field in ("", field)]


def phrase_of(words: Words) -> Phrase:
    return Phrase(tokens.printed([words.text]), words.is_whole)


def parts_of(text: str, phrases: Iterable[Phrase]) -> list[Part]:
    """The whole text, what was looked for apart from the rest."""
    parts, end = [], 0
    for first, last in spans(text, phrases):
        parts += [Part(text[end:first], False), Part(text[first:last], True)]
        end = last
    return [part for part in [*parts, Part(text[end:], False)] if part.text]


def piece_of(paragraphs: Iterable[str], phrases: list[Phrase]) -> list[Part]:
    """The piece of a text around its first hit; of one without hits, its beginning."""
    paragraphs = [" ".join(paragraph.split("\n")) for paragraph in paragraphs]
    for paragraph in paragraphs:
        if found := spans(paragraph, phrases):
            return parts_of(_cut(paragraph, max(0, found[0][0] - _BEFORE)), phrases)
    return [Part(_cut(paragraphs[0], 0), False)] if paragraphs else []


def _cut(text: str, start: int) -> str:
    end = start + _LENGTH
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def spans(text: str, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Where in a paragraph they stand, in its order, each from one character to before another; none overlap."""
    return _merged((first, last) for _phrase, first, last in _occurrences(text, phrases))


def occurring(paragraphs: Iterable[str], phrases: list[Phrase]) -> set[Phrase]:
    """Which of them a text has."""
    return {found[0] for paragraph in paragraphs for found in _occurrences(paragraph, phrases)}


def _occurrences(text: str, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, int, int]]:
    folded, places = tokens.placed(text)

    def goes_on(at: int) -> bool:
        """Whether a word has both the character before a place and the one at it."""
        if not 0 < at < len(folded) or not all(map(tokens.words, folded[at - 1 : at + 1])):
            return False
        return len(tokens.words(text[places[at - 1] : places[at] + 1])) == 1

    for phrase in phrases:
        at = folded.find(phrase.text)
        while at >= 0:
            end = at + len(phrase.text)
            if not (phrase.is_whole and (goes_on(at) or goes_on(end))):
                yield phrase, places[at], places[end - 1] + 1
            at = folded.find(phrase.text, at + 1)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
