"""Where an article stands: on a page, or in the copy pool; and the addresses that it had before."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles import masking
from articles.models import Article, ArticleAddress
from editions.models import Edition, Page

from .moves import refuse, why_not
from .texts import revisions


@transaction.atomic
def place(article: Article, page: Page | None, order: int = 0, *, by=None) -> None:
    """Put an article on a page, or take it off into the copy pool, where it keeps its number in case it returns.

    Whoever brings it to another page needs the permission; raises Refused without it.
    """
    stored = Article.objects.filter(pk=article.pk).values_list("page", flat=True).first() if article.pk else None
    if by is not None and stored != (page.pk if page else None):
        refuse(why_not("place", article, by))
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
    if article.withdrawn_at:
        masking.renew(Page.objects.filter(pk__in={stored, article.page_id} - {None}))


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
