"""How a reader gets from one article to another: neighbours, jumps, repeats."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from editions.models import Page

from .models import (
    Article,
    ArticleAddress,
    ArticleCredit,
    ArticleRegion,
    Correction,
    PhotoCaption,
    PhotoCredit,
)


def published_article(publication: str, day, number: int) -> Article | None:
    """The public article of that number, with all that its view prints."""
    return article_at(Article.objects.published(), publication, day, number)


def article_at(articles, publication: str, day, number: int) -> Article | None:
    """The one of these articles that has that number, with all that its view prints."""
    date, label = day
    numbered = articles.filter(publication__slug=publication, edition__date=date, edition__label=label, number=number)
    return with_print(numbered).first()


def with_print(articles):
    """Each with all that its view prints."""
    return articles.select_related(
        "page__edition__publication", "edition__publication", "publication"
    ).prefetch_related(
        Prefetch("credits", ArticleCredit.objects.select_related("contributor__merged_into")),
        Prefetch("captions", PhotoCaption.objects.select_related("photo")),
        Prefetch("captions__credits", PhotoCredit.objects.select_related("contributor__merged_into")),
        Prefetch("regions", ArticleRegion.objects.select_related("page").order_by("id")),
        "corrections",
    )


@dataclass
class Company:
    """The articles that an article's view names: its page's, its neighbours, and those it is joined to."""

    headlines: list[Article] = field(default_factory=list)
    previous: Article | None = None
    following: Article | None = None
    continues: Article | None = None
    repeats: Article | None = None
    continued_by: list[Article] = field(default_factory=list)
    announced_by: list[Article] = field(default_factory=list)
    repeated_by: list[Article] = field(default_factory=list)


def company(article: Article, articles) -> Company:
    """All of them in one read, however many the page and the edition hold; `articles` are all that may be seen."""
    edition = articles.filter(edition=article.edition_id)
    place = (article.page.order_key, article.order, article.number)
    before = edition.filter(_stands("lt", *place)).order_by("-page__order_key", "-order", "-number")
    after = edition.filter(_stands("gt", *place)).in_print_order()
    is_previous, is_next = Q(pk=Subquery(before.values("pk")[:1])), Q(pk=Subquery(after.values("pk")[:1]))
    joined = Q(pk=article.continues_id) | Q(pk=article.repeats_id) | Q(continues=article.pk) | Q(repeats=article.pk)
    on_page = Article.is_on_page(article.page_id)
    found, run_over = Company(), []
    articles = edition.filter(on_page | is_previous | is_next | joined).annotate(
        on_page=on_page, is_previous=is_previous, is_next=is_next
    )
    for other in articles.in_print_order().as_headlines():
        if other.on_page:
            (found.headlines if other.page_id == article.page_id else run_over).append(other)
        if other.is_previous:
            found.previous = other
        if other.is_next:
            found.following = other
        if other.pk == article.continues_id:
            found.continues = other
        if other.pk == article.repeats_id:
            found.repeats = other
        if other.continues_id == article.pk:
            teaser = other.kind == Article.Kind.TEASER
            (found.announced_by if teaser else found.continued_by).append(other)
        if other.repeats_id == article.pk:
            found.repeated_by.append(other)
    found.headlines += run_over
    return found


def _stands(direction: str, order_key: str, order: int, number: int) -> Q:
    """Before (lt) or after (gt) that place in print order."""
    return (
        Q(**{f"page__order_key__{direction}": order_key})
        | Q(page__order_key=order_key, **{f"order__{direction}": order})
        | Q(page__order_key=order_key, order=order, **{f"number__{direction}": number})
    )


def at_former_address(publication: str, path: str) -> Article | None:
    """The article that once stood at `path` below its publication's address, public or not."""
    addresses = ArticleAddress.objects.filter(publication__slug=publication, path=path)
    return _with_address().filter(pk__in=addresses.values("article")).first()


def at_source_url(publication: str, source_url: str) -> Article | Page | None:
    """What stood at an address of the former site: an article or a page, those first that readers can see."""
    if article := at_former_address(publication, source_url):
        return article
    articles = _with_address().filter(publication__slug=publication, source_url=source_url)
    pages = Page.objects.select_related("edition__publication").filter(
        edition__publication__slug=publication, source_url=source_url
    )
    public = Article.objects.published().filter(pk=OuterRef("pk"))
    return (
        articles.annotate(public=Exists(public)).order_by("-public", "id").first()
        or pages.order_by(F("edition__signed_off_at").asc(nulls_last=True), "id").first()
    )


def withdrawn_article(publication: str, day, number: int) -> Article | None:
    """The withdrawn article of that number, if readers once could see it."""
    date, label = day
    article = (
        _with_address()
        .filter(publication__slug=publication, edition__date=date, edition__label=label, number=number)
        .first()
    )
    return article if article and article.is_withdrawn else None


def stands_at(publication: str, day, number: int) -> bool:
    """Whether that address has an answer of its own: a public article, or the notice of a withdrawn one."""
    date, label = day
    published = Article.objects.published().filter(
        publication__slug=publication, edition__date=date, edition__label=label, number=number
    )
    return published.exists() or withdrawn_article(publication, day, number) is not None


def _with_address():
    return Article.objects.select_related("publication", "edition__publication", "page__edition__publication")


def corrections(publication):
    """The paper's visible corrections, newest first."""
    return (
        Correction.objects.filter(Article.is_published_at(prefix="article__"), article__publication=publication)
        .select_related("article__publication", "article__edition", "article__page")
        .prefetch_related("article__captions")
        .order_by("-date", "-id")
    )
