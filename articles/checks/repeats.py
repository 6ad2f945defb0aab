"""Texts printed twice: the same headline, or nearly the same body, in the edition or the seven before it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Check
from editions.models import Edition, Publication

from .findings import Finding
from .likeness import alike
from .places import Place

# How many of a paper's editions before the present one are looked through.
EDITIONS = 7


class _Printed(NamedTuple):
    """An article that stands in one of these editions, and where."""

    pk: int
    headline: str
    body: str
    repeats: int | None
    continues: int | None
    date: object
    label: str
    page: str

    @property
    def where(self) -> dict[str, str]:
        day = f"{self.date}.{self.label}" if self.label else f"{self.date}"
        return {"day": day, "page": self.page, "headline": " ".join(self.headline.split())}


class Repeats:
    """What the checked articles have in common with those of their edition and of the seven before it."""

    def __init__(self, checked: list[Article], publication: Publication, edition: Edition | None):
        """Read in one query; without an edition, the paper's newest seven count."""
        printed = {row.pk: row for row in _printed(publication, edition)}
        self._printed = printed
        self._by_headline: dict[str, list[_Printed]] = {}
        for row in printed.values():
            self._by_headline.setdefault(_bare(row.headline), []).append(row)
        bodies = ((row.pk, row.body) for row in printed.values())
        self._alike = alike([(article.pk, article.body) for article in checked], bodies)

    def check(self, article: Article) -> Iterator[Finding]:
        """One finding for the headline and one for the body, each on the newest or likest article of the others.

        What an article is said to repeat or to continue is no finding.
        """
        if (headline := _bare(article.headline)) and (other := _first(article, self._by_headline.get(headline, ()))):
            sentence = _("The same headline stands on page %(page)s of %(day)s.") % other.where
            yield Finding(Check.SAME_HEADLINE, article, Place("headline"), sentence, other=other.pk)
        if other := _first(article, (self._printed[pk] for pk in self._alike.get(article.pk, ()))):
            sentence = _("Nearly the same text stands on page %(page)s of %(day)s: “%(headline)s”.") % other.where
            yield Finding(Check.SAME_BODY, article, Place("body"), sentence, other=other.pk)


def _printed(publication: Publication, edition: Edition | None) -> Iterator[_Printed]:
    before = Edition.objects.filter(publication=publication)
    if edition:
        before = before.filter(date__lte=edition.date).exclude(pk=edition.pk)
    newest = before.order_by("-date", "-label", "-pk").values("pk")[:EDITIONS]
    among = Q(edition__in=newest) | Q(edition=edition) if edition else Q(edition__in=newest)
    rows = (
        Article.objects.filter(among, page__isnull=False)
        .order_by("-edition__date", "-edition__label", "page__order_key", "order", "pk")
        .values_list(
            "pk", "headline", "body", "repeats", "continues", "edition__date", "edition__label", "page__number"
        )
    )
    return (_Printed(*row) for row in rows)


def _bare(headline: str) -> str:
    """A headline without the spaces and breaks that make it fit its column."""
    return "".join(headline.split())


def _first(article: Article, others) -> _Printed | None:
    """The first of the others that the article is not tied to already."""
    ties = {article.pk, article.repeats_id, article.continues_id}
    return next((row for row in others if row.pk not in ties and article.pk not in (row.repeats, row.continues)), None)
