"""Where in an article a finding is, and every printed text of an article with its place. Pure: it asks no database."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles import richtext

DECKS = ("kicker", "headline", "subheadline")


@dataclass(frozen=True)
class Place:
    """A field of an article, or of one of its captions (`caption`, counted from 1).

    In the body `paragraph` counts from 1; `offset` counts characters of the visible text from 0, within the paragraph
    or the field. What is of no single place leaves them at None.
    """

    field: str
    caption: int | None = None
    paragraph: int | None = None
    offset: int | None = None


def printed(article) -> Iterator[tuple[Place, str]]:
    """Every text of an article that is printed or read out: decks, body by paragraphs, byline, captions."""
    yield from decks_and_body(article)
    yield Place("byline"), article.byline
    for number, caption in enumerate(article.captions.all(), 1):
        for field in ("text", "credit_line", "alt"):
            yield Place(field, caption=number), getattr(caption, field)


def decks_and_body(article) -> Iterator[tuple[Place, str]]:
    """The decks of an article and the paragraphs of its body, each with its place."""
    for field in DECKS:
        yield Place(field), getattr(article, field)
    for number, text in enumerate(richtext.paragraphs(article.body), 1):
        yield Place("body", paragraph=number), text
