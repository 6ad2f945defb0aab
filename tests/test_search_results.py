"""What stands beside a hit: where its article lies on the page."""

import pytest
from django.core.files.base import ContentFile

from articles import workflow
from tests.factories import make_article, make_page, make_region, make_staff, picture
from tests.pages_shown import counted, look
from tests.reader_paper import make_full_article, make_paper

pytestmark = pytest.mark.django_db


def with_facsimile(page):
    page.facsimile.save("a.jpg", ContentFile(picture(700, 1000)))
    return page


def polygons(tree) -> list[str]:
    return [node.attributes["points"] for node in tree.css(".results polygon")]


def test_a_hit_shows_its_page_with_its_own_region(client):
    page = with_facsimile(make_page())
    article = make_article(page, "渡口")
    make_region(article)
    make_region(article, [[0, 0], [1, 0], [1, 1]], page=make_page(page.edition, "A02"))
    make_region(make_article(page, "别的"), [[0, 0], [0.5, 0], [0.5, 0.5]])
    tree = look(client, "/search/?q=渡口")
    assert polygons(tree) == ["100,100 500,100 500,400 100,400"]
    shown = tree.css_first(".where-on-page img").attributes
    assert (shown["width"], shown["height"], shown["alt"], shown["loading"]) == ("700", "1000", "", "lazy")
    assert shown["src"] == f"/media/{page.facsimile.name}/640.jpg"


def test_the_picture_is_no_second_link_for_who_does_not_point(client):
    article = make_article(with_facsimile(make_page()), "渡口")
    (link,) = look(client, "/search/?q=渡口").css(".where-on-page")
    assert link.attributes["href"].startswith(article.get_absolute_url())
    assert (link.attributes["tabindex"], link.attributes["aria-hidden"]) == ("-1", "true")


def test_a_page_without_its_picture_shows_none(client):
    make_region(make_article(make_page(), "渡口"))
    assert look(client, "/search/?q=渡口").css(".where-on-page") == []


def test_what_is_withdrawn_is_covered_or_the_picture_not_shown(client):
    page = with_facsimile(make_page())
    make_region(make_article(page, "渡口"))
    gone = make_article(page, "撤下的")
    make_region(gone)
    original = page.facsimile.name
    workflow.withdraw(gone, "差错", "本稿已撤回。", by=make_staff("chief", is_superuser=True))
    page.refresh_from_db()
    shown = client.get("/search/?q=渡口").content.decode()
    assert page.masked.name in shown
    assert original not in shown
    page.masked = ""
    page.save()
    assert look(client, "/search/?q=渡口").css(".where-on-page") == []


def test_a_result_costs_the_same_whatever_it_holds(client):
    edition = make_paper(1)
    few = counted(client, "/search/?q=江上新渡")
    for place in range(1, 12):
        make_full_article(edition.pages.first(), place)
    assert few == counted(client, "/search/?q=江上新渡")
