"""The lines by which a printed text sends its reader to another page: 下转A02版, 上接第3版. Pure Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editions import numbers

TO, FROM = "下转", "上接"
_JUMP = re.compile(
    rf"(?P<direction>{TO}|{FROM})[\s:：]*第?\s*"
    r"(?P<page>[A-Za-zＡ-Ｚａ-ｚ]{0,2}[-－]?[0-9０-９]{1,3}|[〇零一二三四五六七八九十]{1,3})\s*版"
)
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True)
class JumpLine:
    """Where a text says that it goes on (`TO`) or comes from (`FROM`), and the page that it names.

    `page` is its key as `numbers.order_key` has it, `printed_page` and `words` are as printed; `offset` is counted in
    characters from the start of the text.
    """

    direction: str
    page: str
    printed_page: str
    words: str
    offset: int


def jump_lines(text: str) -> Iterator[JumpLine]:
    """The jump lines of a plain text in their order."""
    for found in _JUMP.finditer(text):
        yield JumpLine(
            found["direction"], numbers.order_key(_arabic(found["page"])), found["page"], found[0], found.start()
        )


def _arabic(number: str) -> str:
    """十二 as 12; what is no Chinese numeral stays."""
    if not set(number) <= {*_DIGITS, "十"}:
        return number
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return "".join(str(_DIGITS[digit]) for digit in number)
    return str((_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0))
