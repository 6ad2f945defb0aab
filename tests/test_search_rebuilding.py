"""The index is built anew while it answers, goes on where it was interrupted, and is compared with the articles."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, SearchChange, SearchDocument, SearchIndex
from articles.search import finding, index, rebuilding
from articles.search.query import parse
from tests.factories import make_article, make_page

# An index is built beside what else goes on, not within a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page():
    page = make_page()
    for number in range(5):
        make_article(page, f"渡船{number}")
    return page


def found(typed="渡船") -> list[str]:
    answer = finding.find(parse(typed).tree)
    headlines = Article.objects.in_bulk(answer.articles)
    return [headlines[key].headline for key in answer.articles]


def said(command, *options) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out, stderr=out)
    return out.getvalue()


ALL = [f"渡船{number}" for number in range(5)]


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("articles_search_")}


def test_it_is_built_anew_and_put_in_place(page):
    before = index.current()
    assert found() == ALL
    said("reindex", "--processes", "2")
    after = index.current()
    assert after != before
    assert list(SearchIndex.objects.all()) == [after]
    assert {str(before.pk), str(after.pk)} & {name.split("_")[2] for name in tables()} == {str(after.pk)}
    assert found() == ALL
    assert said("check_index") == "The index is complete.\n"


def test_what_was_interrupted_goes_on_where_it_was(page, monkeypatch):
    found()
    monkeypatch.setattr(rebuilding, "_AT_ONCE", 2)
    steps = rebuilding.rebuild(1)
    assert next(steps) == 2
    steps.close()
    assert found() == ALL
    changed, *_others = Article.objects.order_by("pk")
    Article.objects.filter(pk=changed.pk).update(headline="轮船")
    assert found() == ALL[1:]
    assert list(rebuilding.rebuild(1)) == [2, 3]
    assert (found(), found("轮船")) == (ALL[1:], ["轮船"])
    assert said("check_index") == "The index is complete.\n"


def test_what_was_interrupted_after_the_swap_is_cleared_away_by_the_next_one(page, monkeypatch):
    before, drop = index.current(), index.engine().drop

    def interrupted(cursor, key):
        if key == before.pk:
            raise KeyboardInterrupt
        drop(cursor, key)

    with monkeypatch.context() as patched:
        patched.setattr(index.engine(), "drop", interrupted)
        with pytest.raises(KeyboardInterrupt):
            said("reindex", "--processes", "1")
    replaced, current = SearchIndex.objects.order_by("pk")
    assert (replaced, current) == (before, index.current())
    Article.objects.filter(headline="渡船4").update(headline="轮船")
    assert (found(), found("轮船")) == (ALL[:4], ["轮船"])
    assert not SearchDocument.objects.filter(index=replaced).exists()
    said("reindex", "--processes", "1")
    assert list(SearchIndex.objects.all()) == [index.current()]
    assert index.current() not in (before, current)
    assert (found(), found("轮船")) == (ALL[:4], ["轮船"])
    assert {str(key.pk) for key in (before, current)} & {name.split("_")[2] for name in tables()} == set()


def test_others_may_write_between_the_steps_of_clearing_away(page, monkeypatch):
    """A million documents and their table are not taken away while everybody waits."""
    found()
    monkeypatch.setattr(rebuilding, "_AT_ONCE", 2)
    with CaptureQueriesContext(connection) as queries:
        for _done in rebuilding.rebuild(processes=1):
            pass
    asked = [query["sql"] for query in queries]
    steps = [sql for sql in asked if sql.startswith('DELETE FROM "articles_searchdocument"') and '"id" IN' in sql]
    assert len(steps) == 3


def test_what_was_changed_before_it_was_begun_is_settled_with_it(page):
    steps = rebuilding.rebuild(1)
    next(steps)
    Article.objects.filter(headline="渡船4").update(headline="轮船")
    assert SearchChange.objects.count() == 6
    assert list(steps) == []
    assert SearchChange.objects.count() == 1
    assert (found(), found("轮船")) == (ALL[:4], ["轮船"])


def test_nothing_that_is_put_in_is_looked_for_among_all_that_is_there(page):
    """An archive of a million articles is read into the index as fast at its end as at its beginning."""
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite only; the plan of a small table says nothing on PostgreSQL")
    steps = rebuilding.rebuild(processes=1)
    with CaptureQueriesContext(connection) as queries:
        assert next(steps) == 5
    steps.close()
    asked = [query["sql"] for query in queries if "articles_searchdocument" in query["sql"].partition("FROM")[2]]
    plans = []
    with connection.cursor() as cursor:
        for sql in asked:
            if "DELETE" not in sql:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                plans += [row[3] for row in cursor.fetchall() if "articles_searchdocument" in row[3]]
    assert len(plans) >= 2
    assert [step for step in plans if step.startswith("SCAN") or step.endswith("(index_id=?)")] == []


def test_changes_alone_are_read_by_the_command_too(page):
    assert said("reindex", "--changes").startswith(f"{5} changes read in ")
    assert not SearchChange.objects.exists()


def test_what_is_missing_stale_or_too_much_is_named(page):
    found()
    missing, lost, stale, surplus, _whole = Article.objects.order_by("pk")
    SearchDocument.objects.filter(article=missing).delete()
    with connection.cursor() as cursor:
        index.engine().remove(cursor, index.current().pk, [SearchDocument.objects.get(article=lost).number])
    Article.objects.filter(pk=stale.pk).update(headline="轮船")
    Article.objects.filter(pk=surplus.pk).update(state="draft")
    SearchChange.objects.all().delete()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_index", stdout=out)
    assert out.getvalue().splitlines() == [
        f"article {missing.pk}: it is not indexed.",
        f"article {lost.pk}: the index has lost it.",
        f"article {stale.pk}: it is indexed as it was before.",
        f"article {surplus.pk}: it is indexed, and readers may not see it.",
    ]


def test_what_finds_no_number_on_its_day_waits_for_an_index_with_room(caplog):
    SearchIndex.objects.update(width=1)
    page = make_page()
    for number in range(3):
        make_article(page, f"渡船{number}")
    assert found() == ALL[:2]
    assert [record.getMessage() for record in caplog.records] == [
        "The search index has no more numbers for the days of 1 articles: run reindex."
    ]
    assert SearchChange.objects.count() == 1
    said("reindex", "--processes", "1")
    assert (found(), SearchChange.objects.count()) == (ALL[:3], 0)
    assert said("check_index") == "The index is complete.\n"
