"""Fields for what is printed: lines, names, the body, keywords."""

import re

from django import forms

from articles import richtext
from editions.forms import PrintedField


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
