"""What was typed into a form that could not be saved: shown in the form again, unsaved, or laid out to be copied."""

import re
from html import unescape

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, IntegerField
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .names import side_by_side

# A form posted with this is shown as it was typed, and nothing of it is saved.
UNSAVED = "_unsaved"
# What is typed, and is no field of what the form is about.
BESIDE = {
    "_reason": gettext_lazy("Note or reason"),
    "_note": gettext_lazy("Note to readers on the correction"),
    "text": gettext_lazy("Note"),
    "note": gettext_lazy("Note to readers"),
    "notice": gettext_lazy("Notice to readers"),
    "reason": gettext_lazy("Reason"),
}
# What is no typing: buttons, marks, keys of rows, and what nobody else is to read.
_HIDDEN = re.compile(
    r"(^|-)(_(?!reason$|note$).*|csrfmiddlewaretoken|id|DELETE|(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS)$|password|__prefix__"
)


def unsaved(form_class):
    """The form as it is shown only: whatever was typed into it, it is not found valid, and so it is not saved."""

    class Unsaved(form_class):
        def is_valid(self):
            return False

    return Unsaved


class AnyForm:
    """What every desk does with a form that could not be saved: it shows it again as it was typed, unsaved."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return unsaved(form) if UNSAVED in request.POST else form


def form_view(desk, view):
    """For an address of a desk at which something is typed beside its forms: it is kept as what is typed into them.

    Such a view shows what was sent with `UNSAVED` again, and does nothing.
    """
    kept = desk.admin_site.admin_view(view)
    kept.model_admin, kept.is_form = desk, True
    return kept


def show_unsaved(request, sentence: str, posted: QueryDict, files=()) -> None:
    """Have the request's form shown as it was typed, below that sentence; files cannot be put back into a form.

    No button counts as pressed: a move is made by whoever may only look at a form, too.
    """
    posted = posted.copy()
    posted.pop("_move", None)
    posted[UNSAVED] = "1"
    request.method, request.POST = "POST", posted
    messages.warning(request, sentence)
    if files:
        sentence = _("Please choose these files again: %(names)s.")
        messages.warning(request, sentence % {"names": side_by_side(files)})


def lines(posted: QueryDict, model) -> list[tuple[str, str]]:
    """What somebody typed into a form of that model, as (label, text), markup left out; choices are passed over."""
    found = []
    for name, texts in posted.lists():
        label = "" if _HIDDEN.search(name) else _label(name, model)
        found += [(label, _plain(text)) for text in texts if label and text.strip()]
    return found


def page_to_copy(request, site, model, sentence: str, status: int, **context) -> TemplateResponse:
    """A page with that sentence and what was typed, to be copied."""
    context = {
        **site.each_context(request),
        "title": _("What you typed is not saved"),
        "sentence": sentence,
        "typed": lines(request.POST, model),
        "opts": model._meta,
        **context,
    }
    reply = TemplateResponse(request, "admin/typed.html", context, status=status)
    add_never_cache_headers(reply)
    return reply


def _label(name: str, model) -> str:
    """`captions-0-text` is “Photo caption 1 · Caption”; "" for a choice; what no field is called keeps its name."""
    prefix, _dash, own = name.rpartition("-")
    prefix, _dash, row = prefix.rpartition("-")
    try:
        if prefix:
            model = model._meta.get_field(prefix).related_model
        field = model._meta.get_field(re.sub(r"_[01]$", "", own))
    except FieldDoesNotExist:
        return BESIDE.get(name, name)
    if field.is_relation or field.choices or isinstance(field, (BooleanField, IntegerField)):
        return ""
    label = capfirst(field.verbose_name)
    return f"{capfirst(model._meta.verbose_name)} {int(row) + 1} · {label}" if row.isdecimal() else label


def _plain(text: str) -> str:
    """A text to be copied; of a body its words, each block on a line of its own."""
    if not text.lstrip().startswith("<"):
        return text
    words = unescape(strip_tags(re.sub(r"(?i)</(p|h[1-6]|li|tr|blockquote)>|<br ?/?>", "\n", text)))
    return "\n".join(line for line in words.splitlines() if line.strip())
