"""An edition with its board: who looks at it, what stands on it, and what its cards send."""

from datetime import date

import pytest

from articles import board, stuck, workflow
from articles.models import Article
from tests.desk_forms import said
from tests.factories import (
    make_article,
    make_edition,
    make_page,
    make_publication,
)


@pytest.fixture
def edition():
    return make_edition(public=False, on=date(2124, 3, 1))


@pytest.fixture
def pages(edition):
    return [make_page(edition, number, name=name) for number, name in (("A01", "要闻"), ("A02", "民生"))]


def pooled(headline="稿库里的", paper=None, **fields):
    return Article.objects.create(
        publication=paper or make_publication(), headline=headline, **{"body": "<p>文。</p>", **fields}
    )


def address(edition):
    return f"/admin/editions/edition/{edition.pk}/board/"


def read(edition, user, **asked):
    return board.read(board.edition_of(edition.pk), user, board.Asked(**asked))


def shown(edition, user, **asked):
    """The titles on each page, and in the pool."""
    found = read(edition, user, **asked)
    columns = {column.page.number: [card.article.title for card in column.cards] for column in found.columns}
    return columns | {"pool": [card.article.title for card in found.pool]}


def lines(edition, user, **asked):
    """What is stuck: the sentences of each group."""
    return {group.name: [line.sentence for line in group.lines] for group in stuck.groups(read(edition, user, **asked))}


def on_pages(edition):
    """Each page's headlines in order, with the orders as they are stored."""
    return {
        page.number: list(page.articles.order_by("order", "number").values_list("headline", "order"))
        for page in edition.pages.order_by("order_key")
    }


def send(client, article, edition, **fields):
    """What a card's form sends; the sentences of the board that answers."""
    seen = {"article": article.pk, "seen": article.page_id or ""}
    seen |= {"signed_off": "on"} if edition.signed_off_at else {}
    reply = client.post(address(edition), seen | fields, follow=True)
    assert reply.redirect_chain == [(address(edition), 302)]
    return said(reply)


@pytest.fixture
def editor(client, people):
    client.force_login(people["first"])
    return people["first"]


@pytest.fixture
def laid_out(pages):
    """甲乙丙 on A01, 丁 on A02, their orders with gaps as an import leaves them."""
    return {
        name: make_article(page, name, order=order)
        for name, page, order in (("甲", pages[0], 2), ("乙", pages[0], 5), ("丙", pages[0], 9), ("丁", pages[1], 3))
    }


def furnish(pages, articles, pool, people, *, on):
    """An edition in which some of everything is: drafts, reviews, returns, proofs, pictures without a headline."""
    edition = make_edition(public=False, on=on)
    for number in range(pages):
        page = make_page(edition, f"A{number + 1:02}")
        for place in range(articles):
            article = make_article(page, f"{number} {place}" if place else "", approved=False, author=people["author"])
            if place % 2:
                workflow.submit(article, by=people["author"])
        workflow.sign_proof(page, by=people["proofreader"])
    for number in range(pool):
        pooled(f"稿{number}", author=people["author"])
    return edition
