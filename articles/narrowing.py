"""How a search is narrowed down: what is chosen, what more can be, with its number of hits, the chart."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.http import QueryDict

from editions.models import Edition, Publication

from .filters import ArticleFilter
from .models import Article, Contributor
from .search import facets
from .search.asking import span_of
from .search.finding import Found

_FAMILIES = ("publication", "kind", "page", "author", "photographer", "edition")
# Values of a family that are shown at once, and with those that open.
_SHOWN, _MOST = 8, 50
# Of the chart's height, in hundredths, what the bars have; below them stand their labels.
_HIGHEST, _LOWEST = 80, 1.5
# With more bars than these the labels of years would touch.
_LABELLED = 12


class Choice(NamedTuple):
    """What narrows the search down, or has narrowed it: `name` says what `value` is; `address` adds or removes it."""

    name: str
    label: str
    value: object
    address: str
    count: int = 0


class Family(NamedTuple):
    """Choices of one kind, most hits first: those that are shown at once, and more of them."""

    name: str
    label: str
    choices: list[Choice]
    more: list[Choice]


class Span(NamedTuple):
    """Days that are chosen, either of which may be open; `unit` where it is a whole year, or month, or day."""

    first: datetime.date | None
    last: datetime.date | None
    unit: str


class Bar(NamedTuple):
    """A bar as it is drawn, in hundredths of the chart's width and height; `label` stands below it."""

    first: datetime.date
    count: int
    address: str
    label: str
    slot: str
    middle: str
    left: str
    top: str
    height: str


class Drawing(NamedTuple):
    """The chart as it is drawn, every bar as wide."""

    unit: str
    most: int
    width_of_slot: str
    width_of_bar: str
    bars: list[Bar]


def chosen(asked: ArticleFilter, query: QueryDict) -> list[Choice]:
    """What narrows the search down, each with the address without it; nothing where the question is not understood."""
    if not asked.form.is_valid():
        return []
    given, found = dict(asked.form.cleaned_data), []
    if given["page"]:
        given["page"] = given["page"].number
    if given["kind"]:
        given["kind"] = Article.Kind(given["kind"])
    for name in (*_FAMILIES, "contributor"):
        if given[name]:
            found.append(Choice(name, _label_of(asked, name), given[name], address(query, **{name: None})))
    if given["since"] or given["until"]:
        span = Span(given["since"], given["until"], facets.unit_of(given["since"], given["until"]))
        found.append(Choice("dates", _label_of(asked, "since"), span, address(query, since=None, until=None)))
    return found


def families(asked: ArticleFilter, found: Found, query: QueryDict) -> list[Family]:
    """What more can narrow it down: of what is not chosen yet, whatever leads to fewer hits."""
    given = asked.form.cleaned_data
    counted = {name: values[:_MOST] for name, values in facets.counted(found.facets).items() if not given[name]}
    things = _things(counted)
    offered = []
    for name in _FAMILIES:
        label = _label_of(asked, name)
        choices = [
            Choice(name, label, things[name][key], address(query, **{name: _written(things[name][key])}), count)
            for key, count in counted.get(name, ())
            if key in things[name]
        ]
        if [choice.count for choice in choices] not in ([], [len(found.facets)]):
            offered.append(Family(name, label, choices[:_SHOWN], choices[_SHOWN:]))
    return offered


def _label_of(asked: ArticleFilter, name: str) -> str:
    return asked.form.fields[name].label


def _things(counted: dict[str, list[tuple[str, int]]]) -> dict[str, dict[str, object]]:
    """What the counted values are, each by the key under which it was counted."""
    keys = {name: [key for key, _count in counted.get(name, ())] for name in _FAMILIES}
    people = _by_key(Contributor.objects, {*keys["author"], *keys["photographer"]})
    return {
        "publication": _by_key(Publication.objects, keys["publication"]),
        "edition": _by_key(Edition.objects.select_related("publication"), keys["edition"]),
        "page": {key: key for key in keys["page"]},
        "kind": {key: Article.Kind(key) for key in keys["kind"]},
        "author": people,
        "photographer": people,
    }


def _by_key(things, keys: Iterable[str]) -> dict[str, object]:
    return {str(key): thing for key, thing in things.in_bulk(list(map(int, keys))).items()}


def _written(value) -> str:
    """A value as the address has it."""
    match value:
        case Publication(slug=slug):
            return slug
        case Edition():
            return f"{value.publication.slug}/{value.day}"
        case Contributor(pk=key):
            return str(key)
        case _:
            return str(value)


def address(query: QueryDict, **changes: str | None) -> str:
    """The address of the first results of the same search with these parameters changed, or without those of None."""
    changed = QueryDict(mutable=True)
    for name, values in query.lists():
        if any(values) and name not in changes and name != "after":
            changed.setlist(name, values)
    for name, value in changes.items():
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode(safe='/')}"


def drawing(asked: ArticleFilter, found: Found, query: QueryDict) -> Drawing | None:
    """The chart of the hits over their time, each bar with the address that narrows the search down to it."""
    chart = facets.chart(found.days, *span_of(asked.question.tree))
    if not chart:
        return None
    slot = 100 / len(chart.bars)
    years = {bar.first.year for bar in chart.bars}
    bars = []
    for place, bar in enumerate(chart.bars):
        height = max(_HIGHEST * bar.count / chart.most, _LOWEST) if bar.count else 0
        bars.append(
            Bar(
                bar.first,
                bar.count,
                address(query, since=bar.first.isoformat(), until=bar.last.isoformat()),
                _label(bar.first, chart.unit, len(years) > 1, len(chart.bars) <= _LABELLED),
                *map(_percent, (place * slot, (place + 0.5) * slot, (place + 0.15) * slot, _HIGHEST - height, height)),
            )
        )
    return Drawing(chart.unit, chart.most, _percent(slot), _percent(0.7 * slot), bars)


def _label(first: datetime.date, unit: str, has_years: bool, has_room: bool) -> str:
    """What stands below a bar: of months of several years, January is named by its year."""
    match unit:
        case "day":
            return str(first.day)
        case "month":
            return str(first.year if has_years and first.month == 1 else first.month)
        case "year":
            return str(first.year) if has_room or first.year % 5 == 0 else ""
        case _:
            return str(first.year // 10 * 10)


def _percent(number: float) -> str:
    return f"{number:.2f}%"
