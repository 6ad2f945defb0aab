"""Which page of an edition a file is, as far as its name tells. Pure Python.

Layout programs name their files as they please: `A01.pdf`, `pdsrb20191226A01.pdf`, `２０１９－１２－２６－００６.pdf`.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from .numbers import order_key

_DATE = re.compile(r"(?:19|20)\d\d([-_.年]?)\d{1,2}(?:(?<=年\d)月|(?<=年\d\d)月|\1)\d{1,2}日?")
# A count at the end: the first, second, third page of the edition, whatever is printed on it.
_COUNT = re.compile(r"(?:^|[^A-Z\d]|(?<![A-Z])P(?:AGE)?)0*([1-9]\d{0,2})版?$")


def places(name: str, numbers: Sequence[str], paper: str = "") -> list[int]:
    """The places among `numbers`, an edition's page numbers in their order, of the pages that a file's name names.

    In the order in which they stand in the name; empty where it names none. `paper` is the paper's address, which may
    begin the name and hold what looks like a page. A name that names no page may count one: `-006` is the sixth.

    >>> places("pdsrb20191226a01.pdf", ["A01", "A02"])
    [0]
    >>> places("晚报-002.pdf", ["A01", "A02"])
    [1]
    """
    stem = unicodedata.normalize("NFKC", PurePosixPath(name).stem).upper().strip()
    # A stem such as `A01.indd` keeps the ending of what it was made of.
    stem = re.sub(r"\.(INDD|PDF|JPE?G|PNG|TIFF?|FIT|PS2?)$", "", stem).removeprefix(paper.upper())
    stem = _DATE.sub(" ", stem)
    for is_apart in (True, False):
        found = {}
        for place, number in enumerate(numbers):
            for match in re.finditer(_pattern(number, is_apart), stem):
                # Of two that end at one spot, AA01 and A01, the longer is meant.
                known = found.get(match.end())
                if known is None or match.start() < known[0]:
                    found[match.end()] = (match.start(), place)
        if found:
            return [place for _end, (_start, place) in sorted(found.items())]
    count = _COUNT.search(stem)
    return [int(count[1]) - 1] if count and int(count[1]) <= len(numbers) else []


def _pattern(number: str, is_apart: bool) -> str:
    """What stands for a page's number in a name, with zeros or without; `is_apart` from letters before it."""
    parts = re.findall(r"\d+|\D+", order_key(number))
    written = "".join(f"0*{int(part)}" if part.isdigit() else re.escape(part) for part in parts)
    if parts and parts[0].isdigit():
        return rf"(?<![A-Z\d]){written}(?!\d)"
    return rf"{'(?<![A-Z])' if is_apart else ''}{written}(?![A-Z\d])" if parts[-1].isdigit() else rf"{written}(?!\w)"
