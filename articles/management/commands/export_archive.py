"""Export editions in the interchange format, with their media."""

import contextlib
import shutil
import sys
from datetime import date
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, no_translations

from articles.archive import exporting
from articles.archive.writers import WRITERS
from editions.models import Publication


def a_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date such as 2019-12-26.", returncode=2) from None


class Command(BaseCommand):
    """Exit codes as for the import: 1 where a stored file was missing, 2 where nothing was done."""

    help = "Export public editions, one on each line, with their media in a folder beside the file."

    def add_arguments(self, parser):
        parser.add_argument("--publication", metavar="SLUG", help="this paper only")
        parser.add_argument("--since", metavar="DATE", type=a_date, help="from this date on, such as 2019-12-26")
        parser.add_argument("--until", metavar="DATE", type=a_date, help="up to this date")
        parser.add_argument("--format", default="jsonl", choices=list(WRITERS), help="default: %(default)s")
        parser.add_argument("--output", metavar="FILE", default="-", help="default: standard output")
        parser.add_argument("--media", metavar="DIR", help="default: FILE.media; needed with - when there are any")
        parser.add_argument("--all", action="store_true", help="editions that are not public too")

    @no_translations
    def handle(self, *, publication, since, until, format, output, media, **options):
        if publication and not Publication.objects.filter(slug=publication).exists():
            raise CommandError(f"There is no paper {publication}.", returncode=2)
        chosen = {"publication": publication or "", "since": since, "until": until, "every": options["all"]}
        folder = Path(media) if media else None if output == "-" else Path(f"{output}.media")
        editions, missing = 0, []
        with self.opened(output) as out:
            for edition, record in exporting.editions(**chosen):
                files = list(exporting.files(edition))
                if files and folder is None:
                    sentence = f"{edition} has {len(files)} pictures and PDFs: say with --media DIR where to put them."
                    raise CommandError(sentence, returncode=2)
                missing += [path for path, name in files if not self.copied(name, folder / path)]
                WRITERS[format].write(record, out)
                editions += 1
        for path in missing:
            self.stderr.write(f"error: {path}: the stored file is missing")
        self.stderr.write(f"{editions} editions exported{f' to {output}' if output != '-' else ''}.")
        if missing:
            sys.exit(1)

    @contextlib.contextmanager
    def opened(self, output: str):
        """The output as a text stream; a file takes its name only when all of it is written."""
        if output == "-":
            yield self.stdout
            return
        target = Path(output)
        if not target.absolute().parent.is_dir():
            raise CommandError(f"There is no folder for {output}.", returncode=2)
        unfinished = target.with_name(f"{target.name}.unfinished")
        try:
            with unfinished.open("w", encoding="utf-8") as out:
                yield out
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)

    @staticmethod
    def copied(name: str, target: Path) -> bool:
        """Copy a stored file to the export, unless it is there already; whether the stored file exists."""
        try:
            with default_storage.open(name, "rb") as stored:
                if target.exists() and target.stat().st_size == stored.size:
                    return True
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as copy:
                    shutil.copyfileobj(stored, copy)
        except FileNotFoundError:
            return False
        return True
