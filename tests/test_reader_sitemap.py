"""What machines are told: the sitemap, bounded, of public things only; and the robots' file."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsroom import sitemaps
from tests.factories import make_article, make_edition, make_page, make_publication
from tests.reader_paper import make_paper

pytestmark = pytest.mark.django_db


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
        for kind in ("editions", "pages", "articles")
    ]


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


@pytest.mark.parametrize("section", ["nothing", "morning", "morning.poems", "hidden.editions", ".editions"])
def test_an_unknown_section_is_not_found(client, section):
    make_article(make_page())
    make_edition(make_publication("hidden"), public=False)
    assert client.get(f"/sitemap-{section}.xml").status_code == 404


def test_robots_are_kept_from_the_admin_and_shown_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
