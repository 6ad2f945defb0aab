"""What is only read: records and reports laid out as lists, and desks on which nothing is written."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from articles import comparison, richtext
from articles.archive.records import ArticleRecord
from articles.models import Article, ArticleCredit, Photo
from editions.admin import thumbnail

# The words under which reports and records keep what they say, as the newsroom reads them.
WORDS = {
    "source": pgettext_lazy("report", "source"),
    "format": pgettext_lazy("report", "format"),
    "dry_run": pgettext_lazy("report", "dry run"),
    "summary": pgettext_lazy("report", "summary"),
    "files": pgettext_lazy("report", "files"),
    "editions": pgettext_lazy("report", "editions"),
    "pages": pgettext_lazy("report", "pages"),
    "articles": pgettext_lazy("report", "articles"),
    "complete": pgettext_lazy("report", "complete"),
    "headline_only": pgettext_lazy("report", "headline only"),
    "created": pgettext_lazy("report", "created"),
    "updated": pgettext_lazy("report", "updated"),
    "unchanged": pgettext_lazy("report", "unchanged"),
    "kept": pgettext_lazy("report", "kept as here"),
    "photos_found": pgettext_lazy("report", "photos found"),
    "photos_missing": pgettext_lazy("report", "photos missing"),
    "credits": pgettext_lazy("report", "credits"),
    "files_read": pgettext_lazy("report", "files read"),
    "files_skipped": pgettext_lazy("report", "files skipped"),
    "files_failed": pgettext_lazy("report", "files failed"),
    "read": pgettext_lazy("report", "read"),
    "skipped": pgettext_lazy("report", "skipped"),
    "failed": pgettext_lazy("report", "failed"),
    "warnings": pgettext_lazy("report", "warnings"),
    "errors": pgettext_lazy("report", "errors"),
    "seconds": pgettext_lazy("report", "seconds"),
    "articles_per_second": pgettext_lazy("report", "articles per second"),
    "unplaced": pgettext_lazy("report", "text without a place"),
    "path": pgettext_lazy("report", "file"),
    "outcome": pgettext_lazy("report", "outcome"),
    "note": pgettext_lazy("report", "note"),
    "message": pgettext_lazy("report", "message"),
    "text": pgettext_lazy("report", "text"),
    "reason": pgettext_lazy("report", "reason"),
    "publication": pgettext_lazy("report", "paper"),
    "date": pgettext_lazy("report", "date"),
    "label": pgettext_lazy("report", "label"),
    "name": pgettext_lazy("report", "name"),
    "role": pgettext_lazy("report", "role"),
    "affiliation": pgettext_lazy("report", "affiliation"),
    "file": pgettext_lazy("report", "picture"),
    "caption": pgettext_lazy("report", "caption"),
    "credit_line": pgettext_lazy("report", "credit line"),
    "alt": pgettext_lazy("report", "text instead of the picture"),
    "points": pgettext_lazy("report", "points"),
    "page": pgettext_lazy("report", "page"),
    "number": pgettext_lazy("report", "number"),
    "notice": pgettext_lazy("report", "notice"),
    "kicker": pgettext_lazy("report", "kicker"),
    "headline": pgettext_lazy("report", "headline"),
    "subheadline": pgettext_lazy("report", "subheadline"),
    "byline": pgettext_lazy("report", "byline"),
    "byline_place": pgettext_lazy("report", "place of the byline"),
    "body": pgettext_lazy("report", "body"),
    "kind": pgettext_lazy("report", "kind"),
    "source_id": pgettext_lazy("report", "source's own id"),
    "source_url": pgettext_lazy("report", "old address"),
    "keywords": pgettext_lazy("report", "keywords"),
    "photos": pgettext_lazy("report", "photos"),
    "regions": pgettext_lazy("report", "regions"),
    "embargo": pgettext_lazy("report", "embargo"),
    "continues": pgettext_lazy("report", "continues"),
    "repeats": pgettext_lazy("report", "repeats"),
    "corrections": pgettext_lazy("report", "corrections"),
    "withdrawn": pgettext_lazy("report", "withdrawn"),
    "before": pgettext_lazy("report", "before"),
    "after": pgettext_lazy("report", "after"),
}
# The choices whose codes records keep.
CHOICES = {"role": ArticleCredit.Role, "kind": Article.Kind, "byline_place": Article.BylinePlace}


def as_compared(before: ArticleRecord, after: ArticleRecord) -> dict[str, list]:
    """What the comparison of two records shows: `lines` with their labels, and the `pictures` where they differ."""
    kept = [[photo.sha256 for photo in record.photos] for record in (before, after)]
    stored = {photo.sha256: photo for photo in Photo.objects.filter(sha256__in=filter(None, kept[0] + kept[1]))}
    shown = [[thumbnail(sha and stored[sha].file if sha in stored else None) for sha in digests] for digests in kept]
    return {
        "lines": [(WORDS[line.part], line) for line in comparison.compare(before, after)],
        "pictures": shown if kept[0] != kept[1] else [],
    }


class ReadOnly:
    """A desk on which nothing is added, changed or deleted."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def as_report(values) -> str:
    """JSON values as nested lists and tables, every text escaped by the template."""
    return render_to_string("admin/articles/report.html", {"value": _laid_out(values)})


def _laid_out(value, key="") -> dict:
    """A JSON value as the template walks it: its kind, and its entries or its text; objects in a row are a table."""
    if value in ("", [], {}, None):
        return {"kind": "text", "text": "—"}
    if isinstance(value, dict):
        return {"kind": "outline", "entries": [(_word(name), _laid_out(inner, name)) for name, inner in value.items()]}
    if isinstance(value, list) and all(isinstance(inner, dict) for inner in value):
        heads = list(dict.fromkeys(name for inner in value for name in inner))
        rows = [[_laid_out(inner.get(name), name) for name in heads] for inner in value]
        return {"kind": "table", "heads": [_word(name) for name in heads], "entries": rows}
    if isinstance(value, list):
        return {"kind": "list", "entries": [_laid_out(inner) for inner in value]}
    if isinstance(value, bool):
        return {"kind": "text", "text": _("yes") if value else _("no")}
    return {"kind": "text", "text": _said(value, key)}


def _said(value, key: str):
    """A single value in the newsroom's words; a body as it is set."""
    if key == "outcome":
        return _word(value)
    if key == "body" and isinstance(value, str):
        return mark_safe(richtext.canonical(value))
    return dict(CHOICES[key].choices).get(value, value) if key in CHOICES else value


def _word(key: str) -> str:
    return WORDS.get(key, key.replace("_", " "))
