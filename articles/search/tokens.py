"""The analyser of the search: what a text is indexed by, and what is asked for. No Django, no database.

Every letter and digit is folded by itself, so that a part of a text is folded as it is within the whole: full and half
width, upper and lower case, accents, and traditional characters, which become simplified ones. What stands between two
marks is a run; its tokens are its characters two by two, and its last one alone:

    清晨六点，第一班  →  清晨 晨六 六点 点 第一 一班 班

So a phrase is found as its pairs side by side, a single character as the beginning of a token, and what a phrase has
on both sides of a comma stands side by side as well. Blanks part nothing, for headlines are spaced out in print.
Between paragraphs lies a token that no phrase has.

Latin words and numbers go in pairs too, so that a part of one is found; the whole ones are `words` besides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from opencc import OpenCC

# Between paragraphs: neither a letter nor a digit.
BARRIER = "¶"
# What a mark is folded to.
_MARK = "\n"
_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[^\s{_HAN}]+")
_TO_SIMPLIFIED = OpenCC("t2s")


class Phrase(NamedTuple):
    """Tokens that stand side by side; where it `is_open` the last is only the beginning of one."""

    tokens: tuple[str, ...]
    is_open: bool


def tokens(paragraphs: Iterable[str]) -> Iterator[str]:
    """The tokens of a text, in its order."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield BARRIER
        for run in _runs(paragraph):
            yield from _pairs(run)
            yield run[-1]


def printed(paragraphs: Iterable[str]) -> str:
    """The folded text itself, a line for each run, BARRIER between paragraphs: what a phrase can be looked up in."""
    return BARRIER.join(_MARK.join(_runs(paragraph)) for paragraph in paragraphs)


def placed(text: str) -> tuple[str, list[int]]:
    """`printed` of one paragraph, and for each of its characters the place in the text that it comes from."""
    folded, places = [], []
    for place, character in enumerate(text):
        for each in _FOLDED[ord(character)]:
            if (each.isspace() and each != _MARK) or (each == _MARK and folded[-1:] in ([], [_MARK])):
                continue
            folded.append(each)
            places.append(place)
    if folded[-1:] == [_MARK]:
        del folded[-1], places[-1]
    return "".join(folded), places


def words(text: str) -> list[str]:
    """The whole Latin words and numbers of a text, folded, in its order; what stands between blanks, marks and Han."""
    return _WORD.findall(_folded(text))


def phrase(text: str) -> Phrase | None:
    """What finds a text as it is printed, wherever that stands; None without a letter or digit."""
    *before, last = _runs(text) or [""]
    if not last:
        return None
    closed = [token for run in before for token in (*_pairs(run), run[-1])]
    return Phrase((*closed, *(_pairs(last) or [last])), is_open=len(last) == 1)


def _runs(text: str) -> list[str]:
    """The folded characters between marks, without blanks."""
    return ["".join(run.split()) for run in _folded(text).split(_MARK) if run.strip()]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


# A paragraph is asked for its tokens, its words and its folded text in turn.
@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return text.translate(_FOLDED)


class _Folded(dict):
    """What characters become, by their numbers, as `str.translate` takes it; of each once it has been met."""

    def __missing__(self, number: int) -> str:
        self[number] = _folded_character(chr(number))
        return self[number]


_FOLDED = _Folded()


def _folded_character(character: str) -> str:
    """What a character becomes by itself: simplified, lower case, nothing for an accent, a blank for any blank."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = "".join(each for each in decomposed if not unicodedata.category(each).startswith("M"))
    if not kept.strip():
        return " " if character.isspace() else ""
    return "".join(
        _TO_SIMPLIFIED.convert(each) if each.isalnum() else " " if each.isspace() else _MARK for each in kept
    )
