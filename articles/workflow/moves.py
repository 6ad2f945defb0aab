"""The moves of the newsroom's day: which permission each needs, from which states it starts, what it leaves behind."""

from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from articles import roles
from articles.models import Article, ArticleRegion, Correction, PhotoCaption, TrailEntry
from editions.models import Edition, Page, Publication

DRAFT, IN_REVIEW, APPROVED = Article.State.DRAFT, Article.State.IN_REVIEW, Article.State.APPROVED


class Refused(Exception):
    """A move that the rules do not allow; `sentences` say why, to whoever tried it, and so does the message."""

    def __init__(self, *sentences: str):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Frozen(Refused):
    """A change of a text that is signed off; `record` is the article's as it would have become."""

    def __init__(self, article: Article, record):
        sentence = _("“%(title)s” is signed off: its text changes by a correction that somebody approves.")
        super().__init__(sentence % {"title": article.title})
        self.record = record


class Move(NamedTuple):
    """A move: the permission that it needs, and the states from which it starts where it is an article's."""

    permission: str
    states: tuple[str, ...] = ()


MOVES = {
    "submit": Move("articles.submit_article", (DRAFT,)),
    "approve": Move("articles.review_article", (IN_REVIEW,)),
    "return_to_author": Move("articles.review_article", (IN_REVIEW,)),
    "take_back": Move("articles.submit_article", (IN_REVIEW,)),
    "place": Move("articles.place_article", (DRAFT, IN_REVIEW, APPROVED)),
    "set_embargo": Move("articles.set_embargo", (DRAFT, IN_REVIEW, APPROVED)),
    "restore_version": Move("articles.change_article", (DRAFT, IN_REVIEW, APPROVED)),
    "sign_proof": Move("articles.sign_proof"),
    "sign_off": Move("editions.sign_off_edition"),
    "reopen": Move("editions.sign_off_edition"),
    "correct": Move("articles.change_article", (APPROVED,)),
    "approve_correction": Move("articles.review_article", (APPROVED,)),
    "decline_correction": Move("articles.change_article", (APPROVED,)),
    "withdraw": Move("articles.withdraw_article"),
    "restore": Move("articles.withdraw_article"),
}


def why_not(verb: str, thing, by) -> str:
    """Why the table keeps `by` from this move with an article, page or edition; "" where it does not."""
    move = MOVES[verb]
    if not roles.may(by, move.permission, publication_of(thing)):
        return _("Your role does not include this.")
    if move.states and thing.state not in move.states:
        return _("“%(title)s” is %(state)s.") % {"title": thing.title, "state": thing.get_state_display()}
    return ""


def refuse(sentence: str) -> None:
    """Raise Refused with this sentence, if there is one."""
    if sentence:
        raise Refused(sentence)


def publication_of(thing) -> Publication | None:
    """The paper that something belongs to, a paper itself included; None for a term of all papers' word list."""
    match thing:
        case Publication():
            return thing
        case Page():
            return thing.edition.publication
        case ArticleRegion() | Correction() | PhotoCaption():
            return thing.article.publication
    return thing.publication


def locked(thing, *pages: Page | None):
    """The article, page or edition as it is stored, its row locked to the end of the transaction.

    Before an article its edition is locked, with those of the pages that it is going to. Sign-off takes editions first
    too; and in the order of their keys, two articles that change places wait for each other, and do not lock up.
    """
    if isinstance(thing, Article):
        there = {page.edition_id for page in pages if page}
        beside = Q(pk__in=Article.objects.filter(pk=thing.pk).values("edition")) | Q(pk__in=there)
        list(Edition.objects.select_for_update(no_key=True).filter(beside).only("pk").order_by("pk"))
    return type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)


def caught_up(article: Article, page: Page | None = None) -> Article | None:
    """The stored row of an article that somebody is about to save, locked; None where it is not stored yet.

    `page` is where it is going, unless the article says so itself, as that of a form does. What moves have done since
    the article was read is taken over from the row, so that saving it undoes none of them.
    """
    if not Article.objects.filter(pk=article.pk).exists():
        return None
    stored = locked(article, article.page, page)
    for name in ("state", "stage", "round", "waiting_since", "withdrawn_at", "withdrawal_notice"):
        setattr(article, name, getattr(stored, name))
    return stored


def record(verb: str, thing, by, reason: str = "", **details) -> None:
    """Leave an entry in the audit trail."""
    entry(verb, thing, by, reason, **details).save()


def entry(verb: str, thing, by, reason: str = "", **details) -> TrailEntry:
    """An entry of the audit trail, not stored yet."""
    title = thing.title if isinstance(thing, Article) else str(thing)
    return TrailEntry(
        verb=verb,
        by=by,
        kind=thing._meta.model_name,
        key=thing.pk,
        title=title[:300],
        publication=publication_of(thing),
        reason=reason,
        details=details,
    )


def reason_of(text: str) -> str:
    """A reason that was given. Raises Refused where there is none."""
    if not text.strip():
        raise Refused(_("Please give a reason."))
    return text.strip()
