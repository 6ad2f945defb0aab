"""The articles that a search has found, read with all that the list of its results shows of them."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from .models import Article, ArticleRegion


def listed(keys: list[int]) -> list[Article]:
    """The articles of these keys in their order.

    `outlines` are the regions of each on its own page, `also_printed` the other articles of its edition that print the
    same text, as readers may see them.
    """
    outlines = ArticleRegion.objects.filter(page=F("article__page")).order_by("id")
    repeats = Article.objects.filter(repeats=OuterRef("pk"), edition=OuterRef("edition"))
    articles = Article.objects.select_related("publication", "edition", "page").prefetch_related(
        "captions", Prefetch("regions", outlines, to_attr="outlines")
    )
    by_key = articles.annotate(is_repeated=Exists(repeats)).in_bulk(keys)
    results = [by_key[key] for key in keys if key in by_key]
    _bring_together([article for article in results if article.is_repeated or article.repeats_id])
    return results


def _bring_together(articles: list[Article]) -> None:
    """Let each of them know where else its text is printed, all in one read."""
    if not articles:
        return
    keys = {article.pk for article in articles}
    originals = {article.repeats_id for article in articles} - {None}
    others = list(
        Article.objects.published()
        .filter(edition__in={article.edition_id for article in articles})
        .filter(Q(pk__in=originals) | Q(repeats__in=keys | originals))
        .select_related("publication", "edition", "page")
        .defer("body")
        .in_print_order()
    )
    for article in articles:
        text = {article.pk, article.repeats_id} - {None}
        article.also_printed = [
            other
            for other in others
            if other.pk != article.pk
            and other.edition_id == article.edition_id
            and (other.pk in text or other.repeats_id in text)
        ]
