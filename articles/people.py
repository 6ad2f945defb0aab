"""The people behind printed names: found by a name, merged, split. What was printed never changes by it."""

import types
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import credits
from articles.credits import Credit
from articles.models import Article, ArticleCredit, Contributor, PhotoCaption, PhotoCredit


def named(name: str) -> Contributor:
    """The contributor who is known by exactly this name; a merged spelling leads to the one it was merged into."""
    contributor, _made = Contributor.objects.select_related("merged_into").get_or_create(name=name, distinction="")
    return contributor.merged_into or contributor


def in_byline(byline: str) -> tuple[Credit, ...]:
    """Whom a printed byline names."""
    return credits.parse_byline(byline)


def in_credit_line(credit_line: str) -> tuple[Credit, ...]:
    """Whom a picture's printed credit line names."""
    return credits.parse_caption(credit_line).credits if credit_line else ()


def read_byline(article: Article) -> None:
    """Credit the article to the people whom its byline names, and to nobody else."""
    _credit(article, in_byline(article.byline))


def read_credit_line(caption: PhotoCaption) -> None:
    """Credit the picture to the people whom its credit line names, and to nobody else."""
    _credit(caption, in_credit_line(caption.credit_line))


def correct_credits(caption: PhotoCaption, found: Iterable[Credit]) -> None:
    """Credit the picture to these people; a name that stays is still the contributor it was found to be."""
    known = {credit.name: credit.contributor for credit in caption.credits.select_related("contributor")}
    _credit(caption, found, known)


def _credit(printed: Article | PhotoCaption, found: Iterable[Credit], known=types.MappingProxyType({})) -> None:
    """Write the credits anew; `known` has the contributors of names that are not to be looked up."""
    kind, field = (ArticleCredit, "article") if isinstance(printed, Article) else (PhotoCredit, "caption")
    printed.credits.all().delete()
    kind.objects.bulk_create(
        kind(
            **{field: printed},
            contributor=known.get(credit.name) or named(credit.name),
            name=credit.name,
            role=credit.role,
            affiliation=credit.affiliation,
            order=order,
        )
        for order, credit in enumerate(found)
    )


@transaction.atomic
def merge(others: Iterable[Contributor], into: Contributor) -> int:
    """Make one person of several: their credits and what was merged into them go to `into`; how many credits moved.

    The others stay as names that lead to `into`. Raises ValidationError where `into` is such a name itself.
    """
    keys = {other.pk for other in others} - {into.pk}
    # Locked in one order, so that two merges at once wait for each other instead of closing a circle.
    locked = Contributor.objects.select_for_update(of=("self",)).filter(pk__in=[*keys, into.pk]).order_by("pk")
    if next(contributor for contributor in locked if contributor.pk == into.pk).merged_into_id:
        raise ValidationError(_("“%(name)s” is merged into another contributor."), params={"name": into.name})
    moved = sum(
        kind.objects.filter(contributor__in=keys).update(contributor=into) for kind in (ArticleCredit, PhotoCredit)
    )
    Contributor.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).update(merged_into=into)
    return moved


@transaction.atomic
def split(
    contributor: Contributor,
    article_credits: Iterable[ArticleCredit],
    photo_credits: Iterable[PhotoCredit],
    *,
    name: str,
    distinction: str = "",
) -> Contributor:
    """Give some of a contributor's credits to another person, who is known by `name` and `distinction`.

    That person is made where there is none; a spelling that was merged by mistake stands for itself again.
    Raises ValidationError where the name leads to no other person.
    """
    person, _made = Contributor.objects.get_or_create(name=name, distinction=distinction)
    if person.merged_into_id == contributor.pk:
        person.merged_into = None
        person.save(update_fields=["merged_into"])
    if person == contributor or person.merged_into_id:
        raise ValidationError(
            _("“%(person)s” is no other contributor: choose another name or distinction."),
            params={"person": str(person)},
        )
    for kind, chosen in ((ArticleCredit, article_credits), (PhotoCredit, photo_credits)):
        keys = [credit.pk for credit in chosen]
        kind.objects.filter(pk__in=keys, contributor=contributor).update(contributor=person)
    return person
