"""What ties the articles of an edition: a text printed twice, a teaser and what it announces, a jump's two ends."""

from collections.abc import Iterator
from dataclasses import replace

from editions.numbers import order_key

from ...records import ArticleRecord, PageRecord, ReferenceRecord
from .copy_desk import Copy

# A repeated text is one of some length: two weather lines may be alike by chance.
_SHORTEST_REPEATED = 40


def tied(pages: list[PageRecord], copies: dict[str, Copy]) -> tuple[list[PageRecord], list[tuple[str, str]]]:
    """The pages with `repeats` and `continues` set, and (source id, sentence) for every end that is nowhere.

    `copies` holds each article's copy by its source id; it says which page a jump leads to or comes from.
    """
    ties = _Ties(pages, copies)
    ties.repeats()
    warnings = list(ties.jumps())
    return ties.made(), warnings


class _Ties:
    def __init__(self, pages: list[PageRecord], copies: dict[str, Copy]):
        self.pages, self.copies = pages, copies
        self.printed = [(page, article) for page in pages for article in page.articles if article.source_id]
        self.changes: dict[str, dict[str, ReferenceRecord]] = {}

    def made(self) -> list[PageRecord]:
        if not self.changes:
            return self.pages
        return [
            replace(page, articles=tuple(self._changed(article) for article in page.articles)) for page in self.pages
        ]

    def _changed(self, article: ArticleRecord) -> ArticleRecord:
        changes = self.changes.get(article.source_id)
        return replace(article, **changes) if changes else article

    def _change(self, article: ArticleRecord, name: str, page: PageRecord, other: ArticleRecord) -> None:
        self.changes.setdefault(article.source_id, {})[name] = ReferenceRecord(page.number, source_id=other.source_id)

    def repeats(self) -> None:
        """The later of two articles of one text repeats the earlier."""
        first: dict[str, tuple[PageRecord, ArticleRecord]] = {}
        for page, article in self.printed:
            text = _squeezed(self.copies[article.source_id].text) if article.source_id in self.copies else ""
            if len(text) < _SHORTEST_REPEATED:
                continue
            if text in first:
                self._change(article, "repeats", *first[text])
            else:
                first[text] = (page, article)

    def jumps(self) -> Iterator[tuple[str, str]]:
        """Tie teasers and jumps; the ends that are missing, each as (source id, sentence)."""
        for page, article in self.printed:
            copy = self.copies.get(article.source_id)
            if copy is None:
                continue
            if copy.teases and not self._tie_teaser(article, copy.teases):
                yield article.source_id, f"announces an article of page {copy.teases}, which is not there"
            if copy.goes_on and not self._tie_jump(page, article, copy.goes_on):
                yield (
                    article.source_id,
                    f"goes on at page {copy.goes_on}, where no article comes from page {page.number}",
                )
            if copy.arrives and not self._is_sent(page, copy.arrives):
                yield article.source_id, f"comes from page {copy.arrives}, where no article goes on at this page"

    def _tie_teaser(self, article: ArticleRecord, number: str) -> bool:
        """To the article of that headline on the page, or to the page's only article."""
        there = [(page, other) for page, other in self._on(number) if other.source_id != article.source_id]
        alike = [(page, other) for page, other in there if _alike(other.headline, article.headline)]
        chosen = alike or (there if len(there) == 1 else [])
        if chosen:
            self._change(article, "continues", *chosen[0])
        return bool(chosen)

    def _tie_jump(self, page: PageRecord, article: ArticleRecord, number: str) -> bool:
        """From the article there that says it comes from here: the one of the same headline, or the only one."""
        arriving = [other for _page, other in self._on(number) if self._says(other, "arrives", page.number)]
        alike = [other for other in arriving if _alike(other.headline, article.headline)]
        chosen = alike or (arriving if len(arriving) == 1 else [])
        if chosen:
            self._change(chosen[0], "continues", page, article)
        return bool(chosen)

    def _is_sent(self, page: PageRecord, number: str) -> bool:
        return any(self._says(other, "goes_on", page.number) for _page, other in self._on(number))

    def _says(self, article: ArticleRecord, what: str, number: str) -> bool:
        copy = self.copies.get(article.source_id)
        return bool(copy) and _same_page(getattr(copy, what), number)

    def _on(self, number: str) -> list[tuple[PageRecord, ArticleRecord]]:
        return [(page, other) for page, other in self.printed if _same_page(page.number, number)]


def _same_page(one: str, other: str) -> bool:
    try:
        return order_key(one) == order_key(other)
    except ValueError:
        return False


def _alike(one: str, other: str) -> bool:
    one, other = _squeezed(one), _squeezed(other)
    return bool(one and other) and (one in other or other in one)


def _squeezed(text: str) -> str:
    return "".join(text.split())
