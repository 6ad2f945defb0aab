"""Importing again what is being reviewed and proofread: what covers another text than the one now here is void."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Article, TrailEntry
from editions.models import Edition, Page

from .archives import an_article, an_edition, load, outcomes

pytestmark = pytest.mark.django_db


def bring(*articles, **options):
    return load(an_edition(*articles), unpublished=True, **options)


def review(people, *names):
    """Submit the article, and let these approve it."""
    article = Article.objects.get()
    workflow.submit(article, by=people["author"])
    for name in names:
        workflow.approve(article, by=people[name])


def standing():
    return Article.objects.values_list("state", "stage", "round", "body").get()


def proofread(page, people, times=4):
    for turn in range(times):
        workflow.sign_proof(page, by=people[("proofreader", "first")[turn % 2]])


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        ([], ("in_review", 1, 1)),
        (["first"], ("in_review", 1, 2)),
        (["first", "second"], ("in_review", 1, 2)),
        (["first", "second", "third"], ("in_review", 1, 2)),
    ],
)
def test_a_text_that_an_import_changes_begins_its_reviews_anew(people, passed, expected):
    bring()
    review(people, *passed)
    assert outcomes(bring(an_article(body="<p>来源改过。</p>"))) == {"updated": 1}
    assert standing() == (*expected, "<p>来源改过。</p>")
    voided = TrailEntry.objects.filter(verb="void").values_list("by", "title", "details")
    assert list(voided) == ([(None, "渡口通了新车", {"stage": 1})] if passed else [])
    if passed:
        workflow.approve(Article.objects.get(), by=people["first"])
        assert standing()[:3] == ("in_review", 2, 2)


def test_a_draft_stays_a_draft(people):
    bring()
    review(people, "first")
    workflow.return_to_author(Article.objects.get(), "缺时间。", by=people["second"])
    bring(an_article(body="<p>来源改过。</p>"))
    assert standing() == ("draft", 0, 1, "<p>来源改过。</p>")


@pytest.mark.parametrize("on_conflict", ["keep", "replace"])
def test_what_was_edited_here_keeps_its_reviews_where_it_is_kept(people, on_conflict):
    bring()
    article = Article.objects.get()
    with workflow.revision(article, by=people["author"]):
        article.body = "<p>编辑改过。</p>"
        article.save()
    review(people, "first", "second", "third")
    bring(an_article(body="<p>来源改过。</p>"), on_conflict=on_conflict)
    kept, replaced = ("approved", 0, 1, "<p>编辑改过。</p>"), ("in_review", 1, 2, "<p>来源改过。</p>")
    assert standing() == (kept if on_conflict == "keep" else replaced)


def test_what_is_not_printed_voids_nothing(people):
    bring()
    review(people, "first", "second", "third")
    proofread(Page.objects.get(), people)
    assert outcomes(bring(an_article(keywords=("渡口",)))) == {"updated": 1}
    assert standing()[:3] == ("approved", 0, 1)
    assert workflow.proofs_signed(Page.objects.get()) == 4


def test_a_released_article_is_not_put_back_into_review(people):
    bring()
    review(people, "first", "second", "third")
    proofread(Page.objects.get(), people)
    workflow.sign_off(Edition.objects.get(), by=people["third"])
    bring(an_article(body="<p>来源改过。</p>"))
    assert standing() == ("approved", 0, 1, "<p>来源改过。</p>")
    assert not TrailEntry.objects.filter(verb="void").exists()


def test_pages_on_which_an_import_changes_a_text_are_proofread_again(people):
    """A02 gets another text, A03 a new one, A04 loses one to A05; on A01 all is as it was."""

    def edition(*pages):
        numbered = [replace(an_edition(*articles).pages[0], number=number) for number, articles in pages]
        return replace(an_edition(), pages=tuple(numbered))

    one, two, three, four = (an_article(title, source_id=title) for title in ("甲", "乙", "丙", "丁"))
    five = an_article("戊", source_id="戊")
    pages = [("A01", [one]), ("A02", [two]), ("A03", [three]), ("A04", [four]), ("A05", [five])]
    load(edition(*pages), unpublished=True)
    for page in Page.objects.all():
        proofread(page, people)
    changed = [
        ("A01", [one]),
        ("A02", [replace(two, body="<p>改。</p>")]),
        ("A03", [three, an_article("己", source_id="己")]),
        ("A04", [an_article("庚", source_id="庚", complete=False)]),
        ("A05", [five, four]),
    ]
    load(edition(*changed), unpublished=True)
    signed = {page.number: workflow.proofs_signed(page) for page in Page.objects.all()}
    assert signed == {"A01": 4, "A02": 3, "A03": 3, "A04": 3, "A05": 3}
    load(edition(*changed), unpublished=True)
    assert workflow.proofs_signed(Page.objects.get(number="A01")) == 4


def test_statements_do_not_grow_with_the_articles_whose_reviews_are_void(people):
    def statements(count, on):
        edition = an_edition(*(an_article(f"第{place}篇") for place in range(count)), on=on)
        load(edition, unpublished=True)
        for article in Article.objects.filter(edition__date=on):
            workflow.submit(article, by=people["author"])
            workflow.approve(article, by=people["first"])
        page = edition.pages[0]
        changed = replace(page, articles=tuple(replace(article, body="<p>改。</p>") for article in page.articles))
        with CaptureQueriesContext(connection) as captured:
            load(replace(edition, pages=(changed,)), unpublished=True)
        return len(captured)

    few, many = statements(3, date(2024, 3, 1)), statements(30, date(2024, 3, 2))
    assert many - few <= 6  # bulk updates come in batches of the database's parameter limit
    assert TrailEntry.objects.filter(verb="void").count() == 33
