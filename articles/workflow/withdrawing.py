"""Withdrawal (撤稿): an article or an edition is taken from readers, who find a notice; and what undoes it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import masking
from articles.models import Article
from editions.models import Edition

from . import moves
from .moves import Refused, locked, reason_of, record, refuse


@transaction.atomic
def withdraw(thing: Article | Edition, reason: str, notice: str, *, by) -> None:
    """Take an article or a whole edition from its readers; `reason` stays in the house, `notice` is what they read.

    Its addresses, former ones too, answer with the notice. On the pictures of its pages it is covered, where it has
    regions, else the pictures are withheld; so are the PDFs that show it. Its photos go where no other article that
    readers can open shows them; the originals are kept.
    """
    reason = reason_of(reason)
    if not notice.strip():
        raise Refused(_("Readers are told why something was withdrawn: please write the notice."))
    thing = locked(thing)
    refuse(why_not("withdraw", thing, by))
    thing.withdrawn_at, thing.withdrawal_notice = timezone.now(), notice.strip()
    thing.save(update_fields=["withdrawn_at", "withdrawal_notice"])
    if isinstance(thing, Edition):
        masking.conceal_edition(thing)
    else:
        masking.renew(masking.pages_of(thing))
        masking.conceal_photos([thing])
    record("withdraw", thing, by, reason, notice=notice.strip())


@transaction.atomic
def restore(thing: Article | Edition, reason: str, *, by) -> None:
    """Give an article or an edition that was withdrawn back to its readers, with its pictures and PDFs."""
    reason = reason_of(reason)
    thing = locked(thing)
    refuse(why_not("restore", thing, by))
    notice = thing.withdrawal_notice
    thing.withdrawn_at, thing.withdrawal_notice = None, ""
    thing.save(update_fields=["withdrawn_at", "withdrawal_notice"])
    if isinstance(thing, Article):
        masking.renew(masking.pages_of(thing))
    record("restore", thing, by, reason, notice=notice)


def why_not(verb: str, thing: Article | Edition, by) -> str:
    """Why this member of staff can neither withdraw nor restore a thing; "" where nothing is in the way."""
    if sentence := moves.why_not(verb, thing, by):
        return sentence
    title = thing.title if isinstance(thing, Article) else str(thing)
    if verb == "restore":
        return "" if thing.withdrawn_at else _("“%(title)s” is not withdrawn.") % {"title": title}
    if thing.withdrawn_at:
        return _("“%(title)s” is withdrawn already.") % {"title": title}
    released = thing.is_frozen if isinstance(thing, Article) else thing.signed_off_at
    if not released:
        return _("“%(title)s” is not signed off: it is not withdrawn, but taken off its page.") % {"title": title}
    return ""
