"""Cards move on the edition board by its forms, and a board that is behind moves nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, ArticleVersion, TrailEntry
from editions.models import Edition
from tests.factories import (
    make_article,
    make_edition,
    make_page,
    make_publication,
    make_region,
)

from .conftest import address, on_pages, pooled, send

pytestmark = pytest.mark.django_db


# Moves


@pytest.mark.parametrize(
    ("name", "fields", "after"),
    [
        ("丙", {"page": "A01", "position": "1"}, ["丙甲乙", "丁"]),
        ("甲", {"page": "A01", "position": "2"}, ["乙甲丙", "丁"]),
        ("甲", {"page": "A01"}, ["乙丙甲", "丁"]),
        ("甲", {"page": "A01", "position": "99"}, ["乙丙甲", "丁"]),
        ("甲", {"page": "A01", "before": "丙"}, ["乙甲丙", "丁"]),
        ("乙", {"page": "A02", "before": "丁"}, ["甲丙", "乙丁"]),
        ("乙", {"page": "A02"}, ["甲丙", "丁乙"]),
        ("乙", {"page": "pool"}, ["甲丙", "丁"]),
        ("乙", {"step": "up"}, ["乙甲丙", "丁"]),
        ("乙", {"step": "down"}, ["甲丙乙", "丁"]),
        ("乙", {"step": "next", "page": "A01"}, ["甲丙", "丁乙"]),
        ("丁", {"step": "previous"}, ["甲乙丙丁", ""]),
        ("甲", {"step": "previous"}, ["乙丙", "丁"]),
    ],
)
def test_a_card_goes_where_its_form_says_and_both_pages_close_up(
    client, edition, pages, editor, laid_out, name, fields, after
):
    keys = {page.number: page.pk for page in pages} | {key: article.pk for key, article in laid_out.items()}
    fields = {field: keys.get(value, value) for field, value in fields.items()}
    (sentence,) = send(client, laid_out[name], edition, **fields)
    assert f"“{name}”" in sentence
    assert [
        ("".join(headline for headline, _order in placed), [order for _headline, order in placed])
        for placed in on_pages(edition).values()
    ] == [(names, list(range(len(names)))) if names != "丁" else ("丁", [3]) for names in after]


def test_what_comes_from_the_pool_gets_a_number_and_is_told_where_it_stands(client, edition, pages, editor, laid_out):
    article = pooled()
    said = send(client, article, edition, page=pages[1].pk, position="1")
    assert said == ["“稿库里的”现位于A02版第1位。"]
    article.refresh_from_db()
    assert (article.page, article.number, article.order) == (pages[1], 5, 0)
    assert send(client, article, edition, page="pool") == ["“稿库里的”已移入稿库。"]
    article.refresh_from_db()
    assert (article.page, article.number, article.edition) == (None, 5, edition)


def test_a_move_to_another_page_reopens_both_proofs_and_stands_in_the_trail(client, edition, pages, editor, laid_out):
    for page in pages:
        workflow.sign_proof(page, by=editor)
    send(client, laid_out["丙"], edition, step="up")
    assert [workflow.proofs_signed(page) for page in pages] == [1, 1]
    assert not TrailEntry.objects.filter(verb="place").exists()
    send(client, laid_out["丙"], edition, page=pages[1].pk)
    assert [workflow.proofs_signed(page) for page in pages] == [0, 0]
    entry = TrailEntry.objects.get(verb="place")
    assert (entry.by, entry.title, entry.details) == (
        editor,
        "丙",
        {"before": "2124-03-01 A01", "after": "2124-03-01 A02"},
    )


def test_a_move_within_an_edition_changes_no_text_and_voids_no_review(client, edition, pages, editor, people):
    article = make_article(pages[0], "稿", approved=False, author=people["author"])
    workflow.submit(article, by=people["author"])
    workflow.approve(article, by=editor)
    versions = ArticleVersion.objects.count()
    send(client, article, edition, page=pages[1].pk)
    article.refresh_from_db()
    assert (article.page, article.state, article.stage, ArticleVersion.objects.count()) == (
        pages[1],
        "in_review",
        2,
        versions,
    )


def test_a_filter_stays_after_a_move(client, edition, pages, editor, laid_out):
    asked = f"{address(edition)}?page={pages[0].pk}"
    reply = client.post(asked, {"article": laid_out["甲"].pk, "seen": pages[0].pk, "step": "down"})
    assert reply.url == asked


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("甲", {"step": "up"}, "“甲”已在本版首位。"),
        ("丙", {"step": "down"}, "“丙”已在本版末位。"),
        ("丁", {"step": "next"}, "前后已没有版面，稿件未移动。"),
        ("甲", {"page": "4711"}, "本期已没有这一版，稿件未移动。"),
        ("甲", {"page": "A02", "before": "丙"}, "A02版的稿件已有变动，未作移动。"),
        ("甲", {"page": "A02", "position": "0"}, "位次: 确保该值大于或等于1。"),
        ("甲", {"page": "A02", "position": "x"}, "位次: 输入整数。"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_moves(client, edition, pages, editor, laid_out, name, fields, said):
    keys = {page.number: page.pk for page in pages} | {key: article.pk for key, article in laid_out.items()}
    before = on_pages(edition)
    fields = {field: keys.get(value, value) for field, value in fields.items()}
    assert send(client, laid_out[name], edition, **fields) == [said]
    assert on_pages(edition) == before


def test_the_pool_has_no_order(client, edition, pages, editor):
    assert send(client, pooled(), edition, step="up") == ["稿库不分先后，稿件未移动。"]
    assert send(client, pooled(), edition, step="previous") == ["前后已没有版面，稿件未移动。"]


@pytest.mark.parametrize("fields", [{}, {"article": "x"}, {"article": str(2**63)}, {"article": "1", "step": "away"}])
def test_a_move_that_cannot_be_read_is_refused(client, edition, pages, editor, laid_out, fields):
    before = on_pages(edition)
    reply = client.post(address(edition), fields, follow=True)
    (message,) = reply.context["messages"]
    assert message.level_tag == "error"
    assert on_pages(edition) == before


# A board that is behind


def test_a_card_that_somebody_has_moved_meanwhile_stays_where_it_is(client, edition, pages, editor, laid_out):
    stale = Article.objects.get(pk=laid_out["甲"].pk)
    workflow.place(laid_out["甲"], pages[1], 7)
    assert send(client, stale, edition, step="down") == ["“甲”已由他人移到晨报 2124-03-01 A02，未再移动。"]
    assert send(client, stale, edition, page="pool") == ["“甲”已由他人移到晨报 2124-03-01 A02，未再移动。"]
    stale_in_pool = pooled("戊")
    workflow.place(Article.objects.get(pk=stale_in_pool.pk), pages[0], 9)
    assert send(client, stale_in_pool, edition, page=pages[1].pk) == ["“戊”已由他人移到晨报 2124-03-01 A01，未再移动。"]
    stale = Article.objects.get(pk=laid_out["乙"].pk)
    workflow.place(laid_out["乙"], None)
    assert send(client, stale, edition, page=pages[1].pk) == ["“乙”已由他人移入稿库，未再移动。"]
    assert on_pages(edition) == {"A01": [("丙", 9), ("戊", 9)], "A02": [("丁", 3), ("甲", 7)]}


def test_a_card_whose_article_is_deleted_meanwhile_is_gone(client, edition, pages, editor, laid_out):
    stale = Article.objects.get(pk=laid_out["甲"].pk)
    laid_out["甲"].delete()
    assert send(client, stale, edition, page=pages[1].pk) == ["这篇稿件已被删除。"]
    assert send(client, stale, edition, step="down") == ["这篇稿件已被删除。"]
    assert on_pages(edition)["A01"] == [("乙", 5), ("丙", 9)]


def test_a_board_from_before_sign_off_moves_nothing(client, edition, pages, editor, people, laid_out):
    before = on_pages(edition)
    stale = Edition.objects.get(pk=edition.pk)
    workflow.sign_off(edition, by=people["third"], override_reason="付印。")
    assert send(client, laid_out["甲"], stale, step="down") == ["晨报 2124-03-01 刚刚签发，稿件未移动。"]
    signed_off = Edition.objects.get(pk=edition.pk)
    workflow.reopen(signed_off, "误签。", by=people["third"])
    assert send(client, laid_out["甲"], signed_off, step="down") == ["晨报 2124-03-01 刚刚撤销签发，稿件未移动。"]
    assert on_pages(edition) == before


def test_what_readers_can_open_moves_within_its_edition_and_not_off_its_page(client, pages, editor, laid_out):
    Edition.objects.update(signed_off_at=timezone.now(), publish_at=timezone.now() - timedelta(hours=1))
    edition = Edition.objects.get()
    (sentence,) = send(client, laid_out["甲"], edition, page=pages[1].pk)
    assert sentence == "“甲”现位于A02版第2位。"
    (refused,) = send(client, laid_out["乙"], edition, page="pool")
    assert refused == "读者已能读到本稿：须以撤稿处理，不能移出版面。"
    assert on_pages(edition) == {"A01": [("乙", 0), ("丙", 1)], "A02": [("丁", 0), ("甲", 1)]}


def test_placing_by_the_form_or_the_board_follows_the_same_rules(pages, people, laid_out):
    Edition.objects.update(signed_off_at=timezone.now(), publish_at=timezone.now() - timedelta(hours=1))
    draft = make_page(make_edition(public=False, on=date(2124, 3, 2)))
    for page in (None, draft):
        with pytest.raises(workflow.Refused, match="读者已能读到本稿"):
            workflow.place(Article.objects.get(headline="甲"), page, by=people["third"])
    with pytest.raises(workflow.Refused, match="你的岗位没有这项权限"):
        workflow.place(Article.objects.get(headline="甲"), pages[1], by=people["author"])
    workflow.place(Article.objects.get(headline="甲"), pages[1], by=people["third"])
    entry = TrailEntry.objects.get(verb="place")
    assert (entry.by, entry.details) == (people["third"], {"before": "2124-03-01 A01", "after": "2124-03-01 A02"})


def test_another_paper_s_article_does_not_come_onto_the_page(client, edition, pages, editor):
    article = pooled("晚报的", make_publication("evening", "晚报"))
    assert send(client, article, edition, page=pages[0].pk) == ["这一版属于另一份报纸。"]


def test_an_article_that_comes_from_another_edition_leaves_it_whole(client, edition, pages, editor):
    elsewhere = make_page(make_edition(public=False, on=date(2124, 3, 2)))
    article, follower = make_article(elsewhere, "甲"), make_article(elsewhere, "乙")
    make_region(article)
    Article.objects.filter(pk=follower.pk).update(continues=article)
    workflow.place(article, None)
    send(client, article, edition, page=pages[0].pk)
    article.refresh_from_db()
    follower.refresh_from_db()
    assert (article.edition, article.regions.count(), follower.continues) == (edition, 0, None)
