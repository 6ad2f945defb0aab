"""The sitemap: for every paper its editions, its pages and its articles, in files of bounded size."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Max, OuterRef, Subquery

from articles.models import Article
from editions.models import Edition, Page, Publication


class PaperSitemap(Sitemap):
    """One kind of a paper's addresses. What the index needs to know of it may be given, so that nothing is asked."""

    limit = 10_000

    def __init__(self, publication, count=None, latest=None):
        self.publication, self.count, self.latest = publication, count, latest

    @property
    def paginator(self):
        paginator = super().paginator
        if self.count is not None:
            paginator.count = self.count
        return paginator

    def get_latest_lastmod(self):
        """Django's own reads every item."""
        return self.latest


class EditionSitemap(PaperSitemap):
    def items(self):
        return Edition.objects.public().filter(publication=self.publication).select_related("publication")


class PageSitemap(PaperSitemap):
    def items(self):
        pages = Page.objects.public().filter(edition__publication=self.publication)
        return pages.select_related("edition__publication").order_by("-edition__date", "edition__label", "order_key")


class ArticleSitemap(PaperSitemap):
    def items(self):
        return (
            Article.objects.published()
            .filter(publication=self.publication)
            .select_related("publication", "edition", "page")
            .only("number", "changed_at", "publication__slug", "edition__date", "edition__label", "page__number")
            .order_by("-edition__date", "edition__label", "number")
        )

    def lastmod(self, article):
        return article.changed_at


KINDS = {"editions": EditionSitemap, "pages": PageSitemap, "articles": ArticleSitemap}


def sections() -> dict[str, Sitemap]:
    """Every section under its name, counted in one read; a paper's address has no full stop, so no names meet."""
    editions = Edition.objects.public().filter(publication=OuterRef("pk")).order_by().values("publication")
    pages = Page.objects.public().filter(edition__publication=OuterRef("pk")).order_by().values("edition__publication")
    articles = Article.objects.published().filter(publication=OuterRef("pk")).order_by().values("publication")
    papers = Publication.objects.with_public_editions().annotate(
        editions_count=Subquery(editions.annotate(found=Count("pk")).values("found")),
        pages_count=Subquery(pages.annotate(found=Count("pk")).values("found")),
        articles_count=Subquery(articles.annotate(found=Count("pk")).values("found")),
        latest=Subquery(articles.annotate(found=Max("changed_at")).values("found")),
    )
    return {
        f"{paper.slug}.{kind}": sitemap(paper, getattr(paper, f"{kind}_count") or 0, paper.latest)
        for paper in papers
        for kind, sitemap in KINDS.items()
    }


def section(name: str) -> dict[str, Sitemap]:
    """The section of that name, if there is one."""
    slug, _, kind = name.rpartition(".")
    paper = Publication.objects.with_public_editions().filter(slug=slug).first()
    return {name: KINDS[kind](paper)} if paper and kind in KINDS else {}
