"""Run the checks before print over the editions of any range."""

import json
import sys
from contextlib import ExitStack

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from articles.archive.interruption import leave_standard_output
from articles.archive.output import Unfinished, reason
from articles.checks import inspection
from articles.checks.findings import Finding
from articles.management import choosing
from editions.models import Edition


class Command(BaseCommand):
    """Exit codes: 0 nothing blocks, 1 something does, 2 nothing could be checked."""

    help = "Check the articles of editions before print, one finding on each line with its address."

    def add_arguments(self, parser):
        choosing.add_arguments(parser)
        parser.add_argument("--json", metavar="FILE", help="write the findings there too, as one list of JSON")

    @no_translations
    def handle(self, *, publication, since, until, **options):
        try:
            editions = choosing.chosen(Edition.objects.all(), publication, since, until)
            found, blocking = self.report(editions, options["json"])
        except BrokenPipeError:
            leave_standard_output()
            raise CommandError("What read the findings has ended before they were all written.", returncode=2) from None
        except OSError as error:
            raise CommandError(f"{options['json']} cannot be written: {reason(error)}.", returncode=2) from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be read: {reason(error)}.", returncode=2) from None
        self.stderr.write(f"{found} findings, {blocking} of them blocking.")
        if blocking:
            sys.exit(1)

    def report(self, editions, path: str | None) -> tuple[int, int]:
        """Print every finding, and write it to the file at `path`; how many there are, and how many of them block."""
        found = blocking = 0
        with ExitStack() as stack:
            written = stack.enter_context(Unfinished(path)) if path else None
            # Written as it is found: an archive has more findings than fit in memory.
            for edition in editions.select_related("publication"):
                for finding in inspection.of_edition(edition):
                    self.stdout.write(as_line(finding))
                    if written:
                        values = json.dumps(as_values(finding), ensure_ascii=False)
                        written.file.write(f"{',' if found else '['}\n{values}")
                    found += 1
                    blocking += finding.is_blocking
            if written:
                written.file.write("\n]\n" if found else "[]\n")
                written.finish()
        return found, blocking


def as_line(finding: Finding) -> str:
    """`/morning/2024-03-01/A01/1/ warning length body 2:17: …`; paragraphs count from 1, characters from 0."""
    place = finding.place
    field = f"photo {place.caption} {place.field}" if place.caption else place.field
    numbers = ":".join(str(number) for number in (place.paragraph, place.offset) if number is not None)
    where = f"{field} {numbers}" if numbers else field
    return f"{finding.article.get_absolute_url()} {finding.level} {finding.check} {where}: {finding.sentence}"


def as_values(finding: Finding) -> dict:
    """A finding as JSON has it; what its place does not say is null."""
    place = finding.place
    return {
        "address": finding.article.get_absolute_url(),
        "level": finding.level,
        "check": str(finding.check),
        "field": place.field,
        "photo": place.caption,
        "paragraph": place.paragraph,
        "offset": place.offset,
        "sentence": finding.sentence,
    }
