"""The newsroom's forms for articles, captions, photos and people."""

import re
from functools import partial

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, ForeignKeyRawIdWidget
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import people, photos, richtext
from articles.checks import word_list_file
from articles.models import (
    Article,
    ArticleCredit,
    ArticleRegion,
    Contributor,
    Photo,
    PhotoCaption,
    PhotoCredit,
    WordListTerm,
)
from editions.forms import ConstrainedForm, PictureField, PrintedField, sentence_of
from editions.models import Publication


class LineField(PrintedField):
    """Printed text of one line; where a break was pasted into it there is one space."""

    widget = forms.Textarea(attrs={"rows": 1, "class": "printed line"})

    def to_python(self, value):
        lines = re.split(r"[\n\v\f\x85\u2028\u2029]+", super().to_python(value))
        return " ".join(line for line in lines if line)

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


class NameField(LineField):
    """A printed name, without what nobody sees at its edges: with it, the name would be another person's."""

    def to_python(self, value):
        return re.sub(r"^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$", "", super().to_python(value))


def as_printed(model, name, field=PrintedField, **options):
    """The form's field for a column that is printed, with the column's own label and help."""
    return model._meta.get_field(name).formfield(form_class=field, **{"widget": field.widget, **options})


class BodyField(forms.CharField):
    """The body from the editor's widget, as `richtext` stores it; what it is stored as decides whether it changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, strip=False, **kwargs)

    def to_python(self, value):
        return richtext.canonical(super().to_python(value))

    def has_changed(self, initial, data):
        return (initial or "") != self.to_python(data)


class KeywordsField(forms.CharField):
    """Keywords, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [word for line in super().to_python(value).splitlines() if (word := line.strip())]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class LoadedChoice:
    """A widget for a long list of which its row's present choice is loaded: showing it costs no query."""

    chosen = None


class LoadedAutocomplete(LoadedChoice, AutocompleteSelect):
    def optgroups(self, name, value, attrs=None):
        if self.chosen is None or value != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, self.create_option(name, self.chosen.pk, str(self.chosen), True, 1)], 0)]


class LoadedRawId(LoadedChoice, ForeignKeyRawIdWidget):
    def label_and_url_for_value(self, value):
        if self.chosen is None or str(value) != str(self.chosen.pk):
            return super().label_and_url_for_value(value)
        options = self.chosen._meta
        url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[self.chosen.pk])
        return str(self.chosen), url


class RowForm(forms.ModelForm):
    """A row of an inline; it hands what is loaded with the row to its widgets."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, LoadedChoice):
                widget.chosen = self.instance._state.fields_cache.get(name)


class ArticleForm(ConstrainedForm):
    kicker = as_printed(Article, "kicker")
    headline = as_printed(Article, "headline")
    subheadline = as_printed(Article, "subheadline")
    byline = as_printed(
        Article,
        "byline",
        LineField,
        help_text=_(
            "as printed, without brackets; changing it reads the credited people anew, unless you change them yourself"
        ),
    )
    body = as_printed(Article, "body", BodyField, widget=CKEditorWidget())
    keywords = KeywordsField(
        label=capfirst(Article._meta.get_field("keywords").verbose_name),
        required=False,
        help_text=_("one on each line"),
    )

    class Meta:
        model = Article
        fields = [
            "publication",
            "page",
            "order",
            "kind",
            "kicker",
            "headline",
            "subheadline",
            "byline",
            "byline_place",
            "body",
            "complete",
            "ordered_length",
            "keywords",
            "continues",
            "repeats",
            "embargo",
            "source_id",
            "source_url",
        ]

    # Whoever places the article gives it its number.
    given_later = frozenset({"page", "edition", "number"})

    def clean(self):
        cleaned = super().clean()
        publication, page = cleaned.get("publication"), cleaned.get("page")
        if publication and page and page.edition.publication_id != publication.pk:
            self.add_error("page", _("This page belongs to another paper."))
        if publication and "page" in cleaned:
            self._check_ties(publication, page)
        if self._is_being_read():
            self._check_readers_keep_it(cleaned)
        return cleaned

    def _check_ties(self, publication, page):
        """An article is tied to others of its own edition; until it has one, to those of its paper."""
        edition = page.edition if page else self.instance.edition
        if edition and edition.publication_id != publication.pk:
            edition = None
        for tie in ("continues", "repeats"):
            other = self.cleaned_data.get(tie)
            if other and other.pk == self.instance.pk:
                self.add_error(tie, sentence_of(Article, "no_article_continues_or_repeats_itself"))
            elif other and edition and other.edition_id != edition.pk:
                self.add_error(tie, _("This article belongs to another edition."))
            elif other and other.publication_id != publication.pk:
                self.add_error(tie, _("This article belongs to another paper."))

    def _check_readers_keep_it(self, cleaned):
        """What is being read is taken from its readers by taking its edition back, and in no other way."""
        if "page" in cleaned and not (cleaned["page"] and cleaned["page"].edition.is_public):
            self.add_error(
                "page",
                _(
                    "Readers can open this article: take its edition back into the newsroom before you take it "
                    "off its page."
                ),
            )
        if (cleaned.get("embargo") or timezone.now()) > timezone.now():
            self.add_error(
                "embargo",
                _("Readers can open this article: an embargo comes too late for it."),
            )

    def _is_being_read(self) -> bool:
        return bool(self.instance.pk) and Article.objects.published().filter(pk=self.instance.pk).exists()


class SuperuserArticleForm(ArticleForm):
    """The same with the body's source in view."""

    body = as_printed(Article, "body", BodyField, widget=CKEditorWidget(config_name="superuser"))


class OrderedRowForm(RowForm):
    """A row that stands behind its siblings unless a place is given."""

    siblings = None

    def save(self, commit=True):
        if self.instance._state.adding and "order" not in self.changed_data:
            last = self.siblings(self.instance).aggregate(last=Max("order"))["last"]
            self.instance.order = 0 if last is None else last + 1
        return super().save(commit)


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


class CaptionForm(OrderedRowForm):
    """A picture's caption; a picture uploaded here is kept once, however often it is uploaded."""

    text = as_printed(PhotoCaption, "text")
    credit_line = as_printed(
        PhotoCaption,
        "credit_line",
        LineField,
        help_text=_("as printed, without brackets; changing it reads the credited people anew"),
    )
    alt = as_printed(PhotoCaption, "alt", LineField)
    upload = PictureField(label=_("New picture"), required=False)
    proposes_nothing = True

    class Meta:
        model = PhotoCaption
        fields = ["photo", "text", "credit_line", "alt", "order"]

    def siblings(self, caption):
        return caption.article.captions

    def clean(self):
        """A caption's own form changes it at once, which sign-off rules out."""
        cleaned = super().clean()
        article = cleaned.get("article") or (self.instance.article if self.instance.article_id else None)
        if article and article.is_frozen and self.proposes_nothing and self.changed_data:
            self.add_error(
                None, _("This article is signed off: change its captions in its own form, which proposes a correction.")
            )
        return cleaned

    def save(self, commit=True):
        if upload := self.cleaned_data.get("upload"):
            self.instance.photo = photos.kept(upload)
        return super().save(commit)


class CaptionRowForm(CaptionForm):
    """A caption within its article's form, where the people behind its credit line are only shown."""

    proposes_nothing = False

    def save(self, commit=True):
        caption = super().save(commit)
        if commit and "credit_line" in self.changed_data:
            people.read_credit_line(caption)
        return caption


class PhotoForm(forms.ModelForm):
    """A new photo; a picture that is kept already is refused with the way to it."""

    class Meta:
        model = Photo
        fields = ["file"]
        field_classes = {"file": PictureField}

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.instance.sha256 = photos.sha256_of(file)
        if kept := Photo.objects.filter(sha256=self.instance.sha256).first():
            raise forms.ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("This picture is kept already:"),
                    reverse("admin:articles_photo_change", args=[kept.pk]),
                    _("open it"),
                )
            )
        return file


class RegionForm(forms.ModelForm):
    """A region, on a page of its article's own edition."""

    class Meta:
        model = ArticleRegion
        fields = ["article", "page", "polygon"]

    def clean(self):
        cleaned = super().clean()
        article, page = cleaned.get("article", self.instance.article_id and self.instance.article), cleaned.get("page")
        if article and page and page.edition_id != article.edition_id:
            self.add_error("page", _("This page belongs to another edition than the article."))
        return cleaned


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


class WordListTermForm(ConstrainedForm):
    """A term of a word list, without what nobody sees at its edges."""

    term = as_printed(WordListTerm, "term", NameField)

    class Meta:
        model = WordListTerm
        fields = ["publication", "term", "kind", "suggestion"]


class TermsField(forms.FileField):
    """A file of CSV, as `word_list_file` reads it."""

    def to_python(self, data):
        file = super().to_python(data)
        try:
            return file and word_list_file.read(file.read())
        except ValueError:
            raise forms.ValidationError(_("This is no text in UTF-8 or GB18030: save it as CSV.")) from None


class WordListFileForm(forms.Form):
    """A file of terms, and the list that they go to: that of one of `papers`, or, if it may be, of all papers."""

    publication = forms.ModelChoiceField(
        Publication.objects.none(), label=capfirst(_("publication")), empty_label=_("all papers")
    )
    file = TermsField(label=capfirst(_("file")))

    def __init__(self, *args, papers, all_papers: bool, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["publication"]
        field.queryset, field.required = papers, not all_papers
        if not all_papers:
            field.empty_label = "---------"
