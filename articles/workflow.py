"""The verbs by which texts and editions change and reach their readers. The admin only shows and calls them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles import versions
from articles.models import Article, ArticleAddress
from editions.models import Edition, Page


@transaction.atomic
def sign_off(edition: Edition, *, by, publish_at=None) -> None:
    """Release an edition with all its articles; it is public from `publish_at` (default: the paper's usual hour)."""
    edition = Edition.objects.select_for_update(of=("self",)).select_related("publication").get(pk=edition.pk)
    edition.sign_off(by, publish_at)
    edition.save(update_fields=["signed_off_at", "signed_off_by", "publish_at"])
    edition.articles.filter(page__isnull=False).update(state=Article.State.APPROVED)


@transaction.atomic
def reopen(edition: Edition, *, by) -> None:
    """Take an edition back into the newsroom: readers no longer see it."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    edition.signed_off_at = edition.signed_off_by = None
    edition.save(update_fields=["signed_off_at", "signed_off_by"])


@contextmanager
def revision(article: Article, *, by) -> Iterator[None]:
    """Everything that changes an article within is one change: its text is kept as it was and as it becomes.

    Where nothing has changed, nothing is kept.
    """
    with transaction.atomic():
        before = versions.read(article)
        yield
        after = versions.read(article)
        if before != after:
            if before:
                versions.keep(article, before)
            versions.keep(article, after, by=by)


@contextmanager
def revisions(articles: QuerySet, *, by) -> Iterator[None]:
    """One change of several articles."""
    with transaction.atomic(), ExitStack() as changes:
        for article in articles.order_by("pk"):
            changes.enter_context(revision(article, by=by))
        yield


@transaction.atomic
def place(article: Article, page: Page | None, order: int = 0, *, by=None) -> None:
    """Put an article on a page, or take it off into the copy pool, where it keeps its number in case it returns."""
    if not page and article.edition and article.edition.publication_id != article.publication_id:
        # Another paper's pool: there is no return to the edition.
        article.edition = article.number = None
    if article.pk:
        _leave_other_editions(article, page.edition_id if page else article.edition_id, by)
    with addresses_kept(Article.objects.filter(pk=article.pk)):
        if page:
            editions = Edition.objects.select_for_update(of=("self",)).select_related("publication")
            page.edition = editions.get(pk=page.edition_id)
            article.publication = page.edition.publication
            article.place(page, order)
            page.edition.save(update_fields=["last_article_number"])
        else:
            article.page, article.order = None, order
        article.save()


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
            article.pk: (article.publication_id, path_of(article))
            for article in known.select_related("edition", "page")
        }
        yield
        for article in Article.objects.filter(pk__in=before).select_related("edition", "page"):
            publication, path = before[article.pk]
            if (publication, path) != (article.publication_id, path_of(article)):
                ArticleAddress.objects.update_or_create(
                    publication_id=publication, path=path, defaults={"article": article}
                )


def path_of(article: Article) -> str:
    """An article's address below its publication's, without the last slash; "" in the copy pool."""
    return f"{article.edition.day}/{article.page.number}/{article.number}" if article.page else ""
