"""The places of a form as the newsroom reads them: choices by their names, a body by its paragraphs."""

from pathlib import PurePosixPath

from django import forms
from django.db.models.fields.files import ImageFieldFile

from articles import comparison, richtext
from articles.comparison import Written
from articles.forms.printed import BodyField
from articles.models import Photo
from editions.admin import thumbnail

from .sheets import Form, Row, Sent, Sheet


def compared(form: Form, key: str, theirs: Sheet, mine: Sheet) -> tuple:
    """(lines, their picture, my picture) of a place, the lines of both put beside each other."""
    lines = comparison.compare_lines(key, *(_lines(form, key, sheet) for sheet in (theirs, mine)))
    return tuple(lines), _picture(form, key, theirs), _picture(form, key, mine)


def _lines(form: Form, key: str, sheet: Sheet) -> list[Written]:
    if key in form.named:
        return _of_field(form.named[key], sheet.fields[key])
    prefix, *row = key.split(".")
    if not row:
        return [_of_row(form, prefix, each) for each in sheet.lists[prefix] if not each.deleted]
    found = sheet.row(prefix, row[0])
    if found is None:
        return []
    if len(row) == 1:
        return [Written(line) for line in _of_row(form, prefix, found).words.split("\n")]
    return _of_field(form.formsets[prefix].empty_form.fields[row[1]], found.fields[row[1]])


def _of_row(form: Form, prefix: str, row: Row) -> Written:
    """A row by the names of its fields; one that is printed on one line, as a credit is, has them beside it."""
    fields = form.formsets[prefix].empty_form.fields
    read = {name: " ".join(line.words for line in _of_field(fields[name], sent)) for name, sent in row.fields.items()}
    whole = "\n".join(f"{fields[name].label}: {text}" for name, text in read.items() if text)
    if not form.formsets[prefix].model._meta.model_name.endswith("credit"):
        return Written(whole, whole=whole)
    said = (row.fields.get(name, {}).get("", "") for name in ("affiliation", "name", "role"))
    return comparison.credit(*said)._replace(whole=whole)


def _of_field(field: forms.Field, sent: Sent) -> list[Written]:
    text = " ".join(filter(None, sent.values()))
    if isinstance(field, BodyField):
        return comparison.body_lines(richtext.canonical(text))
    if isinstance(field, forms.FileField):
        return [Written(PurePosixPath(text).name)] if text else []
    if _is_picture(field):
        return []
    if isinstance(field, forms.BooleanField):
        return [Written("✓" if sent else "—")]
    if not text:
        return []
    if isinstance(field, forms.ModelChoiceField):
        return [Written(_of_choice(field, text))]
    if isinstance(field, forms.ChoiceField):
        return [Written(str(dict(field.choices).get(text, text)))]
    return [Written(line) for line in text.replace("\r\n", "\n").split("\n")]


def _of_choice(field: forms.ModelChoiceField, key: str) -> str:
    """What is chosen, by its name; a key that leads nowhere stands for itself."""
    chosen = field.queryset.model._default_manager.filter(pk=key).first() if key.isdecimal() else None
    return str(chosen) if chosen else key


def _is_picture(field: forms.Field) -> bool:
    return isinstance(field, forms.ModelChoiceField) and field.queryset.model is Photo


def _picture(form: Form, key: str, sheet: Sheet) -> str:
    """The picture that is chosen at a place or in a row; "" where the place is of something else."""
    if key in form.files:
        kept = getattr(form.form.instance, key)
        is_shown = isinstance(kept, ImageFieldFile) and sheet.fields[key] == {"": kept.name}
        return thumbnail(kept) if is_shown else ""
    prefix, *row = key.split(".")
    if not row:
        sent = sheet.fields.get(key) if _is_picture(form.named.get(key)) else None
    else:
        found = sheet.row(prefix, row[0])
        sent = found.fields.get("photo") if found and row[1:] in ([], ["photo"]) else None
    if sent is None:
        return ""
    photo = Photo.objects.filter(pk=sent[""]).first() if sent.get("", "").isdecimal() else None
    return thumbnail(photo and photo.file, str(photo or ""))
