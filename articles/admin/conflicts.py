"""Two people at one thing: a form that was opened before somebody else's change does not save over it.

The form carries a mark, a digest of every place as it was shown. Where a place has changed since, the answer is 409:
both texts beside each other, and for each place the choice between them.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparison, photos, workflow
from articles.models import Article
from editions import typed
from editions.models import Edition, Page
from editions.names import side_by_side

from . import places
from .sheets import Form, Sheet, digest_of, label_of

# The state from which the form was opened, and what the page of a conflict sends beside it.
OPENED, TAKE, CHOICE = "_opened", "_take", "_choice."
THEIRS, MINE = "theirs", "mine"
WHO = {
    (True, True): gettext_lazy("changed by both"),
    (True, False): gettext_lazy("changed by them"),
    (False, True): gettext_lazy("changed by you"),
    (False, False): gettext_lazy("different"),
}


@dataclass(frozen=True)
class Difference:
    """A place at which the stored text and the one that was sent differ: who changed it, and what is chosen for now."""

    key: str
    label: str
    by_them: bool
    by_me: bool
    choice: str
    lines: tuple[comparison.Line, ...] = ()
    theirs_picture: str = ""
    my_picture: str = ""
    # A file does not come through the page of a conflict: only the stored one can be chosen there.
    is_file: bool = False

    @property
    def name(self) -> str:
        return f"{CHOICE}{self.key}"

    @property
    def who(self) -> str:
        return WHO[self.by_them, self.by_me]


class AgainstStaleSaves:
    """For the desk of articles and of what belongs to one, of pages and of editions."""

    # The inlines whose rows are compared, and chosen, as one list.
    whole_lists: tuple = ()
    # Whether what was typed into a form whose row is gone can begin a new one.
    may_begin_anew = False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The comparison and the save are one transaction, in which nobody else writes the article."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            stale = self._stale(request, unquote(object_id))
            return stale or super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """A form that is shown again as it was sent keeps the mark with which it was opened."""
        if change and self.has_change_permission(request, obj):
            context["opened"] = request.POST.get(OPENED) or self._mark(self._shown(request, context, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _stale(self, request, object_id) -> TemplateResponse | None:
        """The page of the conflict, or None where what was sent can be saved; it is settled with what is stored."""
        obj = self._held(request, object_id)
        if obj is None:
            return self._gone(request) if OPENED in request.POST else None
        if not self.has_change_permission(request, obj):
            return None
        form = self._unbound(request, obj)
        theirs, mark = form.stored(), self._mark(form)
        opened, take = _read_mark(request.POST.get(OPENED, "")), request.POST.get(TAKE)
        stale = opened != json.loads(mark)
        if stale:
            self._keep_pictures(request, form)
        mine = form.sent(request.POST, request.FILES)
        if not stale and not take and mine.has_rows_of(theirs):
            return None
        differences = _differences(form, theirs, mine, opened, request.POST)
        if any(each.by_them for each in differences):
            return self._conflict_page(request, obj, differences, mark)
        request.POST = _settled(form, theirs, mine, differences, request.POST, mark)
        for each in differences:
            if each.choice == THEIRS and each.key in form.files:
                request.FILES.pop(each.key, None)
        if take == "edit":
            sentence = _("Nothing is saved yet: look over what you have chosen, and save.")
            typed.show_unsaved(request, sentence, request.POST)
        return None

    def _held(self, request, object_id):
        """What is to be changed as it is stored, nobody else writing it until the transaction ends."""
        found = self.get_object(request, object_id)
        if found is None:
            return None
        going_to = request.POST.get("page", "")
        stays = not (going_to.isdecimal() and len(going_to) < 19) or going_to == str(getattr(found, "page_id", ""))
        workflow.locked(_thing(found), None if stays else Page.objects.filter(pk=going_to).first())
        if isinstance(found, Edition):
            list(found.pages.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
        return self.get_object(request, object_id)

    def _shown(self, request, context, obj) -> Form:
        """The form and its lists as they are about to be shown: the mark is that of what is seen, not of what is stored
        a moment later."""
        lists = context["inline_admin_formsets"]
        if context["adminform"].form.is_bound:
            return self._unbound(request, obj)
        return self._form(request, obj, context["adminform"].form, [(each.formset, each.opts) for each in lists])

    def _unbound(self, request, obj) -> Form:
        """The form and its lists over what is stored, as the desk shows them."""
        form = self.get_form(request, obj, change=True)(instance=obj)
        lists = [
            (kind(instance=obj, prefix=kind.get_default_prefix(), queryset=inline.get_queryset(request)), inline)
            for kind, inline in self.get_formsets_with_inlines(request, obj)
        ]
        return self._form(request, obj, form, lists)

    def _form(self, request, obj, form, lists) -> Form:
        whole = {formset.prefix for formset, inline in lists if type(inline) in self.whole_lists}
        shown = {formset.prefix for formset, inline in lists if not inline.has_change_permission(request, obj)}
        return Form(form, [formset for formset, _inline in lists], frozenset(whole), frozenset(shown))

    def _mark(self, form: Form) -> str:
        return json.dumps({key: digest_of(value) for key, value in form.places(form.stored()).items()})

    def _keep_pictures(self, request, form: Form) -> None:
        """Pictures that came for captions are kept, and chosen in the form: no file can be put back into one."""
        posted, files, lost = request.POST.copy(), request.FILES.copy(), []
        zone = workflow.publication_of(form.form.instance).zone
        fields = {"": form.form.fields} | {prefix: each.empty_form.fields for prefix, each in form.formsets.items()}
        for name, file in request.FILES.items():
            start, _dash, own = name.rpartition("-")
            beside = fields.get(start.rpartition("-")[0], {})
            if own not in beside or "photo" not in beside:
                continue
            del files[name]
            try:
                posted[f"{start}-photo" if start else "photo"] = str(photos.kept(beside[own].clean(file), zone).pk)
            except forms.ValidationError:
                lost.append(file.name)
        request.POST, request._files = posted, files
        self._say_lost(request, lost)

    def _say_lost(self, request, names: list[str]) -> None:
        if names:
            sentence = _("These files could not be kept; choose them again: %(names)s.")
            self.message_user(request, sentence % {"names": side_by_side(names)}, messages.WARNING)

    def _conflict_page(self, request, obj, differences, mark) -> TemplateResponse:
        self._say_lost(request, [file.name for file in request.FILES.values()])
        context = {
            **self.admin_site.each_context(request),
            "title": _("“%(title)s” has been changed meanwhile") % {"title": _thing(obj)},
            "opts": self.opts,
            "original": obj,
            "address": request.get_full_path(),
            "differences": differences,
            "opened": mark,
            "latest": _latest(_thing(obj)),
            "carried": _carried(request.POST),
            "move": request.POST.get("_move", ""),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/conflict.html", context, status=409)

    def _gone(self, request) -> TemplateResponse:
        """Somebody has deleted what was being changed: what was typed is there to be copied, or to begin anew."""
        sentence = _("This has been deleted meanwhile, and what you typed is not saved.")
        context = {}
        if self.may_begin_anew and self.has_add_permission(request):
            context = {
                "anew": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"),
                "anew_label": _("Begin a new article with it"),
                "carried": [*_carried(_without_rows(request.POST)), (typed.UNSAVED, "1")],
            }
        return typed.page_to_copy(request, self.admin_site, self.model, sentence, 409, **context)


def _thing(obj) -> Article | Page | Edition:
    """The article, page or edition that a row of a desk is, or belongs to."""
    return obj if isinstance(obj, (Article, Page, Edition)) else obj.article


def _latest(thing: Article | Page | Edition) -> tuple[User | None, datetime] | None:
    """Who saved it last, and when, as far as that is kept: by an article's newest version, or by the desk's log."""
    if isinstance(thing, Article):
        version = thing.versions.select_related("created_by").first()
        return version and (version.created_by, version.created_at)
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))
    entry = entries.select_related("user").first()
    return entry and (entry.user, entry.action_time)


def _read_mark(text: str) -> dict[str, str]:
    """The mark that a form carries; a form without one says nothing of how it was opened."""
    try:
        mark = json.loads(text)
    except ValueError:
        return {}
    return mark if isinstance(mark, dict) else {}


def _differences(form: Form, theirs: Sheet, mine: Sheet, opened: dict, posted: QueryDict) -> list[Difference]:
    """Every place at which the two differ. A row that only one of them has is one place."""
    stored, sent = form.places(theirs), form.places(mine)
    found = []
    for key in [*stored, *(key for key in sent if key not in stored)]:
        row = key.rpartition(".")[0]
        if row and "." in row and (row in stored) != (row in sent):
            continue
        if (key in stored) == (key in sent) and stored[key] == sent[key]:
            continue
        by_them, by_me = (_state(places, key) != _marked(opened, key) for places in (stored, sent))
        chosen = posted.get(f"{CHOICE}{key}", "")
        choice = chosen if chosen in (THEIRS, MINE) else MINE if by_me else THEIRS
        found.append(
            Difference(
                key,
                label_of(form, key),
                by_them,
                by_me,
                choice,
                *places.compared(form, key, theirs, mine),
                is_file=key in form.files,
            )
        )
    return found


def _state(places: dict, key: str) -> dict[str, str]:
    """The digests of a place and of what belongs to it; of a row, of its fields."""
    return {each: digest_of(value) for each, value in places.items() if each == key or each.startswith(f"{key}.")}


def _marked(opened: dict, key: str) -> dict[str, str]:
    return {each: digest for each, digest in opened.items() if each == key or each.startswith(f"{key}.")}


def _settled(form, theirs, mine, differences, posted, mark) -> QueryDict:
    choices = {each.key: each.choice for each in differences}
    settled = form.settled(theirs, mine, posted, lambda key: choices.get(key, THEIRS) == THEIRS)
    for name in [name for name in settled if name == TAKE or name.startswith(CHOICE)]:
        del settled[name]
    settled[OPENED] = mark
    return settled


def _carried(posted: QueryDict) -> list[tuple[str, str]]:
    """What was sent, to be sent again: without the marks, the choices and the moves."""
    left_out = {"csrfmiddlewaretoken", OPENED, TAKE, "_move", typed.UNSAVED}
    return [
        (name, text)
        for name, texts in posted.lists()
        for text in texts
        if name not in left_out and not name.startswith(CHOICE) and "__prefix__" not in name
    ]


def _without_rows(posted: QueryDict) -> QueryDict:
    """What was sent with every row as a new one."""
    anew = posted.copy()
    for name in posted:
        if name.endswith("-INITIAL_FORMS"):
            anew[name] = "0"
        elif name.count("-") == 2 and name.endswith(("-id", "-article")):
            del anew[name]
    return anew
