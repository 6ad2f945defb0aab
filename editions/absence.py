"""What an address answers where no public edition or page stands: a redirect, a tombstone, or not found."""

from collections.abc import Callable

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from .models import Edition, Page


def answer(request, publication: str, day, stands: Callable[[tuple], object] = lambda day: True):
    """For an address at or below the edition of `day`.

    The other dates of an edition of several days (合刊) lead to its first if what was asked for `stands` there, a
    withdrawn edition shows its notice, and all else is not found: nobody learns of a draft.
    """
    date, label = day
    editions = Edition.objects.select_related("publication").filter(publication__slug=publication, label=label)
    withdrawn = editions.filter(date=date, withdrawn_at__isnull=False).first()
    if withdrawn and withdrawn.is_withdrawn:
        return tombstone(request, withdrawn)
    spanning = editions.filter(date__lt=date, through__gte=date).order_by("-date").first()
    if spanning and (spanning.is_withdrawn or (spanning.is_public and stands((spanning.date, label)))):
        match = request.resolver_match
        return redirect(reverse(match.view_name, kwargs={**match.kwargs, "day": spanning.day}), permanent=True)
    raise Http404


def withheld(request, edition: Edition, page: Page | None = None):
    """What stands where the PDF of an edition or of one page was, since it shows something that was withdrawn."""
    context = {"page": page, "edition": edition, "publication": edition.publication}
    return render(request, "editions/withheld.html", context, status=410)


def tombstone(request, edition: Edition):
    """The notice that stands where a withdrawn edition was."""
    context = {"edition": edition, "publication": edition.publication}
    return render(request, "editions/withdrawn.html", context, status=410)
