"""A save that started from an older state never overwrites: 409, both texts, and a choice for each place."""

import html
import json
import re
import threading
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django.urls import resolve

from articles import roles, versions, workflow
from articles.admin.sheets import Form
from articles.models import Article, ArticleVersion, Correction, Photo, PhotoCaption, Review
from editions.admin import thumbnail
from editions.models import Edition, Page
from tests.conflict_pages import asked, change, on_page, take
from tests.desk_forms import CAPTIONS, DESK, filled, form_of, said, sent
from tests.factories import (
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_region,
    make_staff,
    picture,
)

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture
def article():
    article = make_article(make_page(make_edition(public=False)), approved=False, kicker="引", byline="本报记者 沈一苇")
    make_credit(article)
    make_caption(article, "江边的清晨。", photo=make_photo(), alt="江")
    make_caption(article, "渡口的黄昏。", (), order=1)
    return article


SIMPLE = {
    "kicker": ("引题二", "引题三"),
    "headline": ("渡口\n通车", "渡口通了\n新车"),
    "subheadline": ("副题二", "副题三"),
    "byline": ("本报记者 柳岸", "本报记者 沈一苇 柳岸"),
    "byline_place": ("start", "start"),
    "body": ("<p>第一段。</p><p>第二段改了。</p>", "<p>第一段。</p><p>第二段也改。</p>"),
    "keywords": (["渡口"], ["新车"]),
    "kind": ("photo", "notice"),
    "order": (3, 4),
    "ordered_length": (800, 900),
    "source_id": ("A1", "A2"),
    "source_url": ("html/1.htm", "html/2.htm"),
    "complete": (False, False),
    "embargo": (datetime(2124, 3, 1, tzinfo=UTC), datetime(2125, 3, 1, tzinfo=UTC)),
}


def typed(name, value):
    if name == "embargo":
        return {"embargo_0": "2125/03/01", "embargo_1": "08:00:00"}
    if name == "complete":
        return {}
    return {name: "\r\n".join(value) if isinstance(value, list) else str(value).replace("\n", "\r\n")}


@pytest.mark.parametrize("name", [name for name in SIMPLE if name not in ("complete", "byline_place")])
@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_field_that_both_changed_is_chosen(admin_client, article, name, choice):
    theirs, mine = SIMPLE[name]
    fields = filled(admin_client, form_of(article), **typed(name, mine))
    change(article, **{name: theirs})
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply)[name] == "mine"
    assert getattr(Article.objects.get(), name) == theirs
    assert {field: on_page(reply)[field] for field in typed(name, mine)} == typed(name, mine)
    assert take(admin_client, reply, form_of(article), **{name: choice}).status_code == 302
    assert getattr(Article.objects.get(), name) == (theirs if choice == "theirs" else mine)


@pytest.mark.parametrize(("name", "value"), [("complete", False), ("byline_place", "start"), ("page", None)])
def test_a_field_that_only_they_changed_is_theirs_unless_chosen_otherwise(admin_client, article, name, value):
    fields = filled(admin_client, form_of(article), headline="我的标题")
    before = getattr(article, name)
    change(article, **{name: value})
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply) == {name: "theirs", "headline": "mine"}
    take(admin_client, reply, form_of(article))
    stored = Article.objects.get()
    assert (getattr(stored, name), stored.headline) == (value, "我的标题")
    reply = admin_client.post(form_of(article), fields)
    take(admin_client, reply, form_of(article), **{name: "mine"})
    assert getattr(Article.objects.get(), name) == before


def test_ties_are_protected(admin_client, article):
    other = make_article(article.page, "另一篇", approved=False)
    fields = filled(admin_client, form_of(article), headline="我的标题")
    change(article, continues=other)
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply) == {"continues": "theirs", "headline": "mine"}
    assert "另一篇" in reply.content.decode()
    take(admin_client, reply, form_of(article))
    assert Article.objects.get(pk=article.pk).continues == other


def test_each_field_of_a_caption_is_chosen(admin_client, article):
    first, second = article.captions.all()
    fields = filled(
        admin_client, form_of(article), **{"captions-0-text": "我的图说。", "captions-1-alt": "我的替代文字"}
    )
    with workflow.revision(article, by=None):
        PhotoCaption.objects.filter(pk=first.pk).update(text="别人的图说。", alt="别人的")
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply) == {
        f"captions.{first.pk}.text": "mine",
        f"captions.{first.pk}.alt": "theirs",
        f"captions.{second.pk}.alt": "mine",
    }
    take(admin_client, reply, form_of(article))
    assert list(article.captions.values_list("text", "alt")) == [
        ("我的图说。", "别人的"),
        ("渡口的黄昏。", "我的替代文字"),
    ]


def test_captions_that_came_or_went_are_chosen(admin_client, article):
    first = article.captions.first()
    row = {"captions-TOTAL_FORMS": 3, "captions-2-text": "我的新图。", "captions-2-order": 5}
    fields = filled(admin_client, form_of(article), **{"captions-0-text": "我改了。"}, **row)
    with workflow.revision(article, by=None):
        first.delete()
        theirs = make_caption(article, "别人的新图。", (), order=2)
    gone, come = f"captions.{fields['captions-0-id']}", f"captions.{theirs.pk}"
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply) == {come: "theirs", gone: "mine"}

    def texts():
        return [text for (text,) in article.captions.order_by("text").values_list("text")]

    take(admin_client, reply, form_of(article), **{gone: "theirs"})
    assert texts() == sorted(["别人的新图。", "我的新图。", "渡口的黄昏。"])
    mended = admin_client.post(form_of(article), fields)
    take(admin_client, mended, form_of(article), **{come: "mine"})
    assert "我改了。" in texts()
    assert "别人的新图。" not in texts()


def test_a_caption_that_was_deleted_here_and_changed_there_is_chosen(admin_client, article):
    first = article.captions.first()
    fields = filled(admin_client, form_of(article), **{"captions-0-DELETE": "on"})
    with workflow.revision(article, by=None):
        PhotoCaption.objects.filter(pk=first.pk).update(text="别人改过。")
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply) == {f"captions.{first.pk}": "mine"}
    take(admin_client, reply, form_of(article), **{f"captions.{first.pk}": "theirs"})
    assert article.captions.count() == 2
    take(admin_client, admin_client.post(form_of(article), fields), form_of(article))
    assert list(article.captions.values_list("text", flat=True)) == ["渡口的黄昏。"]


def test_credits_are_chosen_as_one_list(admin_client, article):
    fields = filled(admin_client, form_of(article), **{"credits-0-affiliation": "通讯员"})
    with workflow.revision(article, by=None):
        article.credits.all().delete()
        make_credit(article, "柳岸")
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply) == {"credits": "mine"}

    def names():
        return list(article.credits.values_list("affiliation", "name"))

    take(admin_client, reply, form_of(article), credits="theirs")
    assert names() == [("本报记者", "柳岸")]
    take(admin_client, admin_client.post(form_of(article), fields), form_of(article))
    assert names() == [("通讯员", "沈一苇")]


def test_rows_that_were_made_anew_alike_are_no_conflict(admin_client, article):
    fields = filled(admin_client, form_of(article), headline="我的标题")
    article.credits.all().delete()
    make_credit(article)
    assert admin_client.post(form_of(article), fields).status_code == 302
    assert Article.objects.get().headline == "我的标题"
    assert list(article.credits.values_list("affiliation", "name")) == [("本报记者", "沈一苇")]


def test_corrections_are_protected(admin_client, article):
    correction = Correction.objects.create(article=article, text="更正。")
    fields = filled(admin_client, form_of(article), **{"corrections-0-text": "我的更正。"})
    with workflow.revision(article, by=None):
        Correction.objects.update(text="别人的更正。")
    reply = admin_client.post(form_of(article), fields)
    assert asked(reply) == {f"corrections.{correction.pk}.text": "mine"}


def test_what_the_form_does_not_write_is_no_conflict(admin_client, article):
    fields = filled(admin_client, form_of(article), headline="我的标题")
    make_region(article)
    Article.objects.update(state="in_review", stage=1)
    assert admin_client.post(form_of(article), fields).status_code == 302
    assert Article.objects.values_list("headline", "state").get() == ("我的标题", "in_review")


def test_the_same_change_twice_is_no_conflict(admin_client, article):
    fields = filled(admin_client, form_of(article), headline="渡口\r\n通车")
    for _again in range(2):
        assert admin_client.post(form_of(article), fields).status_code == 302
    assert ArticleVersion.objects.count() == 2


def test_a_form_that_does_not_say_how_it_was_opened_changes_nothing(admin_client, article):
    fields = filled(admin_client, form_of(article))
    for mark in ("", "x", "[]", "{}", '{"headline": 1}'):
        reply = admin_client.post(form_of(article), fields | {"headline": "我的标题", "_opened": mark})
        assert asked(reply) == {"headline": "mine"}
    del fields["_opened"]
    assert admin_client.post(form_of(article), fields | {"headline": "我的标题"}).status_code == 409
    assert admin_client.post(form_of(article), fields).status_code == 302
    assert not ArticleVersion.objects.exists()


def test_a_second_conflict_while_choosing_loses_nothing(admin_client, article):
    fields = filled(admin_client, form_of(article), headline="我的标题", body="<p>我的正文。</p>")
    change(article, headline="他的标题")
    first = admin_client.post(form_of(article), fields)
    change(article, body="<p>他的正文。</p>", kicker="他的引题")
    second = take(admin_client, first, form_of(article), headline="theirs")
    assert asked(second) == {"kicker": "theirs", "headline": "theirs", "body": "mine"}
    assert Article.objects.get().body == "<p>他的正文。</p>"
    kept = on_page(second)
    assert (kept["headline"], kept["body"]) == ("我的标题", "<p>我的正文。</p>")
    take(admin_client, second, form_of(article), headline="mine")
    assert Article.objects.values_list("headline", "body", "kicker").get() == (
        "我的标题",
        "<p>我的正文。</p>",
        "他的引题",
    )


def test_one_can_go_on_writing_with_the_choice(admin_client, article):
    fields = filled(admin_client, form_of(article), headline="我的标题", kicker="我的引题", order="x")
    change(article, headline="他的标题", body="<p>他的正文。</p>")
    reply = take(admin_client, admin_client.post(form_of(article), fields), form_of(article), "edit", headline="theirs")
    assert reply.status_code == 200
    assert said(reply) == ["尚未保存：请核对所选内容，再保存。"]
    shown = sent(reply.context)
    assert (shown["headline"], shown["kicker"], shown["order"]) == ("他的标题", "我的引题", "x")
    assert Article.objects.get().kicker == "引"
    change(article, kicker="又改了")
    assert asked(admin_client.post(form_of(article), shown | {"order": 0})) == {"kicker": "mine"}
    shown["_opened"] = filled(admin_client, form_of(article))["_opened"]
    assert admin_client.post(form_of(article), shown | {"order": 0}).status_code == 302
    assert Article.objects.values_list("headline", "kicker").get() == ("他的标题", "我的引题")


def test_both_texts_stand_side_by_side_with_what_differs_marked(admin_client, article):
    fields = filled(admin_client, form_of(article), body="<p>第一段。</p><p>第二段我改了。</p>")
    change(article, by=make_staff("柳岸"), body="<p>第一段。</p><p>第二段他改了。</p>")
    page = html.unescape(admin_client.post(form_of(article), fields).content.decode())
    assert "第二段<mark>他</mark>改了。" in page.replace("\n", "")
    assert "第二段<mark>我</mark>改了。" in page.replace("\n", "")
    assert "两人都改了" in page
    assert "柳岸" in page


def test_markup_alone_differs_visibly(admin_client, article):
    fields = filled(admin_client, form_of(article), body="<p><strong>第一段。</strong></p><p>第二段。</p>")
    change(article, body="<p>第一段。</p><p><em>第二段。</em></p>")
    page = admin_client.post(form_of(article), fields).content.decode()
    assert re.search("<mark>[^/]*strong", page)
    assert re.search("<mark>[^/]*em&", page)


def test_the_version_that_lost_is_in_the_history(admin_client, admin_user, article):
    other = make_staff("柳岸")
    fields = filled(admin_client, form_of(article), headline="我的标题")
    change(article, by=other, headline="他的标题")
    take(admin_client, admin_client.post(form_of(article), fields), form_of(article))
    kept = [(version.record["headline"], version.created_by) for version in ArticleVersion.objects.all()]
    assert kept == [("我的标题", admin_user), ("他的标题", other), ("渡口通了新车", None)]


def test_a_move_is_not_made_in_a_conflict(client, article):
    author, first = make_staff("author", roles.REPORTER), make_staff("first", roles.PAGE_EDITOR)
    Article.objects.update(author=author)
    workflow.submit(article, by=author)
    client.force_login(first)
    fields = filled(client, form_of(article), headline="我的标题", _move="approve", _reason="可用。")
    change(article, headline="他的标题")
    reply = client.post(form_of(article), fields)
    assert asked(reply) == {"headline": "mine"}
    assert "没有执行" in reply.content.decode()
    assert not Review.objects.exists()
    assert 'value="save"' not in reply.content.decode()
    form = take(client, reply, form_of(article), "edit")
    assert not Review.objects.exists()
    assert "可用。" in form.content.decode()
    client.post(form_of(article), sent(form.context) | {"_move": "approve", "_reason": ["可用。", "可用。"]})
    assert Review.objects.get().note == "可用。"
    assert Article.objects.get().headline == "我的标题"


def test_pictures_that_came_with_a_conflict_are_kept(admin_client, article):
    upload = SimpleUploadedFile("photo.jpg", picture(colour="#123456"))
    row = {"captions-TOTAL_FORMS": 3, "captions-2-order": 2, "captions-2-upload": upload}
    fields = filled(admin_client, form_of(article), **row)
    change(article, headline="他的标题")
    reply = admin_client.post(form_of(article), fields)
    photo = Photo.objects.first()
    assert Photo.objects.count() == 2
    take(admin_client, reply, form_of(article))
    assert article.captions.last().photo == photo
    broken = SimpleUploadedFile("broken.jpg", b"x")
    fields = filled(admin_client, form_of(article), headline="我的标题", **{"captions-0-upload": broken})
    change(article, headline="他的新标题")
    assert "broken.jpg" in admin_client.post(form_of(article), fields).content.decode()
    assert Photo.objects.count() == 2


def test_what_was_typed_for_a_deleted_article_can_be_copied_or_begins_a_new_one(admin_client, article):
    fields = filled(
        admin_client,
        form_of(article),
        headline="我的\r\n标题",
        body="<p>我的正文。</p>",
        **{"captions-0-text": "图说。"},
    )
    article.delete()
    reply = admin_client.post(form_of(article), fields)
    page = reply.content.decode()
    assert reply.status_code == 409
    for text in ("我的\n标题", "我的正文。", "图说。"):
        assert text in page.replace("\r\n", "\n")
    form = admin_client.post(f"{DESK}add/", on_page(reply))
    assert form.status_code == 200
    assert not Article.objects.exists()
    admin_client.post(f"{DESK}add/", sent(form.context) | extra_rows(form.context))
    stored = Article.objects.get()
    assert (stored.headline, stored.body) == ("我的\n标题", "<p>我的正文。</p>")
    assert list(stored.captions.values_list("text", flat=True)) == ["图说。", "渡口的黄昏。"]


def extra_rows(context):
    """The new rows of a form's lists, as a browser sends them."""
    return {
        field.html_name: field.value() or ""
        for inline in context["inline_admin_formsets"]
        for form in inline.formset.extra_forms
        for field in form
        if not hasattr(field.field.widget, "needs_multipart_form") or not field.field.widget.needs_multipart_form
    }


def test_who_may_not_change_it_is_refused_as_ever(client, article):
    client.force_login(make_staff("proofreader", roles.PROOFREADER))
    assert client.post(form_of(article), {"headline": "我的标题"}).status_code == 403


def test_rows_that_one_only_looks_at_are_no_conflict(client, article):
    client.force_login(make_staff("photographer", roles.PHOTO_EDITOR))
    fields = filled(client, form_of(article), **{"captions-0-text": "我的图说。"})
    fields = {name: text for name, text in fields.items() if not name.startswith("credits-0-") or name.endswith("-id")}
    with workflow.revision(article, by=None):
        article.credits.all().delete()
        make_credit(article, "柳岸")
    assert client.post(form_of(article), fields).status_code == 302
    assert article.captions.first().text == "我的图说。"
    assert list(article.credits.values_list("name", flat=True)) == ["柳岸"]


def test_a_caption_s_own_form_does_not_overwrite_either(admin_client, article):
    caption = article.captions.first()
    url = f"{CAPTIONS}{caption.pk}/change/"
    fields = filled(admin_client, url, text="我的图说。", **{"credits-0-name": "江帆"})
    with workflow.revision(article, by=None):
        PhotoCaption.objects.filter(pk=caption.pk).update(text="别人的图说。")
        caption.credits.update(affiliation="通讯员")
    reply = admin_client.post(url, fields)
    assert asked(reply) == {"text": "mine", "credits": "mine"}
    take(admin_client, reply, url, text="theirs")
    caption.refresh_from_db()
    assert caption.text == "别人的图说。"
    assert list(caption.credits.values_list("affiliation", "name")) == [("本报记者", "江帆")]


def test_the_articles_form_and_the_caption_s_form_know_of_each_other(admin_client, article):
    caption = article.captions.first()
    fields = filled(admin_client, form_of(article), **{"captions-0-text": "稿件表单。"})
    url = f"{CAPTIONS}{caption.pk}/change/"
    assert admin_client.post(url, filled(admin_client, url, text="图说表单。")).status_code == 302
    assert asked(admin_client.post(form_of(article), fields)) == {f"captions.{caption.pk}.text": "mine"}


def test_two_at_a_page_choose_like_two_at_an_article(client, admin_client):
    page = make_page(make_edition(public=False), editors="沈一苇")
    form = f"/admin/editions/page/{page.pk}/change/"
    client.force_login(make_staff("柳岸", roles.PAGE_EDITOR))
    mine = filled(admin_client, form, name="要闻", editors="许知秋")
    assert client.post(form, filled(client, form, name="头版")).status_code == 302
    reply = admin_client.post(form, mine)
    assert asked(reply) == {"name": "mine", "editors": "mine"}
    assert "柳岸" in reply.content.decode()
    assert take(admin_client, reply, form, name="theirs").status_code == 302
    assert Page.objects.values_list("name", "editors").get() == ("头版", "许知秋")


def test_a_picture_of_a_page_that_somebody_has_replaced_is_not_replaced_blindly(admin_client):
    page = make_page(make_edition(public=False))
    form = f"/admin/editions/page/{page.pk}/change/"
    mine = filled(admin_client, form, name="要闻")
    theirs = filled(admin_client, form) | {"facsimile": SimpleUploadedFile("a.jpg", picture(40, 60))}
    assert admin_client.post(form, theirs).status_code == 302
    stored = Page.objects.get().facsimile.name
    reply = admin_client.post(form, mine | {"facsimile": SimpleUploadedFile("b.jpg", picture(20, 30))})
    assert asked(reply) == {"name": "mine", "facsimile": "mine"}
    shown = html.unescape(reply.content.decode())
    assert "以下文件未能保留，请重新选择：b.jpg。" in shown
    assert shown.count('name="_choice.facsimile"') == 1
    assert thumbnail(Page.objects.get().facsimile) in shown
    again = take(admin_client, reply, form, how="edit")
    assert again.context["adminform"].form["name"].value() == "要闻"
    fields = sent(again.context) | {"facsimile": SimpleUploadedFile("b.jpg", picture(20, 30))}
    assert Page.objects.get().facsimile.name == stored
    assert admin_client.post(form, fields).status_code == 302
    assert (Page.objects.get().name, Page.objects.get().facsimile_width) == ("要闻", 20)


def test_a_picture_that_only_they_replaced_stays(admin_client):
    page = make_page(make_edition(public=False))
    form = f"/admin/editions/page/{page.pk}/change/"
    mine = filled(admin_client, form, name="要闻")
    theirs = filled(admin_client, form) | {"facsimile": SimpleUploadedFile("a.jpg", picture(40, 60))}
    admin_client.post(form, theirs)
    assert admin_client.post(form, mine).status_code == 302
    assert (Page.objects.get().name, Page.objects.get().facsimile_width) == ("要闻", 40)


def test_two_at_an_edition_choose_for_each_of_its_pages(admin_client):
    edition = make_edition(public=False)
    first, second = make_page(edition, "A01"), make_page(edition, "A02")
    form = f"/admin/editions/edition/{edition.pk}/change/"
    mine = filled(admin_client, form, number=88, **{"pages-0-name": "要闻"})
    Page.objects.filter(pk=first.pk).update(name="头版")
    Page.objects.filter(pk=second.pk).update(name="民生")
    reply = admin_client.post(form, mine)
    assert asked(reply) == {
        "number": "mine",
        f"pages.{first.pk}.name": "mine",
        f"pages.{second.pk}.name": "theirs",
    }
    assert take(admin_client, reply, form).status_code == 302
    assert list(Page.objects.order_by("pk").values_list("name", flat=True)) == ["要闻", "民生"]
    assert Edition.objects.get().number == 88


def test_the_mark_is_that_of_what_is_shown(admin_client, article, monkeypatch):
    """Somebody saves between the reading of the form and its mark."""
    shown = Form.stored

    def meanwhile(form):
        if not form.form.is_bound:
            Article.objects.update(headline="他的标题")
        return shown(form)

    monkeypatch.setattr(Form, "stored", meanwhile)
    fields = filled(admin_client, form_of(article), kicker="我的引题")
    monkeypatch.undo()
    assert asked(admin_client.post(form_of(article), fields))["headline"] == "theirs"


def test_every_fifth_article_of_the_seeds_is_opened_and_saved_unchanged_without_a_conflict(admin_client):
    for file in sorted(SEEDS.glob("*/*.jsonl")):
        call_command("import_archive", file.parent, stdout=StringIO(), stderr=StringIO())
    articles = list(Article.objects.all()[::5])
    assert articles
    for article in articles:
        fields = filled(admin_client, form_of(article))
        assert json.loads(fields["_opened"])
        assert admin_client.post(form_of(article), fields).status_code == 302
    assert not ArticleVersion.objects.exists()


@pytest.mark.parametrize("captions", [1, 6])
def test_the_check_costs_the_same_however_much_there_is(
    admin_client, admin_user, article, captions, rf, django_assert_num_queries
):
    for place in range(captions):
        make_caption(article, f"第{place}张。", order=place + 2)
    request = rf.post(form_of(article), filled(admin_client, form_of(article)))
    request.user, request.resolver_match = admin_user, resolve(form_of(article))
    desk = admin.site.get_model_admin(Article)
    with transaction.atomic(), django_assert_num_queries(11):
        assert desk._stale(request, str(article.pk)) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_of_two_who_save_at_once_one_is_asked(turn):
    """Real threads, each with its own connection: the second waits for the first, and sees what it did."""
    article = make_article(make_page(make_edition(public=False)), approved=False)
    both, answers = threading.Barrier(2), {}
    sent_by = {}
    for name in ("甲", "乙"):
        client = Client()
        client.force_login(User.objects.create_superuser(name))
        fields = {"headline": f"{name}的标题"} if name == "甲" else {"kicker": f"{name}的引题"}
        sent_by[name] = client, filled(client, form_of(article), **fields)

    def save(name):
        client, fields = sent_by[name]
        try:
            both.wait(10)
            answers[name] = client.post(form_of(article), fields).status_code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=[name]) for name in sent_by]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers.values()) == [302, 409]
    winner = next(name for name, answer in answers.items() if answer == 302)
    stored = Article.objects.get()
    expected = ("甲的标题", "") if winner == "甲" else ("渡口通了新车", "乙的引题")
    assert (stored.headline, stored.kicker) == expected
    assert versions.read(stored).headline == expected[0]
