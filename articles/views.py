"""What readers see of articles and of the people who made them, the search, and the addresses of former sites."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from editions.description import site_of
from editions.models import Publication
from editions.navigation import house, pages_beside, siblings

from . import absence, citations, json_ld, navigation
from .description import describe_article
from .filters import ArticleFilter, ContributorFilter
from .models import Article, Contributor


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


def later(**lists) -> str:
    """The query under which a later part of its lists is a page's own address; empty for their first parts."""
    numbers = {parameter: part.number for parameter, part in lists.items() if part.number > 1}
    return f"?{urlencode(numbers)}" if numbers else ""


@require_safe
def search(request):
    """Articles by their headlines, bylines and captions; whatever is typed, it answers."""
    published = Article.objects.published().order_by("-edition__date", "page__order_key", "order", "number")
    found = ArticleFilter(request.GET, published.as_headlines(), request=request)
    asked = found.form.is_valid() and any(found.form.cleaned_data.values())
    results = Paginator(found.qs.once() if asked else Article.objects.none(), 20).get_page(request.GET.get("page"))
    return render(request, "articles/search.html", {"form": found.form, "asked": asked, "results": results})


@require_safe
def contributors(request):
    """Everybody who is credited with something public."""
    found = ContributorFilter(request.GET, navigation.public_contributors())
    people = found.qs if found.form.is_valid() else Contributor.objects.none()
    results = Paginator(navigation.in_order_of_names(people), 60).get_page(request.GET.get("page"))
    by_key = people.in_bulk(results.object_list)
    results.object_list = [by_key[key] for key in results.object_list if key in by_key]
    navigation.count_contributions(results.object_list)
    context = {
        "form": found.form,
        "results": results,
        "house": house(Publication.objects.with_public_editions()),
        "later": "" if request.GET.get("name") else later(page=results),
    }
    return render(request, "articles/contributors.html", context)


@require_safe
def contributor(request, pk, slug=""):
    """What one person or agency wrote and photographed."""
    person = get_object_or_404(Contributor.objects.select_related("merged_into"), pk=pk)
    if person.merged_into:
        return redirect(person.merged_into, permanent=True)
    articles = Paginator(navigation.written_by(person), 30).get_page(request.GET.get("articles"))
    photos = Paginator(navigation.photographed_by(person), 24).get_page(request.GET.get("photos"))
    if not articles.paginator.count and not photos.paginator.count:
        raise Http404
    if slug != person.slug:
        return redirect(person, permanent=True)
    navigation.count_contributions([person])
    context = {
        "contributor": person,
        "articles": articles,
        "photos": photos,
        "house": house(Publication.objects.with_public_editions()),
        "later": later(articles=articles, photos=photos),
    }
    return render(request, "articles/contributor.html", context)
