"""The import command: what it recognises, its exit codes, and the sentence for each bad input."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError

from articles.archive.loader import Loader
from articles.archive.records import (
    ArticleRecord,
    EditionRecord,
    PageRecord,
    PhotoRecord,
    PublicationRecord,
    to_json,
)
from articles.models import Article, ImportRun, Photo
from editions.models import Edition, Page, Publication

from .archives import imported, run_import, write_jsonl
from .factories import picture
from .saved_text_renderer import rendered

PAGE = PageRecord("A01", (ArticleRecord("渡口通了新车", body="<p>第一段。</p>"), ArticleRecord("第二篇")), name="要闻")
DAY = date(2024, 3, 1)
EDITION = EditionRecord(PublicationRecord("morning", "晨报"), DAY, (PAGE,))
FORMATS = (
    "  jsonl: editions as JSON, one on each line, with their media in FILE.media/ beside it\n"
    "  saved-text: pages of a digital edition saved as text from the browser (.txt), the paper given by --publication\n"
    "  founder-classic: digital editions of Founder's first generation and of cnepaper: html/2012-05/18/node_2.htm, "
    "nbs.*, nw.*\n"
    "  founder-new: digital editions of Founder's new generation: pc/layout/202103/12/node_01.html, pc/content/…, pad/…"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(tmp_path):
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "one.txt").write_text(rendered(PAGE, 0, DAY), encoding="utf-8")
    return folder


@pytest.fixture
def jsonl(tmp_path):
    folder = tmp_path / "jsonl"
    folder.mkdir()
    write_jsonl(folder / "editions.jsonl", EDITION)
    return folder


def nothing_stored():
    return not any(model.objects.exists() for model in (Publication, Edition, Article, Photo, ImportRun))


def test_each_format_is_recognised(saved, jsonl):
    assert imported(saved, publication="evening")[0]["format"] == "saved-text"
    assert imported(jsonl)[0]["format"] == "jsonl"


def test_a_whole_run_says_what_it_did(jsonl):
    code, output = run_import(jsonl)
    lines = output.splitlines()
    assert code == 0
    assert lines[0] == (
        "1 editions, 1 pages, 2 articles complete and 0 headline-only, 0 photos found and 0 missing, 0 credits."
    )
    assert lines[1] == "2 articles created, 0 updated, 0 unchanged, 0 kept as here."
    assert lines[2].startswith("1 files read, 0 skipped, 0 failed; 0 warnings, 0 errors; ")
    assert run_import(jsonl)[1].splitlines()[-1] == "Nothing has changed."


def test_saved_text_without_a_publication_is_refused(saved):
    assert run_import(saved) == (
        2,
        "A page saved as text does not say which paper it is from: name it with --publication, for example "
        "--publication morning-post --publication-name “Morning Post”.",
    )
    assert nothing_stored()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.html", b"<!doctype html><title>A web page</title><p>Hello"),
        ("notes.txt", "一封普通的信。\n没有版面。".encode()),
        ("random.bin", bytes(range(256)) * 40),
        ("empty.jsonl", b""),
        ("other.json", b'{"format": "something", "items": []}'),
        ("page.jsonl", b"not json at all"),
    ],
)
def test_what_is_no_archive_is_refused_with_the_known_formats(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    for source in (tmp_path, tmp_path / name):
        assert run_import(source, publication="morning") == (
            2,
            f"Nothing here is of a known format. These are:\n{FORMATS}",
        )
    assert nothing_stored()


def test_an_empty_folder_and_no_folder_are_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    assert run_import(tmp_path / "empty")[0] == 2
    assert run_import(tmp_path / "nowhere") == (2, f"There is no {tmp_path / 'nowhere'}.")


def test_a_format_that_is_not_here_is_refused(jsonl):
    code, message = run_import(jsonl, format="saved-text", publication="morning")
    assert (code, message.splitlines()[0]) == (2, "Nothing here is of the format saved-text. The known formats are:")


def test_an_address_that_the_site_uses_is_refused(saved):
    assert run_import(saved, publication="search") == (
        2,
        "The paper search: “search” is an address of the site itself.",
    )
    assert nothing_stored()


def test_a_malformed_address_is_refused(saved):
    code, message = run_import(saved, publication="Morning Post")
    assert (code, message) == (
        2,
        "The paper Morning Post: “Morning Post” is not an address: use lower-case letters, digits and hyphens.",
    )


def test_a_paper_that_the_archive_does_not_hold_is_refused(jsonl):
    assert run_import(jsonl, publication="evening") == (2, "This holds no edition of evening, only of morning.")
    assert nothing_stored()


def test_one_of_several_papers_is_selected(tmp_path):
    evening = replace(EDITION, publication=PublicationRecord("evening", "晚报"))
    write_jsonl(tmp_path / "x.jsonl", EDITION, evening)
    assert run_import(tmp_path / "x.jsonl", publication="evening", publication_name="新晚报")[0] == 0
    assert [str(paper) for paper in Publication.objects.all()] == ["新晚报"]


def test_a_cut_off_line_is_named_and_the_others_are_loaded(tmp_path):
    path = write_jsonl(tmp_path / "x.jsonl", EDITION, replace(EDITION, date=date(2024, 3, 2)))
    path.write_bytes(path.read_bytes()[:-40])
    report, output = imported(path)
    assert [note["path"] for note in report["errors"]] == ["x.jsonl:2"]
    assert report["errors"][0]["message"].startswith("is not JSON, or cut off: ")
    assert "error: x.jsonl:2: is not JSON, or cut off" in output
    assert Edition.objects.get().date == DAY


def test_a_line_that_is_not_utf_8_is_named_with_the_offset_and_never_read_as_something_else(tmp_path):
    path = write_jsonl(tmp_path / "x.jsonl", EDITION, replace(EDITION, date=date(2024, 3, 2)))
    good, line = path.read_bytes().splitlines(keepends=True)
    place = line.index("渡".encode())
    path.write_bytes(good + line[: place + 1] + line[place + 2 :])
    report, _output = imported(path)
    assert report["errors"] == [
        {"path": "x.jsonl:2", "message": f"is not UTF-8: the first byte that is not is at offset {place}"}
    ]
    assert set(Article.objects.values_list("edition__date", "headline")) == {(DAY, "渡口通了新车"), (DAY, "第二篇")}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_file_of_editions_may_say_by_its_mark_what_it_is_in(tmp_path, encoding):
    path = write_jsonl(tmp_path / "x.jsonl", EDITION, replace(EDITION, date=date(2024, 3, 2)))
    path.write_text(path.read_text(encoding="utf-8").replace("新车", "新\u2028车"), encoding=encoding)
    report, _output = imported(path)
    assert (report["errors"], report["summary"]["created"]) == ([], 4)


@pytest.mark.parametrize("last", ["publication", "date", "format", "pages"])
@pytest.mark.parametrize("format", ["auto", "jsonl"])
def test_a_long_edition_is_recognised_in_whatever_order_its_keys_come(tmp_path, last, format):
    body = "<p>" + "渡口通了新车。" * 30_000 + "</p>"
    values = to_json(replace(EDITION, pages=(replace(PAGE, articles=(ArticleRecord("长文", body=body),)),)))
    ordered = {"pages": values["pages"], **values}
    ordered = {key: value for key, value in ordered.items() if key != last} | {last: values[last]}
    (tmp_path / "x.jsonl").write_text(json.dumps(ordered, ensure_ascii=False), encoding="utf-8")
    report, _output = imported(tmp_path / "x.jsonl", format=format)
    assert (report["errors"], report["summary"]["created"]) == ([], 1)


def test_a_format_that_is_named_is_tried_and_says_of_each_line_why_it_is_none(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"name": "site"}\nno JSON', encoding="utf-8")
    assert run_import(tmp_path / "x.jsonl")[0] == 2
    report, _output = imported(tmp_path / "x.jsonl", format="jsonl")
    assert [error["path"] for error in report["errors"]] == ["x.jsonl:1", "x.jsonl:2", "x.jsonl"]


def test_a_folder_that_cannot_be_read_is_said_to_be(tmp_path, monkeypatch):
    def denied(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", denied)
    for format in ("auto", "jsonl"):
        assert run_import(tmp_path, format=format) == (
            2,
            f"Nothing here can be read: {tmp_path.name} cannot be read: Permission denied.",
        )


def test_what_could_not_be_read_is_said_beside_what_is_of_no_known_format(tmp_path):
    (tmp_path / "notes.txt").write_text("一封普通的信。", encoding="utf-8")
    os.symlink("nowhere", tmp_path / "one.jsonl")
    code, message = run_import(tmp_path)
    assert (code, message.splitlines()[0]) == (
        2,
        "Nothing here is of a known format. Some of it cannot be read: one.jsonl is a link to nothing. These are:",
    )


def test_a_link_to_a_folder_of_the_archive_is_skipped(saved):
    os.symlink(".", saved / "again")
    report, _output = imported(saved, publication="morning")
    assert (report["errors"], report["files"][-1]) == (
        [],
        {"path": "again", "outcome": "skipped", "note": "is a link to a folder that is read at its own place"},
    )


def test_a_media_folder_is_not_silently_ignored(jsonl, tmp_path):
    assert run_import(jsonl, media=str(tmp_path)) == (
        2,
        f"A media folder is named for a single JSONL file only; the media of {jsonl} are looked for within it.",
    )
    assert nothing_stored()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"format": 2, "publication": {}, "pages": []}', "is of format 2; this program reads format 1"),
        (
            '{"format": 1, "publication": {"slug": "a", "name": "b"}, "date": "2024-13-01", "pages": []}',
            "does not fit the format at $.date: '2024-13-01' is not a 'date'",
        ),
        (
            '{"format": 1, "publication": {"slug": "a", "name": "b"}, "date": "2024-01-01", "pages": [{"number": ""}]}',
            "does not fit the format at $.pages[0]: 'articles' is a required property",
        ),
        ('["format", "publication", "pages"]', "does not fit the format at $: "),
        ('{"format": 1, "number": NaN}', "is not JSON, or cut off: NaN is no number"),
        ('{"format": 1, "date": "\\ud800"}', "is not JSON, or cut off: '\\ud800' holds half a character"),
        ("[" * 100_000, "is not JSON, or cut off: "),
    ],
)
def test_a_line_that_does_not_fit_the_format_is_named_with_the_place(tmp_path, line, message):
    path = write_jsonl(tmp_path / "x.jsonl", EDITION)
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
    report, _output = imported(path)
    (error,) = report["errors"]
    assert error["path"] == "x.jsonl:2"
    assert error["message"].startswith(message)


def test_a_nul_in_a_text_is_left_out(tmp_path):
    article = ArticleRecord("渡\x00口", body="<p>第\x00一段。</p>")
    path = write_jsonl(tmp_path / "x.jsonl", replace(EDITION, pages=(PageRecord("A01", (article,)),)))
    report, _output = imported(path)
    assert (report["errors"], report["warnings"]) == ([], [])
    assert list(Article.objects.values_list("headline", "body")) == [("渡口", "<p>第一段。</p>")]


def test_a_json_file_of_something_else_is_skipped_beside_an_archive(jsonl):
    (jsonl / "package.json").write_text('{"name": "site"}', encoding="utf-8")
    report, _output = imported(jsonl)
    assert [(entry["path"], entry["outcome"], entry["note"]) for entry in report["files"]] == [
        ("editions.jsonl", "read", "1 editions"),
        ("package.json", "skipped", "does not begin with an edition"),
    ]
    assert report["errors"] == []


def test_a_name_that_no_terminal_prints_is_escaped(saved):
    (saved / "two\n\x1b[2J.txt").write_bytes(b"\xff\xff")
    report, output = imported(saved, publication="morning")
    assert [error["path"] for error in report["errors"]] == ["two\\n\\x1b[2J.txt"]
    assert "\x1b" not in output


def test_a_page_in_a_wrong_encoding_is_named_with_the_offset(saved):
    (saved / "two.txt").write_bytes("第A01版:要闻".encode("gb18030") + b"\xff\xff")
    report, _output = imported(saved, publication="morning")
    assert report["errors"] == [
        {
            "path": "two.txt",
            "message": "has bytes that are text in no known encoding, the first at offset 12",
        }
    ]
    assert report["summary"]["complete"] == 1


def test_a_page_that_is_cut_off_is_named_and_nothing_of_it_stored(saved):
    (saved / "two.txt").write_text(rendered(PAGE, 1, DAY).split("第二篇\n")[0], encoding="utf-8")
    report, _output = imported(saved, publication="morning")
    assert [(entry["path"], entry["outcome"]) for entry in report["files"]] == [
        ("one.txt", "read"),
        ("two.txt", "failed"),
    ]
    assert not Article.objects.get(headline="第二篇").complete


def test_a_file_of_200_megabytes_is_refused_without_being_read(saved):
    with (saved / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    report, _output = imported(saved, publication="morning")
    assert report["errors"] == [{"path": "huge.txt", "message": "is 200.0 MB; the longest that is read here is 5.0 MB"}]


def test_a_link_out_of_the_folder_is_named_and_not_followed(saved, tmp_path):
    (tmp_path / "elsewhere.txt").write_text(rendered(PAGE, 1, DAY), encoding="utf-8")
    os.symlink(tmp_path / "elsewhere.txt", saved / "two.txt")
    report, _output = imported(saved, publication="morning")
    assert report["errors"] == [{"path": "two.txt", "message": "is a link that leads out of the folder"}]
    assert not Article.objects.get(headline="第二篇").complete


def test_a_name_that_leads_out_of_an_archive_is_named_and_left_alone(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", rendered(PAGE, 0, DAY))
        archive.writestr("../two.txt", rendered(PAGE, 1, DAY))
    report, _output = imported(tmp_path / "a.zip", publication="morning")
    assert report["errors"] == [{"path": "../two.txt", "message": "has a name that leads out of the archive"}]
    assert (report["summary"]["complete"], report["summary"]["headline_only"]) == (1, 1)


def test_a_media_path_that_leads_out_is_left_alone(tmp_path):
    (tmp_path / "secret.jpg").write_bytes(picture())
    folder = tmp_path / "archive"
    folder.mkdir()
    article = ArticleRecord("题", photos=(PhotoRecord("../../secret.jpg", caption="图"),))
    path = write_jsonl(folder / "x.jsonl", replace(EDITION, pages=(PageRecord("A01", (article,)),)))
    report, _output = imported(path)
    assert [note["message"] for note in report["warnings"]] == [
        "“../../secret.jpg” leads out of the media folder and is left alone"
    ]
    assert not Photo.objects.exists()


def test_every_file_is_accounted_for(jsonl):
    media = jsonl / "editions.jsonl.media"
    media.mkdir()
    (media / "used.jpg").write_bytes(picture())
    (media / "unused.jpg").write_bytes(picture())
    (jsonl / "Thumbs.db").write_bytes(b"x")
    article = ArticleRecord("题", photos=(PhotoRecord("used.jpg"),))
    write_jsonl(jsonl / "editions.jsonl", replace(EDITION, pages=(PageRecord("A01", (article,)),)))
    report, _output = imported(jsonl)
    assert sorted((entry["path"], entry["outcome"], entry["note"]) for entry in report["files"]) == [
        ("Thumbs.db", "skipped", "nothing refers to it"),
        ("editions.jsonl", "read", "1 editions"),
        ("editions.jsonl.media/unused.jpg", "skipped", "nothing refers to it"),
        ("editions.jsonl.media/used.jpg", "read", "picture, 60 × 40"),
    ]


def test_a_frame_fact_that_has_no_place_is_said(tmp_path):
    path = write_jsonl(tmp_path / "x.jsonl", EDITION)
    with_motto = path.read_text(encoding="utf-8").replace('"name": "晨报"', '"name": "晨报", "frame": {"motto": "早"}')
    path.write_text(with_motto, encoding="utf-8")
    report, _output = imported(path)
    assert report["unplaced"] == [{"path": "x.jsonl:1", "text": '"早"', "reason": "frame holds “motto”"}]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("folder", "Is a directory"),
        ("nowhere/r.json", "No such file or directory"),
        ("file/r.json", "Not a directory"),
        ("/proc/r.json", "No such file or directory"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_done(jsonl, tmp_path, path, reason):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    path = str(tmp_path / path)
    assert run_import(jsonl, report=path) == (2, f"The report cannot be written: {path}: {reason}.")
    assert nothing_stored()


def test_a_report_that_cannot_be_written_at_the_end_is_said_after_the_summary(jsonl):
    errors = StringIO()
    code, output = run_import(jsonl, report="/dev/full", stderr=errors)
    assert (code, output.splitlines()[1]) == (1, "2 articles created, 0 updated, 0 unchanged, 0 kept as here.")
    assert errors.getvalue() == "The report could not be written: /dev/full: No space left on device.\n"
    assert Edition.objects.count() == 1


def test_a_refused_import_leaves_the_old_report(jsonl, tmp_path):
    (tmp_path / "r.json").write_text("old")
    assert run_import(jsonl, publication="evening", report=str(tmp_path / "r.json"))[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jsonl", "r.json"]
    assert (tmp_path / "r.json").read_text() == "old"


def ended_early(path, tmp_path) -> tuple[int, list[str], dict]:
    """Run an import that does not come to its end: its exit code, its sentence, its report."""
    errors = StringIO()
    code, _output = run_import(path, report=str(tmp_path / "r.json"), stderr=errors)
    return code, errors.getvalue().splitlines(), json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))


def test_a_database_that_is_locked_ends_with_two_and_a_sentence(jsonl, tmp_path, monkeypatch):
    def locked(**values):
        raise OperationalError("database is locked")

    monkeypatch.setattr(ImportRun.objects, "create", locked)
    code, sentences, report = ended_early(jsonl, tmp_path)
    assert (code, sentences) == (2, ["The database failed: database is locked."])
    assert report["errors"] == [{"path": str(jsonl), "message": "was not read to its end: database is locked"}]
    assert nothing_stored()


@pytest.mark.parametrize(
    ("stop", "code", "sentence", "message"),
    [
        (OperationalError("server closed\nby peer"), 1, "The database failed: server closed.", "server closed"),
        (
            OSError(28, "No space left on device"),
            1,
            "The import failed: No space left on device.",
            "No space left on device",
        ),
        (
            KeyboardInterrupt(),
            130,
            "The import was stopped. What was stored is whole; the next run brings the rest.",
            "the import was stopped",
        ),
    ],
)
def test_a_run_that_does_not_come_to_its_end_tells_what_it_did(tmp_path, monkeypatch, stop, code, sentence, message):
    path = write_jsonl(tmp_path / "x.jsonl", EDITION, replace(EDITION, date=date(2024, 3, 2)))
    load = Loader.load

    def load_one(self, record, **options):
        if self.report.editions:
            raise stop
        load(self, record, **options)

    monkeypatch.setattr(Loader, "load", load_one)
    ended, sentences, report = ended_early(path, tmp_path)
    assert (ended, sentences, report["summary"]["created"]) == (code, [sentence], 2)
    assert report["errors"] == [{"path": str(path), "message": f"was not read to its end: {message}"}]
    run = ImportRun.objects.get()
    assert (run.state, run.report["errors"]) == (ImportRun.State.FAILED, report["errors"])


def test_a_run_whose_end_cannot_be_stored_says_so(jsonl, monkeypatch):
    def locked(self, **options):
        raise OperationalError("database is locked")

    save = ImportRun.save
    monkeypatch.setattr(ImportRun, "save", lambda run, **options: (locked if run.pk else save)(run, **options))
    report, _output = imported(jsonl)
    assert report["errors"] == [
        {"path": str(jsonl), "message": "how its import ended could not be stored: database is locked"}
    ]


@pytest.mark.django_db(transaction=True)
def test_the_command_line_ends_with_the_exit_codes_of_the_contract(saved, tmp_path, child_environment):

    def exit_code(*arguments):
        root = Path(__file__).parent.parent
        command = [sys.executable, "manage.py", "import_archive", *arguments]
        return subprocess.run(command, cwd=root, env=child_environment, capture_output=True, check=False).returncode

    assert [exit_code(), exit_code(str(tmp_path / "nowhere")), exit_code(str(saved), "--format", "pdf")] == [2, 2, 2]
    assert exit_code(str(saved)) == 2
    assert exit_code(str(saved), "--publication", "morning") == 0
    (saved / "two.txt").write_text("第A01版：要闻", encoding="utf-8")
    assert exit_code(str(saved), "--publication", "morning") == 1


@pytest.fixture
def running(tmp_path, child_environment):
    """An import of 150 editions of 8 articles in a process of its own that has stored some of them; its file."""
    (tmp_path / "x.jsonl.media").mkdir()
    (tmp_path / "x.jsonl.media" / "p.jpg").write_bytes(picture(2000, 1500))
    articles = tuple(
        ArticleRecord(f"第{place}篇", body="<p>文。</p>", photos=(PhotoRecord("p.jpg"),)) for place in range(8)
    )
    page = PageRecord("A01", articles, facsimile="p.jpg")
    editions = [replace(EDITION, date=date.fromordinal(DAY.toordinal() + day), pages=(page,)) for day in range(150)]
    path = write_jsonl(tmp_path / "x.jsonl", *editions)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_archive", str(path), "--report", str(tmp_path / "r.json")],
        cwd=Path(__file__).parent.parent,
        env=child_environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background may have Ctrl-C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while Edition.objects.count() < 5 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    yield process, path
    process.kill()
    process.wait()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_in_the_middle_whole_editions_stay_and_the_run_is_marked(running, tmp_path, settings, number, code):
    process, _path = running
    process.send_signal(number)
    _nothing, errors = process.communicate(timeout=60)
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    stored = Edition.objects.count()
    assert (process.returncode, errors) == (
        code,
        "The import was stopped. What was stored is whole; the next run brings the rest.\n",
    )
    assert 5 <= stored < 150
    assert (len(report["editions"]), Article.objects.count()) == (stored, 8 * stored)
    assert ImportRun.objects.get().state == ImportRun.State.FAILED
    named = {*Page.objects.values_list("facsimile", flat=True), *Photo.objects.values_list("file", flat=True)}
    kept = Path(settings.MEDIA_ROOT) / "originals"
    assert {path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()} == named


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_run_again_everything_is_there_once(running):
    """A run is killed while editions are being stored; what is stored is whole, and a second run brings the rest."""
    process, path = running
    process.send_signal(signal.SIGKILL)
    process.wait()
    stored = Edition.objects.count()
    assert 5 <= stored < 150
    assert Article.objects.count() == 8 * stored
    assert ImportRun.objects.get().state == ImportRun.State.RUNNING
    report, _output = imported(path)
    assert (report["summary"]["created"], report["summary"]["unchanged"]) == (8 * (150 - stored), 8 * stored)
    assert (Edition.objects.count(), Article.objects.count(), Photo.objects.count()) == (150, 1200, 1)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_bring_everything_once(tmp_path, child_environment):
    """Two archives of the same days that share their pictures: what one brings the other finds."""
    folder = tmp_path / "archive"
    folder.mkdir()
    article = ArticleRecord("题", photos=(PhotoRecord("p.jpg", caption="图"),))
    editions = [
        replace(EDITION, date=DAY + timedelta(days=n), pages=(PageRecord("A01", (article,)),)) for n in range(12)
    ]
    path = write_jsonl(folder / "x.jsonl", *editions)
    media = folder / "x.jsonl.media"
    media.mkdir()
    (media / "p.jpg").write_bytes(picture())
    command = [sys.executable, "manage.py", "import_archive", str(path)]
    root = Path(__file__).parent.parent
    runs = [
        subprocess.Popen(command, cwd=root, env=child_environment, stdout=subprocess.PIPE, text=True) for _n in range(2)
    ]
    outputs = [run.communicate(timeout=120)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outputs
    assert (Edition.objects.count(), Article.objects.count(), Photo.objects.count()) == (12, 12, 1)
    kept = list(default_storage.listdir("photos")[1])
    assert kept == [Path(Photo.objects.get().file.name).name]
