"""Readers see what is published and nothing else; what was withdrawn says so."""

import re
from datetime import date

import pytest
from django.utils import timezone

from articles.models import Correction
from tests.factories import (
    make_account,
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_region,
)
from tests.reader_paper import NOT_PUBLIC, TOMORROW

pytestmark = pytest.mark.django_db


def everything(client, day="2024-03-01") -> str:
    """All that readers can come across without knowing an address."""
    lists = (
        "/",
        "/morning/",
        f"/morning/{day}/",
        f"/morning/{day}/A01/",
        f"/morning/{day}/A01/1/",
        "/morning/calendar/2024/",
        "/morning/calendar/2024/03/",
        "/morning/corrections/",
        "/search/?q=秘密",
        "/contributors/",
        "/contributors/?role=photo",
        "/photos/",
        "/photos/?q=秘密",
        "/sitemap.xml",
        "/sitemap-morning.editions.xml",
        "/sitemap-morning.pages.xml",
        "/sitemap-morning.articles.xml",
        "/sitemap-morning.images.xml",
        "/sitemap-news.xml",
        "/morning/feed.xml",
        "/morning/rss.xml",
        "/robots.txt",
        "/morning/collection.json",
        "/morning/2024/collection.json",
        f"/morning/{day}/manifest.json",
        f"/morning/{day}/A01.json",
        f"/morning/{day}/A01/1.json",
        f"/morning/{day}/cite.ris",
        f"/morning/{day}/A01/1/cite.bib",
    )
    return "".join(client.get(address).content.decode() for address in lists)


def make_secret(page, **fields):
    """An article with a region, a person, a picture and a correction, all of whose words are 秘密."""
    secret = make_article(page, "秘密的标题", kicker="秘密", **fields)
    make_credit(secret, "秘密的人")
    make_caption(secret, "秘密的图", ("秘密的摄影",), photo=make_photo())
    make_region(secret)
    Correction.objects.create(article=secret, text="秘密的更正")
    return secret


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_an_article_that_is_not_public_is_nowhere(client, fields):
    page = make_page()
    shown = make_article(page, "公开的标题")
    secret = make_secret(page, source_url="html/secret.htm", **fields)
    for other in (shown, make_article(page, "另一篇")):
        other.continues = secret
        other.save()
    shown.repeats = secret
    shown.save()
    text = everything(client)
    assert "公开的标题" in text
    assert "秘密" not in text.replace('value="秘密"', "").replace("搜索：秘密", "")
    for credit in (secret.credits.get(), secret.captions.get().credits.get()):
        assert client.get(credit.contributor.get_absolute_url()).status_code == 404
    status = 410 if "withdrawn_at" in fields else 404
    assert client.get(secret.get_absolute_url()).status_code == status
    assert client.get("/morning/html/secret.htm").status_code == status


def test_an_article_in_the_pool_is_nowhere(client):
    page = make_page()
    secret = make_secret(page)
    secret.page = None
    secret.save()
    make_article(page, "公开的标题")
    assert "秘密" not in everything(client).replace('value="秘密"', "").replace("搜索：秘密", "")
    assert client.get("/morning/2024-03-01/A01/1/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "future"])
def test_an_edition_that_is_not_public_is_not_found(client, state):
    make_article(make_page(make_edition(on=date(2024, 2, 1))), "公开的标题")
    edition = make_edition(public=False)
    if state == "future":
        edition.sign_off(publish_at=TOMORROW)
        edition.save()
    page = make_page(edition, source_url="html/page.htm", name="秘密版")
    make_secret(page, source_url="html/secret.htm")
    text = everything(client, day="2024-02-01")
    assert "公开的标题" in text
    assert "秘密" not in text.replace('value="秘密"', "").replace("搜索：秘密", "")
    assert "2024-03-01" not in text
    machines = ("manifest.json", "cite.ris", "A01.json", "A01/1.json", "A01/1/cite.bib")
    for rest in ("", "A01/", "A01/page.pdf", "A01/1/", "1/", *machines):
        assert client.get(f"/morning/2024-03-01/{rest}").status_code == 404
    assert client.get("/morning/html/page.htm").status_code == 404
    assert client.get("/morning/html/secret.htm").status_code == 404


def test_the_other_days_of_a_draft_combined_issue_say_nothing(client):
    make_edition(on=date(2024, 10, 1), through=date(2024, 10, 3), public=False)
    assert client.get("/morning/2024-10-02/").status_code == 404


def test_a_withdrawn_article_leaves_a_tombstone(client):
    page = make_page()
    article = make_article(page, "撤下的标题", source_url="html/a.htm")
    article.withdrawn_at, article.withdrawal_notice = timezone.now(), "因事实有误，本报撤回。"
    article.save()
    for address in ("/morning/2024-03-01/A01/1/", "/morning/2024-03-01/A09/1/", "/morning/html/a.htm"):
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 410
        assert "因事实有误，本报撤回。" in text
        assert "撤下的标题" not in text
        assert 'content="noindex"' in text
        assert 'href="/morning/2024-03-01/A01/"' in text


def test_a_withdrawn_edition_leaves_a_tombstone_everywhere(client):
    edition = make_edition()
    make_article(make_page(edition, source_url="html/node_1.htm"), source_url="html/a.htm")
    edition.withdrawn_at, edition.withdrawal_notice = timezone.now(), "本期因故撤回。"
    edition.save()
    for rest in (
        "2024-03-01/",
        "2024-03-01/A01/",
        "2024-03-01/A01/page.pdf",
        "2024-03-01/A01/1/",
        "2024-03-01/manifest.json",
        "2024-03-01/A01.json",
        "2024-03-01/A01/1.json",
        "2024-03-01/cite.ris",
        "2024-03-01/A01/1/cite.bib",
        "html/a.htm",
        "html/node_1.htm",
    ):
        response = client.get(f"/morning/{rest}")
        assert response.status_code == 410
        assert "本期因故撤回。" in response.content.decode()


def test_a_draft_that_was_withdrawn_says_nothing(client):
    edition = make_edition(public=False, withdrawn_at=timezone.now(), withdrawal_notice="内部说明")
    make_article(make_page(edition), withdrawn_at=timezone.now(), withdrawal_notice="内部说明")
    for rest in ("", "A01/", "A01/1/"):
        assert client.get(f"/morning/2024-03-01/{rest}").status_code == 404


def test_a_draft_stays_hidden_from_staff_as_well(admin_client):
    make_page(make_edition(public=False))
    assert admin_client.get("/morning/2024-03-01/A01/").status_code == 404


def test_who_may_not_is_told_so_in_a_sentence(client):
    client.force_login(make_account())
    reply = client.get("/admin/articles/article/")
    assert (reply.status_code, "你的岗位没有这项权限" in reply.content.decode()) == (403, True)


def test_no_public_page_loads_anything_of_the_editor_or_the_desk(client):
    article = make_article(body="<p>秘密的渡口。</p>")
    make_credit(article)
    photo = make_photo()
    make_caption(article, photo=photo)
    contributor = article.credits.get().contributor
    html = everything(client) + "".join(
        client.get(address).content.decode() for address in (contributor.get_absolute_url(), f"/photos/{photo.pk}/")
    )
    loaded = re.findall(r"""(?:src|href)=["']?([^"'\s>]+)""", html)
    assert any(address.startswith("/static/") for address in loaded)
    assert [address for address in loaded if re.search("ckeditor|/admin/", address, re.IGNORECASE)] == []
    assert "ckeditor" not in html.lower()
