"""Bylines: whether those that are named are people whom the paper knows."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles.models import Article, ArticleCredit, Check, Contributor, PhotoCredit

from .findings import Finding
from .places import Place


def with_acquaintance(credits):
    """Article credits, each with `is_known`: whether the contributor is credited outside of the article's own edition.

    For an article of the copy pool that is: anywhere in an edition.
    """
    same_person = {"contributor": OuterRef("contributor")}
    return credits.annotate(
        is_known=Exists(ArticleCredit.objects.filter(_elsewhere("article__"), **same_person))
        | Exists(PhotoCredit.objects.filter(_elsewhere("caption__article__"), **same_person))
    )


def acquainted(names: Iterable[str], edition: int | None) -> set[str]:
    """Those of the names whose contributor is credited outside of that edition, by the same rule as `is_known`."""
    people = Contributor.objects.filter(name__in=names, distinction="")
    person_of = {person.name: person.merged_into_id or person.pk for person in people}
    elsewhere = {"contributor__in": person_of.values()}
    known = {
        person
        for kind, leads_to in ((ArticleCredit, "article__edition"), (PhotoCredit, "caption__article__edition"))
        for person in kind.objects.filter(**elsewhere, **{f"{leads_to}__isnull": False})
        .exclude(**{leads_to: edition or 0})
        .values_list("contributor", flat=True)
        .distinct()
    }
    return {name for name, person in person_of.items() if person in known}


def _elsewhere(prefix: str) -> Q:
    edition = Coalesce(OuterRef("article__edition"), Value(0))
    return Q(**{f"{prefix}edition__lt": edition}) | Q(**{f"{prefix}edition__gt": edition})


def check(article: Article) -> Iterator[Finding]:
    """A byline without a credit, and credits of people whom no other edition has named."""
    place, credits = Place("byline"), article.credits.all()
    if article.byline.strip() and not credits:
        sentence = _("The byline “%(byline)s” names nobody.") % {"byline": article.byline}
        yield Finding(Check.BYLINE, article, place, sentence)
    for name in dict.fromkeys(credit.name for credit in credits if not credit.is_known):
        yield Finding(Check.BYLINE, article, place, _("“%(name)s” was never credited before.") % {"name": name})
