"""The newsroom's forms for publications, editions and pages."""

import json

from django import forms
from django.core.files.base import ContentFile
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import numbers, pdf_pages
from .clock import as_paper_time, paper_of
from .models import Edition, Page, Publication
from .uploads import check_pdf, check_picture, content_of, named, said_of


class PrintedField(forms.CharField):
    """Text as printed: spaces at its edges stay, and a line break is one newline, as it is stored."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "printed"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, strip=False, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial, data):
        return (initial or "") != self.to_python(data)


class PictureField(forms.FileField):
    """A picture, looked into as it arrives; it is kept under the ending of what it is, whatever it was called."""

    def to_python(self, data):
        file = super().to_python(data)
        if file:
            file.name = named(file.name, check_picture(file))
        return file

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": "image/*"}


class PdfField(forms.FileField):
    """A PDF, looked into as it arrives, and kept as one."""

    def to_python(self, data):
        file = super().to_python(data)
        if file:
            check_pdf(file)
            file.name = named(file.name, ".pdf")
        return file

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": "application/pdf"}


def sentence_of(model, constraint: str):
    """What the constraint of that name says to whom it refuses."""
    return next(known.violation_error_message for known in model._meta.constraints if known.name == constraint)


class ConstrainedForm(forms.ModelForm):
    """A form that answers every constraint of its row with the constraint's own sentence.

    Django passes over a constraint as soon as one of its fields is not in the form, and the database then refuses.
    """

    # What the row is only given after the form, so that nothing can be said of it yet.
    given_later = frozenset()

    def validate_unique(self):
        super().validate_unique()
        unknown = {*self.errors, *self.given_later}
        for constraint in self.instance._meta.constraints:
            try:
                constraint.validate(type(self.instance), self.instance, exclude=unknown)
            except forms.ValidationError as refusal:
                if refusal.messages[0] not in self.non_field_errors():
                    self.add_error(None, refusal)


# What some columns fill beside themselves.
_FILLED_BY = {
    "facsimile": ("facsimile_width", "facsimile_height", "facsimile_is_drawn"),
    "number": ("order_key",),
}


class ChangesOnly(ConstrainedForm):
    """A form that writes the columns that were changed in it, and none that moves have changed since it was read."""

    def written(self) -> list[str]:
        """The names of those columns."""
        columns = {field.name for field in self.instance._meta.concrete_fields}
        changed = {name for name in self.changed_data if name in self._meta.fields}
        return sorted(columns & (changed | {beside for name in changed for beside in _FILLED_BY.get(name, ())}))

    def save(self, commit=True):
        if commit and self.instance.pk and not self.errors:
            self.instance.save(update_fields=self.written())
            return self.instance
        return super().save(commit)


class EditionForm(ChangesOnly):
    publish_at = as_paper_time(Edition, "publish_at")

    class Meta:
        model = Edition
        fields = ["publication", "date", "through", "label", "number", "pdf", "publish_at"]
        field_classes = {"pdf": PdfField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "publish_at" in self.fields:
            self.fields["publish_at"].keep_time_of(paper_of(self))
        if self.instance.pk is None and "publication" in self.fields:
            # The admin wraps the select in its links to other forms.
            select = getattr(self.fields["publication"].widget, "widget", self.fields["publication"].widget)
            select.attrs["data-next-numbers"] = json.dumps(Publication.objects.next_numbers())

    def clean(self):
        cleaned = super().clean()
        if self.instance.signed_off_at and "publish_at" in cleaned:
            before = self.initial.get("publish_at")
            if not cleaned["publish_at"]:
                self.add_error("publish_at", _("An edition that is signed off has a publish time."))
            elif before and before <= timezone.now() < cleaned["publish_at"]:
                self.add_error("publish_at", _("Readers see this edition already: it cannot appear later."))
        return cleaned


class PageForm(ChangesOnly):
    draw = forms.BooleanField(
        label=_("Picture from the PDF"),
        required=False,
        help_text=_("replaces a picture that was uploaded by that of the PDF; a page without one gets it in any case"),
    )

    class Meta:
        model = Page
        fields = [
            "edition",
            "number",
            "name",
            "headline_limit",
            "facsimile",
            "pdf",
            "editors",
            "layout",
            "proof",
            "source_url",
        ]
        field_classes = {"facsimile": PictureField, "pdf": PdfField}

    # Whether the page's picture comes from its PDF with this form.
    is_drawn = False

    @property
    def changed_data(self):
        changed = super().changed_data
        return [*changed, "facsimile"] if self.is_drawn and "facsimile" not in changed else changed

    def clean(self):
        cleaned = super().clean()
        if {"facsimile", "pdf"} <= cleaned.keys():
            self._picture(cleaned)
        return cleaned

    def _picture(self, cleaned) -> None:
        """Draw the page's picture where its PDF brings one: a picture that was uploaded stays unless it is asked."""
        before, picture, pdf = self.instance.facsimile_is_drawn, cleaned["facsimile"], cleaned["pdf"]
        is_new = "facsimile" in self.changed_data
        if is_new:
            self.instance.facsimile_is_drawn = False
        if is_new and picture:
            return
        if cleaned.get("draw") and not pdf:
            self.add_error("draw", _("This page has no PDF from which its picture could be drawn."))
        elif pdf and (cleaned.get("draw") or ("pdf" in self.changed_data and (before or not picture))):
            try:
                drawn = pdf_pages.facsimile(content_of(pdf))
            except (pdf_pages.NoPages, OSError) as refusal:
                self.add_error("pdf" if "pdf" in self.changed_data else "draw", said_of(refusal))
                return
            cleaned["facsimile"] = ContentFile(drawn, "drawn.jpg")
            self.instance.facsimile_is_drawn = self.is_drawn = True

    def validate_unique(self):
        if "number" not in self.errors:
            self.instance.order_key = numbers.order_key(self.instance.number)
            super().validate_unique()


class PageRowForm(PageForm):
    """A page among the others of its edition's form, whose numbers `PageFormSet` compares."""

    given_later = frozenset({"order_key"})
    draw = None


class PageFormSet(forms.BaseInlineFormSet):
    """The pages of an edition: they may take each other's numbers, as long as no two have one in the end."""

    def clean(self):
        super().clean()
        shown = [form.instance.pk for form in self.initial_forms]
        taken = set(
            Page.objects.filter(edition=self.instance.pk).exclude(pk__in=shown).values_list("order_key", flat=True)
        )
        for form in self._kept_forms():
            key = form.instance.order_key
            if key in taken:
                form.add_error("number", sentence_of(Page, "one_page_number_per_edition"))
            taken.add(key)

    def _kept_forms(self):
        """The rows whose page stays or is new, and has a number."""
        return [form for form in self.forms if form.cleaned_data.get("number") and not form.cleaned_data.get("DELETE")]

    def save_existing_objects(self, commit=True):
        """Numbers that are given up are free before they are taken, in whatever order the rows stand."""
        leaving = [
            form.instance.pk
            for form in self.initial_forms
            if "number" in form.changed_data or form.cleaned_data.get("DELETE")
        ]
        if leaving:
            Page.objects.filter(pk__in=leaving).update(order_key=Concat(Value("~"), Cast("pk", CharField())))
        return super().save_existing_objects(commit)
