"""What a reader looked for, marked in the article that the search led to; its address carries it.

It is marked in the HTML that the page prints anyway, so that what is bold, a link or a list stays what it is.
"""

import re
from html import unescape
from itertools import groupby
from urllib.parse import urlencode

from .models import Article
from .richtext import INLINE
from .search import highlighting
from .search.highlighting import Phrase
from .search.query import All, Query, Words, parse, write
from .search.reading import printed_text

# What a page prints within a paragraph; every other element begins or ends one.
_WITHIN = {*INLINE, "br", "span"}
_UNIT = re.compile(r"<[^>]*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);|.", re.DOTALL)
_NAME = re.compile(r"</?([a-z0-9]*)")


class Marks:
    """What is marked in an article: those `words` that it has. The first mark that is put is where `#hit` leads."""

    def __init__(self, words: list[Words]):
        self.words = words
        self._is_begun = False

    def put_into(self, html: str, field: str) -> str:
        """The HTML of what is printed in one of documents.FIELDS, with the marks; nothing else of it changes."""
        marked = with_marks(html, highlighting.looked_for(All(tuple(self.words)), field))
        if self._is_begun or "<mark>" not in marked:
            return marked
        self._is_begun = True
        return marked.replace("<mark>", '<mark id="hit">', 1)


def marks_in(article: Article, typed: str) -> Marks | None:
    """What of a text in the language of the search is to be marked in an article; None where nothing is."""
    words = _words(parse(typed).tree)
    if not words:
        return None
    phrases = [highlighting.phrase_of(each) for each in words]
    found = {field: highlighting.occurring(text, phrases) for field, text in printed_text(article).items()}
    printed = [
        each
        for each, phrase in zip(words, phrases, strict=True)
        if any(phrase in found[field] for field in ([each.field] if each.field else found))
    ]
    return Marks(printed) if printed else None


def carried(tree: All) -> str:
    """The query by which an article's address carries what was looked for; "" where that is no word."""
    words = _words(tree)
    return f"?{urlencode({'q': write(Query(All(tuple(words))))})}" if words else ""


def _words(tree: All) -> list[Words]:
    return list(dict.fromkeys(highlighting.words_of(tree)))


def with_marks(html: str, phrases: list[Phrase]) -> str:
    """HTML with these in `mark`, which holds no other element: a phrase across others is marked in its parts."""
    units = _UNIT.findall(html)
    lit = set()
    for is_edge, paragraph in groupby(enumerate(units), key=lambda each: _is_edge(each[1])):
        if is_edge:
            continue
        text, places = "", []
        for place, unit in paragraph:
            said = _said(unit)
            text += said
            places += [place] * len(said)
        for first, last in highlighting.spans(text, phrases):
            lit |= {place for place in places[first:last] if not _is_tag(units[place])}
    runs = groupby(range(len(units)), key=lit.__contains__)
    pieces = ((is_lit, "".join(units[place] for place in run)) for is_lit, run in runs)
    return "".join(f"<mark>{piece}</mark>" if is_lit else piece for is_lit, piece in pieces)


def _is_tag(unit: str) -> bool:
    return unit[0] == "<" and len(unit) > 1


def _is_edge(unit: str) -> bool:
    return _is_tag(unit) and _NAME.match(unit)[1] not in _WITHIN


def _said(unit: str) -> str:
    """What stands in the text for a tag, a reference or a character."""
    if _is_tag(unit):
        return "\n" if unit == "<br>" else ""
    return unescape(unit) if unit[0] == "&" else unit
