"""How data for machines stands in a page."""

from django import template
from django.utils.safestring import mark_safe

from editions import json_ld

register = template.Library()


@register.filter
def as_json(data) -> str:
    """Data as JSON that may stand in a `script` element of data."""
    return mark_safe(json_ld.written(data))  # what could end the element is escaped
