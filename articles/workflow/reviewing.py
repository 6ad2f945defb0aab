"""Three reviews (三审): a text goes from its author through the paper's stages, and back where something is amiss."""

from django.db import transaction
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import roles, versions
from articles.models import Article, Review, ReviewStage, TrailEntry
from editions.models import Publication

from . import moves
from .moves import Refused, entry, locked, reason_of, record, refuse

APPROVED, RETURNED = Review.Verdict.APPROVED, Review.Verdict.RETURNED


@transaction.atomic
def submit(article: Article, *, by) -> None:
    """Hand a draft in for review; it waits at the first stage. Whoever submits a text without an author becomes it."""
    article = _current(article, "submit", by)
    article.author = article.author or by
    versions.keep(article, by=by)
    article.round += 1
    _wait(article, ReviewStage.objects.of(article.publication)[0].order)
    record("submit", article, by, round=article.round)


@transaction.atomic
def approve(article: Article, *, by, note: str = "", seen: str = "") -> None:
    """Approve the text as it stands, with what the reviewer has changed in it, for the next stage or for print.

    `seen` is the digest of the text that the reviewer has read, where it is known: any other is refused.
    """
    article = _current(article, "approve", by)
    if seen and seen != versions.digest_of(article):
        raise Refused(_("The text of “%(title)s” has changed meanwhile; read it again.") % {"title": article.title})
    stages = ReviewStage.objects.of(article.publication)
    stage = _stage(article, stages)
    _decide(article, stage, by, APPROVED, note)
    later = [other.order for other in stages if other.order > stage.order]
    _wait(article, later[0] if later else 0, Article.State.IN_REVIEW if later else Article.State.APPROVED)
    record("approve", article, by, note, stage=stage.name)


@transaction.atomic
def return_to_author(article: Article, reason: str, *, by) -> None:
    """Give a text back to its author, who is told why; submitted again, it begins at the first stage."""
    reason = reason_of(reason)
    article = _current(article, "return_to_author", by)
    stage = _stage(article, ReviewStage.objects.of(article.publication))
    _decide(article, stage, by, RETURNED, reason)
    _wait(article, 0, Article.State.DRAFT)
    record("return_to_author", article, by, reason, stage=stage.name)


@transaction.atomic
def take_back(article: Article, *, by) -> None:
    """The author takes a text back (撤回) before it is approved."""
    article = _current(article, "take_back", by)
    _wait(article, 0, Article.State.DRAFT)
    record("take_back", article, by)


def stage_of(article: Article, stages: list[ReviewStage] | None = None) -> ReviewStage | None:
    """The stage at which an article waits, of its paper's `stages` where they are read already; None for none."""
    if article.state != Article.State.IN_REVIEW:
        return None
    return _stage(article, stages or ReviewStage.objects.of(article.publication))


def why_not(verb: str, article: Article, by) -> str:
    """Why this member of staff cannot make a move with the article as it stands; "" where nothing is in the way."""
    if sentence := moves.why_not(verb, article, by):
        return sentence
    own = article.author_id == by.pk
    if verb == "take_back":
        return "" if own else _("Only its author takes an article back.")
    if verb == "submit":
        may_too = own or article.author_id is None or roles.may(by, "articles.review_article", article.publication)
        return "" if may_too else _("Only its author, or an editor, submits an article.")
    stage = stage_of(article)
    if own:
        return _("You wrote “%(title)s”; somebody else reviews it.") % {"title": article.title}
    earlier = article.reviews.filter(reviewer=by).exclude(stage=stage.order).first()
    if earlier:
        sentence = _("You have reviewed “%(title)s” at the stage %(stage)s; somebody else reviews it at %(now)s.")
        return sentence % {"title": article.title, "stage": earlier.stage_name, "now": stage.name}
    if not by.is_superuser and stage.role.name not in roles.roles_of(by, article.publication):
        return _("The stage %(stage)s is for the role %(role)s.") % {"stage": stage.name, "role": stage.role.name}
    return ""


def void(article: Article, *, by) -> None:
    """After a change of the text: reviews that no longer cover it are void, and the article waits for them again.

    What a stage's own reviewer changes voids that stage and the later ones; what anyone else changes, all of them. The
    change of whoever may review it at the stage where it waits is covered by the approval that follows.
    """
    stored = Article.objects.get(pk=article.pk)
    stage = void_from(stored, by)
    if stage is None:
        return
    stored.round += 1
    _wait(stored, stage)
    article.state, article.stage, article.round = stored.state, stored.stage, stored.round
    article.waiting_since = stored.waiting_since
    record("void", stored, by, stage=stage)


def void_all(publication: Publication, articles: list[Article]) -> None:
    """After a change of these articles of one paper by nobody of the staff, such as an import: their reviews are void.

    In a fixed number of statements. Drafts, released articles and those that no stage has passed stay as they are.
    """
    stages = ReviewStage.objects.of(publication)
    reached = Case(When(stage=0, then=Value(stages[-1].order + 1)), default=F("stage"), output_field=IntegerField())
    passed = Review.objects.filter(article=OuterRef("pk"), verdict=APPROVED, stage__lt=OuterRef("reached"))
    reviewed = (
        Article.objects.select_for_update(of=("self",))
        .filter(pk__in=[article.pk for article in articles], edition__signed_off_at__isnull=True)
        .exclude(state=Article.State.DRAFT)
        .annotate(reached=reached)
        .filter(Exists(passed))
        .prefetch_related("captions")
    )
    voided = list(reviewed)
    for article in voided:
        article.state, article.stage, article.waiting_since = Article.State.IN_REVIEW, stages[0].order, timezone.now()
        article.round += 1
        article.publication = publication
    Article.objects.bulk_update(voided, ["state", "stage", "round", "waiting_since"])
    TrailEntry.objects.bulk_create(entry("void", article, None, stage=stages[0].order) for article in voided)


def void_from(article: Article, by) -> int | None:
    """The first stage whose review a change of the text by this member of staff voids; None where it voids none."""
    stages = ReviewStage.objects.of(article.publication)
    released = article.edition and article.edition.signed_off_at
    if article.state == Article.State.DRAFT or released:
        return None
    reached = article.stage or stages[-1].order + 1
    passed = article.reviews.filter(verdict=APPROVED, stage__lt=reached).order_by("-id")
    if not passed or (by and article.state == Article.State.IN_REVIEW and not why_not("approve", article, by)):
        return None
    own = next((review.stage for review in passed if by and review.reviewer_id == by.pk), None)
    latest = next((review for review in passed if review.stage == own), None)
    return own if latest and latest.reviewer_id == by.pk else stages[0].order


def _current(article: Article, verb: str, by) -> Article:
    article = locked(article)
    refuse(why_not(verb, article, by))
    return article


def _stage(article: Article, stages: list[ReviewStage]) -> ReviewStage:
    """The stage that an article waits at; where the paper has dropped it, the next one that it still has."""
    return next((stage for stage in stages if stage.order >= article.stage), stages[-1])


def _decide(article: Article, stage: ReviewStage, by, verdict: str, note: str) -> None:
    versions.keep(article, by=by)
    Review.objects.create(
        article=article,
        version=versions.newest_of(article),
        round=article.round,
        stage=stage.order,
        stage_name=stage.name,
        author_id=article.author_id,
        reviewer=by,
        verdict=verdict,
        note=note,
    )


def _wait(article: Article, stage: int, state: str = Article.State.IN_REVIEW) -> None:
    article.state, article.stage, article.waiting_since = state, stage, timezone.now()
    article.save(update_fields=["state", "stage", "round", "waiting_since", "author"])
