"""The search in a generated archive, beside tantivy over the same tokens, https://github.com/quickwit-oss/tantivy-py."""

import multiprocessing
import os
import random
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import django

from tests.bench import newspaper_text
from tests.bench.newspaper_text import ARTICLES_OF_A_DAY, ARTICLES_OF_A_PAGE, PAGES

AT_ONCE, PARCEL = 1000, 50
# Of each sort so many different words, each asked so often in each way.
WORDS, TIMES = 20, 5
# Hits of rare, middling and frequent words among 200,000 articles; of phrases, what lies between.
RARE, MIDDLING, FREQUENT, PHRASE = 700 / 200_000, 9_000 / 200_000, 42_000 / 200_000, 2_000 / 200_000
RESULTS = 20
COLD = "all of them for the first time"


def texts_of(number: int) -> list[list[str]]:
    """The paragraphs of an article's headline, decks, body, captions, byline."""
    article = newspaper_text.article(number)
    decks, captions = ["", article["subheadline"]], [article["caption"], ""]
    return [[article["headline"]], decks, article["paragraphs"], captions, [article["byline"]]]


def tokens_of(number: int) -> tuple[str, int]:
    """An article's tokens, and how many bytes its text has."""
    from articles.search import tokens

    paragraphs = [paragraph for text in texts_of(number) for paragraph in text if paragraph]
    return " ".join(tokens.tokens(paragraphs)), sum(len(paragraph.encode()) for paragraph in paragraphs)


def row_of(number: int) -> list:
    """What the engine's table has of an article."""
    from articles.search import documents, index

    day = newspaper_text.day_of(number)
    page = f"A{number // ARTICLES_OF_A_PAGE % PAGES + 1:02}"
    own = [documents.of_paper(1), documents.of_kind("news"), documents.of_page(page)]
    facets = [documents.ANY, *own, documents.of_edition(day.toordinal()), *documents.of_day(day)]
    text = dict(zip(documents.FIELDS, texts_of(number), strict=True))
    return index.engine().row(documents.Document(number, day.toordinal(), None, text, facets, []))


def in_processes(function, numbers) -> Iterator:
    """What `function` makes of each, in their order; no more is read ahead than a few thousand."""
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn"), django.setup) as pool:
        parts = [numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]
        waiting = []
        for part in parts:
            waiting.append(pool.map(function, part, chunksize=PARCEL))
            if len(waiting) > 3:
                yield from waiting.pop(0)
        for each in waiting:
            yield from each


class Reference:
    """tantivy with one field of tokens, and each article's place in the order of dates."""

    def __init__(self, folder: Path):
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="whitespace")
        schema.add_integer_field("number", indexed=True, fast=True)
        self.schema, self.folder = schema.build(), folder
        self.index = tantivy.Index(self.schema, str(folder))

    def build(self, articles: int) -> int:
        """How many bytes the texts have. It indexes while they are taken apart, so its own time is not to be seen."""
        import tantivy

        writer = self.index.writer(256_000_000, 1)
        size = 0
        for number, (text, length) in enumerate(in_processes(tokens_of, range(articles))):
            writer.add_document(tantivy.Document(text=text, number=number))
            size += length
        writer.commit()
        writer.wait_merging_threads()
        return size

    @property
    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir())

    def open(self) -> None:
        self.index.reload()
        self.searcher = self.index.searcher()

    def find(self, words: list[str], way: str, numbers: tuple[int, int]) -> int:
        """How many there are, once the first of them have been found."""
        import tantivy

        from articles.search import tokens

        query = tantivy.Query
        wanted = []
        for word in words:
            found = list(tokens.phrase(word).tokens)
            one = query.term_query(self.schema, "text", found[0])
            wanted.append(query.phrase_query(self.schema, "text", found) if len(found) > 1 else one)
        if way == "within a range":
            wanted.append(query.range_query(self.schema, "number", tantivy.FieldType.Integer, *numbers))
        asked = query.boolean_query([(tantivy.Occur.Must, part) for part in wanted]) if len(wanted) > 1 else wanted[0]
        return self.searcher.search(asked, RESULTS, order_by_field=None if way == "by relevance" else "number").count


def load(articles: int) -> None:
    """The archive in the database, nothing of it indexed yet."""
    from articles.models import Article
    from editions.models import Edition, Page
    from tests.factories import make_publication

    paper = make_publication("archive", "旧报")
    days = [newspaper_text.day_of(number) for number in range(0, articles, ARTICLES_OF_A_DAY)]
    editions = [Edition(publication=paper, date=day) for day in days]
    for edition in editions:
        edition.sign_off()
    Edition.objects.bulk_create(editions, batch_size=AT_ONCE)
    pages = [
        Page(edition=edition, number=f"A{page + 1:02}", name="要闻") for edition in editions for page in range(PAGES)
    ]
    for page in pages:
        page.clean()
    Page.objects.bulk_create(pages, batch_size=AT_ONCE)
    rows, captions = [], []
    for number, texts in enumerate(in_processes(texts_of, range(articles))):
        page = pages[number // ARTICLES_OF_A_PAGE]
        [headline], [_kicker, deck], body, [caption, _credit], [byline] = texts
        rows.append(
            Article(
                publication=paper,
                edition=page.edition,
                page=page,
                number=number % ARTICLES_OF_A_DAY + 1,
                order=number % ARTICLES_OF_A_PAGE,
                state=Article.State.APPROVED,
                headline=headline,
                subheadline=deck,
                body="".join(f"<p>{paragraph}</p>" for paragraph in body),
                byline=byline,
            )
        )
        captions.append(caption)
        if len(rows) == AT_ONCE or number == articles - 1:
            store(rows, captions)
            rows, captions = [], []


def store(articles: list, captions: list[str]) -> None:
    """Put the articles, each with its caption, into the database."""
    from django.db import transaction

    from articles.models import Article, PhotoCaption

    with transaction.atomic():
        Article.objects.bulk_create(articles)
        PhotoCaption.objects.bulk_create(
            PhotoCaption(article=article, text=text) for article, text in zip(articles, captions, strict=True)
        )


def bare_inserts(articles: int) -> float:
    """Seconds for the engine alone to take the articles' rows, that were made before, into an index of its own.

    FTS5 merges as it goes, by its own settings; GIN is built at once.
    """
    from django.db import connection, transaction

    from articles.search import index
    from articles.search.numbering import Numbering

    numbering = Numbering.of_days_with(ARTICLES_OF_A_DAY)
    seconds = 0.0
    building, waiting = 0, []
    with connection.cursor() as cursor:
        index.engine().create(cursor, building, to_fill=connection.vendor != "sqlite")
        for number, row in enumerate(in_processes(row_of, range(articles))):
            day = newspaper_text.day_of(number).toordinal()
            waiting.append((numbering.last(day) - number % ARTICLES_OF_A_DAY, row))
            if len(waiting) == AT_ONCE or number == articles - 1:
                started = time.perf_counter()
                with transaction.atomic():
                    index.engine().put(cursor, building, waiting)
                seconds += time.perf_counter() - started
                waiting = []
        started = time.perf_counter()
        index.engine().finish(cursor, building)
        seconds += time.perf_counter() - started
        index.engine().drop(cursor, building)
    return seconds


def sizes() -> dict[str, int]:
    """Bytes of the index, and on PostgreSQL of the tables beside it."""
    from django.db import connection

    from articles.search import index

    table = f"articles_search_{index.current().pk}"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT sum(length(block)) FROM {table}_data")
            return {"index": cursor.fetchone()[0]}
        cursor.execute(
            "SELECT pg_indexes_size(%s), pg_table_size(%s), pg_total_relation_size(%s)",
            [table, table, f"{table}_texts"],
        )
        return dict(zip(("index", "sets of tokens", "folded texts"), cursor.fetchone(), strict=True))


def questions(articles: int) -> dict[str, list[list[str]]]:
    """The words of each question, by sort."""
    rare, middling, frequent = (
        newspaper_text.words_of(round(share * articles), articles, 2, WORDS) for share in (RARE, MIDDLING, FREQUENT)
    )
    phrases = newspaper_text.words_of(round(PHRASE * articles), articles, 4, WORDS)
    sorts = {"rare words": rare, "middling words": middling, "frequent words": frequent, "phrases of four": phrases}
    together = [list(pair) for pair in zip(frequent, middling, strict=True)]
    return {sort: [[word] for word in words] for sort, words in sorts.items()} | {"two words together": together}


def ask(reference: Reference, articles: int) -> None:
    """The first page of results and how many there are: of each question in each way, beside the reference."""
    from articles.search import finding
    from articles.search.query import All, Dates, Words

    middle = newspaper_text.day_of(articles // 2)
    spans = [(middle - timedelta(days=days), middle + timedelta(days=days)) for days in (15, 60, 180)]
    ways = ("by date", "within a range", "by relevance")
    taken: dict[tuple[str, str], tuple[list, list, list]] = {}
    asked = [(sort, words) for sort, all_of in questions(articles).items() for words in all_of]
    chance = random.Random(articles)
    # The first time, which reads from the disk what later ones find in memory, is told by itself.
    for turn in range(TIMES + 1):
        chance.shuffle(asked)
        for sort, words in asked:
            for way in ways:
                first, last = chance.choice(spans)
                numbers = (number_from(first), number_from(last + timedelta(days=1)) - 1)
                dates = [Dates(first, last)] if way == "within a range" else []
                tree = All((*(Words(word) for word in words), *dates))
                started = time.perf_counter()
                found = finding.find(tree, by_relevance=way == "by relevance")
                own = (time.perf_counter() - started) * 1000
                started = time.perf_counter()
                count = reference.find(words, way, numbers)
                its = (time.perf_counter() - started) * 1000
                assert found.count == min(count, finding.COUNTED + 1), (words, way, found.count, count)
                cell = taken.setdefault((sort if turn else COLD, way), ([], [], []))
                for kept, figure in zip(cell, (own, its, count), strict=True):
                    kept.append(figure)
    tell(taken, ways)


def number_from(day: date) -> int:
    """The first article of a day."""
    return max(0, (day - newspaper_text.FIRST_DAY).days * ARTICLES_OF_A_DAY)


def tell(taken: dict, ways: tuple[str, ...]) -> None:
    print(f"  {'ms: p50 and p95, tantivy':<46} {'p50':>8} {'p95':>8}   {'p50':>8} {'p95':>8}   p95 as a multiple")
    whole: dict[str, tuple[list, list]] = {way: ([], []) for way in ways}
    for (sort, way), (own, its, counts) in taken.items():
        if sort == COLD:
            say(f"{sort} {way}", own, its)
            continue
        say(f"{sort} ({statistics.median(counts):,.0f}) {way}", own, its)
        whole[way][0].extend(own)
        whole[way][1].extend(its)
    for way, (own, its) in whole.items():
        say(f"all of them {way}", own, its)


def say(what: str, own: list[float], its: list[float]) -> None:
    figures = [f"{statistics.median(times):8.2f} {p95(times):8.2f}" for times in (own, its)]
    print(f"  {what:<46} {figures[0]}   {figures[1]}   {p95(own) / p95(its):5.1f}", flush=True)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def measure(articles: int, folder: Path, *, beside_inserts: bool) -> None:
    """Load, index and ask on the database of this process; `folder` has the reference.

    The engine's inserts alone take as long again as the index, or longer; `beside_inserts` measures them too.
    """
    from articles.models import SearchChange
    from articles.search import rebuilding

    started = time.perf_counter()
    load(articles)
    print(f"\n  search in {articles:,} articles, loaded in {time.perf_counter() - started:,.0f} s")
    started = time.perf_counter()
    for _done in rebuilding.rebuild():
        pass
    seconds = time.perf_counter() - started
    print(f"  indexed in {seconds:,.0f} s", flush=True)
    if beside_inserts:
        bare = bare_inserts(articles)
        print(f"  {seconds / bare:.2f} × the engine's inserts alone ({bare:,.0f} s)")
    text = int((folder / "text").read_text())
    for what, size in sizes().items():
        print(f"  {what}: {size / 1e6:,.0f} MB, {size / text:.2f} × the text", flush=True)
    assert not SearchChange.objects.exists()
    reference = Reference(folder / "tantivy")
    reference.open()
    ask(reference, articles)


def prepare(articles: int, folder: Path) -> None:
    """The reference, built once for both databases."""
    (folder / "tantivy").mkdir()
    reference = Reference(folder / "tantivy")
    text = reference.build(articles)
    (folder / "text").write_text(str(text))
    print(f"tantivy: {articles:,} articles, {text / 1e6:,.0f} MB of text,", end=" ")
    print(f"its index {reference.size / 1e6:,.0f} MB, {reference.size / text:.2f} × the text", flush=True)
