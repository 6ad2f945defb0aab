"""After sign-off an article's form proposes what is typed, and a page of its own shows the proposal to decide of."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photos, versions, workflow
from articles.forms import ArticleForm
from articles.models import Article, PhotoCaption, ProposedCorrection
from editions import typed

from .moves import typed_beside
from .reading import as_compared

# What an article's form says beside the text: it is not frozen, and is stored at once. Keywords go with the text.
BESIDE_THE_TEXT = tuple(name for name in ArticleForm._meta.fields if name not in (*versions.PRINTED, "keywords"))


class DecisionForm(forms.Form):
    """What becomes of a proposed correction, and what readers or its author are told."""

    note = forms.CharField(
        label=gettext_lazy("Note to readers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("stands on the article and in the paper's list of corrections once it is public"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for declining"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


class Corrections:
    """For the desk of articles."""

    def get_urls(self):
        view = typed.form_view(self, self.correction_view)
        return [path("<int:key>/correction/", view, name="articles_article_correction"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.is_frozen and self.has_change_permission(request, obj):
            why_not = workflow.why_not_correct(obj, request.user)
            context["warning"] = why_not or _(
                "This article is signed off. What you change in its text is proposed as a correction: readers keep the "
                "present text until somebody who wrote neither approves it."
            )
            context["proposes"] = not why_not
        return super().render_change_form(request, context, add, change, form_url, obj)

    def keep_uploads(self, formsets) -> None:
        """Pictures come into the paper's keeping before what is typed about them is proposed."""
        for formset in formsets:
            if formset.model is PhotoCaption:
                for upload in filter(None, (form.cleaned_data.get("upload") for form in formset.forms)):
                    photos.kept(upload, formset.instance.publication.zone)

    def propose(self, request, form, record) -> None:
        """Store what was changed beside the text, and propose the text; refused, it is kept among the versions."""
        article = Article.objects.select_related("edition", "page", "publication").get(pk=form.instance.pk)
        if changed := [name for name in form.changed_data if name in BESIDE_THE_TEXT]:
            for name in changed:
                setattr(article, name, form.cleaned_data[name])
            with workflow.revision(article, by=request.user):
                if "embargo" in changed:
                    workflow.set_embargo(article, article.embargo, by=request.user)
                workflow.place(article, article.page, article.order, by=request.user)
        try:
            workflow.correct(article, record, typed_beside(request, "_note"), by=request.user)
        except workflow.Refused as refusal:
            versions.keep(article, record, by=request.user, note=str(refusal)[:500])
            sentence = _("The text was not proposed; what you typed is kept among the versions. %(why)s")
            request.proposed = messages.ERROR, sentence % {"why": refusal}
        else:
            sentence = _("Proposed as a correction. Readers keep the present text until somebody approves it.")
            request.proposed = messages.SUCCESS, sentence
        # What follows names the article as it stands.
        form.instance.refresh_from_db()

    def construct_change_message(self, request, form, formsets, add=False):
        if hasattr(request, "proposed"):
            return _("Proposed a correction.")
        return super().construct_change_message(request, form, formsets, add)

    def response_change(self, request, obj):
        if hasattr(request, "proposed"):
            level, sentence = request.proposed
            self.message_user(request, sentence, level)
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def correction_view(self, request, key):
        article = get_object_or_404(Article.objects.select_related("publication", "edition"), pk=key)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        proposed = article.proposed_corrections.select_related("version", "proposed_by", "decided_by")
        waiting = proposed.filter(state=ProposedCorrection.State.WAITING).first()
        form = DecisionForm(request.POST or None, initial={"note": waiting.note if waiting else ""})
        if request.method == "POST" and typed.UNSAVED not in request.POST and self._decide(request, article, waiting):
            return redirect(reverse("admin:articles_article_correction", args=[article.pk]))
        compared = {}
        if waiting:
            compared = as_compared(versions.read(article), versions.record_in(waiting.version))
        verbs = ("approve_correction", "decline_correction")
        why_not = {verb: workflow.why_not_decide(verb, waiting, request.user) if waiting else "" for verb in verbs}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Correction of “%(title)s”") % {"title": article.title},
            "opts": self.opts,
            "article": article,
            "waiting": waiting,
            "why_not": why_not["approve_correction"],
            "may": {verb: bool(waiting and not sentence) for verb, sentence in why_not.items()},
            "decided": proposed.exclude(state=ProposedCorrection.State.WAITING),
            **compared,
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/article/correction.html", context)

    def _decide(self, request, article, waiting) -> bool:
        """Make the decision that was sent with the key of the proposal that was shown; whether it was made."""
        if not waiting or str(waiting.pk) != request.POST.get("correction"):
            self.message_user(request, _("This correction was decided of meanwhile."), messages.ERROR)
            return False
        said = {name: request.POST.get(name, "") for name in ("note", "reason")}
        try:
            if "_approve" in request.POST:
                workflow.approve_correction(waiting, by=request.user, note=said["note"])
                sentence = _("Approved: the corrected text has taken the place of the former.")
            else:
                workflow.decline_correction(waiting, said["reason"], by=request.user)
                sentence = _("Declined: the text stays as it is.")
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        self.log_change(request, article, sentence)
        self.message_user(request, sentence, messages.SUCCESS)
        return True
