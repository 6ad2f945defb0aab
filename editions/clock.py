"""Times in the admin's forms: read and written on the paper's own clock, whose zone stands beside them."""

from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import Publication


class PaperTimeWidget(AdminSplitDateTime):
    """Date and time as the paper's clock shows them."""

    zone: ZoneInfo | None = None

    def decompress(self, value):
        with timezone.override(self.zone or timezone.get_default_timezone()):
            return super().decompress(value)


class PaperTimeField(forms.SplitDateTimeField):
    """A moment that is typed on the paper's clock; `keep_time_of` says which paper's."""

    widget = PaperTimeWidget
    zone: ZoneInfo | None = None

    def compress(self, data_list):
        with timezone.override(self.zone or timezone.get_default_timezone()):
            return super().compress(data_list)

    def keep_time_of(self, publication: Publication | None) -> None:
        """Read and show times in this paper's zone, and say so; before the paper is known it is only said."""
        if publication is None:
            self.help_text = _("in the paper's own time zone")
            return
        self.zone = self.widget.zone = publication.zone
        self.help_text = _("in the paper's time: %(zone)s") % {"zone": publication.time_zone}


def as_paper_time(model, name: str) -> PaperTimeField:
    """The form's field for a column that holds a moment, with the column's own label."""
    column = model._meta.get_field(name)
    return PaperTimeField(label=capfirst(column.verbose_name), required=False)


def paper_of(form: forms.ModelForm) -> Publication | None:
    """The paper that a form's row belongs to, or will: as it is stored, else as it was chosen."""
    if form.instance.publication_id:
        return form.instance.publication
    chosen = form.data.get(form.add_prefix("publication")) if form.is_bound else form.initial.get("publication")
    if isinstance(chosen, Publication):
        return chosen
    return Publication.objects.filter(pk=chosen).first() if str(chosen or "").isdecimal() else None
