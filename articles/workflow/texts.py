"""A change of texts: what they were and what they become is kept, and reviews and proofs of the former are void."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import versions
from articles.archive.records import digest
from articles.models import Article, ArticleVersion
from editions.models import Page, Publication

from .moves import Frozen, Refused, caught_up, locked, record, refuse, why_not
from .reviewing import void, void_all


@contextmanager
def revision(article: Article, *, by, why: str = "", corrects: bool = False) -> Iterator[None]:
    """Everything that changes an article within is one change: its text is kept as it was and as it becomes.

    Where nothing has changed, nothing is kept; `why` it was changed stands beside the new version. A change of what is
    printed reopens the last proof of the page, and puts the article back in front of those whose reviews no longer
    cover it. Of an article that is signed off it raises Frozen, and all is as before, unless an approved correction is
    what `corrects` it.
    """
    with transaction.atomic():
        stored = caught_up(article)
        before = versions.read(article)
        page_before, was_frozen = (stored.page_id, stored.is_frozen) if stored else (None, False)
        yield
        after = versions.read(article)
        printed = [digest(record) if record else None for record in (before, after)]
        if printed[0] != printed[1] and was_frozen and not corrects:
            raise Frozen(article, after)
        if printed[0] != printed[1] or page_before != article.page_id:
            Page.objects.filter(pk__in={page_before, article.page_id} - {None}).update(text_changed_at=timezone.now())
        if before == after:
            return
        if before:
            versions.keep(article, before)
        versions.keep(article, after, by=by, note=why)
        if before and printed[0] != printed[1]:
            void(article, by=by)


@contextmanager
def revisions(articles: QuerySet, *, by) -> Iterator[None]:
    """One change of several articles."""
    with transaction.atomic(), ExitStack() as changes:
        for article in articles.order_by("pk"):
            changes.enter_context(revision(article, by=by))
        yield


@transaction.atomic
def printed_anew(publication: Publication, articles: list[Article], pages: set[int]) -> None:
    """What an import has changed in print: reviews and proofs of what was there are void, as after a `revision`.

    `articles` are those of one paper whose text is another, `pages` the keys of those on which anything is. A fixed
    number of statements, and none where nothing has changed.
    """
    if pages:
        Page.objects.filter(pk__in=pages).update(text_changed_at=timezone.now())
    if articles:
        void_all(publication, articles)


@transaction.atomic
def restore_version(article: Article, version: ArticleVersion, *, by) -> None:
    """Give an article back the text of one of its versions: a change like any other, with what it voids."""
    article = locked(article)
    refuse(why_not("restore_version", article, by))
    if version.article_id != article.pk:
        raise Refused(_("This version is another article's."))
    time = date_format(timezone.localtime(version.created_at), "DATETIME_FORMAT")
    with revision(article, by=by, why=_("the version of %(time)s, brought back") % {"time": time}):
        versions.apply(article, versions.record_in(version))
    record("restore_version", article, by, version=version.pk)
