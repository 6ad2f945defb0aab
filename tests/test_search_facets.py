"""What hits have in common is counted, and their time is drawn in bars that are few enough to be pressed."""

from collections import Counter
from datetime import date

import pytest

from articles.search import facets
from articles.search.documents import COUNTED_BY, of_author, of_edition, of_kind, of_paper, of_photographer
from articles.search.documents import of_printed_page as of_page
from articles.search.facets import Bar
from articles.search.numbering import Numbering

ALWAYS = date(1600, 1, 1), date(2600, 12, 31)


def printed(*days: date) -> Counter:
    return Counter(day.toordinal() for day in days)


def drawn(hits, first=ALWAYS[0], last=ALWAYS[1]) -> tuple[str, dict[str, int]]:
    """The unit, and how many stand in each bar that has any, and in the first and the last."""
    chart = facets.chart(hits, first, last)
    ends = chart.bars[0], chart.bars[-1]
    return chart.unit, {f"{bar.first}..{bar.last}": bar.count for bar in chart.bars if bar.count or bar in ends}


def test_the_day_of_a_number_is_the_one_it_was_made_of():
    numbering = Numbering.of_days_with(5000)
    assert numbering.width == 15
    for day in (date(1600, 1, 1), date(1998, 12, 31), date(2600, 12, 31)):
        ends = numbering.first(day.toordinal()), numbering.last(day.toordinal())
        assert [numbering.day(number) for number in ends] == [day.toordinal()] * 2
        assert ends[1] - ends[0] == 2**15 - 1


def test_values_are_counted_by_what_they_are_most_first():
    every = [of_paper(3), of_kind("news"), of_edition(12)]
    shown = [
        [*every, of_page("A01"), of_author(7), of_author(8), of_photographer(7)],
        [*every, of_page("1"), of_author(8)],
        [of_paper(3), of_kind("notice"), of_edition(9), of_page("01")],
        [of_paper(4), of_kind("news"), of_edition(7), of_page("01")],
    ]
    assert facets.counted(" ".join(each) for each in shown) == {
        "publication": [("3", 3), ("4", 1)],
        "kind": [("news", 3), ("notice", 1)],
        "page": [("01", 3), ("A01", 1)],
        "edition": [("12", 2), ("9", 1), ("7", 1)],
        "author": [("8", 2), ("7", 1)],
        "photographer": [("7", 1)],
    }
    assert facets.counted([]) == {name: [] for name in COUNTED_BY.values()}


@pytest.mark.parametrize(
    ("days", "span", "expected"),
    [
        (
            [date(2024, 3, 5), date(2024, 3, 5), date(2024, 3, 9)],
            ALWAYS,
            ("day", {"2024-03-05..2024-03-05": 2, "2024-03-09..2024-03-09": 1}),
        ),
        (
            [date(2024, 1, 31), date(2024, 3, 9)],
            ALWAYS,
            ("month", {"2024-01-01..2024-01-31": 1, "2024-03-01..2024-03-31": 1}),
        ),
        (
            [date(1998, 5, 1), date(2001, 12, 31), date(2001, 1, 1)],
            ALWAYS,
            ("year", {"1998-01-01..1998-12-31": 1, "2001-01-01..2001-12-31": 2}),
        ),
        (
            [date(1949, 5, 1), date(2024, 12, 31)],
            ALWAYS,
            ("decade", {"1940-01-01..1949-12-31": 1, "2020-01-01..2029-12-31": 1}),
        ),
        # What was asked for is drawn whole where it is short.
        (
            [date(1998, 5, 1)],
            (date(1998, 1, 1), date(1998, 12, 31)),
            ("month", {"1998-01-01..1998-01-31": 0, "1998-05-01..1998-05-31": 1, "1998-12-01..1998-12-31": 0}),
        ),
        (
            [date(2024, 2, 29)],
            (date(2024, 2, 1), date(2024, 2, 29)),
            ("day", {"2024-02-01..2024-02-01": 0, "2024-02-29..2024-02-29": 1}),
        ),
        # A bar never leads beyond what was asked for.
        (
            [date(1998, 5, 1), date(2024, 5, 1)],
            (date(1998, 4, 1), date(2024, 6, 30)),
            ("year", {"1998-04-01..1998-12-31": 1, "2024-01-01..2024-06-30": 1}),
        ),
    ],
)
def test_the_chart_has_the_finest_bars_of_which_there_are_few(days, span, expected):
    assert drawn(printed(*days), *span) == expected


def test_bars_stand_side_by_side_and_hold_every_hit():
    hits = printed(*(date(1990 + number % 30, 1 + number % 12, 1 + number % 28) for number in range(200)))
    chart = facets.chart(hits, *ALWAYS)
    assert sum(bar.count for bar in chart.bars) == 200
    assert chart.most == max(bar.count for bar in chart.bars)
    assert [bar.first.year for bar in chart.bars] == list(range(1990, 2020))


def test_what_one_bar_would_hold_is_not_drawn():
    assert facets.chart({}, *ALWAYS) is None
    assert facets.chart(printed(date(2024, 3, 5), date(2024, 3, 5)), *ALWAYS) is None
    assert facets.chart(printed(date(2024, 3, 5)), date(2024, 3, 5), date(2024, 3, 5)) is None


def test_no_chart_has_more_bars_than_can_be_pressed():
    for days in range(1, 12_000, 37):
        last = date.fromordinal(date(1990, 1, 15).toordinal() + days)
        chart = facets.chart(printed(date(1990, 1, 15), last), *ALWAYS)
        assert 2 <= len(chart.bars) <= facets.MOST_BARS
        assert chart.bars[0] == Bar(chart.bars[0].first, chart.bars[0].last, 1)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (date(1998, 3, 1), date(1998, 3, 1), "day"),
        (date(1998, 3, 1), date(1998, 3, 31), "month"),
        (date(1998, 1, 1), date(1998, 12, 31), "year"),
        (date(1990, 1, 1), date(1999, 12, 31), "decade"),
        (date(9990, 1, 1), date(9999, 12, 31), "decade"),
        (date(1, 1, 1), date(1, 12, 31), "year"),
        (date(1, 1, 1), date(9999, 12, 31), ""),
        (date(1998, 3, 1), date(1998, 4, 30), ""),
        (date(1998, 3, 1), None, ""),
        (None, date(1998, 3, 1), ""),
    ],
)
def test_a_whole_day_month_year_or_decade_is_known(first, last, unit):
    assert facets.unit_of(first, last) == unit
