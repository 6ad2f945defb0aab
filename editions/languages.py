"""The site's languages as the web names them, and what is said in all of them at once."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import override

from .characters import TRADITIONAL, to_traditional

# What Django calls them, and what the web does.
_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def web_tag(language: str) -> str:
    """A language as `lang` and `hreflang` name it."""
    return _TAGS.get(language, language)


def in_every_language(text: Callable[[], object]) -> dict[str, str]:
    """What `text` gives in each of the site's languages, by the web's name of the language."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words = str(text())
        said[web_tag(code)] = to_traditional(words) if code == TRADITIONAL else words
    return said
