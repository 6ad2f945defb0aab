"""What hits have in common: how many there are of each value, and in each year, month or day. No database."""

import datetime
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from editions.numbers import order_key

from .documents import COUNTED_BY

# A chart has no more bars: on a telephone each is as wide as a finger, and the whole is moved sideways once.
MOST_BARS = 31
# What a bar stands for, the finest first; and how many months that is.
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_UNITS = ("day", *_MONTHS)


class Bar(NamedTuple):
    """How many were printed from the first day to the last."""

    first: datetime.date
    last: datetime.date
    count: int


class Chart(NamedTuple):
    """Bars from the earliest to the latest, each of a day, month, year or decade, also where there is nothing."""

    unit: str
    bars: list[Bar]

    @property
    def most(self) -> int:
        return max(bar.count for bar in self.bars)


def counted(facets: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """How many hits have each value, by what COUNTED_BY names; most first, and the newest of as many.

    `facets` are those by which each hit is counted, blanks between, of the newest hit first.
    """
    found = {name: Counter() for name in COUNTED_BY.values()}
    for facet, count in Counter(" ".join(facets).split()).items():
        found[COUNTED_BY[facet[0]]][facet[1:]] = count
    found["page"] = _of_one_page(found["page"])
    return {name: values.most_common() for name, values in found.items()}


def _of_one_page(numbers: Counter) -> Counter:
    """1, 01 and 第1版 are one, called as it is called most."""
    together, names = Counter(), {}
    for number, count in numbers.most_common():
        together[names.setdefault(order_key(number).lower(), number)] += count
    return together


def chart(days: Mapping[int, int], first: datetime.date, last: datetime.date) -> Chart | None:
    """How hits are spread over the time that was asked for, in the finest bars of which that has few enough.

    `days` are the numbers of hits by their days, counted from the first of January of the year 1. Where the time is
    long, it is the time in which there are any; None where one bar would hold all.
    """
    if not days:
        return None
    span = first, last
    if _bars_of("month", *span) > MOST_BARS:
        span = max(first, datetime.date.fromordinal(min(days))), min(last, datetime.date.fromordinal(max(days)))
    unit = next((unit for unit in _UNITS if _bars_of(unit, *span) <= MOST_BARS), _UNITS[-1])
    counts = Counter()
    for day, count in days.items():
        counts[_place(unit, datetime.date.fromordinal(day))] += count
    places = range(_place(unit, span[0]), _place(unit, span[1]) + 1)
    bars = [Bar(max(first, _begin(unit, each)), min(last, _end(unit, each)), counts[each]) for each in places]
    return Chart(unit, bars) if len(bars) > 1 else None


def unit_of(first: datetime.date | None, last: datetime.date | None) -> str:
    """The unit of which a span is exactly one; "" for any other."""
    for unit in _UNITS if first and last else ():
        place = _place(unit, first)
        if (first, last) == (_begin(unit, place), _end(unit, place)):
            return unit
    return ""


def _bars_of(unit: str, first: datetime.date, last: datetime.date) -> int:
    return _place(unit, last) - _place(unit, first) + 1


def _place(unit: str, day: datetime.date) -> int:
    """The number of the day, month, year or decade of that day."""
    return day.toordinal() if unit == "day" else (day.year * 12 + day.month - 1) // _MONTHS[unit]


def _begin(unit: str, place: int) -> datetime.date:
    if unit == "day":
        return datetime.date.fromordinal(place)
    year, month = divmod(place * _MONTHS[unit], 12)
    return datetime.date(max(year, 1), month + 1, 1)


def _end(unit: str, place: int) -> datetime.date:
    if unit == "day":
        return datetime.date.fromordinal(place)
    year, month = divmod((place + 1) * _MONTHS[unit] - 1, 12)
    return datetime.date(year, month + 1, monthrange(year, month + 1)[1])
