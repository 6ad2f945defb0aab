"""Sign-off (签发): an edition is released with all its articles, or taken back; an article may wait longer."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Proof
from editions.models import Edition

from . import moves
from .moves import Refused, locked, reason_of, record, refuse
from .proofing import CLEAN, with_proofs


def missing(edition: Edition) -> list[str]:
    """What an edition lacks for its sign-off, a sentence for each, in print order; three queries whatever its size."""
    lacks = []
    waiting = edition.articles.filter(page__isnull=False).exclude(state=Article.State.APPROVED)
    for article in waiting.in_print_order().select_related("page").prefetch_related("captions"):
        sentence = _("%(page)s “%(title)s” is %(state)s.")
        lacks.append(
            sentence % {"page": article.page.number, "title": article.title, "state": article.get_state_display()}
        )
    for page in with_proofs(edition.pages).filter(proofs_signed__lt=CLEAN).order_by("order_key"):
        proof = Proof.Order(page.proofs_signed + 1).label
        lacks.append(_("%(page)s lacks its %(proof)s.") % {"page": page.number, "proof": proof})
    return lacks


def why_not(verb: str, edition: Edition, by) -> str:
    """Why this member of staff can neither sign an edition off nor take it back; "" where nothing is in the way.

    What is missing is no such reason: it can be gone over.
    """
    if sentence := moves.why_not(verb, edition, by):
        return sentence
    if edition.withdrawn_at:
        return _("%(edition)s is withdrawn.") % {"edition": edition}
    if verb == "sign_off" and edition.signed_off_at:
        return _("%(edition)s is signed off already.") % {"edition": edition}
    if verb == "reopen" and not edition.signed_off_at:
        return _("%(edition)s is not signed off.") % {"edition": edition}
    return ""


@transaction.atomic
def sign_off(edition: Edition, *, by, publish_at=None, override_reason: str = "") -> None:
    """Release an edition with all its articles; it is public from `publish_at` (default: the paper's usual hour).

    Raises Refused with what is missing; the duty editor-in-chief may go over it with a reason, which the trail keeps.
    """
    edition = locked(edition)
    refuse(why_not("sign_off", edition, by))
    lacks = missing(edition)
    if lacks and not override_reason.strip():
        raise Refused(_("%(edition)s cannot be signed off yet.") % {"edition": edition}, *lacks)
    edition.sign_off(by, publish_at)
    edition.save(update_fields=["signed_off_at", "signed_off_by", "publish_at"])
    edition.articles.filter(page__isnull=False).update(state=Article.State.APPROVED, stage=0)
    record("sign_off", edition, by, override_reason.strip() if lacks else "", missing=lacks)


@transaction.atomic
def reopen(edition: Edition, reason: str, *, by) -> None:
    """Take an edition back into the newsroom: readers no longer see it."""
    reason = reason_of(reason)
    edition = locked(edition)
    refuse(why_not("reopen", edition, by))
    edition.signed_off_at = edition.signed_off_by = None
    edition.save(update_fields=["signed_off_at", "signed_off_by"])
    record("reopen", edition, by, reason)


@transaction.atomic
def set_embargo(article: Article, until, *, by) -> None:
    """Keep an article from readers until a moment later than its edition's; None lifts the embargo."""
    article = locked(article)
    refuse(moves.why_not("set_embargo", article, by))
    publish_at = article.edition.publish_at if article.edition else None
    if until and publish_at and until <= publish_at:
        raise Refused(_("An embargo ends later than the edition's publish time."))
    article.embargo = until
    article.save(update_fields=["embargo"])
    record("set_embargo", article, by, until=str(until or ""))
