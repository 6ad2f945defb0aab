"""The page on which an article or an edition is withdrawn from its readers, or given back to them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import masking, workflow
from articles.models import Article
from editions import typed


class RestorationForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("stays in the house"),
    )


class WithdrawalForm(RestorationForm):
    notice = forms.CharField(
        label=gettext_lazy("Notice to readers"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("stands at every address of what is withdrawn"),
    )


class Withdrawals:
    """For the desk of articles or editions."""

    def get_urls(self):
        view = typed.form_view(self, self.withdrawal_view)
        return [path("<int:key>/withdrawal/", view, name=f"{_kind(self)}_withdrawal"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["withdrawn"] = obj if obj.withdrawn_at else None
            context["withdrawal"] = next(
                (verb for verb in ("withdraw", "restore") if not workflow.why_not_withdraw(verb, obj, request.user)), ""
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def withdrawal_view(self, request, key):
        thing = get_object_or_404(self.model.objects.select_related("publication"), pk=key)
        if not (self.has_view_permission(request, thing) and request.user.has_perm("articles.withdraw_article")):
            raise PermissionDenied
        verb = "restore" if thing.withdrawn_at else "withdraw"
        form = (RestorationForm if thing.withdrawn_at else WithdrawalForm)(request.POST or None)
        why_not = workflow.why_not_withdraw(verb, thing, request.user)
        if typed.UNSAVED not in request.POST and form.is_valid():
            try:
                getattr(workflow, verb)(thing, **form.cleaned_data, by=request.user)
            except workflow.Refused as refusal:
                why_not = str(refusal)
            else:
                sentence = (
                    _("Withdrawn: readers find the notice.") if verb == "withdraw" else _("Readers have it again.")
                )
                self.log_change(request, thing, sentence)
                self.message_user(request, sentence, messages.SUCCESS)
                return redirect(reverse(f"admin:{_kind(self)}_change", args=[thing.pk]))
        titles = {"withdraw": _("Withdraw “%(title)s”"), "restore": _("Give “%(title)s” back to its readers")}
        context = {
            **self.admin_site.each_context(request),
            "title": titles[verb] % {"title": thing},
            "opts": self.opts,
            "thing": thing,
            "change_address": reverse(f"admin:{_kind(self)}_change", args=[thing.pk]),
            "verb": verb,
            "form": form,
            "why_not": why_not,
            "pages": _pictures(thing) if isinstance(thing, Article) else [],
            "beside": _same_text(thing) if isinstance(thing, Article) else [],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/withdrawal.html", context)


def _kind(desk) -> str:
    return f"{desk.opts.app_label}_{desk.opts.model_name}"


def _pictures(article: Article) -> list[dict]:
    """What becomes of the picture of each page that an article lies on."""
    marked = {region.page_id for region in article.regions.all()}
    return [
        {"page": page, "is_covered": page.pk in marked}
        for page in masking.pages_of(article).select_related("edition__publication")
        if page.facsimile or page.pdf
    ]


def _same_text(article: Article):
    """The other articles that readers go on seeing with this one's text, or with more of it."""
    tied = Article.objects.published().select_related("publication", "edition", "page").prefetch_related("captions")
    return [*tied.filter(repeats=article), *tied.filter(continues=article), *tied.filter(pk=article.repeats_id)]
