"""One run of an import: a source is recognised, read and loaded, and every file of it accounted for."""

import gc
import time

from django.db import DatabaseError
from django.utils import timezone

from articles.models import ImportRun

from .interruption import undisturbed
from .loader import KEEP, Loader
from .output import reason
from .readers import ahead, nothing_found, reader_for
from .records import PublicationRecord
from .report import FAILED, ArchiveError, Report, printable

# The entries of each list that a run keeps; `--report` writes all of them.
MOST_KEPT = 10_000


def run(
    source,
    report: Report,
    *,
    publication: PublicationRecord | None = None,
    format: str = "auto",
    dry_run: bool = False,
    on_conflict: str = KEEP,
    unpublished: bool = False,
) -> None:
    """Import a source, telling the report what became of it.

    With `dry_run` everything is done and then undone, edition by edition. Raises ArchiveError where nothing can be
    done: the format is unknown, the paper is not named, or the source holds no edition of it. A run that is stopped or
    that fails is marked so, and its report says what was done until then.
    """
    started = time.monotonic()
    collecting = gc.get_threshold()
    gc.set_threshold(ahead.SELDOM)
    record = None
    state = ImportRun.State.FAILED
    try:
        report.format, reader = reader_for(source, format)
        source_name = printable(report.source)[: ImportRun._meta.get_field("source").max_length]
        record = ImportRun.objects.create(source=source_name, format=report.format)
        loader = Loader(
            source,
            report,
            record,
            on_conflict=on_conflict,
            unpublished=unpublished,
            whole=getattr(reader, "WHOLE", False),
        )
        for edition in reader.read(source, report, publication):
            with undisturbed():
                loader.load(edition, keep=not dry_run)
        report.account_for(source)
        if not report.editions and (loader.refused or not report.errors):
            raise loader.refused or _nothing(source, reader, report.format)
        state = ImportRun.State.FINISHED
    except KeyboardInterrupt:
        report.error(report.source, "was not read to its end: the import was stopped")
        raise
    except (DatabaseError, OSError) as error:
        report.error(report.source, f"was not read to its end: {reason(error)}")
        raise
    finally:
        gc.set_threshold(*collecting)
        report.seconds = time.monotonic() - started
        if record is not None:
            with undisturbed():
                _close(record, report, state, dry_run)


def _close(record: ImportRun, report: Report, state: str, dry_run: bool) -> None:
    """Keep the run with its report, or nothing of it where it brought nothing."""
    try:
        if dry_run or (state == ImportRun.State.FAILED and not record.items.exists()):
            record.delete()
            return
        record.state, record.finished_at = state, timezone.now()
        record.report = kept_report(report)
        record.save()
    except DatabaseError as error:
        report.error(report.source, f"how its import ended could not be stored: {reason(error)}")


def _nothing(source, reader, format: str) -> ArchiveError:
    recognised = reader.recognises(source)
    return ArchiveError("This holds no edition.") if recognised else nothing_found(source, f"the format {format}")


def kept_report(report: Report) -> dict:
    """The report as the run keeps it: of the files only those that failed, of every list no more than can be read."""
    return report.as_json([FAILED], MOST_KEPT)
