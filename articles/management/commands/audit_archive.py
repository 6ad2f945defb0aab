"""Compare an archive's visible text with what is stored of it."""

import sys

from django.core.management.base import BaseCommand, CommandError, no_translations

from articles.archive import auditing
from articles.archive.readers import READERS
from articles.archive.records import PublicationRecord
from articles.archive.report import ArchiveError
from articles.archive.sources import SourceError, open_source


class Command(BaseCommand):
    """Exit codes: 0 every character is accounted for, 1 some are not, 2 nothing could be compared."""

    help = "Compare the visible text of every article of an archive with what is stored, file by file."

    def add_arguments(self, parser):
        parser.add_argument("source", help="folder, file, zip or tar, as it was imported")
        parser.add_argument("--publication", metavar="SLUG", help="which paper it is, as for the import")
        parser.add_argument("--format", default="auto", choices=["auto", *READERS], help="default: %(default)s")

    @no_translations
    def handle(self, *, source, publication, format, **options):
        named = PublicationRecord(publication, "") if publication else None
        characters = accounted = files = 0
        try:
            for found in auditing.audit(open_source(source), format, named):
                files += 1
                characters += found.characters
                accounted += found.accounted
                self.stdout.write(f"{share(found.accounted, found.characters)} {found.path}")
                for piece in found.missing:
                    self.stdout.write(f"  not stored: {piece}")
        except (ArchiveError, SourceError) as error:
            raise CommandError(str(error), returncode=2) from None
        if not files:
            raise CommandError("This holds no article.", returncode=2)
        self.stdout.write(
            f"{share(accounted, characters)} of {characters} characters in {files} files are accounted for."
        )
        if accounted < characters:
            sys.exit(1)


def share(part: int, whole: int) -> str:
    """A percentage that is 100.00 % only where nothing is missing."""
    hundredths = part * 10_000 // whole if whole else 10_000
    return f"{hundredths // 100:3}.{hundredths % 100:02} %"
