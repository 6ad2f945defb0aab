"""What the admin's start page says is waiting for whoever opens it."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles, workflow
from articles.models import Assignment

from .factories import make_article, make_edition, make_page, make_publication, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_page(make_edition(public=False))


def titles(articles):
    return [article.headline for article in articles]


def waiting(people):
    return {name: titles(workflow.to_review(user)) for name, user in people.items()}


def test_a_text_waits_for_those_who_can_decide_of_it_now(people, page):
    one, two = (make_article(page, title, approved=False, author=people["author"]) for title in ("甲", "乙"))
    for article in (one, two):
        workflow.submit(article, by=people["author"])
    assert waiting(people) == {"author": [], "first": ["甲", "乙"], "second": [], "third": [], "proofreader": []}
    workflow.approve(one, by=people["first"])
    assert waiting(people) == {"author": [], "first": ["乙"], "second": ["甲"], "third": [], "proofreader": []}


def test_nobody_is_shown_what_the_rules_keep_from_them(people, page):
    both = make_staff("both", roles.PAGE_EDITOR, roles.DESK_HEAD)
    own = make_article(page, "自己的", approved=False, author=both)
    other = make_article(page, "别人的", approved=False, author=people["author"])
    workflow.submit(own, by=both)
    workflow.submit(other, by=people["author"])
    assert titles(workflow.to_review(both)) == ["别人的"]
    workflow.approve(other, by=both)
    assert titles(workflow.to_review(both)) == []


def test_a_role_for_another_paper_shows_nothing_of_this_one(people, page, admin_user):
    first = people["first"]
    article = make_article(page, "甲", approved=False, author=people["author"])
    workflow.submit(article, by=people["author"])
    Assignment.objects.create(user=first, role=first.groups.get(), publication=make_publication("evening", "晚报"))
    assert (titles(workflow.to_review(first)), list(workflow.to_proof(first))) == ([], [])
    assert titles(workflow.to_review(admin_user)) == ["甲"]
    Assignment.objects.create(user=first, role=first.groups.get(), publication=article.publication)
    first = User.objects.get(pk=first.pk)
    assert (titles(workflow.to_review(first)), list(workflow.to_proof(first))) == (["甲"], [page])


def test_what_came_back_is_shown_to_its_author_with_the_reason(people, page):
    article = make_article(page, "甲", approved=False, author=people["author"])
    make_article(page, "没送审", approved=False, author=people["author"])
    workflow.submit(article, by=people["author"])
    workflow.return_to_author(article, "缺时间。", by=people["first"])
    shown = {name: [each.reason for each in workflow.returned_to(user)] for name, user in people.items()}
    assert shown == {"author": ["缺时间。"], "first": [], "second": [], "third": [], "proofreader": []}
    workflow.submit(article, by=people["author"])
    workflow.take_back(article, by=people["author"])
    assert not workflow.returned_to(people["author"]).exists()


def test_a_page_waits_for_its_proof_until_the_clean_one_is_signed(people, page):
    article = make_article(page)
    make_page(page.edition, "A02")  # nothing on it to read
    first, proofreader = people["first"], people["proofreader"]
    turns = []
    for turn in range(5):
        turns.append([list(workflow.to_proof(user)) == [page] for user in (proofreader, first)])
        if turn < 4:
            workflow.sign_proof(page, by=(proofreader, first)[turn % 2])
    assert turns == [[True, True], [False, True], [True, False], [False, True], [False, False]]
    with workflow.revision(article, by=first):
        article.body = "<p>改。</p>"
        article.save()
    assert list(workflow.to_proof(proofreader)) == [page]
    assert list(workflow.to_proof(people["author"])) == []


def test_the_start_page_lists_all_of_it_in_as_many_queries_for_one_as_for_ten(client, people, page):
    client.force_login(people["first"])

    def opened(count):
        start = page.edition.pages.count()
        for number in range(start, start + count):
            each = make_page(page.edition, f"B{number:02}")
            article = make_article(each, f"待审{number}", approved=False, author=people["author"])
            workflow.submit(article, by=people["author"])
        with CaptureQueriesContext(connection) as captured:
            reply = client.get("/admin/")
        return len(captured), reply.content.decode()

    opened(1)
    one, _page = opened(1)
    ten, shown = opened(10)
    assert one == ten
    assert all(word in shown for word in ("待我处理", "待审12", "待校", "晨报 2024-03-01 B12"))
    client.force_login(make_staff("photographer", roles.PHOTO_EDITOR))
    assert "暂无。" in client.get("/admin/").content.decode()
