"""The index built anew beside the one that answers, which it then replaces; and both compared with the articles."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from django.db import connection, transaction

from articles.models import Article, SearchChange, SearchDocument, SearchIndex

from . import index
from .reading import documents_of

# Articles of one transaction, and of one parcel for another process.
_AT_ONCE, _PARCEL = 1000, 50


def rebuild(processes: int | None = None) -> Iterator[int]:
    """Build the index anew and put it in the place of the current one; yields how many articles have been read so far.

    Meanwhile readers are answered from the old one, and changes go into both. One that was interrupted goes on where it
    was. The texts are taken apart in `processes` of their own, as many as there are processors where None is given.
    """
    _clear_away()
    building = SearchIndex.objects.filter(is_current=False).order_by("-pk").first() or index.begin()
    done = 0
    with ProcessPoolExecutor(processes or os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        while keys := _next_keys(building):
            with transaction.atomic():
                index.locked()
                left = index.read(keys, [building], partial(pool.map, chunksize=_PARCEL))
                SearchChange.objects.bulk_create(SearchChange(article_key=key) for key in left)
                SearchIndex.objects.filter(pk=building.pk).update(read_to=keys[-1])
            building.read_to = keys[-1]
            done += len(keys)
            yield done
    with connection.cursor() as cursor:
        index.engine().finish(cursor, building.pk)
    _put_in_place(building)
    _clear_away()


def _next_keys(building: SearchIndex) -> list[int]:
    articles = Article.objects.filter(page__isnull=False, pk__gt=building.read_to)
    return list(articles.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])


def _put_in_place(building: SearchIndex) -> None:
    with transaction.atomic():
        SearchIndex.objects.select_for_update().get(is_current=True)
        SearchIndex.objects.filter(is_current=True).update(is_current=False)
        SearchIndex.objects.filter(pk=building.pk).update(is_current=True)
        SearchChange.objects.filter(pk__lte=building.settles).delete()


def _clear_away() -> None:
    """Every index that another one has replaced, a step at a time, so that whoever writes waits for one step only."""
    for replaced in SearchIndex.objects.filter(pk__lt=index.current().pk):
        documents = SearchDocument.objects.filter(index=replaced)
        while keys := list(documents.values_list("pk", flat=True)[:_AT_ONCE]):
            documents.filter(pk__in=keys).delete()
        with connection.cursor() as cursor:
            index.engine().drop(cursor, replaced.pk)
        replaced.delete()


def differences() -> Iterator[tuple[int, str]]:
    """The articles whose documents are not as they should be, by their keys, and what is wrong: changes that wait to
    be read are in step first."""
    index.catch_up()
    current = index.current()
    articles = Article.objects.order_by("pk").values_list("pk", flat=True)
    last = 0
    with connection.cursor() as cursor:
        while keys := list(articles.filter(pk__gt=last)[:_AT_ONCE]):
            wanted = {document.article: document.digest for document in documents_of(keys)}
            known = SearchDocument.objects.filter(index=current, article__in=keys)
            stored = {each.article_id: each for each in known}
            there = set(index.engine().there(cursor, current.pk, [each.number for each in stored.values()]))
            for key in keys:
                if what := _what_is_wrong(wanted.get(key), stored.get(key), there):
                    yield key, what
            last = keys[-1]


def _what_is_wrong(digest: str | None, stored: SearchDocument | None, there: set[int]) -> str:
    if digest is None:
        return "it is indexed, and readers may not see it" if stored else ""
    if stored is None:
        return "it is not indexed"
    if stored.number not in there:
        return "the index has lost it"
    return "" if stored.digest == digest else "it is indexed as it was before"
