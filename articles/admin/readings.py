"""The places of a form as the newsroom reads them: choices by their names, a body by its paragraphs."""

from django import forms

from articles import comparison, richtext
from articles.forms.printed import BodyField
from articles.models import ArticleCredit, Photo
from editions.admin import thumbnail

from .sheets import Form, Row, Sent, Sheet


def compared(form: Form, key: str, theirs: Sheet, mine: Sheet) -> tuple:
    """(lines, their picture, my picture) of a place, the lines of both put beside each other."""
    one, other = (_lines(form, key, sheet) for sheet in (theirs, mine))
    if one == other:
        one, other = (_lines(form, key, sheet, exactly=True) for sheet in (theirs, mine))
    return tuple(comparison.compare_lines(key, one, other)), _picture(form, key, theirs), _picture(form, key, mine)


def _lines(form: Form, key: str, sheet: Sheet, exactly=False) -> list[str]:
    """The lines of a place; `exactly` with what is not read in it otherwise, such as a body's markup."""
    if key in form.named:
        return _of_field(form.named[key], sheet.fields[key], exactly)
    prefix, *row = key.split(".")
    if not row:
        return [_of_row(form, prefix, each, exactly) for each in sheet.lists[prefix] if not each.deleted]
    found = sheet.row(prefix, row[0])
    if found is None:
        return []
    if len(row) == 1:
        return _of_row(form, prefix, found, exactly).split("\n")
    return _of_field(form.formsets[prefix].empty_form.fields[row[1]], found.fields[row[1]], exactly)


def _of_row(form: Form, prefix: str, row: Row, exactly: bool) -> str:
    """A row on one line, as a credit is printed; `exactly` with every field's name."""
    fields = form.formsets[prefix].empty_form.fields
    if not exactly and form.formsets[prefix].model._meta.model_name.endswith("credit"):
        said = {name: row.fields.get(name, {}).get("", "") for name in ("affiliation", "name", "role")}
        role = dict(ArticleCredit.Role.choices).get(said["role"], said["role"])
        return f"{said['affiliation']} {said['name']}（{role}）".strip()
    parts = ((fields[name], " ".join(_of_field(fields[name], sent, exactly))) for name, sent in row.fields.items())
    return "\n".join(f"{field.label}: {text}" for field, text in parts if text)


def _of_field(field: forms.Field, sent: Sent, exactly: bool) -> list[str]:
    text = " ".join(filter(None, sent.values()))
    if isinstance(field, BodyField):
        blocks = richtext.blocks(richtext.canonical(text))
        return blocks if exactly else [line for block in blocks if (line := richtext.plain_text(block))]
    if _is_picture(field):
        return []
    if isinstance(field, forms.ModelChoiceField):
        return [_of_choice(field, text)] if text else []
    if isinstance(field, forms.ChoiceField):
        return [str(dict(field.choices).get(text, text))] if text else []
    if isinstance(field, forms.BooleanField):
        return ["✓" if sent else "—"]
    return text.replace("\r\n", "\n").split("\n") if text else []


def _of_choice(field: forms.ModelChoiceField, key: str) -> str:
    """What is chosen, by its name; a key that leads nowhere stands for itself."""
    chosen = field.queryset.model._default_manager.filter(pk=key).first() if key.isdecimal() else None
    return str(chosen) if chosen else key


def _is_picture(field: forms.Field) -> bool:
    return isinstance(field, forms.ModelChoiceField) and field.queryset.model is Photo


def _picture(form: Form, key: str, sheet: Sheet) -> str:
    """The picture that is chosen at a place or in a row; "" where the place is of something else."""
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
