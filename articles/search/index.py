"""The index of the search: kept in step with the articles, and asked. How it is stored is its engine's matter."""

import logging
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, F, Max
from django.utils import timezone

from articles.models import Article, SearchChange, SearchDocument, SearchIndex

from . import postgres, sqlite
from .asking import Asked
from .documents import A_REPEAT, FIELDS, Document
from .facets import Hit
from .numbering import ABOVE, Numbering
from .query import All
from .reading import documents_of

logger = logging.getLogger(__name__)

# Changes that are read at a time; how many of them a reader waits for.
_AT_ONCE, _WHILE_A_READER_WAITS = 200, 1000
# Hits are counted up to here.
COUNTED = 10_000
# More repeats than these among the hits are shown beside what they repeat.
_MOST_REPEATS = 500
# Where words stand that make an article more relevant than others, in steps: what is found in a step and not before.
_STEPS = (("headline",), ("headline", "deck"), FIELDS)


def engine():
    """The module that stores an index in this database."""
    return sqlite if connection.vendor == "sqlite" else postgres


def install() -> None:
    """Where there is no index yet, an empty one, into which every article on a page is to be read."""
    if SearchIndex.objects.filter(is_current=True).exists():
        return
    begin(is_current=True)
    placed = Article.objects.filter(page__isnull=False).order_by("pk").values_list("pk", flat=True)
    SearchChange.objects.bulk_create((SearchChange(article_key=key) for key in placed.iterator()), batch_size=1000)


def begin(is_current=False) -> SearchIndex:
    """A new index, empty; whatever has been changed before is to be read into it."""
    with transaction.atomic(), connection.cursor() as cursor:
        engine().wait_for_writers(cursor, SearchChange._meta.db_table)
        settles = SearchChange.objects.aggregate(last=Max("pk", default=0))["last"]
        index = SearchIndex.objects.create(is_current=is_current, settles=settles, width=_numbering().width)
        engine().create(cursor, index.pk, to_fill=not is_current)
    return index


def _numbering() -> Numbering:
    """One with room for the days that there are."""
    of_days = Article.objects.filter(page__isnull=False).order_by().values("edition__date").annotate(number=Count("pk"))
    return Numbering.of_days_with(of_days.aggregate(most=Max("number", default=0))["most"])


def catch_up(most: int | None = None) -> int:
    """Read the articles that have changed since they were read, no more than `most`; how many changes that were.

    Where another process is at it already, it is left to that one. What cannot be read waits for the index that is
    built next.
    """
    done = last = 0
    while (waiting := SearchChange.objects.filter(pk__gt=last)).exists() and (most is None or done < most):
        with transaction.atomic():
            if not locked(skip_locked=True):
                break
            changes = list(waiting.order_by("pk").values_list("pk", "article_key")[:_AT_ONCE])
            left = read({article for _change, article in changes})
            SearchChange.objects.filter(pk__in=[change for change, article in changes if article not in left]).delete()
        if left:
            logger.error("The search index has no more numbers for the days of %d articles: run reindex.", len(left))
        done, last = done + len(changes), max((change for change, _article in changes), default=last)
    return done


def locked(**how) -> SearchIndex | None:
    """The current index, to which nobody else brings anything until the transaction ends."""
    return SearchIndex.objects.select_for_update(**how).filter(is_current=True).first()


def read(articles: Collection[int], indexes: Iterable[SearchIndex] | None = None, analyse=map) -> set[int]:
    """Bring these articles' documents into step, in every index there is or in these; within a transaction.

    `analyse` is a `map` that may share the work among processes. Answers with those whose day has no number left, which
    are not found until the index is built anew, with more room.
    """
    without_number: set[int] = set()
    documents = {document.article: document for document in documents_of(articles)}
    for index in SearchIndex.objects.all() if indexes is None else indexes:
        known = SearchDocument.objects.filter(index=index, article__in=articles)
        stale = {each.article_id: each for each in known if not _is_as_read(each, documents)}
        kept = {each.article_id for each in known} - stale.keys()
        new = [document for key, document in documents.items() if key not in kept]
        with connection.cursor() as cursor:
            engine().remove(cursor, index.pk, [each.number for each in stale.values()])
            SearchDocument.objects.filter(pk__in=[each.pk for each in stale.values()]).delete()
            numbered = _numbered(cursor, index, new)
            SearchDocument.objects.bulk_create(
                SearchDocument(
                    index=index,
                    article_id=each.article,
                    number=number,
                    due=each.due,
                    digest=each.digest,
                    facets=" ".join(each.counted),
                )
                for number, each in numbered.items()
            )
            engine().put(cursor, index.pk, zip(numbered, analyse(engine().row, numbered.values()), strict=True))
            without_number |= {each.article for each in new} - {each.article for each in numbered.values()}
    return without_number


def _is_as_read(known: SearchDocument, documents: dict[int, Document]) -> bool:
    return known.article_id in documents and documents[known.article_id].digest == known.digest


def _numbered(cursor, index: SearchIndex, documents: list[Document]) -> dict[int, Document]:
    """Each by a number below all that its day has given; those whose day has no more are left out."""
    numbering = Numbering(index.width)
    days = sorted({document.day for document in documents})
    lowest = engine().lowest(cursor, index.pk, [(numbering.first(day), numbering.last(day)) for day in days])
    free = {day: numbering.last(day) if given is None else given - 1 for day, given in zip(days, lowest, strict=True)}
    numbered = {}
    for document in documents:
        if free[document.day] >= numbering.first(document.day):
            numbered[free[document.day]] = document
            free[document.day] -= 1
    return numbered


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


@dataclass(frozen=True)
class Found:
    """A page of results: articles by their keys, how many there are in all (see COUNTED), and where it ends.

    `hits` are all of them, the newest first, no more than are counted; only where they were wanted.
    """

    articles: list[int]
    count: int
    next: Place | None
    hits: list[Hit] = field(default_factory=list)


def find(
    tree: All,
    facets: tuple[str, ...] = (),
    by_relevance: bool = False,
    *,
    after: Place | None = None,
    most: int = 20,
    with_hits: bool = False,
) -> Found:
    """What readers may see now of what is asked for: the newest first, or what says it in the headline.

    `after` is the place where the page before ended; what is indexed meanwhile moves nothing.
    """
    catch_up(_WHILE_A_READER_WAITS)
    asked = (tree, facets, by_relevance, after, most, with_hits)
    index = current()
    try:
        return _found_in(index, *asked)
    except DatabaseError:
        # It may just have made room for one that was built anew.
        if (newer := current()) == index:
            raise
        return _found_in(newer, *asked)


def current() -> SearchIndex:
    """The index from which readers are answered."""
    return SearchIndex.objects.get(is_current=True)


def _found_in(index: SearchIndex, tree: All, facets, by_relevance: bool, after: Place | None, most: int, with_hits) -> Found:
    asked = Asked(tree, Numbering(index.width), facets, _not_to_be_found(index.pk))
    with connection.cursor() as cursor:
        asked = replace(asked, hidden=asked.hidden + _repeats(cursor, index.pk, asked))
        hits = _hits(cursor, index.pk, asked) if with_hits else []
        count = len(hits) if with_hits else engine().count(cursor, index.pk, asked, COUNTED + 1)
        before = after.number if after else ABOVE
        page = [hit for hit in hits if hit.number < before][: most + 1]
        # By date, it has been read already, unless it reaches beyond what is counted.
        if with_hits and not by_relevance and (len(page) > most or count <= COUNTED):
            found, articles = [Place(0, hit.number) for hit in page], {hit.number: hit.article for hit in page}
        else:
            found = _places(cursor, index.pk, _steps(asked) if by_relevance else [asked], after, most)
            articles = _articles(index.pk, [place.number for place in found])
    shown = [articles[place.number] for place in found[:most] if place.number in articles]
    return Found(shown, count, found[most - 1] if len(found) > most else None, hits[:COUNTED])


def _places(cursor, index: int, steps: list[Asked], after: Place | None, most: int) -> list[Place]:
    """The next ones of what is found in these steps, and one more that tells whether it goes on."""
    step, before = after or Place(0, ABOVE)
    found: list[Place] = []
    while step < len(steps) and len(found) <= most:
        numbers = engine().numbers(cursor, index, steps[step], before, most + 1 - len(found))
        found += [Place(step, number) for number in numbers]
        step, before = step + 1, ABOVE
    return found


def _hits(cursor, index: int, asked: Asked) -> list[Hit]:
    documents = connection.ops.quote_name(SearchDocument._meta.db_table)
    rows = engine().described(cursor, index, asked, COUNTED + 1, documents)
    return [Hit(number, asked.numbering.day(number), *rest) for number, *rest in rows]


def _steps(asked: Asked) -> list[Asked]:
    beyond: tuple[str, ...] = ()
    steps = []
    for fields in _STEPS:
        steps.append(replace(asked, fields=fields, beyond=beyond))
        beyond = fields
    return steps


def _not_to_be_found(index: int) -> list[int]:
    """The numbers of what is not due yet, and of what has changed and was not read anew."""
    documents = SearchDocument.objects.filter(index=index)
    not_due = documents.filter(due__gt=timezone.now()).values_list("number", flat=True)
    stale = documents.filter(article__in=SearchChange.objects.values("article_key")).values_list("number", flat=True)
    return list(not_due.union(stale))


def _repeats(cursor, index: int, asked: Asked) -> list[int]:
    """The numbers of hits that repeat another hit of their edition: a text printed twice is found once."""
    repeats = replace(asked, facets=(*asked.facets, A_REPEAT))
    numbers = engine().numbers(cursor, index, repeats, ABOVE, _MOST_REPEATS)
    if not numbers:
        return []
    repeating = _articles(index, numbers)
    # Two that repeat each other are no repeats: one of them has to be shown.
    originals = dict(
        Article.objects.filter(repeats__edition=F("edition"), pk__in=repeating.values())
        .exclude(repeats__repeats=F("pk"))
        .values_list("pk", "repeats")
    )
    documents = SearchDocument.objects.filter(index=index, article__in=originals.values())
    among = dict(documents.values_list("number", "article"))
    hits = engine().numbers(cursor, index, replace(asked, among=list(among)), ABOVE, len(among))
    shown = {among[number] for number in hits}
    return [number for number, article in repeating.items() if originals.get(article) in shown]


def _articles(index: int, numbers: list[int]) -> dict[int, int]:
    """The articles of documents, by their numbers, in the same order."""
    found = dict(SearchDocument.objects.filter(index=index, number__in=numbers).values_list("number", "article"))
    return {number: found[number] for number in numbers if number in found}
