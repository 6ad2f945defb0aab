"""What is shown of an article that was found: the piece of its text that was looked for."""

from articles.models import Article
from articles.richtext import paragraphs

from .highlighting import Part, looked_for, piece_of
from .query import All


def piece(article: Article, tree: All) -> list[Part]:
    """The piece of the body around what was looked for, else of a caption, else the beginning of the body."""
    of_body = piece_of(paragraphs(article.body), looked_for(tree))
    if any(part.is_hit for part in of_body):
        return of_body
    captions = [text for caption in article.captions.all() for text in (caption.text, caption.credit_line) if text]
    of_captions = piece_of(captions, looked_for(tree, "photo"))
    return of_captions if not of_body or any(part.is_hit for part in of_captions) else of_body
