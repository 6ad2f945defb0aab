"""All checks of an article, a page or an edition, in a number of queries that does not depend on how many they are."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Prefetch

from articles.models import Article, ArticleCredit, ArticleRegion, PhotoCaption
from editions.models import Edition, Page, Publication

from . import bylines, captions, layout, words
from .findings import Finding
from .jumps import Jumps
from .levels import Level, levels_of
from .repeats import Repeats


def of_article(article: Article) -> list[Finding]:
    """What is found in an article as it is stored, on a page or in the copy pool; nothing where it is not stored."""
    checked = list(_read(Article.objects.filter(pk=article.pk)))
    return _findings(checked, checked[0].publication, checked[0].edition) if checked else []


def of_page(page: Page) -> list[Finding]:
    """What is found in the articles that begin on a page, in print order."""
    checked = list(_read(Article.objects.filter(page=page)))
    return _findings(checked, page.edition.publication, page.edition)


def of_edition(edition: Edition) -> list[Finding]:
    """What is found in the articles on an edition's pages, in print order."""
    checked = list(_read(Article.objects.filter(edition=edition, page__isnull=False)))
    return _findings(checked, edition.publication, edition)


def _findings(checked: list[Article], publication: Publication, edition: Edition | None) -> list[Finding]:
    levels = levels_of(publication)
    word_list = words.word_list_of(publication)
    jumps = Jumps(edition)
    repeats = Repeats(checked, publication, edition)

    def found() -> Iterator[Finding]:
        for article in checked:
            yield from words.check(article, word_list)
            yield from layout.check(article)
            yield from bylines.check(article)
            yield from captions.check(article)
            yield from jumps.check(article)
            yield from repeats.check(article)

    leveled = (replace(finding, level=levels[finding.check]) for finding in found())
    return [finding for finding in leveled if finding.level != Level.OFF]


def _read(articles):
    """The articles in print order, with everything that a check looks at."""
    return (
        articles.in_print_order()
        .select_related("publication", "edition", "page", "continues")
        .prefetch_related(
            Prefetch("credits", bylines.with_acquaintance(ArticleCredit.objects.order_by("order", "id"))),
            Prefetch("captions", PhotoCaption.objects.order_by("order", "id")),
            "captions__credits",
            Prefetch("regions", ArticleRegion.objects.only("article", "page")),
            Prefetch("continues__captions", PhotoCaption.objects.order_by("order", "id")),
        )
    )
