"""The forms of photos and of their captions."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import people, photo_metadata, photos
from articles.models import Photo, PhotoCaption
from editions.forms import PictureField

from .printed import LineField, PeopleField, ReadLineField, as_printed, credits_in, line_of
from .rows import OrderedRowForm


class CaptionForm(OrderedRowForm):
    """A picture's caption; a picture uploaded here is kept once, however often it is uploaded.

    What stays empty beside a new picture is filled with what its file says.
    """

    text = as_printed(PhotoCaption, "text")
    credit_line = as_printed(
        PhotoCaption,
        "credit_line",
        ReadLineField,
        help_text=_("as printed, without brackets; changing it reads the credited people anew"),
    )
    alt = as_printed(PhotoCaption, "alt", LineField)
    upload = PictureField(label=_("New picture"), required=False)
    proposes_nothing = True

    # The fields that were filled from a new picture's file.
    filled = ()

    class Meta:
        model = PhotoCaption
        fields = ["photo", "text", "credit_line", "alt", "order"]
        labels = {"photo": _("Kept picture")}

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
        if cleaned.get("upload"):
            self._fill_from_its_file(cleaned)
        return cleaned

    def _fill_from_its_file(self, cleaned):
        metadata = photo_metadata.read(cleaned["upload"])
        said = {name: getattr(metadata, name) for name in ("text", "credit_line", "alt")}
        empty = {name: value for name, value in said.items() if value and name in cleaned and not cleaned[name]}
        self.filled = tuple(empty)
        cleaned.update(empty)

    @property
    def credit_line_changed(self) -> bool:
        return "credit_line" in {*self.changed_data, *self.filled}

    def save(self, commit=True):
        if upload := self.cleaned_data.get("upload"):
            self.instance.photo = photos.kept(upload, self.instance.article.publication.zone)
        return super().save(commit)


class CaptionRowForm(CaptionForm):
    """A caption within its article's form, with the people behind its credit line, one on each line."""

    people = PeopleField(
        label=_("credited people"),
        required=False,
        help_text=_(
            "one on each line: name / role / affiliation; read from the credit line unless you correct it here"
        ),
    )
    proposes_nothing = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["people"] = "\n".join(map(line_of, self.instance.credits.all()))

    def save(self, commit=True):
        caption = super().save(commit)
        if commit and "people" in self.changed_data:
            people.correct_credits(caption, credits_in(self.cleaned_data["people"]))
        elif commit and self.credit_line_changed:
            people.read_credit_line(caption)
        return caption


class PhotoForm(forms.ModelForm):
    """A new photo, or the focal point of a kept one; a picture that is kept already is refused with the way to it."""

    class Meta:
        model = Photo
        fields = ["file", "focus_x", "focus_y"]
        field_classes = {"file": PictureField}
        widgets = {name: forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}) for name in ("focus_x", "focus_y")}

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.instance.sha256 = photos.sha256_of(file)
        self.instance.taken_at = photos.taken_at(file)
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
