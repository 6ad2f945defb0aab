"""The index of the search, kept in step with the articles. How it is stored is its engine's matter."""

import logging
from collections.abc import Collection, Iterable
from itertools import chain

from django.db import connection, transaction
from django.db.models import Count, Max

from articles.models import Article, SearchChange, SearchDocument, SearchIndex

from . import postgres, sqlite
from .documents import Document
from .numbering import Numbering
from .reading import documents_of

logger = logging.getLogger(__name__)

# Changes that are read at a time, and articles that are handed on at a time to be taken apart.
_AT_ONCE, _PART = 200, 200


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
    """Bring these articles' documents into step, in these indexes or the current one and one that is built; within a
    transaction.

    `analyse` is a `map` that may share the work among processes. Answers with those whose day has no number left, which
    are not found until the index is built anew, with more room.
    """
    keys, documents, rows = list(articles), {}, []
    # Where there are other processes, they are at the first ones while the next are read and all are numbered.
    for start in range(0, len(keys), _PART):
        part = list(documents_of(keys[start : start + _PART]))
        documents |= {document.article: document for document in part}
        rows.append(analyse(engine().row, part))
    with connection.cursor() as cursor:
        if indexes is None:
            indexes = SearchIndex.objects.filter(pk__gte=current().pk)
        new = {index: _renumbered(cursor, index, keys, documents) for index in indexes}
        of_article = dict(zip(documents, chain.from_iterable(rows), strict=True))
        for index, (numbers, _left) in new.items():
            engine().put(cursor, index.pk, [(number, of_article[article]) for number, article in numbers.items()])
    return {article for _numbers, left in new.values() for article in left}


def _renumbered(
    cursor, index: SearchIndex, articles: list[int], documents: dict[int, Document]
) -> tuple[dict[int, int], set[int]]:
    """Take out of an index what is not as it was read; the articles to be put in, by their new numbers, and those that
    get none."""
    known = SearchDocument.objects.filter(index=index, article__in=articles)
    stale = {each.article_id: each for each in known if not _is_as_read(each, documents)}
    kept = {each.article_id for each in known} - stale.keys()
    engine().remove(cursor, index.pk, [each.number for each in stale.values()])
    SearchDocument.objects.filter(pk__in=[each.pk for each in stale.values()]).delete()
    new = [document for key, document in documents.items() if key not in kept]
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
    numbers = {number: each.article for number, each in numbered.items()}
    return numbers, {each.article for each in new} - set(numbers.values())


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


def current() -> SearchIndex:
    """The index from which readers are answered."""
    return SearchIndex.objects.get(is_current=True)
