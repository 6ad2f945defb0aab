"""Jumps from page to page: whether what a text says of another page is said there too."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.jump_lines import FROM, TO, JumpLine, jump_lines
from articles.models import Article, Check
from editions.models import Edition, Page

from .findings import Finding
from .places import DECKS, Place, decks_and_body


class Jumps:
    """All jumps of an edition: the lines that its articles print, and which continues which."""

    def __init__(self, edition: Edition | None):
        """Read in one query; without an edition nothing jumps."""
        printed = Q.create([(f"{field}__contains", line) for field in (*DECKS, "body") for line in (TO, FROM)], Q.OR)
        jumping = Article.objects.filter(printed | Q(continues__isnull=False), edition=edition, page__isnull=False)
        self._articles = {}
        if edition:
            fields = [*DECKS, "body", "continues", "kind", "page__order_key", "page__number"]
            self._articles = {each.pk: each for each in jumping.select_related("page").only(*fields)}
        self._lines = {pk: list(_lines(each)) for pk, each in self._articles.items()}

    def check(self, article: Article) -> Iterator[Finding]:
        """Lines that nobody answers, and a continued article that does not lead here. What is on no page jumps not."""
        if not article.page:
            return
        for place, line in _lines(article):
            if not self._is_answered(article, line):
                if line.direction == TO:
                    sentence = _("The text says %(words)s, and nothing on page %(page)s continues it.")
                else:
                    sentence = _("The text says %(words)s, and nothing on page %(page)s leads here.")
                said = {"words": line.words, "page": line.printed_page}
                yield Finding(Check.JUMP, article, place, sentence % said)
        announces = article.kind == Article.Kind.TEASER
        if article.continues and not announces and not self._leads(article.continues_id, TO, article.page):
            sentence = _("It continues “%(title)s”, which does not say %(words)s.")
            said = {"title": article.continues.title, "words": f"{TO}{article.page.number}版"}
            yield Finding(Check.JUMP, article, Place("continues"), sentence % said, other=article.continues_id)

    def _is_answered(self, article: Article, line: JumpLine) -> bool:
        """Whether an article on the page that the line names is tied to this one, or names its page in turn."""
        for pk, other in self._articles.items():
            if pk == article.pk or other.page.order_key != line.page:
                continue
            tied = other.continues_id == article.pk if line.direction == TO else article.continues_id == pk
            if tied or self._leads(pk, FROM if line.direction == TO else TO, article.page):
                return True
        return False

    def _leads(self, pk: int, direction: str, page: Page) -> bool:
        """Whether that article prints a line in this direction that names the page."""
        return any(line.direction == direction and line.page == page.order_key for _at, line in self._lines.get(pk, ()))


def _lines(article: Article) -> Iterator[tuple[Place, JumpLine]]:
    for place, text in decks_and_body(article):
        for line in jump_lines(text):
            yield replace(place, offset=line.offset), line
