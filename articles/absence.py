"""What an article's address answers where no public article stands: a redirect, a tombstone, or not found."""

from django.http import Http404
from django.shortcuts import redirect, render

from editions import absence

from . import navigation
from .models import Article


def answer(request, publication: str, day, page: str, number: int, view: str = "article"):
    """For the address of an article that is not public: moved, withdrawn, of a withdrawn edition, or unknown.

    One that has moved leads to its address of the name `view`.
    """
    date, label = day
    path = f"{date}.{label}/{page}/{number}" if label else f"{date}/{page}/{number}"
    if moved := navigation.at_former_address(publication, path):
        return lead_to(request, moved, view)
    if withdrawn := navigation.withdrawn_article(publication, day, number):
        return tombstone(request, withdrawn)
    return absence.answer(request, publication, day, lambda day: navigation.stands_at(publication, day, number))


def lead_to(request, found, view: str = "article"):
    """From a former address to an article (to its address of the name `view`) or a page: a redirect, a tombstone, or
    not found."""
    edition = found.edition
    if edition and edition.is_withdrawn:
        return absence.tombstone(request, edition)
    if isinstance(found, Article):
        if found.is_withdrawn:
            return tombstone(request, found)
        if not Article.objects.published().filter(pk=found.pk).exists():
            raise Http404
        return redirect(view, found.publication.slug, edition.day, found.page.number, found.number, permanent=True)
    if not edition.is_public:
        raise Http404
    return redirect(found, permanent=True)


def tombstone(request, article: Article):
    """The notice that stands where a withdrawn article was."""
    context = {"article": article, "edition": article.edition, "publication": article.publication}
    return render(request, "articles/withdrawn.html", context, status=410)
