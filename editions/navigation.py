"""The house, and how a reader gets from one of its editions to another: newest, nearest, neighbours, the calendar."""

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .models import Edition, Page, Publication


def house(papers: list[Publication]) -> str:
    """Whose papers these are: the publishing house of all, else the only paper; empty where houses differ."""
    houses = {paper.publisher for paper in papers if paper.publisher}
    if len(houses) == 1:
        return houses.pop()
    return papers[0].title if len(papers) == 1 else ""


def public_edition(publication: str, day) -> Edition | None:
    """The public edition of a paper at a day, with its paper."""
    return edition_at(Edition.objects.public(), publication, day)


def edition_at(editions, publication: str, day) -> Edition | None:
    """The one of these editions that is the paper's of that day, with its paper."""
    date, label = day
    of_day = editions.filter(publication__slug=publication, date=date, label=label)
    return of_day.select_related("publication").first()


def public_page(publication: str, day, number: str) -> Page | None:
    """The public page of that number, however it is spelled, with its edition and paper."""
    return page_at(Page.objects.public(), publication, day, number)


def page_at(pages, publication: str, day, number: str) -> Page | None:
    """The one of these pages that has that number in the paper's edition of that day, with its edition and paper."""
    date, label = day
    try:
        pages = pages.numbered(number)
    except ValueError:
        return None
    return (
        pages.select_related("edition__publication")
        .filter(edition__publication__slug=publication, edition__date=date, edition__label=label)
        .first()
    )


def newest(publication: Publication) -> Edition | None:
    """The paper's newest public edition; of one day's, the ordinary one."""
    return publication.editions.public().select_related("publication").order_by("-date", "label").first()


def nearest(publication: Publication, date: datetime.date) -> Edition | None:
    """The edition a reader would have had on the table that day: that day's, the last before, else the first after."""
    editions = publication.editions.public().select_related("publication")
    before = editions.filter(date__lte=date).order_by("-date", "label").first()
    return before or editions.order_by("date", "label").first()


def neighbours(edition: Edition) -> tuple[Edition | None, Edition | None]:
    """The public editions before and after this one (上一期, 下一期)."""
    others = Edition.objects.public().filter(publication=edition.publication_id)
    is_earlier = Q(date__lt=edition.date) | Q(date=edition.date, label__lt=edition.label)
    is_later = Q(date__gt=edition.date) | Q(date=edition.date, label__gt=edition.label)
    before = Subquery(others.filter(is_earlier).order_by("-date", "-label").values("pk")[:1])
    after = Subquery(others.filter(is_later).order_by("date", "label").values("pk")[:1])
    found = {}
    for other in Edition.objects.filter(Q(pk=before) | Q(pk=after)).annotate(is_later=is_later):
        other.publication = edition.publication
        found[other.is_later] = other
    return found.get(False), found.get(True)


def pages_beside(pages: list[Page], page: Page) -> tuple[Page | None, Page | None]:
    """The pages before and after this one (上一版, 下一版)."""
    place = [other.pk for other in pages].index(page.pk)
    return (pages[place - 1] if place else None), (pages[place + 1] if place + 1 < len(pages) else None)


def front_page(pages: list[Page]) -> Page | None:
    """The first of an edition's pages; of those that are in the archive, if any is."""
    return next((page for page in pages if page.archived), pages[0] if pages else None)


def siblings(publication: Publication, date: datetime.date) -> list[Publication]:
    """The house's other papers, each with `day`, its edition of the date or the nearest to it."""
    editions = Edition.objects.public().filter(publication=OuterRef("pk"))
    before = editions.filter(date__lte=date).order_by("-date", "label")
    after = editions.order_by("date", "label")

    def of_the_nearest(field):
        return Coalesce(Subquery(before.values(field)[:1]), Subquery(after.values(field)[:1]))

    papers = Publication.objects.exclude(pk=publication.pk).annotate(
        nearest_date=of_the_nearest("date"), nearest_label=of_the_nearest("label")
    )
    others = list(papers.filter(nearest_date__isnull=False))
    for paper in others:
        paper.day = (paper.nearest_date, paper.nearest_label)
    return others


@dataclass(frozen=True)
class Day:
    """A day of the calendar, with the editions that readers had that day."""

    date: datetime.date
    editions: tuple[Edition, ...]


@dataclass(frozen=True)
class Month:
    """A month of the calendar: weeks of seven, None where a day is another month's."""

    first: datetime.date
    weeks: list[list[Day | None]]

    @property
    def has_editions(self) -> bool:
        return any(day.editions for week in self.weeks for day in week if day)


def months(publication: Publication, first: datetime.date, last: datetime.date) -> list[Month]:
    """The months from that of `first` to that of `last`, with the public editions of their days."""
    first, last = first.replace(day=1), _end(last)
    editions = publication.editions.public().filter(Edition.is_of(first, last))
    by_day: dict[datetime.date, list[Edition]] = {}
    for edition in editions.order_by("date", "label"):
        edition.publication = publication
        end = min(edition.through or edition.date, last)
        for ordinal in range(max(edition.date, first).toordinal(), end.toordinal() + 1):
            by_day.setdefault(datetime.date.fromordinal(ordinal), []).append(edition)
    shown = [(first.year, first.month)]
    while shown[-1] < (last.year, last.month):
        year, month = shown[-1]
        shown.append((year + month // 12, month % 12 + 1))
    return [_month(year, month, by_day) for year, month in shown]


def _end(day: datetime.date) -> datetime.date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _month(year: int, month: int, by_day: dict[datetime.date, list[Edition]]) -> Month:
    weeks = [
        [Day(date := datetime.date(year, month, day), tuple(by_day.get(date, ()))) if day else None for day in week]
        for week in calendar.Calendar().monthdayscalendar(year, month)
    ]
    return Month(datetime.date(year, month, 1), weeks)


def front_pages(publication: Publication, first: datetime.date, articles) -> list[Page]:
    """The `front_page` of every public edition of a day in the month of `first`."""
    pages = Page.objects.filter(edition=OuterRef("edition")).with_archived(articles)
    first_of = pages.order_by("-archived", "order_key").values("pk")[:1]
    editions = publication.editions.public().filter(Edition.is_of(first, _end(first)))
    pages = Page.objects.filter(edition__in=editions)
    return list(
        pages.filter(pk=Subquery(first_of))
        .select_related("edition__publication")
        .order_by("edition__date", "edition__label")
    )


def months_beside(publication: Publication, first: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    """A day of the nearest month before, and of the nearest after, that a public edition is of."""
    end = _end(first)
    found = publication.editions.public().aggregate(
        before=Max(Coalesce("through", "date"), filter=Q(date__lt=first)),
        after=Min("date", filter=Q(date__gt=end) | Q(through__gt=end)),
    )
    before, after = found["before"], found["after"]
    # An edition that reaches into the month, or out of it, is also of the day beside it.
    return (
        before and min(before, first - datetime.timedelta(days=1)),
        after and max(after, end + datetime.timedelta(days=1)),
    )


def years(publication: Publication) -> list[int]:
    """The years that a public edition is of."""
    editions = publication.editions.public()
    return sorted({first.year for field in ("date", "through") for first in editions.dates(field, "year")})


def frame(edition: Edition, articles) -> dict:
    """What every view of an edition shows around its own matter; `articles` are all that may stand on its pages."""
    previous_edition, next_edition = neighbours(edition)
    return {
        "publication": edition.publication,
        "edition": edition,
        "pages": list(edition.pages.with_archived(articles)),
        "previous_edition": previous_edition,
        "next_edition": next_edition,
        "siblings": siblings(edition.publication, edition.date),
    }
