"""Which editions a command goes through: those of one paper, from a date on, up to a date."""

import argparse
from datetime import date

from django.core.management.base import CommandError

from editions.models import EditionQuerySet, Publication


def add_arguments(parser) -> None:
    """What `chosen` understands."""
    parser.add_argument("--publication", metavar="SLUG", help="this paper only")
    parser.add_argument("--since", metavar="DATE", type=_a_date, help="from this date on, such as 2019-12-26")
    parser.add_argument("--until", metavar="DATE", type=_a_date, help="up to this date")


def chosen(
    editions: EditionQuerySet, publication: str | None, since: date | None, until: date | None
) -> EditionQuerySet:
    """Those that were asked for, ordered by paper and date; raises CommandError where there can be none."""
    if publication:
        if not Publication.objects.filter(slug=publication).exists():
            raise CommandError(f"There is no paper {publication}.", returncode=2)
        editions = editions.filter(publication__slug=publication)
    if since and until and since > until:
        raise CommandError(f"{since} is after {until}.", returncode=2)
    if since:
        editions = editions.filter(date__gte=since)
    if until:
        editions = editions.filter(date__lte=until)
    return editions.order_by("publication__slug", "date", "label")


def _a_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2019-12-26.") from None
