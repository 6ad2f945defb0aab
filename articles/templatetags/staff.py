"""How colleagues are shown in the newsroom."""

from django import template

from articles import mentions

register = template.Library()

register.filter("staff_name", mentions.name_of)
