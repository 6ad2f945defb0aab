"""Where an article stands: on a page, or in the copy pool; and the addresses that it had before."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import masking
from articles.models import Article, ArticleAddress
from editions.models import Edition, Page

from . import moves
from .moves import Refused, caught_up, record, refuse
from .texts import revision, revisions


class Seen(NamedTuple):
    """What somebody who moves an article has before their eyes.

    The key of the page it stands on, None for the copy pool, and whether the edition is signed off.
    """

    page: int | None
    signed_off: bool


@transaction.atomic
def place(article: Article, page: Page | None, order: int = 0, *, by=None) -> None:
    """Put an article on a page, or take it off into the copy pool, where it keeps its number in case it returns.

    Whoever brings it to another page needs the permission, and readers keep what they can open; else raises Refused.
    """
    stored = caught_up(article, page)
    stood = Page.objects.select_related("edition").filter(articles=article.pk).first() if stored else None
    if stored:
        article.edition_id, article.number = stored.edition_id, stored.number
    if page:
        editions = Edition.objects.select_for_update(of=("self",)).select_related("publication")
        page.edition = editions.get(pk=page.edition_id)
    is_moved = by is not None and stood != page
    if is_moved:
        refuse(why_not(article, page, by))
    if stored and stored.publication_id != (page.edition.publication_id if page else article.publication_id):
        _leave_another_papers_reviews(article, stored, by)
    if not page and article.edition and article.edition.publication_id != article.publication_id:
        # Another paper's pool: there is no return to the edition.
        article.edition = article.number = None
    if article.pk:
        _leave_other_editions(article, page.edition_id if page else article.edition_id, by)
    with addresses_kept(Article.objects.filter(pk=article.pk)):
        if page:
            article.publication = page.edition.publication
            article.place(page, order)
            page.edition.save(update_fields=["last_article_number"])
        else:
            article.page, article.order = None, order
        article.save()
    if article.withdrawn_at:
        masking.renew(Page.objects.filter(pk__in={stood and stood.pk, article.page_id} - {None}))
    if is_moved:
        record("place", article, by, before=_day_and_page(stood), after=_day_and_page(page))


@transaction.atomic
def arrange(article: Article, page: Page | None, before: int | None = None, *, by, seen: Seen) -> Article:
    """Put an article on a page before the article of the key `before`, or last; or take it off into the copy pool.

    The others of both pages close up, counted from 0. The article as it stands now. Raises Refused where the rules do
    not allow it, or where something else is stored than was seen: nothing is moved then.
    """
    # Editions before articles, in the order of their keys: two moves across each other wait, and do not lock up.
    beside = {article.edition_id, page and page.edition_id} - {None}
    editions = list(Edition.objects.select_for_update(of=("self",)).filter(pk__in=beside).order_by("pk"))
    stored = Article.objects.select_for_update(of=("self",)).select_related("publication", "page__edition__publication")
    article = stored.filter(pk=article.pk).first()
    refuse(_why_unseen(article, page, seen, editions) or moves.why_not("place", article, by))
    if page and page.edition.publication_id != article.publication_id:
        raise Refused(_("This page belongs to another paper."))
    others = _in_order(page, article) if page else []
    at = len(others) if before is None else next((at for at, each in enumerate(others) if each.pk == before), None)
    if at is None:
        raise Refused(_("The articles of %(page)s have changed meanwhile; nothing was moved.") % {"page": page.number})
    left = article.page
    if left != page:
        with revision(article, by=by):
            place(article, page, at, by=by)
        _number(_in_order(left, article) if left else [])
    _number([*others[:at], article, *others[at:]] if page else [])
    return article


def why_not(article: Article, page: Page | None, by) -> str:
    """Why this member of staff cannot put an article on this page, or in the copy pool; "" where nothing is in the way.

    What is being read is taken from its readers by a withdrawal, and in no other way; and what is signed off gets no
    article more, except from those who sign off.
    """
    if sentence := moves.why_not("place", article, by):
        return sentence
    stored = Article.objects.filter(pk=article.pk)
    if not (page and page.edition.is_public) and stored.published().exists():
        return _("Readers can open this article: it is withdrawn, and not taken off its page.")
    arrives = page and not stored.filter(page__edition=page.edition_id).exists()
    if arrives and page.edition.signed_off_at and moves.why_not("sign_off", page.edition, by):
        sentence = _("%(edition)s is signed off: only those who sign it off bring another article to it.")
        return sentence % {"edition": page.edition}
    return ""


def _why_unseen(article: Article | None, page: Page | None, seen: Seen, editions: list[Edition]) -> str:
    """What has changed since somebody looked, a sentence; "" where all is as it was seen."""
    if article is None:
        return _("This article has been deleted meanwhile.")
    if article.page_id != seen.page:
        if not article.page:
            return _("Somebody has moved “%(title)s” into the copy pool meanwhile.") % {"title": article.title}
        said = {"title": article.title, "page": article.page}
        return _("Somebody has moved “%(title)s” meanwhile; it stands on %(page)s.") % said
    shown = page or article.page
    edition = next((edition for edition in editions if shown and edition.pk == shown.edition_id), None)
    if edition is None or bool(edition.signed_off_at) == seen.signed_off:
        return ""
    if edition.signed_off_at:
        return _("%(edition)s has been signed off meanwhile; nothing was moved.") % {"edition": edition}
    return _("%(edition)s has been taken back into the newsroom meanwhile; nothing was moved.") % {"edition": edition}


def _in_order(page: Page, but: Article) -> list[Article]:
    return list(Article.objects.filter(page=page).exclude(pk=but.pk).order_by("order", "number").only("order"))


def _number(articles: list[Article]) -> None:
    """Give the articles of a page their places, counted from 0; one statement, or none."""
    moved = []
    for order, article in enumerate(articles):
        if article.order != order:
            article.order = order
            moved.append(article)
    Article.objects.bulk_update(moved, ["order"])


def _leave_another_papers_reviews(article: Article, stored: Article, by) -> None:
    """One paper's reviews do not count for another: a text that changes papers is a draft again, for its stages."""
    if stored.state == Article.State.DRAFT:
        return
    if by is not None:
        refuse(moves.why_not("place", stored, by))
    article.state, article.stage, article.waiting_since = Article.State.DRAFT, 0, timezone.now()
    record("void", stored, by, paper=stored.publication.name)


def _leave_other_editions(article: Article, edition: int | None, by) -> None:
    """Nothing crosses editions: neither an article's regions, nor what articles elsewhere say of it."""
    article.regions.exclude(page__edition=edition).delete()
    elsewhere = Article.objects.filter(edition__isnull=False).exclude(edition=edition)
    for tie in ("continues", "repeats"):
        tied = elsewhere.filter(**{tie: article})
        with revisions(tied, by=by):
            tied.update(**{tie: None})


@contextmanager
def addresses_kept(articles: QuerySet) -> Iterator[None]:
    """Articles may move within, or their pages and editions: each goes on answering where readers have known it."""
    with transaction.atomic():
        # An edition that was taken back has been read as well: its publish time tells.
        known = articles.filter(page__isnull=False, edition__publish_at__lte=timezone.now())
        before = {
            article.pk: (article.publication_id, _path_of(article))
            for article in known.select_related("edition", "page")
        }
        yield
        for article in Article.objects.filter(pk__in=before).select_related("edition", "page"):
            publication, path = before[article.pk]
            if (publication, path) != (article.publication_id, _path_of(article)):
                ArticleAddress.objects.update_or_create(
                    publication_id=publication, path=path, defaults={"article": article}
                )


def _path_of(article: Article) -> str:
    """An article's address below its publication's, without the last slash; "" in the copy pool."""
    return f"{article.edition.day}/{article.page.number}/{article.number}" if article.page else ""


def _day_and_page(page: Page | None) -> str:
    """Where an article stands as the audit trail keeps it; "" for the copy pool."""
    return f"{page.edition.day} {page.number}" if page else ""
