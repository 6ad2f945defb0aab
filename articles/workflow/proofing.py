"""Three proofs (三校): a page is proofread three times, then its clean proof (清样) is signed."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Proof
from editions.models import Page

from .moves import Refused, allow, locked, record

CLEAN = Proof.Order.CLEAN


def proofs_signed(page: Page, last: Proof | None) -> int:
    """How many proofs of a page stand, from 0 to 4, by its last one: a change of its texts since has reopened that."""
    if last is None:
        return 0
    reopened = page.text_changed_at is not None and page.text_changed_at > last.at
    return last.order - reopened


@transaction.atomic
def sign_proof(page: Page, errors: str = "", *, by) -> Proof:
    """Sign the page's next proof; `errors` are those found, one on each line."""
    page = locked(page)
    allow("sign_proof", page, by)
    last = page.proofs.first()
    signed = proofs_signed(page, last)
    if signed == CLEAN:
        raise Refused(_("The clean proof of %(page)s is signed.") % {"page": page})
    if last and last.signed_by_id == by.pk:
        raise Refused(_("You signed the last proof of %(page)s; somebody else signs the next.") % {"page": page})
    proof = Proof.objects.create(page=page, order=signed + 1, signed_by=by, errors=errors.strip())
    record("sign_proof", page, by, proof=proof.order)
    return proof
