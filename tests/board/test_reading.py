"""The edition board: what it shows and to whom, what is stuck, what it costs, and the ways to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import board, roles, stuck, versions, workflow
from articles.models import Article, Assignment
from editions.models import Edition, Page, Publication
from tests.desk_forms import said
from tests.factories import (
    make_account,
    make_article,
    make_caption,
    make_edition,
    make_page,
    make_publication,
    make_staff,
    picture,
)

from .conftest import address, furnish, lines, on_pages, pooled, read, send, shown

pytestmark = pytest.mark.django_db


# What it shows


def test_pages_stand_beside_each_other_with_their_articles_and_the_pool(edition, pages, people):
    make_article(pages[1], "乙二", order=1)
    make_article(pages[1], "乙一", order=0)
    make_caption(make_article(pages[0], ""), "江边的清晨。")
    pooled("草稿", author=people["author"])
    pooled("可用", state="approved")
    pooled("别的报纸的", make_publication("evening", "晚报"))
    make_article(make_page(make_edition(on=date(2124, 3, 2))), "别期的")
    assert shown(edition, people["first"]) == {
        "A01": ["江边的清晨。"],
        "A02": ["乙一", "乙二"],
        "pool": ["可用", "草稿"],
    }
    assert [card.position for card in read(edition, people["first"]).columns[1].cards] == [1, 2]


def test_a_card_says_how_its_article_stands(edition, pages, people):
    author, first = people["author"], people["first"]
    made = {
        name: make_article(pages[0], name, approved=name == "approved", author=author)
        for name in ("draft", "returned", "in_review", "second", "approved", "withdrawn")
    }
    for name in ("returned", "in_review", "second"):
        workflow.submit(made[name], by=author)
    workflow.return_to_author(made["returned"], "缺时间。", by=first)
    workflow.approve(made["second"], by=first)
    Article.objects.filter(pk=made["withdrawn"].pk).update(withdrawn_at=timezone.now(), withdrawal_notice="撤。")
    cards = read(edition, first).cards
    assert {card.article.headline: (card.state, card.stage and card.stage.name) for card in cards} == {
        "draft": ("draft", None),
        "returned": ("returned", None),
        "in_review": ("in_review", "一审"),
        "second": ("in_review", "二审"),
        "approved": ("approved", None),
        "withdrawn": ("withdrawn", None),
    }
    for_me = {
        user.username: [card.article.headline for card in read(edition, user).cards if card.is_for_me]
        for user in (first, author)
    }
    assert for_me == {"first": ["in_review"], "author": ["draft", "returned"]}


def test_a_column_says_which_proofs_stand_and_who_signed_the_last(edition, pages, people):
    article = make_article(pages[0])
    for name in ("proofreader", "first"):
        workflow.sign_proof(pages[0], by=people[name])
    with workflow.revision(article, by=people["first"]):
        article.body = "<p>改。</p>"
        article.save()
    columns = read(edition, people["first"]).columns
    assert [[mark.standing for mark in column.proofs] for column in columns] == [
        ["stands", "reopened", "open", "open"],
        ["open", "open", "open", "open"],
    ]
    assert [column.signed_by for column in columns] == ["first", ""]
    assert [column.is_reopened for column in columns] == [True, False]


def test_the_newest_of_a_long_pool_are_shown_with_the_way_to_the_others(client, edition, people, monkeypatch):
    monkeypatch.setattr(board, "MOST_IN_POOL", 2)
    for number in range(3):
        pooled(f"第{number}篇")
    assert shown(edition, people["first"]) == {"pool": ["第2篇", "第1篇"]}
    client.force_login(people["first"])
    assert "稿库里更早的稿件" in client.get(address(edition)).content.decode()


def test_the_board_leads_to_its_neighbours_and_other_papers(client, edition, people):
    before = make_edition(public=False, on=date(2124, 2, 29))
    extra = make_edition(public=False, on=date(2124, 3, 1), label="extra")
    make_edition(make_publication("evening", "晚报"), on=date(2124, 3, 1))
    found = board.edition_of(edition.pk)
    assert (found.earlier, found.later) == (before.pk, extra.pk)
    assert (board.edition_of(before.pk).earlier, board.edition_of(extra.pk).later) == (None, None)
    client.force_login(people["first"])
    page = client.get(address(edition)).content.decode()
    assert all(f'href="{address(each)}"' in page for each in (before, extra))
    assert all(f'href="/admin/board/?publication={paper.pk}"' in page for paper in Publication.objects.all())


def test_an_edition_without_pages_and_an_empty_pool_say_so(client, edition, people):
    client.force_login(people["first"])
    page = client.get(address(edition)).content.decode()
    assert "本期还没有版面。" in page
    assert "稿库里没有稿件。" in page


# What is stuck


def test_everything_that_is_stuck_is_said_grouped_the_longest_waiting_first(edition, pages, people):
    author = people["author"]
    late, soon, returned, draft = (
        make_article(pages[0], name, approved=False, author=author) for name in ("久等", "刚送", "退稿", "草稿")
    )
    in_pool = pooled("稿库稿", author=author)
    for article in (soon, late, returned, in_pool):
        workflow.submit(article, by=author)
    workflow.return_to_author(returned, "缺时间。", by=people["first"])
    now = timezone.now()
    for article, hours in ((late, 5), (soon, 1), (returned, 2), (in_pool, 3)):
        Article.objects.filter(pk=article.pk).update(waiting_since=now - timedelta(hours=hours))
    Article.objects.filter(pk=draft.pk).update(created_at=now - timedelta(hours=4))
    workflow.sign_proof(pages[1], by=people["proofreader"])
    pages[1].facsimile.save("page.jpg", ContentFile(picture()))
    Page.objects.filter(pk=pages[1].pk).update(text_changed_at=now + timedelta(minutes=1))
    assert {name: [each.replace("\xa0", " ") for each in said] for name, said in lines(edition, author).items()} == {
        "returned": ["A01 “退稿”退回author已2 小时：缺时间。"],
        "reopened": ["A02 一校后文稿有改动（0 分钟前），须重校。"],
        "proofs": ["A01 缺一校。"],
        "waiting": [
            "A01 “久等”待一审（责任编辑），已等5 小时。",
            "稿库 “稿库稿”待一审（责任编辑），已等3 小时。",
            "A01 “刚送”待一审（责任编辑），已等1 小时。",
        ],
        "drafts": ["A01 “草稿”在author手中已4 小时。"],
        "empty": ["A02 民生 没有稿件。"],
        "facsimiles": ["A01 要闻 缺版面图。"],
    }


def test_a_text_that_nobody_but_its_author_could_review_is_said_first(edition, pages, people):
    article = make_article(pages[0], "甲", approved=False, author=people["first"])
    workflow.submit(article, by=people["first"])
    assert next(iter(lines(edition, people["author"]).items())) == (
        "nobody",
        ["A01 “甲”待一审：没有能审这篇稿的责任编辑。"],
    )
    make_staff("another", roles.PAGE_EDITOR)
    assert "nobody" not in lines(edition, people["author"])


def test_nobody_reviews_at_two_stages_and_the_board_knows(edition, pages, people):
    both = make_staff("both", roles.PAGE_EDITOR, roles.DESK_HEAD)
    article = make_article(pages[0], "甲", approved=False, author=people["author"])
    workflow.submit(article, by=people["author"])
    workflow.approve(article, by=both)
    card = read(edition, people["author"]).columns[0].cards[0]
    assert card.reviewers == {people["second"].pk: "second"}
    people["second"].groups.clear()
    assert lines(edition, people["author"])["nobody"] == ["A01 “甲”待二审：没有能审这篇稿的部门主任。"]


def test_a_draft_without_an_author_and_a_correction_that_waits_are_said(client, edition, pages, people):
    make_article(pages[0], "停水通知", approved=False)
    released = make_article(make_page(make_edition(on=date(2124, 3, 2))), "渡口通车")
    assert lines(edition, people["third"])["drafts"] == ["A01 “停水通知”尚无作者，已0\xa0分钟。"]
    record = replace(versions.read(released), body="<p>更正。</p>")
    workflow.correct(released, record, by=people["author"])
    assert lines(released.edition, people["third"])["corrections"] == ["A01 “渡口通车”的更正稿已待审0\xa0分钟。"]
    client.force_login(people["third"])
    shown = client.get(address(released.edition)).content.decode()
    assert f'<a href="/admin/articles/article/{released.pk}/correction/">A01 “渡口通车”' in shown


def test_colleagues_go_by_their_names(client, edition, pages, people):
    """Chinese puts the family first, and leaves no space."""
    for key, (last, first) in {
        "author": ("林", "小满"),
        "first": ("许", "知秋"),
        "proofreader": ("Lin", "Ada"),
    }.items():
        User.objects.filter(pk=people[key].pk).update(last_name=last, first_name=first)
    article = make_article(pages[0], "甲", approved=False, author=people["author"])
    workflow.submit(article, by=people["author"])
    workflow.sign_proof(pages[0], by=people["proofreader"])
    found = read(edition, people["third"])
    assert found.columns[0].signed_by == "Ada Lin"
    assert set(found.who["people"].values()) == {"林小满", "许知秋"}
    client.force_login(people["third"])
    shown = client.get(address(edition)).content.decode()
    assert '<span class="of">林小满</span>' in shown
    assert "Ada Lin" in shown


def test_sign_off_is_blocked_by_what_it_lacks(client, edition, pages, people):
    make_article(pages[0], "草稿", approved=False)
    lacks = read(edition, people["third"]).lacks
    assert lacks == workflow.missing(edition) == ["A01 “草稿”：草稿。", "A01 缺一校。", "A02 缺一校。"]
    client.force_login(people["third"])
    assert "还不能签发：尚缺3项" in client.get(address(edition)).content.decode()
    Article.objects.update(state="approved")
    for page in pages:
        for turn in range(4):
            workflow.sign_proof(page, by=people[("first", "proofreader")[turn % 2]])
    assert "三审三校均已完成。" in client.get(address(edition)).content.decode()
    workflow.sign_off(edition, by=people["third"])
    assert "已签发。" in client.get(address(edition)).content.decode()
    assert "proofs" not in lines(edition, people["third"])


@pytest.mark.parametrize(("hours", "said"), [(7, None), (5, "距出版时间还有"), (-1, "出版时间已过")])
def test_a_publish_hour_that_is_near_is_said(client, edition, people, hours, said):
    Edition.objects.update(publish_at=timezone.now() + timedelta(hours=hours))
    client.force_login(people["third"])
    page = client.get(address(edition)).content.decode()
    assert [sentence for sentence in ("距出版时间还有", "出版时间已过") if sentence in page] == ([said] if said else [])


def test_many_lines_of_a_group_unfold(edition, pages, people):
    for number in range(5):
        make_article(pages[0], f"第{number}篇", approved=False)
    group = next(each for each in stuck.groups(read(edition, people["first"])) if each.name == "drafts")
    assert (len(group.in_view), len(group.others)) == (3, 2)


# Filters


def test_the_board_is_narrowed_by_page_and_by_person(edition, pages, people):
    author, first = people["author"], people["first"]
    other = make_staff("other", roles.REPORTER)
    one = make_article(pages[0], "甲", approved=False, author=author)
    make_article(pages[0], "乙", author=other)
    two = make_article(pages[1], "丙", approved=False, author=other)
    pooled("丁", author=author)
    for article, by in ((one, author), (two, other)):
        workflow.submit(article, by=by)
    workflow.approve(two, by=first)
    roles_by_name = dict(Group.objects.values_list("name", "pk"))
    everything = {"A01": ["甲", "乙"], "A02": ["丙"], "pool": ["丁"]}
    assert shown(edition, first, page=str(pages[1].pk)) == {"A02": ["丙"], "pool": ["丁"]}
    assert shown(edition, first, page="0") == everything
    assert shown(edition, first, who="nonsense") == everything
    assert shown(edition, first, who="me") == {"A01": ["甲"], "A02": [], "pool": []}
    assert shown(edition, author, who="me") == {"A01": [], "A02": [], "pool": ["丁"]}
    assert shown(edition, first, who=f"user-{author.pk}") == {"A01": ["甲"], "A02": [], "pool": ["丁"]}
    assert shown(edition, author, who=f"user-{first.pk}") == {"A01": ["甲"], "A02": [], "pool": []}
    desk_heads = f"role-{roles_by_name[roles.DESK_HEAD]}"
    assert shown(edition, first, who=desk_heads) == {"A01": [], "A02": ["丙"], "pool": []}
    assert lines(edition, first, who=desk_heads)["waiting"] == ["A02 “丙”待二审（部门主任），已等0\xa0分钟。"]
    assert read(edition, first).who["people"] == {
        f"user-{user.pk}": user.username for user in (author, first, other, people["second"])
    }


def test_what_is_narrowed_says_of_how_many(client, edition, pages, people):
    make_article(pages[0], "甲", author=people["author"])
    make_article(pages[0], "乙", author=people["second"])
    client.force_login(people["first"])
    page = client.get(address(edition), {"who": f"user-{people['author'].pk}"}).content.decode()
    assert "2篇中显示1篇" in page
    assert "显示全部" in page


# How much it costs


def test_the_board_asks_at_most_twelve_questions_whatever_its_size(client, people):
    Assignment.objects.create(user=people["first"], role=people["first"].groups.get(), publication=make_publication())
    small = furnish(2, 2, 2, people, on=date(2124, 3, 1))
    large = furnish(16, 12, 60, people, on=date(2124, 3, 2))
    counted = {}
    for user in (people["first"], User.objects.create_superuser("chief")):
        client.force_login(user)
        for edition in (small, large):
            client.get(address(edition))
            with CaptureQueriesContext(connection) as captured:
                page = client.get(address(edition)).content.decode()
            counted.setdefault(user.username, []).append(len(captured))
        assert page.count('data-card="') == 16 * 12 + 62
    assert counted == {"first": [12, 12], "chief": [9, 9]}


def test_a_move_asks_as_much_on_a_long_page_as_on_a_short_one(edition, people):
    counted = []
    assert roles.may(people["first"], "articles.place_article", edition.publication)
    for count in (2, 12):
        page, other = (make_page(edition, f"{letter}{count:02}") for letter in "BC")
        for each in (page, other):
            for number in range(count):
                make_article(each, f"{each.number} {number}")
        moved = page.articles.get(order=0)
        with CaptureQueriesContext(connection) as captured:
            seen = workflow.Seen(page.pk, signed_off=False)
            workflow.arrange(moved, other, other.articles.get(order=0).pk, by=people["first"], seen=seen)
        counted.append(len(captured))
    assert counted[0] == counted[1]


# Who may look, and who may move


def test_whoever_may_not_look_at_editions_and_articles_sees_no_board(client, edition):
    plain = make_account()
    client.force_login(plain)
    paths = (address(edition), f"/admin/editions/edition/{edition.pk}/findings/", "/admin/board/")
    assert [client.get(path).status_code for path in paths] == [403, 403, 403]
    assert client.post(address(edition), {}).status_code == 403
    client.logout()
    assert client.get(address(edition)).status_code == 302


def test_a_board_of_no_edition_is_not_found(client, people):
    client.force_login(people["first"])
    assert client.get("/admin/editions/edition/4711/board/").status_code == 404
    assert client.get("/admin/editions/edition/4711/findings/").status_code == 404


def test_who_may_not_place_looks_only(client, edition, pages, people):
    article = make_article(pages[0])
    for name, movable in (("first", True), ("author", False), ("proofreader", False)):
        client.force_login(people[name])
        page = client.get(address(edition)).content.decode()
        assert ("data-movable" in page, "data-move>" in page) == (movable, movable)
    assert send(client, article, edition, page="pool") == ["你的岗位没有这项权限。"]
    assert on_pages(edition)["A01"] == [("渡口通了新车", 0)]


def test_a_role_for_another_paper_moves_nothing_here(client, edition, pages, people):
    first = people["first"]
    evening = make_publication("evening", "晚报")
    Assignment.objects.create(user=first, role=first.groups.get(), publication=evening)
    article = make_article(pages[0])
    client.force_login(first)
    assert "data-movable" not in client.get(address(edition)).content.decode()
    assert send(client, article, edition, page=pages[1].pk) == ["你的岗位没有这项权限。"]
    own = make_edition(evening, public=False, on=date(2124, 3, 1))
    pooled("晚报的", evening)
    assert "data-movable" in client.get(address(own)).content.decode()


# The ways to it


def test_the_way_in_leads_to_the_next_edition_that_is_not_signed_off(client, people):
    today = timezone.localdate()
    client.force_login(people["first"])
    reply = client.get("/admin/board/", follow=True)
    assert said(reply) == ["还没有任何一期，请先增加一期。"]
    past = make_edition(public=False, on=today - timedelta(days=3))
    expected = [past]
    newest = make_edition(on=today + timedelta(days=4))
    expected.append(newest)
    make_edition(public=False, on=today + timedelta(days=2))
    near = make_edition(public=False, on=today + timedelta(days=1))
    make_edition(on=today)
    running = make_edition(public=False, on=today - timedelta(days=1), through=today)
    expected += [near, running]
    found = []
    for dates in ([past], [past, newest], None):
        others = Edition.objects.exclude(pk__in=[each.pk for each in dates]) if dates else Edition.objects.none()
        kept = list(others)
        others.delete()
        found.append(client.get("/admin/board/").url)
        Edition.objects.bulk_create(kept)
    assert found == [address(past), address(newest), address(running)]


def test_the_way_in_leads_to_the_paper_that_is_named_else_to_one_s_own(client, people):
    morning = make_edition(public=False, on=date(2124, 3, 1))
    evening = make_edition(make_publication("evening", "晚报", order=1), public=False, on=date(2124, 3, 1))
    first = people["first"]
    client.force_login(first)
    assert client.get("/admin/board/").url == address(morning)
    assert client.get("/admin/board/", {"publication": evening.publication_id}).url == address(evening)
    assert client.get("/admin/board/", {"publication": "x"}).url == address(morning)
    Assignment.objects.create(user=first, role=first.groups.get(), publication=evening.publication)
    assert client.get("/admin/board/").url == address(evening)


def test_start_page_lists_and_forms_lead_to_the_board(client, edition, pages, editor):
    article = make_article(pages[0])
    waiting = pooled()
    chief = User.objects.create_superuser("chief")
    client.force_login(chief)
    leads = {
        "/admin/": "/admin/board/",
        "/admin/editions/edition/": address(edition),
        f"/admin/editions/edition/{edition.pk}/change/": address(edition),
        f"/admin/editions/page/{pages[0].pk}/change/": f"{address(edition)}#page-{pages[0].pk}",
        f"/admin/articles/article/{article.pk}/change/": f"{address(edition)}#article-{article.pk}",
        f"/admin/articles/article/{waiting.pk}/change/": (
            f"/admin/board/?publication={waiting.publication_id}#article-{waiting.pk}"
        ),
    }
    assert [path for path, lead in leads.items() if f'href="{lead}"' not in client.get(path).content.decode()] == []


def test_the_english_board_stays_english(client, edition, pages, editor, laid_out):
    reply = client.post(
        f"/en{address(edition)}", {"article": laid_out["甲"].pk, "seen": pages[0].pk, "step": "down"}, follow=True
    )
    assert said(reply) == ["“甲” stands on A01 now, place 2."]
