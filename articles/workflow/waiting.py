"""What a member of staff can do now, and what waits for it: texts to review or come back, pages to proof, notes."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles import roles
from articles.models import Article, Assignment, Mention, Note, ProposedCorrection, Review, ReviewStage
from editions.models import Edition, Page, Publication
from editions.staff import NAME_PARTS, name_from

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
    stages = ReviewStage.objects.filter(publication=OuterRef("publication"), order=OuterRef("waits_at"))
    if not user.is_superuser:
        stages = stages.filter(_held(user))
    elsewhere = Review.objects.filter(article=OuterRef("pk"), reviewer=user).exclude(stage=OuterRef("waits_at"))
    in_review = Article.objects.filter(state=Article.State.IN_REVIEW).annotate(waits_at=_order_of_stage())
    return in_review.filter(Exists(stages), ~Exists(elsewhere)).exclude(author=user).order_by("waiting_since")


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


class Reviewers(NamedTuple):
    """Who holds a paper's roles of review: names by the account's key, by the role's.

    `passed` are the articles in review that somebody has reviewed: (article, stage) by the account's key.
    """

    names: dict[int, dict[int, str]]
    passed: dict[int, set[tuple[int, int]]]

    def of(self, article: Article, stage: ReviewStage | None) -> dict[int, str]:
        """Who may review an article that waits at a stage: not its author, nor whoever has read it at another one."""
        return {
            key: name
            for key, name in self.names.get(stage and stage.role_id, {}).items()
            if key != article.author_id
            and all(each != article.pk or order == stage.order for each, order in self.passed.get(key, ()))
        }


def reviewers(publication: Publication, stages: list[ReviewStage], articles: list[Article]) -> Reviewers:
    """The reviewers at these stages of a paper, and which of these articles they have reviewed; one query."""
    narrowed = Assignment.objects.filter(user=OuterRef("user"), role=OuterRef("group"))
    held = User.groups.through.objects.filter(
        ~Exists(narrowed) | Exists(narrowed.filter(publication=publication)),
        group__in={stage.role_id for stage in stages},
        user__is_active=True,
    )
    theirs = Q(user__reviews__article_id__in=[each.pk for each in articles if each.state == Article.State.IN_REVIEW])
    held = held.annotate(passed=FilteredRelation("user__reviews", condition=theirs))
    found = Reviewers(defaultdict(dict), defaultdict(set))
    names = (f"user__{part}" for part in NAME_PARTS)
    rows = held.order_by("user__username").values_list("group", "user", "passed__article", "passed__stage", *names)
    for role, key, article, stage, *name in rows:
        found.names[role][key] = name_from(*name)
        found.passed[key].add((article, stage))
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


def _order_of_stage() -> Coalesce:
    """The stage at which an article waits; where its paper has dropped it, the next one that it still has, or the last.

    In SQL what `reviewing.stage_of` says.
    """
    stages = ReviewStage.objects.filter(publication=OuterRef("publication"))
    left = stages.filter(order__gte=OuterRef("stage")).order_by("order")
    return Coalesce(Subquery(left.values("order")[:1]), Subquery(stages.order_by("-order").values("order")[:1]))


def _held(user) -> Q:
    """What makes a stage one of a role that this member of staff holds for the stage's paper, as a condition."""
    narrowed = user.assignments.filter(role=OuterRef("role"))
    return Q(role__in=user.groups.all()) & (
        ~Exists(narrowed) | Exists(narrowed.filter(publication=OuterRef("publication")))
    )
