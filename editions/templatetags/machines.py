"""How data for machines stands in a page."""

import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

# Those of Django's json_script: within a script element nothing can end it, nor begin a comment or another one.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def as_json(data) -> str:
    """Data as JSON that may stand in a `script` element of data."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # what could end the element is escaped
