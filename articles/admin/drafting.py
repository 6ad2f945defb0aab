"""What the forms ask while somebody writes: a paste cleaned, a printed credit read. Nothing is stored by it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from articles import clipboard, people, richtext
from articles.checks import bylines
from articles.forms import ReadLineField, line_of
from articles.models import ArticleCredit

# What is added to the forms of articles and captions, each module one thing.
DRAFTING = [
    Script(f"articles/admin/{name}.js", type="module") for name in ("paste", "counting", "reading-people", "order")
]
# A line longer than its column is no byline; the form says so.
LONGEST = 500


class Drafting:
    """For the desk of articles."""

    def get_urls(self):
        def at(address, view):
            return path(address, self.admin_site.admin_view(view), name=f"articles_article_{address.rstrip('/')}")

        return [at("pasted/", self.pasted), at("credited/", self.credited), *super().get_urls()]

    @method_decorator(require_POST)
    def pasted(self, request):
        """What was pasted as the body would keep it: `html`, or the `text` of a paste without markup."""
        self._check_role(request)
        html, text = request.POST.get("html", ""), request.POST.get("text", "")
        body = richtext.canonical(html) if html else richtext.from_text(text.splitlines())
        return JsonResponse({"body": body, "notice": _left_out(clipboard.pictures(html))})

    @method_decorator(require_GET)
    def credited(self, request):
        """The people whom a `byline` or a `credit_line` names, as saving it would credit them."""
        self._check_role(request)
        kind = "byline" if "byline" in request.GET else "credit_line"
        line = ReadLineField(required=False).clean(request.GET.get(kind, ""))[:LONGEST]
        found = {"byline": people.in_byline, "credit_line": people.in_credit_line}[kind](line)
        context = {"people": _shown(found, request.GET.get("edition", "")), "line": line.strip()}
        return TemplateResponse(request, "admin/articles/_credited.html", context)

    def _check_role(self, request):
        if not (self.has_view_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied


def _shown(found, edition: str) -> list[dict]:
    """The people as the template shows them; `edition` is the key of the article's own, empty in the copy pool."""
    is_key = edition.isascii() and edition.isdecimal() and len(edition) < 18
    known = bylines.acquainted([credit.name for credit in found], int(edition) if is_key else None)
    return [
        {
            "credit": credit,
            "role": ArticleCredit.Role(credit.role),
            "line": line_of(credit),
            "known": credit.name in known,
        }
        for credit in found
    ]


def _left_out(pictures: int) -> str:
    if not pictures:
        return ""
    return ngettext(
        "%(count)d picture was left out of the text: upload it under “Photo captions” below.",
        "%(count)d pictures were left out of the text: upload them under “Photo captions” below.",
        pictures,
    ) % {"count": pictures}


class SaysWhatItRead:
    """For the desks whose forms take a new picture: what was filled in from the picture's file is said."""

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for row in formset.forms:
            self.say_what_was_read(request, row)

    def say_what_was_read(self, request, form):
        if filled := getattr(form, "filled", ()):
            labels = pgettext("between the parts of a place", ", ").join(
                str(form.fields[name].label) for name in filled
            )
            sentence = _("Read from the file of the new picture: %(fields)s. Please check.")
            self.message_user(request, sentence % {"fields": labels}, messages.INFO)
