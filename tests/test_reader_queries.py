"""A view asks the database the same number of times whatever an edition holds, and never more than twelve times."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from articles.models import Article
from tests.pages_shown import counted
from tests.reader_paper import addresses, make_full_article, make_paper

pytestmark = pytest.mark.django_db
MOST = 12
# Those that send no page of their own making, or that a test below asks.
OTHERS = {
    "article-json",
    "cite-bib",
    "cite-edition-bib",
    "cite-edition-ris",
    "cite-ris",
    "collection",
    "contributor-feed",
    "contributor-feed-rss",
    "edition-pdf",
    "feed",
    "feed-rss",
    "healthz",
    "image-info",
    "image-part",
    "page-json",
    "page-name-feed",
    "page-name-feed-rss",
    "page-pdf",
    "robots",
    "rendition",
    "tile",
    "opensearch",
    "original",
    "legacy",
    "manifest",
    "search-atom",
    "search-json",
    "sitemap",
    "sitemap-section",
    "year-collection",
}
NAMED = {
    "publication", "edition", "page", "article", "home", "calendar", "calendar-year", "calendar-month",
    "corrections", "search", "contributors", "contributor", "photos", "photo",
}  # fmt: skip


def test_every_view_is_asked():
    reader = {name for name in get_resolver("newsroom.urls").reverse_dict if isinstance(name, str)}
    for _prefix, (_pattern, resolver) in get_resolver("newsroom.urls").namespace_dict.items():
        assert "admin" in resolver.namespace
    assert reader - OTHERS == NAMED


def test_the_number_of_queries_does_not_grow(client):
    edition = make_paper(1)
    few = {name: counted(client, address) for name, address in addresses(edition).items()}
    first = edition.pages.first()
    assert first.articles.count() == 1
    for place in range(1, 30):
        make_full_article(first, place)
    assert first.articles.count() == 30
    many = {name: counted(client, address) for name, address in addresses(edition).items()}
    assert few == many
    assert max(many.values()) <= MOST, many


def test_photos_without_headlines_cost_no_more(client):
    edition = make_paper(3)
    asked = addresses(edition) | {"search": "/search/?publication=morning"}
    before = {name: counted(client, address) for name, address in asked.items()}
    Article.objects.update(headline="", kind="photo")
    assert before == {name: counted(client, address) for name, address in asked.items()}


def test_machines_cost_little_too(client):
    edition = make_paper(1)
    machines = [
        "/sitemap.xml",
        "/sitemap-morning.editions.xml",
        "/sitemap-morning.pages.xml",
        "/sitemap-morning.articles.xml",
        "/sitemap-morning.images.xml",
        "/sitemap-news.xml",
        "/morning/feed.xml",
        "/morning/rss.xml",
        "/morning/pages/要闻/feed.xml",
        "/morning/pages/要闻/rss.xml",
        "/morning/2024-03-05/A01.json",
        "/morning/2024-03-05/A01/1.json",
        "/robots.txt",
        "/search.json?q=渡&publication=morning&since=2024-01-01",
        "/search.atom?q=渡&publication=morning&since=2024-01-01",
        "/opensearch.xml",
        "/morning/collection.json",
        "/morning/2024/collection.json",
        "/morning/2024-03-05/manifest.json",
        "/morning/2024-03-05/cite.ris",
        "/morning/2024-03-05/A01/1/cite.bib",
    ]
    few = [counted(client, address) for address in machines]
    for place in range(1, 15):
        make_full_article(edition.pages.first(), place)
    assert few == [counted(client, address) for address in machines]
    assert max(few) <= MOST


@pytest.mark.parametrize(
    "address", ["/nothing/", "/morning/2024-05-01/A01/1/", "/morning/html/none.htm", "/morning/2024-03-07/"]
)
def test_what_is_elsewhere_costs_little(client, address):
    make_paper(1)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= MOST


NOT_OF_ALL = {
    "feed": "/morning/feed.xml",
    "feed of a page name": "/morning/pages/要闻/feed.xml",
    "news": "/sitemap-news.xml",
    "page as JSON": "/morning/2024-03-05/A01.json",
    "article as JSON": "/morning/2024-03-05/A01/1.json",
}
SHOWN = ["edition", "page", "article", "photos", "photo", "contributor", "photographer"]


@pytest.mark.parametrize("view", [*SHOWN, *NOT_OF_ALL])
def test_what_is_shown_is_not_looked_for_in_all_articles(client, view):
    """Of an archive of a million articles, a view of one edition reads that edition's, a feed those of the newest; one
    of photos or of a person those that have photos or credit the person."""
    edition = make_paper(3)
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite only; the plan of a small table says nothing on PostgreSQL")
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get((addresses(edition) | NOT_OF_ALL)[view]).status_code == 200
    plans = []
    with connection.cursor() as cursor:
        for query in queries.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plans += [row[3] for row in cursor.fetchall()]
    assert [step for step in plans if step.startswith("SCAN articles_article")] == []
