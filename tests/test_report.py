"""The report of an import: the shape that its schema describes, every file once, and little memory for many files."""

import io
import json
import os
import tracemalloc
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from articles.archive import importing
from articles.archive import report as report_module
from articles.archive.interruption import Terminated
from articles.archive.records import ArticleRecord, EditionRecord, PageRecord, PhotoRecord, PublicationRecord
from articles.archive.report import FAILED, READ, SKIPPED, Note, Report
from articles.models import Article, ImportRun
from editions.models import Edition

from .archives import FakeSource, imported, run_import, write_jsonl
from .factories import picture

SCHEMA = json.loads((Path(report_module.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
PAPER = PublicationRecord("morning", "晨报")


def written(report: Report) -> dict:
    file = io.StringIO()
    report.write_json(file)
    return json.loads(file.getvalue())


def an_edition(day: int, *headlines: str, **facts) -> EditionRecord:
    articles = tuple(ArticleRecord(headline, body="<p>文。</p>") for headline in headlines)
    return EditionRecord(PAPER, date(2024, 3, day), (PageRecord("A01", articles),), **facts)


# -- the files


def test_each_file_is_told_once_with_what_became_of_it_last_but_a_failure_stays():
    report = Report()
    seen = []
    report.on_file = seen.append
    report.skipped("a", "is of another paper")
    report.read("b", "picture")
    report.read("a", "2 editions")
    report.failed("c", "is no text")
    report.read("c", "picture")
    report.read("d\n", "\x1b")
    report.account_for(FakeSource({"a": b"", "e": b""}))
    assert seen == ["a", "b", "c", "d\n", "e"]
    assert report.as_json()["files"] == [
        {"path": "b", "outcome": READ, "note": "picture"},
        {"path": "a", "outcome": READ, "note": "2 editions"},
        {"path": "c", "outcome": FAILED, "note": "is no text"},
        {"path": "d\\n", "outcome": READ, "note": "\\x1b"},
        {"path": "e", "outcome": SKIPPED, "note": "nothing refers to it"},
    ]
    figures = report.summary()
    assert (figures["files_read"], figures["files_skipped"], figures["files_failed"]) == (3, 1, 1)


def test_what_is_told_may_go_on_after_it_was_read():
    report = Report()
    for number in range(3):
        report.read(f"{number}", "砚溪")
        assert [entry.name for entry in report.files] == [f"{known}" for known in range(number + 1)]
    next(iter(report.files))
    report.read("3")
    assert (len(report.files), [entry.name for entry in report.files]) == (4, ["0", "1", "2", "3"])


def test_what_is_written_is_what_the_report_says_entry_by_entry():
    report = Report(source="砚溪\x07", format="jsonl")
    assert written(report) == report.as_json()
    report.read("a", "1 editions")
    report.failed("b", "is no text")
    report.warn("a", "是一句话")
    report.without_place("a", "某文\n次行", "has no place")
    assert written(report) == report.as_json()
    assert [entry["path"] for entry in report.as_json([FAILED])["files"]] == ["b"]


def test_a_report_of_many_files_keeps_few_bytes_for_each():
    names = [f"yanxi/html/2024-03/01/content_{number:06}.htm" for number in range(40_000)]
    report = Report()
    tracemalloc.start()
    try:
        for name in names:
            report.read("".join([name]), "2024-03-01 A01: 渡口通了新车")
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            report.write_json(nowhere)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most / len(names) < 10


def test_a_report_of_many_warnings_keeps_few_bytes_for_each():
    report = Report()
    tracemalloc.start()
    try:
        for number in range(40_000):
            report.warn(f"yanxi/images/2024-03/01/A01/res{number:06}.jpg", "is named but not in the archive")
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            report.write_json(nowhere)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most / 40_000 < 10


def test_entries_are_a_list_that_goes_on_while_it_is_read():
    report = Report()
    for number in range(3):
        report.warn(f"{number}.jpg", "is named\nbut not “there”")
    read = []
    for note in report.warnings:
        read.append(note)
        if note.path == "1.jpg":
            report.warn("3.jpg", "came late")
    expected = [Note(f"{number}.jpg", "is named\nbut not “there”") for number in range(3)]
    assert read == expected
    assert report.warnings == [*expected, Note("3.jpg", "came late")]
    assert (report.warnings[-1], report.warnings[:1]) == (Note("3.jpg", "came late"), expected[:1])
    assert report.warnings != expected
    assert not Report().warnings


@pytest.mark.django_db
def test_a_run_keeps_the_first_entries_of_each_list_and_the_figures_of_all(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "MOST_KEPT", 2)
    photos = tuple(PhotoRecord(f"{number}.jpg") for number in range(5))
    edition = EditionRecord(PAPER, date(2024, 3, 1), (PageRecord("A01", (ArticleRecord("题", photos=photos),)),))
    assert run_import(write_jsonl(tmp_path / "x.jsonl", edition))[0] == 0
    kept = ImportRun.objects.get().report
    assert [warning["path"] for warning in kept["warnings"]] == ["x.jsonl.media/0.jpg", "x.jsonl.media/1.jpg"]
    assert kept["summary"]["warnings"] == 5


# -- its schema


def test_the_schema_is_one_and_describes_every_value():
    Draft202012Validator.check_schema(SCHEMA)
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    assert [part for part in parts if part.get("additionalProperties") is not False or not part["description"]] == []
    values = [(name, value) for part in parts for name, value in part["properties"].items()]
    assert [name for name, value in values if not (value.get("description") or value.get("$ref"))] == []


@pytest.mark.django_db
def test_real_reports_of_every_outcome_fit_the_schema(tmp_path):
    path = tmp_path / "x.jsonl"
    media = tmp_path / "x.jsonl.media"
    media.mkdir()
    (media / "p.jpg").write_bytes(picture())
    (media / "broken.jpg").write_bytes(b"no picture")
    (media / "unused.jpg").write_bytes(picture())
    photos = tuple(PhotoRecord(name, caption=name) for name in ("p.jpg", "broken.jpg", "missing.jpg"))
    illustrated = replace(an_edition(1), pages=(PageRecord("A01", (ArticleRecord("图", photos=photos),)),))
    reports = []

    def run(*editions, more="", **options):
        write_jsonl(path, *editions)
        with path.open("a", encoding="utf-8") as file:
            file.write(more)
        reports.append(imported(path, **options)[0])
        return reports[-1]

    frame = '{"format": 1, "publication": {"slug": "morning", "name": "晨报", "frame": {"motto": "早"}}, '
    run(illustrated, an_edition(2, "甲", "乙", "丙"), an_edition(3, "丁"), dry_run=True)
    run(illustrated, an_edition(2, "甲", "乙", "丙"), an_edition(3, "丁"), more="no JSON\n")
    Article.objects.filter(headline__in=["甲", "丁"]).delete()
    Edition.objects.get(date=date(2024, 3, 3)).delete()
    Article.objects.filter(headline="乙").update(body="<p>编辑改的。</p>")
    changed = an_edition(2, "甲", "乙", "丙", "戊")
    page = changed.pages[0]
    page = replace(page, articles=tuple(replace(article, body="<p>改。</p>") for article in page.articles))
    run(replace(changed, pages=(page,)), an_edition(3, "丁"), an_edition(4, "己", label="extra"), illustrated)
    run(an_edition(4, "己", label="extra"), more=f'{frame}"date": "2024-03-05", "pages": []}}\n')
    for report in reports:
        VALIDATOR.validate(report)
    editions = [edition for report in reports for edition in report["editions"]]
    assert {(edition["outcome"], tuple(sorted(edition["articles"]))) for edition in editions} == {
        ("created", ()),
        ("created", ("created",)),
        ("updated", ("created", "gone", "kept", "updated")),
        ("deleted here", ()),
        ("unchanged", ("unchanged",)),
    }
    assert {entry["outcome"] for each in reports for entry in each["files"]} == {READ, SKIPPED, FAILED}
    assert {name for each in reports for name in ("warnings", "errors", "unplaced") if each[name]} == {
        "warnings",
        "errors",
        "unplaced",
    }
    for run_kept in ImportRun.objects.all():
        VALIDATOR.validate(run_kept.report)


@pytest.mark.django_db
def test_the_report_of_a_run_that_was_stopped_fits_the_schema(tmp_path, monkeypatch):
    def stopped(*arguments, **options):
        raise Terminated

    monkeypatch.setattr("articles.archive.importing.reader_for", stopped)
    path = write_jsonl(tmp_path / "x.jsonl", an_edition(1, "甲"))
    assert run_import(path, report=str(tmp_path / "r.json"), stderr=io.StringIO())[0] == 143
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    VALIDATOR.validate(report)
    assert (report["format"], report["errors"][0]["path"]) == ("", str(path))
