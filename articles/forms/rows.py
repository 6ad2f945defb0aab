"""Rows of inlines: their widgets know what is loaded, and a new row stands behind the others."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, ForeignKeyRawIdWidget
from django.db.models import Max
from django.urls import reverse


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


class OrderedRowForm(RowForm):
    """A row that stands behind its siblings unless a place is given."""

    siblings = None

    def save(self, commit=True):
        if self.instance._state.adding and "order" not in self.changed_data:
            last = self.siblings(self.instance).aggregate(last=Max("order"))["last"]
            self.instance.order = 0 if last is None else last + 1
        return super().save(commit)
