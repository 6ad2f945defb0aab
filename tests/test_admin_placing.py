"""Where an article stands: a page and a place on it, chosen in a form; what moves with it, and who may move it."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles import roles, workflow
from articles.forms import ArticleForm
from articles.models import Article, ArticleAddress
from editions.models import Edition, Page
from tests.desk_forms import DESK, add_article, draft, filled, form_of, page_fields, refused, save
from tests.factories import (
    make_article,
    make_edition,
    make_page,
    make_publication,
    make_region,
    make_staff,
    make_staff_of,
)

pytestmark = pytest.mark.django_db
PAGES = "/admin/editions/page/"


def test_choosing_a_page_places_the_article(admin_client):
    page = make_page()
    make_article(page)
    add_article(admin_client, publication=page.edition.publication.pk, headline="次条", page=page.pk, order=1)
    article = Article.objects.get(headline="次条")
    assert (article.edition, article.page, article.number, article.order) == (page.edition, page, 2, 1)
    assert Edition.objects.get().last_article_number == 2


def test_a_link_from_a_page_brings_its_paper_and_the_last_place(admin_client):
    page = make_page()
    make_article(page)
    form = admin_client.get(f"{DESK}add/?page={page.pk}").context["adminform"].form
    assert (form.initial["publication"], form.initial["order"]) == (page.edition.publication_id, 1)
    for odd in ("x", "99999", "", "1" * 40):
        assert admin_client.get(f"{DESK}add/?page={odd}").status_code == 200


def test_a_moved_article_keeps_its_old_address(admin_client):
    article = make_article(make_page())
    other = make_page(article.edition, "A02")
    save(admin_client, form_of(article), page=other.pk)
    article.refresh_from_db()
    assert (article.page, article.number) == (other, 1)
    assert list(ArticleAddress.objects.values_list("publication", "path", "article")) == [
        (article.publication_id, "2024-03-01/A01/1", article.pk)
    ]
    later = make_page(make_edition(on=date(2024, 3, 2)))
    save(admin_client, form_of(article), page=later.pk)
    assert set(ArticleAddress.objects.values_list("path", flat=True)) == {"2024-03-01/A01/1", "2024-03-01/A02/1"}


def test_a_draft_moves_without_leaving_an_address(admin_client):
    article = make_article(make_page(make_edition(public=False)), approved=False)
    save(admin_client, form_of(article), page=make_page(article.edition, "A02").pk)
    assert not ArticleAddress.objects.exists()


def test_a_page_of_another_paper_is_refused(admin_client):
    article = make_article()
    foreign = make_page(make_edition(make_publication("evening", "晚报")))
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), page=foreign.pk))
    assert "page" in reply.context["adminform"].form.errors


def test_what_readers_see_stays_where_they_see_it(admin_client):
    article = make_article()
    draft = make_page(make_edition(on=date(2024, 3, 2), public=False))
    scheduled = make_page(make_edition(on=date(2124, 3, 2)))
    later = {"embargo_0": "2124-03-01", "embargo_1": "06:00"}
    off_its_page = {"page": ["读者已能读到本稿：须以撤稿处理，不能移出版面。"]}
    assert refused(admin_client, form_of(article), page="") == off_its_page
    assert refused(admin_client, form_of(article), page=draft.pk) == off_its_page
    assert refused(admin_client, form_of(article), page=scheduled.pk) == off_its_page
    assert list(refused(admin_client, form_of(article), **later)) == ["embargo"]
    assert admin_client.post(f"{DESK}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    assert list(Article.objects.published()) == [article]
    Edition.objects.filter(pk=article.edition_id).update(signed_off_at=None)
    save(admin_client, form_of(article), page=draft.pk, **later)


def test_an_article_that_changes_editions_leaves_its_regions_and_ties_behind(admin_client, admin_user):
    article = make_article(make_page(make_edition(public=False)))
    jump = make_page(article.edition, "A02")
    teaser = make_article(jump, kind="teaser", continues=article, repeats=article)
    for page in (article.page, jump):
        make_region(article, page=page)
    save(admin_client, form_of(article), page=jump.pk)
    assert article.regions.count() == 2
    later = make_page(make_edition(on=date(2024, 3, 2), public=False))
    save(admin_client, form_of(article), page=later.pk)
    teaser.refresh_from_db()
    assert (article.regions.count(), teaser.continues, teaser.repeats) == (0, None, None)
    newest, baseline = teaser.versions.first(), teaser.versions.last()
    reference = {"number": 1, "page": "A02"}
    assert (baseline.record["continues"], baseline.record["repeats"]) == (reference, reference)
    assert (newest.record.get("continues"), newest.record.get("repeats"), newest.created_by) == (None, None, admin_user)


def test_an_article_in_the_pool_that_changes_papers_leaves_its_edition(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    make_region(article)
    save(admin_client, form_of(article), page="")
    assert article.regions.count() == 1
    evening = make_publication("evening", "晚报")
    save(admin_client, form_of(article), publication=evening.pk)
    article.refresh_from_db()
    assert (article.publication, article.edition, article.number) == (evening, None, None)
    assert not article.regions.exists()


def test_what_is_typed_wrong_beside_another_page_is_answered(admin_client):
    article = make_article()
    other = make_page(article.edition, "A02")
    changes = filled(admin_client, form_of(article), page=other.pk, order="x")
    reply = admin_client.post(form_of(article), changes)
    assert list(reply.context["adminform"].form.errors) == ["order"]
    assert reply.context["absolute_url"] == article.get_absolute_url()


def test_a_draft_goes_back_to_the_pool_and_keeps_its_number(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    page = article.page
    save(admin_client, form_of(article), page="")
    article.refresh_from_db()
    assert (article.page, article.number) == (None, 1)
    save(admin_client, form_of(article), page=page.pk)
    article.refresh_from_db()
    assert (article.page, article.number) == (page, 1)


# Who may place


def test_a_reporter_files_into_the_copy_pool_and_an_editor_places(client):
    reporter, editor = make_staff("reporter", roles.REPORTER), make_staff("editor", roles.PAGE_EDITOR)
    page = make_page(make_edition(public=False))
    client.force_login(reporter)
    add_article(client, publication=page.edition.publication_id, headline="稿", page=page.pk, order=3)
    article = Article.objects.get()
    assert (article.page, article.order, article.author) == (None, 0, reporter)
    client.force_login(editor)
    client.post(form_of(article), filled(client, form_of(article), page=page.pk, order=3))
    assert Article.objects.values_list("page", "order", "number").get() == (page.pk, 3, 1)
    client.force_login(reporter)
    client.post(form_of(article), filled(client, form_of(article), headline="改了", page="", order=0))
    assert Article.objects.values_list("page", "order", "headline").get() == (page.pk, 3, "改了")
    with pytest.raises(workflow.Refused, match="你的岗位没有这项权限"):
        workflow.place(Article.objects.get(), None, by=reporter)


def test_placing_and_embargoes_are_for_those_whose_role_allows_them_for_the_paper(client):
    """A photo editor of every paper and duty editor-in-chief of the evening one opens both papers' articles."""
    evening = make_publication("evening", "晚报")
    user = make_staff_of(evening, "both", roles.DUTY_EDITOR)
    user.groups.add(Group.objects.get(name=roles.PHOTO_EDITOR))
    client.force_login(user)
    taken = {}
    for slug, name in (("morning", "晨报"), ("evening", "晚报")):
        article = draft(make_publication(slug, name), approved=False)
        other = make_page(article.edition, "A02")
        form = form_of(article)
        changes = {"page": other.pk, "order": 7, "embargo_0": "2124-03-01", "embargo_1": "06:00"}
        fields = filled(client, form) | changes | {"headline": "改了"}
        assert client.post(form, fields).status_code == 302
        stored = Article.objects.get(pk=article.pk)
        taken[slug] = (stored.headline, stored.page == other, stored.order, bool(stored.embargo))
    assert taken == {"morning": ("改了", False, 0, False), "evening": ("改了", True, 7, True)}


def test_a_page_of_another_paper_is_no_place_for_an_article(client):
    evening = make_publication("evening", "晚报")
    client.force_login(make_staff_of(evening, "editor", roles.PAGE_EDITOR))
    article, other = draft(evening, approved=False), draft(approved=False)
    form = form_of(article)
    for publication in (article.publication_id, other.publication_id):
        reply = client.post(form, filled(client, form) | {"page": other.page_id, "publication": publication})
        assert "page" in reply.context["adminform"].form.errors
    assert Article.objects.get(pk=article.pk).page == article.page


def test_only_those_who_sign_off_bring_an_article_to_what_is_signed_off(client):
    """An article that was reviewed elsewhere would be public at once, and nobody would have signed it off."""
    page = make_page(make_edition(make_publication("evening", "晚报"), date(2024, 2, 29)))
    article = draft(page.edition.publication, approved=False)
    form = form_of(article)
    client.force_login(make_staff("head", roles.DESK_HEAD))
    reply = client.post(form, filled(client, form) | {"page": page.pk})
    sentence = "晚报 2024-02-29 已签发：只有签发人可以再加入稿件。"
    assert reply.context["adminform"].form.errors["page"] == [sentence]
    client.force_login(make_staff("duty", roles.DUTY_EDITOR))
    assert client.post(form, filled(client, form) | {"page": page.pk}).status_code == 302
    assert Article.objects.get(pk=article.pk).page == page


def test_what_a_rule_refuses_while_it_is_saved_stands_in_the_form_again(client, monkeypatch):
    """As if the edition had been signed off between the reading of the form and its saving."""
    page = make_page(make_edition(public=False))
    client.force_login(make_staff("editor", roles.PAGE_EDITOR))
    now = timezone.now()
    monkeypatch.setattr(
        ArticleForm, "_ask_the_rules", lambda *_anything: Edition.objects.update(signed_off_at=now, publish_at=now)
    )
    new = filled(client, f"{DESK}add/?page={page.pk}", headline="新稿")
    reply = client.post(f"{DESK}add/", new)
    assert (reply.status_code, Article.objects.count()) == (200, 0)
    assert "已签发：只有签发人可以再加入稿件" in reply.content.decode()
    assert reply.context["adminform"].form["headline"].value() == "新稿"


# The form of a page


def test_a_page_shows_its_articles_in_order(admin_client):
    page = make_page()
    make_article(page, "第二条", order=1)
    make_article(page, "第一条", order=0)
    content = admin_client.get(f"{PAGES}{page.pk}/change/").content.decode()
    assert 0 < content.index("第一条") < content.index("第二条")


def test_the_form_of_a_page_leaves_its_articles_where_the_board_has_put_them(admin_client):
    page = make_page()
    first, _second = make_article(page, "甲"), make_article(page, "乙")
    opened = page_fields(admin_client, page, name="要闻", **{"articles-0-order": 0})
    Article.objects.filter(pk=first.pk).update(order=2, headline="甲改")
    assert admin_client.post(f"{PAGES}{page.pk}/change/", opened).status_code == 302
    assert list(page.articles.in_print_order().values_list("headline", flat=True)) == ["乙", "甲改"]
    assert Page.objects.get().name == "要闻"
