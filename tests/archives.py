"""Archives made by tests: records and JSONL files, loaded directly or by the import command, and what came of it."""

import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command

from articles.archive import records
from articles.archive.loader import Loader
from articles.archive.records import (
    ArticleRecord,
    CreditRecord,
    EditionRecord,
    FrameRecord,
    PageRecord,
    PublicationRecord,
    RegionRecord,
    StaffRecord,
    to_json,
)
from articles.archive.report import Report
from articles.models import Article, Contributor, ImportItem, ImportRun, Photo, PhotoCaption
from editions.models import Edition, Page, Publication

SCHEMA = json.loads((Path(records.__file__).parent / "edition.schema.json").read_text(encoding="utf-8"))
PAPER = PublicationRecord("morning", "晨报", FrameRecord(publisher="晨报社", telephone=("1", "2")))
SQUARE = RegionRecord(((0.1, 0.1), (0.5, 0.1), (0.5, 0.4)))


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


def an_article(headline="渡口通了新车", **fields):
    return ArticleRecord(
        headline,
        **{
            "body": "<p>第一段。</p>",
            "byline": "本报记者 沈一苇",
            "credits": (CreditRecord("沈一苇", "text", "本报记者"),),
            "regions": (SQUARE,),
            **fields,
        },
    )


def an_edition(*articles, on=date(2024, 3, 1), number="A01", **fields):
    page = PageRecord(number, articles or (an_article(),), name="要闻", staff=(StaffRecord("editor", "林见山"),))
    return EditionRecord(**{"publication": PAPER, "date": on, "pages": (page,), **fields})


def everything():
    """Every stored row that an import may write, by value, to see that nothing changes."""
    models = (Publication, Edition, Page, Article, PhotoCaption, Photo, Contributor, ImportItem)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def outcomes(report):
    names = ("created", "updated", "unchanged", "kept")
    return {name: report.counts[name] for name in names if report.counts.get(name)}


def messages(report):
    return [note.message for note in report.warnings]
