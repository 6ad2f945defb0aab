"""The site's front: of every paper the newest public edition, its first page, and the news on it."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery

from articles.models import Article, PhotoCaption
from editions.models import Edition, Page, Publication


@dataclass(frozen=True)
class Front:
    """A paper's newest edition, as the home shows it."""

    edition: Edition
    pages: list[Page]
    articles: list[Article]

    @property
    def page(self) -> Page | None:
        return self.pages[0] if self.pages else None

    @property
    def lead(self) -> Article | None:
        return self.articles[0] if self.articles else None


def fronts() -> list[Front]:
    """In the house's order of papers; a number of reads that does not grow with papers or articles."""
    newest = Edition.objects.public().filter(publication=OuterRef("pk")).order_by("-date", "label")
    papers = Publication.objects.annotate(newest=Subquery(newest.values("pk")[:1])).filter(newest__isnull=False)
    order = {paper.newest: place for place, paper in enumerate(papers)}
    editions = Edition.objects.filter(pk__in=order).select_related("publication").prefetch_related("pages")
    found = []
    for edition in sorted(editions, key=lambda edition: order[edition.pk]):
        pages = list(edition.pages.all())
        for page in pages:
            page.edition = edition
        found.append(Front(edition, pages, []))
    _with_articles(found)
    return found


def house(fronts: list[Front]) -> str:
    """Whose papers these are: the publishing house of all, else the only paper; empty where houses differ."""
    papers = [front.edition.publication for front in fronts]
    houses = {paper.publisher for paper in papers if paper.publisher}
    if len(houses) == 1:
        return houses.pop()
    return papers[0].title if len(papers) == 1 else ""


def cover(fronts: list[Front]):
    """The picture that stands for the whole front: the first facsimile there is."""
    return next((front.page.facsimile for front in fronts if front.page and front.page.facsimile), None)


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
