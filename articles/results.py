"""The articles that a search has found, read with all that the list of its results shows of them."""

from django.db.models import F, Prefetch

from .models import Article, ArticleRegion


def listed(keys: list[int]) -> list[Article]:
    """The articles of these keys in their order; `outlines` are the regions of each on its own page."""
    outlines = ArticleRegion.objects.filter(page=F("article__page")).order_by("id")
    articles = Article.objects.select_related("publication", "edition", "page").prefetch_related(
        "captions", Prefetch("regions", outlines, to_attr="outlines")
    )
    by_key = articles.in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key]
