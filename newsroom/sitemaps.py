"""The sitemap (https://www.sitemaps.org/protocol.html): for every paper its editions, its pages, its articles and their
photos, and for Google News what all of them have published in two days; in files of bounded size."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from articles.models import Article, PhotoCaption
from articles.unseen import without_unseen
from editions import media
from editions.models import Edition, Page, Publication


class PaperSitemap(Sitemap):
    """One kind of a paper's addresses. What the index needs to know of it may be given, so that nothing is asked."""

    limit = 10_000
    template = "sitemap.xml"

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


class ImageSitemap(ArticleSitemap):
    """The articles that show photos, with these (https://developers.google.com/search/docs/crawling-indexing/sitemaps).

    Google reads nothing of a picture here but its address since 2022; captions and credits stand in the articles'
    JSON-LD.
    """

    # Each brings its photos along.
    limit = 2_000
    template = "sitemap-images.xml"

    def items(self):
        photos = PhotoCaption.objects.filter(photo__isnull=False).select_related("photo")
        shown = super().items().filter(Exists(photos.filter(article=OuterRef("pk"))))
        return shown.prefetch_related(Prefetch("captions", photos))

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        where = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url in urls:
            photos = (caption.photo for caption in url["item"].captions.all())
            largest = (media.sources(photo.file.name, photo.width)[-1][0] for photo in photos)
            url["images"] = [where + address for address in dict.fromkeys(filter(None, largest))]
        return urls


class NewsSitemap(Sitemap):
    """What readers have had for two days at most, in one file of a thousand, as Google News wants it
    (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).

    It takes no advertisements, and one of what was printed twice.
    """

    limit = 1_000
    template = "sitemap-news.xml"
    age = timedelta(days=2)
    # An embargo makes news of an older edition; so old it may be, for not to look through the archive.
    age_of_edition = timedelta(days=31)

    def items(self):
        now = timezone.now()
        editions = Edition.objects.public().filter(publish_at__gte=now - self.age_of_edition).values("pk")
        news = Article.objects.filter(edition__in=editions).published().editorial()
        news = news.filter(Q(edition__publish_at__gte=now - self.age) | Q(embargo__gte=now - self.age))
        return news.once().newest_first().as_headlines()[: self.limit]

    @property
    def paginator(self):
        """Of one file, so nothing is counted."""
        paginator = super().paginator
        paginator.count = self.limit
        return paginator

    def get_latest_lastmod(self):
        return None

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            article = url["item"]
            paper = article.publication
            url["paper"] = without_unseen(paper.title)
            url["language"] = news_language(paper.language)
            url["published"] = article.published_at.isoformat(timespec="seconds")
            url["title"] = without_unseen(article.title)
        return urls


def news_language(language: str) -> str:
    """A language of BCP 47 as Google News names it: by ISO 639, but for the two ways of writing Chinese."""
    primary, *further = language.lower().split("-")
    if primary == "zh":
        return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(further) else "zh-cn"
    return primary


NEWS = "news"
KINDS = {"editions": EditionSitemap, "pages": PageSitemap, "articles": ArticleSitemap, "images": ImageSitemap}


def sections() -> dict[str, Sitemap]:
    """Every section under its name, counted in one read; a paper's address has no full stop, so no names meet."""
    editions = Edition.objects.public().filter(publication=OuterRef("pk")).order_by().values("publication")
    pages = Page.objects.public().filter(edition__publication=OuterRef("pk")).order_by().values("edition__publication")
    articles = Article.objects.published().filter(publication=OuterRef("pk")).order_by().values("publication")
    photos = PhotoCaption.objects.filter(article=OuterRef("pk"), photo__isnull=False)
    papers = Publication.objects.with_public_editions().annotate(
        editions_count=Subquery(editions.annotate(found=Count("pk")).values("found")),
        pages_count=Subquery(pages.annotate(found=Count("pk")).values("found")),
        articles_count=Subquery(articles.annotate(found=Count("pk")).values("found")),
        images_count=Subquery(articles.filter(Exists(photos)).annotate(found=Count("pk")).values("found")),
        latest=Subquery(articles.annotate(found=Max("changed_at")).values("found")),
    )
    of_papers = {
        f"{paper.slug}.{kind}": sitemap(paper, getattr(paper, f"{kind}_count") or 0, paper.latest)
        for paper in papers
        for kind, sitemap in KINDS.items()
    }
    return of_papers | {NEWS: NewsSitemap()}


def section(name: str) -> dict[str, Sitemap]:
    """The section of that name, if there is one."""
    if name == NEWS:
        return {NEWS: NewsSitemap()}
    slug, _, kind = name.rpartition(".")
    paper = Publication.objects.with_public_editions().filter(slug=slug).first()
    return {name: KINDS[kind](paper)} if paper and kind in KINDS else {}
