"""What a page of the site shows: the texts of its parts, and where its links lead."""

from selectolax.lexbor import LexborHTMLParser


def look(client, address) -> LexborHTMLParser:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return LexborHTMLParser(response.content.decode())


def texts(tree, selector) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def links(tree, selector) -> list[str]:
    return [node.attributes["href"] for node in tree.css(selector)]
