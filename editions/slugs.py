"""Which addresses a paper may take: none that the site itself uses."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import LocalePrefixPattern, URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _


def reserved() -> set[str]:
    """The first segments that the URL configuration uses, the languages, and the folders for files."""
    folders = {str(prefix).strip("/").split("/")[0] for prefix in (settings.STATIC_URL, settings.MEDIA_URL)}
    languages = {code.lower() for code, _name in settings.LANGUAGES} | {"zh", "zh-hant"}
    return _first_segments(get_resolver().url_patterns) | folders | languages


def _first_segments(patterns) -> set[str]:
    segments = set()
    for entry in patterns:
        route = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        first = route.lstrip("^").split("/")[0]
        if first == "" and isinstance(entry, URLResolver):
            segments |= _first_segments(entry.url_patterns)
        elif re.fullmatch(r"[a-z0-9-]+", first):
            segments.add(first)
    return segments


def check_slug(slug: str) -> None:
    """Refuse a publication's address that is malformed or that the site uses itself."""
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        raise ValidationError(
            _("“%(slug)s” is not an address: use lower-case letters, digits and hyphens."),
            params={"slug": slug},
        )
    if slug in reserved():
        raise ValidationError(_("“%(slug)s” is an address of the site itself."), params={"slug": slug})
