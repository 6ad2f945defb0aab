"""The moves of the newsroom's day as buttons below a form: what was typed is saved first, then the move is made."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import workflow

# What each button says, and whether the line for a reason beside it goes with it.
BUTTONS = {
    "submit": (_("Save and submit for review"), False),
    "approve": (_("Save and approve"), True),
    "return_to_author": (_("Save and return to the author"), True),
    "take_back": (_("Save and take back"), False),
    "sign_proof": (_("Save and sign the next proof"), True),
    "sign_off": (_("Save and make public"), True),
    "reopen": (_("Save and take back into the newsroom"), True),
}


class Moves:
    """For the desk of articles, pages or editions, which has `make(verb, request, obj, reason)`.

    It makes the move and gives the sentence that says so, or raises Refused.
    """

    verbs: tuple[str, ...] = ()
    reason_label = _("Note or reason")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            verbs = workflow.open_moves(obj, request.user)
            context["moves"] = [(verb, BUTTONS[verb][0]) for verb in verbs]
            context["reason_label"] = self.reason_label if any(BUTTONS[verb][1] for verb in verbs) else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        """A button of a form that was opened a while ago may come too late: the refusal says so."""
        verb = request.POST.get("_move")
        if verb not in self.verbs:
            return super().response_change(request, obj)
        stored = self.get_object(request, str(obj.pk))
        try:
            sentence = self.make(verb, request, stored, _typed(request))
        except workflow.Refused as refusal:
            for line in [_("What you typed is saved."), *refusal.sentences]:
                self.message_user(request, line, messages.ERROR)
        else:
            self.log_change(request, obj, capfirst(sentence))
            self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(request.path)


def _typed(request) -> str:
    """The note or reason: a form that has its buttons twice has two places for it."""
    return "\n".join(filter(None, (text.strip() for text in request.POST.getlist("_reason"))))
