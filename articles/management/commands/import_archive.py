"""Import an archive of old digital editions."""

import contextlib
import sys

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError
from tqdm import tqdm

from articles.archive import importing
from articles.archive.interruption import exit_code, leave_standard_output, stoppable
from articles.archive.loader import KEEP, REPLACE
from articles.archive.output import Unfinished, reason
from articles.archive.readers import READERS, known_formats
from articles.archive.records import PublicationRecord
from articles.archive.report import ArchiveError, Report
from articles.archive.sources import SourceError, open_source


class Command(BaseCommand):
    """Exit codes: 0 everything was read, 1 something could not be, 2 nothing could be done, 130 and 143 stopped."""

    help = f"Import an archive of digital editions: a folder, a file, a zip or a tar. Formats:\n{known_formats()}"

    def add_arguments(self, parser):
        parser.add_argument("source", help="folder, file, zip or tar")
        parser.add_argument("--publication", metavar="SLUG", help="which paper it is, or which of several to import")
        parser.add_argument("--publication-name", metavar="NAME", help="its name, where the archive does not say")
        parser.add_argument("--format", default="auto", choices=["auto", *READERS], help="default: %(default)s")
        parser.add_argument("--media", metavar="DIR", help="folder of a JSONL file's media, where it is not FILE.media")
        parser.add_argument("--dry-run", action="store_true", help="do everything but keep it")
        parser.add_argument("--report", metavar="FILE", help="write the whole report as JSON")
        parser.add_argument(
            "--on-conflict",
            default=KEEP,
            choices=[KEEP, REPLACE],
            help="what happens to an article that was edited here and has changed in the source (default: %(default)s)",
        )
        parser.add_argument("--unpublished", action="store_true", help="leave new editions and articles as drafts")

    @no_translations
    def handle(self, *, source, publication, publication_name, format, media, dry_run, report, on_conflict, **options):
        if publication_name and not publication:
            raise CommandError("--publication-name needs --publication beside it.", returncode=2)
        result = Report(source=source, dry_run=dry_run)
        chosen = {
            "publication": PublicationRecord(publication, publication_name or "") if publication else None,
            "format": format,
            "dry_run": dry_run,
            "on_conflict": on_conflict,
            "unpublished": options["unpublished"],
        }
        try:
            unfinished = Unfinished(report) if report else None
        except OSError as error:
            raise CommandError(f"The report cannot be written: {report}: {reason(error)}.", returncode=2) from None
        with unfinished or contextlib.nullcontext():
            code = self.run(source, media, result, chosen)
            told = self.tell(result, unfinished)
        if code or told:
            sys.exit(code or told)

    def run(self, source: str, media: str | None, result: Report, chosen: dict) -> int:
        """Import, and the exit code of it. What ends it before its time is said, and the report tells the rest."""
        try:
            with stoppable():
                opened = open_source(source, media)
                with Progress(self.stderr, len(opened.names()), result):
                    importing.run(opened, result, **chosen)
        except (ArchiveError, SourceError) as error:
            raise CommandError(str(error), returncode=2) from None
        except KeyboardInterrupt as stop:
            self.stderr.write("The import was stopped. What was stored is whole; the next run brings the rest.")
            return exit_code(stop)
        except (DatabaseError, OSError) as error:
            what = "database" if isinstance(error, DatabaseError) else "import"
            self.stderr.write(f"The {what} failed: {reason(error)}.")
            return 1 if result.editions else 2
        return 1 if result.errors else 0

    def tell(self, result: Report, unfinished: Unfinished | None) -> int:
        """Print the summary and write the report; 1 where that cannot be, else 0."""
        try:
            self.summarise(result)
            self.stdout.flush()
        except BrokenPipeError:
            leave_standard_output()
        if unfinished is None:
            return 0
        try:
            result.write_json(unfinished.file)
            unfinished.finish()
        except (OSError, ValueError) as error:
            self.stderr.write(f"The report could not be written: {unfinished.path}: {reason(error)}.")
            return 1
        return 0

    def summarise(self, report: Report) -> None:
        """Every warning, error and text without a place, then the figures."""
        for note in report.warnings:
            self.stdout.write(f"warning: {note.path}: {note.message}")
        for text in report.unplaced:
            self.stdout.write(f"not placed: {text.path}: {text.reason}: {text.text[:200]}")
        for note in report.errors:
            self.stdout.write(f"error: {note.path}: {note.message}")
        figures = report.summary()
        if report.dry_run:
            self.stdout.write("Dry run: nothing was kept.")
        self.stdout.write(
            "{editions} editions, {pages} pages, {complete} articles complete and {headline_only} headline-only, "
            "{photos_found} photos found and {photos_missing} missing, {credits} credits.".format(**figures)
        )
        self.stdout.write(
            "{created} articles created, {updated} updated, {unchanged} unchanged, {kept} kept as here.".format(
                **figures
            )
        )
        self.stdout.write(
            "{files_read} files read, {files_skipped} skipped, {files_failed} failed; {warnings} warnings, "
            "{errors} errors; {seconds} s, {articles_per_second} articles per second.".format(**figures)
        )
        if not (report.errors or figures["created"] or figures["updated"]):
            self.stdout.write("Nothing has changed.")


class Progress:
    """A bar on a terminal; a plain line for each tenth of the files elsewhere, where there are many."""

    def __init__(self, output, total: int, report: Report):
        self.output, self.total, self.report = output, total, report
        self.bar = tqdm(total=total, unit="file", file=sys.stderr, leave=False) if sys.stderr.isatty() else None
        self.done = 0

    def __enter__(self):
        self.report.on_file = self.step

    def __exit__(self, *exception):
        self.report.on_file = None
        if self.bar is not None:
            self.bar.close()

    def step(self, path: str) -> None:
        self.done += 1
        if self.bar is not None:
            self.bar.update()
        elif self.total >= 1000 and self.done % (self.total // 10) == 0:
            self.output.write(f"{self.done} of {self.total} files")
