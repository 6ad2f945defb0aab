"""What readers see of articles, photos and the people behind them, and the addresses of former sites."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from editions.description import address, site_of
from editions.models import Publication
from editions.navigation import house, pages_beside, siblings

from . import absence, citations, contributions, json_ld, marking, navigation
from .description import describe_article, describe_photo
from .filters import ContributorFilter, PhotoFilter
from .models import Article, Contributor, PhotoCaption


@require_safe
def article(request, publication, day, page, number):
    """The article with everything that its page prints around it."""
    article = navigation.published_article(publication, day, number)
    if article is None:
        return absence.answer(request, publication, day, page, number)
    if article.page.number != page:
        return redirect(article, permanent=True)
    described = describe_article(article, site_of(request))
    context = article_context(article, Article.objects.published())
    context |= {
        "described": described,
        "json_ld": json_ld.of_article(described),
        "reference": citations.gbt_7714(described, article.publication.today),
        "marks": marking.marks_in(article, request.GET.get("q", "")),
    }
    return render(request, "articles/article.html", context)


def article_context(article, articles) -> dict:
    """What the article's template prints; `articles` are all that may be seen. In the copy pool it stands alone."""
    if article.page is None:
        return {"publication": article.publication, "article": article}
    pages = list(article.edition.pages.with_archived(article.edition.articles.all()))
    previous_page, next_page = pages_beside(pages, article.page)
    return {
        "publication": article.publication,
        "edition": article.edition,
        "page": article.page,
        "article": article,
        "pages": pages,
        "previous_page": previous_page,
        "next_page": next_page,
        "company": navigation.company(article, articles),
        "siblings": siblings(article.publication, article.edition.date),
    }


@require_safe
def legacy(request, publication, source_url):
    """An address of a former site; whatever query it carried is ignored."""
    found = navigation.at_source_url(publication, source_url)
    if found is None:
        raise Http404
    return absence.lead_to(request, found)


@require_safe
def corrections(request, publication):
    """The paper's visible corrections."""
    paper = get_object_or_404(Publication.objects.with_public_editions(), slug=publication)
    results = Paginator(navigation.corrections(paper), 30).get_page(request.GET.get("page"))
    context = {"publication": paper, "results": results, "later": later(page=results)}
    return render(request, "articles/corrections.html", context)


def later(role="", **lists) -> str:
    """The query under which a later part of its lists is a page's own address; empty for their first parts.

    A list of those of one role has an address of its own too.
    """
    numbers = {parameter: part.number for parameter, part in lists.items() if part.number > 1}
    query = ({"role": role} if role else {}) | numbers
    return f"?{urlencode(query)}" if query else ""


@require_safe
def photos(request):
    """The photo archive: a wall of everything public, each photo once, by its newest use among what is asked for."""
    found = PhotoFilter(request.GET, PhotoCaption.objects.published(), request=request)
    uses = found.qs if found.form.is_valid() else PhotoCaption.objects.none()
    with_picture = uses.filter(photo__isnull=False)
    results = Paginator(with_picture.each_photo_once(), 24).get_page(request.GET.get("page"))
    contributions.fill(results, PhotoCaption.objects.on_a_wall().with_photographers())
    asked = any(request.GET.get(name) for name in found.form.fields)
    context = {
        "form": found.form,
        "asked": asked,
        "results": results,
        "house": house(Publication.objects.with_public_editions()),
        "later": "" if asked else later(page=results),
    }
    return render(request, "articles/photos.html", context)


@require_safe
def photo(request, key):
    """One photo with every public use of it; a photo that nothing public shows, or shows any more, is not found."""
    uses = list(contributions.photo_uses(key))
    if not uses:
        raise Http404
    newest = uses[0]
    described = describe_photo(newest, site_of(request))
    context = {
        "photo": newest.photo,
        "newest": newest,
        "uses": uses,
        "publication": newest.article.publication,
        "described": described,
        "json_ld": json_ld.of_photo(described, address(site_of(request), "photo", key)) if described else None,
    }
    return render(request, "articles/photo.html", context)


@require_safe
def contributors(request):
    """Everybody who is credited with something public; the writers or the photographers among them."""
    found = ContributorFilter(request.GET, contributions.public_contributors())
    is_valid = found.form.is_valid()
    people = found.qs if is_valid else Contributor.objects.none()
    results = Paginator(contributions.in_order_of_names(people), 60).get_page(request.GET.get("page"))
    contributions.fill(results, Contributor.objects)
    contributions.sum_up(results.object_list)
    role = found.form.cleaned_data["role"] if is_valid else ""
    context = {
        "form": found.form,
        "role": role,
        "results": results,
        "house": house(Publication.objects.with_public_editions()),
        "later": "" if request.GET.get("name") else later(role=role, page=results),
    }
    return render(request, "articles/contributors.html", context)


@require_safe
def contributor(request, pk, slug=""):
    """What one person or agency wrote and photographed, under which names and affiliations."""
    person = get_object_or_404(Contributor.objects.select_related("merged_into"), pk=pk)
    if person.merged_into:
        return redirect(person.merged_into, permanent=True)
    articles = Paginator(contributions.written_by(person), 30).get_page(request.GET.get("articles"))
    photos = Paginator(contributions.photographed_by(person), 24).get_page(request.GET.get("photos"))
    if not articles.paginator.count and not photos.paginator.count:
        raise Http404
    if slug != person.slug:
        return redirect(person, permanent=True)
    contributions.fill(photos, PhotoCaption.objects.on_a_wall())
    contributions.sum_up([person])
    names, affiliations = contributions.printed_with(person)
    context = {
        "contributor": person,
        "names": names,
        "affiliations": affiliations,
        "articles": articles,
        "photos": photos,
        "house": house(Publication.objects.with_public_editions()),
        "later": later(articles=articles, photos=photos),
    }
    return render(request, "articles/contributor.html", context)
