"""What an engine is asked: the reader's tree, and what else narrows it down."""

import datetime
from dataclasses import dataclass, field

from .documents import FIELDS
from .numbering import Numbering
from .query import All, Dates

# The table of the model SearchDocument, beside whose numbers stand article, hour and facets.
DOCUMENTS = "articles_searchdocument"
# Before any paper was printed, and after the last that will be.
_EARLIEST, _LATEST = datetime.date(1600, 1, 1), datetime.date(2600, 12, 31)


@dataclass(frozen=True)
class Asked:
    """A question as an engine answers it.

    `fields` are where words that name no field may stand; what would be found in the narrower `beyond` is left out.
    What is due later than `now` is not found. Of the numbers from `first` to `last`, those that are `hidden` are none;
    where there is an `among`, only its are.
    """

    tree: All
    numbering: Numbering
    now: datetime.datetime
    facets: tuple[str, ...] = ()
    hidden: list[int] = field(default_factory=list)
    among: list[int] | None = None
    fields: tuple[str, ...] = FIELDS
    beyond: tuple[str, ...] = ()

    @property
    def is_of_all_time(self) -> bool:
        """Whether nothing says when it was printed, or which documents it may be."""
        return self.among is None and span_of(self.tree) == (_EARLIEST, _LATEST)

    @property
    def first(self) -> int:
        return self.numbering.first(span_of(self.tree)[0].toordinal())

    @property
    def last(self) -> int:
        return self.numbering.last(span_of(self.tree)[1].toordinal())


def span_of(tree: All) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of what can be found at all; where the first is the later one, nothing can."""
    spans = [asked_days(part) for part in tree.parts if isinstance(part, Dates)]
    return max([_EARLIEST, *(first for first, _last in spans)]), min([_LATEST, *(last for _first, last in spans)])


def asked_days(dates: Dates) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a span, its open end as far as papers reach."""
    return max(dates.first or _EARLIEST, _EARLIEST), min(dates.last or _LATEST, _LATEST)
