"""What machines are told: the sitemap, bounded, of public things only; and the robots' file."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import workflow
from articles.models import Article
from newsroom import sitemaps
from tests.factories import (
    make_article,
    make_caption,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_staff,
    picture,
)
from tests.reader_paper import make_full_article, make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
OF_SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OF_IMAGES = "{http://www.google.com/schemas/sitemap-image/1.1}"
OF_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def places(client, address) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return [node.text() for node in LexborHTMLParser(response.content.decode()).css("loc")]


def test_every_paper_has_its_sections(client):
    make_paper()
    make_edition(make_publication("hidden"), public=False)
    assert places(client, "/sitemap.xml") == [
        f"http://testserver/sitemap-{paper}.{kind}.xml"
        for paper in ("morning", "evening")
        for kind in ("editions", "pages", "articles", "images")
    ] + ["http://testserver/sitemap-news.xml"]


def test_sections_name_every_public_address(client):
    make_paper(1)
    here = "http://testserver/morning"
    assert places(client, "/sitemap-morning.editions.xml") == [
        f"{here}/2024-03-06/",
        f"{here}/2024-03-05/",
        f"{here}/2024-03-04/",
    ]
    assert places(client, "/sitemap-morning.pages.xml") == [f"{here}/2024-03-05/A01/", f"{here}/2024-03-05/A02/"]
    assert places(client, "/sitemap-morning.articles.xml") == [
        f"{here}/2024-03-05/A01/1/",
        f"{here}/2024-03-05/A02/2/",
    ]


def test_a_section_is_bounded(client, monkeypatch):
    monkeypatch.setattr(sitemaps.PaperSitemap, "limit", 2)
    for day in range(1, 4):
        make_edition(on=date(2024, 3, day))
    assert "http://testserver/sitemap-morning.editions.xml?p=2" in places(client, "/sitemap.xml")
    assert len(places(client, "/sitemap-morning.editions.xml")) == 2
    assert places(client, "/sitemap-morning.editions.xml?p=2") == ["http://testserver/morning/2024-03-01/"]


def entries(client, address) -> list[ET.Element]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    document = ET.fromstring(response.content)
    assert document.tag == f"{OF_SITEMAPS}urlset"
    return document.findall(f"{OF_SITEMAPS}url")


def shown(client, address="/sitemap-morning.images.xml") -> dict[str, list[str]]:
    """The pictures that a section of images names, by the address that shows them."""
    return {
        url.findtext(f"{OF_SITEMAPS}loc"): [
            each.findtext(f"{OF_IMAGES}loc") for each in url.findall(f"{OF_IMAGES}image")
        ]
        for url in entries(client, address)
    }


def told(client) -> list[str]:
    """The headlines of the news."""
    return [url.findtext(f"{OF_NEWS}news/{OF_NEWS}title") for url in entries(client, "/sitemap-news.xml")]


def test_photos_stand_with_the_article_that_shows_them(client):
    page = make_page()
    wide, narrow = make_photo(picture(1500, 900)), make_photo(picture(500, 300))
    pictured = make_article(page, "有两张图")
    for order, photo in enumerate((wide, None, narrow, wide)):
        make_caption(pictured, photo=photo, order=order)
    make_caption(make_article(page, "图没有存下"))
    make_article(page, "没有图")
    images = [f"{SITE}/media/{wide.file.name}/1280.jpg", f"{SITE}/media/{narrow.file.name}/640.jpg"]
    assert shown(client) == {f"{SITE}/morning/2024-03-01/A01/1/": images}
    for image in images:
        assert client.get(image.removeprefix(SITE)).status_code == 200


def test_the_section_of_photos_is_bounded(client, monkeypatch):
    monkeypatch.setattr(sitemaps.ImageSitemap, "limit", 2)
    page = make_page()
    for width in range(1, 4):
        make_caption(make_article(page), photo=make_photo(picture(60 + width, 40)))
    assert f"{SITE}/sitemap-morning.images.xml?p=2" in places(client, "/sitemap.xml")
    assert [len(shown(client, f"/sitemap-morning.images.xml?p={part}")) for part in (1, 2)] == [2, 1]


def make_fresh(paper=None, hours=3, **fields) -> Article:
    """An article of an edition that readers have had for so many hours."""
    paper = paper or make_publication()
    edition = paper.editions.create(date=paper.today, label=f"h{hours}")
    edition.sign_off(publish_at=timezone.now() - timedelta(hours=hours))
    edition.save()
    return make_article(make_page(edition), f"{hours}小时前", **fields)


def test_the_news_as_google_wants_it(client, monkeypatch):
    now = datetime(2026, 11, 30, 4, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    paper = make_publication("morning", "晨报", masthead="晨报·江城")
    edition = make_edition(paper, date(2026, 11, 30))
    make_article(make_page(edition), "江上 <新渡>\n& 旧桥")
    english = make_publication("herald", "River Herald", language="en-GB", time_zone="Europe/London", order=1)
    article = make_article(make_page(make_edition(english, date(2026, 11, 29))), "A New Ferry")
    Article.objects.filter(pk=article.pk).update(embargo=datetime(2026, 11, 29, 21, 30, tzinfo=UTC))
    found = [
        {each.tag: each.text for each in url.iter() if not len(each)} for url in entries(client, "/sitemap-news.xml")
    ]
    assert found == [
        {
            f"{OF_SITEMAPS}loc": f"{SITE}/morning/2026-11-30/A01/1/",
            f"{OF_NEWS}name": "晨报·江城",
            f"{OF_NEWS}language": "zh-cn",
            f"{OF_NEWS}publication_date": "2026-11-30T06:00:00+08:00",
            f"{OF_NEWS}title": "江上 <新渡> & 旧桥",
        },
        {
            f"{OF_SITEMAPS}loc": f"{SITE}/herald/2026-11-29/A01/1/",
            f"{OF_NEWS}name": "River Herald",
            f"{OF_NEWS}language": "en",
            f"{OF_NEWS}publication_date": "2026-11-29T21:30:00+00:00",
            f"{OF_NEWS}title": "A New Ferry",
        },
    ]


def test_news_is_what_readers_have_had_for_two_days(client):
    make_fresh(hours=49)
    make_fresh(hours=47)
    make_fresh(hours=50, embargo=timezone.now() - timedelta(hours=1))
    make_fresh(hours=40 * 24, embargo=timezone.now() - timedelta(hours=1))
    make_fresh(hours=1, approved=False)
    make_fresh(hours=2, embargo=timezone.now() + timedelta(hours=1))
    make_fresh(hours=4, kind="advertisement")
    make_fresh(hours=5, kind="teaser")
    original = make_fresh(hours=6, kind="photo")
    make_article(original.page, "重刊", repeats=original)
    make_fresh(hours=-1)
    assert told(client) == ["50小时前", "6小时前", "47小时前"]


def test_there_is_a_thousand_of_news_at_most(client, monkeypatch):
    assert sitemaps.NewsSitemap.limit == 1_000
    monkeypatch.setattr(sitemaps.NewsSitemap, "limit", 2)
    for hours in (3, 1, 2):
        make_fresh(hours=hours)
    assert told(client) == ["1小时前", "2小时前"]
    assert client.get("/sitemap-news.xml?p=2").status_code == 404


def test_no_news_is_an_empty_file(client):
    assert told(client) == []


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh-Hans", "zh-cn"), ("zh", "zh-cn"), ("zh-Hant", "zh-tw"), ("zh-HK", "zh-tw"), ("en-GB", "en"), ("yue", "yue")],
)
def test_a_language_as_google_news_names_it(language, name):
    assert sitemaps.news_language(language) == name


def test_what_is_withdrawn_is_gone_from_every_section_at_once(client):
    article = make_fresh()
    make_caption(article, photo=make_photo())
    sections = [f"/sitemap-{each}.xml" for each in ("morning.articles", "morning.images", "news")]
    assert [len(entries(client, section)) for section in sections] == [1, 1, 1]
    workflow.withdraw(article, "差错", "本稿已撤回。", by=make_staff("chief", is_superuser=True))
    assert [len(entries(client, section)) for section in sections] == [0, 0, 0]


def test_what_is_not_public_is_in_no_section(client):
    kept, hidden = make_publication(), make_publication("hidden", "秘密报")
    make_edition(kept)
    secret = make_edition(hidden, public=False)
    make_caption(make_article(make_page(secret), "秘密"), photo=make_photo())
    draft = make_fresh(hours=1, approved=False)
    embargoed = make_fresh(hours=2, embargo=timezone.now() + timedelta(days=1))
    for article in (draft, embargoed):
        make_caption(article, photo=make_photo(picture(60 + article.pk, 40)))
    for section in ("morning.articles", "morning.images", "news"):
        assert entries(client, f"/sitemap-{section}.xml") == []
    assert client.get("/sitemap-hidden.images.xml").status_code == 404


def test_every_address_in_every_section_is_whole(client):
    make_paper(1)
    make_fresh(make_publication("morning"))
    named = places(client, "/sitemap.xml")
    for section in named:
        for url in entries(client, section.removeprefix(SITE)):
            found = [each.text for each in url.iter() if each.tag.endswith("}loc")]
            assert found
            assert [each for each in found if not each.startswith(f"{SITE}/")] == []
    assert len(named) == 9


def test_photos_and_news_cost_the_same_however_many_there_are(client):
    edition = make_paper(1)
    edition.publish_at = timezone.now() - timedelta(hours=1)
    edition.save()

    def counted():
        cache.clear()
        counts = []
        for section in ("/sitemap.xml", "/sitemap-morning.images.xml", "/sitemap-news.xml"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(section).status_code == 200
            counts.append(len(queries))
        return counts

    few = counted()
    for place in range(1, 20):
        make_full_article(edition.pages.first(), place)
    assert few == counted()
    assert max(few) <= 5, few
    assert len(told(client)) == 21


@pytest.mark.parametrize("section", ["nothing", "morning", "morning.poems", "hidden.editions", ".editions"])
def test_an_unknown_section_is_not_found(client, section):
    make_article(make_page())
    make_edition(make_publication("hidden"), public=False)
    assert client.get(f"/sitemap-{section}.xml").status_code == 404


def test_robots_are_kept_from_the_admin_and_shown_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
