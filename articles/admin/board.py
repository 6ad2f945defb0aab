"""The edition board and the checks of an edition, each at its address; and the way to the next edition's board."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import board, roles, stuck, workflow
from articles.checks import inspection
from editions.admin import STATES, edition_state, thumbnail
from editions.models import Edition, Publication

from .board_moves import MoveForm, make
from .findings import by_article

LOOK = ("editions.view_edition", "articles.view_article")


def next_board(request):
    """To the board of a paper's next edition: of the paper that the address names, else of one's own first."""
    if not request.user.has_perms(LOOK):
        raise PermissionDenied
    papers = list(Publication.objects.all())
    own = roles.papers_of(request.user, "articles.place_article")
    named = [paper for paper in papers if str(paper.pk) == request.GET.get("publication")]
    paper = next(iter(named or [paper for paper in papers if paper.pk in own] or papers), None)
    edition = paper and board.next_edition(paper)
    if edition:
        return redirect("admin:editions_edition_board", edition.pk)
    messages.warning(request, gettext("There is no edition yet: add one first."))
    return redirect("admin:editions_edition_changelist")


class EditionBoard:
    """For the desk of editions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:key>/board/", view(self.board_view), name="editions_edition_board"),
            path("<int:key>/findings/", view(self.findings_view), name="editions_edition_findings"),
            *super().get_urls(),
        ]

    @admin.display(description=_("board"))
    def board_link(self, edition):
        address = reverse("admin:editions_edition_board", args=[edition.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("open"))

    def board_view(self, request, key):
        edition = self._looked_at(request, key)
        if request.method == "POST":
            self._move(request, edition)
            return redirect(request.get_full_path())
        asked = board.Asked(request.GET.get("page", ""), request.GET.get("who", ""))
        shown = board.read(edition, request.user, asked)
        context = {
            "title": gettext("Board of %(edition)s") % {"edition": edition},
            "board": shown,
            "groups": stuck.groups(shown),
            "columns": [(column, thumbnail(column.page.facsimile)) for column in shown.columns],
            "state": STATES[edition_state(edition)],
            "may_bring_files": self.may_bring_files(request, edition),
            "hour": date_format(shown.hour, "SHORT_DATETIME_FORMAT"),
            **_same_on_every_card(request, shown),
        }
        return self._answer(request, edition, "board", context)

    def findings_view(self, request, key):
        """What the checks find in an edition; as a part of its board where the address asks for the fragment."""
        edition = self._looked_at(request, key)
        articles = by_article(inspection.of_edition(edition))
        blocking = [(each, finding) for each in articles for finding in each["findings"] if finding["is_blocking"]]
        context = {
            "title": gettext("Checks before print: %(edition)s") % {"edition": edition},
            "articles": articles,
            "in_view": blocking[: stuck.IN_VIEW],
            "others": blocking[stuck.IN_VIEW :],
            "blocking": len(blocking),
        }
        return self._answer(request, edition, "_counts" if "fragment" in request.GET else "findings", context)

    def _looked_at(self, request, key: int) -> Edition:
        if not request.user.has_perms(LOOK):
            raise PermissionDenied
        edition = board.edition_of(key)
        if edition is None:
            raise Http404
        return edition

    def _answer(self, request, edition, template, context):
        """The board needs the room in which the admin lists its desks."""
        site = {**self.admin_site.each_context(request), "is_nav_sidebar_enabled": False}
        context = {**site, "opts": self.opts, "edition": edition, **context}
        return TemplateResponse(request, f"admin/articles/board/{template}.html", context)

    def _move(self, request, edition):
        """Move a card as the form, the keys or the pointer ask; the sentence that says so, or why not, is left."""
        form = MoveForm(request.POST)
        try:
            article, sentence = make(edition, form, by=request.user)
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            if article.page_id != form.cleaned_data["seen"]:
                self.log_change(request, article, sentence)
            self.message_user(request, sentence, messages.SUCCESS)


def _same_on_every_card(request, shown: board.Board) -> dict[str, str]:
    """What of the cards' forms is the same on each: written once, for there are hundreds."""
    return {
        "here": request.get_full_path(),
        "destinations": render_to_string("admin/articles/board/_destinations.html", {"board": shown}),
        "steps": render_to_string("admin/articles/board/_steps.html"),
        "steps_from_pool": render_to_string("admin/articles/board/_steps.html", {"in_pool": True}),
    }
