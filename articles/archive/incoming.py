"""Articles on their way in, and which article each of them is here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.models import Article, ImportItem
from editions.models import Page

from .canonical import known_by
from .records import ArticleRecord


@dataclass
class Incoming:
    """An article on its way in: its record as it will be stored, and what it is known by."""

    key: str
    record: ArticleRecord
    page: Page
    order: int
    source_digest: str
    # Of what is printed, as it will be stored, and as it is stored here so far.
    digest: str = ""
    digest_here: str = ""
    # The number within the edition that it gets as a new article.
    number: int | None = None
    article: Article | None = None
    item: ImportItem | None = None
    outcome: str = ""
    edited: bool = False
    # The places of photos that the source names, but whose pictures it does not hold.
    lost: frozenset[int] = frozenset()
    # Another text under a headline that several articles of the page have: nobody can say whose it is.
    doubtful: bool = False
    # The source has put it on another page since, and nobody here has.
    moves: bool = False


def match(
    incoming: list[Incoming],
    here: list[Article],
    items: dict[tuple[str, str], ImportItem],
    elsewhere: Callable[[set[int]], Iterable[Article]],
) -> None:
    """Find what each incoming article is here: by its key, else by page and headline, else by its number.

    `here` holds the edition's articles, `items` what earlier runs brought by (kind, key); `elsewhere(keys)` gives the
    articles of these primary keys that have moved to another edition since, and are edited there.
    """
    by_pk = {article.pk: article for article in here}
    taken: set[int] = set()
    moved: set[int] = set()
    for each in incoming:
        each.item = items.get((ImportItem.Kind.ARTICLE, each.key))
        if each.item is not None and each.item.article_id in by_pk:
            each.article = by_pk[each.item.article_id]
            taken.add(each.article.pk)
        elif each.item is not None and each.item.article_id:
            moved.add(each.item.article_id)
    if moved:
        there = {article.pk: article for article in elsewhere(moved)}
        for each in incoming:
            if each.article is None and each.item is not None:
                each.article = there.get(each.item.article_id)
    by_article = {item.article_id: item for item in items.values() if item.article_id}
    _part_those_alike(incoming, here, by_article, items)
    by_headline: dict[tuple[int | None, str], list[Article]] = {}
    for article in here:
        by_headline.setdefault((article.page_id, known_by(article.headline)), []).append(article)
    by_number = {article.number: article for article in here}
    taken = {each.article.pk for each in incoming if each.article}
    # Headlines first: numbers that two archives gave on their own say nothing of the same page's other articles.
    for known in (
        lambda each: by_headline.get((each.page.pk, known_by(each.record.headline)), ()),
        lambda each: _of_number(each, by_number),
    ):
        for each in incoming:
            if each.article is None and each.item is None:
                each.article = next((article for article in known(each) if article.pk not in taken), None)
                if each.article is not None:
                    taken.add(each.article.pk)
                    each.item = by_article.get(each.article.pk)


def _part_those_alike(incoming, here, by_article: dict[int, ImportItem], items) -> None:
    """Sort out articles of one page that share a headline and have no id of the source's: 图片新闻, 简讯.

    A source that holds only some of them says nothing of which is which, so a text goes to the article that has it
    already, else to one that is known by its headline only. What is left could be any of them, and is doubtful.
    """
    groups: dict[tuple[int, str], list[Incoming]] = {}
    for each in incoming:
        if not each.record.source_id:
            groups.setdefault((each.page.pk, known_by(each.record.headline)), []).append(each)
    alike: dict[tuple[int | None, str], list[Article]] = {}
    for article in here:
        if article.pk in by_article:
            alike.setdefault((article.page_id, known_by(article.headline)), []).append(article)
    for place, arriving in groups.items():
        known = alike.get(place, [])
        whole = [each for each in arriving if each.record.complete]
        if len(known) < 2:
            continue
        free = list(known)

        def give(each: Incoming, article: Article, free=free) -> None:
            free.remove(article)
            each.article, each.item = article, by_article[article.pk]
            each.key = each.item.key

        rest = []
        for each in whole:
            same = [article for article in free if by_article[article.pk].source_digest == each.source_digest]
            give(each, same[0]) if same else rest.append(each)
        for each in rest:
            open_ones = free if len(whole) >= len(known) else [article for article in free if not article.complete]
            if open_ones:
                give(each, open_ones[0])
            else:
                each.article, each.item, each.doubtful = None, None, True
        for each in arriving:
            if not each.record.complete and free:
                give(each, free[0])
            elif not each.record.complete:
                each.article, each.item = None, items.get((ImportItem.Kind.ARTICLE, each.key))


def _of_number(each: Incoming, by_number: dict[int, Article]) -> tuple[Article, ...]:
    """The article of the same number, where its page or its headline is the same as well."""
    article = by_number.get(each.record.number) if each.record.number else None
    if article is None:
        return ()
    same = article.page_id == each.page.pk or known_by(article.headline) == known_by(each.record.headline)
    return (article,) if same else ()
