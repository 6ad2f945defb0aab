"""The moves of the newsroom's day as buttons below a form: what was typed is saved first, then the move is made.

Whose role moves a thing without changing it, such as a proofreader's, has the buttons below what is shown.
"""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import workflow
from editions import typed


class Button(NamedTuple):
    """What a button says below a form, and below what is only shown; whether a line for a reason goes with it."""

    saving: str
    alone: str
    has_reason: bool


BUTTONS = {
    "submit": Button(_("Save and submit for review"), _("Submit for review"), False),
    "approve": Button(_("Save and approve"), _("Approve"), True),
    "return_to_author": Button(_("Save and return to the author"), _("Return to the author"), True),
    "take_back": Button(_("Save and take back"), _("Take back"), False),
    "sign_proof": Button(_("Save and sign the next proof"), _("Sign the next proof"), True),
    "sign_off": Button(_("Save and make public"), _("Make public"), True),
    "reopen": Button(_("Save and take back into the newsroom"), _("Take back into the newsroom"), True),
}


class ShownWhenRefused:
    """For a desk that saves through the workflow: what a rule refuses is shown as it was typed, with the sentence."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except workflow.Refused as refusal:
            names = [file.name for file in request.FILES.values()]
            typed.show_unsaved(request, str(refusal), request.POST, names)
            return super().changeform_view(request, object_id, form_url, extra_context)


# Where a reason lies whose move was refused, until its form is shown again.
KEPT = "typed_beside"


class Moves:
    """For the desk of articles, pages or editions, which has `make(verb, request, obj, reason)`.

    It makes the move and gives the sentence that says so, or raises Refused.
    """

    verbs: tuple[str, ...] = ()
    reason_label = _("Note or reason")
    # Whether a reason may be given for a change without any move.
    says_why = False

    def seen(self, request, obj) -> str:
        """A mark of what is shown, sent with the buttons: a move is not made over what nobody has seen."""
        return ""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            verbs = workflow.open_moves(obj, request.user)
            saves = self.has_change_permission(request, obj)
            context["moves"] = [(verb, BUTTONS[verb].saving if saves else BUTTONS[verb].alone) for verb in verbs]
            context["reason"] = typed_beside(request, "_reason") or _kept(request)
            context["note"] = typed_beside(request, "_note")
            context["seen"] = self.seen(request, obj)
            has_reason = any(BUTTONS[verb].has_reason for verb in verbs) or (self.says_why and saves)
            context["reason_label"] = self.reason_label if has_reason else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id and request.POST.get("_move") in self.verbs:
            shown = self.get_object(request, unquote(object_id))
            if shown and self.has_view_permission(request, shown) and not self.has_change_permission(request, shown):
                return self._moved(request, shown)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_change(self, request, obj):
        if request.POST.get("_move") not in self.verbs:
            return super().response_change(request, obj)
        return self._moved(request, self.get_object(request, str(obj.pk)), _("What you typed is saved."))

    def _moved(self, request, obj, *before):
        """A button of a form that was opened a while ago may come too late: the refusal says so."""
        try:
            sentence = self.make(request.POST["_move"], request, obj, typed_beside(request, "_reason"))
        except workflow.Refused as refusal:
            for line in [*before, *refusal.sentences]:
                self.message_user(request, line, messages.ERROR)
            request.session[KEPT] = [request.path, typed_beside(request, "_reason")]
        else:
            self.log_change(request, obj, capfirst(sentence))
            self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(request.path)


def _kept(request) -> str:
    """What was typed beside a button whose move was refused: it stands there again, once."""
    path, reason = request.session.get(KEPT, ("", ""))
    if path != request.path:
        return ""
    del request.session[KEPT]
    return reason


def typed_beside(request, name: str) -> str:
    """What was typed beside the buttons: a form that has them twice has two places for it."""
    return "\n".join(dict.fromkeys(filter(None, (text.strip() for text in request.POST.getlist(name)))))
