"""Notes on an article (批注) above its form: a thread of its own, which neither saves the article nor waits for it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import mentions, workflow
from articles.models import Mention, Note
from articles.workflow.notes import may_note, why_not_settle
from editions import typed
from editions.admin import colleague
from editions.names import side_by_side
from editions.staff import name_of

from .reviews import Signed


class NoteForm(forms.Form):
    """What somebody writes; whom it names is the workflow's to read."""

    text = forms.CharField(
        label=gettext_lazy("A note on this article"),
        max_length=2000,
        error_messages={
            "required": gettext_lazy("Please write the note."),
            "max_length": gettext_lazy("A note has at most %(limit_value)d characters; this one has %(show_value)d."),
        },
        widget=forms.Textarea(attrs={"rows": 2, "id": "note-text", "data-mentions": True}),
    )


class Notes:
    """For the desk of articles: their thread of notes, and the address to which a note or a tick is sent.

    A script sends it in place, and gets the thread back; without, the answer leads back to the article's form.
    """

    def get_urls(self):
        view = typed.form_view(self, self.notes_view)
        return [path("<int:key>/notes/", view, name="articles_article_notes"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            context |= thread_of(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def notes_view(self, request, key):
        """The thread on a page of its own, where what was refused still stands as it was typed."""
        article = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        form = NoteForm(request.POST if "text" in request.POST else None)
        said, refused = [], []
        if request.method == "POST" and typed.UNSAVED not in request.POST:
            try:
                said = _settled(request, article) if "settle" in request.POST else _written(request, article, form)
            except workflow.Refused as refusal:
                refused = refusal.sentences
        in_place = request.headers.get("X-Requested-With") == "fetch"
        if said and not in_place:
            self.message_user(request, " ".join(said), messages.SUCCESS)
            return redirect(reverse("admin:articles_article_change", args=[article.pk]) + "#notes")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Notes on “%(title)s”") % {"title": article.title},
            "opts": self.opts,
            "article": article,
            "original": article,
            "said": refused or said,
            "refused": bool(refused),
            **thread_of(article, request.user, NoteForm() if said else form),
        }
        template = "admin/articles/_notes.html" if in_place else "admin/articles/article/notes.html"
        return TemplateResponse(request, template, context, status=400 if refused else 200)


def thread_of(article, user, form=None) -> dict:
    """What the template of an article's notes shows to a member of staff."""
    asked = Prefetch("mentions", Mention.objects.select_related("user"))
    notes = list(article.notes.select_related("author", "settled_by").prefetch_related(asked))
    for note in notes:
        note.pieces = mentions.pieces(note.text, [mention.user for mention in note.mentions.all()])
        note.is_mine_to_settle = not why_not_settle(note, user)
    writing = may_note(user)
    return {
        "thread": notes,
        "waiting": sum(not note.settled_at for note in notes),
        "note_form": (form or NoteForm()) if writing else None,
        "colleagues": mentions.spellings(workflow.readers().order_by("username")) if writing else [],
    }


def _written(request, article, form) -> list[str]:
    """Write the note; the sentences that say so, and who is asked."""
    if not form.is_valid():
        raise workflow.Refused(*(error for errors in form.errors.values() for error in errors))
    note = workflow.note(article, form.cleaned_data["text"], by=request.user)
    names = [name_of(mention.user) for mention in note.mentions.select_related("user")]
    said = [_("The note is written.")]
    if names:
        said.append(_("It waits for %(names)s.") % {"names": side_by_side(names)})
    nobody = [note.text[at.start : at.end] for at in mentions.read(note.text, User.objects.all()) if not at.people]
    return said + [_("“%(name)s” is nobody’s name: nobody is asked by it.") % {"name": name} for name in nobody]


def _settled(request, article) -> list[str]:
    """Tick a note of this article off; the sentence that says so."""
    key = request.POST["settle"]
    note = article.notes.filter(pk=key).first() if key.isdecimal() else None
    if note is None:
        raise Http404
    workflow.settle(note, by=request.user)
    return [_("The note is ticked off.")]


AUTHOR, SETTLED_BY = colleague(Note, "author"), colleague(Note, "settled_by")


@admin.register(Note)
class NoteAdmin(Signed):
    ordering = ["-at", "-id"]
    list_display = ["moment", AUTHOR, "text", "article", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "article__publication"]
    list_select_related = ["article", "author", "settled_by"]
    search_fields = ["text", "article__headline", "author__username"]
    fields = ["article", AUTHOR, "text", "moment", "settled_at", SETTLED_BY]
    readonly_fields = [AUTHOR, "moment", SETTLED_BY]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("article__captions")
