"""The forms of photos and of their captions."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import people, photos
from articles.models import Photo, PhotoCaption
from editions.forms import PictureField

from .printed import LineField, as_printed
from .rows import OrderedRowForm


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
