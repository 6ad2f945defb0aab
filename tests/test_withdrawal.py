"""What is withdrawn answers with its notice, and stays legible nowhere; what is restored is as it was."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.utils import timezone
from PIL import Image

from articles import masking, roles, workflow
from articles.models import Article, ArticleAddress, Photo, TrailEntry
from editions import media
from editions.models import Edition, Page

from .desk_forms import said
from .factories import (
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
NOTICE = "因事实有误，本报撤回此稿。"


@pytest.fixture
def duty():
    return make_staff("duty", roles.DUTY_EDITOR)


@pytest.fixture(autouse=True)
def _committed(django_capture_on_commit_callbacks):
    """Files go when a transaction is committed, which a test's never is."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


@pytest.fixture
def do(django_capture_on_commit_callbacks, duty):
    def move(verb, thing, *said):
        with django_capture_on_commit_callbacks(execute=True):
            getattr(workflow, verb)(type(thing).objects.get(pk=thing.pk), *said, by=duty)

    return move


def with_facsimile(page, width=400, height=600):
    page.facsimile.save("page.jpg", ContentFile(picture(width, height, "#ffffff")), save=True)
    page.pdf.save("page.pdf", ContentFile(b"%PDF-1.4\n%%EOF"), save=True)
    return page


def seen(client, page):
    """The colours that readers see in the middle of the left and of the right half of a page's picture; None: none."""
    shown = Page.objects.get(pk=page.pk).facsimile_shown
    if not shown:
        return None
    reply = client.get(media.address(shown.name, 320))
    image = Image.open(BytesIO(b"".join(reply.streaming_content))).convert("L")
    return [image.getpixel((image.width * x // 4, image.height // 2)) for x in (1, 3)]


LEFT = ((0.05, 0.05), (0.45, 0.05), (0.45, 0.95), (0.05, 0.95))


def test_a_withdrawn_article_answers_with_its_notice_at_every_address(client, do):
    article = make_article(source_url="html/2024-03/01/content_7.htm")
    ArticleAddress.objects.create(publication=article.publication, path="2024-02-29/A03/4", article=article)
    make_credit(article)
    make_caption(article, photo=make_photo())
    do("withdraw", article, "当事人来电核实有误。", NOTICE)
    addresses = [article.get_absolute_url(), "/morning/2024-02-29/A03/4/", "/morning/html/2024-03/01/content_7.htm"]
    for address in addresses:
        reply = client.get(address)
        assert (reply.status_code, NOTICE in reply.content.decode()) == (410, True)
        assert "当事人" not in reply.content.decode()
    for address in (
        "/",
        "/morning/2024-03-01/",
        "/morning/2024-03-01/A01/",
        "/contributors/",
        "/sitemap-articles-morning.xml",
    ):
        assert "渡口通了新车" not in client.get(address).content.decode()
    assert "渡口通了新车" not in client.get("/search/?q=渡口").content.decode()
    assert client.get(f"/contributors/{article.credits.get().contributor.pk}/").status_code == 404
    do("restore", article, "核实无误。")
    assert client.get(addresses[0]).status_code == 200
    assert [client.get(address).status_code for address in addresses[1:]] == [301, 301]
    trail = TrailEntry.objects.order_by("pk").values_list("verb", "reason", "details")
    assert list(trail) == [
        ("withdraw", "当事人来电核实有误。", {"notice": NOTICE}),
        ("restore", "核实无误。", {"notice": NOTICE}),
    ]


def test_its_region_is_covered_on_the_picture_of_the_page_and_the_pdf_is_withheld(client, do):
    page = with_facsimile(make_page())
    article, other = make_article(page), make_article(page, "另一篇")
    make_region(article, LEFT)
    make_region(other, tuple((x + 0.5, y) for x, y in LEFT))
    known = media.address(page.facsimile.name, 640)
    assert (seen(client, page), client.get(known).status_code) == ([255, 255], 200)
    pdf = f"{page.get_absolute_url()}page.pdf"
    assert client.get(pdf).status_code == 200
    do("withdraw", article, "有误。", NOTICE)
    left, right = seen(client, page)
    assert (190 < left < 210, right) == (True, 255)
    assert client.get(known).status_code == 404
    assert client.get(pdf).status_code == 410
    assert ".pdf" not in client.get(page.get_absolute_url()).content.decode()
    do("restore", article, "无误。")
    assert seen(client, page) == [255, 255]
    assert client.get(pdf).status_code == 200


def test_without_a_region_the_whole_picture_is_withheld(client, do):
    page = with_facsimile(make_page())
    article = make_article(page)
    do("withdraw", article, "有误。", NOTICE)
    assert seen(client, page) is None
    reply = client.get(page.get_absolute_url())
    assert (reply.status_code, "facsimiles/" in reply.content.decode()) == (200, False)
    do("restore", article, "无误。")
    assert seen(client, page) == [255, 255]


def test_an_article_is_covered_on_the_pages_that_it_runs_over_to(client, do):
    page = with_facsimile(make_page())
    other = with_facsimile(make_page(page.edition, "A02"))
    article = make_article(page)
    make_region(article, LEFT)
    make_region(article, LEFT, page=other)
    do("withdraw", article, "有误。", NOTICE)
    assert [seen(client, each)[1] for each in (page, other)] == [255, 255]
    assert all(190 < seen(client, each)[0] < 210 for each in (page, other))


def test_the_second_of_two_withdrawn_is_covered_beside_the_first(client, do):
    page = with_facsimile(make_page())
    articles = [make_article(page), make_article(page, "另一篇")]
    make_region(articles[0], LEFT)
    make_region(articles[1], tuple((x + 0.5, y) for x, y in LEFT))
    for article in articles:
        do("withdraw", article, "有误。", NOTICE)
    assert all(190 < colour < 210 for colour in seen(client, page))
    do("restore", articles[0], "无误。")
    left, right = seen(client, page)
    assert (left, 190 < right < 210) == (255, True)
    kept = list(default_storage.listdir("facsimiles")[1])
    assert len(kept) == 2


def test_its_photos_go_unless_another_public_article_shows_them(client, do):
    page = make_page()
    article, other = make_article(page), make_article(page, "另一篇")
    alone, shared = make_photo(picture(80, 60)), make_photo(picture(60, 80))
    make_caption(article, photo=alone)
    make_caption(article, photo=shared)
    make_caption(other, photo=shared)
    addresses = [media.address(photo.file.name, 320) for photo in (alone, shared)]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    do("withdraw", article, "有误。", NOTICE)
    assert [client.get(address).status_code for address in addresses] == [404, 200]
    assert not Path(storages["renditions"].path(alone.file.name)).exists()
    kept = Photo.objects.get(pk=alone.pk)
    assert default_storage.open(kept.file.name).read() == picture(80, 60)
    do("restore", article, "无误。")
    assert client.get(media.address(kept.file.name, 320)).status_code == 200


def test_a_withdrawn_edition_takes_its_pictures_with_it(client, do):
    page = with_facsimile(make_page())
    photo = make_photo()
    make_caption(make_article(page), photo=photo)
    addresses = [media.address(page.facsimile.name, 320), media.address(photo.file.name, 320)]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    do("withdraw", page.edition, "整期有误。", "本期撤回。")
    pages = ["/morning/2024-03-01/", "/morning/2024-03-01/A01/", "/morning/2024-03-01/A01/1/"]
    assert [client.get(address).status_code for address in (*pages, *addresses)] == [410, 410, 410, 404, 404]
    assert "晨报" not in client.get("/").content.decode()
    do("restore", page.edition, "无误。")
    assert [client.get(address).status_code for address in pages] == [200, 200, 200]
    assert seen(client, page) == [255, 255]


def test_a_moved_region_or_a_new_picture_is_covered_anew(client, do):
    page = with_facsimile(make_page())
    article = make_article(page)
    region = make_region(article, LEFT)
    do("withdraw", article, "有误。", NOTICE)
    region.polygon = [[x + 0.5, y] for x, y in region.polygon]
    region.save()
    masking.renew(Page.objects.all())
    left, right = seen(client, page)
    assert (left, 190 < right < 210) == (255, True)


@pytest.mark.parametrize("verb", ["withdraw", "restore"])
def test_a_reason_is_needed(do, verb):
    with pytest.raises(workflow.Refused, match="请写明理由"):
        do(verb, make_article(), " ", *([NOTICE] if verb == "withdraw" else []))


def test_readers_are_told_why(do):
    with pytest.raises(workflow.Refused, match="请填写撤稿说明"):
        do("withdraw", make_article(), "有误。", " ")


def test_what_is_not_signed_off_is_not_withdrawn(do):
    page = make_page(make_edition(public=False))
    for thing in (make_article(page), page.edition):
        with pytest.raises(workflow.Refused, match="尚未签发"):
            do("withdraw", thing, "有误。", NOTICE)


def test_what_is_withdrawn_is_not_withdrawn_again(do):
    article = make_article()
    with pytest.raises(workflow.Refused, match="并未撤稿"):
        do("restore", article, "无误。")
    do("withdraw", article, "有误。", NOTICE)
    with pytest.raises(workflow.Refused, match="此前已撤稿"):
        do("withdraw", article, "有误。", NOTICE)


@pytest.mark.parametrize("role", [roles.REPORTER, roles.PAGE_EDITOR, roles.DESK_HEAD, roles.ARCHIVIST])
def test_only_the_duty_editor_withdraws(client, role):
    article = make_article()
    user = make_staff("somebody", role)
    with pytest.raises(workflow.Refused, match="你的岗位没有这项权限"):
        workflow.withdraw(article, "有误。", NOTICE, by=user)
    client.force_login(user)
    assert client.get(f"/admin/articles/article/{article.pk}/withdrawal/").status_code == 403


def test_the_duty_editor_withdraws_on_a_page_that_says_what_follows(client, duty):
    page = with_facsimile(make_page())
    article = make_article(page)
    repeat = make_article(page, "渡口通了新车（重）", repeats=article)
    client.force_login(duty)
    address = f"/admin/articles/article/{article.pk}/withdrawal/"
    shown = client.get(address).content.decode()
    for sentence in ("整张版面图停止提供", "该版PDF停止提供", "“渡口通了新车（重）”（A01版）与本稿重复或相接"):
        assert sentence in shown
    assert f"/admin/articles/article/{repeat.pk}/withdrawal/" in shown
    reply = client.post(address, {"reason": "有误。", "notice": ""})
    assert reply.context["form"].errors["notice"] == ["这个字段是必填项。"]
    reply = client.post(address, {"reason": "有误。", "notice": NOTICE}, follow=True)
    assert said(reply) == ["撤稿完成，读者看到的是撤稿说明。"]
    assert Article.objects.get(pk=article.pk).withdrawal_notice == NOTICE
    reply = client.post(address, {"reason": "无误。"}, follow=True)
    assert said(reply) == ["已恢复，读者重新可见。"]
    assert Article.objects.get(pk=article.pk).withdrawn_at is None


def test_an_edition_is_withdrawn_on_its_own_page(client, duty):
    edition = make_article().edition
    client.force_login(duty)
    address = f"/admin/editions/edition/{edition.pk}/withdrawal/"
    client.post(address, {"reason": "有误。", "notice": "本期撤回。"})
    assert Edition.objects.get().is_withdrawn
    client.post(address, {"reason": "无误。"})
    assert Edition.objects.get().is_public


def test_a_withdrawn_article_of_an_edition_that_is_not_public_yet_is_nowhere(client, do):
    article = make_article()
    Edition.objects.update(publish_at=timezone.now() + timedelta(hours=1))
    do("withdraw", article, "有误。", NOTICE)
    assert client.get(article.get_absolute_url()).status_code == 404
