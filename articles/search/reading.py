"""Reads the articles that the search finds, as its index takes them."""

import datetime
from collections.abc import Iterable, Iterator

from articles.models import Article
from articles.richtext import paragraphs

from .documents import A_REPEAT, ANY, Document, of_day, of_kind, of_page, of_paper


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
    for article in articles.select_related("edition", "page").prefetch_related("captions").order_by("pk"):
        yield _document(article)


def _document(article: Article) -> Document:
    edition = article.edition
    captions = [text for caption in article.captions.all() for text in (caption.text, caption.credit_line)]
    text = {
        "headline": [article.headline],
        "deck": [article.kicker, article.subheadline],
        "body": paragraphs(article.body),
        "photo": captions,
        "byline": [article.byline],
    }
    return Document(
        article.pk,
        edition.date.toordinal(),
        max(edition.publish_at, article.embargo or edition.publish_at),
        text,
        _facets(article, edition.date),
    )


def _facets(article: Article, day: datetime.date) -> list[str]:
    own = [of_paper(article.publication_id), of_kind(article.kind), of_page(article.page.number)]
    return [ANY, *own, *of_day(day), *([A_REPEAT] if article.repeats_id else [])]
