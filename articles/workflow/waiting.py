"""What waits for a member of staff: texts to review, texts that came back, pages to proof."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles import roles
from articles.models import Article, Proof, Review, ReviewStage
from editions.models import Page

from .proofing import CLEAN


def to_review(user) -> QuerySet[Article]:
    """The articles in review that this member of staff can decide of now, the longest waiting first."""
    stages = ReviewStage.objects.filter(publication=OuterRef("publication"), order=OuterRef("stage"))
    if not user.is_superuser:
        stages = stages.filter(_held(user))
    elsewhere = Review.objects.filter(article=OuterRef("pk"), reviewer=user).exclude(stage=OuterRef("stage"))
    waiting = Article.objects.filter(Exists(stages), ~Exists(elsewhere), state=Article.State.IN_REVIEW)
    return waiting.exclude(author=user).order_by("waiting_since")


def returned_to(user) -> QuerySet[Article]:
    """The drafts of this author that a reviewer has given back, each with the `reason`; the latest first."""
    returns = Review.objects.filter(
        article=OuterRef("pk"), round=OuterRef("round"), verdict=Review.Verdict.RETURNED
    ).order_by("-id")
    drafts = Article.objects.filter(author=user, state=Article.State.DRAFT).annotate(
        reason=Subquery(returns.values("note")[:1])
    )
    return drafts.filter(reason__isnull=False).order_by("-waiting_since")


def to_proof(user) -> QuerySet[Page]:
    """The pages of editions not signed off whose next proof this member of staff can sign, in print order.

    A page with articles and without its clean proof, or whose last proof is open again, and whose last proof somebody
    else has signed.
    """
    newest = Proof.objects.filter(page=OuterRef("pk")).order_by("-id")
    pages = Page.objects.filter(
        edition__signed_off_at__isnull=True, edition__withdrawn_at__isnull=True, articles__isnull=False
    ).annotate(
        last_proof=Coalesce(Subquery(newest.values("order")[:1]), 0),
        proofed_at=Subquery(newest.values("at")[:1]),
        proofed_by=Subquery(newest.values("signed_by")[:1]),
    )
    if not user.is_superuser:
        pages = pages.filter(edition__publication__in=roles.papers_of(user, "articles.sign_proof"))
    is_open = Q(last_proof__lt=CLEAN) | Q(text_changed_at__gt=Coalesce("proofed_at", "text_changed_at"))
    mine_to_sign = Q(proofed_by__isnull=True) | ~Q(proofed_by=user.pk)
    return pages.filter(is_open, mine_to_sign).distinct().order_by("edition__date", "edition", "order_key")


def _held(user) -> Q:
    """What makes a stage one of a role that this member of staff holds for the stage's paper, as a condition."""
    narrowed = user.assignments.filter(role=OuterRef("role"))
    return Q(role__in=user.groups.all()) & (
        ~Exists(narrowed) | Exists(narrowed.filter(publication=OuterRef("publication")))
    )
