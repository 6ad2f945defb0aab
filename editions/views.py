"""What readers see of publications, editions and pages.

Articles are another layer's: these views follow the reverse names `edition.articles` and `page.articles`, and ask them
for what is published.
"""

from datetime import date

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from . import absence, binding, facsimile, json_ld, navigation
from .description import describe_edition, describe_page, describe_pages, site_of
from .models import Publication


@require_safe
def publication(request, publication):
    """The paper's newest edition."""
    paper = get_object_or_404(Publication, slug=publication)
    newest = navigation.newest(paper)
    if newest is None:
        raise Http404
    return show_edition(request, newest)


@require_safe
def edition(request, publication, day):
    """Every page of the edition, with facsimile and headlines."""
    found = navigation.public_edition(publication, day)
    return show_edition(request, found) if found else absence.answer(request, publication, day)


def show_edition(request, edition):
    """The edition's page, for whichever address it was asked by."""
    context = edition_context(edition, edition.articles.published())
    site = site_of(request)
    pages = describe_pages(edition, context["pages"], site)
    context |= {
        "front_described": pages.get(context["front_page"]),
        "json_ld": json_ld.of_edition(describe_edition(edition, site), list(pages.values())),
    }
    return render(request, "editions/edition.html", context)


def edition_context(edition, articles) -> dict:
    """What the edition's template prints; `articles` are those of the edition that may be seen."""
    context = navigation.frame(edition, edition.articles.all())
    by_page = articles.by_page()
    for page in context["pages"]:
        page.headlines = by_page.get(page.pk, [])
    context["has_pdf"] = binding.is_offered(edition, context["pages"])
    context["front_page"] = navigation.front_page(context["pages"])
    context["month"] = navigation.months(edition.publication, edition.date, edition.date)[0]
    context["canonical"] = edition.get_absolute_url()
    return context


@require_safe
def edition_pdf(request, publication, day):
    """The PDF of all pages. As that of a page it is private, and withheld where something on it was withdrawn."""
    found = navigation.public_edition(publication, day)
    if found is None:
        return absence.answer(request, publication, day, lambda day: has_whole_pdf(publication, day))
    return whole_pdf(request, found)


def has_whole_pdf(publication, day) -> bool:
    found = navigation.public_edition(publication, day)
    return bool(found) and binding.has_something(found, list(found.pages.all()))


def whole_pdf(request, edition):
    """The answer with the PDF of an edition, for readers or for those who look at it beforehand."""
    pages = list(edition.pages.all())
    if binding.has_something(edition, pages) and not binding.is_offered(edition, pages):
        return absence.withheld(request, edition)
    try:
        content = binding.opened(edition, pages)
    except binding.NothingToBind as error:
        raise Http404 from error
    name = f"{edition.publication.slug}-{edition.day}.pdf"
    return FileResponse(content, content_type="application/pdf", filename=name)


@require_safe
def page(request, publication, day, number):
    """The facsimile with its regions, the page's headlines, and the ways on."""
    page = navigation.public_page(publication, day, number)
    if page is None:
        return absence.answer(request, publication, day, lambda day: navigation.public_page(publication, day, number))
    if page.number != number:
        return redirect(page, permanent=True)
    site = site_of(request)
    described = describe_page(page, describe_edition(page.edition, site), site)
    context = page_context(page, page.articles.model.objects.published())
    context |= {"described": described, "json_ld": json_ld.of_page(described)}
    return render(request, "editions/page.html", context)


def page_context(page, articles) -> dict:
    """What the page's template prints; `articles` are all that may be seen, of any page."""
    context = navigation.frame(page.edition, page.edition.articles.all())
    page.archived = next(other.archived for other in context["pages"] if other == page)
    headlines = list(articles.on_page(page))
    leaves = _leaves(page, headlines, context["pages"], articles)
    return context | {
        "page": page,
        "previous_page": navigation.pages_beside(context["pages"], leaves[0].page)[0],
        "next_page": navigation.pages_beside(context["pages"], leaves[-1].page)[1],
        "headlines": headlines,
        "leaves": leaves,
        "month": navigation.months(page.edition.publication, page.edition.date, page.edition.date)[0],
    }


def _leaves(page, headlines, pages, articles) -> list[facsimile.Leaf]:
    """The page by itself, or in print order with the one that was printed with it as one sheet."""
    regions = facsimile.regions_of(headlines, page)
    beside = [other for other in navigation.pages_beside(pages, page) if other and other.facsimile_shown]
    other = facsimile.spread_beside(regions, page, beside) if page.facsimile_shown else None
    found = [facsimile.Leaf(page, regions, facsimile.jumps(regions, page, other))]
    if other:
        there = list(articles.on_page(other))
        headlines += [article for article in there if article not in headlines]
        regions = facsimile.regions_of(there, other)
        found.append(facsimile.Leaf(other, regions, facsimile.jumps(regions, other, page)))
    return sorted(found, key=lambda leaf: leaf.page.order_key)


def has_pdf(publication, day, number) -> bool:
    page = navigation.public_page(publication, day, number)
    return bool(page and page.pdf)


@require_safe
def page_pdf(request, publication, day, number):
    """The page's PDF. The file itself is private: only a public page hands it out."""
    page = navigation.public_page(publication, day, number)
    if page is None:
        return absence.answer(request, publication, day, lambda day: has_pdf(publication, day, number))
    if page.number != number:
        return redirect("page-pdf", publication, day, page.number, permanent=True)
    if page.pdf and page.has_withdrawn:
        return absence.withheld(request, page.edition, page)
    try:
        content = page.pdf.open("rb")
    except (ValueError, OSError) as error:
        raise Http404 from error
    name = f"{publication}-{page.edition.day}-{page.number}.pdf"
    return FileResponse(content, content_type="application/pdf", filename=name)


@require_safe
def calendar(request, publication):
    """The calendar of the newest edition's year."""
    paper = get_object_or_404(Publication, slug=publication)
    newest = navigation.newest(paper)
    if newest is None:
        raise Http404
    return show_year(request, paper, newest.date.year)


@require_safe
def calendar_year(request, publication, year):
    """The twelve months of a year, the days with an edition linked."""
    return show_year(request, get_object_or_404(Publication, slug=publication), year)


def show_year(request, paper, year):
    """The year's page, for whichever address it was asked by."""
    years = navigation.years(paper)
    if year not in years:
        raise Http404
    context = {
        "publication": paper,
        "year": year,
        "years": years,
        "months": navigation.months(paper, date(year, 1, 1), date(year, 12, 31)),
        "canonical": reverse("calendar-year", args=[paper.slug, year]),
    }
    return render(request, "editions/calendar_year.html", context)


@require_safe
def calendar_month(request, publication, year, month):
    """A month, with the front page of every edition."""
    paper = get_object_or_404(Publication, slug=publication)
    first = date(year, month, 1)
    years = navigation.years(paper)
    if not years or not years[0] <= year <= years[-1]:
        raise Http404
    previous_month, next_month = navigation.months_beside(paper, first)
    context = {
        "publication": paper,
        "year": year,
        "years": years,
        "month": navigation.months(paper, first, first)[0],
        "front_pages": navigation.front_pages(paper, first, paper.articles.all()),
        "previous_month": previous_month,
        "next_month": next_month,
    }
    return render(request, "editions/calendar_month.html", context)
