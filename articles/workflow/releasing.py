"""Sign-off (签发): an edition is released with all its articles, or taken back; an article may wait longer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checks import inspection
from articles.checks.findings import Finding
from articles.models import Article, Proof, ProposedCorrection, TrailEntry
from editions.models import Edition, Page

from . import moves
from .moves import Refused, locked, reason_of, record, refuse
from .proofing import CLEAN, with_proofs

APPROVED = Article.State.APPROVED


def missing(edition: Edition) -> list[str]:
    """The reviews and proofs that an edition lacks for its sign-off, a sentence for each, in print order.

    Three queries whatever its size.
    """
    waiting = edition.articles.filter(page__isnull=False).exclude(state=APPROVED)
    articles = waiting.in_print_order().select_related("page").prefetch_related("captions")
    pages = with_proofs(edition.pages).filter(proofs_signed__lt=CLEAN).order_by("order_key")
    return [*map(lack_of_article, articles), *map(lack_of_page, pages)]


def lack_of_article(article: Article) -> str:
    """What an article on a page lacks for the sign-off of its edition, a sentence; "" where it is approved."""
    if article.state == APPROVED:
        return ""
    said = {"page": article.page.number, "title": article.title, "state": article.get_state_display()}
    return _("%(page)s “%(title)s” is %(state)s.") % said


def lack_of_page(page: Page) -> str:
    """The proof that a page, read by `with_proofs`, lacks next, a sentence; "" where its clean proof stands."""
    if page.proofs_signed == CLEAN:
        return ""
    said = {"page": page.number, "proof": Proof.Order(page.proofs_signed + 1).label}
    return _("%(page)s lacks its %(proof)s.") % said


def blocked_by(findings: list[Finding]) -> list[str]:
    """Those of an edition's findings that keep it from its sign-off, a sentence for each."""
    sentence = _("%(page)s “%(title)s”: %(finding)s")
    return [
        sentence % {"page": finding.article.page.number, "title": finding.article.title, "finding": finding.sentence}
        for finding in findings
        if finding.is_blocking
    ]


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
    if verb == "reopen":
        return _why_not_reopen(edition)
    return ""


def _why_not_reopen(edition: Edition) -> str:
    if not edition.signed_off_at:
        return _("%(edition)s is not signed off.") % {"edition": edition}
    if edition.is_public:
        return _("Readers see %(edition)s: correct its articles, or withdraw what must go.") % {"edition": edition}
    waiting = ProposedCorrection.objects.filter(article__edition=edition, state=ProposedCorrection.State.WAITING)
    if correction := waiting.select_related("article").first():
        sentence = _("A correction of “%(title)s” waits: it is decided of first.")
        return sentence % {"title": correction.article.title}
    return ""


@transaction.atomic
def sign_off(edition: Edition, *, by, publish_at=None, override_reason: str = "") -> None:
    """Release an edition with all its articles; it is public from `publish_at` (default: the paper's usual hour).

    Raises Refused with what is missing; the duty editor-in-chief may go over it with a reason, which the trail keeps.
    """
    edition = locked(edition)
    refuse(why_not("sign_off", edition, by))
    lacks = missing(edition) + blocked_by(inspection.of_edition(edition))
    if lacks and not override_reason.strip():
        raise Refused(_("%(edition)s cannot be signed off yet.") % {"edition": edition}, *lacks)
    edition.sign_off(by, publish_at)
    edition.save(update_fields=["signed_off_at", "signed_off_by", "publish_at"])
    placed = edition.articles.filter(page__isnull=False)
    unreviewed = {
        article.pk: [article.state, article.stage] for article in placed.exclude(state=APPROVED).only("state", "stage")
    }
    placed.update(state=APPROVED, stage=0)
    record("sign_off", edition, by, override_reason.strip() if lacks else "", missing=lacks, unreviewed=unreviewed)


@transaction.atomic
def reopen(edition: Edition, reason: str, *, by) -> None:
    """Take an edition back into the newsroom before readers see it; a text stands in its reviews where it stood."""
    reason = reason_of(reason)
    edition = locked(edition)
    refuse(why_not("reopen", edition, by))
    edition.signed_off_at = edition.signed_off_by = None
    edition.save(update_fields=["signed_off_at", "signed_off_by"])
    sign_off_entry = TrailEntry.objects.filter(
        kind=TrailEntry.Kind.EDITION, key=edition.pk, verb=TrailEntry.Verb.SIGN_OFF
    ).first()
    unreviewed = sign_off_entry.details.get("unreviewed", {}) if sign_off_entry else {}
    for key, (state, stage) in unreviewed.items():
        edition.articles.filter(pk=key, state=APPROVED).update(state=state, stage=stage)
    record("reopen", edition, by, reason)


def why_no_embargo(article: Article, until, edition: Edition | None = None) -> str:
    """Why an article cannot be kept back until then; "" where it can. `edition` is the one that it is going to."""
    edition = edition or article.edition
    if until and edition and edition.publish_at and until <= edition.publish_at:
        return _("An embargo ends later than the edition's publish time.")
    if until and until > timezone.now() and Article.objects.published().filter(pk=article.pk).exists():
        return _("Readers can open this article: an embargo comes too late for it.")
    return ""


@transaction.atomic
def set_embargo(article: Article, until, *, by) -> None:
    """Keep an article from readers until a moment later than its edition's; None lifts the embargo."""
    article = locked(article)
    refuse(moves.why_not("set_embargo", article, by))
    refuse(why_no_embargo(article, until))
    article.embargo = until
    article.save(update_fields=["embargo"])
    record("set_embargo", article, by, until=str(until or ""))
