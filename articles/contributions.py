"""What people have contributed to the papers, and the photos among it: only what readers may see."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from . import name_order
from .models import Article, ArticleCredit, Contributor, PhotoCaption, PhotoCredit
from .models.people import Credit

_SET_WIDE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Work:
    """How much of one kind somebody has contributed, and the dates of the first and the last edition with any.

    Where pictures were not kept with their captions, there are dates and a count of 0.
    """

    count: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None


@dataclass(frozen=True)
class Spell:
    """Something printed with a person's credits, a name or an affiliation, and from when to when."""

    printed: str
    first: datetime.date
    last: datetime.date


def written_by(contributor: Contributor):
    """The published articles whose byline names the person, newest first."""
    credits = ArticleCredit.objects.filter(contributor=contributor)
    return (
        Article.objects.published()
        .filter(pk__in=credits.values("article"))
        .once()
        .order_by("-edition__date", "page__order_key", "order", "number")
        .as_headlines()
    )


def photographed_by(contributor: Contributor) -> list[int]:
    """The keys of the newest uses of the published photos, and of captions without a picture; newest first."""
    uses = PhotoCaption.objects.published().photographed_by(Q(contributor=contributor))
    articles = Article.objects.published().filter(captions__credits__contributor=contributor)
    return uses.exclude(Article.repeats_one_of(articles, "article__"), photo__isnull=True).each_photo_once()


def fill(results, things) -> None:
    """Put those of `things` whose keys a page of a list holds into the list's page, in its order."""
    by_key = things.in_bulk(results.object_list)
    results.object_list = [by_key[key] for key in results.object_list if key in by_key]


def photo_uses(photo: int):
    """Every published use of the photo of that key, newest first."""
    return PhotoCaption.objects.published().filter(photo=photo).newest_first().on_a_wall().with_photographers()


def public_contributors():
    """Those who are credited with something public."""
    return Contributor.objects.known().filter(credited_with())


def credited_with(role: str = "") -> Q:
    """What makes somebody one who is publicly credited with that, or with anything, as a condition."""
    of_the_role = {"contributor": OuterRef("pk")} | ({"role": role} if role else {})
    return Q(Exists(ArticleCredit.objects.filter(Article.is_published_at(prefix="article__"), **of_the_role))) | Q(
        Exists(PhotoCredit.objects.filter(Article.is_published_at(prefix="caption__article__"), **of_the_role))
    )


def in_order_of_names(contributors) -> list[int]:
    """Their keys, as a reader looks for a name; people of one name by what tells them apart."""
    names = contributors.order_by().values_list("name", "distinction", "pk")
    return [pk for name, distinction, pk in sorted(names, key=lambda row: (name_order.key(row[0]), *row[1:]))]


def sum_up(contributors: list[Contributor]) -> None:
    """Give each their `articles` and `photos`, each a Work, in three reads for all."""
    written = _works(_published(ArticleCredit, contributors).exclude(_of_a_repeat()), "article", "article__")
    credited = _published(PhotoCredit, contributors)
    named = _works(credited, "caption__photo", "caption__article__")
    # Of those who sign for the pictures of an article (文/图): the photos that no credit line gives to anybody, nor to
    # them elsewhere.
    credited_here = PhotoCredit.objects.filter(caption=OuterRef("article__captions"))
    counted_already = PhotoCredit.objects.filter(
        Article.is_published_at(prefix="caption__article__"),
        caption__photo=OuterRef("article__captions__photo"),
        contributor=OuterRef("contributor"),
    )
    signed = _works(
        _published(ArticleCredit, contributors).filter(role=Credit.Role.PHOTO),
        "article__captions__photo",
        "article__",
        Q(~Exists(credited_here), ~Exists(counted_already), article__captions__credit_line=""),
    )
    for contributor in contributors:
        contributor.articles = written.get(contributor.pk, Work())
        contributor.photos = _together(named.get(contributor.pk), signed.get(contributor.pk))


def _published(kind: type[Credit], contributors: Iterable[Contributor]):
    prefix = "article__" if kind is ArticleCredit else "caption__article__"
    return kind.objects.filter(Article.is_published_at(prefix=prefix), contributor__in=contributors).order_by()


def _of_a_repeat() -> Exists:
    """Whether a credit's article repeats another one that credits the same person, as a condition."""
    same_person = ArticleCredit.objects.filter(article=OuterRef("pk"), contributor=OuterRef(OuterRef("contributor")))
    return Article.repeats_one_of(Article.objects.published().filter(Exists(same_person)), "article__")


def _works(credits, counted: str, prefix: str, what: Q | None = None) -> dict[int, Work]:
    """By contributor, from public credits, whose dates all count; `what` is the condition for what is counted."""
    found = credits.values_list("contributor").annotate(
        number=Count(counted, distinct=True, filter=what),
        first=Min(f"{prefix}edition__date"),
        last=Max(f"{prefix}edition__date"),
    )
    return {contributor: Work(*work) for contributor, *work in found}


def _together(*works: Work | None) -> Work:
    works = [work for work in works if work]
    if not works:
        return Work()
    return Work(sum(work.count for work in works), min(work.first for work in works), max(work.last for work in works))


def printed_with(contributor: Contributor) -> tuple[list[Spell], list[Spell]]:
    """The other names under which the person was printed, and the affiliations, each from the earliest on.

    A credit keeps what was printed, whoever it is found to be: what was merged into the person is among the names.
    """
    names, affiliations = {}, {}
    kinds = ((ArticleCredit, "article__edition__date"), (PhotoCredit, "caption__article__edition__date"))
    credited, more = (
        _published(kind, [contributor]).values_list("name", "affiliation").annotate(Min(date), Max(date))
        for kind, date in kinds
    )
    for name, affiliation, *dates in credited.union(more):
        _spelled(names, _set_close(name), *dates)
        _spelled(affiliations, affiliation.strip(), *dates)
    names.pop(_set_close(contributor.name), None)
    affiliations.pop("", None)
    said_in_full = {
        short.printed
        for short in affiliations.values()
        for spell in affiliations.values()
        if spell != short and _says_in_full(spell, short)
    }
    told = [spell for spell in affiliations.values() if spell.printed not in said_in_full]
    return _from_the_earliest(names.values()), _from_the_earliest(told)


def _says_in_full(spell: Spell, short: Spell) -> bool:
    """Whether 记者 is 本报记者 in short: at the same time, so that nothing is lost where only this is shown."""
    return spell.printed.endswith(short.printed) and spell.first <= short.first and short.last <= spell.last


def _spelled(spells: dict[str, Spell], printed: str, first: datetime.date, last: datetime.date) -> None:
    known = spells.get(printed, Spell(printed, first, last))
    spells[printed] = Spell(printed, min(first, known.first), max(last, known.last))


def _set_close(name: str) -> str:
    """A name as it is spelled: printers set short ones wide, 柳 岸."""
    return _SET_WIDE.sub("", name)


def _from_the_earliest(spells: Iterable[Spell]) -> list[Spell]:
    return sorted(spells, key=lambda spell: (spell.first, spell.last, spell.printed))
