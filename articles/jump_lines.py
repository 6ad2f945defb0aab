"""The lines by which a printed text sends its reader to another page: 下转A02版, 上接第3版, (详见A05). Pure Python.

The checks look for them in what is about to be printed, the readers of archives in what was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from editions import numbers

TO, FROM = "下转", "上接"
_ARABIC = "(?:[A-Za-zＡ-Ｚａ-ｚ]{1,3}[-－]?)?[0-9０-９]{1,3}"
_CHINESE = "[〇零一二三四五六七八九十]{1,3}"
_OPENED, _CLOSED = r"[（(【\[]?\s*", r"[^）)】\]]{0,12}[）)】\]]?"
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}

_LINE = re.compile(rf"(?P<direction>{TO}|{FROM})[\s:：]*第?\s*(?P<page>{_ARABIC}|{_CHINESE})\s*版")
# At the end of a text it may be said shorter. Chinese numerals need their 版 there: 由此可见一斑 is prose.
_DEPARTURE = re.compile(
    rf"{_OPENED}(?P<verb>详见|见|转|下转|紧接)\s*第?\s*"
    rf"(?:(?P<page>{_ARABIC})\s*版?|(?P<numeral>{_CHINESE})\s*版){_CLOSED}\s*$"
)
_BARE_PAGE = re.compile(rf"[（(]\s*第?\s*(?P<page>{_ARABIC})\s*版?\s*[）)]\s*$")
_ARRIVAL = re.compile(rf"\s*{_OPENED}(?:上接|紧接|接)\s*第?\s*(?P<page>{_ARABIC}|{_CHINESE})\s*版{_CLOSED}")
_LONGEST_DEPARTURE = 60
# The other verbs only point at a page.
_GOING_ON = ("转", TO, "紧接")


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


class Ends(NamedTuple):
    """The pages that a text names where it ends and begins: announced by a teaser, gone on at, come from; "" for none.

    A Chinese numeral is given in digits.
    """

    announces: str = ""
    goes_on: str = ""
    arrives: str = ""


def jump_lines(text: str) -> Iterator[JumpLine]:
    """The unmistakable jump lines of a plain text, 下转 and 上接, wherever they stand, in their order."""
    for found in _LINE.finditer(text):
        page = found["page"]
        yield JumpLine(found["direction"], numbers.order_key(_digits(page)), page, found[0], found.start())


def ends(text: str) -> Ends:
    """What a plain text says of other pages at its end and its beginning, in any of the papers' wordings.

    A text that is nothing but such a line announces what stands there.
    """
    arrival = _ARRIVAL.match(text)
    arrives = _digits(arrival["page"]) if arrival else ""
    whole = text.strip() if len(text) < _LONGEST_DEPARTURE else ""
    if said := _BARE_PAGE.fullmatch(whole) or _DEPARTURE.fullmatch(whole):
        return Ends(announces=_page(said), arrives=arrives)
    departure = _DEPARTURE.search(text[-_LONGEST_DEPARTURE:])
    if departure and departure["verb"] in _GOING_ON:
        return Ends(goes_on=_page(departure), arrives=arrives)
    return Ends(arrives=arrives)


def _page(found: re.Match) -> str:
    named = found.groupdict()
    return _digits(named["page"] or named["numeral"])


def _digits(number: str) -> str:
    """十二 as 12; what is no Chinese numeral stays."""
    if not set(number) <= {*_DIGITS, "十"}:
        return number
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return "".join(str(_DIGITS[digit]) for digit in number)
    return str((_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0))
