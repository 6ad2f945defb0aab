"""What is stuck in an edition, and why: grouped by what is to be done, the longest waiting first. Asks no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles import workflow
from articles.board import Board, Card, Column
from articles.models import Article, Proof
from editions.models import Page
from editions.staff import name_of

# So many lines of a group are in view; the others unfold.
IN_VIEW = 3


class Line(NamedTuple):
    """One thing that is stuck: a sentence, and the address at which to mend it."""

    sentence: str
    address: str


@dataclass(frozen=True)
class Group:
    """Lines that ask for the same thing to be done; `name` is for addresses and styles."""

    name: str
    title: str
    lines: list[Line]

    @property
    def in_view(self) -> list[Line]:
        return self.lines[:IN_VIEW]

    @property
    def others(self) -> list[Line]:
        return self.lines[IN_VIEW:]


def groups(board: Board) -> list[Group]:
    """Everything that is stuck on a board, of what it shows; groups in which nothing is are left out."""
    cards = sorted(board.cards, key=lambda card: card.since)
    found = [
        Group("nobody", _("Nobody can review these"), list(_in_review(cards, nobody=True))),
        Group("returned", _("Returned to their authors"), list(_returned(cards))),
        Group("corrections", _("Corrections that wait to be approved"), list(_corrections(cards))),
        *([] if board.edition.signed_off_at else _proofs(board.columns)),
        Group("waiting", _("Waiting for review"), list(_in_review(cards, nobody=False))),
        Group("drafts", _("On a page and still a draft"), list(_drafts(cards))),
        Group("empty", _("Pages without articles"), list(_empty(board.columns))),
        Group("facsimiles", _("Pages without a facsimile"), list(_without_facsimile(board.columns))),
    ]
    return [group for group in found if group.lines]


def _in_review(cards: list[Card], *, nobody: bool) -> Iterator[Line]:
    for card in cards:
        if card.stage and nobody == (not card.reviewers):
            said = _said(card) | {"stage": card.stage.name, "role": card.stage.role.name}
            if nobody:
                sentence = _("%(place)s “%(title)s” waits for %(stage)s: nobody who may review it is a %(role)s.")
            else:
                sentence = _("%(place)s “%(title)s” waits for %(stage)s (%(role)s): %(time)s.")
            yield _at(sentence % said, card.article)


def _returned(cards: list[Card]) -> Iterator[Line]:
    for card in cards:
        if card.is_returned:
            said = _said(card) | {"reason": Truncator(card.article.reason).chars(40)}
            yield _at(_("%(place)s “%(title)s” is with %(author)s: %(time)s. %(reason)s") % said, card.article)


def _corrections(cards: list[Card]) -> Iterator[Line]:
    corrected = [card for card in cards if card.article.corrected_at]
    for card in sorted(corrected, key=lambda card: card.article.corrected_at):
        said = _said(card) | {"time": timesince(card.article.corrected_at, depth=1)}
        address = reverse("admin:articles_article_correction", args=[card.article.pk])
        yield Line(_("A correction of %(place)s “%(title)s” waits: %(time)s.") % said, address)


def _drafts(cards: list[Card]) -> Iterator[Line]:
    for card in cards:
        if card.article.page_id and card.state == Article.State.DRAFT:
            if card.article.author:
                sentence = _("%(place)s “%(title)s” is with %(author)s: %(time)s.")
            else:
                sentence = _("%(place)s “%(title)s” has no author yet: %(time)s.")
            yield _at(sentence % _said(card), card.article)


def _proofs(columns: list[Column]) -> list[Group]:
    reopened, lacking = [], []
    for column in columns:
        page = column.page
        if column.is_reopened:
            said = {"page": page.number, "proof": Proof.Order(page.last_proof).label}
            said["time"] = timesince(page.text_changed_at, depth=1)
            sentence = _("%(page)s: a text has changed since the %(proof)s (%(time)s ago).")
            reopened.append(_at(sentence % said, page))
        elif sentence := workflow.lack_of_page(page):
            lacking.append(_at(sentence, page))
    return [
        Group("reopened", _("Proofs that are open again"), reopened),
        Group("proofs", _("Pages that lack proofs"), lacking),
    ]


def _empty(columns: list[Column]) -> Iterator[Line]:
    for column in columns:
        if not column.placed:
            yield _at(_("%(page)s has no article.") % {"page": _named(column.page)}, column.page)


def _without_facsimile(columns: list[Column]) -> Iterator[Line]:
    for column in columns:
        if not column.page.facsimile:
            yield _at(_("%(page)s has no facsimile.") % {"page": _named(column.page)}, column.page)


def _at(sentence: str, thing: Article | Page) -> Line:
    """The line of what is mended in its own form."""
    return Line(sentence, reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]))


def _named(page: Page) -> str:
    return f"{page.number} {page.name}".strip()


def _said(card: Card) -> dict[str, str]:
    return {
        "place": card.place,
        "title": card.article.title,
        "author": name_of(card.article.author) or "—",
        "time": card.waited,
    }
