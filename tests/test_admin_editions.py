"""The desks for editions and pages: what is offered, released, refused, and kept when a page is renumbered."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import PurePosixPath

import pikepdf
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles import workflow
from articles.models import Article, ArticleAddress, ArticleVersion
from editions import media
from editions.forms import EditionForm, PageForm
from editions.models import Edition, Page
from tests.desk_forms import filled, page_fields, said
from tests.factories import make_account, make_article, make_edition, make_page, make_publication, make_region, picture
from tests.pdf_files import named, pdf

pytestmark = pytest.mark.django_db
EDITIONS = "/admin/editions/edition/"
PAGES = "/admin/editions/page/"


def no_pages(**pages):
    return {"pages-TOTAL_FORMS": 0, "pages-INITIAL_FORMS": 0, **pages}


def listed(client, **filters):
    return [str(edition.date) for edition in client.get(EDITIONS, filters).context["cl"].result_list]


def test_each_state_lists_its_editions(admin_client):
    now = timezone.now()
    make_edition(on=date(2024, 3, 1))
    make_edition(on=date(2024, 3, 2), public=False)
    make_edition(on=date(2024, 3, 3), publish_at=now + timedelta(days=1))
    make_edition(on=date(2024, 3, 4), withdrawn_at=now, withdrawal_notice="误。")
    states = {
        "draft": ["2024-03-02"],
        "scheduled": ["2024-03-03"],
        "public": ["2024-03-01"],
        "withdrawn": ["2024-03-04"],
    }
    assert {state: listed(admin_client, state=state) for state in states} == states
    changelist = admin_client.get(EDITIONS).context["cl"]
    shown = [str(changelist.model_admin.state(edition)) for edition in changelist.result_list]
    assert len(set(shown)) == 4


def test_counts_do_not_multiply(admin_client):
    edition = make_edition()
    first, second = make_page(edition, "A01"), make_page(edition, "A02")
    for page in (first, first, second):
        make_article(page)
    row = admin_client.get(EDITIONS).context["cl"].result_list[0]
    assert (row.pages_kept, row.articles_placed) == (2, 3)


def test_a_new_edition_is_offered_the_next_number_of_its_paper(admin_client):
    make_edition(number=100)
    evening = make_publication("evening", "晚报", running_number=41, order=1)
    offered = admin_client.get(f"{EDITIONS}add/").context["adminform"].form
    assert offered.get_initial_for_field(offered.fields["number"], "number") == 101
    of_evening = admin_client.get(f"{EDITIONS}add/?publication={evening.pk}").context["adminform"].form
    assert of_evening.get_initial_for_field(of_evening.fields["number"], "number") == 42
    numbers = json.loads(of_evening.fields["publication"].widget.widget.attrs["data-next-numbers"])
    assert sorted(numbers.values()) == [42, 101]
    assert admin_client.get(f"{EDITIONS}add/?publication=x").status_code == 200


def test_pages_are_written_with_their_edition(admin_client):
    paper = make_publication()
    reply = admin_client.post(
        f"{EDITIONS}add/",
        {
            "publication": paper.pk,
            "date": "2024-03-01",
            **no_pages(),
            "pages-TOTAL_FORMS": 2,
            "pages-0-number": "第a02版",
            "pages-0-name": "综合",
            "pages-1-number": "A01",
            "pages-1-name": "要闻",
        },
    )
    assert reply.status_code == 302
    assert list(Page.objects.values_list("number", "name")) == [("A01", "要闻"), ("A02", "综合")]


def proofread(page):
    for turn in range(4):
        workflow.sign_proof(page, by=User.objects.get_or_create(username=f"reader {turn % 2}", is_superuser=True)[0])


def test_make_public_releases_the_edition_with_its_articles(client):
    edition = make_edition(public=False)
    article = make_article(make_page(edition))
    duty = make_account("view_edition", "change_edition", "sign_off_edition")
    client.force_login(duty)
    reply = client.post(EDITIONS, {"action": "sign_off", "_selected_action": [edition.pk]}, follow=True)
    assert said(reply)[0] == "晨报 2024-03-01 还不能签发。 A01 缺一校。"
    proofread(article.page)
    client.post(EDITIONS, {"action": "sign_off", "_selected_action": [edition.pk]})
    edition.refresh_from_db()
    assert edition.is_public
    assert edition.signed_off_by == duty
    assert list(Article.objects.published()) == [article]
    reply = client.post(EDITIONS, {"action": "reopen", "_selected_action": [edition.pk]}, follow=True)
    assert said(reply)[1] == "读者已能看到 晨报 2024-03-01：只能更正稿件，或作撤稿处理。"
    Edition.objects.update(publish_at=timezone.now() + timedelta(hours=1))
    client.post(EDITIONS, {"action": "reopen", "_selected_action": [edition.pk]})
    edition.refresh_from_db()
    assert edition.signed_off_at is None
    logged = LogEntry.objects.filter(object_id=str(edition.pk)).order_by("pk")
    assert [entry.change_message for entry in logged] == ["已签发。", "在各期列表中撤销签发。"]


def test_only_those_who_may_sign_off_are_offered_it(client):
    edition = make_edition(public=False)
    client.force_login(make_account("view_edition", "change_edition"))
    assert client.get(EDITIONS).context["action_form"] is None
    client.post(EDITIONS, {"action": "sign_off", "_selected_action": [edition.pk]})
    assert not Edition.objects.public().exists()


def test_a_released_edition_keeps_a_publish_time(admin_client):
    edition = make_edition()
    reply = admin_client.post(
        f"{EDITIONS}{edition.pk}/change/", page_rows(admin_client, edition, publish_at_0="", publish_at_1="")
    )
    assert "publish_at" in reply.context["adminform"].form.errors


def test_a_public_edition_is_not_deleted(admin_client):
    edition = make_edition()
    assert admin_client.post(f"{EDITIONS}{edition.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Edition.objects.exists()


def test_the_way_to_the_site_is_shown_where_readers_can_go(admin_client):
    public, draft = make_edition(), make_edition(on=date(2024, 3, 2), public=False)
    assert admin_client.get(f"{EDITIONS}{public.pk}/change/").context["absolute_url"] == public.get_absolute_url()
    assert admin_client.get(f"{EDITIONS}{draft.pk}/change/").context["absolute_url"] is None


def test_what_moves_have_done_meanwhile_is_not_undone_by_a_form():
    """Between the reading and the saving of a form, as two requests can lie on PostgreSQL."""
    edition = make_edition(public=False)
    page = make_page(edition)
    made = EditionForm({"date": "2024-03-01", "number": "7"}, instance=Edition.objects.get())
    printed = PageForm({"number": "A01", "name": "要闻"}, instance=Page.objects.get())
    for form in (made, printed):
        del form.fields["edition" if form is printed else "publication"]
        assert form.is_valid()
    now = timezone.now()
    Edition.objects.update(signed_off_at=now, publish_at=now, last_article_number=5)
    Page.objects.update(text_changed_at=now, has_withdrawn=True, editors="沈一苇")
    made.save()
    printed.save()
    edition.refresh_from_db()
    page.refresh_from_db()
    assert (edition.number, edition.signed_off_at, edition.last_article_number) == (7, now, 5)
    assert (page.name, page.text_changed_at, page.has_withdrawn, page.editors) == ("要闻", now, True, "沈一苇")


def test_renumbering_a_page_keeps_its_addresses(admin_client):
    article = make_article(make_page())
    page = article.page
    assert (
        admin_client.post(f"{PAGES}{page.pk}/change/", page_fields(admin_client, page, number="B01")).status_code == 302
    )
    assert list(ArticleAddress.objects.values_list("path", "article")) == [("2024-03-01/A01/1", article.pk)]


def test_redating_an_edition_keeps_its_addresses(admin_client):
    article = make_article()
    moved = page_rows(admin_client, article.edition, "A03", date="2024-03-05", publish_at_0="2024-03-05")
    reply = admin_client.post(f"{EDITIONS}{article.edition.pk}/change/", moved)
    assert reply.status_code == 302, reply.context["errors"]
    assert set(ArticleAddress.objects.values_list("path", flat=True)) >= {"2024-03-01/A01/1"}
    article = Article.objects.get()
    assert article.get_absolute_url() == "/morning/2024-03-05/A03/1/"


SAME_NUMBER = "本期已有这个版号。"


def errors(reply):
    """Everything that the form says is wrong, row by row, each sentence by its field."""
    assert reply.status_code == 200
    forms = [reply.context["adminform"].form]
    for inline in reply.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    return [{field: list(sentences) for field, sentences in form.errors.items()} for form in forms if form.errors]


def page_rows(client, edition, *numbers, **changes):
    """What the edition's form sends when its pages get these numbers, the first ones being its present pages."""
    fields = filled(client, f"{EDITIONS}{edition.pk}/change/", **{"pages-TOTAL_FORMS": len(numbers)})
    for place, number in enumerate(numbers):
        fields |= {f"pages-{place}-number": number, f"pages-{place}-name": ""}
    return fields | changes


def numbered(edition):
    return list(Page.objects.filter(edition=edition).order_by("pk").values_list("number", "order_key"))


def test_a_number_that_the_edition_has_is_refused_with_a_sentence(admin_client):
    first = make_page()
    second = make_page(first.edition, "A02")
    added = admin_client.post(f"{PAGES}add/", {"edition": first.edition.pk, "number": "a01"})
    assert errors(added) == [{"__all__": [SAME_NUMBER]}]
    renumbered = admin_client.post(
        f"{PAGES}{second.pk}/change/", page_fields(admin_client, second, number="第1版") | {"number": "a1"}
    )
    assert errors(renumbered) == [{"__all__": [SAME_NUMBER]}]
    form = f"{EDITIONS}{first.edition.pk}/change/"
    assert errors(admin_client.post(form, page_rows(admin_client, first.edition, "A01", "A01"))) == [
        {"number": [SAME_NUMBER]}
    ]
    new = page_rows(admin_client, first.edition, "A01", "A02", "B1", "B01")
    assert errors(admin_client.post(form, new)) == [{"number": [SAME_NUMBER]}]
    assert numbered(first.edition) == [("A01", "A000001"), ("A02", "A000002")]


def test_two_new_pages_of_a_new_edition_have_two_numbers(admin_client):
    reply = admin_client.post(
        f"{EDITIONS}add/",
        {
            "publication": make_publication().pk,
            "date": "2024-03-01",
            **no_pages(),
            "pages-TOTAL_FORMS": 2,
            "pages-0-number": "B1",
            "pages-1-number": "B01",
        },
    )
    assert errors(reply) == [{"number": [SAME_NUMBER]}]
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("numbers", "changes", "becomes"),
    [
        (["A02", "A01"], {}, [("A02", "A000002"), ("A01", "A000001")]),
        (["A02", "A03", "A01"], {}, [("A02", "A000002"), ("A03", "A000003"), ("A01", "A000001")]),
        (["A01", "A01"], {"pages-0-DELETE": "on"}, [("A01", "A000001")]),
        (["A01", "A02", "A01"], {"pages-0-DELETE": "on"}, [("A02", "A000002"), ("A01", "A000001")]),
    ],
)
def test_pages_take_numbers_that_others_give_up(admin_client, numbers, changes, becomes):
    edition = make_edition(public=False)
    make_page(edition, "A01")
    make_page(edition, "A02")
    reply = admin_client.post(f"{EDITIONS}{edition.pk}/change/", page_rows(admin_client, edition, *numbers, **changes))
    assert reply.status_code == 302, errors(reply)
    assert numbered(edition) == becomes


def test_articles_of_pages_that_swap_numbers_keep_their_addresses(admin_client):
    edition = make_edition()
    first, second = make_article(make_page(edition, "A01")), make_article(make_page(edition, "A02"))
    reply = admin_client.post(f"{EDITIONS}{edition.pk}/change/", page_rows(admin_client, edition, "A02", "A01"))
    assert reply.status_code == 302
    assert set(ArticleAddress.objects.values_list("path", "article")) == {
        ("2024-03-01/A01/1", first.pk),
        ("2024-03-01/A02/2", second.pk),
    }


def test_an_edition_is_not_moved_onto_another(admin_client):
    make_edition(on=date(2024, 3, 2))
    edition = make_edition()
    reply = admin_client.post(f"{EDITIONS}{edition.pk}/change/", page_rows(admin_client, edition, date="2024-03-02"))
    assert errors(reply) == [{"__all__": ["本报已有这一日期和标签的期。"]}]
    assert Edition.objects.filter(date=date(2024, 3, 1)).exists()


def test_what_is_typed_wrong_on_a_public_page_or_edition_is_answered(admin_client):
    page = make_page()
    reply = admin_client.post(f"{PAGES}{page.pk}/change/", page_fields(admin_client, page, number="!!"))
    assert [list(each) for each in errors(reply)] == [["number"]]
    assert reply.context["absolute_url"] == page.get_absolute_url()
    reply = admin_client.post(
        f"{EDITIONS}{page.edition.pk}/change/", page_rows(admin_client, page.edition, "A01", label="ABC")
    )
    assert [list(each) for each in errors(reply)] == [["label"]]
    assert reply.context["absolute_url"] == page.edition.get_absolute_url()


def test_the_hour_of_what_is_signed_off_belongs_to_those_who_sign_off(client):
    edition = make_edition(publish_at=datetime(2123, 3, 1, tzinfo=UTC))
    draft = make_edition(on=date(2024, 3, 2), public=False)
    moved = {"publish_at_0": "2124-03-01", "publish_at_1": "06:00"}
    client.force_login(make_account("view_edition", "change_edition"))
    for each in (edition, draft):
        client.post(f"{EDITIONS}{each.pk}/change/", page_rows(client, each, **moved))
    assert Edition.objects.get(pk=edition.pk).publish_at == edition.publish_at
    assert Edition.objects.get(pk=draft.pk).publish_at.year == 2124
    client.force_login(make_account("view_edition", "change_edition", "sign_off_edition"))
    client.post(f"{EDITIONS}{edition.pk}/change/", page_rows(client, edition, **moved))
    assert Edition.objects.get(pk=edition.pk).publish_at.year == 2124


def test_what_readers_see_does_not_appear_later(admin_client):
    edition = make_edition()
    later = page_rows(admin_client, edition, publish_at_0="2124-03-01", publish_at_1="06:00")
    form = admin_client.post(f"{EDITIONS}{edition.pk}/change/", later).context["adminform"].form
    assert form.errors["publish_at"] == ["读者已能看到本期，不能改为以后出版。"]
    assert Edition.objects.get().is_public


def test_times_are_typed_on_the_papers_own_clock(admin_client):
    west = make_publication("west", "西陲报", time_zone="Asia/Urumqi")
    edition = make_edition(west, public=False)
    form = f"{EDITIONS}{edition.pk}/change/"
    admin_client.post(form, page_rows(admin_client, edition, publish_at_0="2024-03-01", publish_at_1="06:00"))
    assert Edition.objects.get().publish_at == datetime(2024, 3, 1, 0, 0, tzinfo=UTC)
    shown = admin_client.get(form).content.decode()
    assert 'value="06:00' in shown
    assert "报社所在时区：Asia/Urumqi" in shown
    admin_client.post(form, page_rows(admin_client, edition, publish_at_0="2024-03-01", publish_at_1="06:00", number=8))
    assert Edition.objects.get().publish_at == datetime(2024, 3, 1, 0, 0, tzinfo=UTC)


def buttons(client, edition):
    page = client.get(f"{EDITIONS}{edition.pk}/change/").content.decode()
    return [name for name in ("sign_off", "reopen") if f'name="_move" value="{name}"' in page]


def test_making_public_from_the_form_keeps_what_was_typed(client):
    edition = make_edition(public=False)
    article = make_article(make_page(edition), approved=False)
    duty = make_account("view_edition", "change_edition", "sign_off_edition")
    client.force_login(duty)
    form = f"{EDITIONS}{edition.pk}/change/"
    assert buttons(client, edition) == ["sign_off"]
    later = page_rows(
        client, edition, "A01", number=88, publish_at_0="2124-03-01", publish_at_1="05:30", _move="sign_off"
    )
    reply = client.post(form, later, follow=True)
    assert said(reply) == [
        "所填内容已保存。",
        "晨报 2024-03-01 还不能签发。",
        "A01 “渡口通了新车”：草稿。",
        "A01 缺一校。",
    ]
    edition.refresh_from_db()
    assert (edition.number, edition.signed_off_at) == (88, None)
    later["_reason"] = "停电，按纸样付印。"
    reply = client.post(form, later, follow=True)
    assert said(reply) == ["已保存并签发 晨报 2024-03-01，读者自 2124年3月1日 05:30 起可见。"]
    edition.refresh_from_db()
    assert (edition.number, bool(edition.signed_off_at), edition.is_public) == (88, True, False)
    assert edition.signed_off_by == duty
    assert buttons(client, edition) == ["reopen"]
    later = page_rows(client, edition, "A01", number=89, _move="reopen", _reason="头条有误。")
    reply = client.post(form, later, follow=True)
    assert said(reply) == ["已保存，晨报 2024-03-01 已撤销签发，重新签发前不会出版。"]
    edition.refresh_from_db()
    assert (edition.number, edition.signed_off_at) == (89, None)
    reply = page_rows(client, edition, "A01", publish_at_0="", publish_at_1="", _move="sign_off", _reason="急。")
    reply = client.post(form, reply, follow=True)
    assert said(reply) == ["已保存并签发 晨报 2024-03-01，读者现已可见（出版时间：2024年3月1日 06:00）。"]
    assert list(Article.objects.published()) == [article]


def test_a_form_with_a_mistake_releases_nothing(admin_client):
    edition = make_edition(public=False)
    admin_client.post(
        f"{EDITIONS}{edition.pk}/change/",
        page_rows(admin_client, edition, label="ABC", _move="sign_off", _reason="急。"),
    )
    assert Edition.objects.get().signed_off_at is None


def test_who_may_not_sign_off_is_offered_no_button_and_has_none(client):
    edition = make_edition(public=False)
    client.force_login(make_account("view_edition", "change_edition"))
    assert buttons(client, edition) == []
    client.post(f"{EDITIONS}{edition.pk}/change/", page_rows(client, edition, _move="sign_off", _reason="急。"))
    assert Edition.objects.get().signed_off_at is None


def test_a_public_page_is_not_deleted(admin_client):
    page = make_page()
    assert admin_client.post(f"{PAGES}{page.pk}/delete/", {"post": "yes"}).status_code == 403
    admin_client.post(PAGES, {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"})
    deleted = page_rows(admin_client, page.edition, "A01", **{"pages-0-DELETE": "on"})
    admin_client.post(f"{EDITIONS}{page.edition.pk}/change/", deleted)
    assert Page.objects.get() == page
    page.edition.signed_off_at = None
    page.edition.save()
    assert admin_client.post(f"{PAGES}{page.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Page.objects.exists()


def test_regions_that_go_with_a_page_leave_a_version(admin_client, admin_user):
    edition = make_edition(public=False)
    article = make_article(make_page(edition, "A01"))
    for number in ("A02", "A03", "A04"):
        page = make_page(edition, number)
        make_region(article, page=page)
        if number == "A02":
            admin_client.post(f"{PAGES}{page.pk}/delete/", {"post": "yes"})
        elif number == "A03":
            admin_client.post(PAGES, {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"})
        else:
            deleted = page_rows(admin_client, edition, "A01", number, **{"pages-1-DELETE": "on"})
            admin_client.post(f"{EDITIONS}{edition.pk}/change/", deleted)
    assert Page.objects.get() == article.page
    kept = ArticleVersion.objects.order_by("pk")
    assert [([region["page"] for region in each.record.get("regions", [])], each.created_by) for each in kept] == [
        (["A02"], None),
        ([], admin_user),
        (["A03"], None),
        ([], admin_user),
        (["A04"], None),
        ([], admin_user),
    ]


def test_a_new_edition_costs_the_same_for_one_paper_and_thirty(admin_client, django_assert_num_queries):
    make_publication("paper-0", running_number=6)
    admin_client.get(f"{EDITIONS}add/")
    with CaptureQueriesContext(connection) as one:
        admin_client.get(f"{EDITIONS}add/")
    for turn in range(1, 30):
        make_edition(make_publication(f"paper-{turn}"), number=turn)
    with django_assert_num_queries(len(one)):
        form = admin_client.get(f"{EDITIONS}add/").context["adminform"].form
    numbers = json.loads(form.fields["publication"].widget.widget.attrs["data-next-numbers"])
    assert sorted(numbers.values()) == [2, 3, 4, 5, 6, 7, 7, *range(8, 31)]


def damaged(content):
    return content[: len(content) // 2]


REFUSALS = {
    "no picture": "文件损坏或不是图片：需要完整的JPEG、PNG、WebP、GIF、TIFF或BMP文件。",
    "too large": "这张图片的像素超过任何版面，请缩小后再存。",
    "no pdf": "文件损坏或不是PDF。",
    "protected": "这个PDF设有密码或限制修改，请另存为不加保护的文件。",
    "larger than a sheet": "这个PDF有一页比任何版面都大，请按付印尺寸另存。",
}


def huge():
    """A PNG of 400 million dots, in a few thousand bytes."""
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("field", "name", "content", "refusal"),
    [
        ("facsimile", "page.jpg", damaged(picture(900, 900, form="JPEG")), "no picture"),
        ("facsimile", "page.png", damaged(picture(900, 900, form="PNG")), "no picture"),
        ("facsimile", "page.jpg", b"no picture", "no picture"),
        ("facsimile", "page.ico", picture(form="ICO"), "no picture"),
        ("facsimile", "page", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        ("facsimile", "page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        ("facsimile", "page.png", huge(), "too large"),
        ("pdf", "page.pdf", b"no pdf", "no pdf"),
        ("pdf", "page.pdf", b"%PDF-1.7 and nothing more", "no pdf"),
        ("pdf", "page.pdf", b"%PDF-1.7\n...\n%%EOF\n", "no pdf"),
        ("pdf", "page.pdf", pdf(encryption=pikepdf.Encryption(owner="x", user="y")), "protected"),
        ("pdf", "page.pdf", pdf(size=(6000, 6000)), "larger than a sheet"),
    ],
)
def test_a_damaged_upload_is_refused_with_a_sentence(admin_client, field, name, content, refusal):
    page = make_page()
    reply = admin_client.post(
        f"{PAGES}{page.pk}/change/", page_fields(admin_client, page) | {field: SimpleUploadedFile(name, content)}
    )
    assert errors(reply) == [{field: [REFUSALS[refusal]]}]
    assert not getattr(Page.objects.get(), field)


@pytest.mark.parametrize(
    ("field", "name", "content", "ending"),
    [
        ("facsimile", "scan.pdf", picture(form="JPEG"), ".jpg"),
        ("facsimile", "scan.eps", picture(form="PNG"), ".png"),
        ("facsimile", "scan", picture(form="WEBP"), ".webp"),
        ("facsimile", "scan.JPEG", picture(form="TIFF"), ".tif"),
        ("pdf", "x.html", pdf(), ".pdf"),
        ("pdf", "x", pdf(), ".pdf"),
    ],
)
def test_a_file_is_kept_under_the_ending_of_what_it_is(admin_client, field, name, content, ending):
    page = make_page()
    reply = admin_client.post(
        f"{PAGES}{page.pk}/change/", page_fields(admin_client, page) | {field: SimpleUploadedFile(name, content)}
    )
    assert reply.status_code == 302, errors(reply)
    assert PurePosixPath(getattr(Page.objects.get(), field).name).suffix == ending


def test_a_whole_upload_is_kept(admin_client):
    page = make_page()
    files = {
        "facsimile": SimpleUploadedFile("page.jpg", picture(40, 60)),
        "pdf": SimpleUploadedFile("page.pdf", pdf()),
    }
    assert admin_client.post(f"{PAGES}{page.pk}/change/", page_fields(admin_client, page) | files).status_code == 302
    page.refresh_from_db()
    assert (page.facsimile_width, page.facsimile_height) == (40, 60)
    shown = admin_client.get(f"{PAGES}{page.pk}/change/").content.decode()
    assert media.address(page.facsimile.name, 640) in shown
    assert reverse("page", args=["morning", "2024-03-01", "A01"]) in shown


@pytest.mark.parametrize(
    ("before", "sent", "after"),
    [
        ("nothing", "pdf", ("red", True)),
        ("nothing", "pdf and picture", ("green", False)),
        ("uploaded", "pdf", ("blue", False)),
        ("uploaded", "pdf, to be drawn", ("red", True)),
        ("drawn", "pdf", ("red", True)),
        ("drawn", "picture", ("green", False)),
    ],
)
def test_a_page_s_picture_comes_from_its_pdf_unless_an_editor_uploaded_one(admin_client, before, sent, after):
    page = make_page()
    if before != "nothing":
        page.facsimile_is_drawn = before == "drawn"
        page.facsimile.save("a.jpg", ContentFile(picture(colour="#00f"), "a.jpg"))
    files = {"pdf": SimpleUploadedFile("a.pdf", pdf("red"))} if "pdf" in sent else {}
    files |= {"facsimile": SimpleUploadedFile("a.jpg", picture(colour="#0f0"))} if "picture" in sent else {}
    files |= {"draw": "on"} if "drawn" in sent else {}
    reply = admin_client.post(f"{PAGES}{page.pk}/change/", page_fields(admin_client, page) | files)
    assert reply.status_code == 302, errors(reply)
    page = Page.objects.get()
    assert (named(Image.open(page.facsimile.path).getpixel((5, 5))), page.facsimile_is_drawn) == after
    assert (page.facsimile_width, page.facsimile_height) == Image.open(page.facsimile.path).size


def test_a_picture_is_drawn_from_the_pdf_that_is_there(admin_client):
    page = make_page()
    address = f"{PAGES}{page.pk}/change/"
    reply = admin_client.post(address, page_fields(admin_client, page) | {"draw": "on"})
    assert errors(reply) == [{"draw": ["本版没有PDF，无法生成版面图。"]}]
    page.pdf.save("a.pdf", ContentFile(pdf("green")))
    assert admin_client.post(address, page_fields(admin_client, page) | {"draw": "on"}).status_code == 302
    page = Page.objects.get()
    assert (named(Image.open(page.facsimile.path).getpixel((5, 5))), page.facsimile_is_drawn) == ("green", True)


def test_a_pdf_does_not_replace_the_picture_that_somebody_else_has_uploaded_meanwhile(admin_client):
    page = make_page()
    fields = page_fields(admin_client, page)
    page.facsimile.save("a.jpg", ContentFile(picture(colour="#00f"), "a.jpg"))
    admin_client.post(f"{PAGES}{page.pk}/change/", fields | {"pdf": SimpleUploadedFile("a.pdf", pdf("red"))})
    page = Page.objects.get()
    assert (named(Image.open(page.facsimile.path).getpixel((5, 5))), bool(page.pdf)) == ("blue", True)
