"""The newsroom's forms for publications, editions and pages."""

import json

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Edition, Page, Publication
from .uploads import check_pdf, check_picture


class PrintedField(forms.CharField):
    """Text as printed: spaces at its edges stay, and a line break is one newline, as it is stored."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "printed"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, strip=False, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial, data):
        return (initial or "") != self.to_python(data)


class CheckedUploads(forms.ModelForm):
    """A form that looks into what is uploaded; a file that is stored already is left alone."""

    def clean(self):
        cleaned = super().clean()
        for name, check in (("facsimile", check_picture), ("pdf", check_pdf)):
            file = self.cleaned_data.get(name)
            if isinstance(file, UploadedFile):
                try:
                    check(file)
                except forms.ValidationError as refusal:
                    self.add_error(name, refusal)
        return cleaned


class EditionForm(CheckedUploads):
    class Meta:
        model = Edition
        fields = ["publication", "date", "through", "label", "number", "pdf", "publish_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "publication" in self.fields:
            numbers = {paper.pk: paper.next_number() for paper in Publication.objects.all()}
            # The admin wraps the select in its links to other forms.
            select = getattr(self.fields["publication"].widget, "widget", self.fields["publication"].widget)
            select.attrs["data-next-numbers"] = json.dumps(numbers)

    def clean(self):
        cleaned = super().clean()
        if self.instance.signed_off_at and not self.cleaned_data.get("publish_at", timezone.now()):
            self.add_error("publish_at", _("An edition that is signed off has a publish time."))
        return cleaned


class PageForm(CheckedUploads):
    class Meta:
        model = Page
        fields = ["edition", "number", "name", "facsimile", "pdf", "editors", "layout", "proof", "source_url"]
