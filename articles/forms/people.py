"""The forms of credits, and of merging and splitting the people behind them."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import people
from articles.models import ArticleCredit, Contributor, PhotoCredit

from .printed import LineField, NameField, as_printed
from .rows import OrderedRowForm


class CreditForm(OrderedRowForm):
    """A credit: a name alone is enough, and so is a contributor alone."""

    # What the people of such credits mostly did.
    usual_role = None
    name = as_printed(ArticleCredit, "name", NameField, required=False)
    affiliation = as_printed(ArticleCredit, "affiliation", LineField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "contributor" in self.fields:
            self.fields["contributor"].required = False
        if "role" in self.fields:
            self.fields["role"].required = False
            self.fields["role"].initial = self.usual_role

    def clean(self):
        cleaned = super().clean()
        if "role" in self.fields:
            cleaned["role"] = cleaned.get("role") or self.usual_role
        if not cleaned.get("name") and "name" not in self.errors:
            if contributor := cleaned.get("contributor"):
                cleaned["name"] = contributor.name
            else:
                self.add_error("name", _("A credit names a person or an agency."))
        return cleaned

    def save(self, commit=True):
        if not self.instance.contributor_id:
            self.instance.contributor = people.named(self.instance.name)
        return super().save(commit)


class ArticleCreditForm(CreditForm):
    usual_role = ArticleCredit.Role.TEXT

    class Meta:
        model = ArticleCredit
        fields = ["name", "affiliation", "role", "contributor", "order"]

    def siblings(self, credit):
        return credit.article.credits


class PhotoCreditForm(CreditForm):
    usual_role = PhotoCredit.Role.PHOTO

    class Meta:
        model = PhotoCredit
        fields = ["name", "affiliation", "role", "contributor", "order"]

    def siblings(self, credit):
        return credit.caption.credits


class MergeForm(forms.Form):
    """Which of several contributors stays."""

    into = forms.ModelChoiceField(
        Contributor.objects.none(), label=_("The one who stays"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args, contributors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = contributors


class SplitForm(forms.Form):
    """Which of a contributor's credits are another person's, and how that person is known."""

    name = Contributor._meta.get_field("name").formfield()
    distinction = Contributor._meta.get_field("distinction").formfield()
    article_credits = forms.ModelMultipleChoiceField(
        ArticleCredit.objects.none(), label=_("Articles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    photo_credits = forms.ModelMultipleChoiceField(
        PhotoCredit.objects.none(), label=_("Photos"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, article_credits, photo_credits, **kwargs):
        super().__init__(*args, **kwargs)
        for name, credits, article in (
            ("article_credits", article_credits, lambda credit: credit.article),
            ("photo_credits", photo_credits, lambda credit: credit.caption.article),
        ):
            self.fields[name].queryset = credits
            self.fields[name].label_from_instance = partial(_credit_label, article)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["article_credits"] and not cleaned["photo_credits"]:
            raise forms.ValidationError(_("Choose the credits that are another person's."))
        return cleaned


def _credit_label(article_of, credit) -> str:
    """`2024-03-01 本报记者 沈一苇 · 文字 — 渡口通了新车`; an article may name a person in two roles."""
    article = article_of(credit)
    day = article.edition.day if article.edition else ""
    return f"{day} {credit} · {credit.get_role_display()} — {article}".strip()
