"""What was found, with the words that were looked for marked in it."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.models import Article
from articles.richtext import paragraphs
from articles.search import highlighting
from articles.search.query import All

register = template.Library()


@register.simple_tag
def marked(text: str, tree: All, field: str = "") -> SafeString:
    """A text on one line, what was looked for in any field, or in this one, in <mark>."""
    line = " ".join(text.split("\n"))
    parts = highlighting.parts_of(line, highlighting.looked_for(tree, field))
    return format_html_join(
        "", "{}{}{}", ((_OPEN, part.text, _CLOSE) if part.is_hit else ("", part.text, "") for part in parts)
    )


_OPEN, _CLOSE = SafeString("<mark>"), SafeString("</mark>")


@register.simple_tag
def piece(article: Article, tree: All) -> list[highlighting.Part]:
    """The piece of a caption or of the body around what was looked for, else the beginning of the body."""
    captions = [text for caption in article.captions.all() for text in (caption.text, caption.credit_line) if text]
    of_captions = highlighting.piece_of(captions, highlighting.looked_for(tree, "photo"))
    of_body = highlighting.piece_of(paragraphs(article.body), highlighting.looked_for(tree))
    has_hit = any(part.is_hit for part in of_captions) and not any(part.is_hit for part in of_body)
    return of_captions if has_hit or not of_body else of_body
