"""What a member of staff can do now, and what waits for it: texts to review or come back, pages to proof, notes."""

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from articles import roles
from articles.models import Article, Assignment, Mention, Note, ProposedCorrection, Review, ReviewStage
from editions.models import Edition, Page, Publication

from . import proofing, releasing, reviewing
from .moves import MOVES
from .proofing import CLEAN, with_proofs


def open_moves(thing: Article | Page | Edition, by) -> list[str]:
    """The verbs by which this member of staff can move an article, a page or an edition as it stands."""
    if isinstance(thing, Page):
        return [] if proofing.why_not(thing, by) else ["sign_proof"]
    if isinstance(thing, Edition):
        return [verb for verb in ("sign_off", "reopen") if not releasing.why_not(verb, thing, by)]
    verbs = ("submit", "approve", "return_to_author", "take_back")
    return [verb for verb in verbs if not reviewing.why_not(verb, thing, by)]


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
    drafts = with_return(Article.objects.filter(author=user, state=Article.State.DRAFT))
    return drafts.filter(reason__isnull=False).order_by("-waiting_since")


def with_return(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Each with the `reason` for which a reviewer has given it back in its present round, None where nobody has."""
    returns = Review.objects.filter(
        article=OuterRef("pk"), round=OuterRef("round"), verdict=Review.Verdict.RETURNED
    ).order_by("-id")
    return articles.annotate(reason=Subquery(returns.values("note")[:1]))


def reviewers(publication: Publication, stages: list[ReviewStage]) -> dict[int, dict[int, str]]:
    """Who holds the roles of these stages for a paper: by the role's key, names by the account's; one query."""
    narrowed = Assignment.objects.filter(user=OuterRef("user"), role=OuterRef("group"))
    held = User.groups.through.objects.filter(
        ~Exists(narrowed) | Exists(narrowed.filter(publication=publication)),
        group__in={stage.role_id for stage in stages},
        user__is_active=True,
    )
    found: dict[int, dict[int, str]] = {}
    for role, key, name in held.order_by("user__username").values_list("group", "user", "user__username"):
        found.setdefault(role, {})[key] = name
    return found


def to_proof(user) -> QuerySet[Page]:
    """The pages of editions not signed off whose next proof this member of staff can sign, in print order.

    A page with articles and without its clean proof, or whose last proof is open again, and whose last proof somebody
    else has signed.
    """
    open_pages = Page.objects.filter(
        edition__signed_off_at__isnull=True, edition__withdrawn_at__isnull=True, articles__isnull=False
    )
    pages = with_proofs(open_pages).filter(proofs_signed__lt=CLEAN)
    if not user.is_superuser:
        pages = pages.filter(edition__publication__in=roles.papers_of(user, "articles.sign_proof"))
    mine_to_sign = Q(proofed_by__isnull=True) | ~Q(proofed_by=user.pk)
    return pages.filter(mine_to_sign).distinct().order_by("edition__date", "edition", "order_key")


def to_correct(user) -> QuerySet[ProposedCorrection]:
    """The proposed corrections that this member of staff can approve, the longest waiting first."""
    waiting = ProposedCorrection.objects.filter(state=ProposedCorrection.State.WAITING)
    if not user.is_superuser:
        waiting = waiting.filter(article__publication__in=roles.papers_of(user, MOVES["approve_correction"].permission))
    not_theirs = ~Q(proposed_by=user) & (Q(article__author__isnull=True) | ~Q(article__author=user))
    return waiting.filter(not_theirs).order_by("proposed_at")


def declined_to(user) -> QuerySet[ProposedCorrection]:
    """The corrections of this member of staff that somebody has declined, until they propose another text."""
    later = ProposedCorrection.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    declined = user.proposed_corrections.filter(~Exists(later), state=ProposedCorrection.State.DECLINED)
    return declined.exclude(decided_by=user).order_by("-decided_at")


def mentioned(user) -> QuerySet[Note]:
    """The notes that mention this member of staff and that they have not ticked off, the oldest first."""
    waiting = Mention.objects.filter(note=OuterRef("pk"), user=user, settled_at__isnull=True)
    return Note.objects.filter(Exists(waiting)).order_by("at", "id")


def _held(user) -> Q:
    """What makes a stage one of a role that this member of staff holds for the stage's paper, as a condition."""
    narrowed = user.assignments.filter(role=OuterRef("role"))
    return Q(role__in=user.groups.all()) & (
        ~Exists(narrowed) | Exists(narrowed.filter(publication=OuterRef("publication")))
    )
