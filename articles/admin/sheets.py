"""A form as a sheet of places, each with what a browser sends for it: as it is stored, as it was sent, and settled.

A place is a field, a field of a row, a row, or a whole list of rows; its key is `headline`, `captions.17.text`,
`captions.17` or `credits`.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst

from articles.archive.records import canonical_json

# What a browser sends for a field, by the end of its name: "" for most, "_0" and "_1" for a day with its hour.
Sent = dict[str, str]


@dataclass
class Row:
    """A row of a list: its key ("" where it is new), and what is sent for each of its fields."""

    key: str
    fields: dict[str, Sent]
    deleted: bool = False
    values: dict = field(default_factory=dict)


@dataclass
class Sheet:
    """What a form holds: its fields, and its lists of rows by their prefix."""

    fields: dict[str, Sent]
    lists: dict[str, list[Row]]
    values: dict = field(default_factory=dict)

    def has_rows_of(self, stored: "Sheet") -> bool:
        """Whether its rows that are not new are those that are stored."""
        return all(
            {row.key for row in rows if row.key} == {row.key for row in stored.lists[prefix]}
            for prefix, rows in self.lists.items()
        )

    def row(self, prefix: str, key: str) -> Row | None:
        """The row of that key that is to stay; None where it is gone."""
        return next((row for row in self.lists[prefix] if key and row.key == key and not row.deleted), None)


class Form:
    """The unbound form of a desk over what is stored, and its formsets.

    Of the `whole` lists all rows are one place; rows of the `shown` ones are only looked at, and are no places.
    """

    def __init__(self, form: forms.ModelForm, formsets: list, whole: frozenset[str], shown: frozenset[str]):
        self.form, self.whole, self.shown = form, whole, shown
        self.formsets = {formset.prefix: formset for formset in formsets}
        self.named = {name: bound.field for name, bound in _written(form).items()}
        self.files = frozenset(name for name, field in self.named.items() if isinstance(field, forms.FileField))

    def stored(self) -> Sheet:
        """The sheet as it is stored."""
        fields = {name: _shown(bound) for name, bound in _written(self.form).items()}
        lists = {
            prefix: [self._stored_row(prefix, row) for row in formset.initial_forms]
            for prefix, formset in self.formsets.items()
        }
        return self._sheet(fields, lists)

    def sent(self, posted: QueryDict, files: MultiValueDict) -> Sheet:
        """The sheet as somebody has sent it; of a file its name, and the stored one's where none was chosen."""
        fields = {name: _sent(bound, bound.html_name, posted) for name, bound in _written(self.form).items()}
        for name in self.files:
            kept = "" if f"{name}-clear" in posted else str(self.form[name].value() or "")
            fields[name] = {"": files[name].name if name in files else kept}
        return self._sheet(fields, {prefix: list(self._rows_sent(prefix, posted)) for prefix in self.formsets})

    def _sheet(self, fields, lists) -> Sheet:
        return Sheet(fields, lists, {name: _value(self.named[name], sent) for name, sent in fields.items()})

    def _stored_row(self, prefix: str, row) -> Row:
        written = {} if prefix in self.shown else _written(row)
        return _valued(Row(str(row.instance.pk), {name: _shown(bound) for name, bound in written.items()}), row)

    def _rows_sent(self, prefix: str, posted: QueryDict) -> Iterator[Row]:
        """The rows of a list as they were sent; new ones in which nothing was typed are none."""
        formset = self.formsets[prefix]
        known = {str(row.instance.pk): row for row in formset.initial_forms}
        empty = formset.empty_form
        blank = _valued(Row("", {name: _shown(bound) for name, bound in _written(empty).items()}), empty)
        total = posted.get(f"{prefix}-TOTAL_FORMS", "")
        for place in range(min(int(total), formset.absolute_max) if total.isdecimal() else 0):
            start = f"{prefix}-{place}"
            key = posted.get(f"{start}-id", "")
            form = known.get(key, empty)
            written = {} if key and prefix in self.shown else _written(form)
            fields = {name: _sent(bound, f"{start}-{name}", posted) for name, bound in written.items()}
            row = _valued(Row(key, fields, deleted=f"{start}-DELETE" in posted), form)
            if key or row.values != blank.values:
                yield row

    def places(self, sheet: Sheet) -> dict[str, object]:
        """The value of every place of a sheet by its key, rows that are new left out; equal values are equal here."""
        places = dict(sheet.values)
        for prefix, rows in sheet.lists.items():
            if prefix in self.shown:
                continue
            staying = [row for row in rows if not row.deleted]
            if prefix in self.whole:
                places[prefix] = [row.values for row in staying]
                continue
            for row in filter(lambda row: row.key, staying):
                places[f"{prefix}.{row.key}"] = "…"
                places |= {f"{prefix}.{row.key}.{name}": value for name, value in row.values.items()}
        return places

    def settled(self, stored: Sheet, sent: Sheet, posted: QueryDict, takes_theirs: Callable[[str], bool]) -> QueryDict:
        """What would have been sent of the stored state, had the sender chosen so; by `takes_theirs` of each place."""
        settled = posted.copy()
        for name, bound in _written(self.form).items():
            if name in self.files and takes_theirs(name):
                settled.pop(f"{name}-clear", None)
            elif takes_theirs(name):
                _put(settled, bound.html_name, sent.fields[name], stored.fields[name])
        for prefix, formset in self.formsets.items():
            rows = self._settled_rows(prefix, stored, sent, takes_theirs)
            _put_rows(settled, formset, rows, len(stored.lists[prefix]))
        return settled

    def _settled_rows(self, prefix, stored: Sheet, sent: Sheet, takes_theirs) -> list[Row]:
        """Every stored row, to stay or to go, then those that are new."""
        rows = []
        for row in stored.lists[prefix]:
            mine, place = sent.row(prefix, row.key), f"{prefix}.{row.key}"
            if prefix in self.whole:
                theirs = takes_theirs(prefix)
                rows.append(row if theirs else mine or Row(row.key, row.fields, deleted=True))
            elif mine is None:
                rows.append(Row(row.key, row.fields, deleted=not takes_theirs(place)))
            else:
                fields = {
                    name: each if takes_theirs(f"{place}.{name}") else mine.fields[name]
                    for name, each in row.fields.items()
                }
                rows.append(Row(row.key, fields))
        for row in sent.lists[prefix]:
            gone = bool(row.key) and not stored.row(prefix, row.key) and not row.deleted
            place = prefix if prefix in self.whole else f"{prefix}.{row.key}"
            if (not row.key and not (prefix in self.whole and takes_theirs(prefix))) or (
                gone and not takes_theirs(place)
            ):
                rows.append(Row("", row.fields, row.deleted))
        return rows


def digest_of(value) -> str:
    """A short digest of a place's value."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()[:12]


def _written(form) -> dict[str, forms.BoundField]:
    """The fields of a form that are compared: files only where a column keeps them, and not what a formset adds."""
    return {
        name: form[name]
        for name, field in form.fields.items()
        if not (
            field.disabled
            or isinstance(field, forms.models.InlineForeignKeyField)
            or (isinstance(field, forms.FileField) and name not in form.initial)
            or name in ("id", "DELETE", "ORDER")
        )
    }


def _shown(bound: forms.BoundField) -> Sent:
    """What a browser sends for a field as the form shows it."""
    value, widget = bound.value(), _widget(bound.field)
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value), strict=True)
        return {f"_{place}": each.format_value(part) or "" for place, (each, part) in enumerate(parts)}
    if isinstance(widget, forms.CheckboxInput):
        return {"": "on"} if value else {}
    if isinstance(widget, forms.Select):
        return {"": "" if value is None else str(value)}
    if isinstance(bound.field, forms.FileField):
        return {"": str(value or "")}
    return {"": widget.format_value(value) or ""}


def _sent(bound: forms.BoundField, name: str, posted: QueryDict) -> Sent:
    """What was sent for a field under that name, line ends as they are stored."""
    widget = _widget(bound.field)
    ends = [f"_{place}" for place in range(len(widget.widgets))] if isinstance(widget, forms.MultiWidget) else [""]
    return {end: posted[f"{name}{end}"].replace("\r\n", "\n") for end in ends if f"{name}{end}" in posted}


def _valued(row: Row, form) -> Row:
    row.values = {name: _value(form.fields[name], sent) for name, sent in row.fields.items()}
    return row


def _value(field, sent: Sent):
    """What is compared of a field: as it would be stored, as far as that can be told without asking the database."""
    widget = _widget(field)
    if isinstance(widget, forms.CheckboxInput):
        return bool(sent)
    if isinstance(field, forms.FileField):
        return sent.get("", "")
    several = isinstance(widget, forms.MultiWidget)
    typed = [sent.get(f"_{place}", "") for place in range(len(widget.widgets))] if several else sent.get("", "")
    if isinstance(field, forms.ModelChoiceField):
        return typed
    try:
        value = field.clean(typed) if several else field.to_python(typed)
    except forms.ValidationError:
        return typed
    return value if isinstance(value, (str, int, list, dict)) or value is None else str(value)


def _widget(field) -> forms.Widget:
    """The widget itself, without the admin's links around it."""
    return getattr(field.widget, "widget", field.widget)


def _put(posted: QueryDict, name: str, former: Sent, sent: Sent) -> None:
    for end in former:
        posted.pop(f"{name}{end}", None)
    for end, text in sent.items():
        posted[f"{name}{end}"] = text


def _put_rows(posted: QueryDict, formset, rows: list[Row], stored: int) -> None:
    """Put a list's rows where a browser would: those that are stored first, each with its key."""
    for name in [name for name in posted if name.startswith(f"{formset.prefix}-") and "__prefix__" not in name]:
        del posted[name]
    posted[f"{formset.prefix}-TOTAL_FORMS"] = str(len(rows))
    posted[f"{formset.prefix}-INITIAL_FORMS"] = str(stored)
    owner = formset.instance.pk
    for place, row in enumerate(rows):
        start = f"{formset.prefix}-{place}"
        posted[f"{start}-id"], posted[f"{start}-{formset.fk.name}"] = row.key, str(owner)
        if row.deleted:
            posted[f"{start}-DELETE"] = "on"
        for name, sent in row.fields.items():
            _put(posted, f"{start}-{name}", {}, sent)


def label_of(form: Form, key: str) -> str:
    """A place's label: of a row of a list, with the row's place in it."""
    if key in form.named:
        return capfirst(form.named[key].label or key)
    prefix, *row = key.split(".")
    options = form.formsets[prefix].model._meta
    if not row:
        return capfirst(options.verbose_name_plural)
    label = capfirst(options.verbose_name)
    keys = [str(each.instance.pk) for each in form.formsets[prefix].initial_forms]
    if row[0] in keys:
        label = f"{label} {keys.index(row[0]) + 1}"
    if len(row) == 2:
        label = f"{label} · {capfirst(form.formsets[prefix].empty_form.fields[row[1]].label or row[1])}"
    return label
