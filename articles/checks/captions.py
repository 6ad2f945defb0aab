"""Photos: whether each says what it shows, who took it, and what those who cannot see it are told."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.models import Article, Check, PhotoCredit

from .findings import Finding
from .places import Place

# Whoever drew a picture stands for its photographer.
_MADE_BY = {PhotoCredit.Role.PHOTO, PhotoCredit.Role.ILLUSTRATION}


def check(article: Article) -> Iterator[Finding]:
    """Findings on the pictures that are there; a caption whose picture is not kept is history. Advertisements credit
    nobody.
    """
    for number, caption in enumerate(article.captions.all(), 1):
        if not caption.photo_id:
            continue
        said = {"number": number}
        credited = any(credit.role in _MADE_BY for credit in caption.credits.all())
        if not credited and article.kind != Article.Kind.ADVERTISEMENT:
            place = Place("credit_line", caption=number)
            yield Finding(Check.PHOTO_CREDIT, article, place, _("Photo %(number)d names no photographer.") % said)
        if not caption.text.strip():
            place = Place("text", caption=number)
            yield Finding(Check.CAPTION, article, place, _("Photo %(number)d has no caption.") % said)
        if not caption.alt.strip():
            place = Place("alt", caption=number)
            yield Finding(Check.ALT, article, place, _("Photo %(number)d has no alternative text.") % said)
