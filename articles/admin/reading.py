"""What is only read: records and reports laid out as lists, and desks on which nothing is written."""

from django.template.loader import render_to_string


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


def _laid_out(value) -> dict:
    """A JSON value as the template walks it: its kind, and its entries or its text; objects in a row are a table."""
    if value in ("", [], {}, None):
        return {"kind": "text", "text": "—"}
    if isinstance(value, dict):
        return {
            "kind": "outline",
            "entries": [(key.replace("_", " "), _laid_out(inner)) for key, inner in value.items()],
        }
    if isinstance(value, list) and all(isinstance(inner, dict) for inner in value):
        heads = list(dict.fromkeys(key for inner in value for key in inner))
        rows = [[_laid_out(inner.get(key)) for key in heads] for inner in value]
        return {"kind": "table", "heads": heads, "entries": rows}
    if isinstance(value, list):
        return {"kind": "list", "entries": [_laid_out(inner) for inner in value]}
    return {"kind": "text", "text": value}
