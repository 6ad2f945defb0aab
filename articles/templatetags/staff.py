"""How colleagues are shown in the newsroom."""

from django import template

from editions.staff import name_of

register = template.Library()

register.filter("staff_name", name_of)
