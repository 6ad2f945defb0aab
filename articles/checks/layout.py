"""What the page asks of an article: a headline and a text that fit, and a region where there is a facsimile."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import richtext, wordcount
from articles.models import Article, Check

from .findings import Finding
from .places import Place

# A text may be this much longer or shorter than ordered, in hundredths of the order.
TOLERANCE = 10


def check(article: Article) -> Iterator[Finding]:
    """Findings on headline, length and region; each only where the page or the order says what it has to be."""
    yield from _headline(article)
    yield from _length(article)
    page = article.page
    if page and page.facsimile and not any(region.page_id == page.pk for region in article.regions.all()):
        sentence = _("Page %(page)s has a facsimile, and no region on it leads to this article.") % {
            "page": page.number
        }
        yield Finding(Check.REGION, article, Place("regions"), sentence)


def _headline(article: Article) -> Iterator[Finding]:
    limit = article.page and article.page.headline_limit
    length = sum(not character.isspace() for character in article.headline)
    if limit and length > limit:
        sentence = _("The headline has %(length)d characters; page %(page)s has room for %(limit)d.")
        said = {"length": length, "page": article.page.number, "limit": limit}
        yield Finding(Check.HEADLINE_LENGTH, article, Place("headline"), sentence % said)


def _length(article: Article) -> Iterator[Finding]:
    ordered = article.ordered_length
    if not ordered or not article.complete:
        return
    length = wordcount.count("\n".join(richtext.paragraphs(article.body)))
    said = {"length": length, "ordered": ordered, "difference": abs(length - ordered)}
    if abs(length - ordered) * 100 <= ordered * TOLERANCE:
        return
    if length > ordered:
        sentence = _("The text has %(length)d characters, %(difference)d more than the %(ordered)d ordered.")
    else:
        sentence = _("The text has %(length)d characters, %(difference)d fewer than the %(ordered)d ordered.")
    yield Finding(Check.LENGTH, article, Place("body"), sentence % said)
