"""What a page of the site shows: the texts of its parts, where its links lead, and what it asks of the database."""

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from articles.search import index


def look(client, address) -> LexborHTMLParser:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return LexborHTMLParser(response.content.decode())


def texts(tree, selector) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def links(tree, selector) -> list[str]:
    return [node.attributes["href"] for node in tree.css(selector)]


def counted(client, address) -> int:
    """The queries of an address whose answer no cache has."""
    cache.clear()
    # What has changed is read once, by whoever searches first.
    index.catch_up()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)
