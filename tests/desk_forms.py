"""What a browser sends when a form of the desks is saved, read from the form itself; and what it answers."""

from django.forms import FileField

from articles.models import ArticleVersion
from tests.factories import (
    make_article,
    make_edition,
    make_page,
)

DESK = "/admin/articles/article/"
CAPTIONS = "/admin/articles/photocaption/"
PHOTOS = "/admin/articles/photo/"


def as_sent(value):
    """A value as a browser sends it back: line ends become CR LF in every text area."""
    return str(value).replace("\r\n", "\n").replace("\n", "\r\n")


def filled(client, url, **changes):
    """What a browser sends when the form at `url` is saved with these changes and no others."""
    return sent(client.get(url).context) | changes


def sent(context):
    """What a browser sends of the form that a page shows."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    fields = {"_opened": context["opened"]} if "opened" in context else {}
    for form in forms:
        for field in form:
            value = field.value()
            if hasattr(field.field.widget, "decompress"):
                widgets = field.field.widget.widgets
                parts = value if isinstance(value, list) else field.field.widget.decompress(value)
                parts = [widget.format_value(part) for widget, part in zip(widgets, parts, strict=True)]
                names = [f"{field.html_name}_{place}" for place in range(len(parts))]
                fields |= {name: str(part) for name, part in zip(names, parts, strict=True) if part is not None}
            elif value is not None and value is not False and not isinstance(field.field, FileField):
                fields[field.html_name] = as_sent("on" if value is True else value)
    return fields


def save(client, url, **changes):
    reply = client.post(url, filled(client, url, **changes))
    if reply.status_code == 200:
        raise AssertionError(reply.context["errors"])
    assert reply.status_code == 302
    return reply


def refused(client, url, **changes):
    """The fields that the form refuses, with its sentences, when it is saved with these changes."""
    reply = client.post(url, filled(client, url, **changes))
    assert reply.status_code == 200
    return {field: list(sentences) for field, sentences in reply.context["adminform"].form.errors.items()}


def said(reply) -> list[str]:
    """The messages of the page that answers."""
    return [str(message) for message in reply.context["messages"]]


def form_of(article):
    return f"{DESK}{article.pk}/change/"


def credit_row(article, **fields):
    return {"credits-TOTAL_FORMS": 1, "credits-0-article": article.pk, "credits-0-order": 0} | {
        f"credits-0-{name}": value for name, value in fields.items()
    }


def caption_row(place=0, **fields):
    row = {"text": "", "credit_line": "", "alt": "", "order": 0} | fields
    return {"captions-TOTAL_FORMS": place + 1} | {f"captions-{place}-{name}": value for name, value in row.items()}


def draft(paper=None, **fields):
    """An article that may be changed at once: its edition is not signed off."""
    return make_article(make_page(make_edition(paper, public=False)), **fields)


def add_article(client, **fields):
    """Save the form of a new article with these fields."""
    empty = {
        f"{name}-{count}_FORMS": 0 for name in ("credits", "captions", "corrections") for count in ("TOTAL", "INITIAL")
    }
    return client.post(
        f"{DESK}add/",
        {"order": 0, "kind": "news", "state": "draft", "byline_place": "end", "complete": "on", **empty, **fields},
    )


def page_fields(client, page, **changes):
    """What the form of a page sends with these changes."""
    return filled(client, f"/admin/editions/page/{page.pk}/change/", **changes)


def kept_texts(**which):
    """Of every version, oldest first: the captions, corrections and regions that its record holds, and who made it."""
    parts = (("photos", "caption"), ("corrections", "text"), ("regions", "points"))
    return [
        ([row[key] for part, key in parts for row in version.record.get(part, [])], version.created_by)
        for version in ArticleVersion.objects.filter(**which).order_by("pk")
    ]
