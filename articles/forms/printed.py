"""Fields for what is printed: lines, names, the body, keywords."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import credits, richtext
from articles.models.people import Credit
from articles.unseen import ZERO_WIDTH
from editions.forms import PrintedField
from editions.names import side_by_side

EDGES = f" \t\u3000\u00a0{ZERO_WIDTH}"


class LineField(PrintedField):
    """Printed text of one line; where a break was pasted into it there is one space."""

    widget = forms.Textarea(attrs={"rows": 1, "class": "printed line"})

    def to_python(self, value):
        lines = re.split(r"[\n\v\f\x85\u2028\u2029]+", super().to_python(value))
        return " ".join(line for line in lines if line)

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


class ReadLineField(LineField):
    """A printed line whose people are read while it is typed."""

    widget = forms.Textarea(attrs={"rows": 1, "class": "printed line", "data-reads-people": ""})


class NameField(LineField):
    """A printed name, without what nobody sees at its edges: with it, the name would be another person's."""

    def to_python(self, value):
        return re.sub(rf"^[\s{ZERO_WIDTH}]+|[\s{ZERO_WIDTH}]+$", "", super().to_python(value))


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


def line_of(credit) -> str:
    """A credit as a line of the field below, whether it is stored or was just read."""
    return " / ".join(filter(None, [credit.name, str(Credit.Role(credit.role).label), credit.affiliation]))


def credits_in(lines: str, usual_role: str = Credit.Role.PHOTO) -> list[credits.Credit]:
    """The credits of such lines; raises ValidationError."""
    return [_credit(line, usual_role) for line in lines.splitlines() if line.strip()]


def _credit(line: str, usual_role: str) -> credits.Credit:
    parts = line.split(" / ", 2) if " / " in line else re.split("[/／]", line, maxsplit=2)
    name, role, affiliation = (part.strip(EDGES) for part in [*parts, "", ""][:3])
    roles = {str(label): value for value, label in Credit.Role.choices} | {each: each for each in Credit.Role.values}
    if not name:
        raise forms.ValidationError(_("A credit names a person or an agency."))
    if role and role not in roles:
        raise forms.ValidationError(
            _("“%(role)s” is no role: %(roles)s."),
            params={"role": role, "roles": side_by_side(map(str, Credit.Role.labels))},
        )
    limit = Credit._meta.get_field("name").max_length
    if max(len(name), len(affiliation)) > limit:
        raise forms.ValidationError(
            _("A name or an affiliation has at most %(limit)d characters."), params={"limit": limit}
        )
    return credits.Credit(name, roles.get(role, usual_role), affiliation)


class PeopleField(forms.CharField):
    """Credits, one on each line: `沈一苇 / 摄影 / 本报记者`. The role may be left out: then it is the usual one.

    A stroke with spaces beside it parts; one within a name does so only where there is no other.
    """

    widget = forms.Textarea(attrs={"rows": 1, "class": "people", "data-people": ""})

    def to_python(self, value):
        return "\n".join(map(line_of, credits_in(super().to_python(value))))
