"""A whole edition's files at once: matched by name, looked over, confirmed; and nothing kept that was not."""

import os
import time
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import roles, workflow
from editions import delivery, media
from editions.models import Page
from tests.desk_forms import said
from tests.factories import make_article, make_edition, make_page, make_publication, make_region, make_staff_of, picture
from tests.pdf_files import colours_of, named, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """An edition that is not out, with three pages that have nothing yet."""
    edition = make_edition(public=False)
    for number in ("A01", "A02", "B01"):
        make_page(edition, number)
    return edition


def address(edition) -> str:
    return f"/admin/editions/edition/{edition.pk}/files/"


def bring(client, edition, **files):
    """Choose these files, by their names without the full stop (`A01_pdf`); the page that follows."""
    sent = [SimpleUploadedFile(name.replace("_", "."), content) for name, content in files.items()]
    return client.post(address(edition), {"files": sent}, follow=True)


def matched(reply) -> dict[str, str]:
    """Each file of the table, with its place in it, and the page that is offered for it."""
    numbers = dict(Page.objects.values_list("pk", "number"))
    return {
        f"{row.sheet.name} {row.sheet.number}/{row.sheet.count}": numbers.get(row["page"].value(), "—")
        for row in reply.context["rows"]
    }


def confirm(client, reply, **changes):
    fields = {f"{row.place}-page": row.sheet.page or "" for row in reply.context["rows"]}
    return client.post(reply.request["PATH_INFO"], fields | {"seen": reply.context["seen"]} | changes, follow=True)


def kept(name="number") -> list[tuple]:
    """Of every page: the colour of its PDF and of its picture, and whether the picture came from the PDF."""
    return [
        (
            page.number,
            colours_of(page.pdf.read()) if page.pdf else None,
            named(Image.open(page.facsimile).convert("RGB").getpixel((5, 5))) if page.facsimile else None,
            page.facsimile_is_drawn,
        )
        for page in Page.objects.order_by("order_key")
    ]


NOTHING = [("A01", None, None, False), ("A02", None, None, False), ("B01", None, None, False)]


def folders() -> list[Path]:
    return list(Path(storages["delivered"].location).glob("*/*"))


def test_the_match_is_shown_before_anything_is_kept(admin_client, edition):
    reply = bring(
        admin_client,
        edition,
        a01_pdf=pdf("red"),
        **{"晨报20240301-003_jpg": picture(colour="#00f")},
        x_png=picture(form="PNG"),
    )
    assert matched(reply) == {"a01.pdf 1/1": "A01", "晨报20240301-003.jpg 1/1": "B01", "x.png 1/1": "—"}
    assert kept() == NOTHING
    body = reply.content.decode()
    assert "PDF，270 × 390毫米" in body
    for place in range(3):
        shown = admin_client.get(f"{reply.request['PATH_INFO']}{place}.jpg")
        assert shown.status_code == 200
        assert {"private", "no-store"} <= set(shown["Cache-Control"].split(", "))
        assert Image.open(BytesIO(b"".join(shown.streaming_content))).format == "JPEG"
    assert admin_client.get(f"{reply.request['PATH_INFO']}3.jpg").status_code == 404


def test_what_is_confirmed_is_kept_and_then_forgotten(admin_client, edition):
    reply = bring(
        admin_client, edition, A01_pdf=pdf("red"), B01_jpg=picture(colour="#00f"), A02_png=picture(form="PNG")
    )
    done = confirm(admin_client, reply, **{"2-page": ""})
    assert kept() == [("A01", ["red"], "red", True), ("A02", None, None, False), ("B01", None, "blue", False)]
    page = Page.objects.get(number="A01")
    assert (page.facsimile_width, page.facsimile_height) == (page.facsimile.width, page.facsimile.height)
    assert page.facsimile_width > 2100
    assert said(done) == ["2个版有了新文件：A01、B01。", "1个文件（或其中一页）未采用。"]
    assert folders() == []
    again = admin_client.get(reply.request["PATH_INFO"], follow=True)
    assert said(again) == ["这些文件已不再保留：已经确认过，或搁置超过一天。"]


def test_a_pdf_of_all_pages_is_taken_apart(admin_client, edition):
    reply = bring(admin_client, edition, morning20240301_pdf=pdf("red", "green", "blue", "white"))
    assert matched(reply) == {
        "morning20240301.pdf 1/4": "A01",
        "morning20240301.pdf 2/4": "A02",
        "morning20240301.pdf 3/4": "B01",
        "morning20240301.pdf 4/4": "—",
    }
    confirm(admin_client, reply)
    assert kept() == [
        (number, [colour], colour, True) for number, colour in (("A01", "red"), ("A02", "green"), ("B01", "blue"))
    ]


def test_two_files_for_one_place_are_said_and_not_kept(admin_client, edition):
    reply = bring(admin_client, edition, A01_pdf=pdf("red"), a1_pdf=pdf("blue"), A01_jpg=picture())
    assert [row.is_doubled for row in reply.context["rows"]] == [True, True, False]
    assert reply.content.decode().count("两个文件对应同一处") == 2
    refused = confirm(admin_client, reply)
    assert refused.context["sentence"] == "同一处选了几个文件，请只留一个。"
    assert kept() == NOTHING
    confirm(admin_client, refused, **{"0-page": ""})
    assert kept()[0] == ("A01", ["blue"], "red", False)


@pytest.mark.parametrize(
    ("before", "replaces", "after"),
    [
        ("none", False, ("green", True)),
        ("uploaded", False, ("blue", False)),
        ("uploaded", True, ("green", True)),
        ("drawn", False, ("green", True)),
    ],
)
def test_an_uploaded_picture_stays_unless_it_is_chosen_otherwise(admin_client, edition, before, replaces, after):
    page = edition.pages.first()
    if before != "none":
        page.facsimile.save("a.jpg", SimpleUploadedFile("a.jpg", picture(colour="#00f")), save=False)
        page.facsimile_is_drawn = before == "drawn"
        page.save()
    reply = bring(admin_client, edition, A01_pdf=pdf("green"))
    confirm(admin_client, reply, **({"0-replaces": "on"} if replaces else {}))
    assert kept()[0] == ("A01", ["green"], *after)


def test_a_file_that_cannot_be_used_is_named_and_the_others_wait(admin_client, edition, settings):
    settings.MOST_PDF_PAGES, settings.MOST_PIXELS, settings.MOST_MEGABYTES = 3, 9_000_000, 1
    locked = pdf(encryption=pikepdf.Encryption(owner="x", user=""))
    reply = bring(
        admin_client,
        edition,
        A01_pdf=pdf()[:300],
        A02_pdf=locked,
        B01_pdf=pdf(*["red"] * 4),
        b1_pdf=pdf(size=(3000, 3000)),
        B01_jpg=picture(900, 900)[:900],
        b1_png=picture(3001, 3001, form="PNG"),
        c_jpg=b"\xff" * 1_000_001,
        A01_png=picture(form="PNG"),
    )
    assert said(reply) == [
        "A01.pdf: 文件损坏或不是PDF。",
        "A02.pdf: 这个PDF设有密码或限制修改，请另存为不加保护的文件。",
        "B01.pdf: 这个PDF有4页，最多收3页。",
        "b1.pdf: 这个PDF有一页比任何版面都大，请按付印尺寸另存。",
        "B01.jpg: 文件损坏或不是图片：需要完整的JPEG、PNG、WebP、GIF、TIFF或BMP文件。",
        "b1.png: 这张图片的像素超过任何版面，请缩小后再存。",
        "c.jpg: 这个文件有2 MB，最多收1 MB。",
    ]
    assert matched(reply) == {"A01.png 1/1": "A01"}
    (folder,) = folders()
    assert sorted(path.name for path in folder.iterdir()) == ["000.png", "000.png.thumbnail", "delivery.json"]


def test_where_nothing_can_be_used_nothing_waits(admin_client, edition):
    reply = bring(admin_client, edition, A01_pdf=b"%PDF-1.7 and nothing more")
    assert said(reply) == ["A01.pdf: 文件损坏或不是PDF。"]
    assert folders() == []
    assert said(admin_client.post(address(edition), follow=True)) == ["请先选文件。"]


def test_files_changed_by_somebody_else_meanwhile_are_not_replaced(admin_client, edition):
    reply = bring(admin_client, edition, A01_pdf=pdf("red"))
    page = edition.pages.first()
    page.facsimile.save("a.jpg", SimpleUploadedFile("a.jpg", picture(colour="#00f")))
    stale = confirm(admin_client, reply)
    assert stale.status_code == 409
    assert stale.context["sentence"] == "其间有人改动了本期的版面或其文件，请重新核对。"
    assert kept()[0] == ("A01", None, "blue", False)
    assert len(list(Path(storages["default"].location).rglob("*.*"))) == 1
    confirm(admin_client, stale)
    assert kept()[0] == ("A01", ["red"], "blue", False)


def test_a_page_deleted_meanwhile_is_said(admin_client, edition):
    reply = bring(admin_client, edition, A01_pdf=pdf("red"))
    edition.pages.first().delete()
    stale = confirm(admin_client, reply)
    assert (stale.status_code, stale.context["sentence"]) == (409, "所选的版有的已经不在了，请重新核对。")


def test_what_waits_is_forgotten_after_a_day(admin_client, edition):
    reply = bring(admin_client, edition, A01_pdf=pdf())
    (folder,) = folders()
    os.utime(folder, (time.time() - delivery.KEPT_FOR - 1,) * 2)
    assert said(admin_client.get(reply.request["PATH_INFO"], follow=True)) == [
        "这些文件已不再保留：已经确认过，或搁置超过一天。"
    ]
    assert folders() == []


def test_all_of_it_can_be_dropped(admin_client, edition):
    reply = bring(admin_client, edition, A01_pdf=pdf())
    assert said(admin_client.post(reply.request["PATH_INFO"], {"_forget": "1"}, follow=True)) == ["没有保留任何文件。"]
    assert (folders(), kept()) == ([], NOTHING)


def test_a_withdrawn_article_stays_covered_on_the_new_picture(admin_client, admin_user):
    page = make_page(make_edition(), "A01")
    article = make_article(page)
    make_region(article, ((0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5)))
    page.facsimile.save("a.jpg", SimpleUploadedFile("a.jpg", picture(400, 600, colour="#00f")))
    workflow.withdraw(article, "差错", "本稿已撤回。", by=admin_user)
    reply = bring(admin_client, page.edition, A01_jpg=picture(400, 600, colour="#0f0"))
    confirm(admin_client, reply)
    page.refresh_from_db()
    shown = Image.open(page.facsimile_shown)
    assert page.has_withdrawn
    assert named(shown.getpixel((390, 590))) == "green"
    assert shown.getpixel((50, 50))[0] > 150
    assert media.address(page.facsimile.name, 320) != media.address(page.facsimile_shown.name, 320)


@pytest.mark.parametrize(
    ("role", "paper", "expected"),
    [
        (roles.PAGE_EDITOR, "morning", 200),
        (roles.PAGE_EDITOR, "evening", 403),
        (roles.PROOFREADER, "morning", 403),
        (roles.PHOTO_EDITOR, "morning", 403),
    ],
)
def test_whoever_may_change_the_paper_s_pages_brings_their_files(client, admin_client, edition, role, paper, expected):
    brought = bring(admin_client, edition, A01_pdf=pdf()).request["PATH_INFO"]
    client.force_login(make_staff_of(make_publication(paper), "somebody", role))
    assert [client.get(each).status_code for each in (address(edition), brought, f"{brought}0.jpg")] == [expected] * 3
    assert client.post(brought, {}).status_code == expected
    form = client.get(f"/admin/editions/edition/{edition.pk}/change/").content.decode()
    board = client.get(f"/admin/editions/edition/{edition.pk}/board/").content.decode()
    assert [address(edition) in page for page in (form, board)] == [expected == 200] * 2


def test_another_edition_s_token_leads_nowhere(admin_client, edition):
    brought = bring(admin_client, edition, A01_pdf=pdf()).request["PATH_INFO"]
    other = make_edition(on=date(2024, 3, 2))
    elsewhere = brought.replace(address(edition), address(other))
    assert admin_client.get(elsewhere).status_code == 302
    assert admin_client.get(f"{elsewhere}0.jpg").status_code == 404


@pytest.mark.parametrize("many", [1, 12])
def test_the_table_asks_no_more_of_the_database_for_more_files(
    admin_client, edition, many, django_assert_max_num_queries
):
    for number in range(3, 3 + many):
        make_page(edition, f"A{number:02}")
    names = [f"A{number:02}_png" for number in range(3, 3 + many)]
    reply = bring(admin_client, edition, **{name: picture(form="PNG") for name in names})
    with django_assert_max_num_queries(8):
        admin_client.get(reply.request["PATH_INFO"])
