"""A card's move on the edition board: as it was sent, and what it means for the pages as they stand."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.models import Article
from editions.models import Edition, Page

POOL = "pool"
UP, DOWN, PREVIOUS, NEXT = STEPS = ("up", "down", "previous", "next")
_LARGEST = 2**63 - 1


class MoveForm(forms.Form):
    """The article and what its mover saw; a step, or a page with a position from 1 or the article it goes before."""

    article = forms.IntegerField(min_value=1, max_value=_LARGEST)
    seen = forms.IntegerField(min_value=1, max_value=_LARGEST, required=False)
    signed_off = forms.BooleanField(required=False)
    step = forms.ChoiceField(choices=[(step, step) for step in STEPS], required=False)
    page = forms.CharField(required=False)
    position = forms.IntegerField(label=gettext_lazy("position"), min_value=1, max_value=_LARGEST, required=False)
    before = forms.IntegerField(min_value=1, max_value=_LARGEST, required=False)


def make(edition: Edition, form: MoveForm, *, by) -> tuple[Article, str]:
    """Make the move on this edition's board: the article, and the sentence that says where it stands, or Refused."""
    if not form.is_valid():
        raise workflow.Refused(*(f"{form[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()))
    wanted = form.cleaned_data
    seen = workflow.Seen(wanted["seen"], wanted["signed_off"])
    article = Article.objects.filter(pk=wanted["article"]).first() or Article(pk=wanted["article"])
    pages = list(edition.pages.order_by("order_key"))
    for page in pages:
        page.edition = edition
    page, before = _stepped(article, pages, wanted) if wanted["step"] else _chosen(article, pages, wanted)
    article = workflow.arrange(article, page, before, by=by, seen=seen)
    if not article.page:
        return article, _("“%(title)s” is in the copy pool now.") % {"title": article.title}
    said = {"title": article.title, "page": article.page.number, "place": article.order + 1}
    return article, _("“%(title)s” stands on %(page)s now, place %(place)d.") % said


def _chosen(article: Article, pages: list[Page], wanted: dict) -> tuple[Page | None, int | None]:
    """The page that was chosen, and the key of the article before which the place is; None where it is the last."""
    if wanted["page"] == POOL:
        return None, None
    page = next((page for page in pages if str(page.pk) == wanted["page"]), None)
    if page is None:
        raise workflow.Refused(_("This page is no longer in the edition; nothing was moved."))
    if wanted["before"] or not wanted["position"]:
        return page, wanted["before"]
    others = [key for key in _on(page) if key != article.pk]
    return page, dict(enumerate(others, 1)).get(wanted["position"])


def _stepped(article: Article, pages: list[Page], wanted: dict) -> tuple[Page | None, int | None]:
    """One place up or down on its page, or to the page beside it; the copy pool lies before the first page."""
    here = next((page for page in pages if page.pk == wanted["seen"]), None)
    if wanted["step"] in (PREVIOUS, NEXT):
        places = [None, *pages]
        at = places.index(here) + (1 if wanted["step"] == NEXT else -1)
        if not 0 <= at < len(places):
            raise workflow.Refused(_("There is no page beyond; nothing was moved."))
        return places[at], None
    if here is None:
        raise workflow.Refused(_("The copy pool has no order of its own; nothing was moved."))
    order = _on(here)
    at = order.index(article.pk) if article.pk in order else -1
    if wanted["step"] == UP and at == 0:
        raise workflow.Refused(_("“%(title)s” is the first on its page.") % {"title": article.title})
    if wanted["step"] == DOWN and at == len(order) - 1:
        raise workflow.Refused(_("“%(title)s” is the last on its page.") % {"title": article.title})
    following = at - 1 if wanted["step"] == UP else at + 2
    return here, order[following] if at >= 0 and following < len(order) else None


def _on(page: Page) -> list[int]:
    return list(page.articles.order_by("order", "number").values_list("pk", flat=True))
