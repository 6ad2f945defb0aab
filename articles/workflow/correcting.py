"""After sign-off a corrected text waits until somebody who wrote neither approves it; readers keep the approved one."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import roles, versions
from articles.archive.records import ArticleRecord, digest, to_json
from articles.models import Article, ArticleVersion, Correction, ProposedCorrection
from editions.staff import name_of

from . import moves
from .moves import Refused, locked, reason_of, record, refuse
from .texts import revision

WAITING, APPROVED, DECLINED = ProposedCorrection.State


@transaction.atomic
def correct(article: Article, corrected: ArticleRecord, note: str = "", *, by) -> ProposedCorrection:
    """Propose a text for an article that is signed off; `note` is what readers are told once it is approved.

    What the same person has proposed before gives way; somebody else's is decided of first.
    """
    article = locked(article)
    refuse(why_not_correct(article, by))
    base, proposed = versions.digest_of(article), digest(corrected)
    if base == proposed:
        raise Refused(_("Nothing that is printed has changed."))
    earlier = article.proposed_corrections.filter(state=WAITING).select_for_update().first()
    if earlier:
        _decide(earlier, DECLINED, by, _("A later proposal takes its place."))
    version = ArticleVersion.objects.create(
        article=article, record=to_json(corrected), digest=proposed, created_by=by, note=note.strip()[:500]
    )
    correction = ProposedCorrection.objects.create(
        article=article, version=version, base=base, note=note.strip(), author_id=article.author_id, proposed_by=by
    )
    record("correct", article, by, note.strip(), version=version.pk)
    return correction


@transaction.atomic
def approve_correction(correction: ProposedCorrection, *, by, note: str = "") -> None:
    """Put the proposed text in the place of the present one; `note` takes the place of the proposal's own.

    Once readers can open the edition they find the note on the article and in the paper's list of corrections.
    """
    article = locked(correction.article)
    correction = _locked(correction)
    refuse(why_not("approve_correction", correction, by))
    note = note.strip() or correction.note
    told = article.edition.is_public
    if told and not note:
        raise Refused(_("Readers can open this article: the note tells them what was corrected."))
    if versions.digest_of(article) != correction.base:
        raise Refused(_("The text has changed since this correction was proposed: decline it, and propose it anew."))
    with revision(article, by=by, why=note, corrects=True):
        versions.apply(article, versions.record_in(correction.version))
        if told:
            Correction.objects.create(article=article, text=note)
    correction.note = note
    _decide(correction, APPROVED, by)
    record("approve_correction", article, by, note, version=correction.version_id)


@transaction.atomic
def decline_correction(correction: ProposedCorrection, reason: str, *, by) -> None:
    """Leave the text as it is: a reviewer turns the proposal down, or its author takes it back."""
    reason = reason_of(reason)
    correction = _locked(correction)
    refuse(why_not("decline_correction", correction, by))
    _decide(correction, DECLINED, by, reason)
    record("decline_correction", correction.article, by, reason, version=correction.version_id)


def why_not_correct(article: Article, by) -> str:
    """Why this member of staff cannot propose a correction of an article; "" where nothing is in the way."""
    if sentence := moves.why_not("correct", article, by):
        return sentence
    if not article.is_frozen:
        return _("“%(title)s” is not signed off: its text is changed in its form.") % {"title": article.title}
    earlier = article.proposed_corrections.filter(state=WAITING).select_related("proposed_by").first()
    if earlier and earlier.proposed_by_id != by.pk:
        time = date_format(timezone.localtime(earlier.proposed_at), "DATETIME_FORMAT")
        sentence = _("A correction by %(person)s waits since %(time)s: it is decided of first.")
        return sentence % {"person": name_of(earlier.proposed_by), "time": time}
    return ""


def why_not(verb: str, correction: ProposedCorrection, by) -> str:
    """Why this member of staff cannot approve or decline a correction; "" where nothing is in the way."""
    article = correction.article
    if sentence := moves.why_not(verb, article, by):
        return sentence
    if correction.state != WAITING:
        return _("This correction is %(state)s already.") % {"state": correction.get_state_display()}
    own = correction.proposed_by_id == by.pk
    if verb == "decline_correction":
        may_review = roles.may(by, moves.MOVES["approve_correction"].permission, article.publication)
        return "" if own or may_review else _("Who proposed a correction, or a reviewer, declines it.")
    if own:
        return _("You proposed this correction; somebody else approves it.")
    if article.author_id == by.pk:
        return _("You wrote “%(title)s”; somebody else approves its correction.") % {"title": article.title}
    return ""


def _locked(correction: ProposedCorrection) -> ProposedCorrection:
    return ProposedCorrection.objects.select_for_update(of=("self",)).select_related("article").get(pk=correction.pk)


def _decide(correction: ProposedCorrection, state: str, by, reason: str = "") -> None:
    correction.state, correction.decided_by, correction.reason = state, by, reason
    correction.decided_at = timezone.now()
    correction.save(update_fields=["state", "decided_by", "decided_at", "reason", "note"])
