"""What of an article is found: its words by where they are printed, and what narrows a search down. No database."""

import datetime
import hashlib
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from editions.numbers import order_key

from .tokens import BARRIER, words

# Where words are printed, as a search can be narrowed to it.
FIELDS = ("headline", "deck", "body", "photo", "byline")


class Document(NamedTuple):
    """An article as the index takes it: `text` has the paragraphs of each of FIELDS."""

    article: int
    day: int
    due: datetime.datetime
    text: dict[str, list[str]]
    facets: list[str]
    # Those that stand beside its number, so that hits can be counted by them.
    counted: list[str]

    @property
    def whole_words(self) -> set[str]:
        """The tokens of its Latin words and numbers, each as it stands in any field and in its own."""
        found = set()
        for field, text in self.text.items():
            for word in (word for paragraph in text for word in words(paragraph)):
                found |= {whole_word(word), whole_word(word, field)}
        return found

    @property
    def digest(self) -> str:
        """What tells two states of it apart."""
        return hashlib.sha256(repr(self[1:]).encode()).hexdigest()


# What stands before a facet among the tokens of a text; nothing printed has it.
A_FACET = f"{BARRIER}f"
# And before a token that is of one field. The body has no mark: no search is narrowed down to it.
MARKS = {"headline": f"{BARRIER}h", "deck": f"{BARRIER}d", "photo": f"{BARRIER}p", "byline": f"{BARRIER}b"}
# Of every document, and of those that repeat another one.
ANY, A_REPEAT = "a", "r"
# What hits are counted by, by the letters with which these facets begin.
COUNTED_BY = {
    "p": "publication",
    "k": "kind",
    "n": "page",
    "e": "edition",
    "w": "author",
    "s": "photographer",
}


def whole_word(word: str, field: str = "") -> str:
    """The token of a word that is printed whole, in one of FIELDS or in any."""
    return f"{BARRIER}w{field}{BARRIER}{word}"


def of_paper(key: int) -> str:
    """The facet of a publication's articles."""
    return f"p{key}"


def of_kind(kind: str) -> str:
    """The facet of one of Article.Kind."""
    return f"k{kind}"


def of_page(number: str) -> str:
    """The facet of the pages of a number; of 1, 01 and 第1版 it is one."""
    return f"g{order_key(number).lower()}"


def of_printed_page(number: str) -> str:
    """The facet of a page's number as it is printed, which is only counted: `of_page` finds it."""
    return f"n{number}"


def of_edition(key: int) -> str:
    """The facet of an edition's articles."""
    return f"e{key}"


def of_contributor(key: int) -> str:
    """The facet of what credits somebody with anything."""
    return f"c{key}"


def of_author(key: int) -> str:
    """The facet of what credits somebody with the text."""
    return f"w{key}"


def of_photographer(key: int) -> str:
    """The facet of what credits somebody with pictures."""
    return f"s{key}"


def of_year(year: int | str) -> str:
    """The facet of what is printed in a year."""
    return f"y{year}"


def of_day(day: datetime.date) -> tuple[str, str, str]:
    """The facets of what is printed on a day: its year's, its month's, its own."""
    return of_year(f"{day:%Y}"), f"m{day:%Y%m}", f"d{day:%Y%m%d}"


def of_days(first: datetime.date, last: datetime.date) -> Iterator[str]:
    """The facets of the years, months and days that make up a span, each as large as fits."""
    while first <= last:
        year_ends, month_ends = first.replace(month=12, day=31), _end_of_month(first)
        year, month, day = of_day(first)
        if first.day == first.month == 1 and year_ends <= last:
            facet, ends = year, year_ends
        elif first.day == 1 and month_ends <= last:
            facet, ends = month, month_ends
        else:
            facet, ends = day, first
        yield facet
        first = ends + datetime.timedelta(days=1)


def _end_of_month(day: datetime.date) -> datetime.date:
    return day.replace(day=monthrange(day.year, day.month)[1])
