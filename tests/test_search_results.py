"""What stands beside a hit: where its article lies on the page, and where else its text is printed."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import workflow
from articles.models import Article
from tests.factories import make_article, make_edition, make_page, make_region, make_staff, picture
from tests.pages_shown import counted, links, look, texts
from tests.reader_paper import NOT_PUBLIC, make_full_article, make_paper

pytestmark = pytest.mark.django_db


def with_facsimile(page):
    page.facsimile.save("a.jpg", ContentFile(picture(700, 1000)))
    return page


def printed_at(tree) -> list[str]:
    """Where a hit is printed again; the links carry what was looked for."""
    return [link.partition("?")[0] for link in links(tree, ".again a")]


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


def test_a_hit_says_where_else_its_edition_printed_it(client):
    edition = make_edition()
    first = make_article(make_page(edition, "A01"), "通告")
    third = make_article(make_page(edition, "A07"), "通告", repeats=first)
    second = make_article(make_page(edition, "A05"), "通告", repeats=first)
    make_article(make_page(make_edition(on=date(2024, 2, 1))), "通告", repeats=first)
    make_article(first.page, "别的通告")
    tree = look(client, "/search/?q=headline:通告 date:2024-03")
    assert texts(tree, ".results h2") == ["通告", "别的通告"]
    assert texts(tree, ".again") == ["也刊于： A05版 A07版"]
    assert printed_at(tree) == [second.get_absolute_url(), third.get_absolute_url()]
    assert texts(look(client, "/en/search/?q=headline:通告 date:2024-03"), ".again") == [
        "Also printed: page A05 page A07"
    ]
    tree = look(client, "/search/?q=通告 page:A05")
    assert printed_at(tree) == [first.get_absolute_url(), third.get_absolute_url()]


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_a_repeat_that_is_not_public_is_not_named(client, fields):
    edition = make_edition()
    first = make_article(make_page(edition, "A01"), "通告")
    make_article(make_page(edition, "A05"), "通告", repeats=first, **fields)
    assert texts(look(client, "/search/?q=通告"), ".again") == []


def test_an_original_that_is_not_public_is_not_named(client):
    edition = make_edition()
    gone = {"withdrawn_at": timezone.now(), "withdrawal_notice": "说明"}
    first = make_article(make_page(edition, "A01"), "通告", **gone)
    again = make_article(make_page(edition, "A05"), "通告", repeats=first)
    tree = look(client, "/search/?q=通告")
    assert links(tree, ".results h2 a")[0].startswith(again.get_absolute_url())
    assert texts(tree, ".again") == []


def test_a_result_costs_the_same_whatever_it_holds(client):
    edition = make_paper(1)
    first, *_others, last = edition.articles.order_by("number")
    Article.objects.filter(pk=last.pk).update(repeats=first)
    plain, repeated = "/search/?q=江上&date=2024", "/search/?q=江上新渡"
    few = [counted(client, address) for address in (plain, repeated)]
    inside = edition.pages.get(number="A02")
    for place in range(1, 12):
        original = make_full_article(edition.pages.first(), place)
        again = make_full_article(inside, place)
        Article.objects.filter(pk=again.pk).update(repeats=original)
    assert few == [counted(client, address) for address in (plain, repeated)]
