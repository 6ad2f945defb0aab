"""Reviews and proofs by the buttons of the admin's forms: what was typed is saved, and a refusal says why."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from articles import roles, workflow
from articles.models import Article, Review, TrailEntry
from tests.desk_forms import filled, form_of, said

from .factories import make_article, make_edition, make_page, make_publication, make_staff

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def offered(client, article):
    page = client.get(form_of(article)).content.decode()
    return [verb for verb in workflow.MOVES if f'name="_move" value="{verb}"' in page]


def test_a_text_goes_through_its_reviews_by_the_buttons_of_its_form(client):
    author, first = make_staff("author", roles.REPORTER), make_staff("first", roles.PAGE_EDITOR)
    article = make_article(make_page(make_edition(public=False)), approved=False, author=author)

    def press(who, verb, **fields):
        client.force_login(who)
        move = {"_move": verb, "_reason": fields.pop("reason", "")}
        reply = client.post(form_of(article), filled(client, form_of(article), **fields, **move), follow=True)
        return said(reply)

    client.force_login(author)
    assert offered(client, article) == ["submit"]
    (sentence,) = press(author, "submit", headline="渡口的新车")
    assert sentence.startswith("待一审（责任编辑），自 ")
    assert offered(client, article) == ["take_back"]
    assert press(author, "approve") == ["所填内容已保存。", "你的岗位没有这项权限。"]
    assert press(first, "submit") == ["所填内容已保存。", "“渡口的新车”现为“审稿中”。"]
    assert Article.objects.get().stage == 1
    client.force_login(first)
    assert offered(client, article) == ["approve", "return_to_author"]
    assert press(first, "return_to_author") == ["所填内容已保存。", "请写明理由。"]
    assert press(first, "return_to_author", reason=["缺时间。", " "]) == ["草稿"]
    press(author, "submit")
    press(first, "approve", body="<p>一审改过。</p>", reason="可用。")
    assert offered(client, article) == []
    stored = Article.objects.get()
    assert (stored.headline, stored.body, stored.stage) == ("渡口的新车", "<p>一审改过。</p>", 2)
    assert list(Review.objects.order_by("pk").values_list("verdict", "note")) == [
        ("returned", "缺时间。"),
        ("approved", "可用。"),
    ]
    page = client.get(form_of(article)).content.decode()
    assert "已有审稿通过：改动见报内容将使其退回一审重审" in page
    assert "可用。" in page


def test_a_page_is_proofread_by_the_button_of_its_form(client):
    page = make_page(make_edition(public=False))
    form = f"/admin/editions/page/{page.pk}/change/"
    client.force_login(make_staff("first", roles.PAGE_EDITOR))
    fields = {"number": "A01", "_move": "sign_proof", "_reason": "第2行漏字"}
    fields |= {"articles-TOTAL_FORMS": 0, "articles-INITIAL_FORMS": 0}
    reply = client.post(form, fields, follow=True)
    assert said(reply) == ["已签署：晨报 2024-03-01 A01: 一校。"]
    reply = client.post(form, fields, follow=True)
    assert said(reply) == [
        "所填内容已保存。",
        "晨报 2024-03-01 A01上一校样由你签署，下一校须由他人签署。",
    ]
    assert "第2行漏字" in client.get(form).content.decode()


def test_a_proofreader_who_changes_no_page_signs_below_what_is_shown(client):
    page = make_page(make_edition(public=False))
    form = f"/admin/editions/page/{page.pk}/change/"
    client.force_login(make_staff("proofreader", roles.PROOFREADER))
    shown = client.get(form).content.decode()
    assert ('value="sign_proof">签署下一校' in shown, 'name="_save"' in shown) == (True, False)
    for sentences in (
        ["已签署：晨报 2024-03-01 A01: 一校。"],
        ["晨报 2024-03-01 A01上一校样由你签署，下一校须由他人签署。"],
    ):
        reply = client.post(form, {"number": "B07", "_move": "sign_proof", "_reason": "第2行漏字"}, follow=True)
        assert said(reply) == sentences
    assert list(page.proofs.values_list("errors", flat=True)) == ["第2行漏字"]
    assert client.post(form, {"number": "B07"}).status_code == 403
    page.refresh_from_db()
    assert page.number == "A01"


def test_whoever_neither_changes_nor_moves_a_page_has_no_button_and_makes_no_move(client):
    page = make_page(make_edition(public=False))
    form = f"/admin/editions/page/{page.pk}/change/"
    client.force_login(make_staff("reporter", roles.REPORTER))
    assert 'name="_move"' not in client.get(form).content.decode()
    reply = client.post(form, {"_move": "sign_proof"}, follow=True)
    assert said(reply) == ["你的岗位没有这项权限。"]
    assert not page.proofs.exists()


def test_a_proof_is_not_signed_of_a_text_that_nobody_has_seen(client):
    page = make_page(make_edition(public=False))
    article = make_article(page)
    client.force_login(make_staff("reader", roles.PROOFREADER))
    form = f"/admin/editions/page/{page.pk}/change/"
    shown = client.get(form).context
    with workflow.revision(article, by=None):
        article.headline = "别的标题"
        article.save()
    sent = {"_move": "sign_proof", "_seen": shown["seen"], "_reason": "第2行漏字"}
    reply = client.post(form, sent, follow=True)
    assert said(reply) == ["晨报 2024-03-01 A01 的文稿有改动，请重新读过。"]
    assert not page.proofs.exists()
    assert "第2行漏字</textarea>" in reply.content.decode()
    client.post(form, sent | {"_seen": reply.context["seen"]})
    assert page.proofs.get().errors == "第2行漏字"


def test_whoever_only_looks_at_a_text_approves_the_one_that_was_shown(client):
    """A paper's own group may review without changing."""
    group = Group.objects.create(name="审读")
    group.permissions.set(Permission.objects.filter(codename__in=["view_article", "review_article"]))
    article = make_article(make_page(make_edition(public=False)), approved=False, author=make_staff("author"))
    workflow.submit(article, by=make_staff("editor", roles.PAGE_EDITOR))
    article.publication.review_stages.filter(order=1).update(role=group)
    client.force_login(make_staff("reviewer", "审读"))
    seen = client.get(form_of(article)).context["seen"]
    Article.objects.update(body="<p>全然不同。</p>")
    press = {"_move": "approve", "_seen": seen}
    assert said(client.post(form_of(article), press, follow=True)) == ["“渡口通了新车”的文字刚有改动，请重新审读。"]
    assert Article.objects.get().stage == 1
    press["_seen"] = client.get(form_of(article)).context["seen"]
    client.post(form_of(article), press)
    assert Article.objects.get().stage == 2


def test_an_approved_text_that_changes_papers_is_a_draft_there(client):
    evening = make_publication("evening", "晚报")
    article = make_article(make_page(make_edition(public=False)))
    workflow.place(article, None)
    client.force_login(make_staff("reporter", roles.REPORTER))
    changed = filled(client, form_of(article), publication=evening.pk)
    assert "你的岗位没有这项权限" in client.post(form_of(article), changed).content.decode()
    assert Article.objects.get().publication != evening
    client.force_login(make_staff("editor", roles.PAGE_EDITOR))
    client.post(form_of(article), filled(client, form_of(article), publication=evening.pk))
    stored = Article.objects.get()
    assert (stored.publication, stored.state) == (evening, "draft")
    assert TrailEntry.objects.get(verb="void").details == {"paper": "晨报"}


def test_what_readers_can_open_is_not_kept_back_by_any_way():
    article = make_article()
    with pytest.raises(workflow.Refused, match="不能再设解禁时间"):
        workflow.set_embargo(article, NOW + timedelta(days=1), by=make_staff("duty", roles.DUTY_EDITOR))
    assert list(Article.objects.published()) == [article]
