"""`python -m tests.bench`: how long views and the import take, on each database that is at hand.

Every figure stands beside a reference of the same run on the same machine: views beside an empty page that asks the
database one question, the import beside a bare bulk_create of the very rows that it wrote, a word list beside asking
for each of its terms, proposed regions beside reading the text alone, a large scan beside a small one, the search
beside tantivy. Compare the ratios; the milliseconds are this machine's.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES, ARTICLES_PER_PAGE = 8, 5
ROUNDS = 3
MEASURED_BY_THE_BROWSER = ["tests/browser/test_weights.py", "tests/browser/test_large_scans.py"]
PARAGRAPH = "<p>清晨六点，第一班渡船离开东岸码头，船上坐着去对岸上班的人和送菜的人。</p>"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200, help="of each view (default: %(default)s)")
    parser.add_argument("--editions", type=int, default=20, help="to import (default: %(default)s)")
    parser.add_argument("--archive", type=int, default=100, help="editions of the archive (default: %(default)s)")
    parser.add_argument("--searched", type=int, default=200_000, help="articles to search in (default: %(default)s)")
    parser.add_argument("--only-search", action="store_true", help="measure nothing else")
    parser.add_argument(
        "--no-inserts", action="store_true", help="do not measure the search engine's inserts alone, which take long"
    )
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options)
        return 0
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    # Not above: a process that reads ahead imports this module, as it imports the short manage.py otherwise.
    from tests import postgres
    from tests.bench import proposals, search

    if not options.only_search:
        proposals.measure()
        measure_first_visits()
    with TemporaryDirectory() as folder:
        search.prepare(options.searched, Path(folder))
        code = run("", folder)
        try:
            with postgres.server() as (url, _name):
                code = run(url, folder) or code
        except postgres.NotAvailable as why:
            print(f"PostgreSQL: not measured: {why}.")
    return code


def measure_first_visits() -> None:
    """What the browser tests measure: bytes of a first visit, uncompressed, how much moves meanwhile, large scans."""
    print("\nFirst visits to the seeds, as the browser counts them; nothing is compressed here", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-s", "--no-header", *MEASURED_BY_THE_BROWSER]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout
    figures = [text for text in said.splitlines() if "layout shift" in text or "opens in" in text]
    print("\n".join(figures) or "  not measured: no browser")


def run(url: str, folder: str) -> int:
    """Measure on that database, in a process of its own; `folder` has what the search is compared with."""
    command = [sys.executable, "-m", "tests.bench", *sys.argv[1:], "--here", folder]
    environment = {**os.environ, "TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode


def measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    from tests.bench import search

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        version = ".".join(map(str, connection.get_database_version()))
        print(f"\n{connection.display_name} {version}, Python {sys.version.split()[0]}")
        if not options.only_search:
            measure_import(options.editions)
            measure_archive(options.archive)
            measure_views(options.requests)
            measure_word_list(options.requests)
        search.measure(options.searched, Path(options.here), beside_inserts=not options.no_inserts)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def edition_record(on: date):
    """An edition of 40 articles, each with a byline of two people, a caption, and a region."""
    from articles.archive import records

    def article(number: int):
        names = (f"记者{number:02}", "沈一苇")
        left, top = number % 5 * 0.19, 0.1
        return records.ArticleRecord(
            headline=f"渡口通了新车 {number}",
            kicker="东岸新区",
            byline=f"本报记者 {' '.join(names)}",
            body=PARAGRAPH * 12,
            source_id=f"{on:%Y%m%d}{number:03}",
            credits=tuple(records.CreditRecord(name, "text", "本报记者") for name in names),
            photos=(
                records.PhotoRecord(
                    caption="江边的清晨。",
                    credit_line="本报记者 柳岸 摄",
                    credits=(records.CreditRecord("柳岸", "photo", "本报记者"),),
                ),
            ),
            regions=(
                records.RegionRecord(((left, top), (left + 0.18, top), (left + 0.18, top + 0.3), (left, top + 0.3))),
            ),
        )

    pages = tuple(
        records.PageRecord(
            number=f"A{page + 1:02}",
            name="要闻",
            articles=tuple(article(page * ARTICLES_PER_PAGE + n) for n in range(ARTICLES_PER_PAGE)),
        )
        for page in range(PAGES)
    )
    return records.EditionRecord(records.PublicationRecord("morning", "晨报"), on, pages)


def measure_import(editions: int) -> None:
    """Editions loaded as an import loads them, and the same rows, bare."""
    from tests.archives import load

    first = date(2024, 1, 1)
    records = [edition_record(first + timedelta(days=n)) for n in range(editions)]
    load(edition_record(first - timedelta(days=1)))  # the first one also fills caches
    before = counts()
    started = time.perf_counter()
    report = load(*records)
    seconds = time.perf_counter() - started
    assert not report.errors, report.errors
    rows, bare = bare_inserts(before, editions)
    articles = editions * PAGES * ARTICLES_PER_PAGE
    line("import", f"{rows / seconds:9,.0f} rows/s", f"{articles / seconds:7,.0f} articles/s", seconds / bare)
    line("  bulk_create of these rows", f"{rows / bare:9,.0f} rows/s", f"{articles / bare:7,.0f} articles/s")


def measure_archive(editions: int) -> None:
    """A generated archive of classic pages imported from its files; the reference is parsing and storing in a row.

    Three times over, each figure the middle one: three processes at work feel what else the machine does.
    """
    from articles.models import Article
    from tests.bench import archive

    taken: dict[str, list[float]] = {"import": [], "parsing": [], "bare": []}
    share, peak = [], 0.0
    known = Article.objects.count()
    before = counts()
    with TemporaryDirectory() as folder:
        archive.write(Path(folder), editions)
        for _turn in range(ROUNDS):
            delete(since(before))
            taken["parsing"].append(archive.parse_alone(Path(folder)))
            seconds, megabytes = archive.import_whole(Path(folder))
            taken["import"].append(seconds)
            # Of the first import alone: what follows holds all rows at once, for the reference.
            peak = peak or megabytes
            articles = Article.objects.count() - known
            taken["bare"].append(bare_inserts(before, editions)[1])
            share.append((taken["parsing"][-1] + taken["bare"][-1]) / seconds)
    middle = {name: statistics.median(seconds) for name, seconds in taken.items()}
    ratio = middle["import"] / (middle["parsing"] + middle["bare"])
    name = f"archive of {articles:,} articles"
    line(name, f"{articles / middle['import']:9,.0f} articles/s", f"peak {peak:6,.0f} MB", ratio)
    for name, what in (("  parsing alone", "parsing"), ("  bulk_create of these rows", "bare")):
        line(name, f"{articles / middle[what]:9,.0f} articles/s", f"{middle[what]:7.1f} s")
    spread = f"{min(share):.2f} to {max(share):.2f} in {ROUNDS} rounds"
    print(f"  {1 / ratio:.2f} of what the two in sequence allow ({spread})")


def bare_inserts(before: dict, editions: int) -> tuple[int, float]:
    """(rows, seconds) of storing by bulk_create, and nothing else, the rows that have come since `before`."""
    from django.db import transaction

    rows = since(before)
    delete(rows)
    with transaction.atomic():
        started = time.perf_counter()
        for model, here in rows.items():
            model.objects.bulk_create(here, batch_size=max(1, len(here) // editions))
        bare = time.perf_counter() - started
    return sum(map(len, rows.values())), bare


def since(before: dict) -> dict:
    """The rows that have come since `before`, by model, those that are referred to first."""
    rows = {}
    for model, number in counts().items():
        if number > before[model]:
            rows[model] = list(model.objects.order_by("-pk")[: number - before[model]])
    return {model: rows[model] for model in sorted(rows, key=lambda model: depth(model, set(rows)))}


def delete(rows: dict) -> None:
    for model in reversed(rows):
        model.objects.filter(pk__in=[row.pk for row in rows[model]]).delete()


def counts() -> dict:
    from django.apps import apps

    models = [*apps.get_app_config("editions").get_models(), *apps.get_app_config("articles").get_models()]
    return {model: model.objects.count() for model in models}


def depth(model, among: set) -> int:
    """How many of these models must be stored before this one."""
    referred = {field.related_model for field in model._meta.fields if field.many_to_one or field.one_to_one}
    referred = (referred & among) - {model}
    return 1 + max((depth(other, among - {model}) for other in referred), default=0)


def measure_views(requests: int) -> None:
    """Each view in turn, round after round, so that a busy moment of the machine falls on all alike."""
    from django.test import Client, override_settings

    client = Client()
    views = {
        "home": "/",
        "edition of 40 articles": "/morning/2024-01-01/",
        "page of 5 articles": "/morning/2024-01-01/A01/",
        "article": "/morning/2024-01-01/A01/1/",
        "calendar": "/morning/calendar/2024/01/",
        "search": "/search/?q=渡口",
    }
    reference = "  an empty page, SELECT 1"
    times: dict[str, list[float]] = {name: [] for name in [*views, reference]}

    def timed(address: str) -> float:
        started = time.perf_counter()
        reply = client.get(address)
        seconds = time.perf_counter() - started
        assert reply.status_code == 200, f"{address} answers {reply.status_code}"
        return seconds * 1000

    for turn in range(requests + 10):
        taken = {name: timed(address) for name, address in views.items()}
        with override_settings(ROOT_URLCONF="tests.bench.reference"):
            taken[reference] = timed("/reference/")
        if turn >= 10:  # the first ones compile templates
            for name, milliseconds in taken.items():
                times[name].append(milliseconds)
    base = p95(times[reference])
    for name in [*views, reference]:
        middle, slow = f"{statistics.median(times[name]):7.2f} ms", f"p95 {p95(times[name]):7.2f} ms"
        line(name, middle, slow, p95(times[name]) / base if name in views else None)


def measure_word_list(times: int, terms: int = 10_000) -> None:
    """An article of 1,500 characters held against a word list; the reference is asking for each term by `in`."""
    from articles.checks.word_list import Term, WordList

    chance = random.Random(terms)
    characters = [chr(code) for code in range(0x4E00, 0x5E00)]
    wordings = {"".join(chance.choices(characters, k=chance.randint(2, 5))) for _each in range(terms)}
    text = "".join(chance.choices(characters, k=1500))
    started = time.perf_counter()
    words = WordList(Term(wording, "wrong") for wording in wordings)
    made = (time.perf_counter() - started) * 1000
    listed, plain = [], []
    for _turn in range(times):
        started = time.perf_counter()
        found = {term.term for _offset, term in words.found_in(text)}
        listed.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        assert found == {wording for wording in wordings if wording in text}
        plain.append((time.perf_counter() - started) * 1000)
    base = p95(plain)
    for name, measured in ((f"word list of {terms:,} terms", listed), ("  each of them by `in`", plain)):
        middle, slow = f"{statistics.median(measured):7.2f} ms", f"p95 {p95(measured):7.2f} ms"
        line(name, middle, slow, p95(measured) / base if measured is listed else None)
    print(f"  made ready in {made:.0f} ms")


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def line(name: str, first: str, second: str, ratio: float | None = None) -> None:
    times = f"{ratio:5.1f} × the reference" if ratio else "      the reference"
    print(f"  {name:<28} {first:>17}  {second:>18}  {times}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
