"""What machines are given of articles and editions, all of it made of their descriptions."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from editions import absence as editions_absence
from editions.description import describe_edition, describe_page, site_of
from editions.navigation import public_edition

from . import absence, citations, navigation
from .description import ArticleDescription, describe_article


@require_safe
def cite(request, publication, day, page, number, form):
    """An article's reference as a file for a reference manager."""
    article = navigation.published_article(publication, day, number)
    if article is None:
        return absence.answer(request, publication, day, page, number)
    if article.page.number != page:
        where = (publication, article.edition.day, article.page.number, number)
        return redirect(f"cite-{form}", *where, permanent=True)
    described = describe_article(article, site_of(request))
    return references([described], form, citations.key(described), article.publication.today)


@require_safe
def cite_edition(request, publication, day, form):
    """The references of all that an edition printed, in print order."""
    edition = public_edition(publication, day)
    if edition is None:
        return editions_absence.answer(request, publication, day)
    described = described_articles(edition, site_of(request))
    return references(described, form, f"{publication}-{edition.day}", edition.publication.today)


def described_articles(edition, site: str) -> list[ArticleDescription]:
    """The public articles of an edition in print order, in as many reads whatever it holds."""
    of_edition = describe_edition(edition, site)
    pages = {page.pk: describe_page(page, of_edition, site) for page in edition.pages.all()}
    articles = navigation.with_print(edition.articles.published().in_print_order())
    return [describe_article(article, site, pages[article.page_id]) for article in articles]


def references(articles: list[ArticleDescription], form: str, name: str, cited_on) -> HttpResponse:
    content_type, write = citations.FORMS[form]
    text = "".join(write(article, cited_on) for article in articles)
    disposition = content_disposition_header(True, f"{name}.{form}")
    return HttpResponse(text, content_type=content_type, headers={"Content-Disposition": disposition})
