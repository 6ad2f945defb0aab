"""How an article's text begins, for those who show no more of it."""

import re

from django.utils.text import Truncator

from articles.richtext import plain_text

# A full-width mark brings its own room.
_BLANK_AFTER_A_SENTENCE = re.compile(r"([。！？；：][”’）》]?) ")


def beginning(body: str, length: int = 100) -> str:
    """The first characters of a body's text, on one line."""
    text = " ".join(plain_text(body).split())
    return Truncator(_BLANK_AFTER_A_SENTENCE.sub(r"\1", text)).chars(length, truncate="…")
