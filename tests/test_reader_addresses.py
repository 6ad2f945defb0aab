"""Every address answers, and every other spelling of one leads to it."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import workflow
from articles.models import ArticleAddress
from tests.factories import make_article, make_contributor, make_edition, make_page, make_publication
from tests.reader_paper import addresses, make_paper

pytestmark = pytest.mark.django_db


def assert_leads(client, address, target):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, target)


def test_every_address_answers_in_both_languages(client):
    for name, address in addresses(make_paper()).items():
        for prefix in ("", "/en"):
            response = client.get(prefix + address)
            assert response.status_code == 200, name
            assert "text/html" in response["Content-Type"]


def test_readers_cannot_post(client):
    for address in addresses(make_paper()).values():
        assert client.post(address).status_code == 405


def test_the_publication_shows_its_newest_edition(client):
    make_paper()
    response = client.get("/morning/")
    assert response.context["edition"].date == date(2024, 3, 6)
    assert 'rel="canonical" href="http://testserver/morning/2024-03-06/"' in response.content.decode()


def test_of_one_day_the_ordinary_edition_is_the_newest(client):
    make_edition()
    make_edition(label="extra")
    assert client.get("/morning/").context["edition"].label == ""


def test_a_labelled_edition_has_its_own_address(client):
    make_page(make_edition(label="extra"), "1")
    for address in ("/morning/2024-03-01.extra/", "/morning/2024-03-01.extra/1/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "号外" in response.content.decode()


@pytest.mark.parametrize(
    ("printed", "spelled"), [("01", "1"), ("1", "001"), ("A01", "a01"), ("A01", "Ａ1"), ("A01", "第A1版")]
)
def test_a_page_number_spelled_otherwise_leads_to_the_printed_one(client, printed, spelled):
    page = make_page(number=printed)
    page.pdf.name = "pdf/x.pdf"
    page.save()
    make_article(page)
    assert_leads(client, f"/morning/2024-03-01/{spelled}/", f"/morning/2024-03-01/{printed}/")
    assert_leads(client, f"/en/morning/2024-03-01/{spelled}/", f"/en/morning/2024-03-01/{printed}/")
    assert_leads(client, f"/morning/2024-03-01/{spelled}/page.pdf", f"/morning/2024-03-01/{printed}/page.pdf")
    assert_leads(client, f"/morning/2024-03-01/{spelled}/1/", f"/morning/2024-03-01/{printed}/1/")


def test_an_article_answers_under_any_page_of_its_edition(client):
    page = make_page(number="A02")
    make_article(page)
    make_page(page.edition, "A01")
    for other in ("A01", "B99", "-"):
        assert_leads(client, f"/morning/2024-03-01/{other}/1/", "/morning/2024-03-01/A02/1/")


def test_an_article_moved_to_another_edition_answers_at_its_former_address(client):
    article = make_article(make_page(make_edition(on=date(2024, 3, 1))))
    former = article.get_absolute_url()
    workflow.place(article, make_page(make_edition(on=date(2024, 3, 2)), "A02"))
    article.refresh_from_db()
    assert_leads(client, former, "/morning/2024-03-02/A02/1/")
    workflow.place(article, None)
    assert client.get(former).status_code == 404


def test_the_other_days_of_a_combined_issue_lead_to_its_first(client):
    page = make_page(make_edition(on=date(2024, 10, 1), through=date(2024, 10, 3)), "A01")
    page.pdf.name = "pdf/x.pdf"
    page.save()
    make_article(page)
    for rest in ("", "A01/", "A01/page.pdf", "A01/1/"):
        assert_leads(client, f"/morning/2024-10-03/{rest}", f"/morning/2024-10-01/{rest}")
    assert client.get("/morning/2024-10-04/").status_code == 404


def test_nothing_leads_to_what_a_combined_issue_does_not_hold(client):
    make_article(make_page(make_edition(on=date(2024, 10, 1), through=date(2024, 10, 3)), "A01"))
    for rest in ("A02/", "A01/page.pdf", "A02/page.pdf", "A01/2/"):
        assert client.get(f"/morning/2024-10-03/{rest}").status_code == 404, rest


def test_the_other_days_lead_to_the_notice_of_what_was_withdrawn(client):
    edition = make_edition(on=date(2024, 10, 1), through=date(2024, 10, 3))
    make_article(make_page(edition, "A01"), withdrawn_at=timezone.now(), withdrawal_notice="说明")
    assert_leads(client, "/morning/2024-10-03/A01/1/", "/morning/2024-10-01/A01/1/")
    edition.withdrawn_at, edition.withdrawal_notice = timezone.now(), "说明"
    edition.save()
    assert_leads(client, "/morning/2024-10-03/A02/", "/morning/2024-10-01/A02/")


def test_former_sites_addresses_lead_to_articles_and_pages(client):
    page = make_page(source_url="html/2024-03/01/node_2.htm")
    article = make_article(page, source_url="html/2024-03/01/content_52.htm")
    ArticleAddress.objects.create(
        publication=article.publication, path="content/2024-03/01/content_52.htm", article=article
    )
    here = article.get_absolute_url()
    assert_leads(client, "/morning/html/2024-03/01/content_52.htm", here)
    assert_leads(client, "/morning/html/2024-03/01/content_52.htm?div=-1", here)
    assert_leads(client, "/morning/content/2024-03/01/content_52.htm", here)
    assert_leads(client, "/morning/html/2024-03/01/node_2.htm", page.get_absolute_url())
    assert client.get("/morning/html/2024-03/01/content_53.htm").status_code == 404
    assert client.get("/evening/html/2024-03/01/content_52.htm").status_code == 404


def test_of_two_articles_with_one_former_address_the_public_one_answers(client):
    page = make_page()
    make_article(page, approved=False, source_url="html/a.htm")
    public = make_article(page, source_url="html/a.htm")
    assert_leads(client, "/morning/html/a.htm", public.get_absolute_url())


def test_only_the_number_counts_in_a_contributors_address(client):
    edition = make_paper()
    person = edition.articles.first().credits.first().contributor
    for wrong in (f"{person.pk}/", f"{person.pk}-别的/", f"{person.pk}-x/"):
        assert_leads(client, f"/contributors/{wrong}", person.get_absolute_url())
    spelled_wide = make_contributor("沈 一苇", merged_into=person)
    assert_leads(client, spelled_wide.get_absolute_url(), person.get_absolute_url())


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/morning/2024-03-02/",
        "/morning/2024-02-30/",
        "/morning/2024-03-01/A02/",
        "/morning/2024-03-01/_/",
        "/morning/2024-03-01/A01/2/",
        "/morning/2024-03-01/A01/99999999999999999999999/",
        "/morning/2024-03-01/A01/" + "9" * 5000 + "/",
        "/morning/2024-03-01/A01/page.pdf",
        "/morning/２０２４-03-01/",
        "/morning/calendar/0000/",
        "/morning/calendar/1999/",
        "/morning/calendar/9999/12/",
        "/morning/calendar/2024/13/",
        "/morning/calendar/2024/3/",
        "/contributors/1-x/",
        "/contributors/99999999999999999999999-x/",
        "/morning/%00/",
        "/%00/",
        "/morning/html/%00",
        "/morning/html/" + "x" * 3000,
        "/zh-hans/",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    make_article()
    for prefix in ("", "/en", "/zh-hant"):
        assert client.get(prefix + address).status_code == 404


def test_a_paper_without_a_public_edition_is_not_found(client):
    make_edition(public=False)
    for rest in ("", "calendar/", "calendar/2024/", "calendar/2024/03/", "corrections/"):
        assert client.get(f"/morning/{rest}").status_code == 404


@pytest.mark.parametrize("debug", [False, True])
def test_what_is_not_found_leads_on(client, settings, debug):
    settings.DEBUG = debug
    make_paper()
    response = client.get("/morning/2024-03-31/A01/3/")
    assert response.status_code == 404
    text = response.content.decode()
    assert 'href="/morning/2024-03-06/"' in text, "the nearest edition"
    assert 'href="/morning/calendar/"' in text
    assert 'href="/search/"' in text
    assert 'href="/"' in text
    assert 'href="/evening/"' in client.get("/nowhere/at/all").content.decode()
    assert '<html lang="en">' in client.get("/en/nowhere/").content.decode()


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("/en//evil.example/", ["/evil.example/", "/zh-hant/evil.example/"]),
        ("/en/%5Cevil.example/", ["/%5Cevil.example/", "/zh-hant/%5Cevil.example/"]),
        ("/en/%09/evil.example/", ["/%09/evil.example/", "/zh-hant/%09/evil.example/"]),
        ("//evil.example/", ["/zh-hant/evil.example/", "/en/evil.example/"]),
        ("/zh-hant//evil.example/", ["/evil.example/", "/en/evil.example/"]),
        ("/en/nowhere/", ["/nowhere/", "/zh-hant/nowhere/"]),
    ],
)
def test_the_other_languages_are_on_the_same_site(client, asked, others):
    tree = LexborHTMLParser(client.get("/", PATH_INFO=unquote(asked)).content.decode())
    assert [node.attributes["href"] for node in tree.css(".site [hreflang]")] == others


def test_a_missing_slash_is_added(client):
    make_paper()
    assert_leads(client, "/morning/2024-03-05", "/morning/2024-03-05/")


def test_replies_are_the_same_for_everybody(client):
    edition = make_paper()
    for address in addresses(edition).values():
        response = client.get(address, HTTP_ACCEPT_LANGUAGE="en", HTTP_COOKIE="django_language=en")
        assert response["Content-Language"] == "zh-hans"
        assert not response.has_header("Vary")
        assert not response.cookies


def test_two_papers_of_one_day_do_not_mix(client):
    make_article(make_page(make_edition(make_publication("evening", "晚报"))))
    make_article(make_page(make_edition()), "晨报的一篇")
    assert "晨报的一篇" in client.get("/morning/2024-03-01/A01/1/").content.decode()


@pytest.mark.parametrize("address", ["/morning/2024-03-05/A01/01/", "/morning/2024-03-05/A01/0/", "/contributors/01/"])
def test_a_number_has_one_spelling(client, address):
    make_paper()
    assert client.get(address).status_code == 404
