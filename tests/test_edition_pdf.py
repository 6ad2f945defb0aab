"""The PDF of a whole edition: bound of its pages once, anew when one changes, and withheld with what was withdrawn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from articles import workflow
from editions import binding
from tests.factories import make_article, make_edition, make_page, make_region, picture
from tests.pdf_files import TABLOID, colours_of, pdf

pytestmark = pytest.mark.django_db
ADDRESS = "/morning/2024-03-01/edition.pdf"


def make_printed(edition, number, *, colour=None, drawn=None, **fields):
    """A page with a PDF of one colour, a picture of another, or neither."""
    page = make_page(edition, number, **fields)
    if colour:
        page.pdf.save("a.pdf", ContentFile(pdf(colour)))
    if drawn:
        page.facsimile.save("a.png", ContentFile(picture(270, 390, drawn, "PNG"), "a.png"))
    return page


@pytest.fixture
def edition():
    edition = make_edition()
    make_printed(edition, "A10", colour="blue", name="副刊")
    make_printed(edition, "A02", drawn="#00ff00", name="要闻")
    make_printed(edition, "A03")
    make_printed(edition, "A01", colour="red", name="头版")
    return edition


def whole(client, address=ADDRESS) -> bytes:
    reply = client.get(address)
    assert (reply.status_code, reply["Content-Type"]) == (200, "application/pdf")
    return b"".join(reply.streaming_content)


def stored() -> list[Path]:
    return sorted(Path(storages["bound"].location).rglob("*.*"))


def test_its_pages_stand_in_their_order_and_pictures_fill_in_for_pdfs(client, edition):
    content = whole(client)
    assert colours_of(content) == ["red", "green", "blue"]
    with pikepdf.open(BytesIO(content)) as bound, bound.open_outline() as outline:
        assert [item.title for item in outline.root] == ["A01 头版", "A02 要闻", "A10 副刊"]
        assert (str(bound.docinfo["/Title"]), str(bound.Root.Lang)) == ("晨报 2024-03-01", "zh-Hans")
        sizes = [[float(side) for side in page.mediabox[2:]] for page in bound.pages]
    assert sizes == [pytest.approx(TABLOID, abs=2)] * 3


def test_the_edition_leads_to_it(client, edition):
    assert f'href="{ADDRESS}"' in client.get("/morning/2024-03-01/").content.decode()
    make_page(make_edition(on=date(2024, 3, 2)))
    assert "edition.pdf" not in client.get("/morning/2024-03-02/").content.decode()
    assert client.get("/morning/2024-03-02/edition.pdf").status_code == 404


def test_it_is_bound_once_and_anew_when_a_page_changes(client, edition):
    whole(client)
    (first,) = stored()
    kept = first.stat()
    whole(client)
    assert stored() == [first]
    assert first.stat() == kept
    page = edition.pages.get(number="A02")
    page.pdf.save("a.pdf", ContentFile(pdf("white")))
    assert colours_of(whole(client)) == ["red", "white", "blue"]
    (second,) = stored()
    assert second != first
    page.delete()
    assert colours_of(whole(client)) == ["red", "blue"]
    assert len(stored()) == 1


@pytest.mark.parametrize("damage", ["damaged", "lost"])
def test_a_pdf_that_cannot_be_read_is_filled_in_for(client, edition, damage):
    page = make_printed(edition, "A04", colour="red", drawn="#ffffff")
    path = Path(page.pdf.path)
    path.write_bytes(b"%PDF-") if damage == "damaged" else path.unlink()
    assert colours_of(whole(client)) == ["red", "green", "white", "blue"]


def test_of_pages_that_are_all_lost_nothing_is_bound(client):
    edition = make_edition()
    Path(make_printed(edition, "A01", drawn="#ffffff").facsimile.path).unlink()
    assert client.get(ADDRESS).status_code == 404
    assert stored() == []


def test_the_edition_s_own_pdf_goes_first(client, edition):
    edition.pdf.save("a.pdf", ContentFile(pdf("white")))
    assert colours_of(whole(client)) == ["white"]
    Path(edition.pdf.path).unlink()
    assert colours_of(whole(client)) == ["red", "green", "blue"]


def test_with_something_withdrawn_it_is_withheld_and_forgotten(
    client, edition, admin_user, django_capture_on_commit_callbacks
):
    article = make_article(edition.pages.get(number="A02"))
    make_region(article)
    whole(client)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(article, "差错", "本稿已撤回。", by=admin_user)
    reply = client.get(ADDRESS)
    assert reply.status_code == 410
    assert "本期PDF已停止提供" in reply.content.decode()
    assert "edition.pdf" not in client.get("/morning/2024-03-01/").content.decode()
    assert stored() == []
    workflow.restore(article, "查无差错", by=admin_user)
    assert colours_of(whole(client)) == ["red", "green", "blue"]


def test_of_a_withdrawn_edition_there_is_the_notice(client, edition, admin_user, django_capture_on_commit_callbacks):
    whole(client)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(edition, "差错", "本期已撤回。", by=admin_user)
    reply = client.get(ADDRESS)
    assert (reply.status_code, "本期已撤回。" in reply.content.decode()) == (410, True)
    assert stored() == []


def test_before_it_is_public_only_its_preview_shows_it(client, admin_client, edition):
    edition.signed_off_at = None
    edition.save()
    assert client.get(ADDRESS).status_code == 404
    preview = admin_client.get(f"/admin/preview{ADDRESS.removesuffix('edition.pdf')}").content.decode()
    assert f'href="/admin/preview{ADDRESS}"' in preview
    assert colours_of(whole(admin_client, f"/admin/preview{ADDRESS}")) == ["red", "green", "blue"]


def test_the_other_dates_of_an_edition_lead_to_its_first(client):
    edition = make_edition(through=date(2024, 3, 3))
    make_printed(edition, "A01", colour="red")
    reply = client.get("/morning/2024-03-02/edition.pdf")
    assert (reply.status_code, reply["Location"]) == (301, ADDRESS)


@pytest.mark.django_db(transaction=True)
def test_of_readers_who_come_at_once_only_one_makes_it_bound(edition, monkeypatch):
    times = []
    bind = binding._bind
    monkeypatch.setattr(binding, "_bind", lambda *given: (times.append(1), bind(*given)))
    pages = list(edition.pages.all())

    def ask(_place):
        try:
            return binding.bound(edition, pages)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, range(16)))) == 1
    assert len(times) == 1


def test_it_asks_the_database_no_more_for_more_pages(client, edition, django_assert_num_queries):
    whole(client)
    with django_assert_num_queries(2):
        whole(client)
    for number in range(11, 31):
        make_printed(edition, f"A{number}", drawn="#ffffff")
    with django_assert_num_queries(2):
        whole(client)
