"""The same address in the site's other languages."""

from django import template
from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language, get_language_from_path, get_language_info

from editions.languages import web_tag
from newsroom import traditional

register = template.Library()


@register.simple_tag
def interface_language() -> str:
    """The language of everything that the paper did not print; traditional it becomes only on its way out."""
    return web_tag(settings.LANGUAGE_CODE if get_language() == traditional.LANGUAGE else get_language())


@register.simple_tag
def language_addresses(path: str) -> list[dict]:
    """The address in every language of the site, each with its own name; the present one marked.

    The newsroom's own pages, its previews among them, are not there in traditional Chinese.
    Each begins with one slash: what follows two is the name of a host, and browsers take a backslash for a slash.
    """
    prefix = get_language_from_path(path)
    rest = path.removeprefix(f"/{prefix}") if prefix else path
    bare = "/" + iri_to_uri(rest).lstrip("/")
    return [
        {
            "tag": web_tag(code),
            "name": get_language_info(code)["name_local"],
            "address": bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}",
            "current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
        if code != traditional.LANGUAGE or not bare.startswith("/admin/")
    ]
