"""The search as readers see it."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from . import narrowing
from .filters import AdvancedForm, ArticleFilter
from .marking import carried
from .models import Article
from .results import listed
from .search import finding


@require_safe
def search(request):
    """What is printed, by its words and where they stand; whatever is typed, it answers."""
    # Who has put a search together gets it in the language: the address of the results says all of it.
    advanced = AdvancedForm(request.GET if "q" not in request.GET else None)
    if advanced.text:
        return redirect(f"{request.path}?{urlencode({'q': advanced.text})}")
    asked = ArticleFilter(request.GET, Article.objects.none(), request=request)
    question = asked.question
    context = {
        "form": asked.form,
        "advanced": advanced,
        "problems": asked.understood.problems,
        "asked": bool(question),
        "chosen": narrowing.chosen(asked, request.GET),
        "results": [],
    }
    if question:
        found = finding.find(*question, after=finding.Place.read(request.GET.get("after", "")), with_facets=True)
        context |= {"results": listed(found.articles), "found": found}
        context |= {"tree": question.tree, "carried": carried(question.tree), "counted": finding.COUNTED}
        context["families"] = narrowing.families(asked, found, request.GET)
        context["chart"] = narrowing.drawing(asked, found, request.GET)
    return render(request, "articles/search.html", context)
