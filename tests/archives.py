"""Archives made by tests: records loaded directly, JSONL files, and the import command with what it printed."""

import json
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command

from articles.archive.loader import Loader
from articles.archive.records import EditionRecord, to_json
from articles.archive.report import Report
from articles.models import ImportRun


class FakeSource:
    """An archive that lies in memory: names with their bytes."""

    def __init__(self, files: dict[str, bytes] | None = None, name: str = "archive"):
        self.files = files or {}
        self.name = name
        self.refused: dict[str, str] = {}
        self.passed_over: dict[str, str] = {}

    def names(self):
        return sorted(self.files)

    def size(self, name):
        return len(self.files[name])

    def open(self, name):
        return BytesIO(self.files[name])


def load(*editions: EditionRecord, source=None, **options) -> Report:
    """Load records as one run; the report."""
    report = Report(source="test")
    loader = Loader(source or FakeSource(), report, ImportRun.objects.create(source="test", format="test"), **options)
    for edition in editions:
        loader.load(edition)
    return report


def write_jsonl(path: Path, *editions: EditionRecord) -> Path:
    lines = (json.dumps(to_json(edition), ensure_ascii=False) for edition in editions)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def run_import(source, **options) -> tuple[int, str]:
    """Run the import command: its exit code and what it printed, with the sentence of a refusal."""
    output = StringIO()
    try:
        call_command("import_archive", str(source), stdout=output, **options)
    except CommandError as refusal:
        return refusal.returncode, str(refusal)
    except SystemExit as ended:
        return ended.code, output.getvalue()
    return 0, output.getvalue()


def imported(source, **options) -> tuple[dict, str]:
    """Run the import command: its report as JSON, and what it printed."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        code, output = run_import(source, report=str(report), **options)
        values = json.loads(report.read_text(encoding="utf-8"))
    if code != (1 if values["errors"] else 0):
        raise AssertionError(f"exit code {code} with {len(values['errors'])} errors")
    return values, output


def exported(path: Path, **options) -> list[dict]:
    """Run the export command into a file; the lines' values."""
    call_command("export_archive", output=str(path), stderr=StringIO(), **options)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
