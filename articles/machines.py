"""What machines are given of articles and editions, all of it made of their descriptions and records."""

import json
from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import conditional_page, require_safe

from editions import absence as editions_absence
from editions import iiif as editions_iiif
from editions.description import describe_pages, site_of
from editions.models import Page, Publication
from editions.navigation import public_edition, public_page

from . import absence, citations, contributions, feeds, iiif, interchange, navigation
from .description import ArticleDescription, describe_article, describe_articles
from .models import Contributor


@require_safe
def cite(request, publication, day, page, number, form):
    """An article's reference as a file for a reference manager."""
    article = navigation.published_article(publication, day, number)
    if article is None:
        return absence.answer(request, publication, day, page, number, f"cite-{form}")
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
    site = site_of(request)
    articles = describe_articles(edition, describe_pages(edition, list(edition.pages.all()), site), site)
    return references(list(articles.values()), form, f"{publication}-{edition.day}", edition.publication.today)


def references(articles: list[ArticleDescription], form: str, name: str, cited_on) -> HttpResponse:
    content_type, write = citations.FORMS[form]
    text = "".join(write(article, cited_on) for article in articles)
    disposition = content_disposition_header(True, f"{name}.{form}")
    return HttpResponse(text, content_type=content_type, headers={"Content-Disposition": disposition})


def open_to_other_sites(view):
    """Let programs on other sites, such as viewers of IIIF, read what the view answers, a redirect and a notice too."""

    @wraps(view)
    def opened(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return opened


@require_safe
@open_to_other_sites
@conditional_page
def page_record(request, publication, day, number):
    """A page in the shape of the interchange."""
    page = public_page(publication, day, number)
    if page is None:
        return editions_absence.answer(request, publication, day, lambda day: public_page(publication, day, number))
    if page.number != number:
        return redirect("page-json", publication, page.edition.day, page.number, permanent=True)
    return recorded(interchange.of_page(page, site_of(request)))


@require_safe
@open_to_other_sites
@conditional_page
def article_record(request, publication, day, page, number):
    """An article in the shape of the interchange."""
    article = interchange.published_article(publication, day, number)
    if article is None:
        return absence.answer(request, publication, day, page, number, "article-json")
    if article.page.number != page:
        where = (publication, article.edition.day, article.page.number, number)
        return redirect("article-json", *where, permanent=True)
    return recorded(interchange.of_article(article, site_of(request)))


def recorded(record: dict) -> JsonResponse:
    return JsonResponse(record, json_dumps_params={"ensure_ascii": False})


# A feed says nothing of when it was changed but by its tag: one that has lost its newest article is older than before,
# and whoever asked for what has come since would keep what was withdrawn.


@require_safe
@open_to_other_sites
@conditional_page
def paper_feed(request, publication, form):
    """A paper's newest articles for feed readers."""
    paper = get_object_or_404(Publication.objects.with_public_editions(), slug=publication)
    return syndicated(request, feeds.of_paper(paper, site_of(request)), form)


@require_safe
@open_to_other_sites
@conditional_page
def page_name_feed(request, publication, page_name, form):
    """The newest articles of all pages of a name, such as 要闻."""
    paper = get_object_or_404(Publication, slug=publication)
    if not Page.objects.public().filter(edition__publication=paper, name=page_name).exists():
        raise Http404
    return syndicated(request, feeds.of_page_name(paper, page_name, site_of(request)), form)


@require_safe
@open_to_other_sites
@conditional_page
def contributor_feed(request, pk, form):
    """What somebody has newly written or photographed."""
    person = get_object_or_404(Contributor.objects.select_related("merged_into"), pk=pk)
    if person.merged_into:
        return redirect(request.resolver_match.view_name, person.merged_into.pk, permanent=True)
    if not contributions.public_contributors().filter(pk=pk).exists():
        raise Http404
    return syndicated(request, feeds.of_contributor(person, site_of(request)), form)


def syndicated(request, feed: feeds.Feed, form: str) -> HttpResponse:
    """A feed as a document that knows its own address."""
    match = request.resolver_match
    own_address = site_of(request) + reverse(match.view_name, kwargs=match.captured_kwargs)
    return HttpResponse(feeds.written(feed, form, own_address), feeds.FORMS[form].content_type)


@require_safe
@open_to_other_sites
def manifest(request, publication, day):
    """An edition for viewers of IIIF."""
    edition = public_edition(publication, day)
    if edition is None:
        return editions_absence.answer(request, publication, day, lambda day: has_manifest(publication, day))
    return presented(iiif.manifest(edition, site_of(request)))


def has_manifest(publication, day) -> bool:
    edition = public_edition(publication, day)
    return bool(edition and edition.pages.exists())


@require_safe
@open_to_other_sites
def collection(request, publication):
    """A paper for viewers of IIIF: its years."""
    paper = get_object_or_404(Publication, slug=publication)
    return presented(editions_iiif.paper_collection(paper, site_of(request)))


@require_safe
@open_to_other_sites
def year_collection(request, publication, year):
    """A year of a paper for viewers of IIIF: its editions."""
    paper = get_object_or_404(Publication, slug=publication)
    return presented(editions_iiif.year_collection(paper, year, site_of(request)))


def presented(resource: dict | None) -> HttpResponse:
    """A resource of IIIF, as a document."""
    if resource is None:
        raise Http404
    return HttpResponse(json.dumps(resource, ensure_ascii=False), editions_iiif.CONTENT_TYPE)
