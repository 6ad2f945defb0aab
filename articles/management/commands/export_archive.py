"""Export editions in the interchange format, with their media."""

import contextlib
import sys
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from articles.archive import exporting
from articles.archive.interruption import exit_code, leave_standard_output, stoppable
from articles.archive.output import Unfinished, Unreadable, copy, is_ordinary, media_folder, reason
from articles.archive.writers import WRITERS
from articles.management import choosing
from editions.models import Edition


class Command(BaseCommand):
    """Exit codes as for the import: 1 where a stored file was missing, 2 where nothing was done."""

    help = "Export public editions, one on each line, with their media in a folder beside the file."

    def add_arguments(self, parser):
        choosing.add_arguments(parser)
        parser.add_argument("--format", default="jsonl", choices=list(WRITERS), help="default: %(default)s")
        parser.add_argument("--output", metavar="FILE", default="-", help="default: standard output")
        parser.add_argument("--media", metavar="DIR", help="default: FILE.media; needed with - when there are any")
        parser.add_argument("--all", action="store_true", help="editions that are not public too")

    @no_translations
    def handle(self, *, publication, since, until, format, output, media, **options):
        try:
            with stoppable():
                editions = Edition.objects.all() if options["all"] else Edition.objects.public()
                chosen = choosing.chosen(editions, publication, since, until)
                missing = self.export(chosen, WRITERS[format], output, media)
        except BrokenPipeError:
            leave_standard_output()
            raise CommandError("What read the export has ended before it was all written.", returncode=2) from None
        except OSError as error:
            where = f" at {error.filename}" if error.filename else ""
            raise CommandError(f"The export cannot be written{where}: {reason(error)}.", returncode=2) from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be read: {reason(error)}.", returncode=2) from None
        except KeyboardInterrupt as stop:
            self.stderr.write("Stopped: nothing was exported, but media that were copied stay.")
            sys.exit(exit_code(stop))
        if missing:
            sys.exit(1)

    def export(self, chosen, writer, output: str, media: str | None) -> list[str]:
        """Write the chosen editions and their media; a sentence for each stored file that could not be copied."""
        editions, missing = 0, []
        with contextlib.ExitStack() as stack:
            out = self.stdout
            if output == "-":
                # JSON is UTF-8, whatever the terminal speaks.
                with contextlib.suppress(AttributeError):
                    out.reconfigure(encoding="utf-8")
            else:
                unfinished = stack.enter_context(Unfinished(output))
                out = unfinished.file
            folder = Path(media) if media else None
            if folder is None and output != "-" and is_ordinary(output):
                folder = Path(f"{output}.media")
            if folder is not None:
                stack.enter_context(media_folder(folder))
            for edition, record in exporting.editions(chosen):
                files = list(exporting.files(edition))
                if files and folder is None:
                    sentence = f"{edition} has {len(files)} pictures and PDFs: say with --media DIR where to put them."
                    raise CommandError(sentence, returncode=2)
                missing += filter(None, (self.problem_of_copying(name, folder / path, path) for path, name in files))
                writer.write(record, out)
                editions += 1
                if edition.signed_off_at is None:
                    self.stderr.write(f"note: {edition} is not signed off; imported with --unpublished it stays so")
            out.flush()
            if output != "-":
                unfinished.finish()
        for sentence in missing:
            self.stderr.write(f"error: {sentence}")
        self.stderr.write(f"{editions} editions exported{f' to {output}' if output != '-' else ''}.")
        return missing

    @staticmethod
    def problem_of_copying(name: str, target: Path, path: str) -> str:
        """Copy a stored file to the export, unless it is there already; why that cannot be, or nothing."""
        try:
            stored = default_storage.open(name, "rb")
        except FileNotFoundError:
            return f"{path}: the stored file is missing"
        except OSError as error:
            return f"{path}: the stored file cannot be read: {reason(error)}"
        with stored:
            try:
                copy(stored, stored.size, target)
            except Unreadable as error:
                return f"{path}: the stored file {error}"
        return ""
