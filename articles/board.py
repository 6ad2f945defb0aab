"""The edition board: an edition's pages with their articles, the copy pool beside them, and what is stuck and why.

Read in six queries and those of `roles.may`, whatever the size.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, Subquery, prefetch_related_objects
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles import roles, workflow
from articles.models import Article, Proof, ProposedCorrection, ReviewStage
from editions.models import Edition, Page, Publication
from editions.staff import NAME_PARTS, name_from, name_of

# The newest texts of the copy pool; older ones are found in the list of articles.
MOST_IN_POOL = 120
# How long before its hour an edition that is not signed off is said to be late.
NEAR = timedelta(hours=6)

State = Article.State


class Asked(NamedTuple):
    """What a board is narrowed to: a page by its key; for whom it waits or who wrote it: `me`, `role-3`, `user-7`."""

    page: str = ""
    who: str = ""


class ProofMark(NamedTuple):
    """One of a page's four proofs: `stands`, `reopened` by a change of a text, or `open`."""

    label: str
    standing: str


@dataclass
class Card:
    """An article on the board; `position` counts from 1, None in the copy pool."""

    article: Article
    stage: ReviewStage | None
    # Whoever may review it there: names by keys.
    reviewers: dict[int, str]
    # Whether it waits for whoever looks: to be reviewed, or to be written.
    is_for_me: bool = False
    position: int | None = None

    @property
    def state(self) -> str:
        """`withdrawn`, `returned`, or the article's own state."""
        if self.article.withdrawn_at:
            return "withdrawn"
        return "returned" if self.is_returned else str(self.article.state)

    @property
    def is_returned(self) -> bool:
        return self.article.state == State.DRAFT and self.article.reason is not None

    @property
    def since(self) -> datetime:
        """Since when it waits, or is a draft."""
        return self.article.waiting_since or self.article.created_at

    @property
    def waited(self) -> str:
        return timesince(self.since, depth=1)

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be done with it before print."""
        return self.article.state != State.APPROVED and not self.article.withdrawn_at

    @property
    def place(self) -> str:
        return self.article.page.number if self.article.page_id else _("Copy pool")

    def is_of(self, who: str) -> bool:
        """Whether it is one of those that `Asked.who` names."""
        kind, _dash, key = who.partition("-")
        match kind:
            case "me":
                return self.is_for_me
            case "role":
                return self.stage is not None and str(self.stage.role_id) == key
            case "user":
                return key in {str(self.article.author_id), *map(str, self.reviewers)}
        return True


@dataclass
class Column:
    """A page with its articles in print order; of `placed` articles those that were asked for are its cards."""

    page: Page
    cards: list[Card] = field(default_factory=list)
    placed: int = 0

    @property
    def signed_by(self) -> str:
        """Who signed the last proof; "" where none is."""
        parts = [getattr(self.page, f"proofed_by_{part}") for part in NAME_PARTS]
        return name_from(*parts) if self.page.last_proof else ""

    @property
    def is_reopened(self) -> bool:
        """Whether a text has changed since the last proof was signed."""
        return self.page.proofs_signed < self.page.last_proof

    @property
    def proofs(self) -> list[ProofMark]:
        def standing(order: int) -> str:
            if order <= self.page.proofs_signed:
                return "stands"
            return "reopened" if order == self.page.last_proof else "open"

        return [ProofMark(str(proof.label), standing(proof)) for proof in Proof.Order]


@dataclass
class Board:
    """What `read` gives; `everything` are all columns, whatever was asked, and `lacks` what keeps sign-off waiting."""

    edition: Edition
    asked: Asked
    may_place: bool
    publications: list[Publication]
    columns: list[Column]
    everything: list[Column]
    pool: list[Card]
    pooled: int
    has_more_in_pool: bool
    lacks: list[str]
    # What one can ask for: keys as in `Asked.who`, with names.
    who: dict[str, dict[str, str]]

    @property
    def cards(self) -> list[Card]:
        """Those shown, as one turns the pages, then the pool's."""
        return [card for column in self.columns for card in column.cards] + self.pool

    @property
    def hour(self) -> datetime:
        """When readers are to see the edition, by the paper's own clock."""
        paper = self.edition.publication
        return (self.edition.publish_at or paper.publishing_moment(self.edition.date)).astimezone(paper.zone)

    @property
    def is_near(self) -> bool:
        """Whether the hour is near, or past, and the edition is not signed off."""
        return not self.edition.signed_off_at and self.hour - timezone.now() < NEAR

    @property
    def is_past(self) -> bool:
        return self.is_near and self.hour <= timezone.now()


def next_edition(publication: Publication) -> Edition | None:
    """The paper's nearest edition from today on that is not signed off, else its newest; None where it has none."""
    today = timezone.now().astimezone(publication.zone).date()
    to_come = publication.editions.filter(Q(date__gte=today) | Q(through__gte=today))
    waiting = to_come.filter(signed_off_at__isnull=True, withdrawn_at__isnull=True).order_by("date", "label")
    return waiting.first() or publication.editions.order_by("-date", "label").first()


def edition_of(key: int) -> Edition | None:
    """The edition with its paper, and the keys of its neighbours: `earlier` and `later`, None at the ends."""
    siblings = Edition.objects.filter(publication=OuterRef("publication"))
    same_day = {"date": OuterRef("date")}
    before = siblings.filter(Q(date__lt=OuterRef("date")) | Q(**same_day, label__lt=OuterRef("label")))
    after = siblings.filter(Q(date__gt=OuterRef("date")) | Q(**same_day, label__gt=OuterRef("label")))
    return (
        Edition.objects.select_related("publication")
        .annotate(
            earlier=Subquery(before.order_by("-date", "-label").values("pk")[:1]),
            later=Subquery(after.order_by("date", "label").values("pk")[:1]),
        )
        .filter(pk=key)
        .first()
    )


EVERYTHING = Asked()


def read(edition: Edition, user, asked: Asked = EVERYTHING) -> Board:
    """The board of an edition as this member of staff sees it, narrowed to what was asked."""
    paper = edition.publication
    stages = ReviewStage.objects.of(paper)
    articles = _articles(edition, user)
    holders = workflow.reviewers(paper, stages, articles)
    columns = {page.pk: Column(page) for page in _pages(edition)}
    pool: list[Card] = []
    for article in articles:
        card = _card(article, stages, holders, user)
        if article.page_id is None:
            pool.append(card)
        elif column := columns.get(article.page_id):
            article.page = column.page
            column.cards.append(card)
            column.placed += 1
            card.position = column.placed
    everything = list(columns.values())
    cards = [card for column in everything for card in column.cards]
    board = Board(
        edition=edition,
        asked=asked,
        may_place=roles.may(user, "articles.place_article", paper),
        publications=list(Publication.objects.all()),
        columns=everything,
        everything=everything,
        pool=sorted(pool, key=_readiness)[:MOST_IN_POOL],
        pooled=min(len(pool), MOST_IN_POOL),
        has_more_in_pool=len(pool) > MOST_IN_POOL,
        lacks=[] if edition.signed_off_at else _lacks(cards, everything),
        who=_who(cards + pool, stages),
    )
    return _narrowed(board)


def _pages(edition: Edition):
    signer = User.objects.filter(pk=OuterRef("proofed_by"))
    names = {f"proofed_by_{part}": Subquery(signer.values(part)) for part in NAME_PARTS}
    return workflow.with_proofs(edition.pages.all()).annotate(**names).order_by("order_key")


def _articles(edition: Edition, user) -> list[Article]:
    """Those on the edition's pages, and the newest of its paper's copy pool; titles and authors ask nothing more."""
    pool = Article.objects.filter(publication=edition.publication_id, page__isnull=True).order_by("-pk")
    shown = Article.objects.filter(
        Q(edition=edition, page__isnull=False) | Q(pk__in=pool.values("pk")[: MOST_IN_POOL + 1])
    )
    for_me = Exists(workflow.to_review(user).filter(pk=OuterRef("pk")).order_by())
    corrections = ProposedCorrection.objects.filter(article=OuterRef("pk"), state=ProposedCorrection.State.WAITING)
    articles = list(
        workflow.with_return(shown)
        .annotate(for_me=for_me, corrected_at=Subquery(corrections.values("proposed_at")))
        .select_related("author")
        .defer("body")
        .order_by("order", "number", "-pk")
    )
    # Only what has no headline is known by its caption.
    prefetch_related_objects([article for article in articles if not article.headline.strip()], "captions")
    return articles


def _card(article: Article, stages: list[ReviewStage], holders: workflow.Reviewers, user) -> Card:
    stage = workflow.stage_of(article, stages)
    card = Card(article, stage, holders.of(article, stage))
    is_written = article.author_id == user.pk and article.state == State.DRAFT and card.is_waiting
    card.is_for_me = article.for_me or is_written
    return card


def _readiness(card: Card):
    """The order of the pool: what can be placed as it is, what is in review, what is being written; new before old."""
    return [State.APPROVED, State.IN_REVIEW, State.DRAFT].index(card.article.state), -card.article.pk


def _lacks(cards: list[Card], columns: list[Column]) -> list[str]:
    lacks = [workflow.lack_of_article(card.article) for card in cards]
    return list(filter(None, [*lacks, *(workflow.lack_of_page(column.page) for column in columns)]))


def _who(cards: list[Card], stages: list[ReviewStage]) -> dict[str, dict[str, str]]:
    people = {}
    for card in cards:
        if author := card.article.author:
            people[f"user-{author.pk}"] = name_of(author)
        people |= {f"user-{key}": name for key, name in card.reviewers.items()}
    return {
        "roles": {f"role-{stage.role_id}": stage.role.name for stage in stages},
        "people": dict(sorted(people.items(), key=lambda item: item[1])),
    }


def _narrowed(board: Board) -> Board:
    asked = board.asked
    pages = [column for column in board.everything if str(column.page.pk) == asked.page] or board.everything
    board.columns = [
        Column(column.page, [card for card in column.cards if card.is_of(asked.who)], column.placed) for column in pages
    ]
    board.pool = [card for card in board.pool if card.is_of(asked.who)]
    return board
