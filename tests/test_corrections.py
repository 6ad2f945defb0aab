"""After sign-off a text changes by a correction only: proposed by one, approved by another who wrote neither."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from articles import roles, versions, workflow
from articles.admin.corrections import BESIDE_THE_TEXT
from articles.models import Article, ArticleVersion, Correction, Photo, PhotoCaption, ProposedCorrection, TrailEntry
from editions.models import Edition
from tests.desk_forms import caption_row, form_of, said, save

from .factories import make_article, make_caption, make_credit, make_edition, make_page, make_staff, picture

pytestmark = pytest.mark.django_db
TOMORROW = datetime(2124, 3, 1, tzinfo=UTC)


@pytest.fixture
def people():
    return {
        "author": make_staff("author", roles.REPORTER),
        "reporter": make_staff("reporter", roles.REPORTER),
        "editor": make_staff("editor", roles.PAGE_EDITOR),
        "head": make_staff("head", roles.DESK_HEAD),
    }


@pytest.fixture
def article(people):
    return make_article(author=people["author"], body="<p>渡口周六停航。</p>")


def corrected(article, body="<p>渡口周日停航。</p>", **changes):
    return replace(versions.read(article), body=body, **changes)


def body_now() -> str:
    return Article.objects.get().body


def test_readers_keep_the_approved_text_until_the_correction_is_approved(client, article, people):
    correction = workflow.correct(article, corrected(article), "停航日应为周日。", by=people["reporter"])
    page = client.get(article.get_absolute_url()).content.decode()
    assert ("渡口周六停航" in page, "渡口周日停航" in page, "停航日应为周日" in page) == (True, False, False)
    workflow.approve_correction(correction, by=people["editor"])
    page = client.get(article.get_absolute_url()).content.decode()
    assert ("渡口周六停航" in page, "渡口周日停航" in page, "停航日应为周日" in page) == (False, True, True)
    assert "停航日应为周日" in client.get("/morning/corrections/").content.decode()
    correction.refresh_from_db()
    assert (correction.state, correction.decided_by) == ("approved", people["editor"])
    trail = TrailEntry.objects.order_by("pk").values_list("verb", "by__username", "reason")
    assert list(trail) == [
        ("correct", "reporter", "停航日应为周日。"),
        ("approve_correction", "editor", "停航日应为周日。"),
    ]


def test_before_an_edition_is_public_nobody_is_told_of_a_correction(article, people):
    Edition.objects.update(publish_at=TOMORROW)
    workflow.approve_correction(
        workflow.correct(article, corrected(article), by=people["reporter"]), by=people["editor"]
    )
    assert (body_now(), Correction.objects.count()) == ("<p>渡口周日停航。</p>", 0)


def test_once_readers_can_open_it_the_approval_needs_a_note(article, people):
    correction = workflow.correct(article, corrected(article), by=people["reporter"])
    with pytest.raises(workflow.Refused, match="请填写更正说明"):
        workflow.approve_correction(correction, by=people["editor"])
    workflow.approve_correction(correction, by=people["editor"], note="停航日应为周日。")
    assert list(Correction.objects.values_list("text", flat=True)) == ["停航日应为周日。"]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("editor", "这份更正稿由你提交，须由他人审定"),
        ("author", "你的岗位没有这项权限"),
        ("reporter", "你的岗位没有这项权限"),
        ("author and editor", "由你撰写，其更正稿须由他人审定"),
    ],
)
def test_who_approves_a_correction_wrote_neither_text(article, people, who, sentence):
    if who == "author and editor":
        people["author"].groups.set(people["editor"].groups.all())
        who = "author"
    correction = workflow.correct(article, corrected(article), "说明", by=people["editor"])
    with pytest.raises(workflow.Refused, match=sentence):
        workflow.approve_correction(correction, by=people[who])
    assert body_now() == "<p>渡口周六停航。</p>"


@pytest.mark.parametrize("who", ["author", "editor"])
def test_the_database_refuses_it_too(article, people, who):
    correction = workflow.correct(article, corrected(article), "说明", by=people["editor"])
    correction.state, correction.decided_by, correction.decided_at = "approved", people[who], TOMORROW
    with pytest.raises(IntegrityError), transaction.atomic():
        correction.save()


def test_the_database_refuses_a_correction_that_hides_the_author(article, people):
    correction = workflow.correct(article, corrected(article), "说明", by=people["editor"])
    workflow.decline_correction(correction, "重提。", by=people["editor"])
    copied = {"article": article, "version": correction.version, "base": "", "proposed_by": people["editor"]}
    for author in (None, people["reporter"]):
        with pytest.raises(IntegrityError, match="a correction names the author"), transaction.atomic():
            ProposedCorrection.objects.create(**copied, author=author)


def test_a_declined_correction_leaves_the_text_and_tells_its_proposer(article, people):
    correction = workflow.correct(article, corrected(article), "说明", by=people["reporter"])
    assert list(workflow.to_correct(people["editor"])) == [correction]
    assert not workflow.to_correct(people["author"])
    assert not workflow.to_correct(people["reporter"])
    with pytest.raises(workflow.Refused, match="请写明理由"):
        workflow.decline_correction(correction, " ", by=people["editor"])
    workflow.decline_correction(correction, "原文无误。", by=people["editor"])
    assert body_now() == "<p>渡口周六停航。</p>"
    assert list(workflow.declined_to(people["reporter"])) == [correction]
    workflow.correct(article, corrected(article), "再提", by=people["reporter"])
    assert not workflow.declined_to(people["reporter"])


def test_what_was_decided_is_not_decided_again(article, people):
    correction = workflow.correct(article, corrected(article), "说明", by=people["reporter"])
    workflow.decline_correction(correction, "原文无误。", by=people["editor"])
    for move in (
        lambda: workflow.approve_correction(correction, by=people["head"]),
        lambda: workflow.decline_correction(correction, "同上。", by=people["head"]),
    ):
        with pytest.raises(workflow.Refused, match="这份更正稿未采用"):
            move()


def test_one_correction_of_an_article_waits_and_its_proposer_may_replace_it(article, people):
    first = workflow.correct(article, corrected(article), "一", by=people["reporter"])
    with pytest.raises(workflow.Refused, match=r"reporter于.*提交的更正稿尚待审定"):
        workflow.correct(article, corrected(article, "<p>别的。</p>"), "二", by=people["head"])
    second = workflow.correct(article, corrected(article, "<p>再改。</p>"), "三", by=people["reporter"])
    first.refresh_from_db()
    assert (first.state, second.state) == ("declined", "waiting")


def test_a_text_that_changed_meanwhile_is_not_overwritten(article, people):
    correction = workflow.correct(article, corrected(article), "说明", by=people["reporter"])
    with workflow.revision(article, by=None, corrects=True):
        Article.objects.update(headline="另一标题")
    with pytest.raises(workflow.Refused, match="文本已有变动"):
        workflow.approve_correction(correction, by=people["editor"])
    assert Article.objects.get().headline == "另一标题"


def test_what_is_not_signed_off_is_not_corrected_but_changed(people):
    article = make_article(make_page(make_edition(public=False)))
    with pytest.raises(workflow.Refused, match="尚未签发，请直接在表单中修改"):
        workflow.correct(article, corrected(article), by=people["reporter"])


def test_nothing_printed_changed_is_no_correction(article, people):
    with pytest.raises(workflow.Refused, match="没有改动"):
        workflow.correct(article, replace(versions.read(article), keywords=("渡口",)), by=people["reporter"])
    assert not ProposedCorrection.objects.exists()


def test_an_edition_is_not_reopened_while_a_correction_waits(article, people):
    Edition.objects.update(publish_at=TOMORROW)
    correction = workflow.correct(article, corrected(article), by=people["reporter"])
    duty = make_staff("duty", roles.DUTY_EDITOR)
    with pytest.raises(workflow.Refused, match="有待审的更正稿"):
        workflow.reopen(article.edition, "重排。", by=duty)
    workflow.decline_correction(correction, "重排时再改。", by=duty)
    workflow.reopen(article.edition, "重排。", by=duty)


# The desk.


def test_what_is_stored_at_once_is_all_of_the_form_but_the_text():
    assert BESIDE_THE_TEXT == (
        "publication",
        "page",
        "order",
        "ordered_length",
        "continues",
        "repeats",
        "embargo",
        "source_id",
        "source_url",
    )


def test_saving_a_signed_off_article_proposes_what_is_printed_and_stores_the_rest(admin_client, admin_user, article):
    make_credit(article)
    reply = save(admin_client, form_of(article), headline="渡口停航", source_id="a-7", _note="标题有误。")
    assert reply.url == form_of(article)
    stored = Article.objects.get()
    assert (stored.headline, stored.source_id) == ("渡口通了新车", "a-7")
    correction = ProposedCorrection.objects.get()
    assert (correction.proposed_by, correction.note) == (admin_user, "标题有误。")
    assert versions.record_in(correction.version).headline == "渡口停航"
    assert stored.credits.count() == 1


def test_what_is_not_printed_of_a_signed_off_article_is_stored_at_once(admin_client, article):
    credit = make_credit(article)
    save(admin_client, form_of(article), keywords="渡口", **{"credits-0-affiliation": "记者"})
    credit.refresh_from_db()
    assert (Article.objects.get().keywords, credit.affiliation) == (["渡口"], "记者")
    assert not ProposedCorrection.objects.exists()


def test_a_picture_added_after_sign_off_waits_with_its_caption(admin_client, article, people):
    upload = SimpleUploadedFile("photo.jpg", picture())
    save(admin_client, form_of(article), **caption_row(text="江边", credit_line="柳岸 摄", upload=upload))
    assert not PhotoCaption.objects.exists()
    workflow.approve_correction(ProposedCorrection.objects.get(), by=people["editor"], note="补发照片。")
    caption = PhotoCaption.objects.get()
    assert (caption.text, caption.photo) == ("江边", Photo.objects.get())
    assert [credit.name for credit in caption.credits.all()] == ["柳岸"]


def test_somebody_elses_waiting_correction_loses_nothing_that_is_typed(admin_client, admin_user, article, people):
    workflow.correct(article, corrected(article), "一", by=people["reporter"])
    reply = admin_client.get(form_of(article))
    assert "reporter于" in reply.content.decode()
    save(admin_client, form_of(article), headline="我改的标题")
    assert Article.objects.get().headline == "渡口通了新车"
    kept = ArticleVersion.objects.filter(created_by=admin_user).get()
    assert kept.record["headline"] == "我改的标题"


def test_a_caption_that_is_signed_off_is_not_changed_on_its_own_desk(admin_client, article):
    caption = make_caption(article)
    desk = f"/admin/articles/photocaption/{caption.pk}/"
    with pytest.raises(AssertionError, match="将作为更正稿提交"):
        save(admin_client, f"{desk}change/", text="江边的黄昏。")
    assert admin_client.post(f"{desk}delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "post": "yes", "_selected_action": [caption.pk]}
    assert admin_client.post("/admin/articles/photocaption/", chosen).status_code == 403
    assert PhotoCaption.objects.get().text == "江边的清晨。"


def decide(client, article, **typed):
    waiting = article.proposed_corrections.get(state="waiting")
    page = f"/admin/articles/article/{article.pk}/correction/"
    return client.post(page, {"correction": waiting.pk, **typed}, follow=True)


def test_the_page_of_a_correction_shows_both_texts_and_takes_the_decision(client, article, people):
    workflow.correct(article, corrected(article), "停航日应为周日。", by=people["reporter"])
    client.force_login(people["editor"])
    page = client.get(f"/admin/articles/article/{article.pk}/correction/")
    line = next(line for _part, line in page.context["lines"] if line.changed)
    assert line.pieces == (("same", "渡口周"), ("gone", "六"), ("new", "日"), ("same", "停航。"))
    reply = decide(client, article, note="停航日应为周日，特此更正。", _approve="")
    assert said(reply) == ["更正稿已审定，更正后的文本已替换原文。"]
    assert Correction.objects.get().text == "停航日应为周日，特此更正。"


def test_a_decision_that_comes_too_late_is_said(client, article, people):
    first = workflow.correct(article, corrected(article), "一", by=people["reporter"])
    workflow.correct(article, corrected(article, "<p>再改。</p>"), "二", by=people["reporter"])
    client.force_login(people["editor"])
    page = f"/admin/articles/article/{article.pk}/correction/"
    assert said(client.post(page, {"correction": first.pk, "_approve": ""}, follow=True)) == ["这份更正稿已被处理。"]
    refused = decide(client, article, _decline="", reason="", note="写到一半")
    assert said(refused) == ["请写明理由。"]
    assert "写到一半</textarea>" in refused.content.decode()
    assert body_now() == "<p>渡口周六停航。</p>"


def test_who_may_not_decide_is_offered_no_button(client, article, people):
    workflow.correct(article, corrected(article), "一", by=people["reporter"])
    client.force_login(people["author"])
    assert client.get(f"/admin/articles/article/{article.pk}/correction/").context["may"] == {
        "approve_correction": False,
        "decline_correction": False,
    }


def test_an_earlier_version_of_a_signed_off_article_is_proposed(admin_client, article, people):
    workflow.approve_correction(
        workflow.correct(article, corrected(article), "一", by=people["reporter"]), by=people["editor"]
    )
    first = ArticleVersion.objects.order_by("pk").filter(record__body="<p>渡口周六停航。</p>").first()
    page = f"/admin/articles/article/{article.pk}/versions/"
    assert said(admin_client.post(page, {"version": first.pk, "_note": "原文无误。"}, follow=True)) == [
        "已作为更正稿提交，审定之前读者所见仍为现有文本。"
    ]
    assert body_now() == "<p>渡口周日停航。</p>"
    waiting = ProposedCorrection.objects.get(state="waiting")
    assert versions.record_in(waiting.version).body == "<p>渡口周六停航。</p>"
