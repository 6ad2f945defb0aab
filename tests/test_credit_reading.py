"""What the forms answer while somebody writes: people read as they will be stored, pastes as they will be kept."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from articles.models import Contributor, Photo, PhotoCredit
from tests.copies import COPIES, copied, expected
from tests.desk_forms import filled, form_of, save
from tests.factories import (
    make_account,
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_staff,
    picture,
)
from tests.photo_files import with_exif, with_iptc

pytestmark = pytest.mark.django_db
CREDITED = "/admin/articles/article/credited/"
PASTED = "/admin/articles/article/pasted/"
WORDINGS = [
    "本报记者 沈一苇",
    "本报记者 沈一苇 通讯员 柳岸 林舟/文 何苇/图",
    "□记者 沈一苇",
    "沈一苇 摄",
    "本报记者 沈一苇 摄 何苇 制图",
    "新华社记者 柳岸 摄",
    "受访者供图",
    "风吹过江面，吹过桥",
    "（本报记者\n沈一苇）",
    " ",
    "",
    "长" * 600,
]


def shown(reply):
    """The people in an answer, as their attributes say them."""
    assert reply.status_code == 200
    found = LexborHTMLParser(reply.content.decode()).css("li")
    return [tuple(each.attributes[f"data-{name}"] or "" for name in ("name", "role", "affiliation")) for each in found]


def stored(printed):
    return [(credit.name, credit.role, credit.affiliation) for credit in printed.credits.all()]


@pytest.mark.parametrize("wording", WORDINGS[:-1])
def test_what_is_shown_while_typing_is_what_saving_stores(admin_client, wording):
    article = make_article(make_page(make_edition(public=False)))
    caption = make_caption(article, photographers=())
    for field, kind, printed in (
        ("byline", "byline", article),
        ("captions-0-credit_line", "credit_line", caption),
    ):
        answer = shown(admin_client.get(CREDITED, {kind: wording}))
        save(admin_client, form_of(article), **{field: wording})
        assert answer == stored(printed)


def test_a_wording_in_which_nobody_is_recognised_is_said_to_be_kept(admin_client):
    answer = admin_client.get(CREDITED, {"byline": "风吹过江面"}).content.decode()
    assert "没有识别出作者，照见报原样保存。" in answer
    assert admin_client.get(CREDITED, {"byline": " "}).content.decode().strip() == ""
    assert shown(admin_client.get(CREDITED, {"byline": "长" * 600})) == []


def test_who_was_never_credited_elsewhere_is_marked(admin_client):
    article = make_article()
    make_credit(article, "沈一苇")
    make_caption(make_article(make_page(make_edition(on=date(2024, 3, 2)))), photographers=("柳岸",))
    Contributor.objects.create(name="沈一韦", merged_into=Contributor.objects.get(name="沈一苇"))
    asked = {"byline": "沈一苇 沈一韦 柳岸 何苇"}

    def new(**more):
        page = LexborHTMLParser(admin_client.get(CREDITED, asked | more).content.decode())
        return [each.attributes["data-name"] for each in page.css("li.new")]

    assert new() == ["何苇"]
    assert new(edition=article.edition_id) == ["沈一苇", "沈一韦", "何苇"]
    assert new(edition="x") == new(edition="9" * 40) == new(edition="") == ["何苇"]


def test_reading_stores_nothing_and_costs_the_same_for_one_and_for_many(admin_client):
    costs = []
    for wording in ("沈一苇", "沈一苇 柳岸 林舟 何苇 江帆 石桥"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            admin_client.get(CREDITED, {"byline": wording})
        assert not [
            each for each in queries.captured_queries if not each["sql"].startswith(("SELECT", "BEGIN", "COMMIT"))
        ]
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert not Contributor.objects.exists()


def test_only_who_may_see_articles_is_answered(client):
    for address in (CREDITED, PASTED):
        assert client.get(address).status_code == 302
    client.force_login(make_account())
    assert client.get(CREDITED, {"byline": "沈一苇"}).status_code == 403
    assert client.post(PASTED, {"html": "<p>一</p>"}).status_code == 403
    client.force_login(make_staff("reporter", "记者"))
    assert client.get(CREDITED, {"byline": "沈一苇"}).status_code == 200
    assert client.post(PASTED, {"html": "<p>一</p>"}).status_code == 200
    assert (client.get(PASTED).status_code, client.post(CREDITED).status_code) == (405, 405)


@pytest.mark.parametrize("name", COPIES)
def test_a_paste_is_answered_as_the_body_keeps_it(admin_client, name):
    answer = admin_client.post(PASTED, {"html": copied(name)}).json()
    assert answer["body"] == expected(name)
    assert bool(answer["notice"]) == (name in ("word-online", "word-pictures", "wps-pictures"))


def test_a_paste_of_bare_text_becomes_paragraphs(admin_client):
    answer = admin_client.post(PASTED, {"text": "　　一 < 二\r\n\r\n　　三\u2028四"}).json()
    assert answer == {"body": "<p>一 &lt; 二</p><p>三</p><p>四</p>", "notice": ""}
    assert admin_client.post(PASTED).json() == {"body": "", "notice": ""}


# The people of a caption, mended within the article's form


@pytest.fixture
def caption():
    article = make_article(make_page(make_edition(public=False)))
    return make_caption(article, photographers=("柳岸", "沈一苇"))


def mend(client, caption, lines, **more):
    return save(client, form_of(caption.article), **{"captions-0-people": lines, **more})


def test_the_people_of_a_caption_are_corrected_one_on_each_line(admin_client, caption):
    mend(admin_client, caption, "沈一苇/摄影/本报记者\r\n　何苇 ／ 插图\r\n\r\n林舟\r\n市文联 / illustration / A/B 社")
    assert stored(caption) == [
        ("沈一苇", "photo", "本报记者"),
        ("何苇", "illustration", ""),
        ("林舟", "photo", ""),
        ("市文联", "illustration", "A/B 社"),
    ]
    caption.refresh_from_db()
    assert caption.credit_line == "本报记者 柳岸、沈一苇 摄"


def test_a_correction_goes_before_what_the_credit_line_would_say(admin_client, caption):
    mend(admin_client, caption, "何苇 / 摄影", **{"captions-0-credit_line": "林舟 摄"})
    assert stored(caption) == [("何苇", "photo", "")]


def test_who_stays_is_still_the_contributor_that_was_found(admin_client, caption):
    other = Contributor.objects.create(name="柳岸", distinction="下游")
    caption.credits.filter(name="柳岸").update(contributor=other)
    mend(admin_client, caption, "柳岸 / 插图")
    assert [(credit.contributor, credit.role) for credit in caption.credits.all()] == [(other, "illustration")]


def test_unchanged_people_stay_as_they_are_even_with_a_stroke_in_a_name(admin_client, caption):
    caption.credits.filter(name="柳岸").update(name="柳/岸", affiliation="")
    before = list(PhotoCredit.objects.values())
    save(admin_client, form_of(caption.article), **{"captions-0-text": "江边的黄昏。"})
    assert list(PhotoCredit.objects.values()) == before


def test_a_line_that_is_no_credit_is_refused_and_kept(admin_client, caption):
    def said(lines):
        url = form_of(caption.article)
        reply = admin_client.post(url, filled(admin_client, url, **{"captions-0-people": lines}))
        form = reply.context["inline_admin_formsets"][1].formset.forms[0]
        assert form["people"].value() == lines
        return form.errors["people"]

    assert said("柳岸 / 放风筝") == ["“放风筝”不是分工，可填：文字、摄影、插图、编辑、翻译。"]
    assert said(" / 摄影") == ["署名须写明个人或机构。"]
    assert said("长" * 201) == ["姓名和单位最多200个字符。"]


# What a new picture's file says


def row(**fields):
    new = {"captions-TOTAL_FORMS": 1, "captions-0-text": "", "captions-0-credit_line": "", "captions-0-alt": ""}
    return (
        new
        | {"captions-0-order": 0, "captions-0-people": ""}
        | {f"captions-0-{name}": each for name, each in fields.items()}
    )


def upload(content):
    return SimpleUploadedFile("江边.jpg", content)


TOLD = {(2, 120): "江边的清晨。", (2, 80): "沈一苇", (2, 105): "两只渡船", (2, 55): "20240301", (2, 60): "061230+0800"}


def test_what_is_empty_beside_a_new_picture_is_filled_from_its_file(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    url, picked = form_of(article), row(upload=upload(with_iptc(picture(), TOLD)))
    reply = admin_client.post(url, filled(admin_client, url, **picked), follow=True)
    caption = article.captions.get()
    assert (caption.text, caption.credit_line, caption.alt) == ("江边的清晨。", "沈一苇 摄", "两只渡船")
    assert stored(caption) == [("沈一苇", "photo", "")]
    assert caption.photo.taken_at.isoformat() == "2024-02-29T22:12:30+00:00"
    assert "已从新图片的文件中读出：图片说明，摄影署名，替代文字，请核对。" in [
        str(each) for each in reply.context["messages"]
    ]


def test_what_was_typed_is_never_overwritten(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    typed = row(upload=upload(with_iptc(picture(), TOLD)), text="我写的。", credit_line="柳岸 摄", people="何苇 / 插图")
    save(admin_client, form_of(article), **typed)
    caption = article.captions.get()
    assert (caption.text, caption.credit_line, caption.alt) == ("我写的。", "柳岸 摄", "两只渡船")
    assert stored(caption) == [("何苇", "illustration", "")]


def test_a_cameras_clock_shows_the_papers_time(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    type(article.publication).objects.update(time_zone="Asia/Urumqi")
    content = with_exif({}, {0x9003: "2024:03:01 06:12:30"})
    save(admin_client, form_of(article), **row(upload=upload(content), text="图"))
    photo = Photo.objects.get()
    assert photo.taken_at.isoformat() == "2024-03-01T00:12:30+00:00"
    assert "2024年3月1日 08:12" in admin_client.get(f"/admin/articles/photo/{photo.pk}/change/").content.decode()


def test_a_new_picture_in_a_captions_own_form_fills_it_too(admin_client):
    caption = make_caption(make_article(make_page(make_edition(public=False))), "", (), credit_line="")
    url = f"/admin/articles/photocaption/{caption.pk}/change/"
    save(admin_client, url, upload=upload(with_iptc(picture(), TOLD, "gb18030")))
    caption.refresh_from_db()
    assert (caption.text, stored(caption)) == ("江边的清晨。", [("沈一苇", "photo", "")])


def test_a_photo_of_its_own_keeps_when_it_was_taken(admin_client):
    admin_client.post("/admin/articles/photo/add/", {"file": upload(with_exif({}, {0x9003: "2024:03:01 06:12:30"}))})
    assert Photo.objects.get().taken_at.isoformat() == "2024-02-29T22:12:30+00:00"


def test_broken_metadata_never_breaks_an_upload(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    content = with_iptc(
        picture(), {(2, 120): b"\xff\xff", (2, 55): "x", (2, 60): "y"}, tail=b"\x1c\x02\x78\x7f\xff\x80"
    )
    save(admin_client, form_of(article), **row(upload=upload(content), text="图"))
    assert article.captions.get().photo.taken_at is None
