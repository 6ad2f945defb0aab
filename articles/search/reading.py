"""Reads the articles that the search finds, as its index takes them."""

import datetime
from collections.abc import Iterable, Iterator

from articles.models import Article
from articles.models.people import Credit
from articles.richtext import paragraphs

from .documents import (
    A_REPEAT,
    ANY,
    COUNTED_BY,
    Document,
    of_author,
    of_contributor,
    of_day,
    of_edition,
    of_kind,
    of_page,
    of_paper,
    of_photographer,
    of_printed_page,
)

# What stands beside a caption or a byline, and is searched with its article.
_BESIDE = ("captions", "captions__credits__contributor", "credits__contributor")


def documents_of(keys: Iterable[int]) -> Iterator[Document]:
    """The articles of these keys that readers may find, now or when their hour comes; the others have none."""
    articles = Article.objects.filter(
        pk__in=keys,
        page__isnull=False,
        state=Article.State.APPROVED,
        withdrawn_at__isnull=True,
        edition__signed_off_at__isnull=False,
        edition__publish_at__isnull=False,
        edition__withdrawn_at__isnull=True,
    )
    for article in articles.select_related("edition", "page").prefetch_related(*_BESIDE).order_by("pk"):
        yield _document(article)


def printed_text(article: Article) -> dict[str, list[str]]:
    """The paragraphs of each of documents.FIELDS."""
    return {
        "headline": [article.headline],
        "deck": [article.kicker, article.subheadline],
        "body": paragraphs(article.body),
        "photo": [text for caption in article.captions.all() for text in (caption.text, caption.credit_line)],
        "byline": [article.byline],
    }


def _document(article: Article) -> Document:
    edition = article.edition
    facets = _facets(article, edition.date)
    return Document(
        article.pk,
        edition.date.toordinal(),
        max(edition.publish_at, article.embargo or edition.publish_at),
        printed_text(article),
        facets,
        [facet for facet in (*facets, of_printed_page(article.page.number)) if facet[0] in COUNTED_BY],
    )


def _facets(article: Article, day: datetime.date) -> list[str]:
    own = [of_paper(article.publication_id), of_kind(article.kind), of_page(article.page.number)]
    own += [of_edition(article.edition_id), *of_day(day), *sorted(_of_people(article))]
    return [ANY, *own, *([A_REPEAT] if article.repeats_id else [])]


def _of_people(article: Article) -> set[str]:
    """Of everybody who is credited in the byline or below a picture, and of who wrote and who photographed."""
    of_captions = (credit for caption in article.captions.all() for credit in caption.credits.all())
    found = set()
    for credit in (*article.credits.all(), *of_captions):
        person = credit.contributor.merged_into_id or credit.contributor_id
        found.add(of_contributor(person))
        if credit.role == Credit.Role.TEXT:
            found.add(of_author(person))
        elif credit.role == Credit.Role.PHOTO:
            found.add(of_photographer(person))
    return found
