"""Asks the index of the search: what readers may see now of what is asked for, a page of it at a time."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from articles.models import Article, SearchChange, SearchDocument, SearchIndex

from .asking import Asked
from .documents import A_REPEAT, FIELDS
from .index import catch_up, engine
from .numbering import ABOVE, Numbering
from .query import All

# Changes for which a reader waits until they are read.
_WHILE_A_READER_WAITS = 1000
# Hits are counted up to here.
COUNTED = 10_000
# More repeats than these among the hits are shown beside what they repeat.
_MOST_REPEATS = 500
# Where words stand that make an article more relevant than others, in steps: what is found in a step and not before.
_STEPS = (("headline",), ("headline", "deck"), FIELDS)

_PLACE = re.compile("([0-2])\\.([0-9]{1,19})")


class Place(NamedTuple):
    """Where a page of results ends: the step of relevance, 0 by date, and the number."""

    step: int
    number: int

    def __str__(self):
        return f"{self.step}.{self.number}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that an address has; None where it has none."""
        found = _PLACE.fullmatch(text)
        return cls(int(found[1]), min(int(found[2]), ABOVE)) if found else None


_START = Place(0, ABOVE)


@dataclass(frozen=True)
class Found:
    """A page of results: articles by their keys, how many there are in all (see COUNTED), and where it ends.

    Where they were wanted, `facets` are those by which each hit is counted, blanks between, the newest hit first, no
    more than are counted; and `days` the numbers of all hits by their days, from the first of January of the year 1.
    """

    articles: list[int]
    count: int
    next: Place | None
    facets: list[str] = field(default_factory=list)
    days: Mapping[int, int] = field(default_factory=dict)


def find(
    tree: All,
    facets: tuple[str, ...] = (),
    by_relevance: bool = False,
    *,
    after: Place | None = None,
    most: int = 20,
    with_facets: bool = False,
) -> Found:
    """What readers may see now of what is asked for: the newest first, or what says it in the headline.

    `after` is the place where the page before ended; what is indexed meanwhile moves nothing.
    """
    asked = (tree, facets, by_relevance, after, most, with_facets)
    index = _caught_up()
    try:
        return _found_in(index, *asked)
    except DatabaseError:
        # It may just have made room for one that was built anew.
        if (newer := _caught_up()).key == index.key:
            raise
        return _found_in(newer, *asked)


class _Current(NamedTuple):
    """The index from which readers are answered; where it `is_behind`, something has changed that was not read yet."""

    key: int
    width: int
    is_behind: bool


def _caught_up() -> _Current:
    """The current index, into which what has changed has been read, as far as one can wait for it."""
    current = _current()
    if current.is_behind:
        catch_up(_WHILE_A_READER_WAITS)
        current = _current()
    return current


def _current() -> _Current:
    # By hand: put together by the ORM for each search, this takes longer than the search itself.
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, width, EXISTS (SELECT 1 FROM {SearchChange._meta.db_table})"
            f" FROM {SearchIndex._meta.db_table} WHERE is_current"
        )
        return _Current(*cursor.fetchone())


def _found_in(
    index: _Current, tree: All, facets, by_relevance: bool, after: Place | None, most: int, with_facets: bool
) -> Found:
    asked = Asked(tree, Numbering(index.width), timezone.now(), facets, _stale(index.key) if index.is_behind else [])
    with connection.cursor() as cursor:
        asked = replace(asked, hidden=asked.hidden + _repeats(cursor, index.key, asked))
        every = engine().hits(cursor, index.key, asked, ABOVE, COUNTED + 1) if with_facets else []
        page_of = _by_relevance if by_relevance else _by_date
        # One more tells whether it goes on.
        found, count = page_of(cursor, index.key, asked, after or _START, most + 1, every)
        days = _days(cursor, index.key, asked, every)
    shown = found[:most]
    goes_on = shown[-1][0] if len(found) > most else None
    return Found([article for _at, article in shown], count, goes_on, [facets for *_, facets in every[:COUNTED]], days)


def _days(cursor, index: int, asked: Asked, every: list) -> Mapping[int, int]:
    """How many hits each day has; `every` are all of them, or there are more."""
    if len(every) > COUNTED:
        return dict(engine().days(cursor, index, asked))
    return Counter(asked.numbering.day(number) for number, *_rest in every)


def _by_date(cursor, index: int, asked: Asked, after: Place, most: int, every: list):
    """The articles after a place, each with its own, and how many there are in all; `every` are the newest of them."""
    rows, count = [row for row in every if row[0] < after.number][:most], len(every)
    if len(rows) < most and not 0 < count <= COUNTED:
        rows, count = engine().hits_and_count(cursor, index, asked, after.number, most, COUNTED + 1)
    return [(Place(0, number), article) for number, article, _facets in rows], count


def _by_relevance(cursor, index: int, asked: Asked, after: Place, most: int, every: list):
    """The same, step by step of relevance."""
    steps, before = _steps(asked), after.number
    found: list[tuple[Place, int]] = []
    count = len(every)
    for step in range(after.step, len(steps)):
        if step == len(steps) - 1 and after == _START and not count:
            # What the steps before have is all on this page: to count the others is to count all.
            rows, others = engine().hits_and_count(cursor, index, steps[step], before, most - len(found), COUNTED + 1)
            count = min(len(found) + others, COUNTED + 1)
        else:
            rows = engine().hits(cursor, index, steps[step], before, most - len(found))
        found += [(Place(step, number), article) for number, article, _facets in rows]
        before = ABOVE
        if len(found) == most:
            break
    return found, count or engine().count(cursor, index, asked, COUNTED + 1)


def _steps(asked: Asked) -> list[Asked]:
    beyond: tuple[str, ...] = ()
    steps = []
    for fields in _STEPS:
        steps.append(replace(asked, fields=fields, beyond=beyond))
        beyond = fields
    return steps


def _stale(index: int) -> list[int]:
    """The numbers of what has changed and was not read anew."""
    changed = SearchChange.objects.values("article_key")
    return list(SearchDocument.objects.filter(index=index, article__in=changed).values_list("number", flat=True))


def _repeats(cursor, index: int, asked: Asked) -> list[int]:
    """The numbers of hits that repeat another hit of their edition: a text printed twice is found once."""
    repeats = replace(asked, facets=(*asked.facets, A_REPEAT))
    repeating = {number: article for number, article, _f in engine().hits(cursor, index, repeats, ABOVE, _MOST_REPEATS)}
    if not repeating:
        return []
    # Two that repeat each other are no repeats: one of them has to be shown.
    of_original = SearchDocument.objects.filter(index=index, article=OuterRef("repeats")).values("number")
    repeats = Article.objects.filter(repeats__edition=F("edition"), pk__in=repeating.values())
    originals = dict(
        repeats.exclude(repeats__repeats=F("pk"))
        .annotate(of_original=Subquery(of_original))
        .values_list("pk", "of_original")
    )
    among = [number for number in originals.values() if number]
    hits = engine().hits(cursor, index, replace(asked, among=among), ABOVE, len(among))
    shown = {number for number, *_rest in hits}
    return [number for number, article in repeating.items() if originals.get(article) in shown]
