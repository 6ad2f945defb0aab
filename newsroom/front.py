"""The site's front: of every paper the newest public edition, its first page, and the news on it."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery

from articles.models import Article, PhotoCaption
from editions.models import Edition, Page
from editions.navigation import front_page


@dataclass(frozen=True)
class Front:
    """A paper's newest edition, as the home shows it; `others` are of the same date (号外)."""

    edition: Edition
    pages: list[Page]
    articles: list[Article]
    others: list[Edition]

    @property
    def page(self) -> Page | None:
        return front_page(self.pages)

    @property
    def lead(self) -> Article | None:
        return self.articles[0] if self.articles else None


def fronts() -> list[Front]:
    """In the house's order of papers; a number of reads that does not grow with papers or articles."""
    newest = Edition.objects.public().filter(publication=OuterRef("publication")).order_by("-date", "label")
    editions = Edition.objects.public().filter(date=Subquery(newest.values("date")[:1]))
    pages = Page.objects.with_archived(Article.objects.all())
    editions = editions.select_related("publication").prefetch_related(Prefetch("pages", pages))
    found: dict[int, Front] = {}
    for edition in editions.order_by("publication__order", "publication__slug", "label"):
        if front := found.get(edition.publication_id):
            front.others.append(edition)
            continue
        pages = list(edition.pages.all())
        for page in pages:
            page.edition = edition
        found[edition.publication_id] = Front(edition, pages, [], [])
    fronts = list(found.values())
    _with_articles(fronts)
    return fronts


def cover(fronts: list[Front]):
    """The picture that stands for the whole front: the first facsimile there is."""
    return next((front.page.facsimile_shown for front in fronts if front.page and front.page.facsimile_shown), None)


def _with_articles(fronts: list[Front]) -> None:
    by_page = {front.page.pk: front for front in fronts if front.page}
    articles = (
        Article.objects.published()
        .filter(page__in=by_page)
        .select_related("publication", "edition", "page")
        .prefetch_related(Prefetch("captions", PhotoCaption.objects.select_related("photo")))
        .in_print_order()
    )
    for article in articles:
        by_page[article.page_id].articles.append(article)
