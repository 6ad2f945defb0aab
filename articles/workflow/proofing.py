"""Three proofs (三校): a page is proofread three times, then its clean proof (清样) is signed."""

from django.db import transaction
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles.models import Proof
from editions.models import Page

from . import moves
from .moves import Refused, locked, record, refuse

CLEAN = Proof.Order.CLEAN


def with_proofs(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Each with `proofed_by`, who signed its last proof, and `proofs_signed`, how many of its proofs stand, 0 to 4.

    A change of its texts since has reopened the last one.
    """
    newest = Proof.objects.filter(page=OuterRef("pk")).order_by("-id")
    signed = pages.annotate(
        last_proof=Coalesce(Subquery(newest.values("order")[:1]), 0),
        proofed_at=Subquery(newest.values("at")[:1]),
        proofed_by=Subquery(newest.values("signed_by")[:1]),
    )
    is_reopened = Q(proofed_at__isnull=False, text_changed_at__gt=F("proofed_at"))
    return signed.annotate(proofs_signed=F("last_proof") - Case(When(is_reopened, then=Value(1)), default=Value(0)))


def proofs_signed(page: Page) -> int:
    """How many of a page's proofs stand, 0 to 4."""
    return with_proofs(Page.objects.filter(pk=page.pk)).get().proofs_signed


def why_not(page: Page, by) -> str:
    """Why this member of staff cannot sign the page's next proof; "" where nothing is in the way."""
    if sentence := moves.why_not("sign_proof", page, by):
        return sentence
    last = page.proofs.first()
    if proofs_signed(page) == CLEAN:
        return _("The clean proof of %(page)s is signed.") % {"page": page}
    if last and last.signed_by_id == by.pk:
        return _("You signed the last proof of %(page)s; somebody else signs the next.") % {"page": page}
    return ""


def text_mark(page: Page) -> str:
    """What changes with every change of a page's texts."""
    return page.text_changed_at.isoformat() if page.text_changed_at else ""


@transaction.atomic
def sign_proof(page: Page, errors: str = "", *, by, seen: str | None = None) -> Proof:
    """Sign the page's next proof; `errors` are those found, one on each line.

    `seen` is the page's `text_mark` when its texts were read, where it is known: any other is refused.
    """
    page = locked(page)
    refuse(why_not(page, by))
    if seen is not None and seen != text_mark(page):
        raise Refused(_("Texts of %(page)s have changed meanwhile; read them again.") % {"page": page})
    proof = Proof.objects.create(page=page, order=proofs_signed(page) + 1, signed_by=by, errors=errors.strip())
    record("sign_proof", page, by, proof=proof.order)
    return proof
